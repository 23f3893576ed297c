"""The service under full load while everything around it changes: lists, keys, Redis, and workers that are killed.

python -m tests.soak.service [MINUTES]     30 by default; what happens every so often is scaled with it
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from exposure_check.errors import CheckError
from exposure_check.lookup import profile
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.query import Query
from exposure_check.lookup.session import Session
from exposure_check.lookup.verdict import Listed
from exposure_check.secret import Secret
from exposure_check.trust import keys
from tests.support.memory_service import publish
from tests.support.operated import connect, counted, free_port, looks_up, program, rebuild, resident_kib, serve, until
from tests.support.world import make_profile

LISTS_EVERY, KEY_EVERY_LISTS, KILL_EVERY, REDIS_RESTARTS = 60, 10, 20, 2
CLIENTS, LOADERS = 2, 2
GROWTH_KIB = 8 << 10
SETTINGS = {
    "EXPOSURE_CHECK_WORKERS": "2",
    "EXPOSURE_CHECK_RATE": "4000000/day",
    "EXPOSURE_CHECK_TOTAL_PER_DAY": "16000000",
    "EXPOSURE_CHECK_WATCH_SECONDS": "2",
}


@dataclass
class Outcome:
    """What the clients saw, from all processes."""

    lookups: multiprocessing.Value = field(default_factory=lambda: multiprocessing.Value("Q", 0))
    raw: multiprocessing.Value = field(default_factory=lambda: multiprocessing.Value("Q", 0))
    mended: multiprocessing.Value = field(default_factory=lambda: multiprocessing.Value("Q", 0))
    faults: multiprocessing.Queue = field(default_factory=multiprocessing.Queue)
    stop: multiprocessing.Event = field(default_factory=multiprocessing.Event)


def look_up(chosen, people, state, outcome) -> None:
    """Real lookups, one after another: every outcome has to be right, and none may fail."""
    number = 0
    while not outcome.stop.is_set():
        person = list(people.values())[number % len(people)]
        number += 1
        session = Session(chosen, state=state)
        query = Query(Secret(person.number), "fi.hetu", Secret(person.code) if person.code else None)
        try:
            verdict = session.check(query, lambda *_: None, Cancel())
        except CheckError as error:
            outcome.faults.put(f"lost: {error.code}: {error.message}")
        else:
            if isinstance(verdict, Listed) is (person.label == "not_found"):
                outcome.faults.put(f"wrong: {person.label}")
            if any(sent.attempt > 1 for sent in session.ledger.sent):
                outcome.mended.value += 1
        with outcome.lookups.get_lock():
            outcome.lookups.value += 1


def load(port, bucket, pair, source, outcome) -> None:
    """What keeps the cores busy: the requests of a lookup, its proof verified, under the first list and key."""
    while not outcome.stop.is_set():
        for attempt in range(4):
            try:
                looks_up(port, bucket, pair, source)
                break
            except OSError as error:
                if attempt == 3:
                    outcome.faults.put(f"load: {error!r}")
                time.sleep(0.1)
            except Exception as error:  # noqa: BLE001
                outcome.faults.put(f"load: {error!r}")
                break
        with outcome.raw.get_lock():
            outcome.raw.value += 1


@contextmanager
def redis(port, folder):
    words = [program("redis-server", "redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen([*words, "--appendonly", "no", "--dir", str(folder)], stdout=subprocess.DEVNULL)

    def answers():
        with suppress(OSError), connect(port):
            return True
        return False

    try:
        until(answers)
        yield
    finally:
        process.terminate()
        process.wait(10)


def restart_redis(port, folder, outcome, seconds) -> None:
    """Redis, with pauses of three seconds spread over the run."""
    for _ in range(REDIS_RESTARTS + 1):
        with redis(port, folder):
            outcome.stop.wait(seconds / (REDIS_RESTARTS + 1))
        outcome.stop.wait(3)


def kill_workers(served, outcome, every) -> None:
    while not outcome.stop.wait(every):
        with suppress(ProcessLookupError, IndexError):
            os.kill(secrets.choice(served.workers), signal.SIGKILL)


def swap_lists(publication, outcome, every) -> None:
    number = 0
    while not outcome.stop.wait(every):
        number += 1
        rebuild(publication, new_key=number % KEY_EVERY_LISTS == 0)


def memory_of(served) -> int:
    """Of the supervisor and the largest worker."""
    sizes = []
    for pid in served.workers:
        with suppress(OSError, ValueError):
            sizes.append(resident_kib(pid))
    return resident_kib(served.process.pid) + max(sizes, default=0)


def watched(served, outcome, seconds) -> list[int]:
    """Wait for the end, and measure memory twenty times."""
    marks = []
    for _ in range(20):
        outcome.stop.wait(seconds / 20)
        marks.append(memory_of(served))
        print(
            f"{outcome.lookups.value} lookups, {outcome.mended.value} mended, {outcome.raw.value} of load, "
            f"{marks[-1]} KiB, faults: {outcome.faults.qsize()}",
            flush=True,
        )
    outcome.stop.set()
    return marks


def main() -> int:
    """Run it; 1 where an answer was wrong, a lookup was lost, or memory grew."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 30
    seconds, scale = minutes * 60, min(1.0, minutes / 12)
    outcome = Outcome()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        publication = publish(folder / "list", 60)
        redis_port = free_port()
        around = threading.Thread(target=restart_redis, args=(redis_port, folder, outcome, seconds))
        around.start()
        words = (publication.out, "--keys", publication.keys, "--redis", f"redis://127.0.0.1:{redis_port}/0")
        served = stack.enter_context(serve(folder / "home", *words, metrics=True, **SETTINGS))
        make_profile(publication.folder, f"http://127.0.0.1:{served.port}", folder / "profile.json")
        chosen = profile.load(folder / "profile.json")
        [dataset] = (publication.out / "datasets").iterdir()
        bucket, pair = f"/v1/datasets/{dataset.name}/buckets/3", keys.load_voprf(publication.keys, None)
        fork = multiprocessing.get_context("fork")
        clients = [
            fork.Process(target=look_up, args=(chosen, publication.people, folder / f"state-{number}", outcome))
            for number in range(CLIENTS)
        ] + [
            fork.Process(target=load, args=(served.port, bucket, pair, f"127.{number + 20}.0.1", outcome))
            for number in range(LOADERS)
        ]
        for client in clients:
            client.start()
        changes = [
            threading.Thread(target=kill_workers, args=(served, outcome, max(5, KILL_EVERY * scale))),
            threading.Thread(target=swap_lists, args=(publication, outcome, max(10, LISTS_EVERY * scale))),
        ]
        for thread in changes:
            thread.start()
        marks = watched(served, outcome, seconds)
        for task in (*clients, *changes, around):
            task.join(60)
        faults = [outcome.faults.get() for _ in range(outcome.faults.qsize())]
        print("\n".join(faults[:20]))
        taken, lost = counted(served, "list_taken_total"), counted(served, "worker_lost_total")
        print(f"{taken:.0f} lists taken up, {lost:.0f} workers killed, memory {marks[4:]} KiB")
        print(served.log.read_text()[-3000:])
    grown = max(marks[15:]) - max(marks[4:10])
    return int(bool(faults) or grown > GROWTH_KIB or not outcome.lookups.value or not taken or not lost)


if __name__ == "__main__":
    sys.exit(main())
