"""The first page of a report, and the addresses at its end."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from exposure_check.desktop.documents import report
from exposure_check.desktop.text import chosen_advice
from exposure_check.resources import LANGUAGES
from tests.support.paper import pdf_of, squeezed
from tests.support.window import state_with_secrets


def pages(state, spoken):
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf_of(state, spoken))).pages]


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("example", ["answer", "answer-two", "answer-none"])
def test_the_first_page_says_what_what_to_do_next_and_whom_to_call(in_language, example, spoken):
    in_language(spoken)
    state = state_with_secrets(example)
    first, second, *_ = pages(state, spoken)
    step = chosen_advice.actions(state, spoken)[0]
    for words in (step.title, step.how[0], "112", "116 006"):
        assert squeezed(words) in first
    assert "https://" not in first
    assert state.verdict.provenance.dataset_id not in first
    assert squeezed(step.title) not in second or squeezed(step.why) in second  # nothing of the summary flows over


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_addresses_stand_at_the_end_and_every_mark_has_one(in_language, spoken):
    in_language(spoken)
    html = report.as_html(report.of_state(state_with_secrets(), spoken))
    before, _, after = html.partition("<p>[1] https://")
    assert "https://" not in before
    marks = set(re.findall(r"\[(\d+)\]", before))
    named = re.findall(r"<p>\[(\d+)\] https://", f"<p>[1] https://{after}")
    assert len(named) > 5
    assert set(named) == marks
