"""What each failure means, in words: what happened, and the one next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from exposure_check.errors import CheckError


@dataclass(frozen=True)
class Failure:
    """The words of one failure; `again` says whether trying again at once can help."""

    title: str
    happened: str
    step: str
    again: bool = True
    icon: str = "notice"
    call: str = ""  # added to the step where there is a help line to call
    without_settings: str = ""  # the step where the window has no settings


def of(error: CheckError, *, help_line: bool, settings: bool = True) -> Failure:
    """The words for an error: for its class, else for the nearest class above it that has words.

    `help_line` says whether the profile has a number to call; without one no step asks for a call. `settings` says
    whether the window has any.
    """
    table = _table()
    codes = (kind.__dict__.get("code") for kind in type(error).__mro__)
    failure = next((table[code] for code in codes if code in table), table["check.failed"])
    if not settings and failure.without_settings:
        failure = replace(failure, step=failure.without_settings)
    return replace(failure, step=f"{failure.step} {failure.call}") if help_line and failure.call else failure


def known_codes() -> frozenset[str]:
    """The codes of errors that have words of their own."""
    return frozenset(_table())


def _table() -> dict[str, Failure]:
    return {**_of_the_network(), **_of_the_service(), **_of_trust(), **_of_this_program()}


def _if_again() -> str:
    return QCoreApplication.translate("failure", "If it happens again, call the help line.")


def _tell_staff() -> str:
    return QCoreApplication.translate("failure", "Tell whoever looks after this computer, or check on another one.")


def _of_the_network() -> dict[str, Failure]:
    return {
        "network.unreachable": Failure(
            QCoreApplication.translate("failure", "There is no connection"),
            QCoreApplication.translate("failure", "The service could not be reached, or the connection broke."),
            QCoreApplication.translate("failure", "Check that this computer is on the Internet, then try again."),
            icon="network",
        ),
        "network.time_limit": Failure(
            QCoreApplication.translate("failure", "The connection is too slow"),
            QCoreApplication.translate("failure", "The service did not answer completely within the time allowed."),
            QCoreApplication.translate("failure", "Try again in a moment."),
            icon="clock",
        ),
        "network.proxy": Failure(
            QCoreApplication.translate("failure", "The proxy does not let the request through"),
            QCoreApplication.translate(
                "failure", "A proxy stands between this computer and the service. It refused, or it cannot be reached."
            ),
            QCoreApplication.translate("failure", "Look at the proxy in the settings, or try from another network."),
            icon="network",
            without_settings=_tell_staff(),
        ),
        "network.tls": Failure(
            QCoreApplication.translate("failure", "The connection is not private"),
            QCoreApplication.translate(
                "failure",
                "What answered could not prove that it is the service. Something on the way may be reading along, "
                "or the date of this computer is wrong. Nothing about your number was sent to it.",
            ),
            QCoreApplication.translate(
                "failure",
                "Check the date of this computer. If it is right, try from another network, such as your own at home. "
                "When the date is set, the number has to be typed again.",
            ),
            icon="lock",
        ),
    }


def _of_the_service() -> dict[str, Failure]:
    return {
        "server.busy": Failure(
            QCoreApplication.translate("failure", "The service is busy"),
            QCoreApplication.translate("failure", "Many people are asking at the same time, and it asks you to wait."),
            QCoreApplication.translate("failure", "Wait a little, then try again."),
            icon="clock",
        ),
        "server.error": Failure(
            QCoreApplication.translate("failure", "The service has a fault"),
            QCoreApplication.translate("failure", "The service answered something that was not asked for."),
            QCoreApplication.translate("failure", "Try again later."),
            call=_if_again(),
        ),
        "number.not_served": Failure(
            QCoreApplication.translate("failure", "This service does not know that kind of number"),
            QCoreApplication.translate("failure", "It holds no list under the kind of number that you chose."),
            QCoreApplication.translate("failure", "Go back and choose another kind of number."),
            call=QCoreApplication.translate("failure", "If there is none to choose, call the help line."),
            again=False,
            icon="identity",
        ),
        "privacy.not_offered": Failure(
            QCoreApplication.translate("failure", "The list is too large for the level Maximum"),
            QCoreApplication.translate(
                "failure", "It cannot be fetched whole, so it is not offered at this level. Nothing about you was sent."
            ),
            QCoreApplication.translate("failure", "The advice can be read without a check."),
            call=QCoreApplication.translate(
                "failure", "You can also call the help line. You need not say your number to anyone."
            ),
            again=False,
            icon="shield",
        ),
        "anonymity.too_small": Failure(
            QCoreApplication.translate("failure", "The check was stopped to protect you"),
            QCoreApplication.translate(
                "failure",
                "The small part that is sent would have fitted too few people, so it could have pointed to you. "
                "It was not sent.",
            ),
            QCoreApplication.translate("failure", "The advice can be read without a check."),
            call=QCoreApplication.translate(
                "failure", "You can also call the help line. You need not say your number to anyone."
            ),
            again=False,
            icon="shield",
        ),
    }


def _of_trust() -> dict[str, Failure]:
    elsewhere = QCoreApplication.translate("failure", "Try again from another network.")
    call = _if_again()
    return {
        "trust.invalid": Failure(
            QCoreApplication.translate("failure", "The list cannot be trusted"),
            QCoreApplication.translate("failure", "The list could not be proven to come from its publisher."),
            elsewhere,
            call=call,
        ),
        "trust.signature": Failure(
            QCoreApplication.translate("failure", "The signature of the list is not valid"),
            QCoreApplication.translate(
                "failure", "The list does not carry its publisher's signature, so it may have been changed on the way."
            ),
            elsewhere,
            call=call,
        ),
        "trust.rollback": Failure(
            QCoreApplication.translate("failure", "The service offers an old list"),
            QCoreApplication.translate("failure", "This computer has seen a newer list than the one that was offered."),
            elsewhere,
            call=call,
        ),
        "trust.fork": Failure(
            QCoreApplication.translate("failure", "The service offers another list than before"),
            QCoreApplication.translate(
                "failure",
                "What was offered has the number of a list that this computer has seen, but is another.",
            ),
            elsewhere,
            call=call,
        ),
        "trust.old_profile": Failure(
            QCoreApplication.translate("failure", "The profile of the service is too old"),
            QCoreApplication.translate(
                "failure", "The service has changed its keys too often since its profile was made."
            ),
            QCoreApplication.translate("failure", "Ask whoever gave you the program for a new profile."),
            again=False,
            icon="computer",
        ),
        "trust.expired": Failure(
            QCoreApplication.translate("failure", "The list is out of date"),
            QCoreApplication.translate(
                "failure", "The list is past the date until which it is valid, or the date of this computer is wrong."
            ),
            QCoreApplication.translate(
                "failure",
                "Check the date of this computer. If it is right, try again tomorrow. "
                "When the date is set, the number has to be typed again.",
            ),
            icon="clock",
        ),
        "trust.mixed": Failure(
            QCoreApplication.translate("failure", "Parts of the list do not belong together"),
            QCoreApplication.translate("failure", "The parts that arrived were not published together."),
            QCoreApplication.translate("failure", "Try again in a few minutes."),
            call=call,
        ),
        "data.malformed": Failure(
            QCoreApplication.translate("failure", "What arrived is damaged"),
            QCoreApplication.translate(
                "failure", "What came back could not be read or proven to be right, and was not used."
            ),
            elsewhere,
            call=call,
        ),
    }


def _of_this_program() -> dict[str, Failure]:
    return {
        "version.unsupported": Failure(
            QCoreApplication.translate("failure", "This version is too old"),
            QCoreApplication.translate(
                "failure", "The list has a newer form than this version of the program can read."
            ),
            QCoreApplication.translate("failure", "Get the newest version from the place where you got this one."),
            again=False,
            icon="computer",
        ),
        "computer.fault": Failure(
            QCoreApplication.translate("failure", "This computer has a fault"),
            QCoreApplication.translate(
                "failure",
                "What it remembers of the list cannot be read. That is no attack, and nothing about you was sent.",
            ),
            QCoreApplication.translate(
                "failure", "Ask whoever looks after this computer to check its disk and the permissions of your folder."
            ),
            call=_if_again(),
            icon="computer",
        ),
        "computer.settings": Failure(
            QCoreApplication.translate("failure", "Your settings are not certain"),
            QCoreApplication.translate(
                "failure",
                "The settings of this program could not be read or saved, so it does not know for sure which proxy and "
                "which level of privacy you chose. Nothing was sent.",
            ),
            QCoreApplication.translate("failure", "Look at the settings. Then check again, and confirm what is set."),
            without_settings=_tell_staff(),
            again=False,
            icon="settings",
        ),
        "check.failed": Failure(
            QCoreApplication.translate("failure", "It could not be checked"),
            QCoreApplication.translate("failure", "Something went wrong that this program did not expect."),
            QCoreApplication.translate("failure", "Try again."),
            call=_if_again(),
        ),
    }
