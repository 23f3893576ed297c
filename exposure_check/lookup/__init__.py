"""The client without a screen. A program that looks numbers up imports the names in `__all__` from here.

The module of a name, and with it the network libraries, is loaded when the name is first used (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exposure_check.lookup.cancel import Cancel
    from exposure_check.lookup.checker import Checker, Progress
    from exposure_check.lookup.ledger import Ledger, Purpose, Sent
    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.profile import load as load_profile
    from exposure_check.lookup.profile import parse as parse_profile
    from exposure_check.lookup.profile_places import installed as installed_profile
    from exposure_check.lookup.query import Query
    from exposure_check.lookup.session import Session
    from exposure_check.lookup.transport import Limits
    from exposure_check.lookup.verdict import (
        Exposure,
        Listed,
        NoBreaches,
        NotListed,
        Privacy,
        Provenance,
        Stage,
        Verdict,
    )
    from exposure_check.protocol.catalogue import Breach
    from exposure_check.secret import Secret

__all__ = [
    "Breach",
    "Cancel",
    "Checker",
    "Exposure",
    "Ledger",
    "Limits",
    "Listed",
    "NoBreaches",
    "NotListed",
    "Privacy",
    "Profile",
    "Progress",
    "Provenance",
    "Purpose",
    "Query",
    "Secret",
    "Sent",
    "Session",
    "Stage",
    "Verdict",
    "installed_profile",
    "load_profile",
    "parse_profile",
]

_MODULES = {
    "Breach": "protocol.catalogue",
    "Cancel": "lookup.cancel",
    "Checker": "lookup.checker",
    "Exposure": "lookup.verdict",
    "Ledger": "lookup.ledger",
    "Limits": "lookup.transport",
    "Listed": "lookup.verdict",
    "NoBreaches": "lookup.verdict",
    "NotListed": "lookup.verdict",
    "Privacy": "lookup.verdict",
    "Profile": "lookup.profile",
    "Progress": "lookup.checker",
    "Provenance": "lookup.verdict",
    "Purpose": "lookup.ledger",
    "Query": "lookup.query",
    "Secret": "secret",
    "Sent": "lookup.ledger",
    "Session": "lookup.session",
    "Stage": "lookup.verdict",
    "Verdict": "lookup.verdict",
    "installed_profile": "lookup.profile_places",
    "load_profile": "lookup.profile",
    "parse_profile": "lookup.profile",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"exposure_check.{_MODULES[name]}"), name.removesuffix("_profile"))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
