"""`breaches.toml`: what is publicly said about each breach of a publication."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Annotated

import msgspec

from exposure_check.errors import OptionError
from exposure_check.protocol.catalogue import Breach

if TYPE_CHECKING:
    from pathlib import Path


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    breach: Annotated[tuple[Breach, ...], msgspec.Meta(min_length=1, max_length=1000)]


def load(path: Path) -> dict[str, Breach]:
    """The breaches of a file by id; raises `OptionError` that names the field that is wrong."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        breaches = msgspec.convert(read, _File).breach
    except OSError as error:
        raise OptionError(f"The file of breaches {str(path)!r} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise OptionError(
            f"The file of breaches {str(path)!r} is not right: {error}.", advice="Mend the field that is named."
        ) from error
    found = {breach.id: breach for breach in breaches}
    if len(found) != len(breaches):
        raise OptionError(f"Two breaches in {str(path)!r} have the same id.", advice="Give each its own id.")
    return found
