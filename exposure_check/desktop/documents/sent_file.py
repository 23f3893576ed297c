"""The record of what was sent, as a text file for an auditor. It holds no identity number: none was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QFileDevice, QIODevice, QSaveFile

from exposure_check.desktop.text import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.lookup.ledger import Sent

RULE = "-" * 72


def as_text(sent: Sequence[Sent]) -> str:
    """Every request with a sentence; text as it was sent, other bodies in hexadecimal digits."""
    parts = [
        QCoreApplication.translate("sent", "What left this computer: every request, byte for byte, before encryption.")
    ]
    if not sent:
        parts.append(QCoreApplication.translate("sent", "Nothing was sent."))
    for place, request in enumerate(sent, start=1):
        parts += [RULE, f"{place}. {labels.purpose(request.purpose)}", f"   {request.url}", "", shown(request)]
    return "\n".join(parts) + "\n"


def shown(request: Sent) -> str:
    """One request as HTTP/1.1 carries it; a body that is not text in hexadecimal digits, 32 bytes a line."""
    wire = request.wire()
    head, body = wire[: len(wire) - len(request.body)], request.body
    text = head.decode("latin-1").replace("\r\n", "\n")
    return text + "\n".join(body[start : start + 32].hex(" ") for start in range(0, len(body), 32))


def write(path: str, text: str) -> bool:
    """Write the file whole or not at all; whether it worked."""
    file = QSaveFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    # Which bucket was asked for is nobody else's business. On Windows a file takes its permissions from its folder.
    file.setPermissions(QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner)
    file.write(text.encode())
    return bool(file.commit())
