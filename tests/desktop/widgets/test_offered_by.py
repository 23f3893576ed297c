"""The logo of whoever hands the program out: small, named, readable on light and dark."""

from __future__ import annotations

import base64

import msgspec
import pytest
from PySide6.QtGui import QColor

from exposure_check.desktop import example_states
from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import Appearance, Preferences
from exposure_check.desktop.widgets.offered_by import HEIGHT, WIDTH, Logo, OfferedBy
from exposure_check.desktop.widgets.text import Text
from tests.support.layout import place
from tests.support.profiles import png
from tests.support.window import texts


@pytest.mark.parametrize("page", ["welcome", "number"])
def test_the_logo_stands_on_the_page_with_the_name_for_who_cannot_see_it(open_window, page):
    window = open_window(state=example_states.state(f"{page}-clinic"))
    picture = window.page.findChild(Logo)
    assert picture.accessibleName() == "Example service"
    assert picture.isVisible()
    assert any(text.startswith("From Example service.") for text in texts(window.page))


@pytest.mark.parametrize(("size", "percent", "beneath"), [((1024, 720), 100, False), ((640, 560), 200, True)])
def test_the_words_stand_beneath_a_logo_that_leaves_them_little_room(open_window, size, percent, beneath):
    window = open_window(
        state=example_states.state("welcome-clinic"), preferences=Preferences("en", text_percent=percent), size=size
    )
    offered = window.page.findChild(OfferedBy)
    picture, words = (place(offered.findChild(kind), offered) for kind in (Logo, Text))
    assert (words.top() > picture.bottom()) is beneath
    assert (words.left() == picture.left() == 0) is beneath
    assert offered.height() >= max(words.bottom(), picture.bottom())


@pytest.mark.parametrize("page", ["welcome", "number"])
def test_without_a_logo_the_words_stand_alone(open_window, page):
    window = open_window(state=example_states.state(page))
    assert window.page.findChild(Logo) is None
    assert any(text.startswith("From Example service.") for text in texts(window.page))


@pytest.mark.parametrize(("width", "height"), [(640, 320), (1, 320), (640, 1), (10, 10)])
def test_no_logo_takes_more_room_than_it_may(qapp, width, height):
    light = theme.current(Appearance.LIGHT, 100)
    picture = Logo(light, base64.b64encode(png(width, height)).decode(), "Clinic")
    assert 1 <= picture.width() <= WIDTH
    assert 1 <= picture.height() <= HEIGHT
    assert not picture.pixmap().isNull()


@pytest.mark.parametrize(("appearance", "white"), [(Appearance.DARK, True), (Appearance.LIGHT, False)])
def test_a_logo_drawn_for_paper_stands_on_white_where_the_window_is_dark(qapp, appearance, white):
    drawn = Logo(theme.current(appearance, 100), example_states.LOGO, "Clinic").grab().toImage()
    corner = drawn.pixelColor(drawn.width() // 2, drawn.height() - 2)
    assert (corner == QColor("white")) is white


def test_the_example_is_a_plain_picture():
    changed = msgspec.structs.replace(example_states.profile(), logo=example_states.LOGO)
    from exposure_check.lookup import profile

    assert profile.parse(profile.encode(msgspec.structs.replace(changed, root=msgspec.Raw(b"{}")))).logo
