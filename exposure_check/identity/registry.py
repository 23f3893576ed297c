"""The schemes that this version knows, and the one way from typed text to an identifier."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from exposure_check import __build_date__
from exposure_check.identity.identifier import Identifier
from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.repair import repair
from exposure_check.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exposure_check.identity.scheme import Scheme

BUILT = date.fromisoformat(__build_date__)
TOLERANCE = timedelta(days=1)  # it is tomorrow already in some part of the world

# The modules beside this one that have a SCHEME, in the order in which a choice should show them.
_COUNTRIES = (
    "finland",
    "sweden",
    "norway",
    "denmark",
    "estonia",
    "united_kingdom",
    "united_states",
    "netherlands",
)


def _scheme_of(country: str) -> Scheme:
    scheme: Scheme = import_module(f"exposure_check.identity.{country}").SCHEME
    return scheme


SCHEMES: Mapping[str, Scheme] = MappingProxyType({scheme.id: scheme for scheme in map(_scheme_of, _COUNTRIES)})


def schemes() -> Mapping[str, Scheme]:
    """Every scheme by its id, in the order in which a choice should show them."""
    return SCHEMES


def get(scheme_id: str) -> Scheme:
    """The scheme of that id. Raises `NumberError` with reason `unknown_scheme`."""
    scheme = SCHEMES.get(scheme_id)
    if scheme is None:
        refuse(Reason.UNKNOWN_SCHEME)
    return scheme


def parse(text: str, scheme_id: str, *, allow_test: bool = False, today: date | None = None) -> Identifier:
    """The identifier that `text` spells in the scheme `scheme_id`.

    What keyboards and word processors do to a number is repaired first (`repair`). `allow_test` admits the
    ranges reserved for tests, demonstrations and temporary numbers, which are refused otherwise: it is for demo
    and test profiles. A birth date after `today` (by default the day that it is, UTC) is refused. Raises
    `NumberError` with a `Reason`; its text holds nothing of what was typed.
    """
    scheme = get(scheme_id)
    number = scheme.read(repair(text), allow_test=allow_test)
    if scheme.birth_date is not None:
        day = today or datetime.now(UTC).date()
        _refuse_future(scheme.birth_date(number, day), day)
    return Identifier(scheme_id, Secret(number))


def _refuse_future(born: date | None, today: date) -> None:
    """Refuse a birth date that has not come, since no check digit finds a century that is mistyped.

    A clock that is behind the day on which this program was built is wrong, and that day stands in for it.
    """
    if born is not None and born > max(today, BUILT) + TOLERANCE:
        refuse(Reason.CLOCK if today < BUILT else Reason.FUTURE)
