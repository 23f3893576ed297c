"""What the window calls the values of a lookup, asked for each time a page is drawn; categories are `guidance`'s."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from exposure_check.lookup.ledger import SENTENCES
from exposure_check.lookup.verdict import Privacy, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.lookup.ledger import Purpose

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


def demo_number(label: str) -> str:
    """What stands on the button of a number of the demo; a label that is not known stands there as it is."""
    return {
        "found": QCoreApplication.translate("labels", "An invented person in the open breach"),
        "not_found": QCoreApplication.translate("labels", "An invented person who is in neither"),
        "sealed": QCoreApplication.translate("labels", "An invented person with a code from a letter"),
    }.get(label, label)


def number_reason(reason: str) -> str:
    """What is wrong with a number, calmly."""
    return {
        "empty": QCoreApplication.translate("labels", "Please type your number first."),
        "character": QCoreApplication.translate(
            "labels", "One of the characters cannot be part of this kind of number."
        ),
        "length": QCoreApplication.translate("labels", "The number is not complete, or it has too many characters."),
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
        "check_character": QCoreApplication.translate(
            "labels", "The check character does not fit: one character is mistyped."
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
        "labels", "This looks like a number of another kind: {kinds}. This service has: {offered}."
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


def unreadable_record() -> str:
    """What is said where the list holds a record that cannot be read; for the report too."""
    return QCoreApplication.translate(
        "Answer",
        "The list holds a record for you that cannot be read. The fault is in the list and not yours. "
        "Looking again does not help.",
    )
