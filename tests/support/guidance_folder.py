"""A copy of the bundled advice that a test may spoil."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from exposure_check.guidance.guide import load, root

if TYPE_CHECKING:
    from pathlib import Path


def copied(folder: Path) -> Path:
    """The copy, in `folder`."""
    target = folder / "guidance"
    shutil.copytree(root(), target)
    load.cache_clear()
    return target
