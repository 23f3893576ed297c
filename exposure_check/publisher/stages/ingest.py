"""First stage: rows of files -> validated, identified, encrypted and cut into partitions."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from exposure_check.errors import PublishError
from exposure_check.publisher.input.drawn_codes import DrawnCode, in_order, short_digest
from exposure_check.publisher.input.rows import RefusedError, Rules, entry
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.shuffle import Bundle, Shuffle, bundled
from exposure_check.publisher.workspace.workspace import READ, CorruptError, Workspace, partition_of
from exposure_check.tables.reader import is_empty, read
from exposure_check.tables.refusals import MALFORMED, Refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from exposure_check.publisher.stages.people import Packed
    from exposure_check.publisher.workers.tasks import Progress
    from exposure_check.tables.detection import Source
    from exposure_check.tables.reader import Row

    Batch = tuple[int, list[Row]]  # ordinal of the first row, rows

_Drawn = tuple[str, str, str]  # column `row`, breach, code: the end of a `DrawnCode`


class Parsed(msgspec.Struct, frozen=True):
    """One batch of rows: the valid ones by partition; the refused ones and the codes drawn by place in the batch."""

    partitions: dict[int, Bundle]
    refused: dict[int, str]
    drawn: dict[int, _Drawn]

    def __repr__(self) -> str:
        return "<parsed rows>"


class Read(msgspec.Struct, frozen=True):
    """What reading told. `drawn` are the codes that were drawn, one for each row, in order."""

    rows: int
    refused: dict[str, int]
    refused_lines: dict[str, list[int]]
    drawn: list[DrawnCode]

    def __repr__(self) -> str:
        return f"<{self.rows} rows read>"

    def reasons(self) -> str:
        """The most frequent reasons why rows were refused, with their counts; empty where none was."""
        return ", ".join(f"{reason} ({count:,})" for reason, count in list(self.refused.items())[:3])


def read_all(
    sources: Sequence[Source], rules: Rules, voprf_key: bytes, work: Workspace, pool: Executor, progress: Progress
) -> Read:
    """Read every file into the partitions of the work folder, unless an earlier run did so already."""
    try:
        return msgspec.msgpack.decode(work.load(READ), type=Read)
    except (CorruptError, msgspec.ValidationError):  # the latter: an earlier version told something else
        pass
    told = _read(sources, Parser(rules, voprf_key, work.state.partition_bits), work, pool, progress)
    work.save(READ, told)
    return told


@contextmanager
def damage_named(work: Workspace) -> Iterator[None]:
    """Where rows turn out to be damaged, see to it that the next run reads the records again; raises `PublishError`."""
    try:
        yield
    except CorruptError as error:
        if work.intact(str(error)):
            raise PublishError(
                f"A worker does not see the work folder '{work.storage}' as this machine does.",
                advice="Every machine of a cluster has to reach it under the same path or URL.",
            ) from error
        work.storage.delete(READ)
        raise PublishError(
            f"The file {str(error)!r} of the work folder '{work.storage}' is damaged.",
            advice="Run the same command again: it reads the records anew, and keeps what was hashed.",
        ) from error


@dataclass(frozen=True, repr=False)
class Parser:
    """Validates batches in the workers."""

    rules: Rules
    voprf_key: bytes
    partition_bits: int

    def __call__(self, batch: Batch) -> Parsed:
        """The rows of a batch, validated and placed."""
        _, found = batch
        partitions: dict[int, list[Packed]] = defaultdict(list)
        refused, drawn = {}, {}
        for place, row in enumerate(found):
            try:
                one = entry(row, self.rules)
            except RefusedError as error:
                refused[place] = MALFORMED if is_empty(row) else str(error)
                continue
            number = partition_of(self.voprf_key, one.canonical, self.partition_bits)
            partitions[number].append((one.canonical, one.code, one.breach, one.categories))
            if one.drawn:
                drawn[place] = (row[-1], one.breach, one.code)
        return Parsed({number: bundled(valid) for number, valid in partitions.items()}, refused, drawn)


def _read(sources: Sequence[Source], parse: Parser, work: Workspace, pool: Executor, progress: Progress) -> Read:
    faults, spool = Refusals(), Shuffle(work)
    drawn: list[DrawnCode] = []
    rows = 0
    for source in sources:
        in_file: dict[int, _Drawn] = {}
        for (ordinal, batch), parsed in tasks.each(pool, parse, read(source, faults, parse.rules.mapping)):
            rows += len(batch)
            for place, reason in parsed.refused.items():
                faults.refuse(ordinal + place, reason)
            in_file.update({ordinal + place: one for place, one in parsed.drawn.items()})
            spool.add(parsed.partitions)
            progress("read", rows, 0)
        drawn += _named(source, in_file, faults.close_file(source, in_file))
    spool.close()
    return Read(rows + faults.unparsed, faults.by_reason(), faults.lines(), in_order(drawn))


def _named(source: Source, drawn: Mapping[int, _Drawn], lines: Mapping[int, int]) -> list[DrawnCode]:
    if not drawn:
        return []
    digest = short_digest(source.digest)
    return [DrawnCode(source.name, digest, lines[ordinal], *one) for ordinal, one in drawn.items()]
