"""`breaches.toml`: what is publicly said about each breach of a publication."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
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
    printable.require(breaches, f"The file of breaches {str(path)!r}", within="breach")
    by_id = {breach.id: breach for breach in breaches}
    if len(by_id) != len(breaches):
        raise OptionError(f"Two breaches in {str(path)!r} have the same id.", advice="Give each its own id.")
    for breach in breaches:
        _check_dates(path, breach)
    return by_id


def _check_dates(path: Path, breach: Breach) -> None:
    place = f"The file of breaches {str(path)!r} is not right: breach {breach.id!r}"
    today = datetime.now(UTC).date() + timedelta(days=1)  # it may be tomorrow already where the publisher is
    if breach.disclosed < breach.occurred:
        raise OptionError(
            f"{place} was disclosed on {breach.disclosed}, before it occurred on {breach.occurred}.",
            advice="Correct `occurred` or `disclosed`: year, month, day.",
        )
    for verb, field, day in (
        ("occurred", "occurred", breach.occurred),
        ("was discovered", "discovered", breach.discovered or breach.occurred),
        ("was disclosed", "disclosed", breach.disclosed),
    ):
        if day > today:
            raise OptionError(
                f"{place} {verb} on {day}, which is in the future.",
                advice=f"Correct `{field}`: year, month, day. If it is right, correct the clock of this computer.",
            )
