"""Writing files so that a reader sees the old content or the new, never a part of it, and one process at a time."""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

PRIVATE = 0o600
PUBLIC = 0o644
LOCK_FILE = "lock"
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)  # how a file system says that it has none


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
def exclusive(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock of a folder while the block runs: of the processes that ask for it, one at a time goes on.

    The lock ends with the process, however that ends; its file (mode 0600) is removed at the end of the block. Raises
    `BlockingIOError` where another process has it and `wait` is false, `OptionError` where the file system has no
    locks, `OSError`.
    """
    from filelock import FileLock, Timeout  # here: the window's first frame needs none of it

    path = folder / LOCK_FILE
    lock = FileLock(path, mode=PRIVATE, fallback_to_soft=False)
    try:
        lock.acquire(blocking=wait)
    except Timeout:
        raise BlockingIOError(errno.EWOULDBLOCK, "another process has the lock", str(path)) from None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        raise OptionError(
            f"The file system of {str(folder)!r} has no file locks: {error.strerror}.",
            advice="Put the folder on a local disk, or mount the network file system with its lock service.",
        ) from error
    try:
        yield
    finally:
        if sys.platform != "win32":  # a process that waits finds its file gone and opens the next; Windows removes it
            with suppress(OSError):
                path.unlink()
        lock.release()


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
