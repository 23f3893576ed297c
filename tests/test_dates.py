"""Dates that are shown: the day in UTC for everyone, also at the ends of the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest

from exposure_check import dates
from exposure_check.errors import MalformedError
from exposure_check.protocol import catalogue
from tests.test_printable import CATALOGUE

ENDS = [f"{end}{zone}" for end in ("0001-01-01T00:00:00", "9999-12-31T23:59:59") for zone in ("Z", "-12:00", "+14:00")]


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
    ("day", "words"), [(date.min, "January 1"), (date(2022, 3, 1), "March 2022"), (date.max, "December 9999")]
)
def test_a_month_is_written_at_the_ends_of_the_calendar_too(day, words):
    assert dates.month_in_english(day) == words


@pytest.mark.parametrize("created", ENDS)
def test_a_list_made_at_the_ends_of_the_calendar_is_refused(created):
    with pytest.raises(MalformedError):
        catalogue.parse(msgspec.json.encode({**CATALOGUE, "created": created}))
