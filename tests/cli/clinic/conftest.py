"""A clinic that the tests of this folder share, and a copy of it for each to change."""

from __future__ import annotations

from tests.support.clinic import clinic, first_clinic, quick_passphrases

__all__ = ["clinic", "first_clinic", "quick_passphrases"]
