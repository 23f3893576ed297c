"""The head of a request: what RFC 9112 has a server refuse and llhttp lets pass, and what changes how it is answered.

llhttp itself refuses, as httptools has it set: folded fields, spaces around names, control characters, line ends that
are no CRLF, and every length that is given twice, in two ways or not in digits.
"""

from __future__ import annotations

import re

from exposure_check.server.problem import Problem

MOST_FIELDS = 64
MOST_TARGET_BYTES = 8000  # RFC 9112 section 3 recommends that as much is taken
_VERSIONS = ("1.0", "1.1")
# uri-host [ ":" port ] (RFC 9110 section 7.2, RFC 3986 section 3.2.2); it may be empty
_HOST = re.compile(rb"(?:\[[0-9A-Fa-fvV:.]{2,64}\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?")
_CHANGE_AN_ANSWER = frozenset((b"range", b"if-none-match", b"if-range"))


class RefusedError(Exception):
    """A request that is not taken, and the problem that it is answered with."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


class Head:
    """One head as it is read; each method raises `RefusedError`."""

    __slots__ = ("_fields", "_host", "_is_chunked", "is_plain", "is_whole", "length")

    def __init__(self) -> None:
        self._fields = 0
        self._host: bytes | None = None
        self._is_chunked = False
        self.is_plain = True  # whether no field changes what a GET is answered with
        self.length = b""  # of the body, as the client says; llhttp keeps to it
        self.is_whole = False  # what comes after it are trailers

    def target(self, target: bytes) -> None:
        """What came of the target so far."""
        if len(target) > MOST_TARGET_BYTES:
            raise RefusedError(Problem.TARGET_TOO_LONG)

    def count(self) -> None:
        """A field or a trailer, of which so many are borne."""
        self._fields += 1
        if self._fields > MOST_FIELDS:
            raise RefusedError(Problem.TOO_LARGE)

    def field(self, name: bytes, value: bytes) -> None:
        """A field; `name` in small letters."""
        self.count()
        if name == b"host":
            if self._host is not None:
                raise RefusedError(Problem.NOT_HTTP)  # RFC 9112 section 3.2
            self._host = value
        elif name == b"transfer-encoding":
            if value.lower() != b"chunked":
                raise RefusedError(Problem.NOT_HTTP)  # section 6.1: another coding, which would be taken for the body
            self._is_chunked = True
        elif name == b"content-length":
            self.length = value
        elif name in _CHANGE_AN_ANSWER:
            self.is_plain = False

    def complete(self, version: str, target: bytes, *, is_room: bool) -> None:
        """The end of the head; `is_room`: whether so many requests at once are borne."""
        self.is_whole = True
        if not is_room:
            raise RefusedError(Problem.TOO_LARGE)
        if (
            version not in _VERSIONS
            or (self._host is None and version == "1.1")  # section 3.2
            or (self._host is not None and not _HOST.fullmatch(self._host))
            or (self._is_chunked and version == "1.0")  # section 6.1
            or b"#" in target  # section 3.2: no form of a target has a fragment
        ):
            raise RefusedError(Problem.NOT_HTTP)
