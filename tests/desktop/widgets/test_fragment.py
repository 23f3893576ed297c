"""The picture of the fragment."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from exposure_check.desktop.style import theme
from exposure_check.desktop.widgets.fragment import ACROSS, HASH_BITS, Fragment

LIGHT = theme.derive(QPalette(), dark=False, high_contrast=False)
WIDTH = 640


def drawn(qtbot, index, bits):
    picture = Fragment(LIGHT, index, bits, name="the fragment")
    qtbot.addWidget(picture)
    picture.resize(WIDTH, picture.heightForWidth(WIDTH))
    return picture, picture.grab().toImage()


def is_accent(image, x, y):
    return image.pixelColor(round(x), round(y)).name() == LIGHT.accent.name()


def test_the_bits_that_were_sent_are_filled_and_the_others_are_not(qtbot):
    _, image = drawn(qtbot, 345, 9)
    side = WIDTH / HASH_BITS
    filled = [is_accent(image, (place + 0.2) * side, 0.8 * side) for place in range(HASH_BITS)]
    assert filled == [True] * 9 + [False] * (HASH_BITS - 9)


@pytest.mark.parametrize("index", [0, 345, 511])
def test_the_one_group_that_was_asked_for_is_marked(qtbot, index):
    _, image = drawn(qtbot, index, 9)
    side, top = WIDTH / ACROSS, WIDTH / HASH_BITS + LIGHT.space(3)
    marked = [
        group
        for group in range(512)
        if is_accent(image, (group % ACROSS + 0.5) * side, top + (group // ACROSS + 0.5) * side)
    ]
    assert marked == [index]


def test_more_groups_than_can_be_told_apart_are_not_drawn(qtbot):
    few, _ = drawn(qtbot, 0, 9)
    many, _ = drawn(qtbot, 0, 20)
    assert many.heightForWidth(WIDTH) < few.heightForWidth(WIDTH)
    assert many.accessibleName() == "the fragment"
