"""Rows that have to be named: by their lines, never by content. Refused ones are counted too, by reason; and whether
so many of them, or records that hold rows in their fields, let a list be made of the rest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, NoReturn

from exposure_check.errors import PublishError
from exposure_check.tables import limits as bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from exposure_check.tables.batch import Span
    from exposure_check.tables.source import Source

MAX_REFUSED = 1.0  # percent of the rows, unless the publisher says otherwise
_MOST_OF_A_PART = 50.0  # percent of the rows of one file among several, of one breach, of one scheme
_SHOWN_SPANS = 10
_DIGEST_DIGITS = 16


@dataclass(frozen=True)
class Limits:
    """How much may be wrong with records that a list is made of."""

    max_refused: float = MAX_REFUSED
    multiline_fields: str = ""  # `Refusals.spans_digest` of records that look wrong, and were looked at


@dataclass
class _Part:
    refused: int = 0
    rows: int = 0


@dataclass
class Refusals:
    """Refused rows and suspicious records of files. `line` counts from 1, as editors do, and is where a row begins."""

    _counts: Counter[str] = field(default_factory=Counter)
    _lines: dict[tuple[Path, str], list[int]] = field(default_factory=dict)
    _spans: list[tuple[str, Path, Span]] = field(default_factory=list)  # digest of the file, its path
    _files: dict[Path, _Part] = field(default_factory=dict)
    _parts: dict[str, _Part] = field(default_factory=dict)  # a breach or a scheme, in words

    def add(self, source: Source, refused: Iterable[tuple[int, str]], spans: Iterable[Span] = ()) -> None:
        """Note rows of a file, each with the line and the reason."""
        file = self._files.setdefault(source.path, _Part())
        for line, reason in refused:
            self._counts[reason] += 1
            file.refused += 1
            lines = self._lines.setdefault((source.path, reason), [])
            if len(lines) < bounds.LISTED_LINES:
                lines.append(line)
        self._spans += [(source.digest.hex(), source.path, span) for span in spans]

    def close(self, source: Source, rows: int) -> None:
        """Note how many rows a file had that was read to its end."""
        self._files.setdefault(source.path, _Part()).rows = rows

    def add_parts(self, rows: Mapping[str, int], refused: Mapping[str, int]) -> None:
        """Note how many rows of a breach or a scheme were read and how many were refused, each by its name in words."""
        for name, count in refused.items():
            self._parts.setdefault(name, _Part()).refused += count
        for counts in (rows, refused):
            for name, count in counts.items():
                self._parts.setdefault(name, _Part()).rows += count

    def by_reason(self) -> dict[str, int]:
        """How many rows were refused for each reason, the most frequent first."""
        return dict(self._counts.most_common())

    def lines(self) -> dict[str, list[int]]:
        """The first lines of each `file: reason`, in order."""
        return {f"{self._name(path)}: {reason}": sorted(lines) for (path, reason), lines in self._lines.items()}

    def total(self) -> int:
        """How many rows were refused."""
        return self._counts.total()

    def spans(self) -> list[str]:
        """The records that hold lines which would themselves be rows, named by their lines."""
        return [
            f"{self._name(path)}: lines {span.first} to {span.last}, {span.rows:,} of which would be rows"
            for _, path, span in sorted(self._spans)
        ]

    def spans_digest(self) -> str:
        """What says yes to exactly these records: `--multiline-fields`. Empty where there are none."""
        digest = sha256()
        for content, _, span in sorted(self._spans):
            digest.update(f"{content} {span.first} {span.last} {span.rows}\n".encode())
        return digest.hexdigest()[:_DIGEST_DIGITS] if self._spans else ""

    def require_within(self, limits: Limits, rows: int) -> None:
        """Raise `PublishError` where no list may be made of `rows` rows, of which these were refused."""
        self._require_whole_records(limits.multiline_fields)
        self._require_few(rows, limits.max_refused)
        self._require_no_lost_part(max(limits.max_refused, _MOST_OF_A_PART))

    def _require_few(self, rows: int, max_percent: float) -> None:
        refused = self.total()
        if rows and refused * 100 > max_percent * rows and refused < rows:
            reasons = ", ".join(f"{reason} ({count:,})" for reason, count in self._counts.most_common(3))
            raise PublishError(
                f"{refused:,} of {rows:,} rows were refused, {refused / rows:.1%}: more than {max_percent:g} %. "
                f"The most frequent reasons: {reasons}.",
                advice="Fix them: `publish inspect` lists their lines. To leave these people out, say so with "
                f"--max-refused {_percent_over(refused, rows)}%.",
            )

    def _require_no_lost_part(self, max_percent: float) -> None:
        """A file, breach or scheme that is hardly read at all was written or mapped in another way, however few of all
        rows it has.
        """
        if self.total() == sum(file.rows for file in self._files.values()):
            return  # nothing is left, which has an error of its own
        for path, file in self._files.items():
            if file.refused * 100 > max_percent * file.rows:
                _refuse_part(repr(self._name(path)), file)
        for name, part in sorted(self._parts.items()):
            if part.refused * 100 > max_percent * part.rows:
                _refuse_part(name, part)

    def _name(self, path: Path) -> str:
        """The name of a file, with its folder where another one has the same name."""
        return path.name if sum(other.name == path.name for other in self._files) == 1 else str(path)

    def _require_whole_records(self, accepted: str) -> None:
        digest = self.spans_digest()
        if digest == accepted:
            return
        spans = self.spans()
        more = f" and {len(spans) - _SHOWN_SPANS:,} more" if len(spans) > _SHOWN_SPANS else ""
        if not spans:
            raise PublishError(
                "--multiline-fields names records that are not in these files.", advice="Leave it out: none are."
            )
        raise PublishError(
            f"{len(spans):,} records have a field of several lines in which lines look like rows of their own: "
            f"{'; '.join(spans[:_SHOWN_SPANS])}{more}. A quotation mark that is not closed makes such fields, and "
            "whoever stands in them would be lost.",
            advice="Look at these lines. Where each is one field of one person, such as a note that quotes a file, say "
            f"so with --multiline-fields {digest}.",
        )


def _refuse_part(name: str, part: _Part) -> NoReturn:
    raise PublishError(
        f"{part.refused:,} of {part.rows:,} rows of {name} were refused: most people in it would not be in the list.",
        advice="Look at its rows with `publish inspect`: their columns or words may be others than elsewhere. To leave "
        "these people out, take the rows out of the records, or give --max-refused "
        f"{_percent_over(part.refused, part.rows)}%.",
    )


def _percent_over(part: int, whole: int) -> int:
    return min(-(-part * 100 // whole), 100)
