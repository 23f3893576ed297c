"""What an answer of uvicorn is written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable


class OneWrite:
    """What an answer is written to: its head waits for what follows and goes out with it.

    uvicorn writes them one after the other, and each write is a call of the system, a packet, and a client woken. It
    writes, too, what is answered to somebody who has gone, where a later request of hers was read: that is dropped.
    """

    def __init__(
        self, transport: asyncio.Transport, send: Callable[[bytes], None], *, is_head_whole: bool = False
    ) -> None:
        """`send` writes to the transport; `is_head_whole`: whether an answer is a head alone."""
        self._transport, self._send = transport, send
        self._is_head_whole = is_head_whole
        self._head = b""
        self._has_begun = False

    def write(self, data: bytes) -> None:
        """As of a transport."""
        if self._transport.is_closing():
            return
        if self._has_begun or self._is_head_whole:
            if self._head:
                data, self._head = self._head + data, b""
            self._send(data)
        elif data.startswith(b"HTTP/1.1 100 "):
            self._send(data)  # nothing follows it until the client has said more
        else:
            self._head, self._has_begun = data, True

    def close(self) -> None:
        """As of a transport."""
        if self._head:
            self._send(self._head)
        self._transport.close()

    def is_closing(self) -> bool:
        """As of a transport."""
        return self._transport.is_closing()
