"""Screen codes: what a person on the telephone reads out so that a helper knows which page she sees.

Three digits, shown as `41 6`. The first two number the page, the third is the check digit of Damm (H. M. Damm, 2004:
every single wrong digit and every exchange of two neighbours is noticed). A code names the page and never the outcome.
"""

from __future__ import annotations

DIGITS = 3
CODES = {
    "welcome": "101",
    "number": "207",
    "checking": "308",
    "ready": "403",
    "answer": "416",
    "actions": "502",
    "sent": "609",
    "settings": "705",
    "no_profile": "718",
    "ending": "752",
    "idle_prompt": "760",
    "help": "771",
    "no_network": "811",
    "proxy_or_tls": "822",
    "busy": "833",
    "out_of_date": "840",
    "not_trusted": "854",
    "not_supported": "865",
    "too_old": "879",
    "unexpected": "887",
    "this_computer": "898",
}


def shown(page: str) -> str:
    """The code of a page as it is shown, such as `41 6`."""
    code = CODES[page]
    return f"{code[:2]} {code[2:]}"


def spoken(page: str) -> str:
    """The code of a page digit by digit, such as `4 1 6`, so that a screen reader says no "forty-one"."""
    return " ".join(CODES[page])


class MisheardError(ValueError):
    """Three digits of which at least one was heard or typed wrongly: the check digit does not fit."""


def page_of(digits: str) -> str | None:
    """The page of three digits; `None` where they are in order and no page of this version has them.

    Raises `MisheardError` where the check digit does not fit, `ValueError` where these are not three digits.
    """
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise ValueError("not three digits")
    from stdnum import damm  # here: the first frame needs none of it

    if not damm.is_valid(digits):
        raise MisheardError(digits)
    return next((page for page, code in CODES.items() if code == digits), None)
