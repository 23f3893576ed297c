"""A service in memory behind the `Transport` interface, honest unless told otherwise."""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from exposure_check.errors import MalformedError, ServerError
from exposure_check.lookup import profile
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.check import check
from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.query import Query
from exposure_check.lookup.service import Service
from exposure_check.lookup.verdict import Privacy
from exposure_check.protocol import catalogue, voprf
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
from exposure_check.publisher.input import breaches
from exposure_check.secret import Secret
from exposure_check.trust import keys, sign

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exposure_check.lookup.verdict import Verdict

URL = "http://127.0.0.1:1"


@dataclass
class Memory:
    """A published folder and its VOPRF key. `alter` may change any answer; `asked` keeps the requests."""

    folder: Path
    pair: voprf.KeyPair
    alter: Callable[[Purpose, str, bytes], bytes] = lambda _purpose, _url, answer: answer
    requests: list[tuple[Purpose, str, bytes | None]] = field(default_factory=list)

    def fetch(
        self, purpose: Purpose, url: str, max_bytes: int, body: bytes | None = None, *, seconds: float | None = None
    ) -> bytes:
        self.requests.append((purpose, url, body))
        answer = self.alter(purpose, url, self._answer(url, body))
        if len(answer) > max_bytes:
            raise MalformedError("The answer is larger than it can be.")
        return answer

    def stream(self, purpose: Purpose, url: str, max_bytes: int, start: Callable[[], Any]) -> Any:
        sink = start()
        sink.write(self.fetch(purpose, url, max_bytes))
        return sink

    def close(self) -> None:
        """Nothing to give back."""

    def _answer(self, url: str, body: bytes | None) -> bytes:
        if body is not None:
            evaluated, proof = voprf.evaluate(self.pair, [body[:32], body[32:]])
            return b"".join(evaluated) + proof
        path = self.folder / urlsplit(url).path.removeprefix("/v1/")
        if not path.is_file():
            raise ServerError("absent", status=404)
        return path.read_bytes()

    @property
    def purposes(self) -> set[Purpose]:
        return {purpose for purpose, _, _ in self.requests}


@dataclass
class Published:
    """A demo publication, its keys, and whom one can look up."""

    folder: Path
    people: dict[str, sample_records.DemoPerson]

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def root(self) -> bytes:
        return (self.keys / keys.ROOT_FILE).read_bytes()

    def memory(self, **changes: object) -> Memory:
        return Memory(self.out, keys.load_voprf(self.keys, None), **changes)

    def catalogue(self) -> catalogue.Catalogue:
        [path] = (self.out / "targets" / "catalogues").iterdir()
        return catalogue.parse(path.read_bytes())

    def sign(self, described: catalogue.Catalogue, scheme: str = "fi.hetu") -> None:
        """Sign another catalogue with the publisher's own keys: what only a dishonest publisher can do."""
        signers = {role: keys.load_signer(self.keys, role, None) for role in keys.ROLES}
        self.sign_targets({f"catalogues/{scheme}.json": catalogue.serialise(described)}, signers)

    def sign_targets(self, targets: dict[str, bytes], signers: dict | None = None) -> None:
        """Sign further targets, such as guidance for a breach."""
        signers = signers or {role: keys.load_signer(self.keys, role, None) for role in keys.ROLES}
        sign.publish(self.out, self.root, signers, targets, datetime.now(UTC))

    def look_up(
        self,
        state: Path,
        transport: Memory,
        number: str,
        code: str | None = None,
        privacy: Privacy = Privacy.STANDARD,
        **changed: object,
    ) -> Verdict:
        chosen_profile = profile.Profile(format=profile.FORMAT, url=URL, root=msgspec.Raw(self.root), demo=True)
        chosen_profile = msgspec.structs.replace(chosen_profile, **changed)
        service = Service(chosen_profile, transport, transport, state)
        secret = Secret(code) if code else None
        return check(service, Query(Secret(number), "fi.hetu", secret, privacy), lambda *_: None, Cancel())


def publish(folder: Path, count: int = 60) -> Published:
    """A publication of its own in `folder`."""
    people = {person.label: person for person in sample_records.write_demo(folder, count)}
    signers = keys.create(folder / "keys", None)
    (folder / "keys" / keys.ROOT_FILE).write_bytes(sign.create_root(signers, datetime.now(UTC)))
    options = BuildOptions(
        breaches.load(folder / sample_records.BREACHES_FILE),
        [folder / sample_records.RECORDS_FILE],
        folder / "out",
        XC1_DEMO,
        allow_test=True,
    )
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        build(options, PublisherKeys(folder / "keys"), pool)
    return Published(folder, people)


def flipped(answer: bytes, rng: random.Random) -> bytes:
    """The answer with one bit changed."""
    position = rng.randrange(len(answer) * 8)
    changed = bytearray(answer)
    changed[position // 8] ^= 1 << (position % 8)
    return bytes(changed)
