"""What a build and `verify` do with records that are wrong: nobody gained, nobody lost, no code to the wrong person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from exposure_check.cli import main
from exposure_check.errors import PublishError
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
from exposure_check.publisher.input import breaches, rows
from exposure_check.publisher.sample_records import BREACHES_FILE, OPEN_BREACH, SEALED_BREACH
from exposure_check.publisher.verify.second_opinion import compare
from exposure_check.tables import detection, second_reader
from exposure_check.tables.refusals import Limits
from exposure_check.tables.source import Source
from exposure_check.trust.code_book import DrawnCode
from tests.support.publisher import HEADER

PEOPLE = ("010140-900T", "020140-900E", "030140-9003", "040140-900R", "050140-900C", "060140-9001")
OPEN = [f"fi.hetu,{number},{OPEN_BREACH},name,\n" for number in PEOPLE]


@pytest.fixture
def command(tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable:
    """The command that builds some text of records: its status, its output as JSON, and what it said of faults."""

    def run(text: str, *options: str) -> tuple[int, dict, str]:
        records = tmp_path / "records.csv"
        records.write_text(text, newline="")
        arguments = ["publish", "build", "--breaches", str(demo_folder[0] / BREACHES_FILE), "--records", str(records)]
        arguments += [
            "--keys",
            str(key_folder),
            "--out",
            str(tmp_path / "out"),
            "--suite",
            "XC1-DEMO",
            "--workers",
            "1",
        ]
        status = main([*arguments, "--json", *options])
        printed = capsys.readouterr()
        answer = json.loads(printed.out or "{}")
        error = answer.get("error", {}) if isinstance(answer, dict) else {}
        return status, answer, "\n".join((printed.err, *error.values()))

    return run


def order(records: Path, out: Path, demo_folder) -> BuildOptions:
    listed = breaches.load(demo_folder[0] / BREACHES_FILE)
    return BuildOptions(listed, [records], out, XC1_DEMO, prefix_bits=3, allow_test=True)


def test_f0_a_code_goes_to_the_person_of_its_line(tmp_path: Path, demo_folder, key_folder: Path, pool) -> None:
    lines = [f"fi.hetu,{number},{SEALED_BREACH},name," for number in PEOPLE]
    lines[1] += "\r"  # one CR LF among LF
    lines[2] = f"fi.hetu,{PEOPLE[2]},{SEALED_BREACH}"  # a short row
    records = tmp_path / "r.csv"
    records.write_bytes("\n".join((HEADER.strip(), *lines, "")).encode())
    asked = replace(order(records, tmp_path / "out", demo_folder), codes_key=bytes(32), limits=Limits(100))
    drawn: list[DrawnCode] = []
    summary = build(asked, PublisherKeys(key_folder), pool, keep_codes=drawn.extend)
    assert summary.refused_lines == {"r.csv: row.malformed": [4]}
    expected = {
        line: rows.entry(("fi.hetu", number, SEALED_BREACH, "name", "", ""), asked.rules()).code
        for line, number in enumerate(PEOPLE, start=2)
        if line != 4
    }
    assert {entry.line: entry.code for entry in drawn} == expected


def test_f1_whoever_is_only_in_a_note_is_not_published(tmp_path: Path, publish: Callable) -> None:
    ghost = "080366-959J"
    note = "\n".join([f"fi.hetu,{ghost},{OPEN_BREACH},name,,x"] * 20_000)
    text = "".join(f'fi.hetu,{number},{OPEN_BREACH},name,,"{note}"\n' for number in PEOPLE * 3)
    header = HEADER.strip() + ",note\n"
    with pytest.raises(PublishError, match="look like rows") as error:
        publish(text, header=header)
    digest = error.value.advice.rpartition(" ")[2].rstrip(".")
    published, summary = publish(text, header=header, limits=Limits(multiline_fields=digest))
    assert (summary.rows, summary.data_sets[0].people) == (18, 6)
    assert published.look_up(ghost) is None
    assert published.look_up(PEOPLE[5]) == {OPEN_BREACH: ("name",)}


def test_f2_swallowed_people_stop_the_build_and_leave_no_work_folder(command: Callable, tmp_path: Path) -> None:
    header = HEADER.strip() + ",note\n"
    rows_ = [line.strip() + "," for line in OPEN]
    text = f'{header}{rows_[0]}"open\n{rows_[1]}ok\n{rows_[2]}close"\n{rows_[3]}ok\n'
    status, _, printed = command(text)
    assert status == 1
    assert "records.csv: lines 2 to 4, 2 of which would be rows" in printed
    assert not (tmp_path / "out").exists() and not (tmp_path / "out.work").exists()
    status, summary, _ = command(text, "--multiline-fields", printed.rpartition("--multiline-fields ")[2].split(".")[0])
    assert (status, summary["rows"]) == (0, 2)


def test_f8_a_build_of_little_but_refused_rows_publishes_nothing(command: Callable, tmp_path: Path) -> None:
    text = HEADER + OPEN[0] + f"fi.hetu,zz,{OPEN_BREACH},name,\n" * 99
    status, _, printed = command(text)
    assert status == 1
    assert "99 of 100 rows were refused, 99.0%: more than 1 %" in printed
    assert not (tmp_path / "out").exists()
    assert command(text, "--max-refused", "98")[0] == 1
    status, summary, _ = command(text, "--max-refused", "99%")
    assert (status, summary["rows"], summary["refused"]) == (0, 100, {"number.character": 99})
    assert command(text, "--max-refused", "lots")[0] == 2


def test_a_dry_run_stops_where_the_build_would(command: Callable) -> None:
    assert command(HEADER + OPEN[0] + "short\n", "--dry-run")[0] == 1
    assert command(HEADER + OPEN[0] + "short\n", "--dry-run", "--max-refused", "50")[0] == 0


@pytest.mark.parametrize("fault", ["extra", "missing", "other number", "other categories"])
def test_verify_finds_where_two_readers_differ(
    tmp_path: Path, demo_folder, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    records = tmp_path / "r.csv"
    records.write_text(HEADER + "".join(OPEN))
    asked = order(records, tmp_path / "out", demo_folder)
    assert compare(asked.sources(), asked.rules()) == []
    read = second_reader.rows

    def wrong(source: Source, mapping) -> Iterator[tuple[str, ...]]:
        found = list(read(source, mapping) or ())
        scheme, number, breach, _, *rest = found[2]
        if fault == "extra":
            found.append((scheme, "080366-959J", breach, "name", *rest))
        elif fault == "missing":
            del found[2]
        elif fault == "other number":
            found[2] = (scheme, "080366-959J", breach, "name", *rest)
        else:
            found[2] = (scheme, number, breach, "email", *rest)
        return iter(found)

    monkeypatch.setattr(second_reader, "rows", wrong)
    with pytest.raises(PublishError, match="Two readers do not read the same") as error:
        compare(asked.sources(), asked.rules())
    if fault != "extra":
        assert "lines where the build's differs: 4" in error.value.message
    assert PEOPLE[2] not in str(error.value)


def test_of_parquet_there_is_one_reader_alone(tmp_path: Path, demo_folder) -> None:
    path = tmp_path / "r.parquet"
    duckdb.sql(
        f"COPY (SELECT 'fi.hetu' scheme, '{PEOPLE[0]}' number, '{OPEN_BREACH}' breach, 'name' categories) TO '{path}'"
    )
    asked = order(path, tmp_path / "out", demo_folder)
    assert compare(asked.sources(), asked.rules()) == ["r.parquet"]
    assert detection.detect(path, asked.mapping).format == "parquet"
