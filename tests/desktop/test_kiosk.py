"""A window on a computer that many people use: nothing is kept, nothing leads out, and the next person begins anew."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.offers import KIOSK, OWN_COMPUTER, offers_of
from exposure_check.desktop.system.settings import Preferences, load, save
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.lookup.profile import Opened
from exposure_check.lookup.service import memory_folder
from exposure_check.lookup.session import Session
from exposure_check.lookup.verdict import Stage
from tests.support.layout import check
from tests.support.screen import x11
from tests.support.window import Clock, FakeChecker, button, state_with_secrets, texts, wait_for_page

WELCOME = "Was your data taken in a breach?"
EXAMPLES = [name for name in example_states.EXAMPLES if not name.startswith(("no_profile", "settings"))]


def kiosk_state(example="welcome", **changes):
    """One of the example states under a profile that says kiosk."""
    state = example_states.state(example)
    state.profile = msgspec.structs.replace(state.profile, kiosk=True, **changes)
    return state


@pytest.fixture
def kiosk(open_window):
    """Open the window of a kiosk on an example, with a number and a code typed where it has any."""

    def open_(example="welcome", checker=None, *, typed=False, **changes):
        state = kiosk_state(example, **changes)
        if typed:
            state.fill_in(example_states.NUMBER, example_states.CODE)
        return open_window(checker, state=state)

    return open_


def test_help_at_the_end_says_that_one_can_leave_and_not_that_one_can_close(kiosk):
    window = kiosk("ending")
    window.go("help")
    said = " ".join(texts(window.page))
    assert "The page says what was wiped. You can leave: the next person begins anew." in said
    assert "close" not in said


def assert_begun_anew(window):
    assert (window.state.page, window.page.title) == ("welcome", WELCOME)
    assert not window.state.holds_anything
    assert window.isVisible()
    assert not window.ended
    assert example_states.NUMBER not in " ".join(texts(window))


def test_everything_is_offered_or_a_kiosk_offers_nothing_of_it():
    assert all(vars(OWN_COMPUTER).values())
    assert not any(vars(KIOSK).values())
    profile = example_states.profile()
    assert offers_of(profile) is OWN_COMPUTER
    assert offers_of(msgspec.structs.replace(profile, kiosk=True)) is KIOSK


LEADS_OUT = {
    "Settings", "Save or print", "Save as a file", "Print", "An empty page for notes", "Save the empty page",
    "Print the empty page", "Copy", "Open in the browser", "Close the program", "Check another person",
    "Forget everything on this computer", "Open the settings",
}  # fmt: skip


def offered(window):
    """The words of every button that can be pressed once every line is open."""
    for row in window.page.findChildren(Disclosure):
        row.set_open(True)
    return {b.text() for b in window.findChildren(QPushButton) if b.isVisibleTo(window)}


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_page_offers_settings_files_paper_a_browser_or_the_end(kiosk, example):
    window = kiosk(example)
    assert offered(window) & LEADS_OUT == set()
    assert not window.header.settings.isVisible()
    assert "Leave quickly" in offered(window)


def test_the_check_above_would_notice(open_window):
    found = set()
    for example in EXAMPLES:
        found |= offered(open_window(state=example_states.state(example)))
    assert LEADS_OUT - found == {"Close the program", "Forget everything on this computer", "Open the settings"}


def test_an_address_is_shown_and_not_opened(kiosk, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: pytest.fail("a browser was opened"))
    window = kiosk("actions-step")
    row = next(row for row in window.page.findChildren(Disclosure) if row.row._end_text == "Show the address")
    row.row.click()
    said = texts(row.body)
    assert any(text.startswith("https://") for text in said)
    assert "This computer does not open it. You can write the address down." in said
    assert row.body.findChildren(QPushButton) == []


# The first page


def test_the_languages_come_first_and_large(kiosk):
    window = kiosk()
    names = ["English", "Suomi", "Svenska"]
    buttons = [window.page.findChild(QPushButton, f"language-{code}") for code in ("en", "fi", "sv")]
    assert [b.text() for b in buttons] == names
    heading = window.page._title
    assert all(
        b.mapTo(window, b.rect().bottomLeft()).y() < heading.mapTo(window, heading.rect().topLeft()).y()
        for b in buttons
    )
    assert all(b.font().pixelSize() > window.theme.font().pixelSize() * 1.3 for b in buttons)
    buttons[1].click()
    assert window.language == "fi"
    assert window.page.title != WELCOME


def test_the_text_can_be_made_larger_and_is_normal_for_the_next_person(kiosk):
    window = kiosk()
    sizes = []
    for words in ("Larger text", "Larger text", "Normal text"):
        button(window, words).setFocus()
        button(window, words).click()
        sizes.append(window.preferences.text_percent)
        assert window.focusWidget().objectName() == "text-size"
    assert sizes == [150, 200, 100]
    button(window, "Larger text").click()
    window.leave_quickly()
    assert window.preferences.text_percent == 100


def test_on_ones_own_computer_they_stand_at_the_end(open_window):
    window = open_window(state=example_states.state("welcome"))
    assert window.page.findChild(QPushButton, "language-en") is None
    assert window.page.findChild(QPushButton, "language-fi").kind.value == "link"


def test_the_first_page_names_no_breach_not_even_where_the_profile_covers_one(kiosk, open_window):
    own = open_window(state=example_states.state("welcome"))
    own.state.profile = msgspec.structs.replace(own.state.profile, covers=example_states.COVERS)
    own.draw()
    assert any("Example Clinic" in text for text in texts(own))  # what a profile says it covers may be a sealed breach
    window = kiosk(covers=example_states.COVERS)
    assert not [text for text in texts(window) if "Clinic" in text or "Shop" in text]


def test_the_first_page_says_what_is_true_of_this_computer(kiosk):
    said = " ".join(texts(kiosk()))
    assert "is this your own computer" not in said
    assert "The program ends" not in said
    assert "when nobody has touched the program for a minute" in said


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
@pytest.mark.parametrize("example", ["welcome", "answer", "actions-step", "ending", "sent"])
def test_nothing_is_cut_off_or_on_top_at_the_smallest_and_at_a_usual_size(qapp, kiosk, example, spoken, percent):
    window = kiosk(example)
    window.take_preferences(Preferences(spoken, text_percent=percent))
    for size in ((640, 560), (1280, 800)):
        window.resize(*size)
        for _ in range(3):
            qapp.processEvents()
        check(window)


# One lookup, then the next person


def test_a_lookup_is_the_only_one_and_what_was_typed_goes_when_the_answer_comes(qtbot, kiosk):
    window = kiosk("number", FakeChecker(example_states.LISTED, sent=example_states.ledger().sent))
    window.state.fill_in(example_states.NUMBER, example_states.CODE)
    number, code = window.state.number, window.state.letter_code
    window.check()
    wait_for_page(qtbot, window, "ready")
    assert not number.reveal()
    assert not code.reveal()
    assert not window.header.back.isVisible()
    window.page.main.click()
    assert window.page.title == "Your data was taken from Example Clinic Oy"
    window.go_back()
    window.go_back()
    assert window.state.page == "ready"


def test_an_answer_that_comes_while_another_page_is_open_leads_back_to_it_alone(qtbot, kiosk):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = kiosk("number", checker)
    window.state.fill_in(example_states.NUMBER, None)
    window.check()
    assert checker.reached.wait(5)
    window.go("sent")
    checker.go_on.set()
    qtbot.waitUntil(lambda: window.state.verdict is not None)
    assert window.state.trail == ["ready", "sent"]
    assert not window.state.number.reveal()


def test_after_a_failure_the_same_number_may_be_checked_again(qtbot, kiosk):
    window = kiosk("number", FakeChecker(example_states.ERRORS["no_network"]))
    window.state.fill_in(example_states.NUMBER, None)
    window.check()
    wait_for_page(qtbot, window, "no_network")
    window.go_back()
    assert window.state.number.reveal().decode() == example_states.NUMBER


def test_the_end_says_so_in_the_persons_language_and_leads_to_the_first_page_in_the_first_language(kiosk):
    window = kiosk("answer")
    window.take_preferences(Preferences(language="fi", text_percent=150))
    window.finish()
    assert window.page.title == "Kaikki on tyhjennetty"
    window.page.main.click()
    assert_begun_anew(window)
    assert window.language == "en"
    assert window.preferences.text_percent == 100


def test_the_end_speaks_of_no_files_and_asks_for_nobody_else(kiosk):
    window = kiosk("ending")
    assert "Back to the start" in offered(window)
    assert not [text for text in texts(window) if "saved" in text or "printed" in text]


@pytest.mark.parametrize("way", ["button", "keys"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_the_quick_exit_wipes_and_begins_anew(kiosk, example, way):
    window = kiosk(example, typed=True)
    number = window.state.number
    if way == "button":
        button(window, "Leave quickly").click()
    else:
        window._watch_window(window.windowHandle())
        for _ in range(3):
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert_begun_anew(window)
    assert not number.reveal()


def test_the_quick_exit_while_checking_drops_the_answer(qtbot, kiosk):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = kiosk("number", checker)
    window.state.fill_in(example_states.NUMBER, None)
    window.check()
    assert checker.reached.wait(5)
    window.leave_quickly()
    checker.go_on.set()
    assert window.lookups.join()
    qtbot.wait(20)
    assert_begun_anew(window)


# Nobody is there


def unattended(window):
    """The window with a clock of the test's, as it is after so many seconds without a sign of life."""
    clock = Clock()
    window.idle._clock = clock.both
    window.idle.stay()

    def after(seconds):
        clock.now += seconds
        window.idle.look()

    return after


def test_a_minute_without_anybody_warns_for_twenty_seconds_and_wipes(kiosk):
    window = kiosk("answer", typed=True)
    after = unattended(window)
    after(37)
    assert window.page.title == "Your data was taken from Example Clinic Oy"
    after(2)  # as late as the clock may be looked at
    assert window.page.title == "Are you still here?"
    assert any("In about 20 seconds" in text for text in texts(window))
    after(20)
    assert window.page.title == "Are you still here?"
    after(1)  # 60 s in all
    assert_begun_anew(window)


def test_advice_that_is_being_read_is_asked_after_too(kiosk):
    window = kiosk("welcome")
    window.state.close_answer()
    window.go("actions")
    after = unattended(window)
    after(39)
    assert window.page.title == "Are you still here?"
    after(22)
    assert_begun_anew(window)


@pytest.mark.parametrize("example", ["welcome", "ending"])
def test_where_nothing_is_left_it_begins_anew_without_asking(kiosk, example):
    window = kiosk(example)
    window.take_preferences(Preferences(language="sv"))
    unattended(window)(39)
    assert_begun_anew(window)
    assert window.language == "en"
    drawn = window.page
    unattended(window)(39)
    assert window.page is drawn  # an empty kiosk does not speak to itself


def test_whoever_comes_after_a_warning_gets_one_of_her_own(kiosk):
    window = kiosk("answer")
    after = unattended(window)
    after(39)
    button(window, "Wipe now").click()
    window.start_afresh()
    window.go("number")
    window.state.type_number(example_states.NUMBER)
    after(22)  # when the first person would have been wiped
    assert window.state.number.reveal()


@pytest.mark.parametrize("way", ["finish", "start_afresh", "check_another"])
def test_on_ones_own_computer_too(open_window, way):
    window = open_window(state=state_with_secrets("answer"))
    after = unattended(window)
    after(481)
    getattr(window, way)()
    window.state.go("number")
    window.state.type_number(example_states.NUMBER)
    after(120)
    assert window.state.number.reveal()


@pytest.mark.parametrize("away", ["session", "minimised"])
def test_a_session_that_goes_away_is_wiped_at_once(qtbot, kiosk, away):
    window = kiosk("answer", typed=True)
    if away == "session":
        window._kiosk.gone.emit()
    else:
        window.showMinimized()
    qtbot.waitUntil(lambda: window.state.page == "welcome")
    assert_begun_anew(window)
    qtbot.waitUntil(window.isFullScreen)


# Leaving it


def test_it_fills_the_screen_without_a_frame_and_neither_grabs_nor_stays_on_top(kiosk):
    window = kiosk()
    window.present()
    flags = window.windowFlags()
    assert window.isFullScreen()
    assert flags & Qt.WindowType.FramelessWindowHint
    assert not flags & (Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.BypassWindowManagerHint)
    assert window.keyboardGrabber() is None
    assert window.mouseGrabber() is None
    assert window.geometry() == window.screen().geometry()


def test_ones_own_computer_keeps_its_frame(open_window):
    window = open_window(state=example_states.state("welcome"))
    window.present()
    assert not window.isFullScreen()
    assert not window.windowFlags() & Qt.WindowType.FramelessWindowHint


def test_closing_the_window_wipes_and_begins_anew(kiosk):
    window = kiosk("answer", typed=True)
    assert not window.close()
    assert_begun_anew(window)


def test_the_keys_of_staff_end_it_and_wipe(kiosk):
    window = kiosk("answer", typed=True)
    number = window.state.number
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Q, keys)
    assert not window.isVisible()
    assert not number.reveal()
    assert not window.state.holds_anything


def test_the_keys_of_staff_are_nobodys_on_ones_own_computer(open_window):
    window = open_window(state=example_states.state("answer"))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Q, keys)
    assert window.isVisible()


# What is kept


def test_no_choice_is_saved(kiosk, tmp_path):
    window = kiosk()
    window.take_preferences(Preferences(language="fi", text_percent=150))
    assert list(tmp_path.iterdir()) == []


def test_what_staff_set_before_is_read_and_stays(qtbot, open_window, tmp_path):
    path = tmp_path / "before.ini"
    stored = QSettings(str(path), QSettings.Format.IniFormat)
    assert save(stored, Preferences(language="sv", proxy="socks5h://127.0.0.1:9050"))
    before, proxies = path.read_bytes(), []
    window = open_window(
        FakeChecker(example_states.LISTED),
        state=kiosk_state("number"),
        preferences=load(stored),
        stored=stored,
        proxies=proxies,
    )
    assert window.language == "sv"
    window.take_preferences(Preferences(language="fi", proxy=window.preferences.proxy))
    window.state.fill_in(example_states.NUMBER, None)
    window.check()
    wait_for_page(qtbot, window, "ready")
    assert proxies == ["socks5h://127.0.0.1:9050"]
    window.leave_quickly()
    assert window.language == "sv"
    assert path.read_bytes() == before


def test_settings_that_are_in_doubt_stop_a_check_and_no_stranger_confirms_them(open_window, tmp_path):
    path = tmp_path / "before.ini"
    path.write_bytes(b"[General]\nproxy=nonsense\nprivacy=standard\n")
    stored = QSettings(str(path), QSettings.Format.IniFormat)
    window = open_window(None, state=kiosk_state("number"), preferences=load(stored), stored=stored)
    window.state.fill_in(example_states.NUMBER, None)
    window.check()
    assert window.page.title == "Your settings are not certain"
    assert offered(window) >= {"Back to your number"}
    assert not offered(window) & (LEADS_OUT | {"Check with what is set now"})
    assert any("Tell whoever looks after this computer" in text for text in texts(window))


def test_a_profile_that_a_person_takes_makes_no_kiosk_of_her_own_computer(open_window):
    window = open_window(state=example_states.state("no_profile-offered"))
    window.take_profile(Opened(msgspec.structs.replace(example_states.profile(), kiosk=True)))
    assert window.offers is OWN_COMPUTER
    assert not window.isFullScreen()
    assert window.header.settings.isVisible()


@pytest.mark.parametrize("named", [None, "folder"])
def test_lists_are_remembered_in_the_process_alone(tmp_path, named):
    profile = example_states.profile()
    state = tmp_path / named if named else None
    assert Session(profile, state=state)._state is not None
    assert Session(msgspec.structs.replace(profile, kiosk=True), state=state)._state is None
    assert memory_folder() is not None


RUN = """
import sys
from exposure_check.cli import main
from exposure_check.desktop import app

def at_first_frame(window, **options):
    real(window, **options)
    print(window.isFullScreen(), window.width(), window.height(), window.x(), window.y(), flush=True)

real, app._after_first_frame = app._after_first_frame, at_first_frame
sys.exit(main(["--kiosk", "--profile", sys.argv[1]]))
"""


def written(home):
    """What lies in a home and in its temporary folder, but for what the toolkit's fonts keep."""
    return [path for path in home.rglob("*") if path.is_file() and "fontconfig" not in path.parts]


@pytest.fixture
def profile_file(tmp_path):
    profile = msgspec.structs.replace(example_states.profile(), url="http://127.0.0.1:9")
    path = tmp_path / "profile.json"
    path.write_bytes(msgspec.json.encode(profile))
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_two_sessions_of_one_account_run_side_by_side_write_nothing_and_end_by_sigterm(tmp_path, profile_file):
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    variables = {
        name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
    }
    with x11() as screen, x11() as other:
        running = [
            subprocess.Popen(
                [sys.executable, "-c", RUN, str(profile_file)],
                env={**os.environ, **variables, "TMPDIR": str(home / "tmp"), **each},
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            for each in (screen, other)
        ]
        try:
            for process in running:  # there is no window manager on these screens
                assert process.stdout.readline() == b"True 1280 800 0 0\n"
                assert process.poll() is None
            for process in running:
                process.send_signal(signal.SIGTERM)
            assert [process.wait(60) for process in running] == [0, 0]
        finally:
            for process in running:
                process.kill()
                process.wait()
                process.stdout.close()
    assert written(home) == []


def test_without_a_profile_a_stranger_is_asked_for_none(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path / "absent.json")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        timeout=60,
        check=False,
        text=True,
    )
    assert done.returncode != 0
    assert "profile" in done.stderr
    assert not Path(tmp_path / "absent.json").exists()
