"""What is answered without the application, whose machinery takes longer than the answer: a GET of a bucket that is in
memory, and an evaluation that is admitted at once.

Nothing is refused here. What is not quite ordinary goes to the application, which knows all the rules and answers an
ordinary request with the same bytes.
"""

from __future__ import annotations

import re
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING

from exposure_check.protocol import voprf
from exposure_check.server.app import BINARY, BUCKET_PATH, EVALUATE_PATH, etag
from exposure_check.server.metrics import Event
from exposure_check.server.published import FOR_EVER

if TYPE_CHECKING:
    import asyncio

    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.server.app import Service

_BUCKET_TARGET = re.compile(BUCKET_PATH.pattern.encode())
_EVALUATE_TARGET = re.compile(EVALUATE_PATH.pattern.encode())
_BUCKET_FIELDS = (
    b"content-type: %s\r\ncache-control: %s\r\netag: %%s\r\naccept-ranges: bytes\r\ncontent-length: %%d\r\n"
    % (
        BINARY,
        FOR_EVER.encode(),
    )
)
# of the evaluated elements and the proof
EVALUATED = b"content-type: %s\r\ncache-control: no-store\r\ncontent-length: %d\r\n" % (BINARY, voprf.RESPONSE_BYTES)


class Evaluation:
    """What stands for a request of uvicorn that is evaluated without the application: what comes after it waits for its
    turn, and a process that ends waits for its answer.
    """

    __slots__ = ("elements", "keep_alive", "key", "more_body", "response_complete", "response_started", "work")

    def __init__(self, key: KeyPair) -> None:
        self.key = key
        self.elements = b""  # so far
        self.work: asyncio.Future[bytes] | None = None
        self.more_body = self.keep_alive = True
        self.response_started = self.response_complete = False


class Direct:
    """What of a service needs no application."""

    def __init__(self, service: Service, *, clients_are_peers: bool) -> None:
        """`clients_are_peers`: whether whoever is connected is who asks, and no proxy for others."""
        self._service = service
        self._admits_at_once = clients_are_peers and not iscoroutinefunction(service.admit)

    def bucket(self, target: bytes) -> tuple[bytes, bytes] | None:
        """The answer's own fields and its body for a plain GET; None: ask the application."""
        match = _BUCKET_TARGET.fullmatch(target)
        if match is None:
            return None
        dataset_id, index = match[1].decode(), match[2].decode()
        data = self._service.buckets.kept(dataset_id, index)
        if data is None:
            return None
        self._service.count(Event.BUCKET)
        return _BUCKET_FIELDS % (etag(dataset_id, index).encode(), len(data)), data

    def admit(self, target: bytes, client: str) -> KeyPair | None:
        """The key of an evaluation that begins with a plain POST, which is counted; None: ask the application."""
        match = _EVALUATE_TARGET.fullmatch(target) if self._admits_at_once else None
        key = None if match is None else self._service.keys.get(match[1].decode())
        # whoever has to wait is not counted, so that the application may ask once more
        if key is None or self._service.evaluator.is_full or self._service.admit(client) != 0:
            return None
        self._service.count(Event.EVALUATION)
        return key

    def evaluate(self, key: KeyPair, elements: bytes) -> asyncio.Future[bytes]:
        """As `Evaluator.evaluate`."""
        return self._service.evaluator.evaluate(key, elements)

    def cancel(self, work: asyncio.Future[bytes]) -> None:
        """As `Evaluator.cancel`."""
        self._service.evaluator.cancel(work)
