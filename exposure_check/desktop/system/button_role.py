"""What a button that opens something, or chooses among others, is to assistive programs.

To the toolkit every button that stays down is a check box. One that opens what stands beneath it is a button that is
expanded or collapsed, and one of several that exclude each other is a radio button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

EXPANDED = "expanded"  # the property of an opening button
OPENING, CHOOSING = "OpeningButton", "ChoiceButton"  # classes


class _ButtonInterface(QAccessibleWidget):
    """A button with a name, a description and a press. It holds no text of its own: the toolkit keeps it for good."""

    def text(self, kind: QAccessible.Text) -> str:
        """The accessible name, else the words on the button."""
        button = self.widget()
        if kind is QAccessible.Text.Name and isinstance(button, QAbstractButton):
            return button.accessibleName() or button.text()
        return super().text(kind)

    def actionNames(self) -> list[str]:
        """To press it comes first."""
        return [QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Press it once the assistive program has its answer: what it opens may take the place of the page."""
        button = self.widget()
        presses = (QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.showMenuAction())
        if name in presses and isinstance(button, QAbstractButton):
            QTimer.singleShot(0, button, button.click)
        else:
            super().doAction(name)


class OpeningInterface(_ButtonInterface):
    """A button that is expanded or collapsed."""

    def __init__(self, button: QWidget) -> None:
        super().__init__(button, QAccessible.Role.Button)

    def state(self) -> QAccessible.State:
        """Of the toolkit, and whether what it opens is shown."""
        state, is_open = super().state(), bool(self.widget().property(EXPANDED))
        state.expandable, state.expanded, state.collapsed = True, is_open, not is_open
        return state


class ChoiceInterface(_ButtonInterface):
    """One of several buttons that exclude each other."""

    def __init__(self, button: QWidget) -> None:
        super().__init__(button, QAccessible.Role.RadioButton)

    def state(self) -> QAccessible.State:
        """Of the toolkit, and whether it is the chosen one."""
        state, button = super().state(), self.widget()
        state.checkable = True
        state.checked = isinstance(button, QAbstractButton) and button.isChecked()
        return state


def set_expanded(button: QWidget, *, expanded: bool) -> None:
    """Say of an opening button whether what it opens is shown."""
    if button.property(EXPANDED) == expanded:
        return
    button.setProperty(EXPANDED, expanded)
    changed = QAccessible.State()
    changed.expanded = changed.collapsed = True
    QAccessible.updateAccessibility(QAccessibleStateChangeEvent(button, changed))


def _interface(name: str, thing: QObject) -> _ButtonInterface | None:
    if name == OPENING and isinstance(thing, QWidget):
        return OpeningInterface(thing)
    if name == CHOOSING and isinstance(thing, QWidget):
        return ChoiceInterface(thing)
    return None


# Before there is an application: the toolkit then drops its interfaces at the end before it drops this factory.
QAccessible.installFactory(_interface)
