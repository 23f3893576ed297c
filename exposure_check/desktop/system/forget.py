"""Forgetting everything that this program keeps on the computer for this user: it is nobody else's business later."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.lookup import profile_places

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings


def forget_everything(settings: QSettings | None) -> tuple[Path, ...]:
    """Remove settings, the memory of lists and this user's copy of the profile; what could not be removed."""
    from exposure_check.lookup import service  # here: it brings the network libraries

    places = [profile_places.user_path(), service.memory_folder()]
    if settings is not None:
        places.append(Path(settings.fileName()))
    return tuple(place for place in places if place is not None and place.is_absolute() and not _remove(place))


def _remove(place: Path) -> bool:
    """Remove a file or folder, and the folder around it where nothing else is in it; whether it is gone."""
    try:
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
    except OSError:
        return False
    try:
        place.parent.rmdir()
    except OSError:
        return True  # others' files are in it, or it is gone
    return True
