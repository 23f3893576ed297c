"""Nothing is cut off, lies outside the window or upon something else: every page, small and large."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QRadioButton, QWidget

from exposure_check.desktop import example_states
from exposure_check.desktop.main_window import HEIGHT, WIDTH
from exposure_check.desktop.pages.checking import StageLine
from exposure_check.desktop.style.theme import CHOICE_BEFORE
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.button import FACED, Button
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.header_footer import CodeBox
from exposure_check.desktop.widgets.offered_by import Logo
from exposure_check.desktop.widgets.panel import IconLine
from exposure_check.desktop.widgets.panel import Picture as CardIcon
from exposure_check.desktop.widgets.status import Status
from exposure_check.desktop.widgets.text import Text
from tests.support.layout import check, place

CHOICES = (QRadioButton, QCheckBox)
OF_ANOTHER = (IconLine, Disclosure, Status, StageLine)  # whose first part has been looked at
LEAST_SCROLL = 24  # px; less looks like a fault
SIZES = [(1024, 700, 100), (1024, 700, 200), (640, 560, 100), (640, 560, 200)]


@pytest.mark.parametrize("example", example_states.EXAMPLES)
@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_nothing_is_cut_off_or_outside_or_on_top(open_window, example, width, height, percent):
    window = open_window(
        state=example_states.state(example, demo=True),
        preferences=Preferences("en", text_percent=percent),
        size=(width, height),
    )
    assert (window.width(), window.height()) == (width, height)
    check(window)
    for row in window.page.findChildren(Disclosure):
        row.set_open(True)
    if window.state.page == "number" and not window.state.letter_code_open:
        window.page.findChild(QPushButton, "enter-code").click()
    for _ in range(3):
        QApplication.processEvents()
    check(window)


@pytest.mark.parametrize("example", ["welcome", "number", "answer", "sent"])
def test_a_language_that_runs_from_the_right_mirrors_the_page(open_window, example):
    from PySide6.QtCore import Qt

    window = open_window(state=example_states.state(example, demo=True))
    left = place(window.header.leave, window).left()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.draw()
    for _ in range(3):
        QApplication.processEvents()
    assert left > 500 > place(window.header.leave, window).right()
    check(window)


def test_the_page_keeps_room_where_header_and_footer_would_take_it(open_window):
    window = open_window(
        state=example_states.state("answer"), preferences=Preferences("en", text_percent=200), size=(640, 560)
    )
    assert window.page.height() >= 0.6 * window.height()
    assert window.page.isAncestorOf(window.footer)
    window.resize(1024, 1000)
    QApplication.processEvents()
    assert not window.page.isAncestorOf(window.footer)


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.parametrize("example", example_states.EXAMPLES)
@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
def test_no_page_scrolls_by_a_few_pixels(open_window, example, spoken, demo):
    window = open_window(state=example_states.state(example, demo=demo), preferences=Preferences(spoken))
    for width, height in ((1024, 720), (1024, 760), (900, 700)):
        window.resize(width, height)
        for _ in range(4):
            QApplication.processEvents()
        assert not 0 < window.page.verticalScrollBar().maximum() < LEAST_SCROLL, (width, height)


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
@pytest.mark.parametrize(
    "example", ["welcome", "number", "checking", "ready", "answer", "answer-uncertain", "actions", "ending"]
)
def test_the_main_action_of_the_walk_is_in_sight_at_the_default_size_in_the_demo(open_window, example, spoken):
    window = open_window(
        state=example_states.state(example, demo=True), preferences=Preferences(spoken), size=(WIDTH, HEIGHT)
    )
    for _ in range(4):
        QApplication.processEvents()
    page = window.page
    action = page.main or next(b for b in page.findChildren(QPushButton) if b.objectName() == "stop" or b.isVisible())
    assert place(action, page.viewport()).bottom() <= page.viewport().height()


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
def test_the_field_and_what_it_is_for_are_in_sight_however_small_the_window(qtbot, open_window, spoken):
    window = open_window(
        state=example_states.state("number", demo=True),
        preferences=Preferences(spoken, text_percent=200),
        size=(640, 560),
    )
    qtbot.wait(50)
    port = window.page.viewport()
    for part in (window.page.begins, window.page.field):
        assert place(part, port).top() >= 0
        assert place(part, port).bottom() <= port.height()


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
@pytest.mark.parametrize("example", ["number", "number-clinic", "no_profile-offered", "answer", "settings"])
def test_what_has_the_focus_is_in_sight_from_the_beginning_however_small_the_window(
    qtbot, open_window, spoken, example
):
    for demo in (True, False):
        window = open_window(
            state=example_states.state(example, demo=demo),
            preferences=Preferences(spoken, text_percent=200),
            size=(640, 560),
        )
        qtbot.wait(50)
        seen = place(window.focusWidget(), window.page.viewport())
        assert 0 <= seen.top() < seen.bottom() <= window.page.viewport().height(), demo


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_buttons_with_a_face_have_one_height_and_the_field_has_it_too(open_window, example, percent):
    window = open_window(
        state=example_states.state(example, demo=True), preferences=Preferences("en", text_percent=percent)
    )
    faced = [
        button
        for button in window.page.findChildren(Button)
        if button.kind in FACED and button.isVisibleTo(window) and button.width() >= button.sizeHint().width()
    ]
    heights = {button.height() for button in faced}
    heights |= {field.height() for field in window.page.findChildren(QLineEdit) if field.isVisibleTo(window)}
    assert len(heights) <= 1, heights


@pytest.mark.parametrize(("size", "percent"), [((1024, 720), 100), ((640, 560), 200)])
@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_there_is_one_left_edge_and_another_within_cards(open_window, example, size, percent):
    window = open_window(state=example_states.state(example), preferences=Preferences("en", percent), size=size)
    page, theme = window.page, window.theme
    inside = page.widget()
    margin = page.column.contentsMargins().left()
    within = margin + theme.space(5)
    for part in inside.findChildren(QWidget):
        if not part.isVisibleTo(inside) or not isinstance(part, (Text, IconLine, Button, QLineEdit, *CHOICES)):
            continue
        if isinstance(part.parentWidget(), OF_ANOTHER):
            continue
        left = first_ink(part, inside, theme)
        follows = any(  # what stands beside another part on the same line
            other is not part
            and other.isVisibleTo(inside)
            and isinstance(other, (Text, Button, QLineEdit, CardIcon, Logo, CodeBox))
            and place(other, inside).right() < place(part, inside).left()
            and place(other, inside).top() < place(part, inside).bottom()
            and place(part, inside).top() < place(other, inside).bottom()
            for other in inside.findChildren(QWidget)
        )
        assert follows or left in (margin, within), (part, left, margin, within)


def first_ink(part, inside, theme):
    """Where the words, the icon or the face of a part begin: the room for a focus ring does not count."""
    left = place(part, inside).left()
    if isinstance(part, CHOICES):
        return left + CHOICE_BEFORE
    return left + theme.space(2) if isinstance(part, Button) and part.kind not in FACED else left
