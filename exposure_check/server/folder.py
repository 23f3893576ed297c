"""Reading what is published: regular files of a bounded size below one folder, and no symbolic link on the way."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.errors import ServeError

if TYPE_CHECKING:
    from typing import BinaryIO

_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0)


class Folder:
    """A published folder, as it was when it was opened: a link in its own name may point elsewhere the next time."""

    def __init__(self, path: Path) -> None:
        """Raise `ServeError` where there is no folder, or everyone may write to it."""
        try:
            self.path = path.resolve(strict=True)
        except (OSError, RuntimeError):
            raise ServeError(f"There is no folder {str(path)!r}.", advice="Name the published folder.") from None
        for name in ("", "metadata", "targets", "datasets"):
            _refuse_open_to_all(self.path / name)

    def read(self, *parts: str, most: int) -> bytes:
        """The bytes of a file; raises `FileNotFoundError`, `ServeError` where it is larger than `most`, `OSError`."""
        with self.open(*parts) as file:
            if os.fstat(file.fileno()).st_size > most:
                raise ServeError(f"The file {self.name(*parts)!r} is larger than it can be.", advice="Copy it again.")
            return file.read(most + 1)

    def open(self, *parts: str) -> BinaryIO:
        """A regular file; raises `FileNotFoundError`, `OSError`."""
        descriptor = self._open(parts)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise FileNotFoundError(errno.ENOENT, "no regular file")
        return os.fdopen(descriptor, "rb")

    def name(self, *parts: str) -> str:
        """What a message calls a file."""
        return str(self.path.joinpath(*parts))

    def names(self, *parts: str) -> list[str]:
        """The names in a folder, none where it is absent."""
        try:
            return os.listdir(self.path.joinpath(*parts))  # noqa: PTH208  # names alone
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _open(self, parts: tuple[str, ...]) -> int:
        """A descriptor of a file, each step on the way a folder or file of its own: a link is as good as absent."""
        try:
            if sys.platform == "win32":
                path = self.path.joinpath(*parts)
                if any(step.is_symlink() for step in (path, *path.parents) if step.is_relative_to(self.path)):
                    raise FileNotFoundError(errno.ENOENT, "a link")
                return os.open(path, _FILE)
            step = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
            for part in parts[:-1]:
                try:
                    following = os.open(part, _FOLDER, dir_fd=step)
                finally:
                    os.close(step)
                step = following
            try:
                return os.open(parts[-1], _FILE, dir_fd=step)
            finally:
                os.close(step)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EMLINK):
                raise FileNotFoundError(errno.ENOENT, "no regular file") from None
            raise


def _refuse_open_to_all(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError:
        return  # what is absent is named when it is read
    if sys.platform != "win32" and mode & stat.S_IWOTH:
        raise ServeError(f"Everyone may write to {str(path)!r}.", advice=f"Run: chmod o-w {path}")
