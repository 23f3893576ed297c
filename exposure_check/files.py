"""Writing files so that a reader sees the old content or the new, never a part of it, and one process at a time."""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
from contextlib import contextmanager, suppress
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

PRIVATE = 0o600
PUBLIC = 0o644
LOCK_FILE = "lock"
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP)  # how a file system says that it has none


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


def make_private_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for its owner alone (0700), whatever the umask.

    A folder that is there is left as it is. Raises `OSError`.
    """
    if path.is_dir():
        return
    make_private_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)


def refuse_nested(folders: Mapping[str, Path]) -> None:
    """Raise `OptionError` where one of these folders, by the option that names it, is another or lies in another.

    What is published, what is secret and what is removed after use never share a folder. Links are followed.
    """
    for (option, folder), (other_option, other) in combinations(folders.items(), 2):
        if _contains(folder, other) or _contains(other, folder):
            raise OptionError(
                f"The folders of {option} and {other_option} lie one in the other: {str(folder)!r} and {str(other)!r}.",
                advice="Name folders apart: all that lies in the published folder is public, keys are secret, and the "
                "work folder is removed at the end.",
            )


def refuse_inside(published: Path, files: Mapping[str, Path]) -> None:
    """Raise `OptionError` where one of these files, by the option that names it, lies in the published folder."""
    for option, path in files.items():
        if _contains(published, path):
            raise OptionError(
                f"The file {str(path)!r} of {option} lies in the published folder {str(published)!r}.",
                advice="Move it elsewhere: all that lies in the published folder is public.",
            )


def refuse_to_replace_another(path: Path, kind: str, is_one: Callable[[bytes], bool]) -> None:
    """Raise `OptionError` where a file is there that is none of the kind which is about to be written over it: a slip
    of the pen in --out would lose a code book or a key. Raises `OSError`.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    if data and not is_one(data):
        raise OptionError(
            f"The file {str(path)!r} is there already, and it is no {kind}: it is left as it is.",
            advice="Name another file with --out.",
        )


def _contains(outer: Path, inner: Path) -> bool:
    inner, outer = inner.resolve(), outer.resolve()
    if inner.is_relative_to(outer):
        return True
    # one folder may have two names: capitals, where the file system ignores them, and mounts
    return outer.exists() and any(path.exists() and path.samefile(outer) for path in (inner, *inner.parents))


def exclusive(folder: Path, *, wait: bool = True) -> AbstractContextManager[None]:
    """Hold the lock of a folder while the block runs (see `locked`)."""
    return locked(folder / LOCK_FILE, wait=wait)


def lock_of(path: Path) -> Path:
    """The lock of one file, beside it: for what lies in a folder that is not this program's."""
    return path.with_name(f".{path.name}.lock")


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a lock while the block runs: of the processes that ask for it, one at a time goes on.

    The lock ends with the process, however that ends; its file (mode 0600) is removed at the end of the block. Raises
    `BlockingIOError` where another process has it and `wait` is false, `OptionError` where the file system has no
    locks, `OSError`.
    """
    from filelock import FileLock, Timeout  # here: the window's first frame needs none of it

    lock = FileLock(path, mode=PRIVATE, fallback_to_soft=False)
    try:
        lock.acquire(blocking=wait)
    except Timeout:
        raise BlockingIOError(errno.EWOULDBLOCK, "another process has the lock", str(path)) from None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        raise OptionError(
            f"The file system of {str(path.parent)!r} has no file locks: {error.strerror}.",
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
