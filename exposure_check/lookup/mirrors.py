"""Several hosts of the same files, asked in the order of the profile: the next only when one cannot be reached.

Whatever arrives is verified by whoever asked, so another host is never a second opinion: wrong data, a refusal or a
stale list of one host ends the lookup, as it does where there is one host only. A host that could not be reached is not
asked again in this lookup; the prefix is told to the fewest.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from exposure_check.errors import NetworkError, TimeLimitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from exposure_check.lookup.ledger import Purpose
    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.transport import SinkT, Transport

Answer = TypeVar("Answer")


class Mirrored:
    """A `Transport` that puts the address of a mirror in the place of the profile's first one."""

    def __init__(self, transport: Transport, profile: Profile) -> None:
        self._transport = transport
        self._bases = [base.rstrip("/") for base in (profile.url, *profile.mirrors)]
        self._first = self._bases[0]

    def fetch(
        self, purpose: Purpose, url: str, max_bytes: int, body: bytes | None = None, *, seconds: float | None = None
    ) -> bytes:
        """The answer of the first host that can be reached; raises `CheckError`."""
        deadline = None if seconds is None else time.monotonic() + seconds  # for all hosts together

        def ask(address: str) -> bytes:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                raise TimeLimitError("The answer took too long.")
            return self._transport.fetch(purpose, address, max_bytes, body, seconds=left)

        return self._first_reached(url, ask)

    def stream(self, purpose: Purpose, url: str, max_bytes: int, start: Callable[[], SinkT]) -> SinkT:
        """As `Transport.stream`, of the first host that can be reached; raises `CheckError`."""
        return self._first_reached(url, lambda address: self._transport.stream(purpose, address, max_bytes, start))

    def _first_reached(self, url: str, ask: Callable[[str], Answer]) -> Answer:
        while True:
            base = self._bases[0]
            try:
                return ask(base + url.removeprefix(self._first))
            except NetworkError:
                if len(self._bases) == 1:
                    raise
                self._bases.remove(base)

    def close(self) -> None:
        """Give the connections back."""
        self._transport.close()
