"""Worker processes: all with the same allocator, ended with their parent, and not by Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exposure_check.errors import PublishError
from exposure_check.publisher.workers import pool

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

SCRIPT = """
import sys, time
from exposure_check.publisher.workers import pool
if __name__ == "__main__":
    with pool.processes(3) as workers:
        print(*(process.pid for process in workers._processes.values()), flush=True)
        time.sleep(60)
"""


def environment(pid: int) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in Path(f"/proc/{pid}/environ").read_text().split("\0") if "=" in pair)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def started(tmp_path: Path) -> tuple[subprocess.Popen, list[int]]:
    path = tmp_path / "three_workers.py"
    path.write_text(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    return process, [int(word) for word in process.stdout.readline().split()]


def test_every_worker_has_the_allocator_and_this_process_has_it_not() -> None:
    with pool.processes(3) as workers:
        found = [environment(pid) for pid in workers._processes]
    assert len(found) == 3
    assert all(pool.ALLOCATOR.items() <= variables.items() for variables in found)
    assert not pool.ALLOCATOR.keys() & os.environ.keys()


def test_a_worker_that_dies_is_named() -> None:
    with pytest.raises(PublishError, match="A worker process died"), pool.processes(1) as workers:
        workers.submit(os._exit, 1).result()


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    process, workers = started(tmp_path)
    assert len(workers) == 3
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 30
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(is_running, workers))


def test_ctrl_c_is_answered_by_the_parent_alone(tmp_path: Path) -> None:
    process, workers = started(tmp_path)
    for worker in workers:
        os.kill(worker, signal.SIGINT)
    time.sleep(0.2)
    assert all(map(is_running, workers))
    os.killpg(process.pid, signal.SIGINT)
    _, output = process.communicate(timeout=60)
    assert output.count("KeyboardInterrupt") == 1  # of the script, which does not catch it
