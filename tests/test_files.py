from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from exposure_check import files
from exposure_check.errors import OptionError

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and locks of POSIX")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@posix
@pytest.mark.parametrize("mode", [files.PRIVATE, files.PUBLIC])
def test_a_file_has_the_permissions_asked_for_whatever_the_umask(tmp_path, mode):
    previous = os.umask(0o027)
    try:
        files.write_atomically(tmp_path / "file", b"data", mode)
    finally:
        os.umask(previous)
    assert (tmp_path / "file").read_bytes() == b"data"
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == mode
    assert names(tmp_path) == ["file"]


@posix
def test_a_private_file_is_never_open_to_others_while_it_is_written(tmp_path, monkeypatch):
    seen = []
    real = os.fsync

    def fsync(descriptor):
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        real(descriptor)

    monkeypatch.setattr(files.os, "fsync", fsync)
    files.write_atomically(tmp_path / "key", b"data", files.PRIVATE)
    assert seen == [0o600]


def test_where_writing_fails_the_old_file_stays_and_nothing_is_left_over(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write_atomically(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        files.write_atomically(tmp_path / "absent" / "file", b"new")


def test_leftovers_of_a_file_are_removed_and_nothing_that_is_like_them(tmp_path):
    (tmp_path / "outside").write_text("kept")
    for name in (".a.key.abcd_123", ".a.key.00000000"):
        (tmp_path / name).write_text("left")
    kept = [
        "a.key",
        ".a.key",
        ".a.key.backup",
        ".a.key.abcd1234.bak",
        ".a.key.ABCD1234",
        ".axkey.abcd1234",
        "..a.key.abcd1234",
        ".b.key.abcd1234",
        "a.key.abcd1234",
    ]
    for name in kept:
        (tmp_path / name).write_text("kept")
    (tmp_path / ".a.key.folder00").mkdir()
    (tmp_path / ".a.key.link0000").symlink_to("outside")
    files.remove_leftovers(tmp_path / "a.key")
    assert names(tmp_path) == sorted([*kept, ".a.key.folder00", ".a.key.link0000", "outside"])
    files.remove_leftovers(tmp_path / "absent" / "a.key")


def test_what_an_interrupted_write_leaves_has_the_name_of_a_leftover(tmp_path, monkeypatch):
    monkeypatch.setattr(files.os, "fsync", lambda _descriptor: files.remove_leftovers(tmp_path / "a.key"))
    with pytest.raises(FileNotFoundError):
        files.write_atomically(tmp_path / "a.key", b"data")
    assert names(tmp_path) == []


def test_a_folder_is_held_by_one_at_a_time(tmp_path):
    entered = threading.Event()

    def enter():
        with files.exclusive(tmp_path):
            entered.set()

    with files.exclusive(tmp_path):
        other = threading.Thread(target=enter)
        other.start()
        assert not entered.wait(0.2)
    other.join()
    assert entered.is_set()
    assert names(tmp_path) == []


def test_who_does_not_wait_is_told_that_another_has_the_folder(tmp_path):
    with files.exclusive(tmp_path), ThreadPoolExecutor(1) as threads:
        entering = threads.submit(files.exclusive(tmp_path, wait=False).__enter__)
        with pytest.raises(BlockingIOError):
            entering.result(10)
    with files.exclusive(tmp_path, wait=False):
        assert names(tmp_path) == [files.LOCK_FILE]


def test_many_that_wait_have_the_folder_one_after_the_other(tmp_path):
    at_work, most = [], []

    def enter(_):
        with files.exclusive(tmp_path):
            at_work.append(1)
            time.sleep(0.001)
            most.append(len(at_work))
            at_work.pop()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(enter, range(60)))
    assert most == [1] * 60
    assert names(tmp_path) == []


@posix
def test_the_lock_is_for_its_owner_and_gone_whatever_happens(tmp_path):
    def fail():
        with files.exclusive(tmp_path):
            assert stat.S_IMODE((tmp_path / files.LOCK_FILE).stat().st_mode) == files.PRIVATE
            raise KeyError

    previous = os.umask(0)
    try:
        with pytest.raises(KeyError):
            fail()
    finally:
        os.umask(previous)
    assert names(tmp_path) == []


HOLD = """
import sys, time
from pathlib import Path
from exposure_check import files
with files.exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_ends_with_the_process_that_is_killed(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(BlockingIOError), files.exclusive(tmp_path, wait=False):
            pass
        process.kill()
    assert names(tmp_path) == [files.LOCK_FILE]  # left by the one that was killed, and in nobody's way
    with files.exclusive(tmp_path, wait=False):
        pass
    assert names(tmp_path) == []


@posix
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_file_system_without_locks_is_named_and_not_taken_for_a_full_disk(tmp_path, monkeypatch, code):
    def refuse(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(OptionError, match="no file locks") as caught, files.exclusive(tmp_path):
        pass
    assert "local disk" in caught.value.advice
