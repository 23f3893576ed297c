"""The role and the level of a heading for screen readers, with which a person jumps to where a page or a part begins.

The toolkit tells of a label that it is text and has no way to say more, so the headings get an interface of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel
from shiboken6 import Shiboken

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

LEVELS = {"Heading": 1, "Subheading": 2, "CardHeading": 2}  # by class
_NOTHING = Shiboken.VoidPtr(0)


class _Level(QAccessibleAttributesInterface):
    """How deep a heading stands: 1 is the page."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        """The level alone."""
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> int | None:
        """The level."""
        return self._level if key is QAccessible.Attribute.Level else None


class HeadingInterface(QAccessibleWidget):
    """What a screen reader learns of a heading. It holds no text of its own: the toolkit keeps it for good."""

    def __init__(self, label: QLabel, level: int) -> None:
        super().__init__(label, QAccessible.Role.Heading)
        self._level = _Level(level)
        self._address = Shiboken.VoidPtr(Shiboken.getCppPointer(self._level)[0])

    def text(self, kind: QAccessible.Text) -> str:
        """The words of the heading as its name."""
        label = self.widget()
        if kind is QAccessible.Text.Name and isinstance(label, QLabel):
            return label.accessibleName() or label.text()
        return super().text(kind)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> object:  # type: ignore[override]  # its stub is wrong
        """The address of the interface that gives the level, and those that every widget has.

        Addresses alone may leave it: for None, PySide would hand over that of the object None.
        """
        if kind is QAccessible.InterfaceType.AttributesInterface:
            return self._address
        found = super().interface_cast(kind)
        return _NOTHING if found is None else found


def _interface(name: str, thing: QObject) -> HeadingInterface | None:
    return HeadingInterface(thing, LEVELS[name]) if name in LEVELS and isinstance(thing, QLabel) else None


# Before there is an application: the toolkit then drops its interfaces at the end before it drops this factory.
QAccessible.installFactory(_interface)
