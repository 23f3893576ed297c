"""libsodium is loaded from fixed places: whoever can plant one beside the program would have the number."""

from __future__ import annotations

import ctypes.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exposure_check.protocol import sodium

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_a_packaged_program_loads_its_own_and_no_other(monkeypatch, tmp_path, platform):
    monkeypatch.setattr(sodium.sys, "platform", platform)
    monkeypatch.setattr(sodium.sys, "_MEIPASS", str(tmp_path), raising=False)
    assert sodium._candidates()
    assert all(Path(place).parent == tmp_path for place in sodium._candidates())
    with pytest.raises(ImportError, match="libsodium"):
        sodium._load()


def test_no_program_is_started_to_find_it(monkeypatch):
    monkeypatch.setattr(ctypes.util, "find_library", lambda _: pytest.fail("it starts programs from $PATH"))
    monkeypatch.setattr(sodium, "_candidates", lambda: ["libsodium-that-is-not-there.so"])
    with pytest.raises(ImportError):
        sodium._load()


def test_a_library_in_the_current_folder_or_on_the_path_is_not_loaded(tmp_path):
    for name in ("libsodium.so.23", "libsodium.so.26", "libsodium.so"):
        (tmp_path / name).write_bytes(b"no library: to load it is an error")
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    code = "from exposure_check.protocol import sodium; print(sodium._lib._name)"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert "/" not in result.stdout
