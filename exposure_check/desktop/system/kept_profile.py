"""A profile that a person chose and took, kept in her own folder: the same bytes, so that a signature still holds."""

from __future__ import annotations

from exposure_check.files import PRIVATE, make_private_folder, write_atomically
from exposure_check.lookup import profile_places


def keep(data: bytes) -> bool:
    """Write it where the next start finds it, whole or not at all; whether it worked.

    No other place is written to: what an administrator put in place comes before it and stays.
    """
    path = profile_places.user_path()
    if path is None:
        return False
    try:
        make_private_folder(path.parent)
        write_atomically(path, data, PRIVATE)
    except OSError:
        return False
    return True
