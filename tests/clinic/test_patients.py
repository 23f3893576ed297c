"""Files of patients in the formats that clinics have, with columns and words of their own."""

from __future__ import annotations

import json
import zipfile

import pytest

from exposure_check.cli import main
from exposure_check.clinic.patients import FIELDS, PatientFile, PatientMapping, PatientRow, load_mapping
from exposure_check.errors import OptionError, PublishError
from tests.support.clinic import ADULTS, letters_in, patient
from tests.support.sheets import write_xlsx

MAPPING = """
delimiter = ";"
joiner = " "
[columns]
number = "Henkilötunnus"
name = ["Etunimi", "Sukunimi"]
address1 = "Katuosoite"
postcode = "Postinumero"
town = "Postitoimipaikka"
language = "Kieli"
recipient = "Saaja"
protected = "Turvakielto"
[constant]
scheme = "fi.hetu"
[languages]
suomi = "fi"
ruotsi = "sv"
[recipients]
huoltaja = "guardian"
"""


def rows(path, mapping=None, scheme="fi.hetu"):
    return list(PatientFile(path, load_mapping(mapping, scheme)).rows())


def test_the_columns_of_a_patient_system_are_mapped(clinic):
    mapping, path = clinic.path("mapping.toml"), clinic.path("vienti.csv")
    mapping.write_text(MAPPING, encoding="utf-8")
    header = "Sukunimi;Etunimi;Henkilötunnus;Katuosoite;Postinumero;Postitoimipaikka;Kieli;Saaja;Turvakielto"
    lines = [
        f"Åkerblom;Åsa;{ADULTS[0]};Katu 1;00100;Helsinki;ruotsi;;ei",
        f"Virtanen;;{ADULTS[1]};K 2;00200;Espoo;suomi;huoltaja;",
    ]
    path.write_text("\n".join((header, *lines, "")), encoding="cp1252")
    [(line, first), (_, second)] = rows(path, mapping)
    assert (line, first.name, first.scheme, first.protected) == (2, "Åsa Åkerblom", "fi.hetu", "ei")
    assert (second.name, second.recipient) == ("Virtanen", "huoltaja")
    clinic.path("patients.csv").write_bytes(path.read_bytes())
    words = [
        "clinic",
        "letters",
        "--patients",
        str(path),
        "--mapping",
        str(mapping),
        "--codes",
        str(clinic.path("book")),
    ]
    assert main([*words, *clinic.basis, "--out", str(clinic.path("letters")), *clinic.opening]) == 0
    text = "".join(letters_in(clinic.pdfs()[0]).values())
    assert "Uppgifter om dig" in text
    assert "Huollettavasi" in text


def test_json_lines_and_spreadsheets_are_read_the_same(clinic):
    row = patient(ADULTS[0], name="Aino", postcode="00100")
    lines = clinic.path("patients.jsonl")
    lines.write_text(json.dumps(row) + "\n", encoding="utf-8")
    sheet = write_xlsx(clinic.path("patients.xlsx"), {"Potilaat": [list(row), list(row.values())]})
    csv_path = clinic.write_patients([row])
    [[(_, of_json)], [(_, of_sheet)], [(_, of_csv)]] = [rows(path) for path in (lines, sheet, csv_path)]
    assert of_json == of_sheet == of_csv
    assert of_json.postcode == "00100"


def test_a_file_without_the_columns_says_which_and_how_a_file_begins(clinic):
    path = clinic.path("patients.csv")
    path.write_text("a,b\n1,2\n")
    with pytest.raises(OptionError) as error:
        rows(path)
    assert "number, name" in error.value.message
    assert PatientMapping.first_line in error.value.advice


def test_a_broken_row_is_held_by_its_line(clinic):
    path = clinic.write_patients([patient(ADULTS[0])])
    path.write_text(path.read_text() + "one,two\n")
    found = rows(path)
    assert isinstance(found[0][1], PatientRow)
    assert found[1] == (3, "row.malformed")


def test_an_open_quotation_mark_swallows_nobody(clinic):
    path = clinic.write_patients([patient(number) for number in ADULTS[:4]])
    lines = path.read_text().split("\n")
    lines[1] = lines[1].replace("Aino Esimerkki", '"Aino Esimerkki')
    lines[3] = lines[3].replace("Aino Esimerkki", 'Aino Esimerkki"')
    path.write_text("\n".join(lines))
    with pytest.raises(PublishError) as error:
        rows(path)
    assert "quotation mark" in error.value.message + error.value.advice
    assert not any(number in error.value.message + error.value.advice for number in ADULTS[:4])


@pytest.mark.parametrize(
    "text",
    [
        "[present]\nx = 'name'",
        "[constant]\nnumber = '1'",
        "[columns]\nsurname = 'x'",
        "nothing = 5",
        "[categories]\nx = 'name'",
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(clinic, text):
    path = clinic.path("mapping.toml")
    path.write_text(text)
    with pytest.raises(OptionError):
        load_mapping(path, None)


def test_a_patient_does_not_print_and_the_fields_are_those_of_the_row():
    assert PatientRow._fields == FIELDS
    assert repr(PatientRow(*FIELDS)) == "<patient>"


def test_a_zip_archive_is_named(clinic):
    path = clinic.path("patients.zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("patients.csv", "number,name\n")
    with pytest.raises(OptionError):
        rows(path)


@pytest.mark.parametrize(
    "column",
    ["Turvakielto", "TURVAKIELTO_KOODI", "Kuolinpäivä", "Skyddad adress", "Sekretessmarkering", "Avliden", "Deceased"],
)
def test_a_column_that_says_who_must_not_get_a_letter_is_not_passed_over(clinic, capsys, column):
    """It was: whoever had not mapped it printed letters to protected people and to the dead."""
    path, mapping = clinic.path("vienti.csv"), clinic.path("mapping.toml")
    lines = [
        f"number;name;address1;postcode;town;Huomautus;{column}",
        f"{ADULTS[0]};Göran Ö;Katu 1;00100;Hämeenlinna;;kyllä",
    ]
    path.write_text("\n".join((*lines, "")), encoding="cp1252")
    assert clinic.letters("vienti.csv") == 2
    error = capsys.readouterr().err
    assert f"{column!r}, which nothing is read from" in error
    assert not clinic.pdfs()
    words = ["clinic", "letters", "--patients", str(path), "--codes", str(clinic.path("book")), *clinic.basis]
    words += ["--mapping", str(mapping), "--out", str(clinic.path("letters")), *clinic.opening]
    mapping.write_text(f'[columns]\nprotected = "{column}"\n', encoding="utf-8")
    assert main(words) == 0
    assert clinic.hold_list() == {2: "address.protected"}
    assert "Columns that nothing was read from: Huomautus\n" in capsys.readouterr().out
    mapping.write_text(f'unused = ["{column}"]\n', encoding="utf-8")
    assert main(words) == 0
    [text] = letters_in(clinic.pdfs()[0]).values()
    assert "Göran Ö" in text


def test_neither_is_one_beside_a_column_whose_name_looks_like_data(clinic, capsys):
    """A year in any name hid the names of all: they are not printed where they may be somebody's data."""
    path, mapping = clinic.path("vienti.csv"), clinic.path("mapping.toml")
    header = "number;name;address1;postcode;town;Saldo 2024;Turvakielto"
    path.write_text(f"{header}\n{ADULTS[0]};Göran Ö;Katu 1;00100;Hämeenlinna;0;kyllä\n", encoding="cp1252")
    assert clinic.letters("vienti.csv") == 2
    assert "'Turvakielto', which nothing is read from" in capsys.readouterr().err
    assert not clinic.pdfs()
    mapping.write_text('[columns]\nprotected = "Turvakielto"\n', encoding="utf-8")
    assert clinic.letters("vienti.csv", mapping=mapping) == 0
    assert clinic.hold_list() == {2: "address.protected"}


def test_columns_without_names_are_read_or_were_looked_at(clinic, capsys):
    path, mapping = clinic.path("vienti.csv"), clinic.path("mapping.toml")
    path.write_text(f"{ADULTS[0]};Göran Ö;Katu 1;00100;Hämeenlinna;12;kyllä\n", encoding="cp1252")
    columns = "header = 0\n{}[columns]\nnumber = 1\nname = 2\naddress1 = 3\npostcode = 4\ntown = 5\n{}"

    def letters(unused="", others=""):
        mapping.write_text(columns.format(unused, others), encoding="utf-8")
        return clinic.letters("vienti.csv", mapping=mapping)

    assert letters() == 2
    error = capsys.readouterr().err
    assert "nothing is read from columns 6, 7" in error
    assert "unused = [6, 7]" in error
    assert letters("unused = [6]\n") == 2
    assert "nothing is read from column 7" in capsys.readouterr().err
    assert not clinic.pdfs()
    assert letters("unused = [6]\n", "protected = 7\n") == 0
    assert clinic.hold_list() == {1: "address.protected"}
    assert letters("unused = [6, 7]\n") == 0
    [text] = letters_in(clinic.pdfs()[0]).values()
    assert "Göran Ö" in text


@pytest.mark.parametrize(
    ("header", "row", "place"),
    [("number;name;address1;postcode;town;", "Katu 1;00100;Hämeenlinna;{}", 6),
     ("number;name;;address1;postcode;town", "{};Katu 1;00100;Hämeenlinna", 3)],
)  # fmt: skip
def test_a_column_without_a_name_among_others_is_empty_or_was_looked_at(clinic, capsys, header, row, place):
    path, mapping = clinic.path("vienti.csv"), clinic.path("mapping.toml")

    def letters(content):
        lines = [
            f"{number};Göran Ö;{row}"
            for number, row in zip(ADULTS, (row.format(""), row.format(content)), strict=False)
        ]
        path.write_text("\n".join((header, *lines, "")), encoding="cp1252")
        return clinic.letters("vienti.csv", mapping=mapping)

    mapping.write_text("", encoding="utf-8")
    assert letters("kyllä") == 2
    assert f"holds something in column {place}, which has no name" in capsys.readouterr().err
    assert not clinic.pdfs()
    mapping.write_text(f"unused = [{place}]\n", encoding="utf-8")
    assert letters("kyllä") == 0
    mapping.write_text("", encoding="utf-8")
    assert letters(" ") == 0


def test_a_nought_below_no_name_is_something_in_a_spreadsheet_as_in_csv(clinic, capsys):
    header = ["number", "name", "address1", "postcode", "town", ""]
    row = [ADULTS[0], "Aino Esimerkki", "Katu 1", "00100", "Helsinki", 0]
    write_xlsx(clinic.path("vienti.xlsx"), {"Taul1": [header, row]})
    assert clinic.letters("vienti.xlsx") == 2
    assert "holds something in column 6, which has no name" in capsys.readouterr().err


def test_neither_is_one_of_a_spreadsheet_or_a_field_of_json_even_of_a_later_row(clinic, capsys):
    header = ["number", "name", "address1", "postcode", "town", "Turvakielto"]
    rows = [[number, "Aino Esimerkki", "Katu 1", "00100", "Helsinki", ""] for number in ADULTS[:2]]
    write_xlsx(clinic.path("vienti.xlsx"), {"Taul1": [header, *rows]})
    first, second = (dict(zip(header, row, strict=True)) for row in rows)
    del first["Turvakielto"]
    clinic.path("vienti.json").write_text(json.dumps([first, second]), encoding="utf-8")
    for name in ("vienti.xlsx", "vienti.json"):
        assert clinic.letters(name) == 2
        assert "'Turvakielto', which nothing is read from" in capsys.readouterr().err
        assert not clinic.pdfs()
