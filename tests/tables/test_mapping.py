"""What a mapping file says of a file, kind by kind: words for nothing, joined and nested columns, numeric cells."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import duckdb
import pytest
from msgspec.structs import replace

from exposure_check.errors import OptionError
from exposure_check.publisher.input import rows
from exposure_check.tables import detection, json_path, mapping, second_reader, source
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.tables.reader import Reading, read
from tests.support.judged_records import judged
from tests.support.sheets import write_ods, write_xlsx

NUMBER, OTHER = "010594Y9032", "020594X903P"
RULES = rows.Rules(
    {"a": rows.BreachRule(sealed=False, categories=rows.bits(("name", "phone", "email")))}, allow_test=True
)
CONSTANT = {"breach": "a", "categories": "name"}
NOTHING = ["", "NULL", r"\N", "false", "0", "N/A", "no", "Ei", "nej", " null ", "saknas", "-", "#N/A"]


def found(path: Path, names: Mapping = AS_IS) -> list[tuple[str, tuple[str, ...]]]:
    entries, faults = judged(path, RULES if names is AS_IS else rows.Rules(RULES.breaches, True, names), names)
    assert faults == []
    return [(entry.canonical.decode().partition("\0")[2], rows.names(entry.categories)) for entry in entries]


def faults(path: Path, names: Mapping = AS_IS) -> list[tuple[int, str]]:
    return judged(path, rows.Rules(RULES.breaches, True, names), names)[1]


def csv_file(path: Path, *lines: str) -> Path:
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    return path


PRESENT = Mapping(constant={"scheme": "fi.hetu", "breach": "a"}, present={"nm": "name", "em": "email"})


def test_f4_words_for_nothing_expose_nothing(tmp_path: Path) -> None:
    lines = [f"{NUMBER},{word},x@example.org" for word in NOTHING]
    path = csv_file(tmp_path / "r.csv", "number,nm,em", *lines, f"{NUMBER},Matti,x")
    assert found(path, PRESENT) == [(NUMBER, ("email",))] * len(NOTHING) + [(NUMBER, ("name", "email"))]


@pytest.mark.parametrize(
    "word",
    [
        *(unicodedata.normalize("NFD", each) for each in ("ei käytössä", "tyhjä", "epätosi")),
        *("ei\u00a0tietoa", "ei  tietoa", "\u200bNULL", "NULL\0", "\ufeff", "#PUUTTUU!", "#SAKNAS!", "0,0", "0.00"),
        *("<NA>", "[]", "{}", "''", "\u2013", "\u2014"),
    ],
)
def test_a_word_for_nothing_is_one_however_it_is_stored(tmp_path: Path, word: str) -> None:
    path = csv_file(tmp_path / "r.csv", "number;nm;em", f"{NUMBER};Aino;{word}")
    assert found(path, replace(PRESENT, columns={"number": "number"})) == [(NUMBER, ("name",))]


def test_a_word_for_what_cannot_be_ruled_out_is_one_however_its_accents_are_stored() -> None:
    assert PRESENT.says_possible(unicodedata.normalize("NFD", "Ehkä"))
    assert PRESENT.certainty_of(unicodedata.normalize("NFD", "epävarma")) == "possible"


def test_f4_booleans_of_json_parquet_and_sheets_count_as_booleans(tmp_path: Path) -> None:
    cells = [(False, True), (True, False), (True, True)]
    expected = [(NUMBER, ("email",)), (NUMBER, ("name",)), (NUMBER, ("name", "email"))]
    lines = [json.dumps({"number": NUMBER, "nm": nm, "em": em}) for nm, em in cells]
    (tmp_path / "r.jsonl").write_text("\n".join(lines))
    listed = ", ".join(f"('{NUMBER}', {nm}, {em})" for nm, em in cells)
    table = f"(VALUES {listed}) AS t(number, nm, em)"
    duckdb.sql(f"COPY (FROM {table}) TO '{tmp_path / 'r.parquet'}'")
    table = [("number", "nm", "em"), *((NUMBER, nm, em) for nm, em in cells)]
    write_xlsx(tmp_path / "r.xlsx", {"S": table})
    write_ods(tmp_path / "r.ods", "S", table)
    for name in ("r.jsonl", "r.parquet", "r.xlsx", "r.ods"):
        assert found(tmp_path / name, PRESENT) == expected, name


def test_f4_the_mapping_sets_the_words_for_nothing(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "r.csv", "number,nm,em", f"{NUMBER},keine,0", f"{NUMBER},,KEINE ")
    names = Mapping(constant=PRESENT.constant, present=PRESENT.present, nothing=["Keine"])
    assert found(path.parent / "r.csv", Mapping(constant=PRESENT.constant, present={"em": "email"}, nothing=["x"]))
    entries, refused = judged(path, rows.Rules(RULES.breaches, True, names), names)
    assert [rows.names(entry.categories) for entry in entries] == [("email",)]
    assert refused == [(3, "categories.empty")]


def test_f4_a_category_that_is_a_word_for_nothing_is_none(tmp_path: Path) -> None:
    header = "scheme,number,breach,categories"
    path = csv_file(tmp_path / "r.csv", header, f"fi.hetu,{NUMBER},a,NULL", f"fi.hetu,{NUMBER},a,name;ei")
    entries, refused = judged(path, RULES)
    assert [rows.names(entry.categories) for entry in entries] == [("name",)]
    assert refused == [(2, "categories.empty")]


def test_f12_an_escape_character(tmp_path: Path) -> None:
    header = "number,note,nm,em"
    path = csv_file(tmp_path / "r.csv", header, rf'{NUMBER},"said \"a, b\" \\",\N,x', f'{OTHER},"a""b",y,\\N')
    names = Mapping(constant=PRESENT.constant, present=PRESENT.present, escape="\\")
    assert found(path, names) == [(NUMBER, ("email",)), (OTHER, ("name",))]


def test_f12_no_quotation_marks(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "r.csv", "scheme|number|breach|categories|note", f'fi.hetu|{NUMBER}|a|name|5" pipe')
    assert found(path, Mapping(quote="")) == [(NUMBER, ("name",))]


def test_f12_a_number_in_two_columns(tmp_path: Path) -> None:
    born = Mapping(
        constant={"scheme": "fi.hetu"} | CONSTANT,
        columns={"number": ["syntymäaika", "loppuosa"]},
        joiner="-",
    )
    path = csv_file(tmp_path / "r.csv", "syntymäaika,loppuosa", "010140,900T", "020140,", ",900E", '="030140",9003')
    entries, refused = judged(path, rows.Rules(RULES.breaches, True, born), born)
    assert [entry.canonical for entry in entries] == [b"fi.hetu\x00010140-900T", b"fi.hetu\x00030140-9003"]
    assert refused == [(3, "number.empty"), (4, "number.empty")]
    with pytest.raises(OptionError, match="loppuosa"):
        detection.detect(csv_file(tmp_path / "x.csv", "syntymäaika", "1"), born)


def test_f12_files_without_names_of_columns(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "r.csv", f"1;{NUMBER};name", f"2;{OTHER};email", "3;4")
    names = Mapping(constant={"scheme": "fi.hetu", "breach": "a"}, columns={"number": 2, "categories": 3}, header=0)
    entries, refused = judged(path, rows.Rules(RULES.breaches, True, names), names)
    assert [rows.names(entry.categories) for entry in entries] == [("name",), ("email",)]
    assert refused == [(3, "row.malformed")]
    assert detection.detect(path, names).printable_columns() == ()


def test_f12_nested_fields_and_lists_that_are_chosen_from_by_a_key(tmp_path: Path) -> None:
    record = {
        "person": {"id": NUMBER},
        "identifier": [
            {"system": "urn:other", "value": "1"},
            {"system": "urn:oid:1.2.246.21", "value": OTHER, "type": {"coding": [{"code": "NI"}, {"code": "X"}]}},
        ],
        "telecom": [{"system": "phone", "value": "040"}, {"system": "phone", "value": ""}],
        "a.b": "dotted",
    }
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(record))
    for column, number in (
        ("person.id", NUMBER),
        ("identifier[system=urn:oid:1.2.246.21].value", OTHER),
        ("identifier[type.coding.code=NI].value", OTHER),
    ):
        names = Mapping(
            constant={"scheme": "fi.hetu", "breach": "a"},
            columns={"number": column},
            present={"telecom[system=phone].value": "phone", "telecom[system=email].value": "email"},
        )
        assert found(path, names) == [(number, ("phone",))]
    several = Mapping(constant={"scheme": "fi.hetu"} | CONSTANT, columns={"number": "identifier.value"})
    assert faults(path, several) == [(1, "row.several_values")]
    assert json_path.values(record, "a.b") == ["dotted"]
    assert json_path.values(record, "no.such") == []


RESOURCES = [
    {"resourceType": "Patient", "id": NUMBER},
    {"resourceType": "RelatedPerson", "id": OTHER},
    {"resourceType": "Encounter", "id": "x"},
    {"id": OTHER},
    {"resourceType": "Patient", "id": "wrong"},
]


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "parquet", "xlsx"])
def test_who_is_only_mentioned_is_passed_over_and_counted(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"r.{suffix}"
    table = [("resourceType", "id"), *((each.get("resourceType", ""), each["id"]) for each in RESOURCES)]
    if suffix == "csv":
        csv_file(path, *map(",".join, table))
    elif suffix == "json":
        path.write_text(json.dumps({"entry": RESOURCES}, indent=1))
    elif suffix == "jsonl":
        path.write_text("\n".join(map(json.dumps, RESOURCES)))
    elif suffix == "parquet":
        csv_file(tmp_path / "r", *map(",".join, table))
        duckdb.sql(f"COPY (FROM read_csv('{tmp_path / 'r'}', header=true)) TO '{path}' (FORMAT parquet)")
    else:
        write_xlsx(path, {"S": table})
    names = Mapping(
        constant={"scheme": "fi.hetu"} | CONSTANT,
        columns={"number": "id"},
        only={"resourceType": ["Patient", "Person"]},
        rows="entry" if suffix == "json" else None,
    )
    entries, refused = judged(path, rows.Rules(RULES.breaches, True, names), names)
    assert [entry.canonical.decode().partition("\0")[2] for entry in entries] == [NUMBER]
    assert [reason for _, reason in refused] == ["number.character"]
    reading = Reading(detection.detect(path, names))
    list(read(reading, names))
    figures = reading.figures
    assert (figures.records, figures.rows, figures.passed, figures.blank) == (5, 2, 3, 0)
    found = second_reader.rows(reading.source, names)
    assert found is None or [row[1] for row in found] == [NUMBER, "wrong"]


def test_a_condition_in_the_path_of_rows_is_not_dropped_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text('rows = "entry[resource.resourceType=Patient]"')
    with pytest.raises(OptionError, match=r"\[only\]"):
        mapping.load(path)


def test_a_struct_of_parquet_is_nested_too(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    duckdb.sql(f"COPY (SELECT {{'id': '{NUMBER}', 'n': [1]}} AS person) TO '{path}'")
    assert found(path, Mapping(constant={"scheme": "fi.hetu"} | CONSTANT, columns={"number": "person.id"})) == [
        (NUMBER, ("name",))
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"meta": {"entry": 1}, "entry": [{"n": "%s"}, {"n": "%s"}]}',
        '{\n"entry": [\n{"n": "%s"},\n{"n": "%s"}\n]\n}\n',
        '{"entry": [{"n": "%s"}]}\n{"entry": []}\n{"other": 1}\n{"entry": {"n": "%s"}}',
        '[{"entry": [{"n": "%s"}, {"n": "%s"}]}]',
    ],
)
def test_f12_wrapped_arrays(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(text % (NUMBER, OTHER))
    names = Mapping(constant={"scheme": "fi.hetu"} | CONSTANT, columns={"number": "n"}, rows="entry")
    assert [number for number, _ in found(path, names)] == [NUMBER, OTHER]


def test_f16_rows_of_nothing_are_blank_and_rows_without_number_have_no_number(tmp_path: Path) -> None:
    header = "scheme,number,breach,categories,code"
    path = csv_file(tmp_path / "r.csv", header, ",,,,", " , ,,,", "fi.hetu,,a,,", "fi.hetu,,a,name,", "short")
    assert faults(path) == [(4, "categories.empty"), (5, "number.empty"), (6, "row.malformed")]


def test_f16_one_other_line_end_among_many_refuses_nothing(tmp_path: Path) -> None:
    """The reader of before took it for a quotation mark that is not closed, and refused the whole file."""
    lines = [f'fi.hetu,{NUMBER},a,name,"a, b"' + "\r" * (at == 100) for at in range(200)]
    path = csv_file(tmp_path / "r.csv", "scheme,number,breach,categories,note", *lines, "fi.hetu,x,a,name,")
    entries, refused = judged(path, RULES)
    assert len(entries) == 200
    assert refused == [(202, "number.length")]


def test_f16_columns_that_nobody_mapped_stop_nothing(tmp_path: Path) -> None:
    header = "scheme,number,breach,categories"
    for further in (",", ",note,note", ",,x", ",Note,NOTE"):
        path = csv_file(tmp_path / "r.csv", header + further, f"fi.hetu,{NUMBER},a,name" + "," * further.count(","))
        assert found(path) == [(NUMBER, ("name",))], further


def test_f16_mapping_faults_of_json_are_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"hetu": "1"}\n{"scheme": "fi.hetu", "breach": "a", "categories": "name"}\n{\n')
    assert faults(path) == [(1, "breach.unknown"), (2, "number.empty"), (3, "row.malformed")]
    mapping_file = path.with_suffix(".toml")
    mapping_file.write_text('\ufeff[columns]\nnumber = "identifier[system"\nrow = "a[b=c"')
    with pytest.raises(OptionError, match="no path"):
        mapping.load(mapping_file)


def test_duplicate_keys_of_json_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    good = f'"scheme": "fi.hetu", "number": "{NUMBER}", "breach": "a"'
    lines = [
        f'{{{good}, "categories": "name", "number": "{OTHER}"}}',
        f'{{{good}, "categories": "name", "x": {{"y": 1, "y" : 2}}}}',
        f'{{{good}, "categories": "name", "x": "\\": \\":", "z": "a\\\\"}}',
    ]
    path.write_text("\n".join(lines))
    assert faults(path) == [(1, "row.duplicate_key"), (2, "row.duplicate_key")]


def test_spreadsheets_are_read_with_the_sheet_named(tmp_path: Path) -> None:
    table = [("scheme", "number", "breach", "categories", "hinta"), ("fi.hetu", NUMBER, "a", "name", 1.5), (None,) * 5]
    table += [("fi.hetu", OTHER, "a", "email", "#N/A"), ("fi.hetu", "x", "a", "email", None)]
    path = write_xlsx(tmp_path / "r.xlsx", {"Ohje": [("Lue tämä",)], "Tiedot": table, "Tyhjä": []}, above=3)
    with pytest.raises(OptionError, match="2 sheets") as error:
        detection.detect(path, AS_IS)
    assert "'Ohje', 'Tiedot'" in error.value.advice
    entries, refused = judged(path, RULES, Mapping(sheet="Tiedot"))
    assert [rows.names(entry.categories) for entry in entries] == [("name",), ("email",)]
    assert refused == [(8, "number.length")] or refused == [(8, "number.character")]
    with pytest.raises(OptionError, match="no sheet 'Muu'"):
        detection.detect(path, Mapping(sheet="Muu"))
    titled = write_xlsx(tmp_path / "t.xlsx", {"S": [("Raportti 2021",), *table[:2]]})
    with pytest.raises(OptionError, match="lacks the columns") as error:
        detection.detect(titled, AS_IS)
    assert "header = 2" in error.value.advice
    assert found(titled, Mapping(header=2)) == [(NUMBER, ("name",))]


def test_a_name_with_brackets_is_a_file_where_there_is_one(tmp_path: Path) -> None:
    for name in ("r[1].csv", "r1.csv", "r*.parquet"):
        path = tmp_path / name
        if name.endswith("csv"):
            csv_file(path, "scheme,number,breach,categories", f"fi.hetu,{NUMBER},a,name")
        else:
            duckdb.sql(f"COPY (SELECT 'fi.hetu' scheme, '{NUMBER}' number, 'a' breach, 'name' categories) TO '{path}'")
        assert source.expand([str(path)]) == [path.resolve()]
        assert found(path) == [(NUMBER, ("name",))]
