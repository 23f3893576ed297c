"""A clinic for tests: a published list with a sealed breach, a code book, a profile, settings, and files of patients.

The numbers are of the Finnish range for tests. `Clinic.run` is the command as a person would type it.
"""

from __future__ import annotations

import csv
import random
import re
import shutil
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pypdf import PdfReader

from exposure_check import identity
from exposure_check.cli import main
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.secret import Secret
from exposure_check.trust import code_book, sealed_file

if TYPE_CHECKING:
    from collections.abc import Iterable

PASSPHRASE = "four random words here"
BREACH = "example-therapy-2020"
COLUMNS = (
    "number", "name", "address1", "address2", "postcode", "town", "country", "language", "recipient", "protected",
    "deceased", "channel", "format", "born",
)  # fmt: skip
REFERENCE = re.compile(r"[B-Z]{4}-[B-Z]{4}-[B-Z]{4}")
CODE = re.compile(r"\b(\d{4})\s+(\d{4})\s+(\d{4})\s+(\d{4})\b")
LANGUAGES = ("en", "fi", "sv")
TEXTS = "\n".join(
    f"[breach.{field}]\n" + "\n".join(f'{language} = "{text} ({language})."' for language in LANGUAGES)
    for field, text in {
        "name": "Example Oy",
        "summary": "A criminal copied the register",
        "contact_point": "Data protection officer, dpo@example.org",
        "consequences": "Somebody may write to you",
        "measures": "The system was closed. Watch your post",
    }.items()
)
BREACHES = f"""
[[breach]]
id = "{BREACH}"
holder = "Example Oy"
occurred = 2018-11-20
disclosed = 2020-10-21
discovered = 2020-09-28
sealed = true
categories = ["name", "postal_address", "identity_number", "diagnosis"]
references = []
{TEXTS}
"""
ENVELOPE = """
name = "Finland, C5, measured"
country = "fi"
source = "a ruler"
[window]
left = 20
right = 110
top = 55
bottom = 88
[return_window]
left = 20
right = 110
top = 15
bottom = 40
[address]
town_in_capitals = true
postcode = '\\d{5}'
"""


def numbers(count: int, seed: int = 7, *, born: range = range(1930, 1999)) -> list[str]:
    """Different test numbers of adults, unless `born` says otherwise."""
    rng, scheme = random.Random(seed), identity.get("fi.hetu")
    found: dict[str, None] = {}
    while len(found) < count:
        number = scheme.sample(rng)
        if scheme.birth_date(number, date(2026, 1, 1)).year in born:
            found[number] = None
    return list(found)


_YEAR = datetime.now(UTC).year
ADULTS = numbers(60)
YOUNG = numbers(8, born=range(_YEAR - 16, _YEAR - 11))
CHILDREN = numbers(4, born=range(_YEAR - 8, _YEAR - 1))


def patient(number: str, **fields: str) -> dict[str, str]:
    """A row that gets a letter, but for what is changed."""
    row = {"number": number, "name": "Aino Esimerkki", "address1": "Esimerkkikatu 1 B 2", "postcode": "00100"}
    return row | {"town": "Helsinki", "language": "fi"} | fields


@dataclass
class Clinic:
    """The files of one clinic below a folder."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / name

    def write_patients(self, rows: Iterable[dict[str, str]], name: str = "patients.csv") -> Path:
        path = self.path(name)
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS, restval="")
            table.writeheader()
            table.writerows(rows)
        return path

    def write_settings(self, **changes: object) -> Path:
        values: dict[str, object] = {
            "program": "https://check.example.org/get",
            "return_address": ["PL 12", "00101 HELSINKI"],
            "envelope": "envelope.toml",
        } | changes
        valid = datetime.now(UTC).date() + timedelta(days=200)
        lines = [f"valid_until = {valid}", *(f"{name} = {_toml(value)}" for name, value in values.items())]
        path = self.path("letters.toml")
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    @property
    def opening(self) -> list[str]:
        """The option that gives the passphrase of the code book."""
        return ["--codes-passphrase-file", str(self.path("passphrase"))]

    def book(self, name: str = "book") -> code_book.CodeBook:
        return code_book.load(self.path(name), Secret(PASSPHRASE))

    def book_of(self, passphrase: str) -> code_book.CodeBook:
        return code_book.load(self.path("book"), Secret(passphrase))

    def draw(self, patients: str = "patients.csv", book: str = "book") -> int:
        words = ["clinic", "codes", "--patients", str(self.path(patients)), "--scheme", "fi.hetu", "--breach", BREACH]
        return main([*words, "--codes", str(self.path(book)), "--allow-test-numbers", *self.opening])

    @property
    def basis(self) -> list[str]:
        """The options of profile, settings and list."""
        named = {"profile": "profile.json", "settings": "letters.toml", "list": "list"}
        return [word for option, name in named.items() for word in (f"--{option}", str(self.path(name)))]

    def letters(
        self, patients: str = "patients.csv", out: str = "letters", book: str = "book", mapping: Path | None = None
    ) -> int:
        words = ["clinic", "letters", "--patients", str(self.path(patients)), "--codes", str(self.path(book))]
        words += ["--mapping", str(mapping)] if mapping else []
        return main([*words, *self.basis, "--out", str(self.path(out)), *self.opening])

    def build(self, *options: str, records: str = "records.csv") -> int:
        words = ["publish", "build", "--breaches", str(self.path("breaches.toml")), "--records"]
        words += [str(self.path(records)), "--keys", str(self.path("keys")), "--out", str(self.path("list"))]
        return main([*words, "--suite", "XC1-DEMO", "--workers", "1", *options, *self.opening])

    def write_records(self, people: Iterable[str], name: str = "records.csv") -> None:
        rows = (f"fi.hetu,{number},{BREACH},name;diagnosis," for number in people)
        self.path(name).write_text("\n".join(("scheme,number,breach,categories,code", *rows, "")))

    def hold_list(self, out: str = "letters") -> dict[int, str]:
        """The hold list: line to reason."""
        with (self.path(out) / "hold.csv").open(encoding="utf-8", newline="") as file:
            return {int(row["line"]): row["reason"] for row in csv.DictReader(file)}

    def pdfs(self, out: str = "letters") -> list[Path]:
        return sorted(self.path(out).rglob("*.pdf"))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"'


def make_clinic(folder: Path, people: Iterable[str]) -> Clinic:
    """Keys, records and a published list of these people, whose codes the publisher drew."""
    clinic = Clinic(folder)
    write_atomically(clinic.path("passphrase"), PASSPHRASE.encode() + b"\n", PRIVATE)
    clinic.path("breaches.toml").write_text(BREACHES, encoding="utf-8")
    clinic.path("envelope.toml").write_text(ENVELOPE, encoding="utf-8")
    clinic.write_settings()
    clinic.write_records(people)
    assert main(["publish", "keys", str(clinic.path("keys")), "--plain"]) == 0
    assert clinic.build("--draw-codes", str(clinic.path("book"))) == 0
    words = ["profile", "new", "--url", "https://check.example.org", "--root", str(clinic.path("keys") / "root.json")]
    words += ["--demo", "--name", "Example Oy", "--help-name", "Help line", "--help-number", "09 000 000"]
    assert main([*words, "--out", str(clinic.path("profile.json"))]) == 0
    return clinic


def texts_of(path: Path) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
        return found
    finally:
        document.close()


def letters_in(path: Path) -> dict[str, str]:
    """The letters of a file: reference to the text of all its pages."""
    found: dict[str, str] = {}
    for text in texts_of(path):
        match = REFERENCE.search(text)
        if match:
            found[match[0]] = found.get(match[0], "") + text + "\n"
    return found


def code_in(text: str) -> str:
    """The letter code in a text, sixteen digits; empty where there is none."""
    match = CODE.search(text)
    return "".join(match.groups()) if match else ""


def everything_in(path: Path) -> bytes:
    """All bytes of a file, and of a PDF every stream once more as it is when decompressed, and its text."""
    data = path.read_bytes()
    if path.suffix != ".pdf":
        return data
    parts = [data, *(text.encode() for text in texts_of(path))]
    reader = PdfReader(path)
    parts.append(str(reader.metadata).encode() + str(reader.outline).encode())
    for number in range(1, len(reader.xref[0]) + 1):
        found = reader.get_object(number)
        if hasattr(found, "get_data"):
            parts.append(found.get_data())
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            parts.append(zlib.decompressobj().decompress(data[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a passphrase costs in earnest is not what these tests are about."""
    monkeypatch.setattr(sealed_file, "_MEMORY_KIB", 1024)


@pytest.fixture(scope="session")
def first_clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_file, "_MEMORY_KIB", 1024)
        return make_clinic(tmp_path_factory.mktemp("clinic"), [*ADULTS, *YOUNG, *CHILDREN])


@pytest.fixture
def clinic(first_clinic: Clinic, tmp_path: Path) -> Clinic:
    """A copy of a clinic that all tests share, to change."""
    folder = tmp_path / "clinic"
    shutil.copytree(first_clinic.folder, folder)
    return Clinic(folder)
