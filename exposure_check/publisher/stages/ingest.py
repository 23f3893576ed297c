"""First stage: rows of files -> validated, identified, encrypted and cut into partitions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from exposure_check.publisher.input.rows import RefusedError, Rules, entry
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.artifacts import ReadFigures, load_read_figures, save_read_figures
from exposure_check.publisher.workspace.shuffle import Bundle, Shuffle, bundled
from exposure_check.publisher.workspace.workspace import partition_of
from exposure_check.tables.reader import is_empty, read
from exposure_check.tables.refusals import MALFORMED, Refusals
from exposure_check.trust.code_book import DrawnCode, in_order, short_digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from exposure_check.publisher.input.people import PackedRow
    from exposure_check.publisher.workers.tasks import Progress
    from exposure_check.publisher.workspace.workspace import Workspace
    from exposure_check.tables.detection import Source
    from exposure_check.tables.reader import Row

    Batch = tuple[int, list[Row]]  # ordinal of the first row, rows

_RowCode = tuple[str, str, str]  # column `row`, breach, code: the end of a `DrawnCode`


class Parsed(msgspec.Struct, frozen=True):
    """One batch of rows: the valid ones by partition; the refused ones and the codes drawn by place in the batch."""

    partitions: dict[int, Bundle]
    refused: dict[int, str]
    drawn: dict[int, _RowCode]

    def __repr__(self) -> str:
        return "<parsed rows>"


def read_all(
    sources: Sequence[Source], rules: Rules, voprf_key: bytes, workspace: Workspace, pool: Executor, progress: Progress
) -> ReadFigures:
    """Read every file into the partitions of the work folder, unless an earlier run did so already."""
    figures = load_read_figures(workspace)
    if figures is None:
        figures = _read(sources, Parser(rules, voprf_key, workspace.state.partition_bits), workspace, pool, progress)
        save_read_figures(workspace, figures)
    return figures


@dataclass(frozen=True, repr=False)
class Parser:
    """Validates batches in the workers."""

    rules: Rules
    voprf_key: bytes
    partition_bits: int

    def __call__(self, batch: Batch) -> Parsed:
        """The rows of a batch, validated and placed."""
        partitions: dict[int, list[PackedRow]] = defaultdict(list)
        refused, drawn = {}, {}
        for place, row in enumerate(batch[1]):
            try:
                valid = entry(row, self.rules)
            except RefusedError as error:
                refused[place] = MALFORMED if is_empty(row) else str(error)
                continue
            partition = partition_of(self.voprf_key, valid.canonical, self.partition_bits)
            partitions[partition].append((valid.canonical, valid.code, valid.breach, valid.categories))
            if valid.drawn:
                drawn[place] = (row[-1], valid.breach, valid.code)
        return Parsed({partition: bundled(rows) for partition, rows in partitions.items()}, refused, drawn)


def _read(
    sources: Sequence[Source], parser: Parser, workspace: Workspace, pool: Executor, progress: Progress
) -> ReadFigures:
    refusals, shuffle = Refusals(), Shuffle(workspace)
    drawn: list[DrawnCode] = []
    rows = 0
    for source in sources:
        of_file: dict[int, _RowCode] = {}
        for (ordinal, batch), parsed in tasks.each(pool, parser, read(source, refusals, parser.rules.mapping)):
            rows += len(batch)
            for place, reason in parsed.refused.items():
                refusals.refuse(ordinal + place, reason)
            of_file.update({ordinal + place: row_code for place, row_code in parsed.drawn.items()})
            shuffle.add(parsed.partitions)
            progress("read", rows, 0)
        drawn += _with_lines(source, of_file, refusals.close_file(source, of_file))
    shuffle.close()
    return ReadFigures(rows + refusals.unparsed, refusals.by_reason(), refusals.lines(), in_order(drawn))


def _with_lines(source: Source, drawn: Mapping[int, _RowCode], lines: Mapping[int, int]) -> list[DrawnCode]:
    if not drawn:
        return []
    digest = short_digest(source.digest)
    return [DrawnCode(source.name, digest, lines[ordinal], *row_code) for ordinal, row_code in drawn.items()]
