"""Fingerprints that people compare by voice: of the list that was served, and of the publisher that a profile trusts.

Each takes tenths of a second and 64 MiB, so it is computed once, outside the thread of the window, and kept: it is
nothing of a person's.
"""

from __future__ import annotations

import threading
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from exposure_check.desktop.text import language
from exposure_check.errors import CheckError

if TYPE_CHECKING:
    from exposure_check.lookup.verdict import Provenance


class Kind(Enum):
    """What a fingerprint is of."""

    LIST = "list"  # from the digest of what was signed, 32 bytes
    PARTNER = "partner"  # from the key that signed a profile, 32 bytes
    PUBLISHER = "publisher"  # from the root of trust of a profile, as it is there


_computed: dict[tuple[Kind, bytes], str] = {}
_lock = threading.Lock()


def known(kind: Kind, data: bytes) -> str | None:
    """The six groups of five digits, "" where there can be none, None where nobody has computed it yet."""
    return _computed.get((kind, data))


def keep(kind: Kind, data: bytes, digits: str) -> None:
    """Take a fingerprint as computed."""
    _computed[kind, data] = digits


def begin(kind: Kind, data: bytes) -> None:
    """Compute it, unless it is known, in a thread, which holds nothing of a person's and ends by itself in a second."""
    if known(kind, data) is not None:
        return
    threading.Thread(target=compute, args=(kind, data), name="fingerprint", daemon=True).start()


def compute(kind: Kind, data: bytes) -> str:
    """The fingerprint. It blocks: call it off the thread of the window."""
    with _lock:  # one at a time, for the memory
        if (kind, data) not in _computed:
            _computed[kind, data] = _compute(kind, data)
        return _computed[kind, data]


def list_name(provenance: Provenance) -> str:
    """Of which list it is."""
    return QCoreApplication.translate("fingerprints", "Fingerprint of list {version} of {day}").format(
        version=language.number(provenance.list_version), day=language.day(provenance.created)
    )


def spoken(digits: str) -> str:
    """Digit by digit, with a pause after each group: a screen reader would else read thousands."""
    return ", ".join(" ".join(group) for group in digits.split())


def in_words(digits: str) -> str:
    """The same groups with a word for each digit, to be read aloud and compared by telephone."""
    words = QCoreApplication.translate("fingerprints", "zero one two three four five six seven eight nine").split()
    return ", ".join(" ".join(words[int(digit)] for digit in group) for group in digits.split())


def _compute(kind: Kind, data: bytes) -> str:
    if not data:
        return ""
    from exposure_check.protocol import fingerprint  # late, both: they bring the libraries of cryptography
    from exposure_check.trust.root_of_trust import root_digest

    try:
        match kind:
            case Kind.LIST:
                return fingerprint.of_list(data)
            case Kind.PARTNER:
                return fingerprint.of_partner(data)
            case Kind.PUBLISHER:
                return fingerprint.of_publisher(root_digest(data))
    except (CheckError, MemoryError):
        return ""
