"""Everything that left this computer during a lookup, byte for byte, for a person and for an auditor."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlsplit


class Purpose(Enum):
    """Why a request was sent; `SENTENCES` says it in English, and the window translates that."""

    METADATA = "metadata"
    CATALOGUE = "catalogue"
    GUIDANCE = "guidance"
    BUCKET = "bucket"
    PACK = "pack"
    EVALUATE = "evaluate"


def translatable(context: str, text: str) -> str:
    """Mark an English text for the catalogues of the window (Qt's `QT_TRANSLATE_NOOP`, without Qt); the text."""
    return text


SENTENCES = {
    Purpose.METADATA: translatable(
        "ledger", "Asks for the signed table of contents of the list. The same for everyone."
    ),
    Purpose.CATALOGUE: translatable("ledger", "Asks for the description of the list. The same for everyone."),
    Purpose.GUIDANCE: translatable(
        "ledger", "Asks for what the publisher says of every breach in the list. The same for everyone."
    ),
    Purpose.BUCKET: translatable(
        "ledger", "Asks for one group of records. The number of the group at the end of the address is the fragment."
    ),
    Purpose.PACK: translatable(
        "ledger", "Asks for the whole list, so that nothing about your number is sent. The same for everyone."
    ),
    Purpose.EVALUATE: translatable(
        "ledger", "Sends two values of 32 bytes that look random. Nobody can compute your number from them."
    ),
}


@dataclass(frozen=True)
class Sent:
    """One request as it was handed to the network, and the size of what came back."""

    purpose: Purpose
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]  # in the order sent
    body: bytes
    attempt: int = 1  # 2 and more: sent again after a failure of the network

    @property
    def sentence(self) -> str:
        """What this request does, for a person, in English."""
        return SENTENCES[self.purpose]

    def wire(self) -> bytes:
        """The bytes of the request as HTTP/1.1 carries them, before TLS."""
        parts = urlsplit(self.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        lines = [
            f"{self.method} {target} HTTP/1.1",
            *(f"{name}: {value}" for name, value in self.headers),
            "",
            "",
        ]
        return "\r\n".join(lines).encode("latin-1") + self.body


@dataclass
class Ledger:
    """The requests of one lookup in the order in which they were sent."""

    sent: list[Sent] = field(default_factory=list)

    def add(self, request: Sent) -> None:
        """Write a request down; called before its first byte is sent."""
        self.sent.append(request)
