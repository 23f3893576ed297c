"""What a holder owes the people concerned: headings and texts, on the pages of the answer and of the advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import particulars_text
from exposure_check.desktop.text.labels import unbroken
from exposure_check.desktop.widgets.text import CardHeading, Text

if TYPE_CHECKING:
    from exposure_check.desktop.style.theme import Theme
    from exposure_check.guidance import Particulars


def add_particulars(
    theme: Theme, column: QVBoxLayout, stated: Particulars, country: str, language: str, *, happened: bool = True
) -> None:
    """Add a heading and a text for each thing that the list says of a breach; with what happened, or without."""
    for heading, text in particulars_text.lines(stated, country, language, happened=happened):
        pair = QVBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(CardHeading(theme, heading, size=SMALL))
        pair.addWidget(Text(theme, unbroken(text), size=SMALL))
        column.addLayout(pair)
