"""A published folder, and a caller that speaks ASGI to the application without a network."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from urllib.parse import unquote

import pytest

from exposure_check.protocol import voprf
from exposure_check.server.app import application
from exposure_check.server.rate import unlimited

DATASET = "0123456789abcdef" * 2
ADDRESS = "203.0.113.77"  # RFC 5737: documentation


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self):
        """The name of the problem; asserts that the answer is one, and in the form of RFC 9457."""
        assert self.headers["content-type"] == "application/problem+json"
        assert self.headers["cache-control"] == "no-store"
        document = json.loads(self.body)
        assert set(document) == {"type", "title", "status"}
        assert document["status"] == self.status
        return document["type"].removeprefix("urn:exposure-check:problem:")


def ask(app, method, target, pieces=(b"",), headers=(), client=(ADDRESS, 50000)):
    """One request. `target` is the address as on the wire; `pieces` the body as it arrives, None to hang up.

    What the application did not read stays in `pieces` where that is a list.
    """
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "client": client,
        "server": ("127.0.0.1", 80),
    }
    waiting, sent = pieces if isinstance(pieces, list) else list(pieces), []

    async def receive():
        if not waiting:
            await asyncio.sleep(3600)  # the client says nothing more
        chunk = waiting.pop(0)
        if chunk is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": chunk, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    asyncio.run(asyncio.wait_for(app(scope, receive, send), 20))
    start, *bodies = sent
    assert start["type"] == "http.response.start"
    assert {message["type"] for message in bodies} <= {"http.response.body"}
    assert not bodies[-1].get("more_body", False)
    fields = {name.decode(): value.decode() for name, value in start["headers"]}
    assert len(fields) == len(start["headers"])
    return Answer(start["status"], fields, b"".join(message.get("body", b"") for message in bodies))


@pytest.fixture(scope="session")
def key():
    return voprf.generate_key_pair()


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """What the publisher leaves, in shape; the server reads no more of it than its names."""
    top = tmp_path_factory.mktemp("service")
    folder = top / "public"
    for name, content in {
        "metadata/timestamp.json": b'{"timestamp": 1}',
        "metadata/1.root.json": b'{"root": 1}',
        "targets/catalogues/abc.fi.hetu.json": b'{"catalogue": 1}',
        f"datasets/{DATASET}/buckets/0": b"XCB1 nought",
        f"datasets/{DATASET}/buckets/511": b"XCB1 last",
        f"datasets/{DATASET}/pack": bytes(range(200)),
        "private.txt": b"MARKER: beside the list",
        f"datasets/{DATASET}/notes": b"MARKER: not a bucket",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (top / "voprf.key").write_bytes(b"MARKER: key")
    (folder / "metadata" / "link.json").symlink_to(top / "voprf.key")
    return folder


@pytest.fixture(scope="session")
def app(folder, key):
    return application(folder, {key.key_id: key}, unlimited)


@pytest.fixture(scope="session")
def evaluate(key):
    """The address of an evaluation."""
    return f"/v1/keys/{key.key_id}/evaluate"


@pytest.fixture(scope="session")
def request_body():
    return b"".join(voprf.blind(text).element for text in (b"open", b"sealed"))
