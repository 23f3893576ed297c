"""A published list that may be damaged."""

from __future__ import annotations

from tests.support.damaged_list import copy

__all__ = ["copy"]
