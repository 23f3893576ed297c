"""Several things of which one is chosen: one a line, and the Tab key comes to the chosen one from either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QVBoxLayout, QWidget

from exposure_check.desktop.style.theme import choice_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exposure_check.desktop.style.theme import Theme


class Choices(QWidget):
    """Radio buttons. `choices` are (object name, words, what a press does, whether it is chosen)."""

    def __init__(
        self, theme: Theme, title: str, choices: Iterable[tuple[str, str, Callable[[], object], bool]]
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        group, sheet = QButtonGroup(self), choice_sheet(theme)
        for name, text, action, chosen in choices:
            button = QRadioButton(text)
            button.setObjectName(name)
            button.setStyleSheet(sheet)
            button.setAccessibleDescription(title)
            button.setChecked(chosen)
            button.clicked.connect(lambda _=False, button=button, action=action: _press(button, action))
            group.addButton(button)
            column.addWidget(button)
        stop_at_chosen(group)


def _press(button: QRadioButton, action: Callable[[], object]) -> None:
    button.setFocus(Qt.FocusReason.OtherFocusReason)  # an arrow key moves the focus only after the press
    action()


def stop_at_chosen(group: QButtonGroup) -> None:
    """Let the Tab key stop at the chosen button of a group alone, now and later; the arrow keys go on from there."""

    def follow() -> None:
        chosen, tab = group.checkedButton(), Qt.FocusPolicy.TabFocus
        for button in group.buttons():
            policy = button.focusPolicy()
            button.setFocusPolicy(policy | tab if chosen in (None, button) else policy & ~tab)

    group.buttonToggled.connect(follow)
    follow()


def combo(theme: Theme, name: str, title: str, words: Sequence[str], chosen: int) -> QComboBox:
    """A list that opens, of which one is chosen."""
    box = QComboBox()
    box.setObjectName(name)
    box.setFont(theme.font())
    box.setMinimumHeight(theme.px(32))
    box.setAccessibleName(title)
    box.addItems(list(words))
    box.setCurrentIndex(chosen)
    return box
