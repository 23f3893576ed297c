"""Names that programs have damaged are told from names that are only unusual."""

from __future__ import annotations

import pytest

from exposure_check.clinic import legible

PEOPLE = [
    "Göran Åkerström", "Äijä Öljymäki", "François Noël", "Łukasz Żółć", "José Ñandú", "Ærø Øster", "Straße Groß",
    "Þórður Ægisson", "Ágnes Őri", "Šime Žižek", "Çağla Şahin", "O’Neill", "d'Arc", "Gal·la", "Ĳsbrand", "Ãnia São",
    "Aino-Maija von Esimerkki, VTM", "Иван Пример",
]  # fmt: skip


@pytest.mark.parametrize("name", PEOPLE)
def test_a_name_is_taken_as_it_is_and_noticed_once_its_encoding_is_mistaken(name):
    assert not legible.is_garbled(name)
    assert not legible.is_no_name(name)
    if not name.isascii():
        assert legible.is_garbled(name.encode().decode("latin-1"))
        assert legible.is_garbled(name.encode("ascii", "replace").decode())


@pytest.mark.parametrize("name", ["Göran Exempel", "Jääskeläinen", "Höglund"])
@pytest.mark.parametrize("page", ["cp437", "cp850"])
def test_the_code_pages_of_old_systems_are_noticed_too(name, page):
    assert legible.is_garbled(name.encode(page).decode("cp1252"))


@pytest.mark.parametrize("text", ["", " ", "-", "12", "#NAME?", "#VIITTAUS!", "####", "null", "Virtanen (null)", "n/a"])
def test_what_is_no_name_is_none(text):
    assert legible.is_no_name(text)


@pytest.mark.parametrize("text", ["Null", "Tom", "Inga", "Nan Esimerkki", "Nat", "Li"])
def test_people_are_called_like_words_for_nothing(text):
    assert not legible.is_no_name(text)


@pytest.mark.parametrize(("text", "nothing"), [("NULL", True), ("-", True), ("puuttuu", True), ("Katu 0", False)])
def test_an_address_may_say_nothing_in_words(text, nothing):
    assert legible.is_nothing(text) is nothing
