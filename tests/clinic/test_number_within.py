"""Identity numbers are found in lines of text, however they are written, and other numbers are left alone."""

from __future__ import annotations

import random

import pytest

from exposure_check.clinic import number_within
from exposure_check.identity import SCHEMES


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.id)
def test_a_number_is_found_among_words(scheme):
    forms = {scheme.example}
    if not scheme.few_samples:
        forms |= {scheme.sample(random.Random(seed)) for seed in range(20)}
    if scheme.id == "us.ssn":  # nine digits in a row are not told from a postcode
        forms = {f"{number[:3]}-{number[3:5]}-{number[5:]}" for number in (form.replace("-", "") for form in forms)}
    for number in forms:
        for line in (number, f"Aino {number}", f"Katu 1 ({number})", f"{number}, Esimerkki", f"hetu:{number}"):
            assert number_within.stands_in(line), line.replace(number, "...")


def test_the_short_form_of_a_long_number_is_found():
    number = SCHEMES["se.personnummer"].example.replace("-", "")
    assert number_within.stands_in(f"Göran {number[-10:-4]}-{number[-4:]}")


@pytest.mark.parametrize(
    "line",
    ["Esimerkkikatu 1234 B 56", "PL 12345, 00101 HELSINKI", "NEW YORK, NY 12345-6789", "12345 Highway 12 Apt 1234", ""],
)
def test_an_address_is_no_number(line):
    assert not number_within.stands_in(line)
