"""A publisher of its own for these tests."""

from __future__ import annotations

import io

import pytest

from tests.support.publisher import built, demo_folder, key_folder, nothing_signed, pool, publish, quick_passphrases
from tests.support.signed_list import folders

__all__ = ["built", "demo_folder", "folders", "key_folder", "nothing_signed", "pool", "publish", "quick_passphrases"]


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch):
    """Give a text as the standard input."""

    def give(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return give
