"""Several things of which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import Appearance
from exposure_check.desktop.widgets.choices import Choices


def choice_buttons(qtbot, pressed, chosen=1):
    choices = Choices(
        theme.current(Appearance.LIGHT, 100),
        "Fruit",
        [(f"fruit-{n}", name, lambda n=n: pressed.append(n), n == chosen) for n, name in enumerate(("Apple", "Pear"))],
    )
    qtbot.addWidget(choices)
    choices.show()
    buttons = choices.findChildren(QRadioButton)
    for button in buttons:
        button.whole = choices  # which goes with the last of them
    return buttons


def test_a_press_does_what_it_is_for(qtbot):
    pressed = []
    apple, pear = choice_buttons(qtbot, pressed)
    apple.click()
    assert pressed == [0]
    assert (apple.isChecked(), pear.isChecked()) == (True, False)
    assert apple.accessibleDescription() == "Fruit"


def test_the_tab_key_stops_at_the_chosen_one_alone_from_the_beginning(qtbot):
    apple, pear = choice_buttons(qtbot, [])
    assert not apple.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert pear.focusPolicy() & Qt.FocusPolicy.TabFocus
    apple.click()
    assert apple.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not pear.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_where_none_is_chosen_the_tab_key_reaches_them(qtbot):
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in choice_buttons(qtbot, [], chosen=None))
