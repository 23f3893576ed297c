"""The field of the number shows all that is typed."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton

from exposure_check import identity
from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import SessionState
from exposure_check.desktop.system.settings import Preferences
from tests.support.layout import place


@pytest.mark.parametrize("scheme", identity.SCHEMES)
@pytest.mark.parametrize(("width", "height", "percent"), [(640, 560, 100), (640, 560, 200), (1024, 720, 200)])
def test_every_character_of_a_number_has_room(open_window, scheme, width, height, percent):
    state = SessionState(example_states.profile(demo=True, schemes=(scheme,)))
    state.type_number(identity.SCHEMES[scheme].example)
    state.go("number")
    window = open_window(state=state, preferences=Preferences("en", text_percent=percent), size=(width, height))
    field = window.page.field
    wanted = QFontMetrics(field.font()).horizontalAdvance(field.displayText())
    assert field.width() - 2 * window.theme.px(16) >= wanted


def test_the_button_stands_beside_the_field_where_there_is_room_and_else_below(open_window):
    for size, percent, beside in (((1024, 720), 100, True), ((640, 560), 200, False)):
        window = open_window(
            state=example_states.state("number"), preferences=Preferences("en", text_percent=percent), size=size
        )
        field, toggle = (
            place(each, window) for each in (window.page.field, window.page.findChild(QPushButton, "show"))
        )
        assert (toggle.left() > field.right()) is beside
        assert (toggle.top() > field.bottom()) is not beside
        window.close()
