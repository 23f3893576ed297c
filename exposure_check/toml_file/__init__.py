"""TOML that people write by hand: mapping files, lists of breaches, guidance. One reader, one set of errors."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from exposure_check.errors import OptionError, advice_on_file
from exposure_check.toml_file import errors, places

if TYPE_CHECKING:
    from pathlib import Path

Schema = TypeVar("Schema")


class TomlError(ValueError):
    """Text that is not TOML: what is wrong, in which line (from 1) where that is known, and what to do."""

    def __init__(self, message: str, advice: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.line = line


def parse(data: bytes) -> tuple[str, dict[str, Any]]:
    """The text and the tables of a file; raises `TomlError`."""
    try:
        text = data.decode().lstrip("\ufeff")  # a byte-order mark, as Windows writes
        return text, tomllib.loads(text)
    except UnicodeDecodeError:
        raise TomlError("The file is not UTF-8 text.", "Save it with the encoding UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(str(error)) from None
    except RecursionError:
        raise TomlError("The lists are nested too deeply.", "Use plain lists.") from None
    except ValueError:  # what Python says of it is advice to a programmer
        raise TomlError(
            "The file holds a number of thousands of digits.", "Put quotation marks around it, or remove it."
        ) from None


def load(path: Path, kind: str, schema: type[Schema], *, manual: str = "docs/operations.md") -> Schema:
    """Read a file into a schema; `kind` says in errors what it is, `manual` where its fields are explained.

    Raises `OptionError` that names what is wrong.
    """
    name = f"The {kind} {str(path)!r}"
    try:
        text, tables = parse(path.read_bytes())
    except OSError as error:
        raise OptionError(f"{name} cannot be read: {error.strerror}.", advice=advice_on_file(error)) from error
    except TomlError as error:
        place = "" if error.line is None else f" in line {error.line}"
        raise OptionError(f"{name} is wrong{place}: {error.message}", advice=error.advice) from None
    try:
        return msgspec.convert(tables, schema)
    except msgspec.ValidationError as error:
        wrong = errors.explained(error, tables, schema, manual)
        line = places.line_of(text, wrong.path)
        place = "" if line is None else f" in line {line}"
        field = ".".join(str(step) for step in wrong.path if isinstance(step, str))
        message = f"{field}: {wrong.message}" if field else wrong.message
        raise OptionError(f"{name} is wrong{place}: {message}", advice=wrong.advice) from error


def _syntax_error(message: str) -> TomlError:
    text, _, position = message.partition(" (at ")
    line = re.search(r"line (\d+)", position)
    advice = "Look at this line and the one before it for a missing quotation mark, bracket or equals sign."
    return TomlError(f"{text}.", advice, int(line[1]) if line else None)
