"""What a publisher states in the signed list beside its targets: partners who hand out profiles, versions of programs.

It stands in an attribute of the signed table of contents (`targets.json`) that TUF leaves to others: everybody fetches
that file in every lookup, so no request is added and none differs between people; programs that do not know it pass it
over; whatever signs the list again keeps it; and the fingerprint of the list covers it. `docs/protocol.md`, section 7.

There is no address and no text for people in it but the names of partners: a publisher can say that a version is not
safe, and can send nobody anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import msgspec

from exposure_check import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD = "x-exposure-check"
MAX_PARTNERS = 300  # names of the longest spelling take 750 KB of the table of contents, which has 1 MiB
MAX_NAME = 200  # characters, as the name in a profile
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){0,3}")

Version = Annotated[str, msgspec.Meta(max_length=27)]  # `is_version`, or empty


class Partner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who may hand out profiles for this list: the name that the profiles have, and the key that signs them."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NAME)]
    key: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]  # Ed25519, public


class Statements(msgspec.Struct, frozen=True):
    """What a publisher states. Fields that a later version adds are passed over."""

    partners: Annotated[tuple[Partner, ...], msgspec.Meta(max_length=MAX_PARTNERS)] = ()
    newest: Version = ""  # of the program, as its publisher knows; empty: it says nothing
    oldest_safe: Version = ""  # every version before it has a fault that people should not live with

    def __post_init__(self) -> None:
        for version in (self.newest, self.oldest_safe):
            if version and not is_version(version):
                raise ValueError("a version is numbers with dots between them, such as 1.4.2")
        if self.newest and self.oldest_safe and numbers(self.newest) < numbers(self.oldest_safe):
            raise ValueError("the oldest safe version is after the newest")
        keys = [partner.key for partner in self.partners]
        if len(set(keys)) != len(keys):
            raise ValueError("two partners have one key")


NONE = Statements()


msgspec.json.Decoder(Statements)  # known where the module is imported: see `protocol/catalogue.py`


def is_version(text: str) -> bool:
    """Whether it is one to four numbers with dots between them."""
    return _VERSION.fullmatch(text) is not None


def numbers(version: str) -> tuple[int, ...]:
    """A version to compare by: 1.4 and 1.4.0 are equal. Raises `ValueError` where it is none."""
    if not is_version(version):
        raise ValueError("not a version")
    parts = [int(part) for part in version.split(".")]
    return (*parts, *[0] * (4 - len(parts)))


def read(attributes: Mapping[str, object]) -> Statements:
    """Out of what stands beside the targets; raises `ValueError` where it has another form."""
    if FIELD not in attributes:
        return NONE
    statements = msgspec.convert(attributes[FIELD], Statements)
    printable.check(statements)
    return statements


def believed(attributes: Mapping[str, object]) -> Statements:
    """`read` for a client: what has another form states nothing, and never stands in the way of an answer."""
    try:
        return read(attributes)
    except (ValueError, RecursionError):
        return NONE


def written(statements: Statements) -> dict[str, object]:
    """What goes under `FIELD`: nothing but objects, lists and text, which canonical JSON has one spelling of."""
    content = msgspec.to_builtins(statements)
    return {name: value for name, value in content.items() if value}
