"""The schemes that this version knows, and the one way from typed text to an identifier."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from exposure_check.identity.identifier import Identifier
from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.repair import repair
from exposure_check.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exposure_check.identity.scheme import Scheme

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


def parse(text: str, scheme_id: str, *, allow_test: bool = False) -> Identifier:
    """The identifier that `text` spells in the scheme `scheme_id`.

    What keyboards and word processors do to a number is repaired first (`repair`). `allow_test` admits the
    ranges reserved for tests, demonstrations and temporary numbers, which are refused otherwise: it is for demo
    and test profiles. Raises `NumberError` with a `Reason`; its text holds nothing of what was typed.
    """
    scheme = get(scheme_id)
    number = scheme.read(repair(text), allow_test=allow_test)
    return Identifier(scheme_id, Secret(number))
