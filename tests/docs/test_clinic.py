"""`docs/clinic.md` followed as a newcomer does: its files, its commands in order, by a publisher and a clinic apart."""

from __future__ import annotations

import re
import shlex
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.trust import sealed_file
from tests.docs.evidence import ROOT
from tests.support.clinic import CODE, Clinic, letters_in

TEXT = (ROOT / "docs" / "clinic.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?:toml|csv)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(
    r"^    (exposure-check (?:[^\n]*\\\n)*[^\n]*)|`(exposure-check clinic (?:seal|ledger) [^`]*)`", re.MULTILINE
)
NAMES = {
    'id = "example-therapy-2020"': "breaches.toml",
    "# details.toml": "details.toml",
    'name = "Our C5': "envelope.toml",
    "program =": "letters.toml",
    "number,name": "patients.csv",
    "scheme,number": "records.csv",
}
OF_THE_CLINIC = {"details.toml", "envelope.toml", "letters.toml", "patients.csv"}
EXTRA = {  # what the page says of a trial; and the list as a folder instead of a service that is not there
    ("publish", "build"): ["--suite", "XC1-DEMO", "--workers", "1"],
    ("clinic", "profile", "new"): ["--demo"],
    ("clinic", "codes"): ["--allow-test-numbers"],
    ("clinic", "letters"): ["--list", "list"],
}
LETTERS = 3  # of the five invented people one has a protected address, and one has died


def blocks() -> dict[str, str]:
    """The files of the page, by the name that each has."""
    return {name: block for block in BLOCK.findall(TEXT) for start, name in NAMES.items() if start in block}


def commands() -> list[list[str]]:
    """The words of each command of the page, in order."""
    return [shlex.split((first or second).replace("\\\n", " "))[1:] for first, second in SHOWN.findall(TEXT)]


@pytest.fixture
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Clinic, Clinic]:
    monkeypatch.setattr(sealed_file, "_MEMORY_KIB", 1024)
    publisher, clinic = Clinic(tmp_path / "publisher"), Clinic(tmp_path / "clinic")
    for side, secret in ((publisher, "four random words here"), (clinic, "four other words there")):
        side.folder.mkdir()
        for name in ("passphrase", "key-passphrase"):
            write_atomically(side.path(name), secret.encode() + b"\n", PRIVATE)
        for name, content in blocks().items():
            if (name in OF_THE_CLINIC) != (side is clinic):
                continue
            soon = str(datetime.now(UTC).date() + timedelta(days=200))  # the page has a date that will have passed
            side.path(name).write_text(content.replace("2027-12-31", soon), encoding="utf-8")
    return publisher, clinic


def handed_over(publisher: Clinic, clinic: Clinic) -> None:
    """What goes from one side to the other: public keys, the sealed book, list and profile."""
    for name in ("clinic-parcel.key.pub", "signed.json"):
        if clinic.path(name).exists():
            shutil.copy(clinic.path(name), publisher.path(name))
    for name in ("book.sealed", "keys/root.json"):
        if publisher.path(name).exists():
            clinic.path(name).parent.mkdir(exist_ok=True)
            shutil.copy(publisher.path(name), clinic.path(name))
    if publisher.path("list").exists():
        shutil.rmtree(clinic.path("list"), ignore_errors=True)
        shutil.copytree(publisher.path("list"), clinic.path("list"))


def test_the_page_shows_every_command_of_a_clinic_and_six_files():
    assert set(blocks()) == OF_THE_CLINIC | {"breaches.toml", "records.csv"}
    shown = {words[1] for words in commands() if words[0] == "clinic"}
    assert shown == {"codes", "key", "profile", "seal", "open", "letters", "kit", "ledger"}
    assert [words[1] for words in commands() if words[0] == "publish"] == ["keys", "build", "build", "partner"]
    assert len(commands()) == 23


@pytest.mark.timeout(300)
def test_a_newcomer_gets_from_records_to_letters_and_back(sides, capsys, monkeypatch):
    publisher, clinic = sides
    fingerprint_of_key = fingerprint_of_book = ""
    for words in commands():
        kind = (words[0], words[1])
        of_publisher = (
            words[0] in ("publish", "serve") or words[1] == "codes" or ("seal" in words and "--codes" in words)
        )
        side = publisher if of_publisher else clinic
        monkeypatch.chdir(side.folder)
        if "..." in words:  # the print shop's key
            assert main(["clinic", "key", "--out", "shop.key", "--passphrase-file", "key-passphrase"]) == 0
            words[words.index("...")] = capsys.readouterr().out.splitlines()[-1]
        if "--fingerprint" in words and "shop.key.pub" not in words:
            at = words.index("--fingerprint")
            words[at + 1 : at + 6] = (fingerprint_of_key if "seal" in words else fingerprint_of_book).split()
        if words[1] == "codes":
            shutil.copy(clinic.path("patients.csv"), publisher.path("patients.csv"))
        if words[1] == "ledger":
            references = sorted(letters_in(clinic.path("letters") / "letters-0001.pdf"))
            words = [references[0] if word == "DNDM-FQRM-GTRJ" else word for word in words]
            words += ["--codes-passphrase-file", "passphrase"] if "opened" in words else []
        words += EXTRA.get((*kind, words[2]), EXTRA.get(kind, []))
        assert main(words) == 0, words
        output = capsys.readouterr().out
        if words[1] == "key":
            fingerprint_of_key = output.splitlines()[-1]
        if words[1] == "seal" and "--codes" in words:
            fingerprint_of_book = output.splitlines()[0].rpartition(": ")[2]
        handed_over(publisher, clinic)
    found = letters_in(clinic.path("letters") / "letters-0001.pdf")
    assert len(found) == LETTERS
    assert clinic.hold_list() == {5: "address.protected", 6: "person.deceased"}
    assert all(CODE.search(text) for text in found.values())
    assert list(clinic.book_of("four other words there").renewed.values()) == [1]
