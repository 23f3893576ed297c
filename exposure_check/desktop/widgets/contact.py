"""Whom to call, and links that are opened only once their address has been seen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout

from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.system import clipboard
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.text import language
from exposure_check.desktop.text.labels import unbroken
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.flow import row_of
from exposure_check.desktop.widgets.sight import bring_into_sight
from exposure_check.desktop.widgets.text import CardHeading, Text
from exposure_check.guidance import ContactKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.desktop.scene import Scene
    from exposure_check.desktop.widgets.panel import Panel
    from exposure_check.guidance import Contact, PhoneLine

NUMBER = 24  # px of a telephone number, to be read from the screen while dialling


def add_contact(scene: Scene, panel: Panel, contact: Contact) -> None:
    """Add somebody to turn to: first where the reader's language is spoken, other languages behind one press."""
    theme = scene.theme
    panel.column.addSpacing(theme.space(2))  # a name stands apart from what is above it
    panel.column.addWidget(CardHeading(theme, contact.name))
    if contact.about:
        panel.column.addWidget(Text(theme, unbroken(contact.about), size=SMALL))
    urgent = contact.kind is ContactKind.EMERGENCY  # nobody looks for a language there
    own = [line for line in contact.lines if urgent or line.speaks(scene.language)]
    others = [line for line in contact.lines if line not in own]
    for line in own:
        _add_line(scene, panel.column, contact.name, line)
    if others:
        tongues = dict.fromkeys(language.own_name(tongue) for line in others for tongue in line.languages)
        row = Disclosure(
            theme,
            QCoreApplication.translate("contact", "In other languages: {languages}").format(
                languages=", ".join(tongues)
            ),
            QCoreApplication.translate("contact", "Show the telephone numbers"),
            QCoreApplication.translate("contact", "Close"),
            icon="phone",
            of=contact.name,
            is_text=True,
        )
        for line in others:
            _add_line(scene, row.content, contact.name, line)
        panel.rows().addWidget(row)
    for link in contact.links:
        add_link(scene, panel, link.url, link.label)


def in_order(contacts: Sequence[Contact], spoken: str) -> list[Contact]:
    """The contacts with those first that help in danger, then those that speak the reader's language."""
    return sorted(contacts, key=lambda each: (each.kind is not ContactKind.EMERGENCY, not each.speaks(spoken)))


def _add_line(scene: Scene, column: QVBoxLayout, name: str, line: PhoneLine) -> None:
    """Add a telephone number with its hours, as one block."""
    block = QVBoxLayout()
    block.setSpacing(0)
    add_telephone(scene, block, name, line.number)
    block.addWidget(Text(scene.theme, unbroken(line.about), size=SMALL, colour=scene.theme.muted))
    column.addLayout(block)


def add_telephone(scene: Scene, column: QVBoxLayout, name: str, number: str) -> None:
    """Add a telephone number, in one piece, and a button that copies that number and nothing else."""
    theme = scene.theme
    shown = Text(theme, unbroken(number), size=NUMBER, bold=True)
    if not scene.offers.papers:
        column.addWidget(shown)
        return
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


def add_link(scene: Scene, panel: Panel, url: str, label: str) -> None:
    """Add a link. The first press shows its whole address; only a second one opens it, in the browser."""
    theme = scene.theme
    row = Disclosure(
        theme,
        label,
        QCoreApplication.translate("contact", "Show the address"),
        QCoreApplication.translate("contact", "Close"),
        icon="document",
        is_text=True,
    )
    row.content.addWidget(Text(theme, urlsplit(url).netloc, bold=True))
    row.content.addWidget(Text(theme, url, size=SMALL))
    panel.rows().addWidget(row)
    if not scene.offers.browser:
        note = QCoreApplication.translate("contact", "This computer does not open it. You can write the address down.")
        row.content.addWidget(Text(theme, note, size=SMALL))
        return
    warning = Text(
        theme,
        QCoreApplication.translate("contact", "It opens in your browser, which may remember that you were there."),
        size=SMALL,
    )
    row.content.addWidget(warning)
    button = Button(theme, QCoreApplication.translate("contact", "Open in the browser"))
    button.clicked.connect(lambda: _open(url, warning))
    row.content.addLayout(row_of(theme, button))


def _open(url: str, warning: Text) -> None:
    if not QDesktopServices.openUrl(QUrl(url)):
        message = QCoreApplication.translate(
            "contact", "No browser could be opened. You can type the address yourself."
        )
        warning.setText(message)
        bring_into_sight(warning)
        announce(warning, message)
