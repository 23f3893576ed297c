"""Through the window one reads the address and nothing else, and no preset prints that nobody measured."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from exposure_check.clinic import envelope
from exposure_check.clinic.envelope import PAGE_HEIGHT, Window
from exposure_check.errors import OptionError
from tests.support.clinic import ADULTS, Clinic, letters_in, patient

POINTS = 72 / 25.4
MEASURED = ("de-dl", "no-c4", "no-c5", "no-c65", "no-e65")
ADDRESSES = {
    "de": {"postcode": "10115", "town": "Berlin"},
    "no": {"postcode": "0150", "town": "Oslo"},
    "fi": {"postcode": "00100", "town": "Helsinki"},
}


class Looked:
    """What is seen through a window on the first page of a file: text, and whether anything else is black there."""

    def __init__(self, path: Path, window: Window, page_number: int = 0) -> None:
        document = pypdfium2.PdfDocument(path)
        page = document[page_number]
        left, right = window.left * POINTS, window.right * POINTS
        top, bottom = (PAGE_HEIGHT - window.top) * POINTS, (PAGE_HEIGHT - window.bottom) * POINTS
        text = page.get_textpage()
        self.lines = text.get_text_bounded(left, bottom, right, top).replace("\r", "").split("\n")
        self.boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        size = page.get_height()
        crop = (left, bottom, page.get_width() - right, size - top)
        self.picture = page.render(scale=4, crop=crop, grayscale=True).to_pil()
        self._left, self._top = left, top
        text.close()
        page.close()
        document.close()

    def ink_outside_text(self) -> int:
        """How many dark points of the window are not in the box of a character, with a point around it."""
        picture = self.picture.copy()
        for left, bottom, right, top in self.boxes:
            edges = (left - self._left - 1, self._top - top - 1, right - self._left + 1, self._top - bottom + 1)
            area = tuple(round(edge * 4) for edge in edges)
            if area[2] > area[0] and area[3] > area[1]:
                picture.paste(255, area)
        return sum(count for value, count in enumerate(picture.histogram()) if value < 160)


def print_one(clinic: Clinic, name: str, **fields: str) -> Path:
    country = name[:2] if name in MEASURED else "fi"
    clinic.write_settings(envelope=name, return_address=["PO Box 1", "0001 Town"])
    row = {"name": "Aino Ågren-Östersund", "address1": "Street 12 B", "address2": "c/o Example"}
    clinic.write_patients([patient(ADULTS[0], **(row | ADDRESSES[country] | fields))])
    assert clinic.letters() == 0
    assert clinic.hold_list() == {}
    [path] = clinic.pdfs()
    return path


@pytest.mark.parametrize("name", [*MEASURED, "envelope.toml"])
def test_through_the_window_one_reads_the_address_and_nothing_else(clinic, name):
    path = print_one(clinic, name)
    chosen = envelope.load(name, clinic.folder)
    own = ADDRESSES["fi" if name == "envelope.toml" else name[:2]]
    town = own["town"].upper() if chosen.address.town_in_capitals else own["town"]
    receiver = ["Aino Ågren-Östersund", "Street 12 B", "c/o Example", f"{own['postcode']} {town}"]
    sender = ["PO Box 1", "0001 Town"]
    seen = Looked(path, chosen.window)
    if chosen.return_window is None:
        assert seen.lines == [", ".join(sender), *receiver]
    else:
        assert seen.lines == receiver
        back = Looked(path, chosen.return_window)
        assert back.lines == sender
        assert back.ink_outside_text() == 0
    assert seen.ink_outside_text() == 0
    # a sheet moves in its envelope: nothing comes into view, and nothing of the address goes out of it
    for across, down in ((-3, 0), (3, 0), (0, -3), (0, 3)):
        window = chosen.window
        moved = Window(window.left + across, window.right + across, window.top + down, window.bottom + down)
        assert Looked(path, moved).lines[-4:] == receiver


def test_the_check_above_would_notice(clinic):
    path = print_one(clinic, "de-dl")
    lower = Window(20, 105, 45, 130)
    seen = Looked(path, lower)
    assert len(seen.lines) > 5
    assert Looked(path, Window(5, 105, 200, 245)).ink_outside_text() > 0, "the bars at the edge"


def test_nothing_stands_on_the_first_page_above_the_letter_but_sender_and_receiver(clinic):
    path = print_one(clinic, "no-c5")
    assert len(Looked(path, Window(0, 210, 0, 105)).lines) == 5


@pytest.mark.parametrize("name", sorted(set(envelope.presets()) - set(MEASURED)))
def test_a_preset_without_millimetres_prints_nothing(clinic, capsys, name):
    clinic.write_settings(envelope=name)
    clinic.write_patients([patient(ADULTS[0])])
    assert clinic.letters() == 2
    error = capsys.readouterr().err
    assert "no millimetres" in error
    assert "Measure" in error
    assert not clinic.pdfs()


def test_each_preset_says_where_its_millimetres_are_from():
    assert set(MEASURED) < set(envelope.presets())
    for name in MEASURED:
        chosen = envelope.load(name)
        assert "read " in chosen.source
        assert chosen.window.bottom + chosen.address.inset <= chosen.body_top


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("right = 110", "right = 10"), "left has to be smaller"),
        (("bottom = 88", "bottom = 120"), "body_top has to be below"),
        (("bottom = 88", "bottom = 104"), "body_top has to be below"),  # 1 mm, and the sheet moves by 3
        (("'\\d{5}'", "'('"), "not a regular expression"),
        (("left = 20", "left = -1"), "left"),
        (("bottom = 40", "bottom = 60"), "one over the other"),
        (('country = "fi"', 'country = "fi"\nmargin_left = 15'), "margin_left"),
        (("[window]", "[windows]"), "windows"),
        (("[window]\nleft = 20\nright = 110\ntop = 55\nbottom = 88", ""), "no millimetres"),
    ],
)
def test_a_wrong_envelope_is_named(clinic, change, words):
    path = clinic.path("envelope.toml")
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(OptionError, match=words):
        envelope.load("envelope.toml", clinic.folder)


def test_an_envelope_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(OptionError) as error:
        envelope.load("c5")
    assert "no-c5" in error.value.advice


@pytest.mark.parametrize("settings", [{"return_address": ["PL 12"]}, {"return_address": []}])
def test_a_return_address_is_mandatory(clinic, capsys, settings):
    clinic.write_settings(**settings)
    clinic.write_patients([patient(ADULTS[0])])
    assert clinic.letters() == 2
    assert "return_address" in capsys.readouterr().err


def test_a_return_address_that_does_not_fit_is_refused(clinic, capsys):
    clinic.write_settings(
        return_address=["A foundation with a long name, for health and for letters", "Street 1, 00101 Town"]
    )
    clinic.write_patients([patient(ADULTS[0])])
    assert clinic.letters() == 2
    assert "does not fit" in capsys.readouterr().err


@pytest.mark.parametrize("country", ["fi", "FI", "Suomi", "FINLAND"])
def test_at_home_there_is_no_country_line_however_the_file_writes_it(clinic, country):
    path = clinic.path("envelope.toml")
    text = path.read_text(encoding="utf-8").replace(
        'country = "fi"', 'country = "fi"\ncountry_names = ["Suomi", "Finland"]'
    )
    path.write_text(text, encoding="utf-8")
    [letter] = letters_in(print_one(clinic, "envelope.toml", country=country)).values()
    assert country.upper() not in letter.split("Tietojasi")[0].replace("FINLAND-", "").split()


def test_abroad_has_a_country_line_in_capitals(clinic):
    path = print_one(clinic, "envelope.toml", postcode="111 22", town="Stockholm", country="Sverige")
    [text] = letters_in(path).values()
    assert "111 22 Stockholm\r\nSVERIGE" in text
