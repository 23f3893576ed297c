"""A lookup over loopback, without Argon2id: a data set of 33,000 records at 9 bits, a real server process."""

from __future__ import annotations

import http.client
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from exposure_check.lookup import check as check_module
from exposure_check.lookup import profile
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.query import Query
from exposure_check.lookup.session import Session
from exposure_check.lookup.verdict import Privacy
from exposure_check.protocol import voprf
from exposure_check.secret import Secret
from tests.benchmarks.table import Row
from tests.support.world import world

RECORDS = 33_000
_LOOKUPS = 60
TARGET_SECONDS = 0.030


def rows() -> list[Row]:
    """One row a privacy level."""
    with tempfile.TemporaryDirectory() as folder, world(Path(folder), RECORDS) as service:
        chosen = profile.load(service.profile)
        return [
            _row(chosen, Path(folder) / privacy.value, service.people["found"].number, privacy) for privacy in Privacy
        ]


def _row(chosen: profile.Profile, state: Path, number: str, privacy: Privacy) -> Row:
    ours, floors = [], []
    session = Session(chosen, state=state)
    for _ in range(_LOOKUPS):
        ours.append(_without_stretch(session, number, privacy))
        floors.append(_floor(session))
    took, bare = statistics.median(ours), statistics.median(floors)
    return Row(
        f"Lookup without Argon2id, {privacy.value} ({RECORDS:,} records)",
        f"{took * 1e3:.1f} ms (95th percentile {statistics.quantiles(ours, n=20)[-1] * 1e3:.1f})",
        f"the same requests with http.client, and the VOPRF of both elements: {bare * 1e3:.1f} ms",
        f"{bare / took:.0%}",
        f"at most {TARGET_SECONDS * 1e3:.0f} ms",
        took <= TARGET_SECONDS,
    )


def _without_stretch(session: Session, number: str, privacy: Privacy) -> float:
    stretch, spent = check_module.stretch, []

    def timed(*arguments: object) -> bytes:
        start = time.perf_counter()
        y = stretch(*arguments)
        spent.append(time.perf_counter() - start)
        return y

    check_module.stretch = timed
    try:
        start = time.perf_counter()
        session.check(Query(Secret(number), "fi.hetu", None, privacy), lambda *_: None, Cancel())
        return time.perf_counter() - start - spent[0]
    finally:
        check_module.stretch = stretch


def _floor(session: Session) -> float:
    start = time.perf_counter()
    parts = urlsplit(session.ledger.sent[0].url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    for request in session.ledger.sent:
        connection.request(request.method, urlsplit(request.url).path, request.body or None, dict(request.headers))
        connection.getresponse().read()
    connection.close()
    blinded = [voprf.blind(bytes([number])) for number in range(2)]
    keys = voprf.generate_key_pair()
    evaluated, proof = voprf.evaluate(keys, [part.element for part in blinded])
    voprf.finalize([b"\0", b"\1"], blinded, evaluated, proof, keys.public_key)
    return time.perf_counter() - start
