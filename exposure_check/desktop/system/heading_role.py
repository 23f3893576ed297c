"""The role of a heading for screen readers, with which a person jumps to where a page begins.

The toolkit tells of a label that it is text and has no way to say more, so the headings get an interface of their
own. The level of a heading cannot be told from Python (docs/accessibility.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

CLASSES = ("Heading", "Subheading")


class HeadingInterface(QAccessibleWidget):
    """What a screen reader learns of a heading. It holds no text of its own: the toolkit keeps it for good."""

    def __init__(self, label: QLabel) -> None:
        super().__init__(label, QAccessible.Role.Heading)

    def text(self, kind: QAccessible.Text) -> str:
        """The words of the heading as its name."""
        label = self.widget()
        if kind is QAccessible.Text.Name and isinstance(label, QLabel):
            return label.accessibleName() or label.text()
        return super().text(kind)


def _interface(name: str, thing: QObject) -> HeadingInterface | None:
    return HeadingInterface(thing) if name in CLASSES and isinstance(thing, QLabel) else None


# Before there is an application: the toolkit then drops its interfaces at the end before it drops this factory.
QAccessible.installFactory(_interface)
