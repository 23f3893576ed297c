from __future__ import annotations

from pathlib import Path

import pytest

from exposure_check.guidance.content import Content, read_bytes
from tests.support.guidance_folder import copied

COUNTRIES = ("eu", "fi", "gb", "se", "us")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled advice that a test may spoil."""
    return copied(tmp_path)


@pytest.fixture
def read():
    """Decode the text of one file; returns what was read and what is wrong."""

    def decode(text: str) -> Content:
        content = Content()
        read_bytes(text.encode(), "actions.toml", content)
        return content

    return decode
