"""What stands in a PDF, and in which order."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader

from exposure_check.desktop.documents import pdf, report


def pdf_of(state, spoken, **options):
    """The report of a state as a PDF."""
    html = report.as_html(report.of_state(state, spoken))
    return pdf.pdf(html, title=report.title(), language=spoken, **options)


def words_of(data):
    """The text of a PDF as it stands there."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def read(data):
    """The text of a PDF as one line, without the numbers of its pages; words as they were broken are put together."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data), strict=True).pages]
    return squeezed(" ".join(re.sub(r"\n\d+\s*\Z", "", page) for page in pages))


def squeezed(text):
    """Without white space: where a line is broken is not what these tests are about."""
    return re.sub(r"\s+", "", text)


def in_order(text, parts):
    """Every part stands in the text, each after the one before."""
    place = 0
    for part in parts:
        found = text.find(squeezed(part), place)
        assert found >= 0, part
        place = found + len(squeezed(part))
