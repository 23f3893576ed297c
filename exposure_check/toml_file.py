"""Files of TOML that a publisher writes by hand, read into one form."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, TypeVar

import msgspec

from exposure_check.errors import OptionError, advice_on_file

if TYPE_CHECKING:
    from pathlib import Path

Form = TypeVar("Form")


def load(path: Path, kind: str, form: type[Form]) -> Form:
    """Read a file; `kind` says in errors what it is. Raises `OptionError` that names what is wrong."""
    try:
        text = path.read_text(encoding="utf-8").lstrip("\ufeff")  # a byte-order mark, as Windows writes
        return msgspec.convert(tomllib.loads(text), form)
    except OSError as error:
        raise OptionError(
            f"The {kind} {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise OptionError(
            f"The {kind} {str(path)!r} is not right: {error}.", advice="Fix the field that is named."
        ) from error
    except RecursionError:
        raise OptionError(
            f"The {kind} {str(path)!r} is not right: its brackets are nested too deeply.", advice="Close them."
        ) from None
    except ValueError:  # what Python says of it is advice to a programmer
        raise OptionError(
            f"The {kind} {str(path)!r} is not right: it holds a number of thousands of digits.",
            advice="Put quotation marks around it, or remove it.",
        ) from None
