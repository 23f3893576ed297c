"""With the VOPRF key and the records: every record opens to its categories, and no other number opens anything."""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from exposure_check import identity
from exposure_check.errors import PublishError
from exposure_check.protocol import bucket, record, voprf
from exposure_check.protocol.stretch import stretch
from exposure_check.protocol.suite import SUITES
from exposure_check.publisher.input import rows
from exposure_check.publisher.options import order_digest, partition_bits
from exposure_check.publisher.options import rules as rules_of
from exposure_check.publisher.stages import ingest, people
from exposure_check.publisher.verify.dataset import read_bucket
from exposure_check.publisher.verify.second_opinion import compare
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.shuffle import partition
from exposure_check.publisher.workspace.storage import Folder
from exposure_check.publisher.workspace.workspace import Workspace, begin_or_resume, partition_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor

    from exposure_check.protocol.catalogue import Catalogue
    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.publisher.options import BuildOptions
    from exposure_check.publisher.stages.ingest import Read
    from exposure_check.publisher.stages.people import Codes
    from exposure_check.publisher.workers.tasks import Progress

Refused: TypeAlias = Callable[[dict[str, list[int]]], None]  # "file: reason" -> lines

_NO_CODE = "code.missing"


def unlisted(_refused: dict[str, list[int]]) -> None:
    """Refused rows that are listed to no one."""


class Opened(msgspec.Struct, frozen=True):
    """What was tried. `wider` counts records that open to more than their rows say, as `--merge-rare` makes them;
    `refused` counts the rows that were not tried, by reason code; `one_reader` names the files for which there is no
    second reader.
    """

    people: int = 0
    records: int = 0
    wider: int = 0
    strangers: int = 0
    refused: dict[str, int] = {}
    one_reader: list[str] = []

    def plus(self, other: Opened) -> Opened:
        """The sum of two, of what was tried."""
        return Opened(
            self.people + other.people,
            self.records + other.records,
            self.wider + other.wider,
            self.strangers + other.strangers,
        )


@dataclass(frozen=True, repr=False)
class Try:
    """What a worker needs to try the people of a partition."""

    work: Workspace
    out: Path
    voprf_key: bytes
    catalogues: Mapping[str, Catalogue]


def open_all(
    order: BuildOptions,
    keys: KeyPair,
    catalogues: Mapping[str, Catalogue],
    strangers: int,
    pool: Executor,
    progress: Progress,
    refused: Refused = unlisted,
) -> Opened:
    """Try every person of the records of `order` against `order.out`, and `strangers` random other numbers a scheme.

    Takes as long as a build. `refused` is given the rows that cannot be tried, before the others are. Raises
    `PublishError` where no row can, where a sealed one has no code, and at the first record that does not open as it
    should.
    """
    sources, total = order.sources(), Opened()
    for described in catalogues.values():
        if described.voprf_public_key != keys.public_key.hex():
            raise PublishError(
                f"{described.scheme}: the list was made with another VOPRF key.",
                advice="Name the folder of keys that the list was built with.",
            )
    with tempfile.TemporaryDirectory(prefix="exposure-check-verify-") as folder:
        cut = partition_bits(order, sources)
        work = begin_or_resume(Folder(Path(folder)), keys, order_digest(order, sources), order.suite.name, cut)
        secret = keys.secret_key.reveal()
        read = ingest.read_all(sources, rules_of(order), secret, work, pool, progress)
        refused(read.refused_lines)
        _refuse_untried(read)
        alone = compare(sources, rules_of(order))
        drawn = _strangers(catalogues, strangers, secret, cut)
        one = Try(work, order.out, secret, catalogues)
        jobs = ((one, number, drawn[number]) for number in work.partitions)
        for done, (_, opened) in enumerate(tasks.each(pool, _try, jobs), start=1):
            total = total.plus(opened)
            progress("open", done, len(work.partitions))
    return msgspec.structs.replace(total, refused=read.refused, one_reader=alone)


def _refuse_untried(read: Read) -> None:
    if without := read.refused.get(_NO_CODE, 0):
        raise PublishError(
            f"{without:,} sealed rows have no code, and nothing can be said of them.",
            advice="Name the file of the codes that the build drew with --codes. If it drew none, it left these rows "
            "out of the list.",
        )
    if sum(read.refused.values()) == read.rows:
        reasons = read.reasons()
        raise PublishError(
            "No row of the records is valid: nothing was tried.",
            advice=f"Name the files that the build was given. The most frequent reasons: {reasons}."
            if reasons
            else "The files of records hold no row.",
        )


def _strangers(schemes: Mapping[str, Catalogue], count: int, voprf_key: bytes, cut: int) -> dict[int, list[bytes]]:
    """Random identifiers by the partition in which they would be."""
    drawn: dict[int, list[bytes]] = defaultdict(list)
    rng = random.SystemRandom()
    for scheme in schemes:
        for _ in range(0 if identity.get(scheme).few_samples else count):
            number = identity.random_test_number(scheme, rng)
            canonical = identity.parse(number, scheme, allow_test=True).canonical()
            drawn[partition_of(voprf_key, canonical, cut)].append(canonical)
    return drawn


def _try(job: tuple[Try, int, list[bytes]]) -> Opened:
    one, number, strangers = job
    found = people.group(partition(one.work, number))
    total = Opened()
    for canonical, codes in found.items():
        total = total.plus(_person(one, canonical, codes))
    unknown = [stranger for stranger in strangers if stranger not in found]
    for stranger in unknown:
        if _opens(one, stranger, [rows.OPEN])[rows.OPEN] is not None:
            raise PublishError(
                f"{people.scheme_of(stranger)}: a number that is in no row opens a record.",
                advice="Name all files that the list was built from, or do not publish it: build it again.",
            )
    return total.plus(Opened(strangers=len(unknown)))


def _person(one: Try, canonical: bytes, codes: Codes) -> Opened:
    scheme = people.scheme_of(canonical)
    if scheme not in one.catalogues:
        raise PublishError(
            f"The list has no data set for {scheme}, but the records hold such numbers.",
            advice="Name the records that this list was built from, or build it again.",
        )
    opened = _opens(one, canonical, [*codes, rows.OPEN])
    if rows.OPEN not in codes and opened[rows.OPEN] is not None:
        raise PublishError(
            f"{scheme}: a sealed person is found without their code.",
            advice="Do not publish this list: build it again.",
        )
    wider = 0
    for code, exposed in codes.items():
        shown = opened[code]
        if shown is None or set(shown) != set(exposed) or any(bits & ~shown[held] for held, bits in exposed.items()):
            raise PublishError(
                f"{scheme}: a record does not open to what its rows say.",
                advice="Do not publish this list: build again.",
            )
        wider += shown != exposed
    return Opened(people=1, records=len(codes), wider=wider)


def _opens(one: Try, canonical: bytes, codes: list[str]) -> dict[str, dict[str, int] | None]:
    """What each code opens under this number: breach to categories as bits, or None."""
    described = one.catalogues[people.scheme_of(canonical)]
    form = bucket.layout(described)
    stretched = stretch(canonical, SUITES[described.suite], threads=1)
    records = read_bucket(one.out, described, bucket.bucket_index(stretched, form.prefix_bits))
    opened: dict[str, dict[str, int] | None] = {}
    for code in codes:
        private_input = record.sealed_input(stretched, code) if code else record.open_input(stretched)
        output = voprf.evaluate_unblinded(one.voprf_key, private_input)
        label = record.find(output, form.dataset_id, records, form.label_bytes, len(described.category_sets))
        profile = described.category_sets[label] if label is not None else None
        opened[code] = None if profile is None else {each.breach: rows.bits(each.categories) for each in profile}
    return opened
