"""The build: plain breach records in, a signed data set out. `build` is the story of this package."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from exposure_check import identity
from exposure_check.errors import OptionError, PublishError
from exposure_check.protocol import catalogue
from exposure_check.protocol.bucket import Layout
from exposure_check.publisher.options import BuildOptions, Keys, order_digest, partition_bits, rules, whole_breaches
from exposure_check.publisher.stages import anonymity, count, ingest, lay_out, people
from exposure_check.publisher.stages.evaluate import Form, Plan, evaluate
from exposure_check.publisher.summary import DataSet, Summary
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace import workspace
from exposure_check.trust import keys, rotate, sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from securesystemslib.signer import CryptoSigner

    from exposure_check.protocol.catalogue import Catalogue
    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.publisher.input.drawn_codes import DrawnCode
    from exposure_check.publisher.stages.count import Counted, Labels
    from exposure_check.publisher.stages.ingest import Read
    from exposure_check.publisher.stages.people import CategorySet
    from exposure_check.publisher.workers.tasks import Progress
    from exposure_check.publisher.workspace.workspace import Workspace
    from exposure_check.tables.source import Source

__all__ = ["BuildOptions", "Keys", "build"]

LABEL_BYTES = 2

Drawn: TypeAlias = Callable[[list["DrawnCode"]], None]
_STILL_FRESH = timedelta(days=1)


def silent(_stage: str, _done: int, _total: int) -> None:
    """Progress that is shown to no one."""


def unkept(_drawn: list[DrawnCode]) -> None:
    """Codes that no one keeps: where none are drawn."""


def build(
    order: BuildOptions, publisher: Keys, pool: Executor, progress: Progress = silent, drawn: Drawn = unkept
) -> Summary:
    """Build one data set for each scheme of the records, and publish them all in `order.out` at once.

    Goes on where an earlier run of the same order stopped. What was published before stays until the last step, its
    data sets for ever. `drawn` is given the codes that were drawn. Raises `OptionError` for a file or key
    that cannot be used, `PublishError` where nothing may be published, and `OSError`.
    """
    clock = Clock(progress)
    signers = _signers(order, publisher)
    sources = order.sources()
    voprf_keys = _voprf_keys(order, publisher)
    secret = voprf_keys.secret_key.reveal()
    desk, previous = _work_folders(order, sources, voprf_keys)
    if desk.intact(workspace.PUBLISHED):  # an earlier run was stopped when only tidying up was left
        return _tidied(order, desk, msgspec.msgpack.decode(desk.load(workspace.PUBLISHED), type=Summary))

    with _dropped_where_refused(desk):  # records -> identifiers
        read = ingest.read_all(sources, rules(order), secret, desk, tasks.near(pool), clock, order.limits)
    drawn(read.drawn)  # before the hours of hashing: what a letter says must not be lost
    counted = count.take(desk, pool, clock)  # each person once
    with _dropped_where_refused(desk):
        _refuse_nothing(counted, read)
        prefix_bits = {one: anonymity.prefix_bits(identity.get(one), order.prefix_bits) for one in counted}
        labels = count.label(counted, _merged(order, counted), desk)
        forms = {one: Form(desk.derived(f"dataset/{one}", 16), _label_bytes(labels[one])) for one in counted}
        _refuse_unreadable(order, counted, labels, prefix_bits)
    plan = Plan(desk, secret, forms, order.keep_work, previous)
    people_in_all = sum(one.people for one in counted.values())
    evaluate(plan, people_in_all, pool, clock)  # stretch -> bucket word -> VOPRF -> record
    targets, data_sets = {}, []
    for scheme, form in forms.items():
        placed = lay_out.Placed(desk, scheme, form.dataset_id, prefix_bits[scheme], form.label_bytes)
        layout = lay_out.lay_out(placed, order.out / "datasets" / form.dataset_id.hex(), clock)  # bucket, Merkle tree
        described = _catalogue(order, scheme, layout, labels[scheme], voprf_keys.public_key, desk.state.created)
        targets[f"catalogues/{scheme}.json"] = _readable(described)
        data_sets.append(_data_set(described, layout, counted[scheme], labels[scheme]))
    sign.publish(order.out, publisher.root(), signers, targets, _signing_time(desk))  # TUF signature
    return _tidied(order, desk, _summary(data_sets, read, counted, clock))


class Clock:
    """Passes progress on and keeps the seconds of each stage."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._began = self._last = time.monotonic()
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now
        self._progress(stage, done, total)

    def total(self) -> float:
        """Seconds since the build began."""
        return time.monotonic() - self._began


def _signers(order: BuildOptions, publisher: Keys) -> dict[str, CryptoSigner]:
    # Before the hours of hashing, and before a key is spent.
    if order.out.exists() and not order.out.is_dir():
        raise OptionError(f"{str(order.out)!r} is not a folder.", advice="Name another one with --out.")
    signers = keys.load_signers(publisher.folder, publisher.passphrase)
    sign.check(order.out, publisher.root(), signers)
    return signers


def _voprf_keys(order: BuildOptions, publisher: Keys) -> KeyPair:
    if order.new_voprf_key and not order.work_folder().exists(workspace.STATE_FILE):  # else it was made already
        rotate.rotate_voprf(publisher.folder, publisher.passphrase)
    return keys.load_voprf(publisher.folder, publisher.passphrase)


def _work_folders(
    order: BuildOptions, sources: Sequence[Source], voprf_keys: KeyPair
) -> tuple[Workspace, Workspace | None]:
    previous = None
    if order.previous is not None:
        previous = workspace.open_kept(order.previous, voprf_keys)
        if previous.state.suite != order.suite.name:
            raise PublishError(
                f"What was kept in '{order.previous}' is of suite {previous.state.suite}.",
                advice="Build with the --suite of that build, or leave out --previous.",
            )
    folder = order.work_folder()
    if order.keep_work:
        workspace.refuse_foreign(workspace.kept(folder))
    digest, cut = order_digest(order, sources), partition_bits(order, sources)
    return workspace.begin_or_resume(folder, voprf_keys, digest, order.suite.name, cut), previous


@contextmanager
def _dropped_where_refused(desk: Workspace) -> Iterator[None]:
    """What is refused before anything was hashed leaves no work folder, so that the mended command begins anew."""
    try:
        yield
    except PublishError:
        if not desk.storage.exists(workspace.RECORDS):
            workspace.discard(desk)
        raise


def _merged(order: BuildOptions, counted: Mapping[str, Counted]) -> dict[str, dict[CategorySet, CategorySet]]:
    if not order.merge_rare:
        return {}
    whole = whole_breaches(order)
    return {scheme: people.coarsened(figures.profiles, whole) for scheme, figures in counted.items()}


def _label_bytes(labels: Labels) -> int:
    return max(LABEL_BYTES, ((len(labels.profiles) - 1).bit_length() + 7) // 8)


def _signing_time(desk: Workspace) -> datetime:
    # The time of the build, so that one that was stopped ends in the same bytes; unless it lay for long: a timestamp
    # that is signed must be a fresh one.
    now = datetime.now(UTC).replace(microsecond=0)
    return desk.state.created if now - desk.state.created < _STILL_FRESH else now


def _catalogue(
    order: BuildOptions, scheme: str, form: Layout, labels: Labels, public_key: bytes, created: datetime
) -> Catalogue:
    named = {breach for one in labels.profiles for breach, _ in one}
    return catalogue.Catalogue(
        suite=order.suite.name,
        dataset_id=form.dataset_id.hex(),
        scheme=scheme,
        prefix_bits=form.prefix_bits,
        bucket_records=form.bucket_records,
        label_bytes=form.label_bytes,
        voprf_public_key=public_key.hex(),
        merkle_root=form.merkle_root.hex(),
        created=created,
        breaches=tuple(breach for breach in order.breaches.values() if breach.id in named),
        category_sets=tuple(people.described(one) for one in labels.profiles),
    )


def _readable(described: Catalogue) -> bytes:
    """The bytes of a catalogue, if clients take it; raises `PublishError`."""
    data = catalogue.serialise(described)
    if len(data) > catalogue.MAX_BYTES or len(described.category_sets) > catalogue.MAX_CATEGORY_SETS:
        raise PublishError(
            f"The description of {described.scheme} has {len(data):,} bytes for {len(described.category_sets):,} "
            f"sets of categories; clients take {catalogue.MAX_BYTES:,}.",
            advice="Merge rare profiles with --merge-rare, name fewer categories, or publish fewer breaches at once.",
        )
    if described.bucket_records > catalogue.MAX_BUCKET_RECORDS:
        raise PublishError(
            f"A bucket of {described.scheme} would hold {described.bucket_records:,} records; "
            f"clients take {catalogue.MAX_BUCKET_RECORDS:,}.",
            advice="Leave --prefix-bits out, or give more of them.",
        )
    return data


def _refuse_unreadable(
    order: BuildOptions, counted: Mapping[str, Counted], labels: Mapping[str, Labels], prefix_bits: Mapping[str, int]
) -> None:
    # With the fewest records that the fullest bucket can have: what fails here would fail after the hours of hashing.
    for scheme, figures in counted.items():
        fewest = max(1, figures.records >> prefix_bits[scheme])
        form = Layout(bytes(16), prefix_bits[scheme], fewest, _label_bytes(labels[scheme]), bytes(32))
        _readable(_catalogue(order, scheme, form, labels[scheme], bytes(32), datetime.now(UTC)))


def _data_set(described: Catalogue, form: Layout, counted: Counted, labels: Labels) -> DataSet:
    return DataSet(
        scheme=described.scheme,
        dataset_id=described.dataset_id,
        people=counted.people,
        records=counted.records,
        buckets=form.buckets,
        bucket_records=form.bucket_records,
        bytes=form.pack_bytes,
        k=identity.get(described.scheme).k(form.prefix_bits),
        profiles=len(described.category_sets),
        rare_profiles=len(people.rare(count.held(counted, labels))),
        false_positive=form.bucket_records / 2.0**64,
    )


def _summary(data_sets: list[DataSet], read: Read, counted: Mapping[str, Counted], clock: Clock) -> Summary:
    valid = read.rows - sum(read.refused.values())
    return Summary(
        data_sets=tuple(data_sets),
        rows=read.rows,
        merged=valid - sum(figures.entries for figures in counted.values()),
        refused=read.refused,
        refused_lines=read.refused_lines,
        codes_drawn=len(read.drawn),
        seconds={stage: round(seconds, 3) for stage, seconds in (clock.seconds | {"total": clock.total()}).items()},
    )


def _tidied(order: BuildOptions, desk: Workspace, summary: Summary) -> Summary:
    desk.save(workspace.PUBLISHED, summary)
    workspace.remove(desk, keep_stretched=order.keep_work)
    return summary


def _refuse_nothing(counted: Mapping[str, Counted], read: Read) -> None:
    if counted:
        return
    reasons = read.reasons()
    raise PublishError(
        "No row of the records is valid: nothing was published.",
        advice=f"The most frequent reasons: {reasons}." if reasons else "The files of records hold no row.",
    )
