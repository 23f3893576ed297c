"""Reading one file of records as the build does, without a work folder."""

from __future__ import annotations

from pathlib import Path

from exposure_check.publisher.input import rows
from exposure_check.tables import detection, reader
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.tables.refusals import MALFORMED, Refusals


def judged(path: Path, rules: rows.Rules, mapping: Mapping = AS_IS) -> tuple[list[rows.Entry], list[tuple[int, str]]]:
    """The valid rows of a file, and the line and reason of the others."""
    faults, entries = Refusals(), []
    source = detection.detect(path, mapping)
    for ordinal, batch in reader.read(source, faults, mapping):
        for place, row in enumerate(batch):
            try:
                entries.append(rows.entry(row, rules))
            except rows.RefusedError as error:
                faults.refuse(ordinal + place, MALFORMED if reader.is_empty(row) else str(error))
    faults.close_file(source)
    return entries, sorted((fault.line, fault.reason) for fault in faults.found)
