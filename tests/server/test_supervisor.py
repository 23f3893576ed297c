"""The supervisor by itself: what it does while a list is verified, when one is refused, and when a worker dies."""

from __future__ import annotations

import os
import signal
import subprocess
import textwrap
import time

import pytest

from exposure_check.errors import ServeError
from exposure_check.server.metrics import Counts, Event
from exposure_check.server.worker import Stage, Worker
from exposure_check.server.workers import Supervisor
from tests.support.world import COMMAND, environment

_RUN = """
    import os, signal, sys, time
    from pathlib import Path
    from exposure_check.server import published, run
    from exposure_check.server.app import Service
    from exposure_check.server.metrics import Counts
    from exposure_check.server.rate import unlimited
    from exposure_check.server.workers import Supervisor

    times = 0

    def load(beat):
        global times
        times += 1
        if times == 1:
            os.kill(os.getpid(), signal.SIGHUP)  # an impatient operator
        else:
            print("verifying", flush=True)
            while True:  # a very long list
                beat()
                time.sleep(0.01)
        return Service(published.load(Path(sys.argv[1]), None, None), {}, unlimited, evaluates=False)

    bound = run.listen("127.0.0.1", 0)
    Supervisor(bound, load, 2, Counts(6)).run(lambda: print("started", flush=True))
"""


def test_a_signal_to_reload_before_the_first_answer_does_not_end_it_and_sigterm_ends_a_long_verification(
    publication, tmp_path
):
    words = [COMMAND[0], "-c", textwrap.dedent(_RUN), str(publication.out)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment(tmp_path)) as process:
        assert [process.stdout.readline(), process.stdout.readline()] == ["started\n", "verifying\n"]
        asked = time.monotonic()
        process.terminate()
        assert process.wait(20) == 0
        assert time.monotonic() - asked < 5


@pytest.fixture
def refusing():
    """A supervisor whose list is refused, and what tells it that there is another one."""
    state = ["half-copied"]

    def load(beat):
        raise ServeError("half-copied", advice="copy it again")

    counts = Counts(6)
    return Supervisor(None, load, 2, counts, state=lambda: state[0], watch_seconds=10), state, counts


def test_a_refused_list_is_tried_again_at_once_where_it_changed_and_rarely_where_it_did_not(refusing):
    supervisor, state, counts = refusing
    now = time.monotonic()
    supervisor._look(now)
    assert supervisor._reload
    pauses = []
    for _ in range(7):
        supervisor._reload = False
        supervisor._take_up()
        pauses.append(round(supervisor._try_again - time.monotonic()))
        supervisor._look(now)
        assert not supervisor._reload
        supervisor._look(supervisor._try_again)
        assert supervisor._reload
    assert pauses == [20, 40, 80, 160, 300, 300, 300]
    assert counts.total(Event.LIST_REFUSED) == 7
    state[0], supervisor._reload = "copied a little further", False
    supervisor._look(now)
    assert supervisor._reload
    supervisor._take_up()
    assert round(supervisor._try_again - time.monotonic()) == 20


def test_a_worker_that_was_killed_before_it_is_told_anything_harms_nobody():
    says, hears = os.pipe(), os.pipe()
    killed = Worker(os.getpid(), 1, says[0], hears[1])
    os.close(says[1])
    os.close(hears[0])
    killed.take_connections()
    killed.end_connections()
    killed.hear()
    assert killed.stage is Stage.GONE
    killed.close()


def test_only_its_supervisor_holds_the_pipes_of_a_worker(publication, tmp_path):
    """Otherwise a worker does not see that its supervisor is gone, and waits for ever to be told to begin."""
    words = [COMMAND[0], "-c", textwrap.dedent(_RUN), str(publication.out)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment(tmp_path)) as process:
        assert process.stdout.readline() == "started\n"
        with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:  # noqa: PTH123
            workers = [int(pid) for pid in file.read().split()]
        supervisor, first, second = (_pipes(pid) for pid in (process.pid, *workers))
        standard = {os.readlink(f"/proc/{process.pid}/fd/{number}") for number in range(3)}  # noqa: PTH115
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert len((first & supervisor) - standard) == 2
    assert len((second & supervisor) - standard) == 2
    assert first & second <= standard


def _pipes(pid):
    """The pipes of which a process has an end."""
    names = [os.readlink(f"/proc/{pid}/fd/{number}") for number in os.listdir(f"/proc/{pid}/fd")]  # noqa: PTH115, PTH208
    return {name for name in names if name.startswith("pipe:")}
