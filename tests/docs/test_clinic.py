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
from tests.support.clinic import ADULTS, CODE, Clinic, letters_in, patient

TEXT = (ROOT / "docs" / "clinic.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(
    r"^    (exposure-check (?:[^\n]*\\\n)*[^\n]*)|`(exposure-check clinic (?:seal|ledger) [^`]*)`", re.MULTILINE
)
NAMES = {
    'id = "example-therapy-2020"': "breaches.toml",
    "# details.toml": "details.toml",
    'name = "Our C5': "envelope.toml",
    "program =": "letters.toml",
}
EXTRA = {  # the demo suite and test numbers; the list as a folder instead of a service that is not there
    ("publish", "build"): ["--suite", "XC1-DEMO", "--workers", "1"],
    ("clinic", "profile", "new"): ["--demo"],
    ("clinic", "codes"): ["--allow-test-numbers"],
    ("clinic", "letters"): ["--list", "list"],
}
OF_THE_PUBLISHER = {("publish", "build"), ("clinic", "codes")}


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
        side.write_patients([patient(number, name=f"Nimi {at}") for at, number in enumerate(ADULTS[:6])])
        for name, content in blocks().items():
            soon = str(datetime.now(UTC).date() + timedelta(days=200))  # the page has a date that will have passed
            side.path(name).write_text(content.replace("2027-12-31", soon), encoding="utf-8")
    publisher.write_records(ADULTS[:6])
    assert main(["publish", "keys", str(publisher.path("keys")), "--plain"]) == 0
    return publisher, clinic


def handed_over(publisher: Clinic, clinic: Clinic) -> None:
    """What goes from one side to the other: public keys, the sealed book, list and profile."""
    for name in ("our.key.pub", "shop.key.pub"):
        if clinic.path(name).exists():
            shutil.copy(clinic.path(name), publisher.path(name))
    for name in ("book.sealed", "profile.json"):
        if publisher.path(name).exists():
            shutil.copy(publisher.path(name), clinic.path(name))
    for name in ("list", "keys"):
        if publisher.path(name).exists():
            shutil.copytree(publisher.path(name), clinic.path(name), dirs_exist_ok=True)


def test_the_page_shows_every_command_of_a_clinic_and_four_files():
    assert set(blocks()) == {"breaches.toml", "details.toml", "envelope.toml", "letters.toml"}
    shown = {words[1] for words in commands() if words[0] == "clinic"}
    assert shown == {"codes", "key", "profile", "seal", "open", "letters", "kit", "ledger"}
    assert len(commands()) == 20


@pytest.mark.timeout(300)
def test_a_newcomer_gets_from_records_to_letters_and_back(sides, capsys, monkeypatch):
    publisher, clinic = sides
    fingerprint_of_key = fingerprint_of_book = ""
    for words in commands():
        kind = (words[0], words[1])
        side = publisher if kind in OF_THE_PUBLISHER or ("book.sealed" in words and "seal" in words) else clinic
        monkeypatch.chdir(side.folder)
        if "..." in words:  # the print shop's key
            assert main(["clinic", "key", "--out", "shop.key", "--passphrase-file", "key-passphrase"]) == 0
            words[words.index("...")] = capsys.readouterr().out.splitlines()[-1]
        if "--fingerprint" in words and "shop.key.pub" not in words:
            at = words.index("--fingerprint")
            words[at + 1 : at + 6] = (fingerprint_of_key if "seal" in words else fingerprint_of_book).split()
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
    assert len(found) == 6
    assert all(CODE.search(text) for text in found.values())
    assert list(clinic.book_of("four other words there").renewed.values()) == [1]
