"""E1: whose advice is shown to whom, whom to call, what is opened and what is printed."""

from __future__ import annotations

import io
import logging
import socket
from dataclasses import replace

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.documents import log_sheet
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import advice
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.log_sheet_offer import DiaryOffer
from exposure_check.desktop.widgets.text import Text
from exposure_check.guidance import Action, load_words
from exposure_check.lookup.verdict import Listed, NotListed
from tests.support.window import button, texts

OWN_ACTION = b"""
[[action]]
id = "ask-the-clinic"
urgency = "this_week"
order = 99
categories = ["diagnosis"]
sources = ["notice"]

[action.text.en]
title = "Call Example Clinic"
why = "It knows more."
how = ["Call 09 000 00 00."]

[action.text.fi]
title = "Soita Esimerkkiklinikalle"
why = "Siella tiedetaan enemman."
how = ["Soita 09 000 00 00."]

[action.text.sv]
title = "Ring Exempelkliniken"
why = "Dar vet man mer."
how = ["Ring 09 000 00 00."]
"""
GUIDANCE = example_states.NOTICE + OWN_ACTION


def source(**guidance):
    return replace(example_states.PROVENANCE, guidance=guidance)


def listed(guidance, *exposures):
    return Listed(source(**guidance), (example_states.CLINIC,), exposures or example_states.LISTED.exposures)


def at_advice(verdict, **answers):
    """A walk that has seen the answer and stands after the two questions."""
    walk = example_states.walk("E1-step")
    walk.verdict = verdict
    for name, value in answers.items():
        setattr(walk, name, value)
    return walk


def shown_steps(walk):
    return [step.id if isinstance(step, Action) else step for step in advice.steps(walk, "en")]


# The publisher's own guidance


def test_what_the_publisher_says_of_ones_breach_comes_before_the_general_advice(open_window):
    window = open_window(walk=at_advice(listed({"clinic-2018": GUIDANCE})))
    said = texts(window.page)
    assert window.page.title == "The Example Clinic breach"
    parts = ("What is known", "Everyone in them gets a letter.", "What is not known", "Who has a copy today.", "Dates")
    positions = [said.index(part) for part in parts]
    assert positions == sorted(positions)
    assert "31 December 2099: The last day to ask the clinic for its advice." in said
    assert "Example Clinic, for those concerned" in said
    button(window, "Next step").click()
    assert window.page.title == "You do not have to carry this alone"


def test_the_publishers_actions_stand_among_the_others_and_say_whose_they_are(open_window):
    walk = at_advice(listed({"clinic-2018": GUIDANCE}))
    steps = shown_steps(walk)
    own = steps.index("ask-the-clinic")
    assert "talk" in steps[:own]  # now comes before this week
    assert steps[own + 1] == "care"  # and the publisher's own before the general, which has a lower order
    walk.advice_step += own
    window = open_window(walk=walk)
    assert window.page.title == "Call Example Clinic"
    assert "From the publisher of the list" in texts(window.page)


def test_a_day_that_has_passed_says_so(open_window):
    window = open_window(walk=at_advice(listed({"clinic-2018": GUIDANCE.replace(b"date = 2099", b"date = 2020")})))
    assert any("31 December 2020" in text and "This day has passed." in text for text in texts(window.page))


def test_guidance_for_a_breach_of_others_is_not_shown():
    other = GUIDANCE.replace(b"clinic-2018", b"shop-2024")
    assert shown_steps(at_advice(listed({"shop-2024": other}))) == shown_steps(at_advice(example_states.LISTED))


def test_under_a_threat_nothing_stands_before_do_not_pay():
    steps = shown_steps(at_advice(listed({"clinic-2018": GUIDANCE}), threatened=True))
    assert steps[0] == "extortion"
    assert not isinstance(steps[steps.index("talk") - 1], str)  # the notice: after the threat, before the rest


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"\xff\xfe", b"not toml", GUIDANCE * 40, GUIDANCE.replace(b"clinic-2018", b"other-2018"), GUIDANCE[:700]],
    ids=["empty", "no text", "no table", "oversized", "of another breach", "cut short"],
)
def test_refused_guidance_leaves_the_general_advice_and_no_trace_in_a_log(open_window, caplog, spoilt):
    caplog.set_level(logging.DEBUG)
    walk = at_advice(listed({"clinic-2018": spoilt}))
    assert shown_steps(walk) == shown_steps(at_advice(example_states.LISTED))
    window = open_window(walk=walk)
    assert window.page.title == "You do not have to carry this alone"
    assert "clinic" not in caplog.text.lower()


def test_advice_with_the_answer_closed_is_the_same_whatever_the_answer_is(open_window):
    sealed = (example_states.CLINIC,)
    verdicts = (
        listed({"clinic-2018": GUIDANCE}),
        NotListed(source(**{"clinic-2018": GUIDANCE}), sealed),
        example_states.LISTED_TWICE,
        None,
    )
    said = set()
    for verdict in verdicts:
        walk = example_states.walk("D1")
        walk.verdict = verdict
        window = open_window(walk=walk)
        button(window, "Only show me advice").click()
        pages = []
        for _ in range(2):
            pages.append(tuple(texts(window.page)))
            button(window, "Skip this question").click()
        pages.append(tuple(texts(window.page)))
        said.add(tuple(pages))
        window.close()
    assert len(said) == 1
    assert "Example Clinic" not in str(said)


def test_nothing_of_the_publisher_is_shown_after_no_match():
    guided = NotListed(source(**{"clinic-2018": GUIDANCE}), (example_states.CLINIC,))
    assert shown_steps(at_advice(guided)) == shown_steps(at_advice(example_states.NOT_LISTED))


# Where the advice begins


@pytest.mark.parametrize("press", ["Read advice without a check", "Only show me advice"])
def test_advice_for_everyone_begins_with_the_list(open_window, press):
    window = open_window(walk=example_states.walk("A1" if "without" in press else "D1"))
    button(window, press).click()
    button(window, "No").click()
    button(window, "No").click()
    assert window.page.title == "All advice"
    assert "These are for every kind of data. Do only what concerns you." in texts(window.page)


def test_a_threatened_person_reads_of_that_first_also_without_an_answer(open_window):
    window = open_window()
    button(window, "Read advice without a check").click()
    button(window, "No").click()
    button(window, "Yes").click()
    assert "pay" in window.page.title.lower()


def test_after_no_match_nothing_begins_with_a_threat(open_window):
    window = open_window(walk=at_advice(example_states.NOT_LISTED))
    assert window.page.title == "Ask the organisation itself"


def test_who_opens_the_answer_after_all_gets_the_advice_for_it(open_window):
    window = open_window(walk=example_states.walk("D1"))
    button(window, "Only show me advice").click()
    window.go_back()
    button(window, "Show it now").click()
    button(window, "What to do first").click()
    assert not advice.is_for_everyone(window.walk)
    assert "card" not in shown_steps(window.walk)


def test_a_row_says_how_soon_in_its_name_and_beneath_a_heading(open_window):
    walk = example_states.walk("E1-all")
    window = open_window(walk=walk, preferences=Preferences("en", text_percent=200), size=(640, 560))
    headings = [label.text() for label in window.page.findChildren(Text)]
    assert [mark for mark in headings if mark in ("Now", "This week", "Keep in mind")] == [
        "Now",
        "This week",
        "Keep in mind",
    ]
    names = {b.text(): b.accessibleName() for b in window.page.findChildren(QPushButton)}
    assert names["You do not have to carry this alone"] == "You do not have to carry this alone. Now"
    assert names["Write down what you do"] == "Write down what you do. Keep in mind"


# Whose data it is


@pytest.mark.parametrize(
    ("audience", "added"),
    [("child", "for-a-child"), ("relative", "for-someone-close"), ("estate", "for-someone-who-died")],
)
def test_advice_about_somebody_else_is_there_for_who_asks_for_it(open_window, audience, added):
    window = open_window(walk=example_states.walk("E1"))
    row = next(row for row in window.page.findChildren(Disclosure) if row.row.text() == "It is about somebody else")
    assert not row.body.isVisibleTo(window)  # nobody has to answer
    row.row.click()
    choice = window.page.findChild(QPushButton, f"audience-{audience}")
    choice.click()
    assert QAccessible.queryAccessibleInterface(choice).state().checked
    assert not window.page.findChild(QPushButton, "audience-self").isChecked()
    for _ in range(2):
        button(window, "Skip this question").click()
    assert added in shown_steps(window.walk)
    assert window.walk.holds_anything
    window.start_afresh()
    assert window.walk.audience == "self"


def test_who_does_not_ask_gets_the_advice_for_oneself(open_window):
    window = open_window(walk=example_states.walk("E1"))
    for _ in range(2):
        button(window, "Skip this question").click()
    assert not any(str(step).startswith("for-") for step in shown_steps(window.walk))


# Whom to call, what to open


def test_a_telephone_number_is_large_in_one_piece_and_copied_alone(open_window):
    window = open_window(
        walk=example_states.walk("E1"), preferences=Preferences("en", text_percent=200), size=(640, 560)
    )
    shown = next(label for label in window.page.findChildren(Text) if label.text() == "116\u00a0006")
    assert not shown.wordWrap()
    assert shown.font().pixelSize() > window.theme.font().pixelSize() * 1.3
    window.page.findChild(QPushButton, "copy-116 006").click()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "116 006"
    assert data.hasFormat("ExcludeClipboardContentFromMonitorProcessing")
    assert "Copied." in texts(window.page)


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
def test_no_number_within_the_advice_can_break_across_lines(open_window, spoken):
    import re

    walk = example_states.walk("E1-all")
    walk.advice_only, walk.threatened = True, True
    count = len(advice.steps(walk, spoken))
    for step in range(2, 2 + count):
        walk.advice_step = step
        window = open_window(walk=walk, preferences=Preferences(spoken))
        for label in window.page.findChildren(Text):
            if label.objectName() != "heading" and "://" not in label.text():
                assert not re.search(r"\d \d", label.text()), label.text()
        window.close()


def link_row(window):
    return next(row for row in window.page.findChildren(Disclosure) if row.row._end_text == "Show the address")


def test_a_link_shows_its_whole_address_first_and_fetches_nothing(open_window, monkeypatch):
    called = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: called.append(url.toString()) or True)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("something was fetched"))
    window = open_window(walk=at_advice(listed({"clinic-2018": GUIDANCE})))
    row = link_row(window)
    address = "https://example.org/notices/2018/what-was-taken-and-what-we-do-about-it.html"
    assert address not in texts(window.page)
    row.row.click()
    assert address in texts(window.page)
    assert not called
    next(b for b in row.body.findChildren(QPushButton) if b.text() == "Open in the browser").click()
    assert called == [address]


def test_a_computer_without_a_browser_says_so(open_window, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    window = open_window(walk=at_advice(listed({"clinic-2018": GUIDANCE})))
    row = link_row(window)
    row.row.click()
    next(b for b in row.body.findChildren(QPushButton) if b.text() == "Open in the browser").click()
    assert "No browser could be opened. You can type the address yourself." in texts(window.page)


# The empty page


def words_of(data):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
def test_the_page_holds_its_headings_and_nothing_else(qapp, spoken):
    told = log_sheet.words(load_words("fi", spoken).label, from_right=False)
    data = log_sheet.as_pdf(told)
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1
    assert sorted(words_of(data).split()) == sorted(" ".join((told.title, *told.columns)).split())


def test_the_page_runs_from_the_right_where_the_language_does(qapp):
    told = log_sheet.words(load_words("fi", "en").label, from_right=True)
    assert words_of(log_sheet.as_pdf(told)).split()[-1] in told.columns[-1].split()
    assert log_sheet.as_pdf(told) != log_sheet.as_pdf(replace(told, from_right=False))


def test_the_page_is_the_same_for_every_answer(open_window, tmp_path):
    found = set()
    for place, walk in enumerate(
        (example_states.walk("E1-all"), at_advice(example_states.NOT_LISTED, advice_step=10**6))
    ):
        window = open_window(walk=walk)
        target = tmp_path / f"{place}.pdf"
        window.page.findChild(DiaryOffer).save(str(target))
        assert f"Saved as {target}." in [label.text() for label in window.page.findChildren(Text)]
        found.add(words_of(target.read_bytes()))
        window.close()
    assert len(found) == 1


def test_a_folder_where_the_page_cannot_be_saved_is_named_as_such(open_window, tmp_path):
    window = open_window(walk=example_states.walk("E1-all"))
    window.page.findChild(DiaryOffer).save(str(tmp_path / "no" / "where.pdf"))
    assert "It could not be saved there. Please choose another folder." in [
        label.text() for label in window.page.findChildren(Text)
    ]


def test_the_page_goes_to_a_printer_lying_on_its_side(open_window, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    window = open_window(walk=example_states.walk("E1-all"))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    window.page.findChild(DiaryOffer).print_on(printer)
    page = pypdf.PdfReader(tmp_path / "printed.pdf").pages[0]
    assert page.mediabox.width > page.mediabox.height
    assert "What they said" in " ".join(page.extract_text().split())


def test_the_advice_to_keep_a_diary_has_the_page_at_hand(open_window):
    walk = example_states.walk("E1-step")
    walk.advice_step += shown_steps(walk).index("diary")
    window = open_window(walk=walk)
    assert button(window, "Save the empty page").isVisibleTo(window)


def test_the_language_of_the_window_is_that_of_the_notice(open_window):
    window = open_window(walk=at_advice(listed({"clinic-2018": GUIDANCE})), preferences=Preferences("fi"))
    assert window.page.title == "Esimerkkiklinikan tietomurto"
    assert "Kenellä on kopio nyt." in texts(window.page)
    assert window.layoutDirection() is Qt.LayoutDirection.LeftToRight
