"""Dates that are shown: the day in UTC for everyone, also at the ends of the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest

from exposure_check import dates
from exposure_check.cli.answer import as_text
from exposure_check.errors import MalformedError
from exposure_check.lookup.verdict import Exposure, Listed
from exposure_check.protocol import catalogue
from tests.cli.test_check import BREACH, PROVENANCE
from tests.test_printable import CATALOGUE


def test_the_day_of_a_moment_is_the_one_in_utc():
    for hours in (-12, 0, 14):
        moment = datetime(2026, 11, 20, 23, 30, tzinfo=UTC).astimezone(timezone(timedelta(hours=hours)))
        assert dates.day_of(moment) == date(2026, 11, 20)


@pytest.mark.parametrize(("day", "words"), [(date.min, "January 1"), (date.max, "December 9999")])
def test_a_breach_at_the_ends_of_the_calendar_is_shown(day, words):
    breach = msgspec.structs.replace(BREACH, occurred=day, disclosed=day)
    assert f"taken {words}, known since {words}" in as_text(
        Listed(PROVENANCE, (), (Exposure(breach, ("phone",)),)), "fi", with_code=False
    )


@pytest.mark.parametrize("created", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_list_made_outside_the_calendar_is_refused(created):
    with pytest.raises(MalformedError):
        catalogue.parse(msgspec.json.encode({**CATALOGUE, "created": created}))


@pytest.mark.parametrize("created", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_list_made_at_the_ends_of_the_calendar_is_read(created):
    catalogue.parse(msgspec.json.encode({**CATALOGUE, "created": created}))
