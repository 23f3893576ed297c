"""A whole run of letters, by the command: what is made, what is held, and what is in the files and in none of them."""

from __future__ import annotations

import hashlib
import re
import shutil

import pytest

from exposure_check.cli import main
from exposure_check.clinic import letters as letters_module
from exposure_check.clinic.ledger import Ledger
from exposure_check.protocol import letter_code
from tests.support.clinic import (
    ADULTS,
    BREACH,
    CHILDREN,
    YOUNG,
    Clinic,
    code_in,
    everything_in,
    letters_in,
    make_clinic,
    numbers,
    patient,
    texts_of,
)
from tests.support.publisher import Published

LANGUAGES = ("fi", "sv", "en")


def all_letters(clinic: Clinic, out: str = "letters") -> dict[str, str]:
    return {reference: text for path in clinic.pdfs(out) for reference, text in letters_in(path).items()}


def code_of(clinic: Clinic, number: str, book: str = "book") -> str:
    return clinic.book(book).code(f"fi.hetu\0{number}".encode(), BREACH)


@pytest.mark.timeout(300)
def test_two_hundred_patients_from_records_to_letters(tmp_path, capsys):
    people = numbers(200, seed=11)
    clinic = make_clinic(tmp_path, people)
    rows = [
        patient(number, name=f"Henkilö {at}", language=LANGUAGES[at % 3], address1=f"Katu {at}")
        for at, number in enumerate(people)
    ]
    clinic.write_patients(rows)
    capsys.readouterr()
    assert clinic.letters() == 0
    assert "Letters made: batch 200" in capsys.readouterr().out
    assert clinic.hold_list() == {}
    found = all_letters(clinic)
    assert len(found) == 200
    by_name = {re.search(r"Henkilö \d+\b", text)[0]: text for text in found.values()}
    for at, number in enumerate(people):
        text = by_name[f"Henkilö {at}"]
        assert code_in(text) == code_of(clinic, number)
        assert letter_code.parse(code_in(text))
        # article 34 in her language, and what else a letter has to say
        for words in ("A criminal copied the register", "Somebody may write to you", "The system was closed"):
            assert f"{words}" in text.replace("\r\n", " ")
        assert text.count(f"({LANGUAGES[at % 3]})") >= 4
        for words in ("dpo@example.org", "https://check.example.org/get", "09 000 000"):
            assert words in text.replace("\r\n", "")
    assert {len(path.read_bytes()) < letters_module.LARGEST_FILE for path in clinic.pdfs()} == {True}


def forbidden(number: str) -> set[bytes]:
    """A number in every spelling that a file could hold it in, and what guessing could find it by."""
    bare = re.sub(r"\W", "", number)
    spellings = {number, bare, number.lower(), f"{number[:6]} {number[6:]}", number[:6] + number[7:]}
    found = {text.encode() for text in spellings}
    for text in (number, bare, f"fi.hetu\0{number}"):
        for algorithm in ("md5", "sha1", "sha256", "sha512", "blake2b"):
            digest = hashlib.new(algorithm, text.encode())
            found |= {digest.digest(), digest.hexdigest().encode(), digest.hexdigest()[:16].encode()}
    return found


@pytest.mark.parametrize("one_file_each", [False, True])
def test_no_file_holds_a_number_or_a_digest_of_one(clinic, one_file_each):
    clinic.write_settings(one_file_each=one_file_each)
    channels = ["paper", "collect", "digital", "paper"]
    people = ADULTS[:12]
    rows = [
        patient(number, channel=channels[at % 4], format="html" if at % 5 == 0 else "")
        for at, number in enumerate(people)
    ]
    clinic.write_patients(rows)
    assert clinic.letters() == 0
    assert main(["clinic", "kit", *clinic.basis, *KIT, "--out", str(clinic.path("letters") / "kit")]) == 0
    everything = [path for path in clinic.path("letters").rglob("*") if path.is_file()]
    assert {path.suffix for path in everything} == {".pdf", ".html", ".csv", ".sqlite", ".txt"}
    for path in everything:
        content = everything_in(path) + str(path.relative_to(clinic.folder)).encode()
        for number in people:
            assert not any(text in content for text in forbidden(number)), path.name


KIT = ["--first-day", "2027-03-01", "--last-day", "2027-03-10", "--letters", "12"]


def test_the_check_above_would_notice(clinic):
    number = ADULTS[0]
    clinic.write_patients([patient(number, name=hashlib.sha1(number.encode()).hexdigest()[:16])])  # noqa: S324
    assert clinic.letters() == 0
    [path] = clinic.pdfs()
    assert any(text in everything_in(path) for text in forbidden(number))


def test_codes_are_in_letters_on_paper_and_in_no_other_file(clinic):
    people = ADULTS[:9]
    rows = [patient(number, channel=("paper", "digital")[at % 2], format="html") for at, number in enumerate(people)]
    clinic.write_patients(rows)
    assert clinic.letters() == 0
    for path in clinic.path("letters").rglob("*"):
        if path.is_file() and path.suffix != ".pdf":
            content = path.read_bytes()
            for number in people:
                code = code_of(clinic, number)
                assert code.encode() not in content
                assert letter_code.grouped(code).encode() not in content
    assert len(all_letters(clinic)) == 5
    assert len(list((clinic.path("letters") / "pages").iterdir())) == 9


def test_who_is_held_is_listed_by_line_and_reason_and_gets_no_letter(clinic):
    rows = [
        patient(ADULTS[0], name="Saa Kirjeen"),
        patient(ADULTS[1], name="Turva Kielto", protected="kyllä"),
        patient(ADULTS[2], name="Kuollut Henkilö", deceased="2024-02-01"),
        patient(YOUNG[0], name="Nuori Henkilö"),
        patient(CHILDREN[0], name="Lapsi Henkilö"),
        patient(ADULTS[3], name="Osoitteeton Henkilö", town=""),
        patient(ADULTS[4], name="Ulkomainen Henkilö", postcode="SE-111 22"),
        patient(ADULTS[5], name="Odottaa", recipient="hold"),
        patient("010594Y9033", name="Väärä Numero"),
        patient(numbers(90)[-1], name="Ei Kirjassa"),
        patient(ADULTS[0], name="Saa Kirjeen"),
    ]
    clinic.write_patients(rows)
    assert clinic.letters() == 0
    assert clinic.hold_list() == {
        3: "address.protected",
        4: "person.deceased",
        5: "recipient.young",
        6: "recipient.child",
        7: "address.incomplete",
        8: "address.country",
        9: "recipient.hold",
        10: "number.check_character",
        11: "code.not_in_book",
        12: "person.twice",
    }
    [text] = all_letters(clinic).values()
    assert "Saa Kirjeen" in text
    listed = (clinic.path("letters") / "hold.csv").read_text(encoding="utf-8")
    assert not any(row["number"] in listed or row["name"] in listed for row in rows)


def test_what_a_person_decided_is_done(clinic):
    clinic.write_patients(
        [
            patient(ADULTS[1], name="Turva Kielto", protected="x", channel="collect", address1="Salainen 5"),
            patient(ADULTS[2], name="Pesän Hoitaja", deceased="1.2.2024", recipient="estate"),
            patient(YOUNG[0], name="Nuori Itse", recipient="self"),
            patient(CHILDREN[0], name="Huoltaja Yksi", recipient="each_guardian"),
            patient(CHILDREN[0], name="Huoltaja Kaksi", recipient="each_guardian"),
        ]
    )
    assert clinic.letters() == 0
    assert clinic.hold_list() == {}
    by_name = {
        next(name for name in ("Turva", "Pesän", "Nuori", "Yksi", "Kaksi") if name in text): text
        for text in all_letters(clinic).values()
    }
    assert "Salainen" not in by_name["Turva"]
    assert [path.name for path in clinic.pdfs()] == ["collect-0001.pdf", "letters-0001.pdf"]
    assert code_in(by_name["Pesän"]) == ""
    assert "aikuiselle, johon luotat" in by_name["Nuori"].replace("\r\n", " ")
    assert code_in(by_name["Yksi"]) == code_in(by_name["Kaksi"]) == code_of(clinic, CHILDREN[0])
    assert "Huollettavasi" in by_name["Yksi"]


def test_a_second_guardian_gets_her_letter_wherever_her_row_stands(clinic):
    first, second = (
        patient(CHILDREN[0], name=name, recipient="each_guardian") for name in ("Huoltaja Yksi", "Huoltaja Kaksi")
    )
    clinic.write_patients([first])
    assert clinic.letters() == 0
    clinic.write_patients([second, first | {"address1": "Uusi katu 7"}, second])
    assert clinic.letters() == 0
    assert clinic.hold_list() == {4: "person.twice"}
    found = list(all_letters(clinic).values())
    assert [sum(name in text for text in found) for name in ("Huoltaja Yksi", "Huoltaja Kaksi")] == [1, 1]


def test_a_household_gets_a_letter_a_person_on_sheets_of_their_own(clinic):
    home = {"address1": "Kotikatu 1", "postcode": "00100", "town": "Helsinki"}
    clinic.write_patients([patient(number, name=f"Perheen Jäsen {at}", **home) for at, number in enumerate(ADULTS[:4])])
    assert clinic.letters() == 0
    [path] = clinic.pdfs()
    texts = texts_of(path)
    found = letters_in(path)
    assert len(found) == 4
    assert len({code_in(text) for text in found.values()}) == 4
    for at in range(4):
        [front] = [page for page, text in enumerate(texts) if f"Perheen Jäsen {at}" in text]
        assert front % 2 == 0, "in duplex a letter begins on a sheet of its own"
        assert not any(f"Jäsen {other}" in texts[front] for other in range(4) if other != at)


def test_running_twice_makes_no_second_letter_and_no_second_code(clinic, capsys):
    clinic.write_patients([patient(number) for number in ADULTS[:5]])
    assert clinic.letters() == 0
    before = {path.name: path.read_bytes() for path in clinic.pdfs()}
    book = clinic.book()
    capsys.readouterr()
    assert clinic.letters() == 0
    assert "5 letters were made before" in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in clinic.pdfs()} == before
    assert clinic.book() == book
    corrected = [patient(number, address1="Uusi katu 7") for number in ADULTS[:5]]
    clinic.write_patients([*corrected, patient(ADULTS[9])])
    assert clinic.letters() == 0
    assert len(all_letters(clinic)) == 6, "a corrected address is no other person"


def test_a_run_that_was_stopped_goes_on_and_loses_nobody(clinic, monkeypatch, capsys):
    monkeypatch.setattr(letters_module, "_FIRST_FILE_LETTERS", 4)
    monkeypatch.setattr(letters_module, "_MOST_FILE_LETTERS", 4)
    clinic.write_patients([patient(number, name=f"Nimi {at}") for at, number in enumerate(ADULTS[:22])])
    enter, calls = Ledger.enter, []

    def stopped(self, files, day):
        calls.append(files)
        if len(calls) == 3:
            raise KeyboardInterrupt  # the third file lies on the disk and is not entered
        enter(self, files, day)

    monkeypatch.setattr(Ledger, "enter", stopped)
    assert clinic.letters() == 1
    assert "goes on where it stopped" in capsys.readouterr().err
    assert len(clinic.pdfs()) == 3
    monkeypatch.setattr(Ledger, "enter", enter)
    assert clinic.letters() == 0
    found = [reference for path in clinic.pdfs() for reference in letters_in(path)]
    assert len(found) == len(set(found)) == 22
    names = "".join(text for path in clinic.pdfs() for text in letters_in(path).values())
    assert all(re.search(rf"Nimi {at}\b", names) for at in range(22))
    assert not [path for path in clinic.path("letters").iterdir() if path.name.startswith(".")]


def test_made_again_prints_the_same_code(clinic, capsys):
    clinic.write_patients([patient(number) for number in ADULTS[:3]])
    assert clinic.letters() == 0
    first = all_letters(clinic)
    reference = sorted(first)[1]
    assert main(["clinic", "ledger", "again", reference.lower(), "--out", str(clinic.path("letters"))]) == 0
    assert clinic.letters() == 0
    [(again, text)] = letters_in(clinic.path("letters") / "again-0001.pdf").items()
    assert (again, code_in(text)) == (reference, code_in(first[reference]))
    assert clinic.letters() == 0
    assert len(clinic.pdfs()) == 2, "once, and not at every run"


def test_an_opened_letter_gets_a_new_code_with_the_next_build(clinic, capsys):
    number, other = ADULTS[:2]
    clinic.write_patients([patient(number, name="Avattu"), patient(other, name="Ulla Ehjä")])
    assert clinic.letters() == 0
    first = all_letters(clinic)
    [reference] = [reference for reference, text in first.items() if "Avattu" in text]
    words = ["clinic", "ledger", "opened", reference, "--out", str(clinic.path("letters"))]
    assert main([*words, "--codes", str(clinic.path("book")), *clinic.opening]) == 0
    assert clinic.letters() == 0
    assert clinic.hold_list() == {2: "code.not_in_book"}, "no letter with a code that opens nothing yet"
    assert clinic.build("--draw-codes", str(clinic.path("book"))) == 0
    assert clinic.letters() == 0
    [(again, text)] = letters_in(clinic.path("letters") / "again-0001.pdf").items()
    assert again == reference
    assert code_in(text) == code_of(clinic, number) != code_in(first[reference])
    published = Published(clinic.path("list"), clinic.path("keys"))
    assert published.look_up(number, code_in(text)) == {BREACH: ("name", "diagnosis")}
    assert published.look_up(number, code_in(first[reference])) is None, "who opened the letter has nothing of it"
    [unopened] = [text for text in first.values() if "Ulla Ehjä" in text]
    assert published.look_up(other, code_in(unopened)) == {BREACH: ("name", "diagnosis")}
    assert code_of(clinic, other) in {code.code for code in clinic.book().drawn}


def test_an_older_copy_of_the_book_prints_no_code_that_was_replaced(clinic, capsys):
    clinic.write_patients([patient(number) for number in ADULTS[:2]])
    assert clinic.letters() == 0
    shutil.copy(clinic.path("book"), clinic.path("backup"))
    [first, _] = sorted(all_letters(clinic))
    out = ["--out", str(clinic.path("letters"))]
    words = ["clinic", "ledger", "opened", first, *out, "--codes", str(clinic.path("book")), *clinic.opening]
    assert main(words) == 0
    assert clinic.letters(book="backup") == 0
    assert list(clinic.hold_list().values()) == ["code.older"], "noted as opened"
    assert clinic.build("--draw-codes", str(clinic.path("book"))) == 0
    assert clinic.letters() == 0
    assert main(["clinic", "ledger", "again", "--file", "again-0001.pdf", *out]) == 0
    before = clinic.pdfs()
    assert clinic.letters(book="backup") == 0
    assert list(clinic.hold_list().values()) == ["code.older"], "printed with a newer one"
    assert clinic.pdfs() == before


@pytest.mark.parametrize("content", [None, b""], ids=["gone", "empty"])
def test_without_its_ledger_no_letter_is_made_a_second_time(clinic, capsys, content):
    clinic.write_patients([patient(number) for number in ADULTS[:2]])
    assert clinic.letters() == 0
    [path] = clinic.pdfs()
    before, kept = path.read_bytes(), clinic.path("letters") / "ledger.sqlite"
    kept.unlink() if content is None else kept.write_bytes(content)
    assert clinic.letters() == 2
    assert "no ledger that knows them" in capsys.readouterr().err
    assert path.read_bytes() == before


HOSTILE = (
    "<font color=red>Aino</font> &amp; Co",
    "<para><img src='file:///etc/passwd'/></para>",
    "=HYPERLINK(A1)",
    "Aino {program} %s \\n (Tj) ET",
    "]]> <!-- Aino",
)


def test_names_that_are_markup_formulas_or_operators_are_printed_as_they_are(clinic):
    clinic.write_patients(
        [patient(number, name=name, format="html") for number, name in zip(ADULTS, HOSTILE, strict=False)]
    )
    assert clinic.letters() == 0
    assert clinic.hold_list() == {}
    found = [set(text.splitlines()) for text in all_letters(clinic).values()]
    for name in HOSTILE:
        assert sum(name in lines for lines in found) == 1, name
    pages = "".join(path.read_text(encoding="utf-8") for path in clinic.path("letters").rglob("*.html"))
    assert "etc/passwd" not in pages


def test_a_ledger_of_another_book_is_refused(clinic, capsys):
    clinic.write_patients([patient(number) for number in ADULTS[:2]])
    assert clinic.letters() == 0
    assert clinic.draw(book="other") == 0
    capsys.readouterr()
    assert clinic.letters(book="other") == 2
    assert "another code book" in capsys.readouterr().err


def test_a_file_is_cut_where_it_is_too_large_for_a_print_shop(clinic, monkeypatch):
    monkeypatch.setattr(letters_module, "LARGEST_FILE", 48_000)
    clinic.write_patients([patient(number) for number in ADULTS])
    assert clinic.letters() == 0
    assert len(clinic.pdfs()) > 2
    assert max(len(path.read_bytes()) for path in clinic.pdfs()) <= 48_000
    assert len(all_letters(clinic)) == len(ADULTS)


@pytest.mark.parametrize(("duplex", "pages", "sheets"), [(True, 2, 1), (False, 2, 2)])
def test_paper_is_printed_on_both_sides_or_on_one(clinic, capsys, duplex, pages, sheets):
    clinic.write_settings(duplex=duplex)
    clinic.write_patients([patient(number) for number in ADULTS[:2]])
    capsys.readouterr()
    assert clinic.letters() == 0
    assert f"{2 * sheets} sheets" in capsys.readouterr().out
    [path] = clinic.pdfs()
    texts = texts_of(path)
    assert len(texts) == 2 * pages
    assert [f"sivu {at % pages + 1}/{pages}" in text for at, text in enumerate(texts)] == [True] * len(texts)


def test_files_and_folders_are_for_their_owner_alone(clinic):
    clinic.write_patients([patient(ADULTS[0], format="html")])
    assert clinic.letters() == 0
    for path in (clinic.path("letters"), *clinic.path("letters").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path.name
