"""What the window calls the values of a lookup, asked for each time a page is drawn; categories are `guidance`'s."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from exposure_check.desktop.text import language
from exposure_check.lookup.ledger import SENTENCES
from exposure_check.lookup.verdict import Listed, NoBreaches, NotListed, Privacy, Stage
from exposure_check.protocol.catalogue import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.lookup.ledger import Purpose
    from exposure_check.lookup.verdict import Verdict
    from exposure_check.protocol.catalogue import Breach

_WITHIN_A_NUMBER = re.compile(r"(?<=\d) (?=\d)")
CATEGORY_ICONS = {
    "name": "person",
    "postal_address": "home",
    "phone": "phone",
    "email": "letter",
    "identity_number": "identity",
    "bank_account": "bank",
    "payment_card": "card",
    "password": "key",
    "health_record": "health",
    "diagnosis": "health",
    "therapy_notes": "talk",
    "employment": "work",
    "id_document_image": "picture",
    "location": "place",
}


def unbroken(text: str) -> str:
    """The text with no-break spaces within its numbers, so that a telephone number stands in one line."""
    return _WITHIN_A_NUMBER.sub("\u00a0", text)


def danger(number: str) -> str:
    """Whom to call in danger, in one line; `number` may be empty where it is not known."""
    if not number:
        return QCoreApplication.translate("danger", "In danger right now? Call the emergency number.")
    words = QCoreApplication.translate("danger", "In danger right now? Call {number}.")
    return words.replace(" {number}", "\u00a0{number}").format(number=unbroken(number))


def demo_number(label: str) -> str:
    """What stands on the button of a number of the demo; a label that is not known stands there as it is."""
    return {
        "found": QCoreApplication.translate("labels", "An invented person in the open breach"),
        "not_found": QCoreApplication.translate("labels", "An invented person who is in neither"),
        "sealed": QCoreApplication.translate("labels", "An invented person with a code from a letter"),
    }.get(label, label)


def so_far(typed: int, length: int) -> str:
    """How much of a number or code is typed."""
    return QCoreApplication.translate("labels", "{typed} of {length} characters").format(
        typed=language.number(typed), length=language.number(length)
    )


def wrong_length(typed: int, length: int) -> str:
    """That a number has too few or too many characters, and how many."""
    if typed < length:
        words = QCoreApplication.translate("labels", "The number is not complete: {typed} of {length} characters.")
    else:
        words = QCoreApplication.translate("labels", "These are too many characters: {typed} instead of {length}.")
    return words.format(typed=language.number(typed), length=language.number(length))


def number_reason(reason: str, *, shown: bool) -> str:
    """What is wrong with a number, calmly; `shown` says whether its characters can be read on the screen."""
    return {
        "empty": QCoreApplication.translate("labels", "Please type your number first."),
        "character": QCoreApplication.translate(
            "labels", "One of the characters cannot be part of this kind of number."
        ),
        "length": QCoreApplication.translate("labels", "The number is not complete."),
        "separator": QCoreApplication.translate(
            "labels",
            "The character in the middle does not fit. Type it as it is on your card: it is part of the number.",
        ),
        "century": QCoreApplication.translate(
            "labels", "Please type the year of birth with four digits, twelve digits in all."
        ),
        "date": QCoreApplication.translate(
            "labels", "The date of birth in it does not exist. Please look at it once more."
        ),
        "future": QCoreApplication.translate(
            "labels", "The date of birth in it has not come yet. A part that says the century may be mistyped."
        ),
        "clock": QCoreApplication.translate(
            "labels", "The date of this computer is wrong. Set it, start the program again and type the number again."
        ),
        "check_character": (
            QCoreApplication.translate("labels", "One character is mistyped. Compare them with your card.")
            if shown
            else QCoreApplication.translate("labels", "One character is mistyped. Press “Show” and compare.")
        ),
        "never_issued": QCoreApplication.translate("labels", "No one is ever given a number of this form."),
        "temporary": QCoreApplication.translate(
            "labels", "This is a temporary number, and it can stand for several people. Please use your permanent one."
        ),
        "test": QCoreApplication.translate("labels", "This number is set aside for tests and belongs to no one."),
        "taxpayer_number": QCoreApplication.translate(
            "labels", "This is a taxpayer number. Please type a Social Security number."
        ),
        "withdrawn": QCoreApplication.translate(
            "labels", "This number was printed in public and used by many, so it no longer stands for one person."
        ),
        "other_scheme": QCoreApplication.translate("labels", "This looks like another kind of number."),
        "unknown_scheme": QCoreApplication.translate("labels", "This version does not know that kind of number."),
    }.get(reason, QCoreApplication.translate("labels", "This does not look like a number of this kind."))


def other_kinds(names: Sequence[str], offered: Sequence[str]) -> str:
    """That a number looks like one of another kind, and what this service has instead; `names` are of kinds."""
    return QCoreApplication.translate(
        "labels", "This looks like another kind of number: {kinds}. This service checks: {offered}."
    ).format(kinds=" / ".join(names), offered=" / ".join(offered))


def code_reason(reason: str) -> str:
    """What is wrong with the code of a letter, calmly."""
    return {
        "character": QCoreApplication.translate("labels", "The code has digits only."),
        "length": QCoreApplication.translate("labels", "The code is not complete: it has sixteen digits."),
        "check_digit": QCoreApplication.translate("labels", "The code does not fit: one digit is mistyped."),
    }.get(reason, QCoreApplication.translate("labels", "This does not look like a code from a letter."))


def purpose(value: Purpose) -> str:
    """What a request does, for a person: the sentence of the ledger in the language of the window."""
    return QCoreApplication.translate("ledger", SENTENCES[value])


def privacy(value: Privacy) -> str:
    """The name of a level of privacy."""
    return {
        Privacy.STANDARD: QCoreApplication.translate("Settings", "Standard"),
        Privacy.MAXIMUM: QCoreApplication.translate("Settings", "Maximum"),
    }[value]


def stage(value: Stage) -> str:
    """The name of a stage of the check."""
    return {
        Stage.PREPARING: QCoreApplication.translate("labels", "Preparing on this computer"),
        Stage.ASKING: QCoreApplication.translate("labels", "Asking the service"),
        Stage.COMPARING: QCoreApplication.translate("labels", "Comparing on this computer"),
    }[value]


def stage_detail(value: Stage) -> str:
    """What happens in a stage."""
    return {
        Stage.PREPARING: QCoreApplication.translate(
            "labels", "Your number is turned into a value from which nobody can read it."
        ),
        Stage.ASKING: QCoreApplication.translate(
            "labels", "What is sent has the same form and the same size for everyone."
        ),
        Stage.COMPARING: QCoreApplication.translate(
            "labels", "What came back is compared here. The answer is known only here."
        ),
    }[value]


def withdrawn(verdict: NoBreaches, *, help_line: bool) -> str:
    """What is said of a list that was taken back, and whom to ask; `help_line`: the profile has one."""
    withdrew = QCoreApplication.translate("Answer", "The publisher withdrew the list on {day}.")
    whom = (
        QCoreApplication.translate("Answer", "Ask the help line what that means for you.")
        if help_line
        else QCoreApplication.translate("Answer", "Ask whoever told you of this check what that means for you.")
    )
    return f"{withdrew.format(day=language.day(verdict.provenance.created))} {whom}"


def unreadable_record() -> str:
    """What is said where the list holds a record that cannot be read; for the report too."""
    return QCoreApplication.translate(
        "Answer",
        "The list holds a record for you that cannot be read. The fault is in the list and not yours. "
        "Looking again does not help.",
    )


def breach_and_holder(breach: Breach, spoken: str) -> str:
    """The name of a breach, with its holder where the name does not say it."""
    name = in_language(breach.name, spoken)
    return name if breach.holder in name else f"{name} ({breach.holder})"


def outcome(verdict: Verdict, *, own: bool) -> str:
    """The answer in one sentence; `own` says whether it is about the person who reads. For the report too."""
    match verdict:
        case Listed(exposures=(exposure,)):
            words = (
                QCoreApplication.translate("Answer", "Your data was taken from {holder}")
                if own
                else QCoreApplication.translate("Answer", "This person’s data was taken from {holder}")
            )
            return words.format(holder=exposure.breach.holder)
        case Listed(exposures=()):
            return (
                QCoreApplication.translate("Answer", "Your data was taken in a breach")
                if own
                else QCoreApplication.translate("Answer", "This person’s data was taken in a breach")
            )
        case Listed(exposures=exposures):
            words = (
                QCoreApplication.translate("Answer", "Your data was taken in {count} breaches")
                if own
                else QCoreApplication.translate("Answer", "This person’s data was taken in {count} breaches")
            )
            return words.format(count=language.number(len(exposures)))
        case NotListed():
            return (
                QCoreApplication.translate("Answer", "Your data was not found in this check")
                if own
                else QCoreApplication.translate("Answer", "This person’s data was not found in this check")
            )
        case NoBreaches():
            return QCoreApplication.translate("Answer", "There is nothing to check right now")


def when(breach: Breach, spoken: str, *, alone: bool) -> str:
    """When it happened and became known; before it who held the data, where neither the name of the breach nor the
    heading of the answer, which names the holder of one that stands `alone`, has said it.
    """
    words = QCoreApplication.translate("Answer", "Taken in {taken}. It became known in {known}.").format(
        taken=language.month(breach.occurred), known=language.month(breach.disclosed)
    )
    return words if alone or breach.holder in in_language(breach.name, spoken) else f"{breach.holder}. {words}"
