"""`exposure-check publish verify` as typed: what it lists, counts, asks for and leaves behind."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path

import pytest

from exposure_check import identity
from exposure_check.cli import main
from exposure_check.cli.publish import verify as verify_command
from exposure_check.publisher import sample_records
from exposure_check.publisher.verify import records as verify_records
from tests.support.publisher import HEADER, Built, Published

Verify = Callable[..., int]


def test_every_record_opens_and_strangers_do_not(built: Built, demo_folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "verify", str(built.published.out), "--root", str(built.published.keys / "root.json")]
    assert main(arguments) == 0
    assert "fi.hetu: sound" in capsys.readouterr().out
    arguments += ["--records", str(built.records), "--breaches", str(folder / "breaches.toml"), "--workers", "2"]
    assert main(arguments) == 2  # the VOPRF key is missing
    assert main([*arguments, "--keys", str(built.published.keys), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    # Of a thousand numbers drawn by chance from 19 million, now and then one is of a listed person, and is left out.
    assert 990 < answer["opened"].pop("strangers") <= 1000
    assert answer["opened"] == {"people": 119, "records": 120, "wider": 0, "refused": {}, "one_reader": []}


def test_what_a_worker_process_finds_is_said(
    built: Built, demo_folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every finding was told as "a worker process died, most often because memory ran out"."""
    records = tmp_path / "records.csv"
    number = built.people["not_found"].number
    records.write_text(f"{HEADER}fi.hetu,{number},{sample_records.OPEN_BREACH},name,\n")
    arguments = ["publish", "verify", str(built.published.out), "--root", str(built.published.keys / "root.json")]
    arguments += ["--keys", str(built.published.keys), "--records", str(records), "--workers", "1"]
    assert main([*arguments, "--breaches", str(demo_folder[0] / "breaches.toml")]) == 1
    assert "a record does not open to what its rows say" in capsys.readouterr().err


@pytest.fixture
def verify(demo_folder, pool: Executor, monkeypatch: pytest.MonkeyPatch) -> Verify:
    """`publish verify` as typed, on threads and with no strangers."""
    monkeypatch.setattr(verify_command.pool, "processes", lambda _: nullcontext(pool))
    monkeypatch.setattr(verify_command, "STRANGERS", 0)

    def run(published: Published, records: Path, *more: str, breaches_file: Path | None = None) -> int:
        arguments = ["publish", "verify", str(published.out), "--root", str(published.keys / "root.json")]
        arguments += ["--keys", str(published.keys), "--records", str(records)]
        return main(
            [*arguments, "--breaches", str(breaches_file or demo_folder[0] / sample_records.BREACHES_FILE), *more]
        )

    return run


def test_refused_rows_are_listed_and_counted(
    built: Built, verify: Verify, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = tmp_path / "records.csv"
    number = built.people["not_found"].number
    refused = f"fi.hetu,{number},another-breach,name,\nfi.hetu,{number},{sample_records.OPEN_BREACH},shoes,\n"
    records.write_text(built.records.read_text() + refused)
    assert verify(built.published, records, "--json") == 0
    output = capsys.readouterr()
    assert json.loads(output.out)["opened"]["refused"] == {"breach.unknown": 1, "categories.unknown": 1}
    assert json.loads(output.out)["opened"]["people"] == 119
    assert "Refused 1, records.csv: breach.unknown: line 122" in output.err
    assert "Refused 1, records.csv: categories.unknown: line 123" in output.err
    assert number not in output.out + output.err
    assert verify(built.published, records) == 0
    assert "2 rows were refused and not tried" in capsys.readouterr().out


def test_records_of_which_none_can_be_tried_are_no_success(
    built: Built, verify: Verify, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    breaches_file = tmp_path / "breaches.toml"
    assets = built.records.with_name(sample_records.BREACHES_FILE).read_text()
    breaches_file.write_text(
        assets.replace(sample_records.OPEN_BREACH, "another").replace(sample_records.SEALED_BREACH, "a-third")
    )
    assert verify(built.published, built.records, breaches_file=breaches_file) == 1
    output = capsys.readouterr()
    assert "Refused 120, records.csv: breach.unknown: line 2, 3," in output.err
    assert "nothing was tried" in output.err
    assert "breach.unknown (120)" in output.err
    assert "opens to its categories" not in output.out
    empty = tmp_path / "records.csv"
    empty.write_text(HEADER)
    assert verify(built.published, empty) == 1
    assert "that hold rows" in capsys.readouterr().err


def test_sealed_rows_without_a_code_are_no_success_and_codes_are_asked_for(
    publish: Callable, verify: Verify, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = identity.distinct_test_numbers("fi.hetu", 3, random.Random(3))
    rows = f"fi.hetu,{numbers[0]},{sample_records.OPEN_BREACH},name,\n"
    rows += "".join(f"fi.hetu,{number},{sample_records.SEALED_BREACH},name,\n" for number in numbers[1:])
    published, summary = publish(rows, codes_key=bytes(32), prefix_bits=None)
    assert summary.codes_drawn == 2
    assert verify(published, tmp_path / "records.csv") == 1
    output = capsys.readouterr()
    assert "2 sealed rows have no code" in output.err
    assert "--codes" in output.err
    assert "Refused 2, records.csv: code.missing: line 3, 4" in output.err
    assert output.out == ""


def test_nothing_is_left_where_it_was_stopped(
    built: Built, verify: Verify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen = []

    def stopped(*_: object) -> None:
        seen.extend(path.name for path in tmp_path.glob("exposure-check-verify-*/rows/*"))
        raise KeyboardInterrupt

    monkeypatch.setattr(verify_records, "_strangers", stopped)
    assert verify(built.published, built.records) == 1
    assert seen
    assert list(tmp_path.iterdir()) == []
    assert "Stopped." in capsys.readouterr().err


@pytest.mark.parametrize("text", ["-1", "0", "abc"])
def test_a_number_of_workers_that_is_none_is_refused_at_once(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["publish", "verify", str(tmp_path), "--root", "root.json", "--workers", text])
    assert end.value.code == 2
    assert "--workers: must be 1 to 1024" in capsys.readouterr().err
