"""What each page is for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from exposure_check.desktop.session_state import FAILURES, PAGES
from exposure_check.desktop.text import page_meaning
from exposure_check.resources import LANGUAGES


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_page_but_help_has_a_meaning_of_its_own(in_language, spoken):
    in_language(spoken)
    meanings = {page: page_meaning.of(page) for page in PAGES if page != "help"}
    assert len(set(meanings.values())) == len(meanings) - len(FAILURES) + 1
    assert all(len(meaning) > 20 for meaning in meanings.values())


@pytest.mark.parametrize("page", FAILURES)
def test_a_failure_is_said_to_be_no_answer(in_language, page):
    in_language("en")
    assert "This is not an answer." in page_meaning.of(page)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_nobody_is_told_to_close_a_program_that_may_not_be_closed(in_language, spoken):
    in_language(spoken)
    closed = QCoreApplication.translate("Ending", "Close")
    for page in PAGES:
        if page != "help":
            assert closed.lower() not in page_meaning.of(page, closing=False).lower(), page
    assert page_meaning.of("ending", closing=False) != page_meaning.of("ending")
