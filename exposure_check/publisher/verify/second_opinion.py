"""Whether two parsers that have nothing in common read the same people, breaches and categories from the records."""

from __future__ import annotations

import secrets
from hashlib import blake2b
from typing import TYPE_CHECKING

from exposure_check.errors import PublishError
from exposure_check.publisher.input.rows import RefusedError, Rules, entry
from exposure_check.tables import second_reader
from exposure_check.tables.reader import Reading, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exposure_check.tables.columns import Row
    from exposure_check.tables.source import Source

_BUCKETS = 1 << 12
_MODULUS = 1 << 256
_SHOWN_LINES = 10


class _Multiset:
    """A digest of rows in any order: the sum of a keyed hash of each, in buckets that narrow a difference down."""

    def __init__(self, key: bytes, rules: Rules) -> None:
        self._key, self._rules = key, rules
        self.rows = 0
        self.sums = [0] * _BUCKETS

    def bucket(self, row: Row) -> int | None:
        """Enter a row that validates, and give its bucket."""
        try:
            row_entry = entry(row, self._rules)
        except RefusedError:
            return None
        content = b"\0".join((row_entry.canonical, row_entry.breach.encode(), str(row_entry.categories).encode()))
        value = int.from_bytes(blake2b(content, key=self._key).digest()[:32], "big")
        place = value % _BUCKETS
        self.sums[place] = (self.sums[place] + value) % _MODULUS
        self.rows += 1
        return place


def compare(sources: Sequence[Source], rules: Rules) -> list[str]:
    """Read every file with both readers; the names of those for which there is one alone.

    Raises `PublishError` where the two differ in so much as one row.
    """
    alone = []
    for source in sources:
        rows = second_reader.rows(source, rules.mapping)
        if rows is None:
            alone.append(source.name)
        else:
            _compare(source, rows, rules)
    return alone


def _compare(source: Source, rows: Iterable[Row], rules: Rules) -> None:
    key = secrets.token_bytes(32)
    ours, theirs = _Multiset(key, rules), _Multiset(key, rules)
    for row in rows:
        theirs.bucket(row)
    lines: dict[int, list[int]] = {}
    for batch in read(Reading(source), rules.mapping):
        for line, row in batch.rows:
            place = ours.bucket(row)
            if place is not None and len(found := lines.setdefault(place, [])) < _SHOWN_LINES:
                found.append(line)
    if ours.sums == theirs.sums and ours.rows == theirs.rows:
        return
    near = sorted(
        line
        for place, (mine, other) in enumerate(zip(ours.sums, theirs.sums, strict=True))
        if mine != other
        for line in lines.get(place, [])
    )[:_SHOWN_LINES]
    where = f" Among the lines where the build's differs: {', '.join(map(str, near))}." if near else ""
    raise PublishError(
        f"Two readers do not read the same in {source.name!r}: the build's {ours.rows:,} valid rows, the second "
        f"{theirs.rows:,}.{where}",
        advice="Do not publish this list. Look at the quotation marks and line ends there, or save the file as JSON "
        "lines and build again.",
    )
