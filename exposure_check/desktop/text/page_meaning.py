"""What each page is for, in a sentence or two, for the page that F1 opens. A new page needs one here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from exposure_check.desktop.session_state import FAILURES


def of(page: str, *, closing: bool = True) -> str:
    """The meaning of a page; the same for every outcome of a check. `closing`: the program can be closed there."""
    if page == "ending" and not closing:
        return _the_end_of_a_kiosk()
    return _a_failure() if page in FAILURES else _table()[page]


def _the_end_of_a_kiosk() -> str:
    return QCoreApplication.translate(
        "page_meaning", "The page says what was wiped. You can leave: the next person begins anew."
    )


def _a_failure() -> str:
    return QCoreApplication.translate(
        "page_meaning",
        "The check could not be done. This is not an answer. The page says why, and what you can do about it.",
    )


def _table() -> dict[str, str]:
    return {
        "welcome": QCoreApplication.translate(
            "page_meaning",
            "The page says what this program does. Nothing has been sent. Press Start when you are ready.",
        ),
        "number": QCoreApplication.translate(
            "page_meaning",
            "There you type your identity number, and the code of a letter if you have one. Both are tested on this "
            "computer as you type. Nothing is sent before you press Check.",
        ),
        "checking": QCoreApplication.translate(
            "page_meaning", "The check goes through three stages. You can stop it at any time with Stop or Esc."
        ),
        "ready": QCoreApplication.translate(
            "page_meaning", "The check is done. You choose whether and when the answer is shown."
        ),
        "answer": QCoreApplication.translate(
            "page_meaning", "The page says what the list holds about the number that was typed, and what to do first."
        ),
        "actions": QCoreApplication.translate(
            "page_meaning", "Advice, one step at a time, with whom to call. You need not do everything today."
        ),
        "sent": QCoreApplication.translate(
            "page_meaning", "The page shows every request that leaves this computer, and what never leaves it."
        ),
        "settings": QCoreApplication.translate(
            "page_meaning", "Language, size of text, colours, privacy and proxy. A choice takes effect at once."
        ),
        "no_profile": QCoreApplication.translate(
            "page_meaning", "The program does not know yet whom to ask. It takes a profile, or shows the advice alone."
        ),
        "ending": QCoreApplication.translate(
            "page_meaning", "The page says what was wiped and what is still there. You can close the program."
        ),
    }
