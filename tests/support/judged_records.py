"""Reading one file of records as the build does, without a work folder."""

from __future__ import annotations

from pathlib import Path

from exposure_check.publisher.input import rows
from exposure_check.tables import detection
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.tables.reader import Reading, read


def judged(path: Path, rules: rows.Rules, mapping: Mapping = AS_IS) -> tuple[list[rows.Entry], list[tuple[int, str]]]:
    """The valid rows of a file, and the line and reason of the others."""
    refused, entries = [], []
    for batch in read(Reading(detection.detect(path, mapping)), mapping):
        refused += batch.refused
        for line, row in batch.rows:
            try:
                entries.append(rows.entry(row, rules))
            except rows.RefusedError as error:
                refused.append((line, str(error)))
    return entries, sorted(refused)
