"""Whom to call, and links that are opened only once their address has been seen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.system import clipboard
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.text.labels import unbroken
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.flow import row_of
from exposure_check.desktop.widgets.text import CardHeading, Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from exposure_check.desktop.style.theme import Theme
    from exposure_check.guidance import Contact

NUMBER = 24  # px of a telephone number, to be read from the screen while dialling


def add_contact(theme: Theme, column: QVBoxLayout, contact: Contact) -> None:
    """Add somebody to turn to."""
    column.addWidget(CardHeading(theme, contact.name))
    if contact.about:
        column.addWidget(Text(theme, unbroken(contact.about), size=SMALL))
    for line in contact.lines:
        add_telephone(theme, column, contact.name, line.number)
        about = " · ".join(part for part in (line.hours, line.note) if part)
        column.addWidget(Text(theme, unbroken(about), size=SMALL, colour=theme.muted))
    for link in contact.links:
        add_link(theme, column, link.url, link.label)


def add_telephone(theme: Theme, column: QVBoxLayout, name: str, number: str) -> None:
    """Add a telephone number, in one piece, and a button that copies that number and nothing else."""
    shown = Text(theme, unbroken(number), size=NUMBER, bold=True)
    shown.setWordWrap(False)
    button = Button(theme, QCoreApplication.translate("contact", "Copy"), ButtonKind.LINK, icon="copy")
    button.setObjectName(f"copy-{number}")
    button.setAccessibleName(
        QCoreApplication.translate("contact", "Copy {number}, the telephone number of {name}").format(
            number=number, name=name
        )
    )

    def copy() -> None:
        clipboard.copy(number)
        copied = QCoreApplication.translate("contact", "Copied.")
        button.set_face(copied, "tick")
        announce(button, copied)

    button.clicked.connect(copy)
    column.addLayout(row_of(theme, shown, button))


def add_link(theme: Theme, column: QVBoxLayout, url: str, label: str) -> None:
    """Add a link. The first press shows its whole address; only a second one opens it, in the browser."""
    row = Disclosure(
        theme,
        label,
        QCoreApplication.translate("contact", "Show the address"),
        QCoreApplication.translate("contact", "Close"),
        icon="document",
    )
    row.content.addWidget(Text(theme, urlsplit(url).netloc, bold=True))
    row.content.addWidget(Text(theme, url, size=SMALL))
    warning = Text(
        theme,
        QCoreApplication.translate("contact", "It opens in your browser, which may remember that you were there."),
        size=SMALL,
    )
    row.content.addWidget(warning)
    button = Button(theme, QCoreApplication.translate("contact", "Open in the browser"))
    button.clicked.connect(lambda: _open(url, warning))
    row.content.addLayout(row_of(theme, button))
    column.addWidget(row)


def _open(url: str, warning: Text) -> None:
    if not QDesktopServices.openUrl(QUrl(url)):
        message = QCoreApplication.translate(
            "contact", "No browser could be opened. You can type the address yourself."
        )
        warning.setText(message)
        announce(warning, message)
