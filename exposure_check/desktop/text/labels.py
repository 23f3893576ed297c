"""Words for the values of the lookup, asked for each time a page is drawn. Those of categories are `guidance`'s."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.verdict import Stage

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
        "found": QCoreApplication.translate("words", "An invented person in the open breach"),
        "not_found": QCoreApplication.translate("words", "An invented person who is in neither"),
        "sealed": QCoreApplication.translate("words", "An invented person with a code from a letter"),
    }.get(label, label)


def number_reason(reason: str) -> str:
    """What is wrong with a number, calmly."""
    return {
        "empty": QCoreApplication.translate("words", "Please type your number first."),
        "character": QCoreApplication.translate(
            "words", "One of the characters cannot be part of this kind of number."
        ),
        "length": QCoreApplication.translate("words", "The number is not complete, or it has too many characters."),
        "separator": QCoreApplication.translate(
            "words",
            "The character in the middle does not fit. Type it as it is on your card: it is part of the number.",
        ),
        "century": QCoreApplication.translate(
            "words", "Please type the year of birth with four digits, twelve digits in all."
        ),
        "date": QCoreApplication.translate(
            "words", "The date of birth in it does not exist. Please look at it once more."
        ),
        "check_character": QCoreApplication.translate(
            "words", "The check character does not fit: one character is mistyped."
        ),
        "never_issued": QCoreApplication.translate("words", "No one is ever given a number of this form."),
        "temporary": QCoreApplication.translate(
            "words", "This is a temporary number, and it can stand for several people. Please use your permanent one."
        ),
        "test": QCoreApplication.translate("words", "This number is set aside for tests and belongs to no one."),
        "unknown_scheme": QCoreApplication.translate("words", "This version does not know that kind of number."),
    }.get(reason, QCoreApplication.translate("words", "This does not look like a number of this kind."))


def code_reason(reason: str) -> str:
    """What is wrong with the code of a letter, calmly."""
    return {
        "character": QCoreApplication.translate("words", "The code has digits only."),
        "length": QCoreApplication.translate("words", "The code is not complete: it has sixteen digits."),
        "check_digit": QCoreApplication.translate("words", "The code does not fit: one digit is mistyped."),
    }.get(reason, QCoreApplication.translate("words", "This does not look like a code from a letter."))


def purpose(value: Purpose) -> str:
    """What a request does, for a person."""
    return {
        Purpose.METADATA: QCoreApplication.translate(
            "words", "Asks for the signed table of contents of the list. The same for everyone."
        ),
        Purpose.CATALOGUE: QCoreApplication.translate(
            "words", "Asks for the description of the list. The same for everyone."
        ),
        Purpose.GUIDANCE: QCoreApplication.translate(
            "words", "Asks for what the publisher says of every breach in the list. The same for everyone."
        ),
        Purpose.BUCKET: QCoreApplication.translate(
            "words", "Asks for one group of records. The number of the group at the end of the address is the fragment."
        ),
        Purpose.PACK: QCoreApplication.translate(
            "words", "Asks for the whole list, so that nothing about your number is sent. The same for everyone."
        ),
        Purpose.EVALUATE: QCoreApplication.translate(
            "words", "Sends two values of 32 bytes that look random. Nobody can compute your number from them."
        ),
    }[value]


def stage(value: Stage) -> str:
    """The name of a stage of the check."""
    return {
        Stage.PREPARING: QCoreApplication.translate("words", "Preparing on this computer"),
        Stage.ASKING: QCoreApplication.translate("words", "Asking the service"),
        Stage.COMPARING: QCoreApplication.translate("words", "Comparing on this computer"),
    }[value]


def stage_detail(value: Stage) -> str:
    """What happens in a stage."""
    return {
        Stage.PREPARING: QCoreApplication.translate(
            "words", "Your number is turned into a value from which nobody can read it."
        ),
        Stage.ASKING: QCoreApplication.translate(
            "words", "What is sent has the same form and the same size for everyone."
        ),
        Stage.COMPARING: QCoreApplication.translate(
            "words", "What came back is compared here. The answer is known only here."
        ),
    }[value]
