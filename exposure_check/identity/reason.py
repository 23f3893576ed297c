"""Why a number was refused: a closed set of codes, and an English sentence for each.

The codes are stable: `--json`, the publisher's report and the translations of the window hang on them. The
sentences hold no digit and nothing of what was typed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NoReturn

from exposure_check.errors import NumberError


class Reason(StrEnum):
    """What is wrong with a number. One with several faults gets one code: shape before date before check."""

    UNKNOWN_SCHEME = "unknown_scheme"  # no scheme of that name in this version
    EMPTY = "empty"  # nothing was typed but spaces and other invisible characters
    CHARACTER = "character"  # a character that cannot stand in such a number, or not there
    LENGTH = "length"  # too few or too many characters
    SEPARATOR = "separator"  # Finland: the character between date and last four is missing or cannot be there
    CENTURY = "century"  # Sweden: ten digits, which do not say the century; twelve are needed
    DATE = "date"  # the birth date in it does not exist
    FUTURE = "future"  # the birth date in it has not come yet
    CLOCK = "clock"  # the same, while the clock of this computer is behind the day on which this program was built
    CHECK_CHARACTER = "check_character"  # the check character or digits do not fit: at least one is mistyped
    NEVER_ISSUED = "never_issued"  # a range that no authority ever gives to a person
    TEMPORARY = "temporary"  # stands in for a number until there is one; the same can stand for several people
    TEST = "test"  # set aside by an authority for trying out programs
    TAXPAYER_NUMBER = "taxpayer_number"  # United States: an ITIN or ATIN, which is no Social Security number
    WITHDRAWN = "withdrawn"  # United States: printed in public, used by many, and no longer one person's
    OTHER_SCHEME = "other_scheme"  # it fits another kind of number; said by who knows which kinds there are to choose


_MESSAGES = {
    Reason.UNKNOWN_SCHEME: "This version does not know that kind of number.",
    Reason.EMPTY: "No number was typed.",
    Reason.CHARACTER: "One of the characters cannot be part of this kind of number.",
    Reason.LENGTH: "The number is too short or too long.",
    Reason.SEPARATOR: "The character between the birth date and the last four is missing or not one in use.",
    Reason.CENTURY: "Ten digits do not say in which century the person was born.",
    Reason.DATE: "The birth date in the number does not exist.",
    Reason.FUTURE: "The birth date in the number has not come yet.",
    Reason.CLOCK: "The birth date has not come yet by this computer's clock, which is wrong: the program is newer.",
    Reason.CHECK_CHARACTER: "The check character does not fit: at least one character is mistyped.",
    Reason.NEVER_ISSUED: "No one is ever given a number of this form.",
    Reason.TEMPORARY: "This is a temporary number, and the same one can stand for several people.",
    Reason.TEST: "This number is set aside for tests and belongs to no one.",
    Reason.TAXPAYER_NUMBER: "This is the number of a taxpayer, which is another kind than a Social Security number.",
    Reason.WITHDRAWN: "This number was printed in public and used by many, so it no longer stands for one person.",
    Reason.OTHER_SCHEME: "This looks like another kind of number.",
}

_OF_INVENTED_PEOPLE = frozenset((Reason.TEMPORARY, Reason.TEST, Reason.NEVER_ISSUED))
_ADVICE = {
    Reason.UNKNOWN_SCHEME: "Install the newest version, or ask whoever gave you the profile for a new one.",
    Reason.EMPTY: "Type the number as it is on your card or letter.",
    Reason.SEPARATOR: "Type the character as it is on your card: it is part of the number.",
    Reason.CENTURY: "Type the year of birth with four digits, twelve digits in all.",
    Reason.FUTURE: "Look at the number again: a part that says the century may be mistyped.",
    Reason.CLOCK: "Set the date of this computer, then type the number again.",
    Reason.TEMPORARY: "Use your permanent number, as on your card.",
    Reason.TEST: "Use your own number. Test numbers work with a demo profile only.",
    Reason.TAXPAYER_NUMBER: "Type a Social Security number. A taxpayer number cannot be looked up here.",
    Reason.WITHDRAWN: "Type the number on your own Social Security card.",
    Reason.OTHER_SCHEME: "Choose that kind where it is offered, or type a number of the kind that is asked for.",
}


def explained(code: str) -> str:
    """What is wrong with the number of a row, and what a trial needs, by its code, such as `number.temporary`.

    Empty for a code that is none of a number's.
    """
    kind, _, name = code.partition(".")
    if kind != "number" or name not in set(Reason):
        return ""
    reason = Reason(name)
    trial = " In a trial with invented people: --allow-test-numbers." if reason in _OF_INVENTED_PEOPLE else ""
    return _MESSAGES[reason] + trial


def refuse(reason: Reason, detail: str = "") -> NoReturn:
    """Raise `NumberError` for `reason`; `detail` is a further sentence about the kind of number, never about
    what was typed.
    """
    message = f"{_MESSAGES[reason]} {detail}".rstrip()
    # No chain: what a library says about a number has no place in a report.
    raise NumberError(message, reason=reason, advice=_ADVICE.get(reason)) from None
