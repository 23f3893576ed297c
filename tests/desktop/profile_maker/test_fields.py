"""The fields of the form: named, and with what is wrong beneath them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from exposure_check.desktop.profile_maker.fields import Choice, FilePick, Line, Ticks


def name_of(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_a_line_is_named_and_tells_what_is_wrong_to_who_hears_it(qtbot, light):
    line = Line(light, "name", "Name", "Clinic", "As on the door.")
    qtbot.addWidget(line)
    assert (name_of(line.field), line.field.accessibleDescription()) == ("Name", "As on the door.")
    assert line.label.buddy() is line.field
    line.say("Too long.")
    assert (line.status.text(), line.field.accessibleDescription()) == ("Too long.", "Too long.")
    line.say("")
    assert (line.status.text(), line.field.accessibleDescription()) == ("", "As on the door.")


def test_what_is_typed_is_told(qtbot, light):
    line = Line(light, "name", "Name", "")
    qtbot.addWidget(line)
    with qtbot.waitSignal(line.changed):
        QTest.keyClicks(line.field, "x")
    assert line.is_filled()
    assert line.value() == "x"


def test_ticks_keep_what_they_do_not_show(qtbot, light):
    ticks = Ticks(light, "languages", "Languages", [("fi", "Suomi"), ("sv", "Svenska")], ["sv", "et"])
    qtbot.addWidget(ticks)
    assert ticks.value() == ("sv", "et")
    with qtbot.waitSignal(ticks.changed):
        ticks.boxes["fi"].box.click()
    assert ticks.value() == ("sv", "et", "fi")
    assert name_of(ticks.boxes["fi"].box) == "Suomi"


def test_the_words_beside_a_box_are_part_of_it(qtbot, light):
    ticks = Ticks(light, "languages", "Languages", [("fi", "Suomi")], [])
    qtbot.addWidget(ticks)
    ticks.show()
    tick = ticks.boxes["fi"]
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    assert ticks.value() == ("fi",)


@pytest.mark.parametrize("chosen", ["fi", "xx"])
def test_a_choice_begins_with_what_is_chosen_even_where_it_is_not_in_the_list(qtbot, light, chosen):
    choice = Choice(light, "country", "Country", [("eu", "EU"), ("fi", "FI")], chosen)
    qtbot.addWidget(choice)
    assert choice.value() == chosen
    choice.box.setCurrentIndex(0)
    assert choice.value() == "eu"
    assert choice.label.buddy() is choice.box  # by which a screen reader on Linux names it
    assert choice.box.accessibleName() == "Country"


def test_a_file_is_asked_for_by_a_button_that_says_what_it_is_for(qtbot, light):
    pick = FilePick(light, "logo", "Logo", "", "Choose", "Take it out")
    qtbot.addWidget(pick)
    with qtbot.waitSignal(pick.choose_pressed):
        pick.choose.click()
    assert pick.choose.accessibleDescription() == "Logo"
    assert pick.remove.isHidden()
