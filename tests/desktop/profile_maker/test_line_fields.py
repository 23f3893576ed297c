"""The help lines of the form."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton

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


def shown(lines, name):
    return next(button for button in lines.findChildren(QPushButton, name) if not button.parentWidget().isHidden())
