"""A letter as HTML: headings for screen readers, nothing from elsewhere, no markup out of anybody's text."""

from __future__ import annotations

from html.parser import HTMLParser

from exposure_check.clinic import web_page
from exposure_check.clinic.typeset import Block


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append(tag)
        assert not {name for name, _ in attrs} & {"src", "onload", "style"}


def test_a_page_has_one_main_heading_its_language_and_no_script():
    text = web_page.page("A title", "fi", [Block("First", ["One."], title=True), Block("Second", ["Two.", "Three."])])
    found = Tags(text).found
    assert found.count("h1") == 1
    assert found.count("h2") == 1
    assert found.count("p") == 3
    assert "script" not in found
    assert '<html lang="fi">' in text


def test_text_is_text_and_never_markup():
    text = web_page.page(
        "<b>", "fi", [Block("<script>x</script>", ['"><img src=x onerror=y>'], qr='https://x/"onclick="y')]
    )
    assert "<script>" not in text
    assert "<img" not in text
    assert '"onclick' not in text
