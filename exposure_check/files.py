"""Writing files so that a reader sees the old content or the new, never a part of it."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

PRIVATE = 0o600
PUBLIC = 0o644


def write_atomically(path: Path, data: bytes, mode: int = PUBLIC) -> None:
    """Replace `path` by a file of `data` with permissions `mode`; on any failure the old file stays.

    The data is on disk before the name changes: a power cut leaves the old file or the new. Raises `OSError`.
    """
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode) if hasattr(os, "fchmod") else None
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder: of the processes that ask for it, one at a time goes on. Raises `OSError`.

    It ends with the process, however that ends. Windows has no such lock.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def is_leftover(name: str, of: str) -> bool:
    """Whether a file has the name that `write_atomically` gives to what becomes the file `of`."""
    return re.fullmatch(rf"\.{re.escape(of)}\.[a-z0-9_]{{8}}", name) is not None


def remove_leftovers(path: Path) -> None:
    """Remove what calls of `write_atomically` for `path` left beside it when their process was killed.

    For a caller who knows that none is still writing: who holds a lock that they all hold. On Windows a file that is
    still open stays. What cannot be removed is left for the next time.
    """
    with suppress(OSError):
        for beside in path.parent.iterdir():
            if is_leftover(beside.name, path.name) and beside.is_file() and not beside.is_symlink():
                with suppress(OSError):
                    beside.unlink()
