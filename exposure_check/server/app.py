"""The ASGI application: what is verified is given out, and blinded elements are evaluated. Nothing logs a request."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from exposure_check.errors import MalformedError
from exposure_check.protocol import voprf
from exposure_check.server import answers, metrics
from exposure_check.server.evaluator import RETRY_SECONDS, BusyError, Evaluator
from exposure_check.server.metrics import Event
from exposure_check.server.problem import MEDIA_TYPE, Problem
from exposure_check.server.published import FOR_EVER, PIECE_BYTES

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application as App
    from uvicorn._types import ASGIReceiveCallable as Receive
    from uvicorn._types import ASGISendCallable as Send

    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.server.published import DataSet, Published
    from exposure_check.server.rate import Admit

    Scope = Mapping[str, Any]
    Headers = answers.Headers

_log = logging.getLogger(__name__)

BUCKET_PATH = re.compile(r"/v1/datasets/([0-9a-f]{32})/buckets/(0|[1-9][0-9]{0,9})")
PACK_PATH = re.compile(r"/v1/datasets/([0-9a-f]{32})/pack")
EVALUATE_PATH = re.compile(r"/v1/keys/([0-9a-f]{16})/evaluate")
FILE_PATH = re.compile(r"/v1/((?:metadata|targets)/.+)", re.DOTALL)
HEALTH_PATHS = ("/healthz", "/readyz")
BODY_SECONDS = 10  # for the 64 bytes of an evaluation to arrive
CACHE_BYTES = 64 << 20
BINARY = b"application/octet-stream"
JSON = b"application/json"
GONE = "exposure_check.gone"  # in the scope: whether the connection has ended
WORK = "exposure_check.work"  # what is being worked out, to be cancelled when the connection has ended
WHOLE = "exposure_check.whole"  # in the scope: True once the whole request is here


class Buckets:
    """Verified buckets in memory, the least used given up for others: so many bytes and no more."""

    def __init__(self, published: Published, most_bytes: int = CACHE_BYTES) -> None:
        self._datasets, self._most = published.datasets, most_bytes
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self.bytes = 0

    def data_set(self, dataset_id: str) -> DataSet | None:
        """A data set that the signed list names, or named lately."""
        return self._datasets.get(dataset_id)

    def kept(self, dataset_id: str, index: str) -> bytes | None:
        """A bucket that is in memory."""
        data = self._kept.get((dataset_id, index))
        if data is not None:
            self._kept.move_to_end((dataset_id, index))
        return data

    def get(self, data_set: DataSet, index: int) -> bytes | None:
        """The verified bytes of a bucket, None where there is none; raises `MalformedError`, `OSError`."""
        if index >= data_set.form.buckets:
            return None
        name = (data_set.id, str(index))
        if (data := self.kept(*name)) is not None:
            return data
        try:
            data = data_set.read(index)
        except FileNotFoundError:
            return None
        self._kept[name] = data
        self.bytes += len(data)
        while self.bytes > self._most:
            self.bytes -= len(self._kept.popitem(last=False)[1])
        return data


@dataclass
class Service:
    """What one process serves: a verified list, the keys by id, and who is admitted."""

    published: Published
    keys: Mapping[str, KeyPair]
    admit: Admit
    count: Callable[[Event], None] = metrics.ignore
    evaluates: bool = True
    cache_bytes: int = CACHE_BYTES
    evaluator: Evaluator = field(default_factory=Evaluator)

    def __post_init__(self) -> None:
        self.buckets = Buckets(self.published, self.cache_bytes)

    @property
    def is_ready(self) -> bool:
        """Whether a lookup would succeed: the list has not expired and its keys are here."""
        return self.published.is_current and (not self.evaluates or self.published.key_ids <= set(self.keys))


def application(service: Service) -> App:
    """The application over a service. Faults are answered and logged by their type alone.

    The server would log the whole trace, and the text of an `OSError` is the path: a bucket's is someone's prefix.
    """
    requests = _Requests(service)

    async def hiding_faults(scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_noting_start(message: Any) -> None:  # noqa: ANN401  # of ASGI
            nonlocal started
            started = True
            if scope["method"] == "HEAD" and message["type"] == "http.response.body":
                message = message | {"body": b""}
            await send(message)

        try:
            await requests.answer(scope, receive, send_noting_start)
        except Exception as error:  # noqa: BLE001  # whatever it is, the log gets its type alone
            service.count(Event.FAULT)
            _log.error("A request failed: %s", type(error).__name__)
            if not started:
                await problem_answer(send, Problem.INTERNAL)

    return hiding_faults


class _Requests:
    """The addresses of the protocol."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path, reads = scope["path"], scope["method"] in ("GET", "HEAD")
        if match := EVALUATE_PATH.fullmatch(path):
            await (self._evaluate(match[1], scope, receive, send) if scope["method"] == "POST" else self._other(send))
        elif match := BUCKET_PATH.fullmatch(path):
            await (self._bucket(match[1], int(match[2]), scope, send) if reads else self._other(send, files=True))
        elif match := PACK_PATH.fullmatch(path):
            await (self._pack(match[1], scope, send) if reads else self._other(send, files=True))
        elif match := FILE_PATH.fullmatch(path):
            await (self._file(match[1], scope, send) if reads else self._other(send, files=True))
        elif path in HEALTH_PATHS and reads:
            await self._health(path, send)
        else:
            self._service.count(Event.OTHER)
            await self._refuse(send, Problem.NOT_FOUND)

    async def _refuse(self, send: Send, problem: Problem, headers: Headers | None = None) -> None:
        self._service.count(Event.REFUSED)
        await problem_answer(send, problem, headers)

    async def _other(self, send: Send, *, files: bool = False) -> None:
        """The answer to a method that an address does not take."""
        self._service.count(Event.OTHER)
        await self._refuse(send, Problem.METHOD_NOT_ALLOWED, [(b"allow", b"GET, HEAD" if files else b"POST")])

    async def _health(self, path: str, send: Send) -> None:
        self._service.count(Event.OTHER)
        if path == "/readyz" and not self._service.is_ready:
            await problem_answer(send, Problem.NOT_READY, [(b"retry-after", b"60")])
        else:
            await _send(send, 200, b"ok\n", [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")])

    async def _bucket(self, dataset_id: str, index: int, scope: Scope, send: Send) -> None:
        self._service.count(Event.BUCKET)
        data_set = self._service.buckets.data_set(dataset_id)
        data = None if data_set is None else self._service.buckets.get(data_set, index)
        if data is None:
            await self._refuse(send, Problem.NOT_FOUND)
        else:
            part = answers.wanted(len(data), etag(dataset_id, str(index)), scope["headers"])
            await self._part(send, part, BINARY, FOR_EVER, data[part.start : part.end])

    async def _file(self, path: str, scope: Scope, send: Send) -> None:
        self._service.count(Event.FILE)
        file = self._service.published.files.get(path)
        if file is None:
            await self._refuse(send, Problem.NOT_FOUND)
            return
        data, etag, extra = file.data, file.etag, list[tuple[bytes, bytes]]()
        if file.compressed is not None:
            extra = [(b"vary", b"accept-encoding")]
            if answers.takes_gzip(scope["headers"]):
                data, etag = file.compressed, f'{file.etag[:-1]}-gzip"'
                extra.append((b"content-encoding", b"gzip"))
        part = answers.wanted(len(data), etag, scope["headers"])
        media_type = JSON if path.endswith(".json") else BINARY
        await self._part(send, part, media_type, file.cache, data[part.start : part.end], extra)

    async def _pack(self, dataset_id: str, scope: Scope, send: Send) -> None:
        """All buckets in order without their audit paths, a piece at a time, each compared with what was verified."""
        self._service.count(Event.PACK)
        data_set = self._service.buckets.data_set(dataset_id)
        if data_set is None or not data_set.pieces:
            await self._refuse(send, Problem.NOT_FOUND)
            return
        part = answers.wanted(data_set.form.pack_bytes, f'"{dataset_id}-pack"', scope["headers"])
        if scope["method"] == "HEAD" or part.status not in (200, 206):
            await self._part(send, part, BINARY, FOR_EVER, b"", size=part.end - part.start)
            return
        gone, position = scope.get(GONE, bool), part.start
        while position < part.end and not gone():
            number, offset = divmod(position, PIECE_BYTES)
            piece = data_set.read_piece(number)[offset : offset + part.end - position]
            if position == part.start:
                await _start(send, part.status, part.end - part.start, _file_headers(part, BINARY, FOR_EVER))
            position += len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": position < part.end})
            await asyncio.sleep(0)  # what a client takes at once would be sent without a look at anything else

    async def _part(
        self,
        send: Send,
        part: answers.Part,
        media_type: bytes,
        cache: str,
        data: bytes,
        extra: Headers | None = None,
        size: int | None = None,
    ) -> None:
        if part.status == 416:
            await self._refuse(send, Problem.WRONG_RANGE, part.headers)
        elif part.status == 304:
            headers = [*part.headers, (b"cache-control", cache.encode()), *(extra or [])]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            headers = [*_file_headers(part, media_type, cache), *(extra or [])]
            await _send(send, part.status, data, headers, size)

    async def _evaluate(self, key_id: str, scope: Scope, receive: Receive, send: Send) -> None:
        service = self._service
        service.count(Event.EVALUATION)
        key = service.keys.get(key_id)
        if key is None:
            await self._refuse(send, Problem.UNKNOWN_KEY)
            return
        if service.evaluator.is_full:
            await self._busy(send)
            return
        wait = service.admit((scope.get("client") or ("",))[0])
        if wait := (wait if isinstance(wait, int) else await wait):
            service.count(Event.LIMITED)
            await problem_answer(send, Problem.RATE_LIMITED, [(b"retry-after", str(wait).encode())])
            return
        body = await (_body(receive) if scope.get(WHOLE) else _body_in_time(receive))
        if body is None:
            await self._refuse(send, Problem.WRONG_SIZE, [(b"connection", b"close")])
            return
        try:
            work = service.evaluator.evaluate(key, body)
            answer = await _until_gone(work, cast("dict[str, Any]", scope))
        except MalformedError:
            await self._refuse(send, Problem.INVALID_ELEMENT)
        except BusyError:
            await self._busy(send)
        else:
            if answer is not None:
                await _send(send, 200, answer, [(b"content-type", BINARY), (b"cache-control", b"no-store")])

    async def _busy(self, send: Send) -> None:
        self._service.count(Event.BUSY)
        headers = [(b"retry-after", str(RETRY_SECONDS).encode()), (b"connection", b"close")]
        await problem_answer(send, Problem.BUSY, headers)


def etag(dataset_id: str, index: str) -> str:
    """The validator of a bucket, of one length whatever the index: TLS shows how long an answer is, and with it how
    many digits the index has. Ten are the most that it can have.
    """
    return f'"{dataset_id}-{index:0>10}"'


def _file_headers(part: answers.Part, media_type: bytes, cache: str) -> Headers:
    return [(b"content-type", media_type), (b"cache-control", cache.encode()), *part.headers]


async def _until_gone(work: asyncio.Future[bytes], scope: dict[str, Any]) -> bytes | None:
    """What comes of it; None where it was given up, since whoever asked has gone."""
    scope[WORK] = work
    try:
        return await work
    except asyncio.CancelledError:
        if (task := asyncio.current_task()) and task.cancelling():
            raise
        return None
    finally:
        del scope[WORK]  # a proxy's connection stays, and would keep the answer


async def _body(receive: Receive) -> bytes | None:
    """The body of an evaluation, or None where it has another size; reads no further than it must."""
    body = b""
    while len(body) <= voprf.REQUEST_BYTES:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if not message.get("more_body", False):
            break
    return body if len(body) == voprf.REQUEST_BYTES else None


async def _body_in_time(receive: Receive) -> bytes | None:
    """As `_body`, and None where it never comes: the connection is not kept for it."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _body(receive)
    except TimeoutError:
        return None


async def problem_answer(send: Send, problem: Problem, headers: Headers | None = None) -> None:
    """Answer with a problem."""
    fixed = [(b"content-type", MEDIA_TYPE.encode()), (b"cache-control", b"no-store")]
    await _send(send, problem.status, problem.body(), fixed + (headers or []))


async def _send(send: Send, status: int, data: bytes, headers: Headers, size: int | None = None) -> None:
    await _start(send, status, len(data) if size is None else size, headers)
    await send({"type": "http.response.body", "body": data})


async def _start(send: Send, status: int, size: int, headers: Headers) -> None:
    fields = [*headers, (b"content-length", str(size).encode())]
    await send({"type": "http.response.start", "status": status, "headers": fields})
