"""One rule for dates, wherever they are shown: the day of a moment is its day in UTC.

Two people who compare which list they were shown then name the same day, wherever they are. Times of day, such as when
to try again, are those of the person's own clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime


def day_of(moment: datetime) -> date:
    """The day of a moment, in UTC. Raises `OverflowError` for a moment that UTC puts outside the years 1 to 9999."""
    return moment.astimezone(UTC).date()


def month_in_english(day: date) -> str:
    """A month and its year, such as "March 2022", whatever the locale; years of fewer digits than four too."""
    names = "January February March April May June July August September October November December"
    return f"{names.split()[day.month - 1]} {day.year}"
