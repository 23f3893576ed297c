"""Why a row is not read. Reason codes are stable and hold no content of the row."""

from __future__ import annotations

from typing import Final

MALFORMED: Final = "row.malformed"  # more or fewer fields than the header names, or no JSON object
TOO_LONG: Final = "row.too_long"  # over `limits.LONGEST_ROW`, on one line
DUPLICATE_KEY: Final = "row.duplicate_key"  # of a JSON object: which of the two is meant cannot be told
SEVERAL_VALUES: Final = "row.several_values"  # a list where the mapping chooses one value, and more than one fits
UNKNOWN_CERTAINTY: Final = "certainty.unknown"  # a word of the column for certainty that nobody explained
NOT_WHOLE: Final = "number.not_whole"  # a numeric cell with a fraction, or too large to have kept its digits
LEADING_ZERO: Final = "number.leading_zero"  # one digit short; the mapping may say to restore it
NO_SCHEME: Final = "number.no_scheme_fits"  # where the mapping asks to tell the scheme from the shape
SEVERAL_SCHEMES: Final = "number.several_schemes_fit"

PASSED_OVER: Final = "row.passed_over"  # no fault: the row is none of those that the mapping is about; counted apart


class RowFault(Exception):  # noqa: N818  # not an error of the program: the row is refused, the file goes on
    """A row that cannot be read; `reason` is its code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
