"""The client that meets a hostile service: one lookup a line of standard input, one line of what came of it."""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import msgspec

from exposure_check.errors import CheckError
from exposure_check.lookup import Cancel, Limits, Listed, Privacy, Profile, Query, Secret, Session

LIMITS = {
    "quick": Limits(
        connect_seconds=20,
        read_seconds=20,
        answer_seconds=20,
        lookup_seconds=60,
        first_pause_seconds=0.001,
        longest_pause_seconds=0.002,
        guidance_seconds=0.5,
    ),
    "slow": Limits(
        connect_seconds=20,
        read_seconds=20,
        answer_seconds=0.4,
        lookup_seconds=3,
        bytes_per_second=1e9,
        guidance_seconds=0.3,
    ),
}
GRACE_SECONDS = 5.0  # one is enough where nothing else runs


def look_up(question: dict[str, Any], state: Path) -> str:
    """The outcome, or the code of the error."""
    profile = Profile(1, question["url"], msgspec.Raw(question["root"].encode()), demo=True)
    session = Session(profile, state=state, limits=LIMITS[question["limits"]])
    with Query(Secret(question["number"]), "fi.hetu", None, Privacy(question["privacy"])) as query:
        try:
            verdict = session.check(query, lambda *_: None, Cancel())
        except CheckError as error:
            return error.code
    return "found" if isinstance(verdict, Listed) else "not_found"


def connections_to(port: int) -> int:
    """How many connections of this computer to a port on loopback are open from this side."""
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    return sum(line.split()[2:4] == [f"0100007F:{port:04X}", "01"] for line in lines)


def peak_kib() -> int:
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1])


def main() -> None:
    """Answer until standard input ends."""
    for line in sys.stdin:
        question = json.loads(line)
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            outcome = look_up(question, Path(folder))
        seconds, used = time.monotonic() - started, time.process_time()
        deadline = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < deadline and (threading.active_count() > 1 or connections_to(question["port"])):
            time.sleep(0.01)
        left = {"threads": threading.active_count() - 1, "connections": connections_to(question["port"])}
        said = {"outcome": outcome, "seconds": seconds, "peak_kib": peak_kib(), "left": left}
        print(json.dumps(said | {"busy_afterwards": time.process_time() - used}), flush=True)


if __name__ == "__main__":
    main()
