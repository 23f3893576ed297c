"""What is wrong with a field of the form, in words that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from exposure_check.desktop.profile_maker.draft import Reason
from exposure_check.desktop.text import language

if TYPE_CHECKING:
    from exposure_check.desktop.profile_maker.draft import Fault


def of(fault: Fault) -> str:
    """A sentence or two."""
    match fault.reason:
        case Reason.EMPTY:
            return QCoreApplication.translate("profile_maker", "This has to be filled in.")
        case Reason.LONG:
            return QCoreApplication.translate("profile_maker", "This is too long: at most {most} characters.").format(
                most=language.number(fault.most)
            )
        case Reason.UNPRINTABLE:
            return QCoreApplication.translate(
                "profile_maker", "There is a character in it that cannot be seen. Please type it anew."
            )
        case Reason.ADDRESS:
            return QCoreApplication.translate(
                "profile_maker", "This is not an address of a service. Write it like {example}."
            ).format(example="https://check.example.org")
        case Reason.NOT_HTTPS:
            return QCoreApplication.translate(
                "profile_maker", "This address is not protected. It has to begin with {start}."
            ).format(start="https://")
        case Reason.TOO_MANY:
            return QCoreApplication.translate("profile_maker", "These are too many: at most {most}.").format(
                most=language.number(fault.most)
            )
        case Reason.NONE_CHOSEN:
            return QCoreApplication.translate("profile_maker", "Please choose at least one.")
        case Reason.NO_ROOT:
            return QCoreApplication.translate(
                "profile_maker", "Please choose the file root.json that the publisher of the list gave you."
            )


def logo() -> str:
    """Why a picture is not taken."""
    return QCoreApplication.translate(
        "profile_maker",
        "This picture cannot be taken. It has to be a PNG of at most 640 by 320 pixels, or an SVG of shapes alone, "
        "without text, pictures or scripts.",
    )


def root() -> str:
    """Why a file is not taken as root of trust."""
    return QCoreApplication.translate(
        "profile_maker", "This file is not a root of trust. Choose root.json that the publisher of the list gave you."
    )


def key() -> str:
    """Why nothing was signed."""
    return QCoreApplication.translate(
        "profile_maker",
        "The key could not be opened, so nothing was signed. Check the passphrase, and that this is the key that your "
        "clinic made for profiles.",
    )


def unwritten() -> str:
    """Why nothing was saved."""
    return QCoreApplication.translate("profile_maker", "It could not be saved there. Please choose another folder.")


def unmade() -> str:
    """Where everything fits by itself and not together, such as a profile that is too large."""
    return QCoreApplication.translate(
        "profile_maker", "This makes no profile that opens: it is too large. Use a smaller picture or shorter texts."
    )
