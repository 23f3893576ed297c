"""What a person is told of a number besides the reason why it is none: never the number itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exposure_check.errors import NumberError
from exposure_check.identity.reason import Reason
from exposure_check.identity.registry import get, parse, schemes
from exposure_check.identity.repair import repair

if TYPE_CHECKING:
    from exposure_check.identity.identifier import Identifier
    from exposure_check.identity.scheme import Scheme

_WRONG_FORM = (Reason.CHARACTER, Reason.LENGTH, Reason.SEPARATOR, Reason.DATE)
_SIGN_AT, _SIGNED_LENGTH = 6, 11  # six digits, a sign, four characters: what Finland, Denmark and Sweden write


def read_back(identifier: Identifier, language: str = "en") -> str:
    """What no check digit of a number covers, in words, such as "For someone born in the 1900s."

    Century and sign only, so that somebody who looks on learns little. Empty where the check digit covers all of it,
    or where nothing can be said in words (us.ssn). In English where the language is missing.
    """
    scheme = get(identifier.scheme_id)
    if not scheme.uncovered or scheme.birth_date is None:
        return ""
    number = identifier.canonical().partition(b"\0")[2].decode("ascii")
    born = scheme.birth_date(number, datetime.now(UTC).date())
    century = born.year // 100 * 100 if born is not None else 0
    sign = number[scheme.sign_at] if scheme.sign_at is not None else ""
    text = scheme.uncovered.get(language, scheme.uncovered["en"])
    return text.format(century=century, sign=sign)


def other_schemes(text: str, scheme_id: str) -> tuple[Scheme, ...]:
    """The kinds of number that `text` looks like, where it has not the form of one of `scheme_id`.

    Only kinds with a check digit are told apart so: ten digits are a Danish number as often as not, and any nine are
    an American one. Empty where it is of the kind that was asked for, rightly typed or not.
    """
    asked = get(scheme_id)
    try:
        parse(text, scheme_id, allow_test=True).wipe()
    except NumberError as error:
        reason = error.reason
    else:
        return ()
    try:
        repaired = repair(text)
    except NumberError:
        return ()
    if reason not in _WRONG_FORM or (asked.sign_at is not None and len(repaired) == _SIGNED_LENGTH - 1):
        return ()  # the sign alone is missing
    signed = len(repaired) == _SIGNED_LENGTH and not repaired[_SIGN_AT].isdigit()
    return tuple(
        scheme
        for scheme in schemes().values()
        if scheme is not asked
        and scheme.has_check_digit
        and (scheme.sign_at == _SIGN_AT or not signed)
        and _fits(text, scheme.id)
    )


def _fits(text: str, scheme_id: str) -> bool:
    try:
        parse(text, scheme_id, allow_test=True).wipe()
    except NumberError:
        return False
    return True
