"""A published folder, and a caller that speaks ASGI to the application without a network."""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass
from urllib.parse import unquote

import pytest

from exposure_check.protocol import bucket, merkle, voprf
from exposure_check.server import published
from exposure_check.server.app import Service, application
from exposure_check.server.folder import Folder
from exposure_check.server.published import DataSet, Published
from exposure_check.server.rate import unlimited
from tests.support.memory_service import publish
from tests.support.operated import copied

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


PREFIX_BITS = 9


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """What the publisher leaves, in shape, and beside it what must never be given out."""
    top = tmp_path_factory.mktemp("service")
    folder = top / "public"
    for name, content in {
        "metadata/timestamp.json": b'{"timestamp": 1}',
        "metadata/1.root.json": b'{"root": 1}',
        "targets/catalogues/abc.fi.hetu.json": b'{"catalogue": 1}',
        "private.txt": b"MARKER: beside the list",
        f"datasets/{DATASET}/notes": b"MARKER: not a bucket",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    contents = [
        bucket.content(bytes.fromhex(DATASET), index, [secrets.token_bytes(10) for _ in range(3)])
        for index in range(1 << PREFIX_BITS)
    ]
    tree = merkle.levels([merkle.leaf_hash(content) for content in contents])
    (folder / "datasets" / DATASET / "buckets").mkdir()
    for index, content in enumerate(contents):
        path = folder / "datasets" / DATASET / "buckets" / str(index)
        path.write_bytes(content + merkle.audit_path(tree, index))
    (folder / "datasets" / DATASET / "pack").write_bytes(b"".join(contents))
    (folder / "datasets" / DATASET / "root").write_bytes(tree[-1][0])
    (top / "voprf.key").write_bytes(b"MARKER: key")
    (folder / "metadata" / "link.json").symlink_to(top / "voprf.key")
    return folder


def taken(folder):
    """The list of `folder` as the server holds it once it has verified it: whether it verifies is tested elsewhere."""
    form = bucket.Layout(
        bytes.fromhex(DATASET), PREFIX_BITS, 3, 2, (folder / "datasets" / DATASET / "root").read_bytes()
    )
    names = ("metadata/timestamp.json", "metadata/1.root.json", "targets/catalogues/abc.fi.hetu.json")
    files = {name: published._file(name, (folder / name).read_bytes()) for name in names}
    data_set = published._verified(DataSet(form, Folder(folder)), lambda: None)
    return Published(files=files, datasets={DATASET: data_set}, current=frozenset((DATASET,)))


def serving(folder, keys, admit=unlimited, **named):
    """The service of a folder under some keys."""
    return Service(taken(folder), {pair.key_id: pair for pair in keys}, admit, **named)


@pytest.fixture(scope="session")
def app(folder, key):
    return application(serving(folder, [key]))


@pytest.fixture(scope="session")
def evaluate(key):
    """The address of an evaluation."""
    return f"/v1/keys/{key.key_id}/evaluate"


@pytest.fixture(scope="session")
def request_body():
    return b"".join(voprf.blind(text).element for text in (b"open", b"sealed"))


@pytest.fixture(scope="session")
def publication(tmp_path_factory):
    """A demo list as its publisher leaves it; `altered` makes copies to change."""
    return publish(tmp_path_factory.mktemp("publication"))


@pytest.fixture
def altered(publication, tmp_path):
    """A copy of the publication that a test may damage."""
    return copied(publication, tmp_path / "copy")
