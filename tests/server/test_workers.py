"""Worker processes: killed, stopped, and replaced when a new list or new keys come, while lookups go on."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import threading
import time

import pytest

from exposure_check.protocol import catalogue
from exposure_check.trust import keys
from tests.support.memory_service import publish
from tests.support.operated import answer, connect, counted, looks_up, rebuild, request, serve, until
from tests.support.world import COMMAND, command

TWO = {"EXPOSURE_CHECK_WORKERS": "2", "EXPOSURE_CHECK_RATE": "none", "EXPOSURE_CHECK_WATCH_SECONDS": "0"}


def current(publication):
    """The catalogue of the newest list."""
    newest = max((publication.out / "targets" / "catalogues").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    return catalogue.parse(newest.read_bytes())


def bucket_of(publication):
    return f"/v1/datasets/{current(publication).dataset_id}/buckets/3"


class Lookups:
    """A client that looks up without pause, and the newest list each time; a broken connection is tried once again."""

    def __init__(self, served, publication):
        self.done, self.failed, self.mended = 0, [], 0
        self._stop = threading.Event()
        self._first = keys.load_voprf(publication.keys, None)
        self._first_bucket = bucket_of(publication)
        self._served = served
        self._thread = threading.Thread(target=self._run)

    def _run(self):
        while not self._stop.is_set():
            try:
                self._once()
            except OSError:
                self.mended += 1
                try:
                    self._once()
                except Exception as error:  # noqa: BLE001
                    self.failed.append(repr(error))
            except Exception as error:  # noqa: BLE001
                self.failed.append(repr(error))
            self.done += 1

    def _once(self):
        looks_up(self._served.port, self._first_bucket, self._first)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()


def test_a_new_list_and_a_new_key_are_taken_up_without_a_lookup_lost(altered, tmp_path):
    old, old_pair = bucket_of(altered), keys.load_voprf(altered.keys, None)
    with serve(tmp_path / "home", altered.out, "--keys", altered.keys, metrics=True, **TWO) as served:
        before = served.workers
        with Lookups(served, altered) as lookups, connect(served.port) as patient:
            assert request(patient, "GET", old)[0] == 200
            rebuild(altered, new_key=True)
            served.reload()
            until(lambda: "A new list is served" in served.written)
            new_pair = keys.load_voprf(altered.keys, None)
            assert new_pair.key_id != old_pair.key_id
            for _ in range(5):
                looks_up(served.port, bucket_of(altered), new_pair)
                looks_up(served.port, old, old_pair)
            until(lambda: not set(before) & set(served.workers))
            with contextlib.suppress(OSError):  # ended in order, between two answers
                assert patient.recv(1) == b""
        assert lookups.failed == []
        assert lookups.done > 10
        assert lookups.mended <= 2
        assert counted(served, "list_taken_total") == 1
        assert counted(served, "worker_lost_total") == 0


def test_no_connection_ends_while_another_worker_of_the_list_before_still_takes_some(publication, tmp_path):
    """Who connects again after that would be given to that worker, and lose her connection a second time."""
    bucket = bucket_of(publication)
    with (
        serve(tmp_path / "home", publication.out, "--keys", publication.keys, **TWO) as served,
        contextlib.ExitStack() as stack,
    ):
        before = served.workers
        everyone = [stack.enter_context(connect(served.port)) for _ in range(40)]
        for connection in everyone:
            assert request(connection, "GET", bucket)[0] == 200
        for slow in before:  # one may have taken all of them
            os.kill(slow, signal.SIGSTOP)
            stack.callback(_let_go_on, slow)
            for connection in everyone:
                connection.sendall(f"GET {bucket} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
            if others := select.select(everyone, [], [], 0)[0]:
                break
            _let_go_on(slow)
            assert {answer(connection)[0] for connection in everyone} == {200}
        for connection in others:
            assert answer(connection)[0] == 200
        served.reload()
        until(lambda: len(served.workers) == 4)
        time.sleep(1)  # more than the new ones take to be prepared, and less than is waited for a slow one
        assert "A new list is served" not in served.written
        assert {request(connection, "GET", bucket)[0] for connection in others} == {200}
        _let_go_on(slow)
        until(lambda: "A new list is served" in served.written)
        until(lambda: not set(before) & set(served.workers))


def _let_go_on(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGCONT)


def test_a_new_list_is_found_without_a_signal(altered, tmp_path):
    watching = TWO | {"EXPOSURE_CHECK_WATCH_SECONDS": "1"}
    with serve(tmp_path / "home", altered.out, "--keys", altered.keys, **watching) as served:
        rebuild(altered)
        until(lambda: "A new list is served" in served.written)
        looks_up(served.port, bucket_of(altered), keys.load_voprf(altered.keys, None))


def test_a_list_that_does_not_verify_or_whose_key_is_not_here_changes_nothing(altered, tmp_path):
    old, pair = bucket_of(altered), keys.load_voprf(altered.keys, None)
    foreign = publish(tmp_path / "foreign")
    with (
        serve(tmp_path / "home", tmp_path / "current", "--keys", tmp_path / "keys", **TWO)
        if _linked(tmp_path, altered)
        else contextlib.nullcontext() as served
    ):
        workers = served.workers
        _linked(tmp_path, foreign, the_keys=False)
        served.reload()
        until(lambda: "another publisher" in served.written)
        _linked(tmp_path, altered)
        rebuild(altered)
        [half] = (altered.out / "datasets" / current(altered).dataset_id).glob("buckets/9")
        whole = half.read_bytes()
        half.write_bytes(whole[:-5])
        served.reload()
        until(lambda: "half-copied or damaged" in served.written)
        half.write_bytes(whole)
        (tmp_path / "kept").mkdir()
        rebuild(altered, new_key=True)
        (altered.keys / "voprf" / "voprf.key").rename(tmp_path / "kept" / "voprf.key")
        retired = altered.keys / "voprf" / "retired" / f"{pair.public_key.hex()[:16]}.key"
        (altered.keys / "voprf" / "voprf.key").write_bytes(retired.read_bytes())
        (altered.keys / "voprf" / "voprf.key").chmod(0o600)
        served.reload()
        until(lambda: "which is not among the keys" in served.written)
        assert served.workers == workers
        looks_up(served.port, old, pair)
        (tmp_path / "kept" / "voprf.key").replace(altered.keys / "voprf" / "voprf.key")
        served.reload()
        until(lambda: "A new list is served" in served.written)
        looks_up(served.port, bucket_of(altered), keys.load_voprf(altered.keys, None))
        looks_up(served.port, old, pair)


def _linked(folder, publication, *, the_keys=True):
    """Let `current` and `keys` be those of a publication."""
    for name, target in (("current", publication.out), ("keys", publication.keys)):
        if name == "keys" and not the_keys:
            continue
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)
    return True


def test_a_worker_that_is_killed_is_replaced_and_lookups_go_on(publication, tmp_path):
    pair, bucket = keys.load_voprf(publication.keys, None), bucket_of(publication)
    with serve(tmp_path / "home", publication.out, "--keys", publication.keys, metrics=True, **TWO) as served:
        with Lookups(served, publication) as lookups:
            for _ in range(3):
                victim = served.workers[0]
                os.kill(victim, signal.SIGKILL)
                until(lambda victim=victim: victim not in served.workers and len(served.workers) == 2)
                looks_up(served.port, bucket, pair)
        assert lookups.failed == []
        until(lambda: counted(served, "worker_lost_total") == 3)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_within_five_seconds_behind_a_slow_reader_and_answers_what_it_had_taken(publication, tmp_path, ending):
    pack = bucket_of(publication).partition("/buckets")[0] + "/pack"
    with contextlib.ExitStack() as stack:
        served = stack.enter_context(serve(tmp_path / "home", publication.out, "--keys", publication.keys, **TWO))
        for _ in range(20):
            slow = stack.enter_context(connect(served.port, receive_bytes=4096))
            for _ in range(3):
                slow.sendall(f"GET {pack} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 5)
                time.sleep(0.02)
        half = stack.enter_context(connect(served.port))
        half.sendall(b"GET /v1/metadata/timestamp.json HTTP/1.1\r\n")
        begun = stack.enter_context(connect(served.port))
        head = "POST /v1/keys/0123456789abcdef/evaluate HTTP/1.1\r\nHost: x\r\nContent-Length: 64\r\n\r\n"
        begun.sendall(head.encode() + bytes(64))
        workers = served.workers
        started = time.monotonic()
        served.process.send_signal(ending)
        assert answer(begun)[0] == 404
        assert served.process.wait(10) == 0
        assert time.monotonic() - started < 5
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_workers_end_with_a_supervisor_that_is_killed(publication, tmp_path):
    with serve(tmp_path / "home", publication.out, "--keys", publication.keys, **TWO) as served:
        workers = served.workers
        served.process.kill()
        served.process.wait()
        until(lambda: not [pid for pid in workers if os.path.exists(f"/proc/{pid}/cmdline") and _runs(pid)])  # noqa: PTH110


def _runs(pid):
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
        return file.read().rpartition(")")[2].split()[0] not in "ZX"
    return False


def test_files_do_not_wait_behind_evaluations(publication, tmp_path):
    """64 evaluations at once; without turns a file waits for all of them."""
    pair, bucket = keys.load_voprf(publication.keys, None), bucket_of(publication)
    variables = TWO | {"EXPOSURE_CHECK_WORKERS": "1"}
    body = b"".join(keys.voprf.blind(text).element for text in (b"a", b"b"))
    head = f"POST /v1/keys/{pair.key_id}/evaluate HTTP/1.1\r\nHost: x\r\nContent-Length: 64\r\n\r\n".encode()
    with contextlib.ExitStack() as stack:
        served = stack.enter_context(serve(tmp_path / "home", publication.out, "--keys", publication.keys, **variables))
        crowd = [stack.enter_context(connect(served.port)) for _ in range(64)]
        reader = stack.enter_context(connect(served.port))
        request(reader, "GET", bucket)
        waits, order = [], []
        for _ in range(5):
            for connection in crowd:
                connection.sendall(head + body)
            started = time.perf_counter()
            assert request(reader, "GET", bucket)[0] == 200
            waits.append(time.perf_counter() - started)
            crowd[-1].setblocking(False)
            try:
                order.append(bool(crowd[-1].recv(1, socket.MSG_PEEK)))
            except BlockingIOError:
                order.append(False)
            crowd[-1].settimeout(10)
            assert [answer(connection)[0] for connection in crowd] == [200] * 64
    assert order.count(False) >= 3, f"the file came before the last evaluation; waits {waits}"


def test_processes_close_and_lock_their_memory(publication, tmp_path):
    with serve(tmp_path / "home", publication.out, "--keys", publication.keys, metrics=True, **TWO) as served:
        for pid in (served.process.pid, *served.workers):
            with open(f"/proc/{pid}/limits") as file:  # noqa: PTH123
                [core] = [line for line in file if line.startswith("Max core file size")]
            assert core.split()[4:6] == ["0", "0"]
        dumpable = command_in_child()
        assert dumpable == "0"


def command_in_child():
    """What the kernel says of a process that called what workers call."""
    import subprocess

    code = (
        "import ctypes; from exposure_check.secret import protect_memory; protect_memory(); "
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    return subprocess.run([COMMAND[0], "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_check_compares_list_and_keys_and_serves_nothing(publication, altered, tmp_path):
    words = ("serve", publication.out, "--keys", publication.keys, "--check")
    result = command(*words, home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "512 buckets" in result.stdout and "held." in result.stdout
    (altered.out / "datasets").chmod(0o777)
    result = command("serve", altered.out, "--keys", altered.keys, "--check", home=tmp_path)
    assert result.returncode == 1 and "Everyone may write" in result.stderr


def test_it_listens_on_every_address_there_is(publication, tmp_path):
    if not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 here")
    with serve(tmp_path / "home", publication.out, "--static-only", "--host", "::", **TWO) as served:
        for host in ("127.0.0.1", "::1"):
            with connect(served.port, host=host) as connection:
                assert request(connection, "GET", "/readyz")[0] == 200
