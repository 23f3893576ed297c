"""What can be printed is a matter of the typeface and of the script: a shape for each letter is not always enough."""

from __future__ import annotations

import pytest

from exposure_check.clinic import face


@pytest.fixture
def every_shape(monkeypatch):
    """The bundled typeface as if it had a shape for every letter, as one that a clinic names may have."""
    found = face.load()
    monkeypatch.setattr(found, "_known", frozenset(range(0x20, 0x30000)))
    return found


@pytest.mark.parametrize(
    "name",
    ["علي مثال", "דוגמה", "उदाहरण", "ตัวอย่าง", "x\u0323", "မြန်မာ", "ܣܘܪܝܝܐ"],
    ids=lambda name: f"{ord(name[0]):04X}",
)
def test_a_script_that_is_no_row_of_letters_is_not_printed_as_one(every_shape, name):
    """Drawn one after the other, from the left, they were whole letters and no words."""
    assert every_shape.lacks(name).startswith("U+")


@pytest.mark.parametrize("name", ["Åsa Öö", "Иван Пример", "Ελένη", "王小明", "アイノ", "Հայկ", "გია", "Nguyễn"])
def test_a_script_that_is_one_needs_shapes_alone(every_shape, name):
    assert every_shape.lacks(name) == ""


def test_the_bundled_typeface_says_what_it_lacks():
    assert face.load().lacks("Aino И") == "U+0418"
    assert face.load().lacks("Aino\u00a0Esimerkki") == ""
