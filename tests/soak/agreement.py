"""Thousands of hostile files of CSV and JSON: both readers and the oracle read each alike."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import hostile_tables
from tests.support.hostile_tables import ENCODINGS, require_agreement, require_agreement_of_json

_FILES = 4000  # of each kind
_PATIENT = settings(deadline=None, max_examples=_FILES, database=None, suppress_health_check=list(HealthCheck))
_RARELY = settings(_PATIENT, max_examples=_FILES // 10)


@_PATIENT
@given(hostile_tables.texts(wrong=False, huge=False), st.sampled_from(ENCODINGS))
def _written_rightly(text: str, encoding: str) -> None:
    require_agreement(text, encoding)


@_PATIENT
@given(hostile_tables.texts(wrong=True, huge=False), st.sampled_from(ENCODINGS))
def _with_wrong_quotation_marks(text: str, encoding: str) -> None:
    require_agreement(text, encoding)


@_RARELY
@given(hostile_tables.texts(wrong=True, huge=True))
def _with_huge_fields(text: str) -> None:
    require_agreement(text, "utf-8")


@_PATIENT
@given(st.one_of(hostile_tables.json_lines(), hostile_tables.json_arrays()))
def _json(text: str) -> None:
    require_agreement_of_json(text)


def run() -> None:
    """Read them all; raises `AssertionError` with the smallest file on which they differ."""
    for kind in (_written_rightly, _with_wrong_quotation_marks, _with_huge_fields, _json):
        began = time.monotonic()
        kind()
        print(f"hostile files{kind.__name__.replace('_', ' ')}: agreed, {time.monotonic() - began:.0f} s")
