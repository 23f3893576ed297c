"""First stage: rows of files -> validated, identified, encrypted and cut into partitions."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from exposure_check.publisher import tasks
from exposure_check.publisher.faults import MALFORMED, Faults
from exposure_check.publisher.people import Packed
from exposure_check.publisher.records import is_empty, read
from exposure_check.publisher.rows import RefusedError, Rules, entry
from exposure_check.publisher.work import TAG_BITS, CorruptError, Work, identifier_tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from exposure_check.publisher.formats import Source
    from exposure_check.publisher.records import Row
    from exposure_check.publisher.tasks import Progress

    Batch = tuple[str, int, list[Row]]  # name of the file, ordinal of the first row, rows

FOLDER = "rows"
_BUFFERED_ROWS = 500_000  # about 150 MB


class Parsed(msgspec.Struct, frozen=True):
    """One batch of rows: per partition the valid ones, the refused ones, and the codes drawn (row name, code)."""

    partitions: dict[int, list[Packed]]
    refused: dict[int, str]
    drawn: list[tuple[str, str]]

    def __repr__(self) -> str:
        return "<parsed rows>"


class Read(msgspec.Struct, frozen=True):
    """What reading told. `drawn` are (row name, code) of the codes that were drawn."""

    rows: int
    refused: dict[str, int]
    refused_lines: dict[str, list[int]]
    drawn: list[tuple[str, str]]

    def __repr__(self) -> str:
        return f"<{self.rows} rows read>"


def read_all(
    sources: Sequence[Source], rules: Rules, voprf_key: bytes, work: Work, pool: Executor, progress: Progress
) -> Read:
    """Read every file into the partitions of the work folder, unless an earlier run did so already."""
    try:
        return msgspec.msgpack.decode(work.load("read"), type=Read)
    except CorruptError:
        pass
    fresh = work.path(f"{FOLDER}.partial")
    for folder in (fresh, work.path(FOLDER)):
        shutil.rmtree(folder, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    told = _read(sources, Parser(rules, voprf_key, work.state.partition_bits), work, pool, progress)
    fresh.replace(work.path(FOLDER))
    work.save("read", told)
    return told


def partition(work: Work, number: int) -> list[Packed]:
    """The valid rows of a partition; raises `CorruptError`."""
    frames = work.frames(FOLDER, f"{number:05d}")
    return [row for frame in frames for row in msgspec.msgpack.decode(frame, type=list[Packed])]


@dataclass(frozen=True, repr=False)
class Parser:
    """Validates batches in the workers."""

    rules: Rules
    voprf_key: bytes
    partition_bits: int

    def __call__(self, batch: Batch) -> Parsed:
        """The rows of a batch, validated and placed."""
        name, ordinal, found = batch
        partitions: dict[int, list[Packed]] = defaultdict(list)
        refused, drawn = {}, []
        for place, row in enumerate(found):
            try:
                one = entry(row, self.rules)
            except RefusedError as error:
                refused[place] = MALFORMED if is_empty(row) else str(error)
                continue
            number = identifier_tag(self.voprf_key, one.canonical) >> (TAG_BITS - self.partition_bits)
            partitions[number].append((one.canonical, one.code, one.breach, one.categories))
            if one.drawn:
                drawn.append((row[-1] or f"{name}:{ordinal + place + 1}", one.code))
        return Parsed(partitions, refused, drawn)


def _read(sources: Sequence[Source], parse: Parser, work: Work, pool: Executor, progress: Progress) -> Read:
    faults, buffer = Faults(), Buffer(work)
    drawn: list[tuple[str, str]] = []
    rows = 0
    for source in sources:
        batches = ((source.name, at, batch) for at, batch in read(source, faults, parse.rules.mapping))
        for (_, ordinal, batch), parsed in tasks.each(pool, parse, batches):
            rows += len(batch)
            for place, reason in parsed.refused.items():
                faults.refuse(ordinal + place, reason)
            drawn += parsed.drawn
            buffer.add(parsed.partitions, len(batch))
            progress("read", rows, 0)
        faults.close_file(source)
    buffer.flush()
    return Read(rows + faults.unparsed, faults.by_reason(), faults.lines(), sorted(drawn))


class Buffer:
    """Rows on their way to their partitions, written many at a time."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._waiting: dict[int, list[Packed]] = defaultdict(list)
        self._rows = 0

    def add(self, partitions: dict[int, list[Packed]], rows: int) -> None:
        """Take the valid rows of a batch."""
        for number, valid in partitions.items():
            self._waiting[number] += valid
        self._rows += rows
        if self._rows >= _BUFFERED_ROWS:
            self.flush()

    def flush(self) -> None:
        """Encrypt and write what waits."""
        for number, valid in sorted(self._waiting.items()):
            self._work.append(f"{FOLDER}.partial/{number:05d}", valid)
        self._waiting.clear()
        self._rows = 0
