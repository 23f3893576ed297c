"""The pages beside the form are those of the profile that is being made."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.desktop.desk.card_view import PagePicture
from exposure_check.desktop.profile_maker.preview import PAGES, Preview
from exposure_check.resources import LANGUAGES


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_first_page_the_number_and_both_answers_are_drawn_with_the_profile(qtbot, light, clinic, spoken):
    preview = Preview(light)
    qtbot.addWidget(preview)
    named = msgspec.structs.replace(clinic, name="Clinic Zyx", covers={})
    preview.draw(named, spoken, "en")
    assert tuple(preview.pictures) == PAGES
    assert [len(drawn) for drawn in preview.pictures.values()] == [1, 1, 2]
    assert len(preview.findChildren(PagePicture)) == 4
    for drawn in preview.pictures.values():
        for picture in drawn:
            assert any("Clinic Zyx" in words for words in picture.words), picture.title


def test_a_service_with_another_kind_of_number_shows_no_finnish_one(qtbot, light, clinic):
    preview = Preview(light)
    qtbot.addWidget(preview)
    preview.draw(msgspec.structs.replace(clinic, schemes=("se.personnummer",), letter_code_first=False), "en", "en")
    (number,) = preview.pictures["number"]
    assert any("Swedish" in words for words in number.words)
    assert not any("characters" in words and "of 11" in words for words in number.words)


def test_each_picture_is_named_for_who_cannot_see_it(qtbot, light, clinic):
    preview = Preview(light)
    qtbot.addWidget(preview)
    preview.draw(clinic, "en", "en")
    names = [picture.accessibleName() for picture in preview.findChildren(PagePicture)]
    assert names[0] == "10 1  Was your data taken in a breach?"
    assert all(picture.accessibleDescription() for picture in preview.findChildren(PagePicture))
