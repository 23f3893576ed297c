"""The service under full load while everything around it changes: lists, keys, Redis, and workers that are killed.

python -m tests.soak.service [MINUTES]     30 by default; what happens every so often comes faster in less than 12

Ends with a verdict, a line for docs/benchmarks.md, and status 1 where anything was wrong, lost, or did not happen.
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
from datetime import UTC, datetime
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

LISTS_EVERY, KILL_EVERY, REDIS_RESTARTS = 60, 20, 2
KEY_EVERY_LISTS, KEY_EVERY_LISTS_IN_SHORT_RUNS = 10, 3
WHOLE_MINUTES = 12  # from here on things happen as often as they are to
CLIENTS, LOADERS = 2, 2
LOAD_ATTEMPTS = 3  # as many as the client's own
MARKS = 20
GROWTH_KIB = 8 << 10
ENDED_SECONDS = 60
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
    published: int = 0  # lists, in this process
    keys: int = 0
    killed: int = 0
    redis: int = 0  # restarts
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
        for attempt in range(1, LOAD_ATTEMPTS + 1):
            try:
                looks_up(port, bucket, pair, source)
                break
            except OSError as error:
                if attempt == LOAD_ATTEMPTS:
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
    for number in range(REDIS_RESTARTS + 1):
        with redis(port, folder):
            outcome.redis = number
            outcome.stop.wait(seconds / (REDIS_RESTARTS + 1))
        outcome.stop.wait(3)


def kill_workers(served, outcome, every) -> None:
    while not outcome.stop.wait(every):
        with suppress(ProcessLookupError, IndexError):
            os.kill(secrets.choice(served.workers), signal.SIGKILL)
            outcome.killed += 1


def swap_lists(publication, outcome, every, key_every) -> None:
    while not outcome.stop.wait(every):
        new_key = outcome.published % key_every == key_every - 1
        rebuild(publication, new_key=new_key)
        outcome.published += 1
        outcome.keys += new_key


def memory_of(served) -> int:
    """Of the supervisor and the largest worker, in KiB."""
    sizes = []
    for pid in served.workers:
        with suppress(OSError, ValueError):
            sizes.append(resident_kib(pid))
    return resident_kib(served.process.pid) + max(sizes, default=0)


def watched(served, outcome, seconds) -> list[int]:
    """Wait for the end, and measure memory `MARKS` times."""
    marks = []
    for _ in range(MARKS):
        outcome.stop.wait(seconds / MARKS)
        marks.append(memory_of(served))
        print(
            f"{outcome.lookups.value} lookups, {outcome.mended.value} mended, {outcome.raw.value} of load, "
            f"{outcome.published} lists, {outcome.keys} keys, {outcome.killed} killed, {outcome.redis} of Redis, "
            f"{marks[-1]} KiB, faults: {outcome.faults.qsize()}",
            flush=True,
        )
    outcome.stop.set()
    return marks


def what_was_wrong(outcome, faults, marks, taken, refused, running) -> list[str]:
    """Everything for which the run has failed."""
    grown = max(marks[3 * MARKS // 4 :]) - max(marks[MARKS // 5 : MARKS // 2])
    happened = {
        "no lookup was made": outcome.lookups.value,
        "no load was made": outcome.raw.value,
        "no list was published": outcome.published,
        "no key was replaced": outcome.keys,
        "no worker was killed": outcome.killed,
        "Redis was not restarted": outcome.redis == REDIS_RESTARTS,
        f"of {outcome.published} lists {taken:.0f} were taken up": taken >= outcome.published - 1,  # the last was late
    }
    return [
        *faults,
        *(text for text, is_so in happened.items() if not is_so),
        *([f"{refused:.0f} lists were refused"] if refused else []),
        *([f"memory has grown by {grown} KiB"] if grown > GROWTH_KIB else []),
        *([f"{running} processes or threads did not end"] if running else []),
    ]


def line(outcome, minutes, faults, marks, taken) -> str:
    """The row for the table of docs/benchmarks.md."""
    wrong = sum(fault.startswith("wrong") for fault in faults)
    first, last = max(marks[MARKS // 5 : MARKS // 2]), max(marks[3 * MARKS // 4 :])
    cells = [
        f"{datetime.now(UTC):%Y-%m-%d}, {minutes:g} minutes",
        f"{outcome.lookups.value:,}",
        f"{outcome.raw.value:,}",
        f"{taken:.0f}, {outcome.keys}",
        f"{outcome.killed}, {outcome.redis}",
        f"{outcome.mended.value}",
        f"{len(faults) - wrong}",
        f"{wrong}",
        f"{first / 1024:.0f} and {last / 1024:.0f} MiB",
    ]
    return "| " + " | ".join(cells) + " |"


def started(stack, folder, publication, redis_port):
    """The server as an operator runs it, and the profile of its clients."""
    words = (publication.out, "--keys", publication.keys, "--redis", f"redis://127.0.0.1:{redis_port}/0")
    served = stack.enter_context(serve(folder / "home", *words, metrics=True, **SETTINGS))
    make_profile(publication.folder, f"http://127.0.0.1:{served.port}", folder / "profile.json")
    return served, profile.load(folder / "profile.json")


def clients_of(served, chosen, publication, folder, outcome):
    """Processes that look up, and that keep the cores busy."""
    [dataset] = (publication.out / "datasets").iterdir()
    bucket, pair = f"/v1/datasets/{dataset.name}/buckets/3", keys.load_voprf(publication.keys, None)
    fork = multiprocessing.get_context("fork")
    looking = [
        (look_up, (chosen, publication.people, folder / f"state-{number}", outcome)) for number in range(CLIENTS)
    ]
    loading = [(load, (served.port, bucket, pair, f"127.{number + 20}.0.1", outcome)) for number in range(LOADERS)]
    return [fork.Process(target=target, args=arguments, daemon=True) for target, arguments in looking + loading]


def main() -> int:
    """Run it; 1 where an answer was wrong, a lookup was lost, memory grew, or something did not happen at all."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    seconds, scale = minutes * 60, min(1.0, minutes / WHOLE_MINUTES)
    key_every = KEY_EVERY_LISTS if minutes >= WHOLE_MINUTES else KEY_EVERY_LISTS_IN_SHORT_RUNS
    outcome = Outcome()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        publication = publish(folder / "list", 60)
        redis_port = free_port()
        around = threading.Thread(target=restart_redis, args=(redis_port, folder, outcome, seconds), daemon=True)
        around.start()
        served, chosen = started(stack, folder, publication, redis_port)
        clients = clients_of(served, chosen, publication, folder, outcome)
        changes = [
            threading.Thread(target=kill_workers, args=(served, outcome, max(5, KILL_EVERY * scale)), daemon=True),
            threading.Thread(
                target=swap_lists, args=(publication, outcome, max(10, LISTS_EVERY * scale), key_every), daemon=True
            ),
        ]
        for task in (*clients, *changes):
            task.start()
        marks = watched(served, outcome, seconds)
        for task in (*clients, *changes, around):
            task.join(ENDED_SECONDS)
        running = sum(task.is_alive() for task in (*clients, *changes, around))
        faults = [outcome.faults.get() for _ in range(outcome.faults.qsize())]
        taken, refused = counted(served, "list_taken_total"), counted(served, "list_refused_total")
        print(served.log.read_text()[-3000:])
    wrong = what_was_wrong(outcome, faults, marks, taken, refused, running)
    print("\n".join(wrong[:20]))
    print(f"For docs/benchmarks.md:\n{line(outcome, minutes, faults, marks, taken)}")
    print(f"FAILED: {len(wrong)} things were wrong" if wrong else "PASSED: nothing wrong, nothing lost, memory flat")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
