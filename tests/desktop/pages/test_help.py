"""The page that F1 opens."""

from __future__ import annotations

from exposure_check.desktop import example_states
from exposure_check.desktop.text import page_meaning
from tests.support.window import button, texts


def test_it_says_what_the_page_before_is_for_and_its_code(open_window):
    window = open_window(state=example_states.state("answer"))
    window.go("help")
    said = texts(window.page)
    assert page_meaning.of("answer") in said
    assert "Read out the code of the page that you come from: 41 6. It tells nothing about you." in said
    assert "Read out the code of the page that you come from: 4 1 6. It tells nothing about you." in said
    assert "116 006" in [text.replace("\u00a0", " ") for text in said]
    window.page.main.click()
    assert window.state.page == "answer"


def test_it_says_the_same_for_every_outcome(open_window):
    said = []
    for example in ("answer", "answer-none", "answer-withdrawn"):
        window = open_window(state=example_states.state(example))
        window.go("help")
        said.append(texts(window.page))
    assert said[0] == said[1] == said[2]


def test_the_settings_lead_to_it(open_window):
    window = open_window(state=example_states.state("settings"))
    button(window, "Help and keys").click()
    assert page_meaning.of("settings") in texts(window.page)
