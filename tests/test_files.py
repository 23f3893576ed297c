from __future__ import annotations

import os
import stat
import sys
import threading

import pytest

from exposure_check import files


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
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


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
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


@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")
def test_a_folder_is_held_by_one_at_a_time(tmp_path):
    entered = threading.Event()

    def enter():
        with files.alone(tmp_path):
            entered.set()

    with files.alone(tmp_path):
        other = threading.Thread(target=enter)
        other.start()
        assert not entered.wait(0.2)
    other.join()
    assert entered.is_set()
