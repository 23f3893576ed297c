"""After a check in the terminal no copy of number, code and stretched value is in the memory of the process."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time

import pytest

from exposure_check import identity
from exposure_check.protocol import letter_code
from exposure_check.protocol.stretch import stretch
from exposure_check.protocol.suite import XC1_DEMO
from tests.support.memory_service import publish
from tests.support.process_memory import WAITING, copies, masked
from tests.support.served import served
from tests.support.world import environment

PLANTED = b"planted-in-the-memory-of-the-child"
PROGRAM = f"""
import sys
from exposure_check.cli import main
status = main(["check", "--profile", *sys.argv[2:]])
print("status", status, flush=True)
{WAITING}
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """A published demo data set behind a server on loopback, a profile for it and the people in it."""
    published, folder = publish(tmp_path_factory.mktemp("published"), count=20), tmp_path_factory.mktemp("memory")
    with served(published, folder):
        yield folder, published.people


def secrets_of(person):
    canonical = identity.parse(person.number, "fi.hetu", allow_test=True).canonical()
    code = person.code or letter_code.draw()
    return {
        "number": person.number.encode(),
        "code": code.encode(),
        "stretched value": stretch(canonical, XC1_DEMO),
        "planted": PLANTED,
    }


def words(folder, *options):
    return [sys.executable, "-c", PROGRAM, masked(PLANTED), str(folder / "profile.json"), "--with-code", *options]


def at_a_pipe(folder, typed, *options):
    """Copies after a check that read its lines from a pipe."""
    process = subprocess.Popen(
        words(folder, *options), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(folder)
    )
    try:
        process.stdin.write(f"{typed['number'].decode()}\n{typed['code'].decode()}\n".encode())
        process.stdin.flush()
        shown = b""
        while not shown.endswith(b"wiped\n"):
            line = process.stdout.readline()
            assert line, shown
            shown += line
        return shown.decode(), copies(process.pid, typed)
    finally:
        process.kill()
        process.communicate()


def at_a_terminal(folder, typed, *options):
    """Copies after a check that asked a person."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, words(folder, *options), environment(folder))  # noqa: S606  # no shell is wanted
    answers = [typed["number"] + b"\n", typed["code"] + b"\n"]
    shown, asked, deadline = b"", 0, time.monotonic() + 60
    try:
        while not shown.endswith(b"wiped\r\n"):
            assert time.monotonic() < deadline, shown
            if not select.select([terminal], [], [], 0.1)[0]:
                continue
            shown += os.read(terminal, 4096)
            if shown.count(b"(not shown): ") > asked:
                os.write(terminal, answers[asked])
                asked += 1
        return shown.decode(), copies(child, typed)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


@pytest.mark.parametrize(
    ("ask", "label", "options"),
    [
        (at_a_pipe, "found", ["--json"]),
        (at_a_pipe, "sealed", []),
        (at_a_terminal, "found", []),
        (at_a_terminal, "not_found", ["--json"]),
    ],
)
def test_nothing_that_was_typed_stays_in_memory(service, ask, label, options):
    folder, people = service
    typed = secrets_of(people[label])
    shown, found = ask(folder, typed, *options)
    assert "status 0" in shown
    assert people[label].number not in shown
    assert found.pop("planted") >= 1, "the search finds nothing, so that it found no secret says nothing"
    assert found == {"number": 0, "code": 0, "stretched value": 0}
