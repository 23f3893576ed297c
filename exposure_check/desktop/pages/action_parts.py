"""Parts of the advice: whom to call, and links that are opened only once their address has been seen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.system import clipboard
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.text.labels import unbroken
from exposure_check.desktop.widgets.button import Kind
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from exposure_check.desktop.pages.page import Page
    from exposure_check.guidance import Contact

NUMBER = 24  # px of a telephone number, to be read from the screen while dialling


def contact(page: Page, column: QVBoxLayout, told: Contact) -> None:
    """Add somebody to turn to."""
    theme = page.theme
    column.addWidget(Text(theme, told.name, bold=True))
    if told.about:
        column.addWidget(Text(theme, unbroken(told.about), size=SMALL))
    for line in told.lines:
        telephone(page, column, told.name, line.number)
        about = " · ".join(part for part in (line.hours, line.note) if part)
        column.addWidget(Text(theme, unbroken(about), size=SMALL, colour=theme.muted))
    for address in told.links:
        link(page, column, address.url, address.label)


def telephone(page: Page, column: QVBoxLayout, name: str, number: str) -> None:
    """Add a telephone number, in one piece, and a button that copies that number and nothing else."""
    shown = Text(page.theme, unbroken(number), size=NUMBER, bold=True)
    shown.setWordWrap(False)
    copy = page.button(QCoreApplication.translate("advice", "Copy"), lambda: told(), Kind.LINK, icon="copy")
    copy.setObjectName(f"copy-{number}")
    copy.setAccessibleName(
        QCoreApplication.translate("advice", "Copy the telephone number of {name}").format(name=name)
    )

    def told() -> None:
        clipboard.copy(number)
        copied = QCoreApplication.translate("advice", "Copied.")
        copy.set_face(copied, "tick")
        announce(page, copied)

    page.row(shown, copy, into=column)


def link(page: Page, column: QVBoxLayout, url: str, label: str) -> None:
    """Add a link. The first press shows its whole address; only a second one opens it, in the browser."""
    theme = page.theme
    row = Disclosure(
        theme,
        label,
        QCoreApplication.translate("advice", "Show the address"),
        QCoreApplication.translate("advice", "Close"),
        icon="document",
    )
    row.content.addWidget(Text(theme, urlsplit(url).netloc, bold=True))
    row.content.addWidget(Text(theme, url, size=SMALL))
    warning = Text(
        theme,
        QCoreApplication.translate("advice", "It opens in your browser, which may remember that you were there."),
        size=SMALL,
    )
    row.content.addWidget(warning)
    opener = page.button(QCoreApplication.translate("advice", "Open in the browser"), lambda: _open(page, url, warning))
    page.row(opener, into=row.content)
    column.addWidget(row)


def _open(page: Page, url: str, warning: Text) -> None:
    if not QDesktopServices.openUrl(QUrl(url)):
        message = QCoreApplication.translate("advice", "No browser could be opened. You can type the address yourself.")
        warning.setText(message)
        announce(page, message)
