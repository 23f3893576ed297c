"""The desk shows the real page in the caller's language, and every outcome that its code can stand for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from exposure_check.desktop.desk import caller_picture
from exposure_check.desktop.screen_codes import CODES
from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import Appearance
from exposure_check.desktop.text import language
from exposure_check.resources import LANGUAGES


@pytest.fixture
def light(qapp):
    return theme.current(Appearance.LIGHT, 100)


@pytest.mark.parametrize(
    ("page", "spoken"), [*((page, "fi") for page in CODES), *(("ready", spoken) for spoken in LANGUAGES)]
)
def test_every_page_is_drawn_in_the_language_of_the_caller(light, page, spoken):
    language.install("en")
    pictures = caller_picture.draw(page, spoken, "en", light)
    for picture in pictures:
        assert picture.title
        assert picture.title in picture.words
        assert picture.pixmap.width() >= caller_picture.WIDTH
    if spoken != "en":
        assert pictures[0].title != caller_picture.draw(page, "en", "en", light)[0].title


def test_the_language_of_the_helper_is_there_again_after_it(light):
    language.install("fi")
    before = QCoreApplication.translate("CardView", "Say")
    caller_picture.draw("answer", "sv", "fi", light)
    assert QCoreApplication.translate("CardView", "Say") == before == "Sano"
    language.install("en")


def test_found_and_not_found_stand_side_by_side(light):
    titles = [picture.title for picture in caller_picture.draw("answer", "en", "en", light)]
    assert len(titles) == len(set(titles)) == 2


def test_whatever_the_caller_was_told_the_pictures_are_the_same(light):
    """They are drawn from the page alone: there is nothing that could tell the desk which answer it was."""
    once, again = (caller_picture.draw("answer", "en", "en", light) for _ in range(2))
    assert [picture.words for picture in once] == [picture.words for picture in again]
