"""Whether nobody but an administrator can have put a file where it is: what makes a profile trusted for where it lies.

On Linux and macOS: file and folders up to the root of the disk belong to root, nobody else may write to any of them,
and none is a link. A folder with the sticky bit may be open to others: they cannot replace what is root's in it. On
Windows: file and folder belong to the system or the administrators, and who runs this program cannot write to the file,
unless she is one of these. (All may make new files below `%ProgramData%`, but those belong to whoever made them.)
"""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

from exposure_check.lookup import windows_owner

if TYPE_CHECKING:
    from pathlib import Path

ROOT = 0  # the user id of the administrator
_OPEN = stat.S_IWGRP | stat.S_IWOTH
# Local System, the administrators, the installer of Windows modules
_SIDS = ("S-1-5-18", "S-1-5-32-544", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464")


def alone_may_write(path: Path) -> bool:
    """Whether `path` is a file that only administrators can have put there or can change; false where it is none."""
    if sys.platform == "win32":
        return path.is_file() and not _is_link(path) and _is_windows_administrators(path)
    try:
        return path.is_absolute() and _is_safe_file(path) and all(map(_is_safe_folder, path.parents))
    except OSError:
        return False


def _is_safe_file(path: Path) -> bool:
    found = path.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_uid == ROOT and not found.st_mode & _OPEN


def _is_safe_folder(folder: Path) -> bool:
    found = folder.lstat()
    is_closed = not found.st_mode & _OPEN or bool(found.st_mode & stat.S_ISVTX)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == ROOT and is_closed


def _is_link(path: Path) -> bool:
    """Links and junctions of Windows alike."""
    reparse_point = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400)
    try:
        return any(getattr(part.lstat(), "st_file_attributes", 0) & reparse_point for part in (path, *path.parents))
    except OSError:
        return True


def _is_windows_administrators(path: Path) -> bool:
    """Whatever cannot be found out counts against it."""
    try:
        owned = all(windows_owner.of(str(place)) in _SIDS for place in (path, path.parent))
        return owned and (windows_owner.is_administrator() or not _can_write(path))
    except (OSError, AttributeError, ValueError):
        return False


def _can_write(path: Path) -> bool:
    """Windows says it of an attempt alone; nothing is written."""
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False
