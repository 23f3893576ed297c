from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exposure_check.guidance.content import Content, read_bytes
from exposure_check.guidance.guide import load, root

COUNTRIES = ("eu", "fi", "gb", "se", "us")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled advice that a test may spoil."""
    target = tmp_path / "guidance"
    shutil.copytree(root(), target)
    load.cache_clear()
    return target


@pytest.fixture
def read():
    """Decode the text of one file; returns what was read and what is wrong."""

    def decode(text: str) -> Content:
        content = Content()
        read_bytes(text.encode(), "actions.toml", content)
        return content

    return decode
