"""Confirmed, or cannot be ruled out: a column for the row, words of [present], a mark behind a category."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.errors import OptionError
from exposure_check.publisher.input import exposed, people, rows
from exposure_check.tables import certainty, detection, mapping, second_reader
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.tables.nothing import WORDS
from tests.support.judged_records import judged
from tests.support.sheets import write_ods, write_xlsx

NUMBER = "010594Y9032"
WHOLE = {"a": rows.BreachRule(sealed=False, categories=rows.bits(("name", "phone", "email")))}
FORMATS = ("csv", "jsonl", "parquet", "xlsx", "ods")

Found = tuple[tuple[str, ...], tuple[str, ...]]  # all categories, those that cannot be ruled out


def written(path: Path, table: list[tuple[object, ...]]) -> Path:
    header, *cells = table
    if path.suffix == ".csv":
        path.write_text("\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in table) + "\n")
    elif path.suffix == ".jsonl":
        path.write_text("\n".join(json.dumps(dict(zip(header, row, strict=True))) for row in cells))
    elif path.suffix == ".parquet":
        values = ", ".join(str(tuple("" if cell is None else cell for cell in row)) for row in cells)
        duckdb.sql(f"COPY (FROM (VALUES {values}) AS t({', '.join(map(str, header))})) TO '{path}'")
    else:
        (write_xlsx(path, {"S": table}) if path.suffix == ".xlsx" else write_ods(path, "S", table))
    return path


def found(path: Path, names: Mapping = AS_IS) -> tuple[list[Found], list[tuple[int, str]]]:
    """What each row says, and the refused ones; CSV and JSON are read by the second reader too, and agree."""
    rules = rows.Rules(WHOLE, True, names)
    entries, refused = judged(path, rules, names)
    again = second_reader.rows(detection.detect(path, names), names)
    if again is not None:
        theirs = [entry for row in again if (entry := _entry(row, rules)) is not None]
        assert sorted(entry.categories for entry in theirs) == sorted(entry.categories for entry in entries)
    return [(rows.names(entry.categories), rows.uncertain_names(entry.categories)) for entry in entries], refused


def _entry(row, rules):
    try:
        return rows.entry(row, rules)
    except rows.RefusedError:
        return None


HEADER = ("scheme", "number", "breach", "categories", "certainty")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_column_says_of_a_row_whether_it_is_confirmed(tmp_path: Path, suffix: str) -> None:
    table = [
        HEADER,
        *(
            ("fi.hetu", NUMBER, "a", "name;phone", word)
            for word in ("confirmed", "possible", "", "Ei voida sulkea pois", " BEKRÄFTAD ", "kan inte uteslutas", "so")
        ),
    ]
    both = ("name", "phone")
    expected = [(both, ()), (both, both), (both, ()), (both, both), (both, ()), (both, both)]
    answer, refused = found(written(tmp_path / f"r.{suffix}", table))
    assert answer == expected
    assert [reason for _, reason in refused] == ["certainty.unknown"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_mark_says_of_a_category_that_it_cannot_be_ruled_out(tmp_path: Path, suffix: str) -> None:
    table = [
        HEADER,
        ("fi.hetu", NUMBER, "a", "name;phone?", ""),
        ("fi.hetu", NUMBER, "a", "name; phone ? ;phone", "confirmed"),
        ("fi.hetu", NUMBER, "a", "name?;NULL;email", "possible"),
        ("fi.hetu", NUMBER, "a", "?", ""),
        ("fi.hetu", NUMBER, "a", "shoe?", ""),
        ("fi.hetu", NUMBER, "a", "NULL", "possible"),
    ]
    answer, refused = found(written(tmp_path / f"r.{suffix}", table))
    assert answer == [
        (("name", "phone"), ("phone",)),
        (("name", "phone"), ()),  # one word of the row confirms it
        (("name", "email"), ("name", "email")),
    ]
    assert [reason for _, reason in refused] == ["categories.unknown", "categories.unknown", "categories.empty"]


def test_a_list_of_json_holds_marks_and_follows_the_row(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    each = {"scheme": "fi.hetu", "number": NUMBER, "breach": "a"}
    lines = [
        each | {"categories": ["name", "phone?"]},
        each | {"categories": ["name", "phone"], "certainty": "possible"},
        each | {"categories": '["name", "phone"]', "certainty": "possible"},
        each | {"categories": ["name"], "certainty": None},
        each | {"categories": ["name"], "certainty": True},
        each | {"categories": ["name"], "certainty": ["possible", "confirmed"]},
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    both = ("name", "phone")
    answer, refused = found(path)
    assert answer == [(both, ("phone",)), (both, both), (both, both), (("name",), ())]
    assert refused == [(5, "certainty.unknown"), (6, "row.several_values")]


PRESENT = Mapping(constant={"scheme": "fi.hetu", "breach": "a"}, present={"nm": "name", "em": "email?", "ph": "phone"})


@pytest.mark.parametrize("suffix", FORMATS)
def test_words_of_present_columns_say_that_a_category_cannot_be_ruled_out(tmp_path: Path, suffix: str) -> None:
    table = [
        ("number", "nm", "em", "ph"),
        (NUMBER, "kyllä", "x@example.org", "ehkä"),
        (NUMBER, "Maybe", "no", "040 000"),
        (NUMBER, "no", "no", "?"),
    ]
    answer, refused = found(written(tmp_path / f"r.{suffix}", table), PRESENT)
    assert (answer, refused) == (
        [(("name", "phone", "email"), ("phone", "email")), (("name", "phone"), ("name",)), (("phone",), ("phone",))],
        [],
    )


def test_the_mapping_sets_the_words(tmp_path: Path) -> None:
    names = mapping.load(
        _file(
            tmp_path,
            """
            possibly = ["kenties"]
            [columns]
            certainty = "varmuus"
            categories = "categories"
            [constant]
            scheme = "fi.hetu"
            breach = "a"
            [present]
            nm = "name"
            ph = "phone"
            [categories]
            osoite = "email?"
            [certainty]
            jees = "confirmed"
            "tod. näk." = "possible"
            """,
        )
    )
    table = [
        ("number", "categories", "nm", "ph", "varmuus"),
        (NUMBER, "osoite", "kenties", "ehkä", "JEES"),
        (NUMBER, "", "x", "x", "tod. näk."),
    ]
    answer, refused = found(written(tmp_path / "r.csv", table), names)
    assert answer == [
        (("name", "phone", "email"), ("name", "email")),
        (("name", "phone"), ("name", "phone")),
    ]
    assert refused == []


def _file(folder: Path, text: str) -> Path:
    path = folder / "mapping.toml"
    path.write_text("\n".join(line.strip() for line in text.splitlines()))
    return path


def test_one_certainty_for_all_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", [HEADER[:4], ("fi.hetu", NUMBER, "a", "name")])
    assert found(path, Mapping(constant={"certainty": "possible"}))[0] == [(("name",), ("name",))]
    assert found(path, Mapping(constant={"certainty": "confirmed"}))[0] == [(("name",), ())]


def test_a_column_that_the_mapping_names_has_to_be_there(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", [HEADER[:4], ("fi.hetu", NUMBER, "a", "name")])
    assert found(path)[0] == [(("name",), ())]
    with pytest.raises(OptionError, match="varmuus"):
        found(path, Mapping(columns={"certainty": "varmuus"}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('separator = "?"', "separator cannot hold a question mark"),
        ('[constant]\ncertainty = "perhaps not"', "no such certainty"),
        ('[certainty]\nx = "likely"', "likely"),
        ('[categories]\n"osoite?" = "email"', "without its question mark"),
        ('[present]\nx = "shoe?"', "no such category: shoe"),
        ('possibly = ["NULL"]', "nothing and for what cannot be ruled out: 'null'"),
        ('possibly = ["x"]\nnothing = ["X"]', "nothing and for what cannot be ruled out: 'x'"),
    ],
)
def test_a_mapping_that_could_be_read_in_two_ways_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        mapping.load(_file(tmp_path, text))


def test_no_word_stands_for_two_things() -> None:
    assert not WORDS & certainty.WORDS.keys()
    assert set(certainty.WORDS.values()) == {"confirmed", "possible"}
    assert all(certainty.WORDS[word] == "possible" for word in certainty.POSSIBLE_WORDS)


bits = st.integers(0, (1 << 14) - 1)
said = st.builds(exposed.graded, bits, bits).filter(bool)


@given(st.lists(said, min_size=1, max_size=6), st.randoms())
def test_of_rows_that_differ_the_confirming_one_wins_in_any_order(rows_said: list[int], rng) -> None:
    packed = [(b"fi.hetu\0x", "", "a", categories) for categories in rows_said]
    rng.shuffle(packed)
    together = people.group(packed)[b"fi.hetu\0x"][""]["a"]
    confirmed = {n for n in range(14) for each in rows_said if exposed.confirmed(each) >> n & 1}
    every = {n for n in range(14) for each in rows_said if exposed.every(each) >> n & 1}
    assert {n for n in range(14) if exposed.confirmed(together) >> n & 1} == confirmed
    assert {n for n in range(14) if exposed.uncertain(together) >> n & 1} == every - confirmed
