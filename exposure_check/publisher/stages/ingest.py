"""First stage: rows of files -> validated, identified, encrypted and cut into partitions."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from exposure_check.publisher.input.rows import RefusedError, Rules, entry, parts_of
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.artifacts import ReadFigures, load_read_figures, save_read_figures
from exposure_check.publisher.workspace.shuffle import Bundle, Shuffle, bundled
from exposure_check.publisher.workspace.workspace import partition_of
from exposure_check.tables.batch import Figures, Span
from exposure_check.tables.reader import AnyChunk, Reading, parser
from exposure_check.tables.refusals import Limits, Refusals
from exposure_check.trust.code_book import DrawnCode, in_order, short_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from exposure_check.publisher.input.people import PackedRow
    from exposure_check.publisher.workers.tasks import Progress
    from exposure_check.publisher.workspace.workspace import Workspace
    from exposure_check.tables.source import Source

    Job = tuple[Source, AnyChunk]

_RowCode = tuple[int, str, str, str, tuple[str, ...]]  # line, column `row`, breach, code, those before: a `DrawnCode`


class Parsed(msgspec.Struct, frozen=True):
    """One chunk of a file: the valid rows by partition, the refused ones and the codes drawn by line, how many of both
    each scheme and each breach has, the records that look wrong, and what was accounted for.
    """

    partitions: dict[int, Bundle]
    refused: list[tuple[int, str]]
    drawn: list[_RowCode]
    valid_parts: Counter[str]
    refused_parts: Counter[str]
    spans: list[Span]
    figures: Figures

    def __repr__(self) -> str:
        return "<parsed rows>"


def read_all(
    sources: Sequence[Source],
    rules: Rules,
    voprf_key: bytes,
    workspace: Workspace,
    pool: Executor,
    progress: Progress,
    limits: Limits | None = None,
) -> ReadFigures:
    """Read every file into the partitions of the work folder, unless an earlier run did so already.

    Raises `PublishError` where a file cannot be read exactly, or more of it is wrong than `limits` let pass.
    """
    figures = load_read_figures(workspace)
    if figures is None:
        validator = Validator(rules, voprf_key, workspace.state.partition_bits)
        figures = _read(sources, validator, workspace, pool, progress, limits)
        save_read_figures(workspace, figures)
    return figures


@dataclass(frozen=True, repr=False)
class Validator:
    """Parses and validates chunks in the workers."""

    rules: Rules
    voprf_key: bytes
    partition_bits: int

    def __call__(self, job: Job) -> Parsed:
        """The rows of a chunk, validated and placed."""
        source, chunk = job
        batch = parser(source, self.rules.mapping)(chunk)
        partitions: dict[int, list[PackedRow]] = defaultdict(list)
        refused, drawn = [], []
        valid_like, refused_parts = Counter[tuple[str, str]](), Counter[str]()
        for line, row in batch.rows:
            try:
                valid = entry(row, self.rules)
            except RefusedError as error:
                refused.append((line, str(error)))
                refused_parts.update(parts_of(row[0], row[2], self.rules))
                continue
            valid_like[row[0], row[2]] += 1
            partition = partition_of(self.voprf_key, valid.canonical, self.partition_bits)
            partitions[partition].append((valid.canonical, valid.code, valid.breach, valid.categories))
            if valid.drawn:
                drawn.append((line, row[-1], valid.breach, valid.code, valid.former))
        bundles = {partition: bundled(rows) for partition, rows in partitions.items()}
        valid_parts = self._parts(valid_like)
        return Parsed(bundles, batch.refused + refused, drawn, valid_parts, refused_parts, batch.spans, batch.figures())

    def _parts(self, like: Counter[tuple[str, str]]) -> Counter[str]:
        parts: Counter[str] = Counter()
        for (scheme, breach), count in like.items():
            parts.update(dict.fromkeys(parts_of(scheme, breach, self.rules), count))
        return parts


def _read(
    sources: Sequence[Source],
    validator: Validator,
    workspace: Workspace,
    pool: Executor,
    progress: Progress,
    limits: Limits | None,
) -> ReadFigures:
    refusals, shuffle = Refusals(), Shuffle(workspace)
    drawn: list[DrawnCode] = []
    rows = 0
    for source in sources:
        reading, digest = Reading(source), short_digest(source.digest)
        jobs = ((source, chunk) for chunk in reading.chunks())
        for (_, chunk), parsed in tasks.each(pool, validator, jobs):
            reading.enter(chunk, parsed.figures)
            refusals.add(source, parsed.refused, parsed.spans)
            refusals.add_parts(parsed.valid_parts, parsed.refused_parts)
            drawn += (DrawnCode(source.name, digest, *row_code) for row_code in parsed.drawn)
            shuffle.add(parsed.partitions)
            progress("read", rows + reading.figures.rows, 0)
        figures = reading.close()
        refusals.close(source, figures.rows)
        rows += figures.rows
    if limits is not None:
        refusals.require_within(limits, rows)
    shuffle.close()
    return ReadFigures(rows, refusals.by_reason(), refusals.lines(), in_order(drawn))
