"""What no check digit covers, read back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import Appearance
from exposure_check.desktop.widgets.read_back import ReadBack


def test_it_is_reached_by_the_tab_key_and_shows_that_it_has_the_focus(qtbot):
    sentence = ReadBack(theme.current(Appearance.LIGHT, 100))
    qtbot.addWidget(sentence)
    sentence.say("For someone born in the 1900s.")
    assert sentence.isVisibleTo(None)
    assert sentence.focusPolicy() is Qt.FocusPolicy.TabFocus
    sentence.resize(300, 40)
    before = sentence.grab().toImage()
    sentence.setFocus()
    qtbot.waitUntil(sentence.hasFocus)
    assert sentence.grab().toImage() != before
    interface = QAccessible.queryAccessibleInterface(sentence)
    assert interface.text(QAccessible.Text.Name) == "For someone born in the 1900s."


def test_it_goes_with_its_sentence(qtbot):
    sentence = ReadBack(theme.current(Appearance.LIGHT, 100))
    qtbot.addWidget(sentence)
    sentence.say("For someone born in the 1900s.")
    sentence.say("")
    assert not sentence.isVisible()
