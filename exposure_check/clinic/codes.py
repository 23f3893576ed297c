"""Drawing codes for a clinic's patients into a code book, which the publisher then takes (`publish build --codes`)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exposure_check.clinic.hold import identified
from exposure_check.errors import NumberError, OptionError
from exposure_check.trust.code_book import CodeBook, DrawnCode, short_digest

if TYPE_CHECKING:
    from exposure_check.clinic.patients import PatientFile


@dataclass
class Drawn:
    """What drawing came to. Refused rows are named by line, the first of each reason."""

    rows: int = 0
    new: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    lines: dict[str, list[int]] = field(default_factory=dict)


def draw(patients: PatientFile, book: CodeBook, breach: str, *, allow_test: bool) -> tuple[CodeBook, Drawn]:
    """The book with a code for each patient, and what it came to. Who has a code keeps it.

    Raises `PublishError` where the file cannot be read exactly.
    """
    known, drawn, figures = set(book.codes(breach)), [], Drawn()
    digest = short_digest(patients.source.digest)
    for line, row in patients.rows():
        figures.rows += 1
        if isinstance(row, str):
            _refuse(figures, line, row)
            continue
        try:
            canonical = identified(row, allow_test=allow_test)
        except NumberError as error:
            _refuse(figures, line, f"number.{error.reason}")
            continue
        code = book.code(canonical, breach)
        if int(code) not in known:
            known.add(int(code))
            former = book.former(canonical, breach)
            drawn.append(DrawnCode(patients.source.name, digest, line, "", breach, code, former))
    figures.new = len(drawn)
    return book.with_drawn(drawn), figures


def merged(mine: CodeBook, theirs: CodeBook) -> CodeBook:
    """What two copies of one book hold together; raises `OptionError` for two books."""
    if mine.key != theirs.key:
        raise OptionError(
            "The two code books are not copies of one: people would get two codes.",
            advice="Decide which of the two is used, and name another file for the other.",
        )
    renewed = {
        name: max(book.renewed.get(name, 0) for book in (mine, theirs)) for name in (mine.renewed | theirs.renewed)
    }
    return CodeBook(mine.key, mine.drawn, renewed).with_drawn(theirs.drawn)


def _refuse(figures: Drawn, line: int, reason: str) -> None:
    figures.refused[reason] += 1
    figures.lines.setdefault(reason, []).append(line)
