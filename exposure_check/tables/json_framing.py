"""Where the records of a file of JSON begin and end, found in its bytes without holding more than a few of them.

Two forms: a record a line (`lines`), where a line that is wrong spoils nothing else; and `Values`: an array of records,
objects one behind the other over any lines, or an object that has the records in a list at a path of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

import msgspec

from exposure_check.errors import PublishError
from exposure_check.tables import json_path, limits
from exposure_check.tables.framing import Chunk, line_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*"'
_TOKEN = re.compile(rb"\s*+(" + _STRING + rb"|[{}\[\]:,]|[^\s\"{}\[\]:,]++)", re.DOTALL)
_NEXT_BRACKET = re.compile(rb"[^\"{}\[\]]*+(?:" + _STRING + rb"[^\"{}\[\]]*+)*([{}\[\]])", re.DOTALL)
_MOST_HELD = 64 * limits.LONGEST_ROW  # bytes of one value that is on its way to be refused
_CLOSES = {b"}": b"{", b"]": b"["}


class Objects(msgspec.Struct, frozen=True):
    """Records of JSON, each with the line where it begins; an empty one is longer than is read."""

    records: list[tuple[int, bytes]]

    def __repr__(self) -> str:
        return f"<{len(self.records)} records>"


class LineScanner:
    """Cuts blocks into chunks of whole lines, which end with LF alone: JSON may hold CR between its values."""

    def __init__(self) -> None:
        self.line, self.size = 1, 0

    def chunks(self, blocks: Iterable[bytes]) -> Iterator[Chunk]:
        """All lines; one that is longer than is read is a chunk without data."""
        waiting, long = bytearray(), 0
        for block in blocks:
            data = block
            if long:
                end = data.find(b"\n") + 1
                long += end or len(data)
                if not end:
                    continue
                yield self._long(long)
                data, long = data[end:], 0
            waiting += data
            cut = waiting.rfind(b"\n") + 1
            if cut:
                yield self._chunk(bytes(waiting[:cut]))
                del waiting[:cut]
            elif len(waiting) > limits.LONGEST_ROW:
                long = len(waiting)
                waiting.clear()
        if long:
            yield self._long(long)
        if waiting:
            yield self._chunk(bytes(waiting))

    def _chunk(self, data: bytes) -> Chunk:
        chunk = Chunk(self.line, data.count(b"\n") + (not data.endswith(b"\n")), data)
        self.line += chunk.lines
        self.size += len(data)
        return chunk

    def _long(self, size: int) -> Chunk:
        self.line, self.size = self.line + 1, self.size + size
        return Chunk(self.line - 1, 1, b"")


class Values:
    """Finds the records of one file. `path` leads to the list that holds them, as keys; empty for the whole file."""

    def __init__(self, name: str, path: str) -> None:
        self._name = name
        self._path = [step.key for step in json_path.parse(path)] if path else []
        self._stack: list[tuple[bytes, str]] = []  # the open brackets, each with the key that led to it
        self._key: str | None = None  # of the innermost object, where a value is to come
        self._buffer, self._at = b"", 0
        self._more: Iterator[bytes] = iter(())
        self.line, self.size, self.records = 1, 0, 0

    def chunks(self, blocks: Iterable[bytes]) -> Iterator[Objects]:
        """All records; raises `PublishError` where the brackets do not fit: nothing behind that can be trusted."""
        self._more = iter(blocks)
        waiting: list[tuple[int, bytes]] = []
        size = 0
        for record in self._all():
            self.records += 1
            waiting.append(record)
            size += len(record[1])
            if size > limits.BLOCK:
                yield Objects(waiting)
                waiting, size = [], 0
        if waiting:
            yield Objects(waiting)

    def _all(self) -> Iterator[tuple[int, bytes]]:
        while (token := self._token()) is not None:
            parent = self._stack[-1][0] if self._stack else b""
            if token in _CLOSES:
                if parent != _CLOSES[token]:
                    self._refuse()
                self._key = self._stack.pop()[1]
            elif token == b",":
                self._key = None
            elif token == b":":
                pass
            elif parent == b"{" and self._key is None:
                self._key = self._text(token)
            elif self._is_record(token, parent):
                yield self._record(token)
            elif token in (b"{", b"["):
                self._stack.append((token, self._key or ""))
                self._key = None
        if self._stack:
            self._refuse()

    def _is_record(self, token: bytes, parent: bytes) -> bool:
        keys = [key for (bracket, key), (outer, _) in zip(self._stack[1:], self._stack, strict=False) if outer == b"{"]
        if parent == b"{":
            keys.append(self._key or "")
        if keys != self._path:
            return False
        return token == b"{" or parent == b"[" or (token != b"[" and not self._path)

    def _record(self, token: bytes) -> tuple[int, bytes]:
        """A value that has begun, to its end."""
        line, begins, depth = self.line, self._at - len(token), int(token in (b"{", b"["))
        while depth:
            found = _NEXT_BRACKET.match(self._buffer, self._at)
            if found is None:
                if not self._fill(begins):
                    self._refuse()
                begins = 0
                continue
            self._at = found.end()
            depth += 1 if found[1] in b"{[" else -1
        raw = self._buffer[begins : self._at]
        self.line += line_ends(raw)
        if len(raw) <= limits.LONGEST_ROW:
            return line, raw
        if self.line > line:
            self._refuse_long(line)
        return line, b""

    def _token(self) -> bytes | None:
        """The next bracket, mark, text or other value, or None at the end of the file."""
        found = _TOKEN.match(self._buffer, self._at)
        while (found is None or found.end() == len(self._buffer)) and self._fill(self._at):
            found = _TOKEN.match(self._buffer, self._at)
        if found is None:
            if self._buffer[self._at :].strip():
                self._refuse()
            return None
        self.line += line_ends(self._buffer[self._at : found.end()])
        self._at = found.end()
        return found[1]

    def _fill(self, keep: int) -> bool:
        """Take one more block and drop what lies before `keep`; whether there was one."""
        block = next(self._more, b"")
        if not block:
            return False
        if len(self._buffer) - keep > _MOST_HELD:
            self._refuse_long(self.line)
        self._buffer = self._buffer[keep:] + block
        self._at -= keep
        self.size += len(block)
        return True

    def _text(self, token: bytes) -> str:
        try:
            return msgspec.json.decode(token, type=str)
        except msgspec.DecodeError:
            self._refuse()

    def _refuse(self) -> NoReturn:
        raise PublishError(
            f"{self._name!r} is not whole JSON: something is wrong at line {self.line}, or behind it.",
            advice="Check that it was saved to its end. One object a line (.jsonl) would let a wrong record be refused "
            "alone.",
        )

    def _refuse_long(self, line: int) -> NoReturn:
        raise PublishError(
            f"In {self._name!r} the record that begins in line {line} is longer than {limits.LONGEST_ROW >> 20} MiB.",
            advice="Where the records are in a list inside an object, name its path with rows = '...' in the --mapping "
            "file.",
        )
