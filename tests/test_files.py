from __future__ import annotations

import os
import stat
import sys

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
