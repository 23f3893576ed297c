"""Whether a newer version of this program is known, or this one is known not to be safe any more.

The program never updates itself and never asks for it: the numbers come with the signed list that every lookup fetches,
and are compared here. Where to get a newer one is said by the program, or by the profile that an administrator or an
installer put in place; never by a loose profile, and never by a publisher, who could send people to malware.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from exposure_check import __version__
from exposure_check.protocol import statements as stated

if TYPE_CHECKING:
    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.standing import Standing
    from exposure_check.protocol.statements import Statements

BUILT_IN_ADDRESS = ""  # where the versions of this program are given out; whoever builds it for others sets it here


class UpdateState(Enum):
    """What the publisher's numbers say of this version."""

    NONE = "none"
    NEWER = "newer"  # a newer one exists
    UNSAFE = "unsafe"  # this one is older than the oldest that is safe


@dataclass(frozen=True)
class Update:
    """What to tell a person: nothing where `state` is `NONE`; `address` is empty where none is known."""

    state: UpdateState = UpdateState.NONE
    newest: str = ""
    address: str = ""


def of(profile: Profile, standing: Standing, statements: Statements, version: str = __version__) -> Update:
    """What the list says of this version, and where a person gets another; the same whatever a lookup found."""
    trusted = profile.updates if standing.is_trusted else None
    if trusted is not None and trusted.silent:
        return Update()
    state = _state(statements, version)
    if state is UpdateState.NONE:
        return Update()
    address = trusted.address if trusted is not None and trusted.address else BUILT_IN_ADDRESS
    return Update(state, statements.newest or statements.oldest_safe, address)


def _state(statements: Statements, version: str) -> UpdateState:
    if not stated.is_version(version):  # one between two releases: nobody can say
        return UpdateState.NONE
    own = stated.numbers(version)
    if statements.oldest_safe and own < stated.numbers(statements.oldest_safe):
        return UpdateState.UNSAFE
    if statements.newest and own < stated.numbers(statements.newest):
        return UpdateState.NEWER
    return UpdateState.NONE
