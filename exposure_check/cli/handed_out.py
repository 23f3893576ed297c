"""Who hands the profile out and which version is the newest, for the terminal: the same for every outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exposure_check.lookup import updates
from exposure_check.lookup.standing import Confirmation, confirmation
from exposure_check.lookup.updates import UpdateState

if TYPE_CHECKING:
    from exposure_check.lookup.profile_places import FoundProfile
    from exposure_check.protocol.statements import Statements

_OF_A_LOOSE_ONE = "The profile claims to be from {name}. `exposure-check profile show` prints what to compare."
_SAID = {
    Confirmation.NOT_SIGNED: "It is not signed: name and telephone numbers in it are a claim.",
    Confirmation.UNKNOWN: "It is signed with a key that the publisher of this list does not name.",
    Confirmation.OTHER_NAME: "The publisher of this list names its key for somebody of another name: do not call its "
    "numbers.",
}


def before(found: FoundProfile) -> str:
    """What is known of the profile before a list came; empty where there is nothing to say."""
    if found.standing.is_trusted or found.profile.demo:
        return ""
    return _OF_A_LOOSE_ONE.format(name=found.profile.name)


def as_text(found: FoundProfile, statements: Statements) -> list[str]:
    """The lines after an answer."""
    return [*_service(found, statements), *_update(found, statements)]


def as_json(found: FoundProfile, statements: Statements) -> dict[str, Any]:
    """The two fields that an answer and a list of breaches have."""
    update = updates.of(found.profile, found.standing, statements)
    return {
        "service": {
            "name": found.profile.name,
            "trusted": found.standing.is_trusted,
            "confirmation": confirmation(found.profile, found.standing, statements).value,
        },
        "update": {"state": update.state.value, "newest": update.newest, "address": update.address},
    }


def _service(found: FoundProfile, statements: Statements) -> list[str]:
    profile, standing = found.profile, found.standing
    if profile.demo:
        return []
    said = confirmation(profile, standing, statements)
    if said is Confirmation.CONFIRMED:
        return [f"Handed out by {profile.name}, confirmed by the publisher of this list."]
    if standing.is_trusted and said is not Confirmation.OTHER_NAME:
        return [f"Handed out by {profile.name}, as whoever looks after this computer set it up."]
    return [*([] if standing.is_trusted else [_OF_A_LOOSE_ONE.format(name=profile.name)]), _SAID[said]]


def _update(found: FoundProfile, statements: Statements) -> list[str]:
    update = updates.of(found.profile, found.standing, statements)
    if update.state is UpdateState.NONE:
        return []
    where = f"Get it from {update.address}" if update.address else "Ask whoever gave you this program for it."
    if update.state is UpdateState.UNSAFE:
        return [f"This version of the program is not safe any more. Version {update.newest} is. {where}"]
    return [f"There is a newer version of the program, {update.newest}. {where}"]
