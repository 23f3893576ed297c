"""The ASGI application: two hot routes in bare ASGI, the other static files through Starlette.

Starlette costs a tenth of the throughput of the hot routes, hence the split. Nothing here logs a request.
"""

from __future__ import annotations

import asyncio
import logging
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from exposure_check.errors import MalformedError
from exposure_check.protocol import sodium, voprf
from exposure_check.server.problem import BY_STATUS, MEDIA_TYPE, Problem

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from starlette.requests import Request
    from starlette.staticfiles import PathLike
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from exposure_check.server.rate import Admit

_log = logging.getLogger(__name__)

BUCKET_PATH = re.compile(r"/v1/datasets/([0-9a-f]{32})/buckets/(0|[1-9][0-9]{0,9})")
EVALUATE_PATH = re.compile(r"/v1/keys/([0-9a-f]{16})/evaluate")
CACHED_BUCKETS = 1 << 16
BODY_SECONDS = 10  # for the 64 bytes of an evaluation to arrive
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
BINARY = "application/octet-stream"


def application(folder: Path, keys: Mapping[str, voprf.KeyPair], admit: Admit) -> ASGIApp:
    """The application that serves the published `folder` and evaluates under `keys` (by key id).

    `admit` is asked once for each evaluation and answers 0, or the seconds to wait.
    """
    bucket = _bucket_reader(folder)
    static = _static(folder)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await static(scope, receive, send)
            return
        path, method = scope["path"], scope["method"]
        if method in ("GET", "HEAD") and (match := BUCKET_PATH.fullmatch(path)):
            data = bucket(match[1], match[2])  # the server leaves the body of a HEAD away
            await (_problem(send, Problem.NOT_FOUND) if data is None else _answer(send, data, FOR_EVER))
        elif method == "POST" and (match := EVALUATE_PATH.fullmatch(path)):
            await _evaluate(keys.get(match[1]), admit, scope, receive, send)
        elif allowed := _other_method(path):
            await _problem(send, Problem.METHOD_NOT_ALLOWED, [(b"allow", allowed)])
        else:
            await static(scope, receive, _with_problem_bodies(send))

    return _hiding_faults(app)


def _other_method(path: str) -> bytes | None:
    """The methods of a hot address, None for any other address."""
    if BUCKET_PATH.fullmatch(path):
        return b"GET, HEAD"
    return b"POST" if EVALUATE_PATH.fullmatch(path) else None


def _hiding_faults(app: ASGIApp) -> ASGIApp:
    """`app`, whose faults are answered and logged by their type alone.

    The server would log the whole trace, and the text of an `OSError` is the path: a bucket's is someone's prefix.
    """

    async def hiding_faults(scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_noting_start(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await app(scope, receive, send_noting_start)
        except Exception as error:  # noqa: BLE001  # whatever it is, the log gets its type alone
            _log.error("A request failed: %s", type(error).__name__)
            if not started:
                await _problem(send, Problem.INTERNAL)

    return hiding_faults


def _bucket_reader(folder: Path) -> Callable[[str, str], bytes | None]:
    @lru_cache(CACHED_BUCKETS)
    def published(dataset_id: str, index: str) -> bytes:
        return (folder / "datasets" / dataset_id / "buckets" / index).read_bytes()

    def bucket(dataset_id: str, index: str) -> bytes | None:
        try:
            return published(dataset_id, index)  # an absent file raises and is asked for again
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None  # any other fault is the server's own, and no reason to say that the bucket is not there

    return bucket


async def _evaluate(key: voprf.KeyPair | None, admit: Admit, scope: Scope, receive: Receive, send: Send) -> None:
    if key is None:
        await _problem(send, Problem.UNKNOWN_KEY)
        return
    if wait := admit(scope):
        await _problem(send, Problem.RATE_LIMITED, [(b"retry-after", str(wait).encode())])
        return
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _body(receive)
    except TimeoutError:
        body = None  # it never came: the connection is not kept for it
    if body is None:
        await _problem(send, Problem.WRONG_SIZE, [(b"connection", b"close")])
        return
    try:
        elements = [body[: sodium.ELEMENT_BYTES], body[sodium.ELEMENT_BYTES :]]
        evaluated, proof = voprf.evaluate(key, elements)
    except MalformedError:
        await _problem(send, Problem.INVALID_ELEMENT)
        return
    await _answer(send, b"".join(evaluated) + proof, "no-store")


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


async def _answer(send: Send, data: bytes, cache: str) -> None:
    await _send(send, 200, data, [(b"content-type", BINARY.encode()), (b"cache-control", cache.encode())])


async def _problem(send: Send, problem: Problem, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    fixed = [(b"content-type", MEDIA_TYPE.encode()), (b"cache-control", b"no-store")]
    await _send(send, problem.status, problem.body(), fixed + (headers or []))


async def _send(send: Send, status: int, data: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    size = (b"content-length", str(len(data)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, size]})
    await send({"type": "http.response.body", "body": data})


def _with_problem_bodies(send: Send) -> Send:
    """`send` for Starlette's files, which word what is wrong with a Range header themselves, as plain text."""
    replaced = False

    async def send_problem_bodies(message: Message) -> None:
        nonlocal replaced
        if message["type"] == "http.response.start" and message["status"] in (400, 416):
            replaced = True
            content_range = [header for header in message["headers"] if header[0] == b"content-range"]
            await _problem(send, Problem.WRONG_RANGE, content_range)
        elif not replaced:
            await send(message)

    return send_problem_bodies


class _Published(StaticFiles):
    """Static files that say how long they may be cached: all but the timestamp for ever."""

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file with its `Cache-Control`."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        versioned = not str(full_path).endswith("timestamp.json")
        response.headers["cache-control"] = FOR_EVER if versioned else ASK_EACH_TIME
        return response


def _static(folder: Path) -> Starlette:
    async def pack(request: Request) -> Response:
        path = folder / "datasets" / request.path_params["dataset"] / "pack"
        if not re.fullmatch("[0-9a-f]{32}", request.path_params["dataset"]) or not path.is_file():
            raise HTTPException(404)
        return FileResponse(path, media_type=BINARY, headers={"cache-control": FOR_EVER})

    async def problem_response(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        problem = BY_STATUS.get(status, Problem.INTERNAL)  # type: ignore[call-overload]
        allow = {"allow": "GET, HEAD"} if problem is Problem.METHOD_NOT_ALLOWED else {}
        headers = {"cache-control": "no-store", **allow}
        return Response(problem.body(), problem.status, media_type=MEDIA_TYPE, headers=headers)

    files = Starlette(
        routes=[
            Mount("/v1/metadata", _Published(directory=folder / "metadata")),
            Mount("/v1/targets", _Published(directory=folder / "targets")),
            Route("/v1/datasets/{dataset}/pack", pack),
        ],
        exception_handlers={HTTPException: problem_response, Exception: problem_response},
    )
    files.router.redirect_slashes = False  # to whatever host the request names
    return files
