"""HTTP/1.1 of uvicorn within the bounds of `Connections`, and with what RFC 9112 has a server refuse.

Sizes and numbers are looked at in the callbacks that httptools and asyncio define; nothing of HTTP is parsed here. See
docs/decisions/0019-uvicorn-with-bounds-of-our-own.md.
"""

from __future__ import annotations

import logging
import sys
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from exposure_check.errors import MalformedError
from exposure_check.protocol import voprf
from exposure_check.server import addresses
from exposure_check.server.app import GONE, WHOLE, WORK, problem_answer
from exposure_check.server.direct import EVALUATED, Evaluation
from exposure_check.server.evaluator import RETRY_SECONDS, BusyError
from exposure_check.server.head import Head, RefusedError
from exposure_check.server.metrics import Event
from exposure_check.server.one_write import OneWrite
from exposure_check.server.problem import MEDIA_TYPE, Problem

if sys.platform == "linux":
    import fcntl
    import termios

if TYPE_CHECKING:
    import asyncio

    from uvicorn._types import ASGI3Application

    from exposure_check.server.connections import Connections
    from exposure_check.server.direct import Direct

_log = logging.getLogger(__name__)

_REQUEST_LENGTH = str(voprf.REQUEST_BYTES).encode()
_GRACE_SECONDS = 1  # of grace at the end of a process, for a request that did not come yet or not whole


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 of uvicorn within the bounds of `Connections`."""

    def __init__(self, connections: Connections, direct: Direct, **named: Any) -> None:  # noqa: ANN401  # as uvicorn calls it
        super().__init__(**named)
        self._all, self._direct = connections, direct
        self._bounds = connections.bounds
        self._peer: bytes | None = None  # once it has joined
        self._read = 0  # bytes of the request that is being read
        self._head = Head()
        self._answered = False  # whether the request that is being read was answered directly
        self._in_turn: RequestResponseCycle | Evaluation | None = None  # what is answered, or was last
        self._whole = False
        self._problem = Problem.NOT_HTTP  # of what cannot be read
        self._is_deaf = False  # whether nothing more is read, since the request before could not be
        self._since = 0.0  # when the request was read
        self._written = 0  # bytes of answers, some of which may wait to be sent
        self._sent_before = 0  # bytes of them, at the last look
        self._asked = False  # whether it ever sent a whole head
        self._is_told = False  # whether it knows that the process ends

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Take the connection, or end it at once where there are too many."""
        super().connection_made(transport)
        peer = addresses.subscriber(addresses.packed(self.client[0])) if self.client else b""
        if self._all.join(self, peer):
            self._peer = peer
            if self._all.ended:  # taken a moment before, and nobody knew of it
                self.shutdown()
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        if self._peer is not None:
            self._all.leave(self, self._peer)
            self._peer = None
        self.pipeline.clear()
        self._give_up()
        if isinstance(self.cycle, Evaluation):
            self.cycle = cast("Any", None)
        super().connection_lost(exc)

    def _give_up(self) -> None:
        """Nobody waits for the answer any more. uvicorn says so to the request that came last, which may be another."""
        in_turn, self._in_turn = self._in_turn, None
        if in_turn is None or in_turn.response_complete:
            return
        if isinstance(in_turn, Evaluation):
            work = in_turn.work
        else:
            work = cast("dict[str, Any]", in_turn.scope).get(WORK)
            in_turn.disconnected = True
            in_turn.message_event.set()
        if work is not None:
            self._direct.cancel(work)

    def shutdown(self) -> None:
        """End when the process does. A connection that was taken and not read yet is answered first, not reset."""
        if self._asked:
            super().shutdown()
        if not self._is_told:
            self._is_told = True
            self._begin_grace()

    def _begin_grace(self) -> None:
        """Give a request that did not come yet, or not whole, a moment until the process ends."""
        if self._is_told:
            self.loop.call_later(_GRACE_SECONDS, self._end_if_unasked)

    def _end_if_unasked(self) -> None:
        if not self._asked:
            self.transport.close()
        elif self._is_half:
            self.expire()

    def timeout_keep_alive_handler(self) -> None:
        """Do nothing: `Connections` ends what asks nothing more, and not while an answer is being taken."""

    def cut(self) -> None:
        """End the connection without waiting for anything."""
        self._all.forget(self)
        self.transport.abort()

    def expire(self) -> None:
        """End the connection since no whole request came in time; who sent half an evaluation is told so."""
        if self._is_half and not self.transport.is_closing():
            if isinstance(self.cycle, Evaluation):  # else the application will, which is told that nobody waits
                self._all.count(Event.REFUSED)
            self._write_problem(Problem.WRONG_SIZE, is_last=True)
            self._all.work(self)  # to be looked at, should it not take even this
        else:
            self._all.count(Event.CUT_WAITING)
            self.cut()

    @property
    def _is_half(self) -> bool:
        """Whether a request is to be answered whose body is not whole. There is none behind it."""
        if self.pipeline or self.cycle is None or self.cycle.response_complete:
            return False
        return self.cycle.more_body and not self.cycle.response_started

    @property
    def is_asked(self) -> bool:
        """Whether a whole request is not answered yet."""
        return bool(self.pipeline) or not (self.cycle is None or self.cycle.response_complete or self._is_half)

    @property
    def unsent(self) -> int:
        """Bytes of answers that the client has not taken, as far as is known."""
        return self.transport.get_write_buffer_size() + _queued(self.transport)

    @property
    def is_not_taken(self) -> bool:
        """Whether an answer, or its last part, waits for the client."""
        return self.transport.is_closing() or self.unsent > 0

    def has_got_on(self, now: float) -> bool:
        """Whether a busy connection took enough of its answer since the last look."""
        unsent = self.unsent
        before, self._sent_before = self._sent_before, self._written - unsent
        if (self.transport.is_closing() and not unsent) or now - self._since > self._bounds.request_seconds:
            return False
        return not unsent or self._sent_before >= before + self._bounds.bytes_a_look

    def _send(self, data: bytes) -> None:
        self._written += len(data)
        self.transport.write(data)

    def data_received(self, data: bytes) -> None:
        """Read on, unless it is more than a request can hold."""
        if self.transport.is_closing() or self._is_deaf:
            return
        room = self._bounds.request_bytes - self._read
        self._read += len(data)
        self._whole = False
        super().data_received(data[:room] if len(data) > room else data)
        if len(data) > room and not self._is_deaf:
            self._problem = Problem.TOO_LARGE
            self.send_400_response("")
        elif self._whole:
            self._read = 0

    def on_message_begin(self) -> None:
        """Begin with a head."""
        super().on_message_begin()
        self._head, self._answered = Head(), False

    def on_url(self, url: bytes) -> None:
        """Take a part of the target, up to as much as is borne."""
        super().on_url(url)
        try:
            self._head.target(self.url)
        except RefusedError as error:
            self._problem = error.problem
            raise

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field. A trailer is passed over: it would count as a field of the head, as X-Forwarded-For does."""
        is_trailer = self._head.is_whole
        if not is_trailer:
            super().on_header(name, value)
        try:
            self._head.count() if is_trailer else self._head.field(self.headers[-1][0], value)
        except RefusedError as error:
            self._problem = error.problem
            raise

    def on_headers_complete(self) -> None:
        """Answer directly what can be, and hand the rest to the application."""
        try:
            is_room = len(self.pipeline) < self._bounds.pipelined
            version = self.parser.get_http_version()
            self._head.complete(version, self.url, is_room=is_room)
        except RefusedError as error:
            self._problem = error.problem
            raise
        self._asked = True
        if version == "1.0":
            self.expect_100_continue = False  # RFC 9110 section 10.1.1
        if self.transport.is_closing():  # after the last answer
            self._answered = True
            return
        is_evaluation = self._head.is_plain and self._is_ordinary(version) and self._begin_directly()
        if self._answered:
            return
        self._all.begin(self)
        self._begin_grace()
        self._since = time.monotonic()
        if is_evaluation:
            return
        cast("dict[str, Any]", self.scope)[GONE] = self._is_gone
        super().on_headers_complete()
        if not self.pipeline:
            self._in_turn = self.cycle
        is_whole = self.scope["method"] == "HEAD"
        self.cycle.transport = cast("asyncio.Transport", OneWrite(self.transport, self._send, is_head_whole=is_whole))
        if self._all.ending or self.parser.should_upgrade():  # what follows an upgrade is no HTTP/1.1
            self.cycle.keep_alive = False

    def _is_ordinary(self, version: str) -> bool:
        """Whether the request is the only one of its connection, which stays open after it."""
        return (
            version == "1.1"
            and not (self._all.ending or self.flow.write_paused or self.expect_100_continue)
            and (self.cycle is None or self.cycle.response_complete)
            and self.parser.should_keep_alive()
            and not self.parser.should_upgrade()
        )

    def _begin_directly(self) -> bool:
        """Whether no application is needed: a bucket was answered, or an evaluation waits for its body."""
        method, answer, key = self.parser.get_method(), None, None
        try:
            if method == b"GET":
                answer = self._direct.bucket(self.url)
            elif method == b"POST" and self._head.length == _REQUEST_LENGTH:
                key = self._direct.admit(self.url, self.client[0] if self.client else "")
        except Exception:  # noqa: BLE001  # the application comes upon it again, answers that and says so
            return False
        if answer is not None:
            self._answered = True
            self._write(b"200 OK", *answer)
            self._since = self._all.wait(self)
        elif key is not None:
            self._in_turn = Evaluation(key)
            self.cycle = cast("Any", self._in_turn)
        return key is not None

    def _write(self, status: bytes, fields: bytes, body: bytes, *, is_last: bool = False) -> None:
        """Write a whole answer; after the last one the connection is closed."""
        always = b"".join([b"%s: %s\r\n" % field for field in self.server_state.default_headers])
        end = b"connection: close\r\n\r\n" if is_last else b"\r\n"
        self._send(b"HTTP/1.1 %s\r\n%s%s%s%s" % (status, always, fields, end, body))
        if is_last:
            self.transport.close()

    def _write_problem(self, problem: Problem, others: bytes = b"", *, is_last: bool = False) -> None:
        body = problem.body()
        fields = b"content-type: %s\r\ncache-control: no-store\r\n%scontent-length: %d\r\n"
        status = f"{problem.status} {problem.value[1].phrase}".encode()
        self._write(status, fields % (MEDIA_TYPE.encode(), others, len(body)), body, is_last=is_last)

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body; one that came with a GET is passed over."""
        if self._answered:
            return
        if isinstance(self.cycle, Evaluation):
            self.cycle.elements += body
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that the request is whole."""
        self._whole = True
        if self._answered:
            return
        if isinstance(self.cycle, Evaluation):
            self._evaluate(self.cycle)
            return
        cast("dict[str, Any]", self.scope)[WHOLE] = True
        super().on_message_complete()
        if not self.cycle.response_complete:
            self._all.work(self)

    def _evaluate(self, evaluation: Evaluation) -> None:
        evaluation.more_body = False
        try:
            evaluation.work = self._direct.evaluate(evaluation.key, evaluation.elements)
        except BusyError:
            evaluation.response_complete = True
            self._all.count(Event.BUSY)
            self._write_problem(Problem.BUSY, b"retry-after: %d\r\n" % RETRY_SECONDS, is_last=True)
            return
        self._all.work(self)
        evaluation.work.add_done_callback(partial(self._finish, evaluation))

    def _finish(self, evaluation: Evaluation, work: asyncio.Future[bytes]) -> None:
        evaluation.response_complete = True
        evaluation.elements, evaluation.work = b"", None
        if work.cancelled():
            return
        error = work.exception()
        if isinstance(error, MalformedError):
            self._all.count(Event.REFUSED)
        elif error is not None:
            self._all.count(Event.FAULT)
            _log.error("A request failed: %s", type(error).__name__)
        if self.transport.is_closing():
            return
        is_last = not evaluation.keep_alive or (self._all.ending and not self.pipeline)
        if error is None:
            self._write(b"200 OK", EVALUATED, work.result(), is_last=is_last)
        else:
            problem = Problem.INVALID_ELEMENT if isinstance(error, MalformedError) else Problem.INTERNAL
            self._write_problem(problem, is_last=is_last)
        if self.pipeline:
            self.on_response_complete()
        elif not is_last:
            self._all.wait(self)

    def on_response_complete(self) -> None:
        """Go on to the next request, or wait for it or for the rest of it."""
        if self.pipeline:
            self._in_turn = self.pipeline[-1][0]
        super().on_response_complete()
        if self._peer is not None and not self.is_asked:
            self._all.wait(self)
            self._begin_grace()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request, in the form of every other problem, after what is being answered, and close."""
        self._all.count(Event.CUT_LARGE if self._problem is Problem.TOO_LARGE else Event.REFUSED)
        self._is_deaf = True
        if self.cycle is None or self.cycle.response_complete:
            self._end_with(self._problem)
        elif not self.cycle.more_body:  # it is whole, and what came after it is no request
            self.cycle.keep_alive = False
        elif self.pipeline and self.pipeline[0][0] is self.cycle:  # its own body is at fault, and its turn is to come
            self.pipeline.popleft()
            self.cycle.keep_alive = self.cycle.more_body = False
            self.pipeline.appendleft((self.cycle, _refusal(self._problem)))
        elif self.cycle.response_started:
            self.transport.close()
        else:
            self._end_with(self._problem)

    def _end_with(self, problem: Problem) -> None:
        if not self.transport.is_closing():
            self._write_problem(problem, is_last=True)

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: whoever asks to upgrade is answered over HTTP/1.1, and would write a line of log each time."""

    def _is_gone(self) -> bool:
        is_gone = self.transport.is_closing()
        if is_gone and isinstance(self._in_turn, RequestResponseCycle):
            self._in_turn.disconnected = True  # before `connection_lost`: an answer that ends now is no fault
        return is_gone


def _refusal(problem: Problem) -> ASGI3Application:
    async def refuse(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401  # of ASGI
        await problem_answer(send, problem)

    return refuse


def _queued(transport: asyncio.Transport) -> int:
    """Bytes that this machine has and the client has not confirmed (SIOCOUTQ, tcp(7)); 0 where the system does not say.

    Without them, what a slow client takes is seen in steps of a third of the kernel's buffer.
    """
    connection = transport.get_extra_info("socket")
    if sys.platform != "linux" or connection is None:
        return 0
    with suppress(OSError, ValueError):
        return int.from_bytes(fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4)), sys.byteorder)
    return 0
