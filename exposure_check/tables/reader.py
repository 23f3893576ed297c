"""One exact reading of a file of records: cut into chunks here, read in whichever process a chunk is given to.

Every line and byte is accounted for, and the file has to be, at the end, what it was when it was looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from exposure_check.errors import PublishError
from exposure_check.tables import cells, detection, stream
from exposure_check.tables import encoding as encodings
from exposure_check.tables.batch import Account, Batch, Figures
from exposure_check.tables.cells import CellRows, Cells
from exposure_check.tables.columns import Columns
from exposure_check.tables.csv_rows import CsvRows
from exposure_check.tables.framing import Chunk, Scanner
from exposure_check.tables.json_framing import LineScanner, Objects, Values
from exposure_check.tables.json_rows import JsonRows
from exposure_check.tables.source import CSV, JSON_LINES, JSON_VALUES, PARQUET, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exposure_check.tables.columns import Seen
    from exposure_check.tables.mapping import Mapping

AnyChunk: TypeAlias = "Chunk | Objects | Cells"


class Reading:
    """The reading of one file. Take its `chunks`, `enter` what came of each, in any order, and `close` it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._account = Account(source.name)
        self._expected: Figures | None = None

    @property
    def figures(self) -> Figures:
        """What the chunks came to that were entered."""
        return self._account.figures

    def chunks(self) -> Iterator[AnyChunk]:
        """The file in chunks; raises `PublishError` where it cannot be read to its end or changes meanwhile."""
        source = self.source
        try:
            if source.format == PARQUET:
                yield from cells.parquet(source.path, source.columns)
                now, self._expected = stream.fingerprint(source.path), Figures()
            elif source.format in (CSV, JSON_LINES, JSON_VALUES):
                with stream.opened(source.path, source.compression) as content:
                    yield from self._of_text(content)
                    now = content.fingerprint()
            else:
                now, content_bytes = detection.sheet_content(source.path)
                rows = cells.sheet_rows(content_bytes, source.path, source.sheet)
                yield from cells.sheet_cells(rows, source.line, len(source.columns))
                self._expected = Figures(records=max(len(rows) - source.line, 0))
        except OSError as error:
            raise PublishError(
                f"The file of records {source.name!r} cannot be read to its end: {error.strerror or error}.",
                advice="Check that it is whole and on a disk that is there.",
            ) from error
        stream.require_unchanged(source.path, source.fingerprint, now)

    def enter(self, chunk: AnyChunk, figures: Figures) -> None:
        """Account for a chunk; raises `PublishError` where not all of it was read, refused or blank."""
        if isinstance(chunk, Chunk):
            # Nothing is said of the bytes of a row that was too long to be handed on.
            self._account.add(Figures(chunk.lines, len(chunk.data)), figures, chunk.line)
        elif isinstance(chunk, Objects):
            size = sum(len(raw) for _, raw in chunk.records)
            self._account.add(Figures(bytes=size, records=len(chunk.records)), figures, chunk.records[0][0])
        else:
            self._account.add(Figures(records=len(chunk.rows)), figures, chunk.line)

    def close(self) -> Figures:
        """The figures of the whole file; raises `PublishError` where some of it was not accounted for."""
        if self._expected is None:
            raise RuntimeError("the file was not read to its end")
        self._account.close(self._expected)
        return self._account.figures

    def _of_text(self, content: stream.Stream) -> Iterator[AnyChunk]:
        source = self.source
        counted = _Counted(encodings.utf8(content.blocks(), source.encoding), source.offset)
        if source.format == CSV:
            yield from self._of_lines(Scanner(source.name, source.dialect, source.line), counted)
        elif source.format == JSON_LINES:
            yield from self._of_lines(LineScanner(), counted)
        else:
            values = Values(source.name, source.rows)
            size = 0
            for chunk in values.chunks(counted):
                size += sum(len(raw) for _, raw in chunk.records)
                yield chunk
            self._expected = Figures(bytes=size, records=values.records)
            self._require_all(values.size, counted.size)
            if source.rows and not values.records:
                raise PublishError(
                    f"The file {source.name!r} has no list of records at rows = {source.rows!r}.",
                    advice="Name the path of the list in the --mapping file, as in rows = 'entry'.",
                )

    def _of_lines(self, scanner: Scanner | LineScanner, counted: _Counted) -> Iterator[Chunk]:
        begins, size = scanner.line, 0
        for chunk in scanner.chunks(counted):
            size += len(chunk.data)
            yield chunk
        self._expected = Figures(scanner.line - begins, size)
        self._require_all(scanner.size, counted.size)

    def _require_all(self, framed: int, size: int) -> None:
        if framed != size:
            raise PublishError(
                f"Of {size:,} bytes of {self.source.name!r} {framed:,} were read: nothing is used.",
                advice="This is a fault of the program: please report it.",
            )


class _Counted:
    """Blocks without what lies above the rows, and how many bytes they had."""

    def __init__(self, blocks: Iterator[bytes], above: int) -> None:
        self._blocks, self._above = blocks, above
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for block in self._blocks:
            skipped = min(self._above, len(block))
            self._above -= skipped
            self.size += len(block) - skipped
            if skipped < len(block):
                yield block[skipped:]


def parser(
    source: Source, mapping: Mapping, seen: Seen | None = None, columns: Columns | None = None
) -> Callable[[AnyChunk], Batch]:
    """What reads the chunks of a file; raises `PublishError` where a chunk cannot be trusted.

    `columns` makes rows of cells; by default those of breach records.
    """
    columns = columns or Columns(source.columns, mapping, seen)
    if source.format == CSV:
        return CsvRows(source.name, source.dialect, len(source.columns), source.spare, source.further, columns)  # type: ignore[return-value]
    if source.format == JSON_LINES:
        return JsonRows(columns).lines  # type: ignore[return-value]
    if source.format == JSON_VALUES:
        return JsonRows(columns).objects  # type: ignore[return-value]
    return CellRows(columns)  # type: ignore[return-value]


def read(
    reading: Reading, mapping: Mapping, seen: Seen | None = None, columns: Columns | None = None
) -> Iterator[Batch]:
    """Read a file in this process; raises `PublishError`. The reading is closed behind the last batch."""
    parse = parser(reading.source, mapping, seen, columns)
    for chunk in reading.chunks():
        batch = parse(chunk)
        reading.enter(chunk, batch.figures())
        yield batch
    reading.close()
