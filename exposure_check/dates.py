"""One rule for dates, wherever they are shown: the day of a moment is its day in UTC.

Two people who compare which list they were shown then name the same day, wherever they are. Times of day, such as when
to try again, are those of the person's own clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_of(moment: datetime) -> date:
    """The day of a moment, in UTC. Raises `OverflowError` for a moment that UTC puts outside the years 1 to 9999."""
    return moment.astimezone(UTC).date()


def month_in_english(day: date) -> str:
    """A month and its year, such as "March 2022", whatever the locale; years of fewer digits than four too."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def day_in_english(day: date) -> str:
    """A day such as "2 March 2022", whatever the locale."""
    return f"{day.day} {month_in_english(day)}"
