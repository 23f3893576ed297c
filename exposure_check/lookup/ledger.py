"""Everything that left this computer during a lookup, byte for byte, for the page F1 and for an auditor."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlsplit


class Purpose(Enum):
    """Why a request was sent; the screens translate it, `Sent.sentence` says it in English."""

    METADATA = "metadata"
    CATALOGUE = "catalogue"
    GUIDANCE = "guidance"
    BUCKET = "bucket"
    PACK = "pack"
    EVALUATE = "evaluate"


SENTENCES = {
    Purpose.METADATA: "Asks for the signed table of contents of the list. The same for everyone.",
    Purpose.CATALOGUE: "Asks for the description of the list. The same for everyone.",
    Purpose.GUIDANCE: "Asks for what the publisher says of every breach in the list. The same for everyone.",
    Purpose.BUCKET: "Asks for one group of records. Its number in the address is the fragment of the hash.",
    Purpose.PACK: "Asks for the whole list, so that nothing about your number is sent. The same for everyone.",
    Purpose.EVALUATE: "Sends two random-looking values of 32 bytes. Nobody can compute your number from them.",
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
