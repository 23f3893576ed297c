"""The page of the answer."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton

from exposure_check.cli.answer import as_text
from exposure_check.desktop import example_states, screen_codes
from exposure_check.desktop.system.settings import Appearance, Preferences
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.text import Text
from exposure_check.guidance import load_labels
from exposure_check.lookup.verdict import Listed
from exposure_check.resources import LANGUAGES
from tests.support.window import OUTCOMES, FakeChecker, texts, wait_for_page


def opened(window):
    return [row.row.text() for row in window.page.findChildren(Disclosure) if row.body.isVisibleTo(window)]


def test_sensitive_categories_come_last_and_folded(open_window):
    window = open_window(state=example_states.state("answer"))
    visible = [row.row.text() for row in window.page.findChildren(Disclosure) if row.isVisibleTo(window)]
    assert visible[-2:] == ["2 more, about health", "Save or print"]
    assert len(visible) == 5
    assert opened(window) == []


def test_one_category_is_open_at_a_time(open_window):
    window = open_window(state=example_states.state("answer-two"))
    rows = [row for row in window.page.findChildren(Disclosure) if row.isVisibleTo(window)]
    rows[0].row.click()
    assert opened(window) == [rows[0].row.text()]
    rows[1].row.click()
    assert opened(window) == [rows[1].row.text()]
    rows[1].row.click()
    assert opened(window) == []


def test_what_is_open_stays_open_when_the_look_changes(open_window):
    window = open_window(state=example_states.state("answer"))
    fold = next(row for row in window.page.findChildren(Disclosure) if "about health" in row.row.text())
    fold.row.click()
    window.take_preferences(Preferences(language="en", appearance=Appearance.DARK))
    assert opened(window) == ["2 more, about health"]


def test_a_single_sensitive_category_is_counted_in_words(open_window):
    state = example_states.state("answer")
    exposure = replace(state.verdict.exposures[0], categories=("name", "diagnosis"))
    state.verdict = Listed(example_states.PROVENANCE, (), (exposure,))
    window = open_window(state=state)
    assert "One more, about health" in texts(window)


def test_no_match_says_what_it_does_not_rule_out(open_window):
    window = open_window(state=example_states.state("answer-none"))
    said = texts(window)
    assert window.page.title == "Your data was not found in this check"
    assert "What this does not rule out" in said


def test_the_screen_code_of_the_answer_is_the_same_for_every_outcome(qtbot, at_number):
    seen = set()
    for outcome in OUTCOMES.values():
        window = at_number(FakeChecker(outcome))
        window.check()
        wait_for_page(qtbot, window, "ready")
        window.go("answer")
        seen.add(tuple(texts(window.footer)))
    assert len(seen) == 1
    assert screen_codes.shown("answer") in next(iter(seen))


def test_sealed_lists_are_named_in_the_same_words_for_every_outcome(qtbot, at_number):
    seen = set()
    for outcome in OUTCOMES.values():
        window = at_number(FakeChecker(outcome))
        window.check()
        wait_for_page(qtbot, window, "ready")
        window.go("answer")
        words = texts(window.page)
        start = words.index("Lists that open only with a letter code")
        seen.add(tuple(words[start : start + 3]))
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("country", "name"),
    [("fi", "Personal identity code (henkilötunnus)"), ("gb", "NHS or National Insurance number")],
)
def test_window_and_terminal_call_the_categories_the_same(open_window, country, name):
    """By the country of the profile, which need not be that of the kind of number."""
    state = example_states.state("answer-two")
    state.profile = msgspec.structs.replace(state.profile, country=country)
    first, *others = state.verdict.exposures
    first = replace(first, categories=("identity_number", *first.categories))
    state.verdict = replace(state.verdict, exposures=(first, *others))
    window = open_window(state=state)
    shown = {row.row.text() for row in window.page.findChildren(Disclosure)}
    lines = as_text(state.verdict, country, with_code=False).splitlines()
    printed = {line.removeprefix("  - ") for line in lines if line.startswith("  - ")}
    assert len(printed) > 4
    assert name in printed
    assert printed <= shown


def test_no_match_says_that_the_sign_is_part_of_the_number(open_window):
    note = "The sign in the middle is part of the number: with another sign it is somebody else's."
    assert note in texts(open_window(state=example_states.state("answer-none")))
    assert note not in texts(open_window(state=example_states.state("answer")))
    state = example_states.state("answer-none")
    state.verdict = replace(state.verdict, provenance=replace(example_states.PROVENANCE, scheme="us.ssn"))
    assert note not in texts(open_window(state=state))


@pytest.mark.parametrize("exposures", [(), example_states.LISTED.exposures])
def test_a_record_that_cannot_be_read_is_an_answer_like_any_other(qtbot, at_number, exposures):
    """No page, no code and no second request of its own: whoever looks on or listens in sees nothing of it."""
    checker = FakeChecker(Listed(example_states.PROVENANCE, (), exposures, unreadable=True))
    window = at_number(checker)
    window.check()
    wait_for_page(qtbot, window, "ready")
    window.go("answer")
    assert window.page.title == f"Your data was taken {'from Example Clinic Oy' if exposures else 'in a breach'}"
    assert any("a record for you that cannot be read" in text for text in texts(window.page))
    assert not any("again" in b.text().lower() for b in window.page.findChildren(QPushButton))
    assert screen_codes.shown("answer") in " ".join(texts(window))
    window.page.main.click()
    assert window.state.page == "actions"
    assert len(checker.asked) == 1


@pytest.mark.parametrize("remembered", [True, False])
def test_a_list_that_could_not_be_remembered_is_said(open_window, remembered):
    state = example_states.state("answer")
    state.verdict = replace(state.verdict, provenance=replace(example_states.PROVENANCE, remembered=remembered))
    said = " ".join(texts(open_window(state=state)))
    assert ("could not write down which list this was" in said) is not remembered


def test_a_withdrawn_list_says_nothing_about_the_person(open_window):
    window = open_window(state=example_states.state("answer-withdrawn"))
    said = texts(window)
    assert window.page.title == "There is nothing to check right now"
    assert "This says nothing about anybody: the number was not looked up." in said
    assert "What this does not rule out" not in said
    assert not any("not found" in text for text in said)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_each_category_says_whether_it_is_confirmed_or_cannot_be_ruled_out(open_window, spoken):
    window = open_window(state=example_states.state("answer-uncertain"), preferences=Preferences(spoken))
    words = load_labels("fi", spoken)
    said = {
        row.row.text(): row.row.accessibleDescription().partition(". ")[0]
        for row in window.page.findChildren(Disclosure)
        if row.row.text() in {words.category(name).name for name in example_states.CLINIC.categories}
    }
    expected = {
        words.category(name).name: words.label("uncertain" if name in ("phone", "therapy_notes") else "confirmed")
        for name in example_states.CLINIC.categories
    }
    assert said == expected
    heard = window.page.words()
    assert all(f"{category}: {expected[category]}." in heard for category in list(expected)[:3])


def test_a_list_that_says_nothing_of_certainty_calls_nothing_confirmed(open_window):
    said = "\n".join(texts(open_window(state=example_states.state("answer-two"))))
    assert "confirmed" not in said
    assert "ruled out" not in said


def test_what_is_confirmed_and_what_is_not_stand_in_the_same_look(open_window):
    window = open_window(state=example_states.state("answer-uncertain"))
    words = ("This is confirmed", "Cannot be ruled out")
    lines = [line for line in window.page.findChildren(Text) if line.text() in words]
    assert len(lines) == 5
    assert (
        len({(line.font().pixelSize(), line.font().bold(), line.palette().text().color().name()) for line in lines})
        == 1
    )
