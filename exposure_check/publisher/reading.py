"""First stage: rows of files -> validated, identified, encrypted and cut into partitions."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from exposure_check.errors import PublishError
from exposure_check.publisher import tasks
from exposure_check.publisher.faults import MALFORMED, Faults
from exposure_check.publisher.records import is_empty, read
from exposure_check.publisher.rows import RefusedError, Rules, entry
from exposure_check.publisher.spool import Bundle, Spool, bundled
from exposure_check.publisher.work import READ, TAG_BITS, CorruptError, Work, identifier_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor

    from exposure_check.publisher.formats import Source
    from exposure_check.publisher.people import Packed
    from exposure_check.publisher.records import Row
    from exposure_check.publisher.tasks import Progress

    Batch = tuple[str, int, list[Row]]  # name of the file, ordinal of the first row, rows


class Parsed(msgspec.Struct, frozen=True):
    """One batch of rows: per partition the valid ones, the refused ones, and the codes drawn (row name, code)."""

    partitions: dict[int, Bundle]
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
        return msgspec.msgpack.decode(work.load(READ), type=Read)
    except CorruptError:
        pass
    told = _read(sources, Parser(rules, voprf_key, work.state.partition_bits), work, pool, progress)
    work.save(READ, told)
    return told


@contextmanager
def damage_named(work: Work) -> Iterator[None]:
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
        return Parsed({number: bundled(valid) for number, valid in partitions.items()}, refused, drawn)


def _read(sources: Sequence[Source], parse: Parser, work: Work, pool: Executor, progress: Progress) -> Read:
    faults, spool = Faults(), Spool(work)
    drawn: list[tuple[str, str]] = []
    rows = 0
    for source in sources:
        batches = ((source.name, at, batch) for at, batch in read(source, faults, parse.rules.mapping))
        for (_, ordinal, batch), parsed in tasks.each(pool, parse, batches):
            rows += len(batch)
            for place, reason in parsed.refused.items():
                faults.refuse(ordinal + place, reason)
            drawn += parsed.drawn
            spool.add(parsed.partitions)
            progress("read", rows, 0)
        faults.close_file(source)
    spool.close()
    return Read(rows + faults.unparsed, faults.by_reason(), faults.lines(), sorted(drawn))
