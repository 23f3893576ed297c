"""From files as they come to a verified list, by the mappings that `docs/operations.md` prints."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from exposure_check.cli import main
from tests.support.sheets import write_xlsx

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
BREACHES = """\
[[breach]]
id = "example-2020"
holder = "Example Oy"
occurred = 2018-11-20
disclosed = 2020-10-21
sealed = false
categories = ["name", "postal_address", "phone", "identity_number"]
references = ["https://example.org/notice"]
name = { en = "Example Oy" }
summary = { en = "Records were taken from a company that does not exist." }
"""
PEOPLE = ("010140-900T", "020140-900E", "030140-9003")


def patients(folder: Path) -> Path:
    columns = "Id,BIRTHDATE,DEATHDATE,SSN,DRIVERS,PASSPORT,PREFIX,FIRST,LAST,SUFFIX,ADDRESS"
    address = '"427 Main\nApt 2"'
    lines = [
        f"b9c610cd-{at},1989-05-25,,999-{10 + at}-{4321 + at},S99984236,X1975653{at}X,Mr.,José,Gómez{at},,{address}"
        for at in range(50)
    ]
    path = folder / "patients.csv"
    path.write_text("\n".join((columns, *lines, "")), encoding="utf-8")
    return path


def bundle(folder: Path) -> Path:
    entries = [
        {
            "fullUrl": f"urn:uuid:{at}",
            "resource": {
                "resourceType": "Patient",
                "identifier": [
                    {"system": "https://example.org/mrn", "value": str(at)},
                    {"system": "urn:oid:1.2.246.21", "value": number},
                ],
                "name": [{"use": "official", "family": "Virtanen", "given": ["A", "B"]}],
                "telecom": [{"system": "phone", "value": "040"}, {"system": "email", "value": "a@example.org"}],
            },
        }
        for at, number in enumerate(PEOPLE)
    ]
    path = folder / "bundle.json"
    path.write_text(json.dumps({"resourceType": "Bundle", "meta": {"entry": []}, "entry": entries}, indent=2))
    return path


def register(folder: Path) -> Path:
    columns = ["SYNTYMAAIKA", "TUNNUSOSA", "NIMI", "PUHELIN_KYLLA_EI", "", "X", "X", *(f"S{at}" for at in range(200))]
    lines = ["\t".join(columns)]
    for number in PEOPLE:
        born, _, suffix = number.partition("-")
        lines.append("\t".join([born, suffix, "Meikäläinen", "E", *["😀"] * 203]))
    path = folder / "register.txt"
    path.write_bytes("\r\n".join((*lines, "")).encode("utf-16"))
    return path


def sheet(folder: Path) -> Path:
    rows = [
        ("Klantenlijst 2021",),
        (),
        ("BSN", "Naam", "Gegevens"),
        (99999274.0, "Jansen", "naam;telefoon"),
        (999990019.0, "de Vries", "naam"),
    ]
    return write_xlsx(folder / "klanten.xlsx", {"Uitleg": [("Lees mij",)], "Klanten": rows})


@pytest.fixture
def mappings(tmp_path: Path) -> Path:
    """The mapping files that the page prints, each under the name in its first line."""
    for name, text in re.findall(r"```toml\n# (\w+\.toml)\n(.*?)```", OPERATIONS.read_text(), re.DOTALL):
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("make", "mapping", "scheme", "people"),
    [
        (patients, "patients.toml", "us.ssn", 50),
        (bundle, "fhir.toml", "fi.hetu", 3),
        (register, "register.toml", "fi.hetu", 3),
        (sheet, "sheet.toml", "nl.bsn", 2),
    ],
)
def test_a_mapping_of_a_few_lines_leads_to_a_verified_list(
    tmp_path: Path,
    mappings: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], Path],
    mapping: str,
    scheme: str,
    people: int,
) -> None:
    breaches = tmp_path / "breaches.toml"
    breaches.write_text("\ufeff" + BREACHES, encoding="utf-8")
    records, out, keys = make(tmp_path), tmp_path / "out", tmp_path / "keys"
    given = ["--breaches", str(breaches), "--mapping", str(mappings / mapping), "--keys", str(keys), "--workers", "1"]
    assert main(["publish", "keys", str(keys), "--plain"]) == 0
    capsys.readouterr()
    build = ["publish", "build", *given, "--records", str(records), "--out", str(out), "--suite", "XC1-DEMO", "--json"]
    assert main(build) == 0
    summary = json.loads(capsys.readouterr().out)
    (data_set,) = summary["data_sets"]
    assert (data_set["scheme"], data_set["people"], summary["refused"]) == (scheme, people, {})
    verify = ["publish", "verify", str(out), "--root", str(keys / "root.json"), *given, "--records", str(records)]
    assert main([*verify, "--json"]) == 0
    opened = json.loads(capsys.readouterr().out)["opened"]
    assert opened["people"] == people
    assert opened["one_reader"] == ([] if records.suffix != ".xlsx" else [records.name])
