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
from exposure_check.tables.batch import Figures, Span
from exposure_check.tables.reader import AnyChunk, Reading, parser
from exposure_check.tables.refusals import Limits, Refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor

    from exposure_check.publisher.stages.people import Packed
    from exposure_check.publisher.workers.tasks import Progress
    from exposure_check.tables.source import Source

    Job = tuple[Source, AnyChunk]

_Drawn = tuple[int, str, str, str]  # line, column `row`, breach, code: the end of a `DrawnCode`


class Parsed(msgspec.Struct, frozen=True):
    """One chunk of rows: the valid ones by partition, the refused ones and the codes drawn by line, what records look
    wrong, and what was accounted for.
    """

    partitions: dict[int, Bundle]
    refused: list[tuple[int, str]]
    drawn: list[_Drawn]
    spans: list[Span]
    figures: Figures

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
    sources: Sequence[Source],
    rules: Rules,
    voprf_key: bytes,
    work: Workspace,
    pool: Executor,
    progress: Progress,
    limits: Limits | None = None,
) -> Read:
    """Read every file into the partitions of the work folder, unless an earlier run did so already.

    Raises `PublishError` where a file cannot be read exactly, or more of it is wrong than `limits` let pass.
    """
    try:
        return msgspec.msgpack.decode(work.load(READ), type=Read)
    except (CorruptError, msgspec.ValidationError):  # the latter: an earlier version told something else
        pass
    told = _read(sources, Parser(rules, voprf_key, work.state.partition_bits), work, pool, progress, limits)
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
    """Validates chunks in the workers."""

    rules: Rules
    voprf_key: bytes
    partition_bits: int

    def __call__(self, job: Job) -> Parsed:
        """The rows of a chunk, validated and placed."""
        source, chunk = job
        batch = parser(source, self.rules.mapping)(chunk)
        partitions: dict[int, list[Packed]] = defaultdict(list)
        refused, drawn = [], []
        for line, row in batch.rows:
            try:
                one = entry(row, self.rules)
            except RefusedError as error:
                refused.append((line, str(error)))
                continue
            number = partition_of(self.voprf_key, one.canonical, self.partition_bits)
            partitions[number].append((one.canonical, one.code, one.breach, one.categories))
            if one.drawn:
                drawn.append((line, row[-1], one.breach, one.code))
        valid = {number: bundled(rows) for number, rows in partitions.items()}
        return Parsed(valid, batch.refused + refused, drawn, batch.spans, batch.figures())


def _read(
    sources: Sequence[Source], parse: Parser, work: Workspace, pool: Executor, progress: Progress, limits: Limits | None
) -> Read:
    faults, spool = Refusals(), Shuffle(work)
    drawn: list[DrawnCode] = []
    rows = 0
    for source in sources:
        reading, digest = Reading(source), short_digest(source.digest)
        jobs = ((source, chunk) for chunk in reading.chunks())
        for (_, chunk), parsed in tasks.each(pool, parse, jobs):
            reading.enter(chunk, parsed.figures)
            faults.add(source, parsed.refused, parsed.spans)
            drawn += (DrawnCode(source.name, digest, *one) for one in parsed.drawn)
            spool.add(parsed.partitions)
            progress("read", rows + reading.figures.records - reading.figures.blank, 0)
        figures = reading.close()
        rows += figures.records - figures.blank
    if limits is not None:
        faults.require_within(limits, rows)
    spool.close()
    return Read(rows, faults.by_reason(), faults.lines(), in_order(drawn))
