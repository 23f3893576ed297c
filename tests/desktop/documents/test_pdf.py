"""The report as a PDF."""

from __future__ import annotations

import io
import os
import re

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from exposure_check.desktop.documents import pdf, report
from exposure_check.resources import LANGUAGES
from tests.support.paper import pdf_of, words_of
from tests.support.window import state_with_secrets

pytestmark = pytest.mark.usefixtures("in_language")


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_pdf_names_its_language_and_a_neutral_title_and_nobody(in_language, spoken):
    in_language(spoken)
    data = pdf_of(state_with_secrets(), spoken)
    reader = PdfReader(io.BytesIO(data), strict=True)
    assert reader.root_object["/Lang"] == spoken
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == QCoreApplication.translate("MainWindow", "Information")
    assert {name for name, value in reader.metadata.items() if value} == {
        "/Title",
        "/Producer",
        "/CreationDate",
        "/ModDate",
        "/Trapped",
    }
    user = os.environ.get("USER") or os.environ.get("LOGNAME") or "root"
    assert f"/home/{user}".encode() not in data
    assert b"clinic" not in reader.xmp_metadata.stream.get_data().lower()


def test_every_font_is_embedded():
    reader = PdfReader(io.BytesIO(pdf_of(state_with_secrets(), "fi")))
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"]
        assert "/ToUnicode" in font


def test_words_are_parted_by_spaces_and_no_two_letters_are_one_sign():
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(state_with_secrets(), "en"))).pages]
    text = "".join(pages)
    assert "Your data was taken in 2 breaches" in text
    assert "\t" not in text
    assert not re.search("[\ufb00-\ufb06]", text)


def test_a_larger_text_on_the_screen_is_larger_on_paper():
    def pages(percent):
        return len(PdfReader(io.BytesIO(pdf_of(state_with_secrets(), "en", percent=percent))).pages)

    assert pages(200) > 1.5 * pages(100)


def test_dark_colours_of_the_system_leave_the_paper_white_and_the_ink_black():
    before = QGuiApplication.palette()
    dark = QPalette(before)
    dark.setColor(QPalette.ColorRole.Text, "#ffffff")
    dark.setColor(QPalette.ColorRole.Base, "#000000")
    html = report.as_html(report.of_state(state_with_secrets(), "en"))

    def content():
        data = pdf.pdf(html, title="x", language="en")
        return [page.get_contents().get_data() for page in PdfReader(io.BytesIO(data)).pages]

    light = content()
    QApplication.setPalette(dark)
    try:
        assert content() == light
    finally:
        QApplication.setPalette(before)


def test_only_a_pdf_as_qt_writes_it_is_given_a_language():
    with pytest.raises(ValueError, match="as Qt writes it"):
        pdf.in_language(b"%PDF-1.4\n", "en")


def test_what_is_bold_stands_there_once(open_window):
    """Where the typeface has no face that is bold enough, the toolkit draws another one twice, and both are read."""
    open_window()  # whose typeface the report is written in
    data = pdf.pdf("<h1>Heading</h1><p><b>Strong</b> words</p>", title="T", language="en")
    assert words_of(data).split() == ["Heading", "Strong", "words", "1"]
