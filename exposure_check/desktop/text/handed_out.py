"""Who hands the program out, how far that is known, and whether there is a newer version of it.

Before a list came nothing but the place of a profile is known, so a loose one "claims to be" from somebody, on the
first page and in the settings. After it the same is said beside every answer, with what left, and in the settings: in
the same words whatever the answer is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from exposure_check.desktop.offers import offers_of
from exposure_check.lookup import updates
from exposure_check.lookup.standing import Confirmation, confirmation
from exposure_check.lookup.updates import UpdateState

if TYPE_CHECKING:
    from exposure_check.desktop.session_state import SessionState
    from exposure_check.protocol.statements import Statements


def lines(state: SessionState) -> list[str]:
    """A sentence or two about whoever hands the program out, as far as it is known now; none in a demo."""
    if state.profile.demo or not state.has_service:
        return []
    said = confirmation(state.profile, state.standing, _statements(state))
    name = state.profile.name
    if said is Confirmation.CONFIRMED:
        confirmed = QCoreApplication.translate(
            "handed_out", "Handed out by {name}, confirmed by the publisher of the list."
        ).format(name=name)
        return [confirmed] if state.standing.is_trusted else [confirmed, *_compare(state)]
    if said is Confirmation.OTHER_NAME:
        return [_claim(name), _other_name()]
    if state.standing.is_trusted:
        return [
            QCoreApplication.translate(
                "handed_out", "Handed out by {name}, as whoever looks after this computer set it up."
            ).format(name=name)
        ]
    if said is Confirmation.UNKNOWN:
        return [_claim(name), _unknown()]
    return [_claim(name), *_compare(state)]


def update_lines(state: SessionState) -> list[str]:
    """That a newer version exists, or that this one is not safe any more, and where to get it; often nothing."""
    statements = _statements(state)
    if statements is None:
        return []
    update = updates.of(state.profile, state.standing, statements)
    if update.state is UpdateState.NONE:
        return []
    if update.state is UpdateState.UNSAFE:
        first = QCoreApplication.translate(
            "handed_out", "This version of the program is not safe any more. Please get version {version}."
        )
    else:
        first = QCoreApplication.translate("handed_out", "There is a newer version of this program: {version}.")
    where = (
        QCoreApplication.translate("handed_out", "You find it at {address}").format(address=update.address)
        if update.address
        else QCoreApplication.translate("handed_out", "Ask whoever gave you the program for it.")
    )
    return [first.format(version=update.newest), where]


def is_unsafe(state: SessionState) -> bool:
    """Whether this version is said not to be safe any more, and that may be shown."""
    statements = _statements(state)
    if statements is None:
        return False
    return updates.of(state.profile, state.standing, statements).state is UpdateState.UNSAFE


def _statements(state: SessionState) -> Statements | None:
    return state.verdict.provenance.statements if state.verdict is not None else None


def _claim(name: str) -> str:
    return QCoreApplication.translate(
        "handed_out", "This program was set up with a profile that claims to be from {name}."
    ).format(name=name)


def _compare(state: SessionState) -> list[str]:
    """What to compare, where it can be seen: on a kiosk that is for whoever set it up."""
    if not offers_of(state.profile).settings:
        return []
    return [
        QCoreApplication.translate(
            "handed_out",
            "The settings show the fingerprint of the publisher. Compare it with the one that you were given.",
        )
    ]


def _unknown() -> str:
    return QCoreApplication.translate("handed_out", "The publisher of the list does not name whoever signed it.")


def _other_name() -> str:
    return QCoreApplication.translate(
        "handed_out",
        "The publisher of the list knows whoever signed it under another name. Do not call the numbers in it.",
    )
