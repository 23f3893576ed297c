"""The build: plain breach records in, a signed data set out. `build` is the story of this package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from exposure_check import identity
from exposure_check.errors import OptionError, PublishError
from exposure_check.publisher import summary, withdraw
from exposure_check.publisher.clock import StageClock
from exposure_check.publisher.input import public_register, rows
from exposure_check.publisher.input.category_sets import merge_rare
from exposure_check.publisher.options import BuildOptions, PublisherKeys
from exposure_check.publisher.stages import anonymity, count, describe, ingest, lay_out
from exposure_check.publisher.stages.evaluate import Evaluation, RecordForm, evaluate
from exposure_check.publisher.summary import Summary
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace import lifecycle
from exposure_check.publisher.workspace.workspace import PUBLISHED, RECORDS, STATE_FILE
from exposure_check.trust import guard, keys, rotate, sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from securesystemslib.signer import CryptoSigner

    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.publisher.input.category_sets import CategorySet
    from exposure_check.publisher.workers.tasks import Progress
    from exposure_check.publisher.workspace.artifacts import ReadFigures, SchemeCount
    from exposure_check.publisher.workspace.workspace import Workspace
    from exposure_check.tables.source import Source
    from exposure_check.trust.code_book import DrawnCode

__all__ = ["BuildOptions", "PublisherKeys", "build"]

KeepCodes: TypeAlias = Callable[[list["DrawnCode"]], None]
Warn: TypeAlias = Callable[[str], None]
_STILL_FRESH = timedelta(days=1)


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """Progress that is shown to no one."""


def discard_codes(_drawn: list[DrawnCode]) -> None:
    """Codes that no one keeps: where none are drawn."""


def no_warning(_text: str) -> None:
    """Warnings that are shown to no one."""


def build(
    options: BuildOptions,
    publisher: PublisherKeys,
    pool: Executor,
    progress: Progress = no_progress,
    keep_codes: KeepCodes = discard_codes,
    warn: Warn = no_warning,
) -> Summary:
    """Build one data set for each scheme of the records, and publish them all in `options.out` at once.

    Goes on where an earlier run with the same options stopped. What was published before stays until the last step,
    its data sets for ever. `keep_codes` is given the codes that were drawn, `warn` what the publisher should know
    before the hours of hashing. Raises `OptionError` for a file or key that cannot be used, `PublishError` where
    nothing may be published, and `OSError`.
    """
    clock = StageClock(progress)
    signers, sources, voprf_keys = _signers(options, publisher), options.sources(), _voprf_keys(options, publisher)
    workspace, previous = _work_folders(options, sources, voprf_keys)
    if workspace.intact(PUBLISHED):  # an earlier run was stopped when only tidying up was left
        return _tidied(options, workspace, msgspec.msgpack.decode(workspace.load(PUBLISHED), type=Summary))
    voprf_key = voprf_keys.secret_key.reveal()

    with _discarded_where_refused(workspace):  # records -> identifiers
        near = tasks.near(pool)
        read = ingest.read_all(sources, options.rules(), voprf_key, workspace, near, clock, options.limits)
        keep_codes(read.drawn)  # before the hours of hashing: what a letter says must not be lost
    counts = count.count_people(workspace, pool, clock)  # each person once
    with _discarded_where_refused(workspace):
        _refuse_nothing(counts, read)
        _refuse_vanished(options, counts, read)
        _refuse_shared_codes(counts)
        _refuse_public_health(options, counts, warn)
        prefix_bits = {scheme: anonymity.prefix_bits(identity.get(scheme), options.prefix_bits) for scheme in counts}
        labels = count.label(counts, _merged(options, counts), workspace)
        describe.refuse_unreadable(options, counts, labels, prefix_bits)
    forms = {scheme: _record_form(workspace, scheme, len(labels[scheme].category_sets)) for scheme in counts}
    evaluation = Evaluation(workspace, voprf_key, forms, options.keep_work, previous)
    evaluate(evaluation, sum(figures.people for figures in counts.values()), pool, clock)  # -> VOPRF -> records
    targets, data_sets, created = {}, [], workspace.state.created
    for scheme, form in forms.items():
        records = lay_out.DataSetRecords(workspace, scheme, form.dataset_id, prefix_bits[scheme], form.label_bytes)
        layout = lay_out.lay_out(records, options.data_set_folder(form.dataset_id), clock)  # buckets, Merkle tree
        described = describe.describe(options, scheme, layout, labels[scheme], voprf_keys.public_key, created)
        targets[withdraw.target(scheme)] = describe.serialise(described)
        data_sets.append(summary.data_set(scheme, layout, counts[scheme], labels[scheme]))
    gone = _publish(options, publisher, signers, targets, _signing_time(workspace))  # TUF signatures
    return _tidied(options, workspace, summary.summarise(data_sets, read, counts, clock.seconds(), gone))


def _signers(options: BuildOptions, publisher: PublisherKeys) -> dict[str, CryptoSigner]:
    # Before the hours of hashing, and before a key is spent.
    if options.out.exists() and not options.out.is_dir():
        raise OptionError(f"The path {str(options.out)!r} is not a folder.", advice="Name another one with --out.")
    signers = keys.load_signers(publisher.folder, publisher.passphrase)
    sign.check(options.out, publisher.root(), signers)
    guard.check(options.out, publisher.folder, datetime.now(UTC), skip_to=options.skip_to)
    return signers


def _publish(
    options: BuildOptions,
    publisher: PublisherKeys,
    signers: Mapping[str, CryptoSigner],
    targets: Mapping[str, bytes],
    signing_time: datetime,
) -> list[str]:
    """Sign the list; returns the schemes that left it, since no row has them any more.

    What was withdrawn stays in it, withdrawn, until it has rows again.
    """
    gone = {withdraw.target(scheme): scheme for scheme in withdraw.listed(options.out)}
    gone = {name: scheme for name, scheme in gone.items() if name not in targets}
    with guard.signing(options.out, publisher.folder, datetime.now(UTC), skip_to=options.skip_to) as versions:
        root, is_gone = publisher.root(), gone.__contains__
        sign.publish(options.out, root, signers, targets, signing_time, withdrawn=is_gone, versions=versions)
    return sorted(gone.values())


def _voprf_keys(options: BuildOptions, publisher: PublisherKeys) -> KeyPair:
    if options.new_voprf_key and not options.work_folder().exists(STATE_FILE):  # else it was made already
        rotate.rotate_voprf(publisher.folder, publisher.passphrase)
    return keys.load_voprf(publisher.folder, publisher.passphrase)


def _work_folders(
    options: BuildOptions, sources: Sequence[Source], voprf_keys: KeyPair
) -> tuple[Workspace, Workspace | None]:
    """The work folder of this build, and what an earlier one kept."""
    previous = None
    if options.previous is not None:
        previous = lifecycle.open_kept(options.previous, voprf_keys)
        if previous.state.suite != options.suite.name:
            raise PublishError(
                f"What was kept in '{options.previous}' is of suite {previous.state.suite}.",
                advice=f"Leave --previous out, or build with --suite {previous.state.suite}.",
            )
    folder = options.work_folder()
    if options.keep_work:
        lifecycle.refuse_foreign(lifecycle.kept(folder))
    digest, bits = options.digest(sources), options.partition_bits_for(sources)
    return lifecycle.begin_or_resume(folder, voprf_keys, digest, options.suite.name, bits), previous


@contextmanager
def _discarded_where_refused(workspace: Workspace) -> Iterator[None]:
    """What is refused before anything was hashed leaves no work folder, so that the corrected command begins again."""
    try:
        yield
    except PublishError:
        if not workspace.storage.exists(RECORDS):
            lifecycle.discard(workspace)
        raise


def _refuse_nothing(counts: Mapping[str, SchemeCount], read: ReadFigures) -> None:
    if counts:
        return
    reasons = read.reasons()
    raise PublishError(
        "No row of the records is valid: nothing was published.",
        advice=f"Correct the rows or the mapping. The most frequent reasons: {reasons}."
        if reasons
        else "Name files of records that hold rows; and look whether [only] of the mapping passes over them all.",
    )


def _refuse_shared_codes(counts: Mapping[str, SchemeCount]) -> None:
    """Raise `PublishError` where one letter code stands for several people, as where a cell was copied downwards.

    Codes that are drawn belong to one person each.
    """
    if sharing := sum(figures.sharing for figures in counts.values()):
        raise PublishError(
            f"{sharing:,} people have the letter code of another person: whoever gets such a letter could look the "
            "others up. Nothing was published.",
            advice="Give each person a code of their own, or leave the column empty and draw codes with --draw-codes.",
        )


def _refuse_vanished(options: BuildOptions, counts: Mapping[str, SchemeCount], read: ReadFigures) -> None:
    """Raise `PublishError` where a scheme would leave the list, and rows were refused: they may be all it has."""
    vanished = [scheme for scheme in withdraw.listed(options.out) if scheme not in counts]
    if vanished and read.refused:
        raise PublishError(
            f"The list holds {', '.join(vanished)}, of which these records have no valid row, and rows were refused: "
            f"nothing was published. The most frequent reasons: {read.reasons()}.",
            advice="Correct the rows. If nobody is to be in that list any more, run `publish withdraw --scheme` first.",
        )


def _refuse_public_health(options: BuildOptions, counts: Mapping[str, SchemeCount], warn: Warn) -> None:
    listed = ((scheme, breach) for scheme, count in counts.items() for breach in count.breaches())
    registers = public_register.find(rows.breach_rules(options.breaches), listed)
    public_register.refuse_health(registers, allowed=options.open_health)
    for register in registers:
        warn(register.warning())


def _merged(options: BuildOptions, counts: Mapping[str, SchemeCount]) -> dict[str, dict[CategorySet, CategorySet]]:
    if not options.merge_rare:
        return {}
    return {scheme: merge_rare(figures.category_sets) for scheme, figures in counts.items()}


def _record_form(workspace: Workspace, scheme: str, category_sets: int) -> RecordForm:
    return RecordForm(workspace.derived(f"dataset/{scheme}", 16), describe.label_bytes(category_sets))


def _signing_time(workspace: Workspace) -> datetime:
    # The time of the build, so that one that was stopped ends in the same bytes; unless it lay for long: a timestamp
    # that is signed must be a fresh one.
    now = datetime.now(UTC).replace(microsecond=0)
    return workspace.state.created if now - workspace.state.created < _STILL_FRESH else now


def _tidied(options: BuildOptions, workspace: Workspace, figures: Summary) -> Summary:
    workspace.save(PUBLISHED, figures)
    lifecycle.remove(workspace, keep_stretched=options.keep_work)
    return figures
