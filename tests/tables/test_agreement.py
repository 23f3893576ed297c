"""Both readers and an oracle agree on hostile files. Thousands more run in `make soak`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import hostile_tables
from tests.support.hostile_tables import ENCODINGS, HEADER, expected, require_agreement, require_agreement_of_json

quietly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@settings(quietly, max_examples=150)
@given(hostile_tables.texts(wrong=False, huge=False), st.sampled_from(ENCODINGS))
def test_readers_agree_on_records_that_are_written_rightly(text: str, encoding: str) -> None:
    require_agreement(text, encoding)


@settings(quietly, max_examples=150)
@given(hostile_tables.texts(wrong=True, huge=False), st.sampled_from(ENCODINGS[:2]))
def test_readers_agree_on_wrong_quotation_marks_or_stop(text: str, encoding: str) -> None:
    require_agreement(text, encoding)


@settings(quietly, max_examples=25)
@given(hostile_tables.texts(wrong=True, huge=True))
def test_readers_agree_on_huge_fields(text: str) -> None:
    require_agreement(text, "utf-8")


@settings(quietly, max_examples=100)
@given(st.one_of(hostile_tables.json_lines(), hostile_tables.json_arrays()))
def test_readers_agree_on_json(text: str) -> None:
    require_agreement_of_json(text)


@pytest.mark.parametrize(
    ("rows", "stops"),
    [
        ('a,b,c,d,e,"f"\n', False),
        ('a,b,c,d,e,"f\n', True),
        ('a,b,c,d,e,f"\n', True),
        ('a,b,c,d,e,"f" g\n', True),
        ('a,b,c,d,e,f "g" h\n', False),
    ],
)
def test_the_oracle_itself_knows_right_from_wrong(rows: str, stops: bool) -> None:
    assert (expected(",".join(HEADER) + "\n" + rows)[0] is None) is stops
