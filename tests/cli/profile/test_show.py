"""`exposure-check profile show`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from exposure_check.cli import main
from exposure_check.lookup import administrators, profile, profile_places
from exposure_check.lookup.standing import Place
from exposure_check.protocol import fingerprint
from exposure_check.trust.root_of_trust import root_digest
from tests.support.profiles import png

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/api/output.schema.json").read_text(encoding="utf-8"))


def test_it_prints_what_a_person_compares(signed, root, capsys):
    assert main(["profile", "show", str(signed)]) == 0
    said = capsys.readouterr().out
    for words in (
        "Clinic",
        "https://check.example.org",
        "09 000",
        "claims to be",
        fingerprint.of_publisher(root_digest(root.read_bytes())),
        fingerprint.of_partner(bytes.fromhex(profile.open_file(signed).signer)),
    ):
        assert words in said


@pytest.mark.parametrize("action", ["show", "verify"])
@pytest.mark.parametrize("name", ["profile.json", "signed.json"])
def test_its_object_fits_the_schema(signed, capsys, action, name):
    assert main(["profile", action, str(signed.with_name(name)), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    Draft202012Validator(SCHEMA).validate(shown)
    assert (shown["name"], shown["trusted"], bool(shown["signer"])) == ("Clinic", False, name == "signed.json")


def test_the_fingerprints_of_one_value_differ_by_what_it_is_of():
    """Digits of a partner's key never pass for those of a publisher or a list."""
    value = bytes(range(32))
    digits = {fingerprint.of_list(value), fingerprint.of_publisher(value), fingerprint.of_partner(value)}
    assert len(digits) == 3


def test_a_file_in_the_administrators_place_that_others_can_change_is_named(workbench, monkeypatch, capsys):
    planted = workbench / "profile.json"
    planted.chmod(0o666)
    monkeypatch.setattr(profile_places, "_administrators_places", lambda: ((planted, Place.ADMINISTRATOR),))
    monkeypatch.setattr(profile_places, "user_path", lambda: None)
    monkeypatch.setattr(administrators, "ROOT", planted.stat().st_uid)
    assert main(["profile", "show"]) == 2
    said = capsys.readouterr().err
    assert f"Passed over, since others can change it: {planted}" in said
    assert "There is no profile" in said


def test_a_profile_without_a_root_of_trust_is_refused(tmp_path, capsys):
    path = tmp_path / "profile.json"
    path.write_text('{"format":1,"url":"https://check.example.org","root":{}}')
    assert main(["profile", "show", str(path)]) == 2
    assert "no valid root of trust" in capsys.readouterr().err


def test_what_a_clinic_compares_and_chose_is_shown(workbench, capsys):
    (workbench / "logo.png").write_bytes(png())
    words = ["--logo", str(workbench / "logo.png"), "--letter-code-first", "--privacy-level", "maximum", "--kiosk"]
    path = str(workbench / "profile.json")
    assert main(["profile", "edit", path, *words, "--out", path]) == 0
    capsys.readouterr()
    assert main(["profile", "show", path]) == 0
    said = capsys.readouterr().out.splitlines()
    chosen = (
        "Logo: 4 by 2 pixels",
        "Asks for the code of the letter first",
        "For a computer that many people use",
        "Privacy, until a person chooses another: maximum",
        "Languages: en, fi, sv; advice of: fi",
    )
    assert {f"  {words}" for words in chosen} <= set(said)
    at = next(place for place, line in enumerate(said) if line.startswith("  Fingerprint of the publisher"))
    digits = said[at].rpartition(": ")[2].replace(" ", "")
    spelt = said[at + 1].removeprefix("  In words: ").replace(",", "").split()
    numerals = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    assert "".join(str(numerals.index(word)) for word in spelt) == digits
