"""`breaches.toml`: what is publicly said about each breach of a publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec

from exposure_check import printable, toml_file
from exposure_check.errors import OptionError
from exposure_check.protocol.catalogue import Breach

if TYPE_CHECKING:
    from pathlib import Path


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    breach: Annotated[tuple[Breach, ...], msgspec.Meta(min_length=1, max_length=1000)]


def load(path: Path) -> dict[str, Breach]:
    """The breaches of a file by id; raises `OptionError` that names the field that is wrong."""
    breaches = toml_file.load(path, "file of breaches", _File).breach
    unprintable = printable.find(breaches)
    if unprintable is not None:
        raise OptionError(
            f"The file of breaches {str(path)!r} is not right: breach.{unprintable}.",
            advice="Write the text again on one line without it: ends of lines, tabs and invisible characters count.",
        )
    by_id = {breach.id: breach for breach in breaches}
    if len(by_id) != len(breaches):
        raise OptionError(f"Two breaches in {str(path)!r} have the same id.", advice="Give each its own id.")
    return by_id
