"""The report: what stands in it and in which order, in three languages; what never does."""

from __future__ import annotations

import io
from dataclasses import replace
from html import unescape

import msgspec
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication

from exposure_check.desktop import example_states
from exposure_check.desktop.documents import pdf, report
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import chosen_advice, language
from exposure_check.desktop.widgets.report_offer import ReportOffer
from exposure_check.guidance import category_label, load_labels
from exposure_check.resources import LANGUAGES
from tests.support.paper import in_order, pdf_of, read, squeezed
from tests.support.window import state_with_secrets, texts

pytestmark = pytest.mark.usefixtures("in_language")


OTHER_NUMBER = "010594Y9021"


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_reads_answer_then_breaches_then_categories_then_what_to_do(in_language, open_window, spoken):
    state = state_with_secrets()
    window = open_window(state=state, preferences=Preferences(spoken))
    in_language(spoken)
    text = read(pdf_of(state, spoken))
    words = [category_label(name, "fi", spoken) for name in ("name", "diagnosis", "therapy_notes")]
    found = chosen_advice.actions(state, spoken)
    assert len(found) > 4
    in_order(
        text,
        [
            window.page.title,
            example_states.SHOP.name[spoken],
            example_states.CLINIC.name[spoken],
            found[0].title,
            "112",
            "116 006",
            example_states.SHOP.name[spoken],
            example_states.SHOP.summary[spoken],
            example_states.CLINIC.name[spoken],
            *(part for word in words for part in (word.name, word.meaning)),
            example_states.CLINIC.name[spoken],  # among the sealed ones
            *(part for action in found for part in (action.title, action.why, action.how[0])),
            language.day(example_states.PROVENANCE.created),
            example_states.DATASET,
        ],
    )


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_says_what_the_page_of_the_answer_says(open_window, spoken):
    for example in ("answer-two", "answer-none"):
        state = state_with_secrets(example)
        window = open_window(state=state, preferences=Preferences(spoken))
        own = texts(window.page.findChild(ReportOffer))
        on_page = [text for text in texts(window.page.widget()) if len(text) > 60 and text not in own]
        text = squeezed(unescape(report.as_html(report.of_state(state, spoken))))
        missing = [line for line in on_page if squeezed(line) not in text]
        day = language.day(example_states.PROVENANCE.created)  # its line goes on about what was sent
        assert len(on_page) > 3
        assert [line for line in missing if day not in line] == []


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_action_names_its_sources_and_when_they_were_read(in_language, spoken):
    in_language(spoken)
    state = state_with_secrets()
    text = read(pdf_of(state, spoken))
    addresses = text[text.index(squeezed(QCoreApplication.translate("report", "Addresses"))) :]
    for action in chosen_advice.actions(state, spoken):
        assert all(squeezed(source.name) in text and squeezed(source.url) in addresses for source in action.sources)
        assert squeezed(language.day(action.reviewed)) in text
        assert all(squeezed(line.number) in text for contact in action.contacts for line in contact.lines)


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("example", ["answer-two", "answer-none"])
def test_neither_number_nor_code_stands_in_it(in_language, example, spoken):
    in_language(spoken)
    state = state_with_secrets(example)
    html = report.as_html(report.of_state(state, spoken))
    data = pdf.pdf(html, title=report.title(), language=spoken)
    digits = example_states.CODE.replace(" ", "")
    text, inside = read(data), streams(data)
    assert squeezed(example_states.DATASET) in text  # the search finds what stands there
    for secret in (example_states.NUMBER, example_states.NUMBER[6:], OTHER_NUMBER[7:], digits, example_states.CODE):
        assert squeezed(secret) not in text
        assert squeezed(secret) not in squeezed(html)
    for secret in (example_states.NUMBER, digits, example_states.CODE):  # shorter ones stand in a font by chance
        for form in (secret.encode(), secret.encode("utf-16-be"), secret.encode().hex().encode()):
            assert form not in data
            assert all(form not in stream for stream in inside)


def streams(data):
    """Every stream of a PDF, unpacked."""
    reader = PdfReader(io.BytesIO(data))
    found = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    unpacked = [thing.get_data() for thing in found if hasattr(thing, "get_data")]
    assert len(unpacked) > 4
    return unpacked


def test_the_other_outcome_says_what_it_does_not_rule_out():
    text = read(pdf_of(state_with_secrets("answer-none"), "en"))
    in_order(text, ["Your data was not found in this check", "What this does not rule out", "What to do"])
    assert squeezed("Your data was taken in 2 breaches") not in text
    assert squeezed("What was recorded") not in text


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_withdrawn_list_is_told_as_on_the_page(open_window, spoken):
    state = state_with_secrets("answer-withdrawn")
    window = open_window(state=state, preferences=Preferences(spoken))
    text = squeezed(unescape(report.as_html(report.of_state(state, spoken))))
    day = language.day(example_states.PROVENANCE.created)
    shown = [line for line in texts(window.page.widget()) if line == window.page.title or day in line or len(line) > 60]
    shown = [line for line in shown if line not in texts(window.page.findChild(ReportOffer))]
    assert len([line for line in shown if squeezed(line) in text]) >= 2
    assert squeezed(window.page.title) in text
    for wrong in (
        "Your data was not found in this check",
        "What this does not rule out",
        "Your data was taken in a breach",
    ):
        assert squeezed(QCoreApplication.translate("Answer", wrong)) not in text


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_closed_answer_does_not_enter_it(in_language, spoken):
    in_language(spoken)
    listed, not_listed = state_with_secrets("answer-two"), state_with_secrets("answer-none")
    for state in (listed, not_listed):
        state.advice_only = True
    moment = report.of_state(listed, spoken).written
    found = [report.as_html(replace(report.of_state(state, spoken), written=moment)) for state in (listed, not_listed)]
    assert found[0] == found[1]
    assert example_states.DATASET not in found[0]
    assert example_states.SHOP.name[spoken] not in found[0]


def test_a_demo_says_so_before_anything_else():
    state = state_with_secrets()
    state.profile = example_states.profile(demo=True)
    in_order(
        read(pdf_of(state, "en")),
        ["Your data was taken in 2 breaches", "Demo: invented records", example_states.SHOP.name["en"]],
    )
    assert "Demo:" not in read(pdf_of(state_with_secrets(), "en"))


def test_what_a_publisher_writes_is_text_and_never_markup():
    state = state_with_secrets()
    breach = replace_breach(state.verdict.exposures[0].breach, holder='<img src="file:///etc/passwd"><b>Oy')
    state.verdict = replace(state.verdict, exposures=(replace(state.verdict.exposures[0], breach=breach),))
    html = report.as_html(report.of_state(state, "en"))
    assert "<img" not in html
    assert squeezed('<img src="file:///etc/passwd"><b>Oy') in read(pdf_of(state, "en"))


def replace_breach(breach, **changes):
    import msgspec

    return msgspec.structs.replace(breach, **changes)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_says_what_is_confirmed_and_what_the_holder_has_to_tell(in_language, spoken):
    in_language(spoken)
    state = example_states.state("answer-uncertain")
    breach = example_states.TOLD
    words = load_labels("fi", spoken)
    in_order(
        read(pdf_of(state, spoken)),
        [
            *(
                part
                for name in breach.categories
                for part in (
                    words.category(name).name,
                    words.label("uncertain" if name in ("phone", "therapy_notes") else "confirmed"),
                )
            ),
            words.label("discovered"),
            language.day(breach.discovered),
            words.label("controller"),
            breach.controller,
            words.label("consequences"),
            breach.consequences[spoken],
            breach.measures[spoken],
            words.label("contact_point"),
            words.label("happened"),  # in the advice, where it stands whole
            breach.summary[spoken],
        ],
    )


def test_what_a_publisher_writes_is_escaped(in_language):
    in_language("en")
    state = example_states.state("answer-uncertain")
    breach = msgspec.structs.replace(example_states.TOLD, measures={"en": "<script>alert(1)</script>"})
    state.verdict = replace(state.verdict, exposures=(replace(state.verdict.exposures[0], breach=breach),))
    html = report.as_html(report.of_state(state, "en"))
    assert "<script>" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
