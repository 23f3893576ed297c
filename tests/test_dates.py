"""Dates that are shown: the day in UTC for everyone, also at the ends of the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest

from exposure_check import dates
from exposure_check.errors import MalformedError
from exposure_check.protocol import catalogue
from tests.test_printable import CATALOGUE


def test_the_day_of_a_moment_is_the_one_in_utc():
    for hours in (-12, 0, 14):
        moment = datetime(2026, 11, 20, 23, 30, tzinfo=UTC).astimezone(timezone(timedelta(hours=hours)))
        assert dates.day_of(moment) == date(2026, 11, 20)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
@pytest.mark.parametrize("field", ["occurred", "disclosed"])
def test_a_breach_of_another_age_is_refused(field, day):
    breach = {**CATALOGUE["breaches"][0], field: day}
    with pytest.raises(MalformedError):
        catalogue.parse(msgspec.json.encode({**CATALOGUE, "breaches": [breach]}))


@pytest.mark.parametrize(
    "created",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"],
)
def test_a_list_made_outside_the_calendar_is_refused(created):
    with pytest.raises(MalformedError):
        catalogue.parse(msgspec.json.encode({**CATALOGUE, "created": created}))
