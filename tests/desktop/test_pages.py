"""What each page says and does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QPushButton, QRadioButton

from exposure_check.desktop import example_states
from exposure_check.desktop.documents import sent_file
from exposure_check.desktop.session_state import SessionState
from exposure_check.desktop.system.settings import Appearance, Preferences, load
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.lookup.ledger import Purpose, Sent
from exposure_check.lookup.verdict import Listed, Privacy
from tests.support.window import button, texts

FORBIDDEN = (
    "good news",
    "you are safe",
    "pwned",
    "victim",
    "compromised",
    "you were a client",
    "countdown",
    "dark web",
)


def opened(window):
    return [row.row.text() for row in window.page.findChildren(Disclosure) if row.body.isVisibleTo(window)]


@pytest.mark.parametrize("code", example_states.SCENES)
def test_every_page_has_one_heading_a_code_a_way_out_and_somebody_to_talk_to(open_window, code):
    window = open_window(walk=example_states.walk(code))
    assert window.page.title
    assert code.partition("-")[0] in texts(window.footer)
    assert "116 006" in texts(window.footer)
    assert window.header.leave.isVisible()
    assert window.windowTitle() == "Information"
    assert len(window.findChildren(QPushButton, "main")) <= 1


@pytest.mark.parametrize("code", example_states.SCENES)
def test_no_page_uses_a_forbidden_word_or_echoes_the_number(open_window, code):
    window = open_window(walk=example_states.walk(code, demo=True))
    said = " ".join(texts(window)).lower().replace("victim support", "")  # the name of an organisation
    assert not [word for word in FORBIDDEN if word in said]
    if code != "B1":  # where the example of the scheme is the same fictitious number
        assert example_states.NUMBER.lower() not in said


@pytest.mark.parametrize("code", example_states.SCENES)
def test_the_demo_says_so_on_every_page_and_nothing_else_does(open_window, code):
    for demo in (True, False):
        window = open_window(walk=example_states.walk(code, demo=demo))
        assert any("Demo:" in text for text in texts(window)) is demo
        window.close()


def test_the_welcome_names_the_fragment_that_the_registry_gives(open_window):
    window = open_window(walk=example_states.walk("A1"))
    said = texts(window)
    assert "Only a small part (9 bits) of a scrambled value leaves this computer. About 10,900 people share it." in said


def test_the_welcome_promises_no_fragment_at_the_maximum_level(open_window):
    window = open_window(preferences=Preferences(language="en", privacy=Privacy.MAXIMUM))
    assert not any("bits" in text or "fragment" in text for text in texts(window))


def test_enter_is_the_main_action_and_escape_loses_nothing(open_window):
    window = open_window()
    QTest.keyClick(window.page, Qt.Key.Key_Escape)
    assert window.walk.page == "A1"
    QTest.keyClick(window.page, Qt.Key.Key_Return)
    assert window.walk.page == "B1"
    QTest.keyClicks(window.page.field, "0105")
    QTest.keyClick(window.page.field, Qt.Key.Key_Escape)
    assert window.walk.page == "B1"
    assert window.page.field.value() == "0105"


def test_enter_on_a_button_presses_that_button(open_window):
    window = open_window()
    QTest.keyClick(button(window, "Read advice without a check"), Qt.Key.Key_Return)
    assert window.walk.page == "E1"


def test_a_key_that_is_held_down_does_not_run_through_the_answer(open_window):
    window = open_window(walk=example_states.walk("D1"))
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(window.page, held)
    QApplication.sendEvent(window.page.main, held)
    assert window.walk.page == "D1"


# B1


def number_page(open_window, **options):
    window = open_window(**options)
    window.go("B1")
    return window


def test_the_number_is_hidden_until_it_is_asked_for(open_window):
    window = number_page(open_window)
    assert window.page.field.is_hidden()
    button(window, "Show").click()
    assert not window.page.field.is_hidden()
    button(window, "Hide").click()
    assert window.page.field.is_hidden()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", None),
        ("0105", None),
        ("010594Y9032", "The number looks right."),
        ("010594y9032", "The number looks right."),
        ("010594Y9033", "The check character does not fit: one character is mistyped."),
        ("320594Y9032", "The date of birth in it does not exist. Please look at it once more."),
    ],
)
def test_a_number_is_judged_calmly_as_it_is_typed(open_window, typed, said):
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, typed)
    assert window.page.status.isVisible() is (said is not None)
    assert window.page.status.text() == (said or "")


def test_a_test_number_is_refused_outside_the_demo(open_window):
    window = number_page(open_window, walk=SessionState(example_states.profile()))
    QTest.keyClicks(window.page.field, example_states.NUMBER)
    window.page.main.click()
    assert window.walk.page == "B1"
    assert window.page.status.isVisible()


def test_an_incomplete_number_is_named_only_once_check_is_pressed(open_window):
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, "0105")
    window.page.main.click()
    assert window.walk.page == "B1"
    assert window.page.status.text() == "The number is not complete, or it has too many characters."


def test_the_letter_code_is_tested_as_it_is_typed(open_window):
    window = number_page(open_window)
    button(window, "Enter the code").click()
    QTest.keyClicks(window.page.code, "1111222233334445")
    assert window.page.code_status.text() == "The code does not fit: one digit is mistyped."
    window.walk.number.wipe()
    button(window, "Go on without a code").click()
    assert not window.walk.letter_code
    assert not window.walk.letter_code_open


def test_a_wrong_code_is_not_sent(open_window):
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, example_states.NUMBER)
    button(window, "Enter the code").click()
    QTest.keyClicks(window.page.code, "1234")
    window.page.main.click()
    assert window.walk.page == "B1"
    assert window.page.code_status.text() == "The code is not complete: it has sixteen digits."


def test_going_to_the_settings_and_back_keeps_what_was_typed(open_window):
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, "010594")
    window.go("G1")
    window.go_back()
    assert window.page.field.value() == "010594"


def test_demo_numbers_are_offered_in_the_demo_alone(open_window):
    window = number_page(open_window)
    button(window, "An invented person with a code from a letter").click()
    assert window.page.field.value() == "020594X903P"
    assert window.page.code.value() == example_states.CODE
    button(window, "An invented person who is in neither").click()
    assert not window.walk.letter_code
    plain = number_page(open_window, walk=SessionState(example_states.profile()))
    assert not [b for b in plain.findChildren(QPushButton) if b.text() == "An invented person who is in neither"]


def test_a_choice_of_schemes_is_there_where_there_are_several(open_window):
    window = number_page(open_window, walk=SessionState(example_states.profile(schemes=("fi.hetu", "se.personnummer"))))
    choices = window.page.findChildren(QRadioButton)
    assert [choice.isChecked() for choice in choices] == [True, False]
    choices[1].click()
    assert window.walk.scheme == "se.personnummer"


# D1, D2


def test_only_advice_leaves_the_answer_closed(open_window):
    window = open_window(walk=example_states.walk("D1"))
    button(window, "Only show me advice").click()
    assert window.walk.page == "E1"
    assert window.walk.advice_only


def test_not_now_wipes_and_begins_anew(open_window):
    window = open_window(walk=example_states.walk("D1"))
    button(window, "Not now").click()
    assert window.walk.page == "A1"
    assert not window.walk.holds_anything


def test_sensitive_categories_come_last_and_folded(open_window):
    window = open_window(walk=example_states.walk("D2"))
    visible = [row.row.text() for row in window.page.findChildren(Disclosure) if row.isVisibleTo(window)]
    assert visible[-2:] == ["2 more, about your health", "Save or print"]
    assert len(visible) == 5
    assert opened(window) == []


def test_one_category_is_open_at_a_time(open_window):
    window = open_window(walk=example_states.walk("D2-two"))
    rows = [row for row in window.page.findChildren(Disclosure) if row.isVisibleTo(window)]
    rows[0].row.click()
    assert opened(window) == [rows[0].row.text()]
    rows[1].row.click()
    assert opened(window) == [rows[1].row.text()]
    rows[1].row.click()
    assert opened(window) == []


def test_what_is_open_stays_open_when_the_look_changes(open_window):
    window = open_window(walk=example_states.walk("D2"))
    fold = next(row for row in window.page.findChildren(Disclosure) if "about your health" in row.row.text())
    fold.row.click()
    window.take_preferences(Preferences(language="en", appearance=Appearance.DARK))
    assert opened(window) == ["2 more, about your health"]


def test_a_single_sensitive_category_is_counted_in_words(open_window):
    walk = example_states.walk("D2")
    exposure = replace(walk.verdict.exposures[0], categories=("name", "diagnosis"))
    walk.verdict = Listed(example_states.PROVENANCE, (), (exposure,))
    window = open_window(walk=walk)
    assert "One more, about your health" in texts(window)


def test_no_match_says_what_it_does_not_rule_out(open_window):
    window = open_window(walk=example_states.walk("D2-none"))
    said = texts(window)
    assert window.page.title == "Your data was not found in this list"
    assert "What this does not rule out" in said


# E1


def test_the_questions_can_be_skipped_and_nothing_is_kept_of_them(open_window):
    window = open_window(walk=example_states.walk("E1"))
    assert window.page.title == "Has your data been misused?"
    button(window, "Yes").click()
    assert window.page.title == "Is somebody threatening you?"
    button(window, "Skip this question").click()
    assert (window.walk.misused, window.walk.threatened) == (True, None)
    window.start_afresh()
    assert window.walk.misused is None


def test_one_action_at_a_time_and_then_all_of_them(open_window):
    window = open_window(walk=example_states.walk("E1-step"))
    first = window.page.title
    button(window, "Next step").click()
    assert window.page.title != first
    button(window, "Previous").click()
    assert window.page.title == first
    button(window, "See all advice").click()
    assert window.page.title == "All advice"
    assert any(text.startswith(first) for text in texts(window.page))


def test_somebody_who_is_threatened_reads_of_that_first(open_window):
    window = open_window(walk=example_states.walk("E1"))
    button(window, "No").click()
    button(window, "Yes").click()
    assert "pay" in " ".join(texts(window.page)).lower()


def test_a_link_shows_its_address_before_it_can_be_opened(open_window, monkeypatch):
    from PySide6.QtGui import QDesktopServices

    called = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: called.append(url.toString()) or True)
    window = open_window(walk=example_states.walk("E1-step"))
    row = next(row for row in window.page.findChildren(Disclosure) if row.row._end_text == "Show the address")
    row.row.click()
    assert not called
    inside = [b for b in row.body.findChildren(QPushButton) if b.text() == "Open in the browser"]
    inside[0].click()
    assert len(called) == 1
    assert called[0].startswith("https://")


def test_missing_content_still_leaves_somebody_to_talk_to(open_window, monkeypatch):
    from exposure_check import guidance
    from exposure_check.errors import GuidanceError

    def broken(*_):
        raise GuidanceError("broken")

    monkeypatch.setattr(guidance, "load", broken)
    monkeypatch.setattr(guidance, "load_words", broken)
    window = open_window(walk=example_states.walk("E1-step"))
    assert window.page.title == "What to do"
    assert "116\u00a0006" in texts(window.page)


# F1


def test_before_a_check_nothing_has_left(open_window):
    window = open_window()
    window.go("F1")
    assert any("Nothing yet" in text for text in texts(window))


def test_every_request_is_there_byte_for_byte(open_window):
    window = open_window(walk=example_states.walk("F1"))
    shown = [editor.toPlainText() for editor in window.page.findChildren(QPlainTextEdit)]
    for text, request in zip(shown, example_states.ledger().sent, strict=True):
        head, _, body = text.partition("\n\n")
        assert head.encode().replace(b"\n", b"\r\n") + b"\r\n\r\n" + bytes.fromhex(body) == request.wire()


def test_a_repeated_request_says_so(open_window):
    walk = example_states.walk("F1")
    walk.ledger.sent.append(Sent(Purpose.METADATA, "GET", "https://check.example.org/x", (), b"", attempt=2))
    window = open_window(walk=walk)
    assert any("sent again" in text for text in texts(window))


def test_the_fragment_is_explained_with_the_numbers_of_the_list(open_window):
    window = open_window(walk=example_states.walk("F1"))
    assert "9 bits: one of 512 groups. Yours holds about 10,900 living people." in texts(window)


def test_an_address_without_a_number_of_a_group_draws_no_fragment(open_window):
    walk = example_states.walk("F1")
    walk.ledger.sent[2] = replace(walk.ledger.sent[2], url="https://check.example.org/v1/nothing/x")
    assert "The fragment" not in texts(open_window(walk=walk).page)


def test_the_record_can_be_copied_without_entering_a_history(open_window):
    window = open_window(walk=example_states.walk("F1"))
    button(window, "Copy").click()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == sent_file.as_text(example_states.ledger().sent)
    assert data.hasFormat("ExcludeClipboardContentFromMonitorProcessing")


def test_the_record_can_be_saved_for_an_auditor(open_window, tmp_path):
    target = tmp_path / "requests.txt"
    window = open_window(walk=example_states.walk("F1"))
    button(window, "Save as a file").click()
    dialog = window.page.findChild(QFileDialog)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.selectFile(str(target))
    dialog.accept()
    saved = target.read_text(encoding="utf-8")
    assert "buckets/345 HTTP/1.1" in saved
    assert example_states.NUMBER not in saved
    assert f"Saved as {target}." in texts(window)


def test_a_folder_that_cannot_be_written_is_named_as_such(open_window, tmp_path):
    window = open_window(walk=example_states.walk("F1"))
    window.page.save(str(tmp_path / "no" / "where.txt"))
    assert "It could not be saved there. Please choose another folder." in texts(window)


# G1


def test_a_choice_takes_effect_at_once_and_is_remembered(open_window):
    window = open_window()
    window.go("G1")
    window.page.findChild(QRadioButton, "text_percent-150").click()
    assert window.theme.percent == 150
    assert window.walk.page == "G1"
    window.page.findChild(QRadioButton, "appearance-dark").click()
    assert window.theme.dark
    window.page.findChild(QRadioButton, "privacy-maximum").click()
    assert load(window._settings) == Preferences(
        language="en", text_percent=150, appearance=Appearance.DARK, privacy=Privacy.MAXIMUM
    )


def test_focus_stays_on_the_choice_that_was_made(open_window, qtbot):
    window = open_window()
    window.go("G1")
    window.page.findChild(QRadioButton, "text_percent-150").click()
    window.page.findChild(QRadioButton, "text_percent-150").setFocus()
    window.take_preferences(replace(window.preferences, appearance=Appearance.DARK))
    assert window.focusWidget().objectName() == "text_percent-150"


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("socks5h://127.0.0.1:9050", True),
        ("http://proxy.example.org:8080", True),
        ("ftp://proxy.example.org:21", False),
        ("proxy", False),
        ("http://user:secret@proxy.example.org:8080", False),
        ("http://proxy.example.org", False),
        ("http://[::1", False),
    ],
)
def test_a_proxy_is_taken_only_where_it_is_one(open_window, typed, taken):
    window = open_window()
    window.go("G1")
    page = window.page
    page.proxy.setText(typed)
    page.proxy.editingFinished.emit()
    assert (window.preferences.proxy == typed) is taken
    if not taken:
        assert page.proxy_status.isVisible()


def test_the_switch_for_screenshots_is_there_only_where_it_works(open_window):
    window = open_window()
    window.go("G1")
    assert window.page.findChild(QPushButton, "block-capture") is None
    assert not any("screenshots" in text for text in texts(window))
