"""The headings and texts of what a holder owes the people concerned, for screen and paper alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.desktop.text import language as languages
from exposure_check.guidance import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposure_check.guidance import Particulars


def lines(stated: Particulars, country: str, language: str, *, happened: bool) -> Iterator[tuple[str, str]]:
    """Heading and text of each thing that is stated; `happened` says whether that stands there too."""
    worded = [("happened", stated.happened)] if happened and stated.happened else []
    if stated.discovered is not None:
        worded.append(("discovered", languages.day(stated.discovered)))
    for key, text in (*worded, *stated.texts()):
        yield heading(key, country, language), text
