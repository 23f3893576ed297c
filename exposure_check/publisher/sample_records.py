"""Demo records: people who do not exist, in two breaches of holders who do not exist.

The numbers are from the Finnish range for tests (individual number 900 to 999). One breach is open, the other sealed
and shaped like the case that this program was written for.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exposure_check import identity
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.protocol import letter_code
from exposure_check.resources import assets

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("scheme", "number", "breach", "categories", "code")
BREACHES_FILE = "breaches.toml"
RECORDS_FILE = "records.csv"
SCHEME = "fi.hetu"
OPEN_BREACH = "example-shop-2022"
SEALED_BREACH = "example-therapy-2020"

_SEED = 2020
# A question mark: the category cannot be ruled out.
_SHOP = (
    "name;email;phone?",
    "name;phone;email",
    "name;postal_address;phone?;email",
    "name;postal_address;identity_number?",
)
_CONTACT = "name;postal_address;phone;identity_number"
_THERAPY = (_CONTACT, f"{_CONTACT};diagnosis", f"{_CONTACT};email;diagnosis;therapy_notes?")


@dataclass(frozen=True)
class DemoPerson:
    """A number to try. `label` is `found`, `not_found` or `sealed`; `code` is there for `sealed` only."""

    label: str
    number: str
    code: str | None = None


def write_demo(folder: Path, count: int = 2000) -> list[DemoPerson]:
    """Write `breaches.toml` and `records.csv` (`count` rows, at least 20) and return three people to try.

    Numbers and categories are the same every time; the codes of the letters are drawn again. Raises `OSError`.
    """
    if count < 20:
        raise ValueError("a demo has at least 20 records")
    rng = random.Random(_SEED)  # noqa: S311 - chooses invented people, not a secret
    sealed_count = count * 2 // 5
    numbers = identity.distinct_test_numbers(SCHEME, count + 1, rng)
    absent, shoppers, patients = numbers[0], numbers[1 : count + 1 - sealed_count], numbers[count + 1 - sealed_count :]
    patients[-1] = shoppers[-1]  # one person is in both
    rows = [(SCHEME, number, OPEN_BREACH, rng.choice(_SHOP), "") for number in shoppers]
    codes = [letter_code.draw() for _ in patients]
    rows += [
        (SCHEME, number, SEALED_BREACH, _THERAPY[-1] if place == 0 else rng.choice(_THERAPY), code)
        for place, (number, code) in enumerate(zip(patients, codes, strict=True))
    ]
    rng.shuffle(rows)
    _write(folder, rows)
    return [
        DemoPerson("found", shoppers[0]),
        DemoPerson("not_found", absent),
        DemoPerson("sealed", patients[0], codes[0]),
    ]


def _write(folder: Path, rows: list[tuple[str, str, str, str, str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / RECORDS_FILE, text.getvalue().encode(), PRIVATE)
    write_atomically(folder / BREACHES_FILE, (assets() / "demo" / BREACHES_FILE).read_bytes())
