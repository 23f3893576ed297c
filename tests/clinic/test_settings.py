"""The settings of letters are checked before anything is read or printed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import reportlab

from exposure_check.clinic.settings import Stationery
from exposure_check.errors import OptionError
from tests.support.clinic import ADULTS, letters_in, patient

TODAY = date(2027, 1, 10)
TEXT = """
program = "https://check.example.org/get"
valid_until = 2027-12-31
return_address = ["PL 12", "00101 HELSINKI"]
envelope = "de-dl"
"""


def read(folder, text):
    path = folder / "letters.toml"
    path.write_text(text, encoding="utf-8")
    return Stationery(path, TODAY)


def test_few_lines_are_enough(tmp_path):
    stationery = read(tmp_path, TEXT)
    assert stationery.settings.duplex
    assert stationery.envelope.country == "de"
    assert stationery.texts_folder is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("https://", "http://"), "program"),
        (("/get", "/get?p=ääkköset"), "program"),
        (("2027-12-31", "2027-01-10"), "until 2027-01-10"),
        (("2027-12-31", "2037-12-31"), "until 2037-12-31"),
        (('"PL 12", ', ""), "return_address"),
        (("PL 12", "PL\\u202e12"), "U.202E"),
        (("PL 12", "ПЯ 12"), r"U\+041F"),
        (("de-dl", "nowhere"), "no envelope"),
        (("envelope", "envelop"), "envelop"),
        (('envelope = "de-dl"', 'envelope = "de-dl"\nfont = "none.ttf"'), "none.ttf"),
        (('envelope = "de-dl"', 'envelope = "de-dl"\nfont = "letters.toml"'), "cannot be used"),
    ],
    ids=lambda value: value[1][:12] if isinstance(value, tuple) else None,
)
def test_what_is_wrong_is_named(tmp_path, change, words):
    assert change[0] in TEXT
    with pytest.raises(OptionError, match=words):
        read(tmp_path, TEXT.replace(*change))


def test_a_letter_holds_for_at_most_three_years(tmp_path):
    valid = TODAY + timedelta(days=3 * 365)
    assert read(tmp_path, TEXT.replace("2027-12-31", str(valid))).settings.valid_until == valid


def test_another_font_is_embedded_where_the_settings_name_it(clinic):
    fonts = Path(reportlab.__file__).parent / "fonts"
    clinic.write_settings(font=str(fonts / "Vera.ttf"), bold_font=str(fonts / "VeraBd.ttf"))
    clinic.write_patients([patient(ADULTS[0])])
    assert clinic.letters() == 0
    [path] = clinic.pdfs()
    content = path.read_bytes()
    assert b"Vera" in content
    assert b"Atkinson" not in content
    assert len(letters_in(path)) == 1
