"""A publisher with keys in clear, and a fetcher over the folder it publishes: TUF without a network.

Times are given to the publisher, so a list can be long expired without anybody touching the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exposure_check.errors import MalformedError, ServerError
from exposure_check.trust import keys, memory, sign, verify

BASE = "https://check.example.org"
NAME = "catalogues/fi.hetu.json"
CONTENT = b'{"content": "of the first list"}'


def now():
    return datetime.now(UTC)


def days(number):
    return now() + timedelta(days=number)


@dataclass
class Publication:
    """A folder as a publisher left it, with the means to publish again."""

    out: Path
    signers: dict
    root: bytes

    def publish(self, content=CONTENT, name=NAME, at=None):
        sign.publish(self.out, self.root, self.signers, {name: content}, at or now())

    def read(self, relative):
        return (self.out / relative).read_bytes()

    def write(self, relative, data):
        (self.out / relative).write_bytes(data)

    def target(self, content_of=NAME):
        """The file of a target in its newest version."""
        folder, _, file = content_of.rpartition("/")
        return max((self.out / "targets" / folder).glob(f"*.{file}"), key=lambda path: path.stat().st_mtime_ns)


@dataclass
class Client:
    """One computer: its root of trust, and what it remembers."""

    publication: Publication
    state: Path
    root: bytes
    asked: list = field(default_factory=list)
    limits: list = field(default_factory=list)
    swapped: dict = field(default_factory=dict)  # relative path to bytes or an exception: what a liar serves instead

    def get(self, url, max_bytes):
        assert url.startswith(f"{BASE}/v1/")
        relative = url.removeprefix(f"{BASE}/v1/")
        self.asked.append(relative)
        self.limits.append(max_bytes)
        data = self.swapped.get(relative)
        if isinstance(data, Exception):
            raise data
        if data is None:
            path = self.publication.out / relative
            if not path.is_file():
                raise ServerError("status 404", status=404)
            data = path.read_bytes()
        if len(data) > max_bytes:
            raise MalformedError("The answer is larger than it can be.")
        return data

    def look(self, name=NAME, max_bytes=1 << 20):
        """One lookup: what is remembered is read first, and compared after the last request."""
        remembering = memory.Memory(self.state)
        seen = remembering.read()
        signed = verify.SignedList(self.root, BASE, self.get)
        data = signed.target(name, max_bytes)
        self.remembered = remembering.keep(seen, signed)
        return data


@pytest.fixture(scope="session")
def made_keys(tmp_path_factory):
    """A folder of keys in clear, and their signers."""
    folder = tmp_path_factory.mktemp("keys")
    return folder, keys.create(folder, None)


@pytest.fixture
def empty(tmp_path, made_keys):
    """A publisher who has not published yet."""
    _, signers = made_keys
    return Publication(tmp_path / "out", dict(signers), sign.create_root(signers, now()))


@pytest.fixture
def publication(empty):
    empty.publish()
    return empty


@pytest.fixture
def client(publication, tmp_path):
    return Client(publication, tmp_path / "state", publication.root)


@pytest.fixture
def other(tmp_path):
    """Another publisher, with keys of its own."""
    signers = keys.create(tmp_path / "other-keys", None)
    other = Publication(tmp_path / "other", signers, sign.create_root(signers, now()))
    other.publish(b"of another publisher")
    return other
