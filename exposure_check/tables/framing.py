"""Where a record of CSV begins and ends: a scanner over the bytes that knows of quotation marks and of nothing else.

A line end inside quotation marks belongs to the record. Whether a place is inside is told by counting marks from the
beginning of the file, which a doubled mark leaves even, so no place is ever guessed at, and no record is begun within
another. Line ends are LF, CR LF, CR CR LF and a CR alone, also mixed. The fields are read elsewhere (`csv_rows`), by
another rule, and both have to find the same records.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NoReturn

import msgspec

from exposure_check.errors import PublishError
from exposure_check.tables import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUOTE = '"'
LINE_END = re.compile(rb"\r{0,2}\n|\r")
_LONGEST_LINE_END = 3


class Dialect(msgspec.Struct, frozen=True):
    """How the fields of a file of CSV are told apart. `quote` and `escape` may be empty: there is none."""

    delimiter: str = ","
    quote: str = QUOTE
    escape: str = ""


PLAIN = Dialect()


class Chunk(msgspec.Struct, frozen=True):
    """Whole records, as UTF-8. `line` is where the first begins, `lines` how many line ends they take.

    Where `data` is empty the chunk stands for one row that is longer than is read.
    """

    line: int
    lines: int
    data: bytes

    def __repr__(self) -> str:
        return f"<records from line {self.line}>"


class Scanner:
    """Cuts the blocks of one file into chunks. `size` and `line` say how far it came, in bytes and lines."""

    def __init__(self, name: str, dialect: Dialect, line: int = 1) -> None:
        self._name = name
        self._quote = dialect.quote.encode()
        self._escape = dialect.escape.encode()
        self._tokens = _tokens(self._quote, self._escape)
        self._record = _record(self._quote)
        self.line = line
        self.size = 0

    def chunks(self, blocks: Iterable[bytes]) -> Iterator[Chunk]:
        """All records; raises `PublishError` where a quotation mark is left open, or a long row spans lines."""
        waiting, source = b"", iter(blocks)
        for block in source:
            waiting += block
            cut = self._last_end(waiting)
            if cut:
                yield self._chunk(waiting[:cut])
                waiting = waiting[cut:]
            elif len(waiting) > limits.LONGEST_ROW:
                length, waiting = self._skip(waiting, source)
                yield Chunk(self.line, 1, b"")
                self.line += 1
                self.size += length
        if waiting:
            if self._marks(waiting) % 2:
                self._refuse_open()
            yield self._chunk(waiting)

    def _chunk(self, data: bytes) -> Chunk:
        lines = line_ends(data) + (not data.endswith((b"\n", b"\r")))
        chunk = Chunk(self.line, lines, data)
        self.line += lines
        self.size += len(data)
        return chunk

    def _last_end(self, data: bytes) -> int:
        """The end of the last whole record, or 0."""
        if self._escape and self._escape in data:
            return self._last_end_by_tokens(data)
        end = len(data)
        if self._marks(data) % 2:  # where the last mark stands the place is outside again
            end = data.rfind(self._quote)
        cut = _last_line_end(data, end)
        if not cut or not self._quote or data.count(self._quote, cut, end) % 2 == 0:
            return cut
        end = 0  # the cut is inside: look for the last record from the first one on
        while found := self._record.match(data, end, cut):
            end = found.end()
        return end

    def _last_end_by_tokens(self, data: bytes) -> int:
        end, inside = 0, False
        limit = len(data.rstrip(b"\r")) if data.endswith(b"\r") else len(data)
        for token in self._tokens.finditer(data, 0, limit):
            if token[0] == self._quote:
                inside = not inside
            elif not inside and not token[0].startswith(self._escape):
                end = token.end()
        return end

    def _marks(self, data: bytes) -> int:
        if not self._quote:
            return 0
        if self._escape and self._escape in data:
            return sum(token[0] == self._quote for token in self._tokens.finditer(data))
        return data.count(self._quote)

    def _skip(self, begun: bytes, rest: Iterator[bytes]) -> tuple[int, bytes]:
        """Pass over a row that is too long: its length, and what follows it."""
        inside, length, kept = False, 0, b""
        for block in chain((begun,), rest):
            data = kept + block
            found = LINE_END.search(data)
            while found and found.end() > len(data) - _LONGEST_LINE_END and (more := next(rest, b"")):
                data += more  # a line end may go on in the next block
                found = LINE_END.search(data)
            end = found.start() if found else len(data) - self._pending(data)
            inside ^= bool(self._marks(data[:end]) % 2)
            if found:
                if inside or (self._escape and data[:end].endswith(self._escape)):
                    refuse_long(self._name, self.line)
                return length + found.end(), data[found.end() :]
            length += end
            kept = data[end:]
        if inside:
            self._refuse_open()
        return length + len(kept), b""

    def _pending(self, data: bytes) -> int:
        """1 where the last byte is an escape, whose character is in the next block; else 0."""
        return (len(data) - len(data.rstrip(self._escape))) % 2 if self._escape else 0

    def _refuse_open(self) -> NoReturn:
        raise PublishError(
            f"In {self._name!r} a quotation mark is not closed: the record that begins in line {self.line} has no end.",
            advice="Fix that record, or the marks before it. Where marks in this file are plain characters, write "
            "quote = '' in the --mapping file.",
        )


def refuse_long(name: str, line: int) -> NoReturn:
    """Raise `PublishError` for a record that begins in this line and is too long to tell whether it ends rightly."""
    raise PublishError(
        f"In {name!r} the record that begins in line {line} spans lines and is longer than "
        f"{limits.LONGEST_ROW >> 20} MiB.",
        advice="Look whether a quotation mark is missing there. Where the record is right, leave its long column out "
        "of the file.",
    )


def line_ends(data: bytes) -> int:
    """How many lines end in some bytes that do not begin within a line end."""
    returns = data.count(b"\r")
    if not returns or returns == data.count(b"\r\n"):
        return data.count(b"\n")
    return sum(1 for _ in LINE_END.finditer(data))


def _last_line_end(data: bytes, end: int) -> int:
    """The end of the last line before `end` that is whole whatever follows, or 0."""
    while end and data[end - 1] == 13:  # what follows may be the rest of a line end
        end -= 1
    return max(data.rfind(b"\n", 0, end), data.rfind(b"\r", 0, end)) + 1


def _record(quote: bytes) -> re.Pattern[bytes]:
    """The pattern of one whole record, its line end included.

    No group is repeated possessively: Python before 3.11.5 matches that wrongly, and Debian 12 has 3.11.2. Where a
    group is given up here nothing else fits in its place, so the result is the same.
    """
    mark = re.escape(quote)
    plain = b"[^" + mark + rb"\r\n]*+"
    quoted = mark + b"[^" + mark + b"]*+" + mark + plain if quote else b"(?!)"
    return re.compile(plain + b"(?:" + quoted + b")*(?:" + LINE_END.pattern + b")")


def _tokens(quote: bytes, escape: bytes) -> re.Pattern[bytes]:
    patterns = [re.escape(escape) + rb"(?:\r\n|[\s\S])"] if escape else []
    patterns += [re.escape(quote)] if quote else []
    return re.compile(b"|".join((*patterns, LINE_END.pattern)))
