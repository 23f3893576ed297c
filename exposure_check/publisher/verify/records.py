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
from exposure_check.publisher.input import people, rows
from exposure_check.publisher.input.category_sets import category_set, covers
from exposure_check.publisher.stages import ingest
from exposure_check.publisher.verify.dataset import read_bucket
from exposure_check.publisher.verify.second_opinion import compare
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.lifecycle import begin_or_resume
from exposure_check.publisher.workspace.shuffle import rows_of
from exposure_check.publisher.workspace.storage import Folder
from exposure_check.publisher.workspace.workspace import Workspace, partition_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from exposure_check.protocol.catalogue import Catalogue
    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.publisher.input.people import Codes
    from exposure_check.publisher.options import BuildOptions
    from exposure_check.publisher.workers.tasks import Progress
    from exposure_check.publisher.workspace.artifacts import ReadFigures
    from exposure_check.trust.code_book import CodeBook, DrawnCode

ListRefused: TypeAlias = Callable[[dict[str, list[int]]], None]  # "file: reason" -> lines

_NO_CODE = "code.missing"
_SHOWN = 5  # lines in an error
_SMALL_RESERVES = frozenset({"se.personnummer", "ee.ik"})  # lists of test numbers, too few to draw from
_BUILD_AGAIN = "Do not publish this list: build it again from these records."


def unlisted(_refused: dict[str, list[int]]) -> None:
    """Refused rows that are listed to no one."""


class Opened(msgspec.Struct, frozen=True):
    """What was tried. `wider` counts records for which more cannot be ruled out than their rows say, as `--merge-rare`
    makes them; `refused` counts the rows that were not tried, by reason code; `one_reader` names the files for which
    there is no second reader.
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
class Trial:
    """What a worker needs to try the people of a partition; `catalogues` is by scheme."""

    workspace: Workspace
    out: Path
    voprf_key: bytes
    catalogues: Mapping[str, Catalogue]


def open_all(
    options: BuildOptions,
    voprf_keys: KeyPair,
    catalogues: Mapping[str, Catalogue],
    strangers: int,
    pool: Executor,
    progress: Progress,
    list_refused: ListRefused = unlisted,
    book: CodeBook | None = None,
) -> Opened:
    """Try every person of the records of `options` against `options.out`, and `strangers` random other numbers a
    scheme.

    Takes as long as a build. `list_refused` is given the rows that cannot be tried, before the others are; `book` is
    compared with the rows whose codes it holds. Raises `PublishError` where no row can be tried, where a sealed one has
    no code or the book gives its person that of another, and at the first record that does not open as it should.
    """
    sources, total = options.sources(), Opened()
    for described in catalogues.values():
        if described.voprf_public_key != voprf_keys.public_key.hex():
            raise PublishError(
                f"{described.scheme}: the list was made with another VOPRF key.",
                advice="Name the folder of keys that the list was made with, with --keys.",
            )
    with tempfile.TemporaryDirectory(prefix="exposure-check-verify-") as folder:
        bits = options.partition_bits_for(sources)
        digest = options.digest(sources)
        workspace = begin_or_resume(Folder(Path(folder)), voprf_keys, digest, options.suite.name, bits)
        voprf_key = voprf_keys.secret_key.reveal()
        read = ingest.read_all(sources, options.rules(), voprf_key, workspace, pool, progress)
        list_refused(read.refused_lines)
        _refuse_untried(read)
        if book is not None:
            _refuse_swapped(read.drawn, book)
        alone = compare(sources, options.rules())
        drawn = _strangers(catalogues, strangers, voprf_key, bits)
        trial = Trial(workspace, options.out, voprf_key, catalogues)
        jobs = ((trial, partition, drawn[partition]) for partition in workspace.partitions)
        for done, (_, opened) in enumerate(tasks.each(pool, _try, jobs), start=1):
            total = total.plus(opened)
            progress("open", done, len(workspace.partitions))
    return msgspec.structs.replace(total, refused=read.refused, one_reader=alone)


def _refuse_untried(read: ReadFigures) -> None:
    if without_code := read.refused.get(_NO_CODE, 0):
        raise PublishError(
            f"{without_code:,} sealed rows have no code, and nothing can be said of them.",
            advice="Name the code book that the build drew with --codes. If it drew none, it left these rows out of "
            "the list.",
        )
    if sum(read.refused.values()) == read.rows:
        reasons = read.reasons()
        raise PublishError(
            "No row of the records is valid: nothing was tried.",
            advice=f"Name the files that the build was given. The most frequent reasons: {reasons}."
            if reasons
            else "Name files of records that hold rows.",
        )


def _refuse_swapped(drawn: Sequence[DrawnCode], book: CodeBook) -> None:
    """Raise `PublishError` where the book gives a row another code than its person has, or none: letters are written by
    it. Files that no code of the book is for are passed over.
    """
    codes: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for code in book.with_drawn(()).drawn:  # marked, where an earlier version wrote it
        codes[code.digest, code.line, code.breach].add(code.code)
    files = {digest for digest, _, _ in codes}
    wrong = [
        f"{code.file}: line {code.line:,}"
        for code in drawn
        if (mark := book.mark(code.digest)) in files and code.code not in codes.get((mark, code.line, code.breach), ())
    ]
    if wrong:
        raise PublishError(
            f"The code book gives {len(wrong):,} rows the code of another person, or none: "
            f"{', '.join(wrong[:_SHOWN])}{', ...' if len(wrong) > _SHOWN else ''}.",
            advice="Write no letter by it. Restore it from your backup, or build again with it, and look once more.",
        )


def _strangers(
    catalogues: Mapping[str, Catalogue], count: int, voprf_key: bytes, partition_bits: int
) -> dict[int, list[bytes]]:
    """Random identifiers by the partition in which they would be."""
    drawn: dict[int, list[bytes]] = defaultdict(list)
    rng = random.SystemRandom()
    for scheme in catalogues:
        for _ in range(count if scheme not in _SMALL_RESERVES else 0):
            number = identity.random_test_number(scheme, rng)
            canonical = identity.parse(number, scheme, allow_test=True).canonical()
            drawn[partition_of(voprf_key, canonical, partition_bits)].append(canonical)
    return drawn


def _try(job: tuple[Trial, int, list[bytes]]) -> Opened:
    trial, partition, strangers = job
    listed = people.group(rows_of(trial.workspace, partition))
    total = Opened()
    for canonical, codes in listed.items():
        total = total.plus(_person(trial, canonical, codes))
    unlisted_strangers = [stranger for stranger in strangers if stranger not in listed]
    for stranger in unlisted_strangers:
        if _opens(trial, stranger, [rows.OPEN])[rows.OPEN] is not None:
            raise PublishError(
                f"{people.scheme_of(stranger)}: a number that is in no row opens a record.", advice=_BUILD_AGAIN
            )
    return total.plus(Opened(strangers=len(unlisted_strangers)))


def _person(trial: Trial, canonical: bytes, codes: Codes) -> Opened:
    scheme = people.scheme_of(canonical)
    if scheme not in trial.catalogues:
        raise PublishError(
            f"The list has no data set for {scheme}, but the records hold such numbers.", advice=_BUILD_AGAIN
        )
    opened = _opens(trial, canonical, [*codes, rows.OPEN])
    if rows.OPEN not in codes and opened[rows.OPEN] is not None:
        raise PublishError(f"{scheme}: a sealed person is found without their code.", advice=_BUILD_AGAIN)
    wider = 0
    for code, exposed in codes.items():
        shown = opened[code]
        if shown is None or not covers(category_set(shown), category_set(exposed)):
            raise PublishError(f"{scheme}: a record does not open to what its rows say.", advice=_BUILD_AGAIN)
        wider += shown != exposed
    return Opened(people=1, records=len(codes), wider=wider)


def _opens(trial: Trial, canonical: bytes, codes: list[str]) -> dict[str, dict[str, int] | None]:
    """What each code opens under this number: breach to categories as bits, or None."""
    described = trial.catalogues[people.scheme_of(canonical)]
    layout = bucket.layout(described)
    stretched = stretch(canonical, SUITES[described.suite], threads=1)
    records = read_bucket(trial.out, described, bucket.bucket_index(stretched, layout.prefix_bits))
    opened: dict[str, dict[str, int] | None] = {}
    for code in codes:
        private_input = record.sealed_input(stretched, code) if code else record.open_input(stretched)
        output = voprf.evaluate_unblinded(trial.voprf_key, private_input)
        label = record.find(output, layout.dataset_id, records, layout.label_bytes)
        sets = described.category_sets
        entries = sets[label] if label is not None and label < len(sets) else None
        opened[code] = (
            None
            if entries is None
            else {entry.breach: rows.bits(entry.categories, entry.uncertain) for entry in entries}
        )
    return opened
