"""A list of a thousand breaches: what a publisher can sign does not decide how much the window lays out at once."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from exposure_check.desktop import example_states
from exposure_check.desktop.documents import report
from exposure_check.desktop.pages.answer import EXPOSURES_AT_ONCE, SEALED_AT_ONCE
from exposure_check.lookup.verdict import Exposure, Listed, NotListed
from exposure_check.protocol.catalogue import CATEGORIES
from tests.support.window import button, texts

MANY = 1000  # as many as a catalogue can hold
MARKUP = "<b>bold</b><img src='https://example.org/seen.png'>&amp;<a href='https://example.org'>here</a>"


def breaches(count, *, sealed=False):
    texts_ = dict.fromkeys(("en", "fi", "sv"), MARKUP + " and so on" * 380)
    return tuple(
        msgspec.structs.replace(
            example_states.SHOP,
            id=f"breach-{place}",
            sealed=sealed,
            categories=tuple(CATEGORIES),
            name=dict.fromkeys(texts_, f"Breach {place} {MARKUP}"),
            summary=texts_,
            holder=f"Holder {place} {MARKUP}",
        )
        for place in range(count)
    )


def verdict_of(count, *, listed=True):
    sealed = breaches(count, sealed=True)
    if not listed:
        return NotListed(example_states.PROVENANCE, sealed)
    return Listed(
        example_states.PROVENANCE, sealed, tuple(Exposure(breach, breach.categories) for breach in breaches(count))
    )


def at_answer(verdict):
    state = example_states.state("answer")
    state.answer(verdict)
    return state


def size_of(window):
    return len(window.findChildren(QWidget))


@pytest.mark.parametrize("listed", [True, False])
def test_a_thousand_breaches_make_no_more_widgets_than_a_few(open_window, listed):
    few = open_window(state=at_answer(verdict_of(max(EXPOSURES_AT_ONCE, SEALED_AT_ONCE) + 1, listed=listed)))
    many = open_window(state=at_answer(verdict_of(MANY, listed=listed)))
    assert size_of(many) == size_of(few)
    button(many, "What to do first").click()
    button(few, "What to do first").click()
    assert size_of(many) == size_of(few)


def test_every_breach_can_be_reached_and_only_a_part_is_there_at_a_time(open_window):
    window = open_window(state=at_answer(verdict_of(MANY)))
    largest, seen = size_of(window), 0
    while True:
        shown = [text for text in texts(window.page) if text.startswith("Breach ") and MARKUP in text]
        assert f"Breach {seen} {MARKUP}" in shown
        seen += EXPOSURES_AT_ONCE
        following = window.page.findChild(QWidget, "exposures-after")
        if following is None or seen > 30 * EXPOSURES_AT_ONCE:
            break
        following.click()
        window.findChildren(QWidget)
        assert size_of(window.page) <= largest
    window.state.turn_exposures(MANY - 1)
    window.draw()
    assert f"Breach {MANY - 1} {MARKUP}" in texts(window.page)
    assert window.page.findChild(QWidget, "exposures-after") is None


def test_a_new_check_begins_at_the_first_part():
    state = at_answer(verdict_of(MANY))
    state.turn_exposures(9)
    state.turn_sealed(20)
    state.begin()
    assert (state.first_exposure, state.first_sealed) == (0, 0)


def test_the_report_of_a_thousand_breaches_says_what_it_leaves_out(in_language):
    state = at_answer(verdict_of(MANY))
    text = report.as_html(report.of_state(state, "en"))
    assert text.count("<h3>Breach") == report.MOST_BREACHES
    assert text.count("There are 1,000 in all. These are the first 30;") == 2
    short = report.as_html(report.of_state(at_answer(verdict_of(report.MOST_BREACHES)), "en"))
    assert "in all. These are" not in short


@pytest.mark.parametrize("page", ["answer", "actions", "settings"])
def test_markup_in_text_of_others_stays_text(open_window, in_language, page):
    state = at_answer(verdict_of(4))
    state.profile = msgspec.structs.replace(
        state.profile, name=MARKUP, help_name=MARKUP, help_number=f"116 006 {MARKUP}"
    )
    state.go(page)
    window = open_window(state=state)
    labels = [label for label in window.findChildren(QLabel) if label.text()]
    assert any(MARKUP in label.text() for label in labels)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert "<b>" not in report.as_html(report.of_state(state, "en"))
