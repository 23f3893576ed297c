"""The one field of the desk takes codes and words, and lets nothing stay that may be a number of the caller."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from exposure_check.desktop.screen_codes import CODES, MisheardError, page_of


def test_a_code_opens_its_page_however_it_is_read_out(open_desk):
    window = open_desk()
    opened = []
    window.finder.page_found.disconnect()  # which would draw each page
    window.finder.page_found.connect(opened.append)
    forms = ("{0}{1}{2}", "{0}{1} {2}", "{0} {1} {2}", "{0}{1}-{2}", "{0},{1},{2}", "{0}{1}\u00a0{2}", "{0}. {1}. {2}.")
    for form in forms:
        for code in CODES.values():
            window.finder.field.setText(form.format(*code))
            assert window.finder.status.text() == ""
    assert opened == [*CODES] * len(forms)


def test_a_code_shows_its_card(open_desk):
    window = open_desk()
    QTest.keyClicks(window.finder.field, "20 7")
    assert window.shown.id == "number"


@pytest.mark.parametrize("code", CODES.values())
def test_every_single_misheard_digit_is_noticed(code):
    for place in range(3):
        for digit in set("0123456789") - {code[place]}:
            with pytest.raises(MisheardError):
                page_of(code[:place] + digit + code[place + 1 :])


def test_a_misheard_code_is_said_at_once_and_opens_nothing(open_desk):
    window = open_desk()
    window.open_page("number")
    window.finder.field.setText("415")
    assert window.shown.id == "number"
    assert window.finder.status.text().startswith("One digit was misheard")


def test_a_code_that_no_page_has_is_no_mistake_of_the_caller(open_desk):
    window = open_desk()
    unused = next(
        f"{n:02}{check}"
        for n in range(1, 99)
        for check in range(10)
        if is_valid(f"{n:02}{check}") and f"{n:02}{check}" not in CODES.values()
    )
    window.finder.field.setText(unused)
    assert "may be newer" in window.finder.status.text()


def is_valid(code):
    try:
        page_of(code)
    except MisheardError:
        return False
    return True


@pytest.mark.parametrize("text", ["010594Y9032", "4821 0397 5516 2040", "20 78", "0 1 0 5"])
@pytest.mark.parametrize("how", ["typed", "pasted"])
def test_what_may_be_a_number_of_the_caller_goes_at_once(open_desk, text, how):
    window = open_desk()
    field = window.finder.field
    if how == "typed":
        QTest.keyClicks(field, text)
    else:
        QGuiApplication.clipboard().setText(text)
        field.paste()
        QGuiApplication.clipboard().clear()
    assert sum(character.isdigit() for character in field.text()) <= 3
    assert "please do not tell me" in window.finder.status.text() or how == "typed"
    field.undo()
    assert sum(character.isdigit() for character in field.text()) <= 3


def test_what_is_to_be_said_stands_there_when_a_number_was_typed(open_desk):
    window = open_desk()
    QTest.keyClicks(window.finder.field, "0105")
    assert window.finder.field.text() == ""
    assert "please do not tell me" in window.finder.status.text()


def test_enter_opens_the_first_thing_that_was_found(open_desk):
    window = open_desk()
    QTest.keyClicks(window.finder.field, "remote")
    QTest.keyClick(window.finder.field, Qt.Key.Key_Return)
    assert window.view.title == "“Can you take over my computer?”"


def test_words_that_nothing_has_are_said(open_desk):
    window = open_desk()
    window.finder.field.setText("xyzzy")
    assert window.finder.status.text() == "Nothing has these words."


def test_a_code_of_another_keyboard_is_read_too(open_desk):
    window = open_desk()
    window.finder.field.setText("４１６")
    assert window.shown.id == "answer"
    window.finder.field.setText("٢٠٧")
    assert window.shown.id == "number"


def test_two_digits_exchanged_are_noticed_wherever_they_stand_side_by_side():
    for code in CODES.values():
        for place in (0, 1):
            turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            if turned != code:
                with pytest.raises(MisheardError):
                    page_of(turned)
