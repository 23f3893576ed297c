"""What a command prints: control and format characters escaped, and with `--json` one object whatever happens."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TextIO, cast

import msgspec

from exposure_check import printable
from exposure_check.errors import LetterCodeError, NumberError, ServerBusyError

if TYPE_CHECKING:
    from exposure_check.errors import ExposureCheckError

FORMAT = 1  # of every object that --json prints: `docs/api/output.schema.json`
_OPTION = "--json"


class Escaping:
    """A stream of text that obeys nobody: what a terminal would take for a command is written in digits."""

    def __init__(self, stream: TextIO) -> None:
        self.unescaped = stream  # for this program's own bars of progress

    def write(self, text: str) -> int:
        """Write the text escaped."""
        return self.unescaped.write(printable.escaped(text))

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each line escaped."""
        for text in lines:
            self.write(text)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the stream has
        return getattr(self.unescaped, name)


@contextmanager
def escaped_output(*, data_through_pipes: bool) -> Iterator[None]:
    """Escape what is printed inside the block.

    `data_through_pipes` leaves a standard output alone that is no terminal: data for a publisher's own programs.
    """
    before = sys.stdout, sys.stderr
    if sys.stdout is not None and not (data_through_pipes and not sys.stdout.isatty()):
        sys.stdout = cast("TextIO", Escaping(sys.stdout))
    if sys.stderr is not None:
        sys.stderr = cast("TextIO", Escaping(sys.stderr))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def is_json_wanted(words: Iterable[str]) -> bool:
    """Whether the words of a command ask for JSON, which counts before it is known whether they can be understood."""
    return any(len(word) > 2 and _OPTION.startswith(word) for word in words)


def as_json(fields: dict[str, Any]) -> str:
    """One object on one line, its keys in order of the alphabet."""
    return json_line({"format": FORMAT, **fields}, order="deterministic")


def json_line(value: object, order: Literal["deterministic"] | None = None) -> str:
    """JSON on one line, in ASCII alone: a pipe of Windows writes other characters in a code page of its own."""
    import json  # here: the first frame of a window prints none

    return json.dumps(msgspec.to_builtins(value, order=order), separators=(",", ":"))


def error_as_json(error: ExposureCheckError) -> str:
    """The object for an error. `outcome` is there so that no reader takes a failure for "not found"."""
    described: dict[str, Any] = {"code": error.code, "message": error.message, "advice": error.advice}
    if isinstance(error, NumberError | LetterCodeError):
        described["reason"] = str(error.reason)
    if isinstance(error, ServerBusyError):
        described["retry_after_seconds"] = error.retry_after
    return as_json({"outcome": "error", "error": described})
