"""Letter texts: complete in three languages, checked when a clinic changes them or adds one as a file."""

from __future__ import annotations

from datetime import date

import pytest

from exposure_check.clinic import letter_texts
from exposure_check.errors import OptionError
from exposure_check.resources import LANGUAGES, assets
from tests.support.clinic import ADULTS, letters_in, patient

ENGLISH = (assets() / "letters" / "en.toml").read_text(encoding="utf-8")


def load(folder, text, name="en.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return letter_texts.load_all(folder)[name.removesuffix(".toml")]


def test_the_languages_of_the_window_have_the_same_parts():
    texts = letter_texts.load_all()
    assert set(texts) == set(LANGUAGES)
    shapes = {
        language: [(part.id, part.only, len(part.text), bool(part.heading)) for part in each.part]
        for language, each in texts.items()
    }
    assert shapes["fi"] == shapes["sv"] == shapes["en"]
    for at, part in enumerate(texts["en"].part):
        for language in ("fi", "sv"):
            other = texts[language].part[at]
            names = [sorted(set(letter_texts._names(text))) for text in (part.heading, *part.text)]
            assert [sorted(set(letter_texts._names(text))) for text in (other.heading, *other.text)] == names


def test_dates_are_written_as_the_language_writes_them():
    texts = letter_texts.load_all()
    day = date(2027, 3, 1)
    assert {language: texts[language].day(day) for language in texts} == {
        "en": "1 March 2027", "fi": "1.3.2027", "sv": "1 mars 2027",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("{controller}", "{number}"), r"there is no \{number\}"),
        (("{controller}", "{controller!r}"), "there is no"),
        (("{controller}", "{controller:>10}"), "there is no"),
        (("{controller}", "{controller.__class__}"), "there is no"),
        (("{controller}", "{"), "brace"),
        (('id = "never"', 'id = "other"'), "lacks the part never"),
        (('id = "check"', 'id = "checks"'), "check"),
        (("{consequences}", "Nothing much."), r"does not name \{consequences\}"),
        (("{measures}", "We do what we can."), r"does not name \{measures\}"),
        (("{contact_point}", "us."), r"does not name \{contact_point\}"),
        (("{day} {month} {year}", "{day} {hour}"), r"there is no \{hour\}"),
        (("months = ", "moons = "), "moons"),
        (('language = "en"', 'language = "de"'), "says that it is in 'de'"),
        (("What happened", "What\u202ehappened"), "U.202E"),
        # what only some letters lack: those of a child, to an estate, without a code, handed out
        (('id = "never"', 'id = "never"\nonly = ["adult"]'), r"\(paper, child\) lacks the part never"),
        (('id = "help"', 'id = "help"\nonly = ["paper"]'), r"\(collect, adult\) lacks the part help"),
        (('id = "happened"', 'id = "happened"\nonly = ["code"]'), "without a code to self .* lacks the part happened"),
        (
            ('only = ["estate"]\nheading = "Data', 'only = ["self"]\nheading = "Data'),
            "to estate .* lacks the part title",
        ),
        (('only = ["code", "self"]', 'only = ["self"]'), "without a code to self .* a box for it"),
        # a paragraph that is left out where something is not known says nothing for certain
        (("data: {contact_point}", "data, at {processor}: {contact_point}"), r"does not name \{contact_point\}"),
    ],
    ids=lambda value: value[1][:12] if isinstance(value, tuple) else None,
)
def test_a_wrong_change_is_refused_with_what_is_wrong(tmp_path, change, words):
    assert change[0] in ENGLISH
    with pytest.raises(OptionError, match=words) as error:
        load(tmp_path, ENGLISH.replace(*change))
    assert "en.toml" in error.value.message


def test_a_paragraph_of_which_something_is_not_known_is_left_out():
    part = letter_texts.Part("happened", ("It happened on {occurred}.", "It was found on {discovered}."))
    assert letter_texts.filled(part, {"occurred": "1.1.2020", "discovered": ""})[1] == ["It happened on 1.1.2020."]


def test_what_stands_in_for_a_name_is_never_a_template_itself():
    part = letter_texts.Part("happened", ("{summary}",))
    assert letter_texts.filled(part, {"summary": "Take {code} {0} and } {"})[1] == ["Take {code} {0} and } {"]


def test_a_clinic_adds_a_language_as_a_file(clinic):
    folder = clinic.path("texts")
    folder.mkdir()
    estonian = ENGLISH.replace('language = "en"', 'language = "et"').replace("What happened", "Mis juhtus, õde")
    (folder / "et.toml").write_text(estonian + ESTONIAN_CATEGORIES, encoding="utf-8")
    breaches = clinic.path("breaches.toml").read_text(encoding="utf-8")
    for line in [line for line in breaches.splitlines() if line.startswith("en = ")]:
        breaches = breaches.replace(
            f"\n{line}\n", f"\n{line}\n{line.replace('en = ', 'et = ').replace('(en)', '(et)')}\n"
        )
    clinic.path("breaches.toml").write_text(breaches, encoding="utf-8")
    assert clinic.build("--draw-codes", str(clinic.path("book"))) == 0
    clinic.write_settings(texts="texts")
    clinic.write_patients([patient(ADULTS[0], language="et"), patient(ADULTS[1], language="ru")])
    assert clinic.letters() == 0
    assert clinic.hold_list() == {3: "language.not_ready"}
    [text] = letters_in(clinic.pdfs()[0]).values()
    assert "Mis juhtus, õde" in text
    assert "(et)." in text


ESTONIAN_CATEGORIES = """
[categories]
name = "nimi"
postal_address = "postiaadress"
identity_number = "isikukood"
diagnosis = "diagnoos"
"""


def test_a_language_without_words_for_what_was_taken_is_refused(clinic, capsys):
    test_a_clinic_adds_a_language_as_a_file(clinic)
    assert "postiaadress" in letters_in(clinic.pdfs()[0]).popitem()[1]
    path = clinic.path("texts") / "et.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('diagnosis = "diagnoos"\n', ""), encoding="utf-8")
    capsys.readouterr()
    assert clinic.letters(out="others") == 2
    assert "'et' have no words for: diagnosis." in capsys.readouterr().err
    assert not clinic.pdfs("others")


def test_the_texts_of_the_program_name_no_address_or_number_of_their_own():
    assert [texts.places for texts in letter_texts.load_all().values()] == [[], [], []]


@pytest.mark.parametrize(
    "place", ["http://check-it.example/x", "evil.example", "www.evil.example/a", "help@evil.example", "+358 9 123 456"]
)
def test_an_address_that_somebody_put_into_a_text_is_shown_to_whoever_makes_letters(clinic, capsys, place):
    folder = clinic.path("texts")
    folder.mkdir()
    changed = ENGLISH.replace("We never call you", f"Questions: {place}. We never call you")
    (folder / "en.toml").write_text(changed, encoding="utf-8")
    clinic.write_settings(texts="texts")
    clinic.write_patients([patient(ADULTS[0])])
    assert clinic.letters() == 0
    said = capsys.readouterr().out
    assert f"in the text file en.toml itself: {place}\n" in said
    assert all(words in said for words in ("https://check.example.org/get", "Help line, 09 000 000", "PL 12"))


@pytest.mark.parametrize(
    "words", ["What happened", "This letter holds no code", "Please show the code to nobody who has the"]
)
def test_a_language_that_the_font_cannot_write_is_refused(clinic, capsys, words):
    """Whoever the part is for: one for estates and one for guardians were not looked at."""
    assert words in ENGLISH
    folder = clinic.path("texts")
    folder.mkdir()
    (folder / "en.toml").write_text(ENGLISH.replace(words, "Что случилось"), encoding="utf-8")
    clinic.write_settings(texts="texts")
    clinic.write_patients([patient(ADULTS[0])])
    assert clinic.letters() == 2
    error = capsys.readouterr().err
    assert "U+0427" in error
    assert "font" in error
    assert not clinic.pdfs()
