"""The empty page to write on."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from exposure_check.desktop.documents import log_sheet
from exposure_check.guidance import load_labels
from tests.support.paper import words_of


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
def test_the_page_holds_its_headings_and_nothing_else(qapp, spoken):
    headings = log_sheet.headings(load_labels("fi", spoken).label, from_right=False)
    data = log_sheet.as_pdf(headings)
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1
    assert sorted(words_of(data).split()) == sorted(" ".join((headings.title, *headings.columns)).split())


def test_the_page_runs_from_the_right_where_the_language_does(qapp):
    headings = log_sheet.headings(load_labels("fi", "en").label, from_right=True)
    assert words_of(log_sheet.as_pdf(headings)).split()[-1] in headings.columns[-1].split()
    assert log_sheet.as_pdf(headings) != log_sheet.as_pdf(replace(headings, from_right=False))
