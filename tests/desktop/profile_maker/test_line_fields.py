"""The help lines of the form."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from exposure_check.desktop.profile_maker.draft import MOST_LINES, LineDraft
from exposure_check.desktop.profile_maker.line_fields import HelpLines

LINES = (LineDraft("One", "1", {"fi": "ma", "et": "E"}, ("fi", "et")), LineDraft("Two", "2"))


def test_what_is_in_a_line_stays_also_in_a_language_without_a_field(qtbot, light):
    lines = HelpLines(light, LINES)
    qtbot.addWidget(lines)
    first, second = lines.value()
    assert (first.name, first.number, first.languages) == ("One", "1", ("fi", "et"))
    assert first.hours == {"fi": "ma", "et": "E", "en": "", "sv": ""}
    lines.findChild(QLineEdit, "lines.1.hours.sv-field").setText("mån")
    assert lines.value()[1].hours["sv"] == "mån"
    assert second.name == "Two"


def test_lines_are_added_until_there_are_eight_and_taken_out_with_what_was_typed_kept(qtbot, light):
    lines = HelpLines(light, LINES)
    qtbot.addWidget(lines)
    lines.findChild(QLineEdit, "lines.1.name-field").setText("Changed")
    while lines.add.isEnabled():
        lines.add.click()
    assert len(lines.value()) == MOST_LINES
    with qtbot.waitSignal(lines.changed):
        shown(lines, "lines.0.remove").click()
    assert [line.name for line in lines.value()][:2] == ["Changed", ""]
    assert lines.add.isEnabled()


def test_who_cannot_see_hears_which_line_is_taken_out(qtbot, light):
    lines = HelpLines(light, LINES)
    qtbot.addWidget(lines)
    assert lines.findChild(QPushButton, "lines.1.remove").accessibleName() == "Take out help line 2"


def test_the_tab_key_goes_through_a_line_that_was_added_before_it_leaves_the_lines(qtbot, light):
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    first, lines, last = QLineEdit(), HelpLines(light, LINES[:1]), QLineEdit()
    for part in (first, lines, last):
        column.addWidget(part)
    lines.add.click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the fields that were drawn anew
    order, control = [], first.nextInFocusChain()
    while control is not last:
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(control.parentWidget(), QLineEdit):
            order.append(control.objectName())
        control = control.nextInFocusChain()
    names = ["name-field", "number-field", "hours.en-field", "hours.fi-field", "hours.sv-field"]
    names += ["languages-en", "languages-fi", "languages-sv", "remove"]
    wanted = [f"lines.{place}.{name}" for place in (0, 1) for name in names]
    assert [name for name in order if name in (*wanted, "add-line")] == [*wanted, "add-line"]


def shown(lines, name):
    return next(button for button in lines.findChildren(QPushButton, name) if not button.parentWidget().isHidden())
