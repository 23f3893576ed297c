"""A run of letters: the hold list first, then what is due, in files that a print shop takes. `make` is its story.

A run that was stopped goes on: a file is entered in the ledger, in one step, once it lies whole on the disk, and what
is entered is not made again. Rows are read twice and kept nowhere, so memory does not grow with their number; the code
book alone, which is read whole, does.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check import files
from exposure_check.clinic import doubles, sheet_mark, web_page
from exposure_check.clinic.hold import COLLECT, DIGITAL, Hold, Letter, Rules, judge
from exposure_check.clinic.ledger import Made
from exposure_check.clinic.sheets import Numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exposure_check.clinic.doubles import Doubles
    from exposure_check.clinic.ledger import Ledger
    from exposure_check.clinic.patients import PatientFile
    from exposure_check.clinic.sheets import Writer

    Progress = Callable[[str, int, int], None]  # stage, rows done, rows in all (0: not known yet)

HOLD_LIST = "hold.csv"
LARGEST_FILE = 3_000_000  # bytes: what a large print service takes (21grams.com/imail-finland)
PAGES_FOLDER = "pages"
_FIRST_FILE_LETTERS = 500  # then as many as fit
_MOST_FILE_LETTERS = 4000
_ENTERED_TOGETHER = 200  # files of one letter each
_STEMS = {COLLECT: "collect", DIGITAL: "digital"}


@dataclass
class Report:
    """What a run came to."""

    rows: int = 0
    letters: Counter[str] = field(default_factory=Counter)  # of this run, by kind
    sheets: int = 0
    files: int = 0
    already_made: int = 0
    holds: Counter[str] = field(default_factory=Counter)  # reason -> rows


def make(patients: PatientFile, rules: Rules, writer: Writer, ledger: Ledger, out: Path, progress: Progress) -> Report:
    """Write the hold list, then every letter that is due. Raises `OptionError`, `PublishError`, `OSError`."""
    files.make_private_folder(out)
    report = Report()
    with doubles.surveyed(patients.rows(), rules) as several:
        outcomes = partial(_outcomes, patients, rules, ledger, several)
        _write_hold_list(_holds(outcomes(), report, progress), out / HOLD_LIST)
        run = _Run(writer, ledger, out, rules, report)
        for done, letter in enumerate(_letters(outcomes()), start=1):
            run.add(letter)
            progress("letters", done, report.rows)
        run.finish()
    return report


def _holds(outcomes: Iterable[Letter | Hold], report: Report, progress: Progress) -> Iterator[Hold]:
    for outcome in outcomes:
        report.rows += 1
        progress("hold list", report.rows, 0)
        if isinstance(outcome, Hold):
            report.holds[outcome.reason] += 1
            yield outcome


def _letters(outcomes: Iterable[Letter | Hold]) -> Iterator[Letter]:
    """Each letter that is no hold."""
    return (outcome for outcome in outcomes if isinstance(outcome, Letter))


def _outcomes(patients: PatientFile, rules: Rules, ledger: Ledger, several: Doubles) -> Iterator[Letter | Hold]:
    """What comes of each row: the same each time."""
    several.begin()
    least = ledger.least_renewed()
    for line, row in patients.rows():
        outcome = Hold(line, row) if isinstance(row, str) else judge(line, row, rules)
        if isinstance(outcome, Letter):
            if outcome.renewed < least.get(outcome.entry, 0):  # an older copy of the book: its code opens nothing now
                outcome = Hold(line, "code.older")
            else:
                outcome = several.judge(outcome)
        yield outcome


def _write_hold_list(holds: Iterator[Hold], path: Path) -> None:
    """Write lines and reasons, no content, into a file that takes its place when it is whole."""
    files.remove_leftovers(path)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("line", "reason", "what to do"))
            table.writerows((hold.line, hold.reason, hold.advice) for hold in holds)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


class _Run:
    """The files of one run, as they fill up."""

    def __init__(self, writer: Writer, ledger: Ledger, out: Path, rules: Rules, report: Report) -> None:
        self._writer, self._ledger, self._out, self._day = writer, ledger, out, rules.today
        self._report = report
        self._waiting: dict[str, list[Numbered]] = {}  # by the stem of their file
        self._file_letters = _FIRST_FILE_LETTERS
        self._each = writer.stationery.settings.one_file_each

    def add(self, letter: Letter) -> None:
        """Take a letter, unless it was made and nothing changed."""
        if not self._ledger.is_due(letter.entry, letter.addressee, letter.renewed):
            self._report.already_made += 1
            return
        is_remake = self._ledger.is_remake(letter.entry, letter.addressee)
        stem = _STEMS.get(letter.channel) or ("again" if is_remake else "letters")
        waiting = self._waiting.setdefault(stem, [])
        waiting.append(Numbered(letter, sheet_mark.reference(letter.entry, letter.addressee)))
        if len(waiting) >= (_ENTERED_TOGETHER if self._each else self._file_letters):
            self._write(stem, self._waiting.pop(stem))

    def finish(self) -> None:
        """Write what is left."""
        for stem in list(self._waiting):
            self._write(stem, self._waiting.pop(stem))

    def _write(self, stem: str, letters: list[Numbered]) -> None:
        for numbered in letters:
            if numbered.letter.with_page:
                self._write_page(numbered)
        if stem == _STEMS[DIGITAL]:
            names = {self._page_name(numbered): [self._entry(numbered, 0)] for numbered in letters}
            self._enter(names)
        elif self._each:
            self._enter(dict(self._write_each(stem, letters)))
        else:
            self._write_together(stem, letters)

    def _write_together(self, stem: str, letters: list[Numbered]) -> None:
        data, sheets = self._writer.document(letters)
        if len(data) > LARGEST_FILE and len(letters) > 1:
            middle = len(letters) // 2
            self._write_together(stem, letters[:middle])
            self._write_together(stem, letters[middle:])
            return
        name = self._ledger.next_file(stem, ".pdf")
        self._save(name, data)
        fitting = int(len(letters) * LARGEST_FILE * 0.9 / len(data))
        self._file_letters = max(1, min(fitting, _MOST_FILE_LETTERS, self._file_letters * 4))
        self._enter({name: [self._entry(*pair) for pair in zip(letters, sheets, strict=True)]})

    def _write_each(self, stem: str, letters: list[Numbered]) -> Iterator[tuple[str, list[Made]]]:
        for numbered in letters:
            data, [sheets] = self._writer.document([numbered])
            name = f"{stem}/{numbered.reference}.pdf"
            self._save(name, data)
            yield name, [self._entry(numbered, sheets)]

    def _write_page(self, numbered: Numbered) -> None:
        texts = self._writer.texts[numbered.letter.language]
        tags = (numbered.letter.tags - {"code", "paper", "collect", "printed"}) | {"no_code", "digital"}
        blocks = self._writer.blocks(numbered.letter, frozenset(tags))
        self._save(self._page_name(numbered), web_page.page(texts.title, texts.language, blocks).encode())

    @staticmethod
    def _page_name(numbered: Numbered) -> str:
        return f"{PAGES_FOLDER}/{numbered.reference}.html"

    def _save(self, name: str, data: bytes) -> None:
        path = self._out / name
        files.make_private_folder(path.parent)
        if path.parent == self._out:  # the other folders have a file a person: looking through them would take hours
            files.remove_leftovers(path)
        files.write_atomically(path, data, files.PRIVATE)

    @staticmethod
    def _entry(numbered: Numbered, sheets: int) -> Made:
        letter = numbered.letter
        kind = _STEMS.get(letter.channel, "batch")
        return Made(letter.entry, letter.addressee, numbered.reference, kind, sheets, letter.renewed)

    def _enter(self, entered: dict[str, list[Made]]) -> None:
        self._ledger.enter(entered, self._day)
        self._report.files += len(entered)
        for letters in entered.values():
            self._report.letters.update(each.kind for each in letters)
            self._report.sheets += sum(each.sheets for each in letters)
