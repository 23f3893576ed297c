"""Article 34: no letter is made while the signed list lacks what it has to say."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from exposure_check.clinic import elements
from exposure_check.publisher.input import breaches
from tests.support.clinic import ADULTS, letters_in, patient


@pytest.mark.parametrize("element", ["contact_point", "consequences", "measures"])
@pytest.mark.parametrize("language", ["fi", "all"])
def test_letters_are_refused_while_an_element_is_empty(clinic, capsys, element, language):
    path = clinic.path("breaches.toml")
    before, _, rest = path.read_text(encoding="utf-8").partition(f"[breach.{element}]\n")
    texts, bracket, after = rest.partition("[breach.")
    kept = [] if language == "all" else [line for line in texts.splitlines() if not line.startswith("fi =")]
    table = f"[breach.{element}]\n" if kept else ""
    path.write_text(before + table + "\n".join((*kept, "")) + bracket + after, encoding="utf-8")
    assert clinic.build("--draw-codes", str(clinic.path("book"))) == 0
    clinic.write_patients([patient(ADULTS[0])])
    capsys.readouterr()
    assert clinic.letters() == 2
    error = capsys.readouterr().err
    assert element in error
    assert "fi" in error
    assert "article 34" in error
    assert not clinic.pdfs()


def test_a_list_of_today_has_them_all_and_one_without_names_each(clinic):
    breach = next(iter(breaches.load(clinic.path("breaches.toml")).values()))
    assert elements.missing(breach, "fi") == []
    assert elements.missing(breach, "et") == list(elements.ELEMENTS)


def test_a_profile_without_a_help_number_makes_no_letters(clinic, capsys):
    words = ["profile", "new", "--url", "https://check.example.org", "--root", str(clinic.path("keys") / "root.json")]
    assert main([*words, "--demo", "--name", "Example Oy", "--out", str(clinic.path("profile.json"))]) == 0
    clinic.write_patients([patient(ADULTS[0])])
    assert clinic.letters() == 2
    assert "help number" in capsys.readouterr().err


DETAILS = """
[[help_line]]
name = "Tukilinja"
number = "09 000 001"
languages = ["fi", "et"]
hours.en = "Mon-Fri 9-15"
hours.fi = "ma-pe 9-15"
hours.sv = "mån-fre 9-15"
[[help_line]]
name = "Stödlinjen"
number = "09 000 002"
languages = ["sv", "sms"]
[[help_line]]
name = "Crisis line"
number = "09 000 003"
"""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", ["Tukilinja: 09 000 001 (ma-pe 9-15; suomi, viro)", "Crisis line: 09 000 003",
                "Stödlinjen: 09 000 002 (ruotsi, sms)"]),
        ("sv", ["Stödlinjen: 09 000 002 (svenska, sms)", "Crisis line: 09 000 003",
                "Tukilinja: 09 000 001 (mån-fre 9-15; finska, estniska)"]),
        ("en", ["Crisis line: 09 000 003", "Tukilinja: 09 000 001 (Mon-Fri 9-15; Finnish, Estonian)",
                "Stödlinjen: 09 000 002 (Swedish, sms)"]),
    ],
)  # fmt: skip
def test_a_letter_names_every_help_line_that_of_the_readers_language_first(clinic, language, expected):
    details = clinic.path("details.toml")
    details.write_text(DETAILS, encoding="utf-8")
    profile = str(clinic.path("profile.json"))
    assert main(["profile", "edit", profile, "--details", str(details), "--out", profile]) == 0
    clinic.write_patients([patient(ADULTS[0], language=language), patient(ADULTS[1], language=language, format="html")])
    assert clinic.letters() == 0
    [pdf] = clinic.pdfs()
    [page] = clinic.path("letters/pages").glob("*.html")
    on_screen = page.read_text(encoding="utf-8").replace("\u00a0", " ")
    for text in (*letters_in(pdf).values(), on_screen):
        found = [text.find(line) for line in expected]
        assert -1 not in found, text
        assert found == sorted(found)
    first = expected[0].partition(":")[0]
    assert f"{first}, 09 000" in on_screen, "whom to ask for a computer"
