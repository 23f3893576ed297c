"""A publisher of its own for these tests."""

from __future__ import annotations

from tests.support.publisher import built, demo_folder, key_folder, nothing_signed, pool, publish, quick_passphrases

__all__ = ["built", "demo_folder", "key_folder", "nothing_signed", "pool", "publish", "quick_passphrases"]
