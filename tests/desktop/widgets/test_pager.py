"""A long list a part at a time."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import Appearance
from exposure_check.desktop.widgets.pager import Pager
from tests.support.window import texts


@pytest.mark.parametrize(
    ("first", "place", "ways"),
    [
        (0, "1 to 3 of 8", {"list-after": 3}),
        (3, "4 to 6 of 8", {"list-before": 0, "list-after": 6}),
        (6, "7 to 8 of 8", {"list-before": 3}),
    ],
)
def test_it_says_where_one_is_and_leads_to_the_parts_beside(qtbot, in_language, first, place, ways):
    pager = Pager(theme.current(Appearance.LIGHT, 100), "list", first=first, size=3, count=8)
    qtbot.addWidget(pager)
    turned = []
    pager.turned.connect(turned.append)
    assert place in texts(pager)
    buttons = {button.objectName(): button for button in pager.findChildren(QPushButton)}
    assert set(buttons) == set(ways)
    for name, start in ways.items():
        buttons[name].click()
        assert turned.pop() == start
        assert buttons[name].accessibleDescription() == place
