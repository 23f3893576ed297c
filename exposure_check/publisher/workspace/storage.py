"""Where a work folder lies: in a folder of a file system, or below an fsspec URL that many machines reach.

What lies there is encrypted and authenticated by whoever writes it (`workspace`): a storage that tears a file, or hands
out an old or a wrong one, is found out when the file is opened.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from exposure_check.errors import OptionError
from exposure_check.files import PRIVATE, make_private_folder, write_atomically

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


KEPT = ".kept"  # ends the name of what a build keeps for the next


class Storage(Protocol):
    """Files by name, `/` between folders. Travels to the workers; `str()` is what a publisher calls it."""

    def read(self, name: str, start: int = 0, end: int | None = None) -> bytes:
        """The bytes of a file from `start` up to `end`; raises `FileNotFoundError`, `OSError`."""

    def write(self, name: str, data: bytes) -> None:
        """Replace a file; raises `OSError`."""

    def exists(self, name: str) -> bool:
        """Whether there is such a file; raises `OSError`."""

    def names(self) -> list[str]:
        """What lies here, files and folders; nothing where there is no such place. Raises `OSError`."""

    def delete(self, *names: str) -> None:
        """Remove these files and folders where they are there, and the place itself where nothing else is left in it;
        raises `OSError`.
        """

    def beside(self, suffix: str) -> Storage:
        """The storage whose name is this one's with a suffix."""

    def move_to(self, other: Any, name: str) -> None:  # noqa: ANN401  # Self, which a Protocol cannot say of a call
        """Move a folder to `other`, a storage of the same kind that has none of this name; raises `OSError`."""


def at(place: str | Path) -> Storage:
    """The storage at a path or an fsspec URL; raises `OptionError` for a URL that this installation cannot reach."""
    if "://" not in str(place):
        return Folder(Path(place).resolve())
    remote = Remote(str(place).rstrip("/"))
    try:
        _reach(remote.url)
    except (ImportError, ValueError) as error:
        raise OptionError(
            f"The work folder {remote.url!r} cannot be reached: {error}.",
            advice="Check the URL, and install what it needs: pip install 'exposure-check[cluster]' and the fsspec "
            "package of its kind.",
        ) from error
    return remote


@dataclass(frozen=True)
class Folder:
    """A folder of a file system. A file is there whole or not at all, and only its owner may read it."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    def read(self, name: str, start: int = 0, end: int | None = None) -> bytes:
        """See `Storage`."""
        with (self.path / name).open("rb") as file:
            file.seek(start)
            return file.read(-1 if end is None else end - start)

    def write(self, name: str, data: bytes) -> None:
        """See `Storage`."""
        path = self.path / name
        make_private_folder(path.parent)
        try:
            write_atomically(path, data, PRIVATE)
        except OSError as error:
            error.filename = error.filename or str(path)  # a full disk does not say which
            raise

    def exists(self, name: str) -> bool:
        """See `Storage`."""
        return (self.path / name).exists()

    def names(self) -> list[str]:
        """See `Storage`."""
        return sorted(path.name for path in self.path.iterdir()) if self.path.exists() else []

    def delete(self, *names: str) -> None:
        """See `Storage`."""
        for path in (self.path / name for name in names):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        if self.path.is_dir() and not any(self.path.iterdir()):
            self.path.rmdir()

    def beside(self, suffix: str) -> Folder:
        """See `Storage`."""
        return Folder(self.path.parent / f"{self.path.name}{suffix}")

    def move_to(self, other: Folder, name: str) -> None:
        """See `Storage`."""
        make_private_folder(other.path)
        (self.path / name).replace(other.path / name)


@dataclass(frozen=True)
class Remote:
    """Files below an fsspec URL, for example `s3://bucket/work`. Whether a file can be torn depends on its kind."""

    url: str

    def __str__(self) -> str:
        return self.url

    def read(self, name: str, start: int = 0, end: int | None = None) -> bytes:
        """See `Storage`."""
        files, root = _reach(self.url)
        data: bytes = files.cat_file(f"{root}/{name}", start=start, end=end)
        return data

    def write(self, name: str, data: bytes) -> None:
        """See `Storage`."""
        files, root = _reach(self.url)
        path = f"{root}/{name}"
        files.makedirs(path.rpartition("/")[0], exist_ok=True)
        files.pipe_file(path, data)

    def exists(self, name: str) -> bool:
        """See `Storage`."""
        files, root = _reach(self.url)
        return bool(files.exists(f"{root}/{name}"))

    def names(self) -> list[str]:
        """See `Storage`."""
        files, root = _reach(self.url)
        files.invalidate_cache()  # other processes write here too
        try:
            return sorted(path.rstrip("/").rpartition("/")[2] for path in files.ls(root, detail=False))
        except FileNotFoundError:
            return []

    def delete(self, *names: str) -> None:
        """See `Storage`."""
        files, root = _reach(self.url)
        files.invalidate_cache()
        for name in names:
            with suppress(FileNotFoundError):
                files.rm(f"{root}/{name}", recursive=True)
        if not self.names():
            with suppress(OSError):  # an object store has no folders, and its bucket stays
                files.rmdir(root)

    def beside(self, suffix: str) -> Remote:
        """See `Storage`."""
        return Remote(self.url + suffix)

    def move_to(self, other: Remote, name: str) -> None:
        """See `Storage`."""
        files, root = _reach(self.url)
        files.invalidate_cache()
        # One by one: a move of everything at once stumbles over the folders, which an object store does not have.
        sources = files.find(f"{root}/{name}")
        destinations = [_reach(other.url)[1] + path.removeprefix(root) for path in sources]
        for folder in {path.rpartition("/")[0] for path in destinations}:
            files.makedirs(folder, exist_ok=True)
        files.copy(sources, destinations)
        self.delete(name)


@lru_cache(maxsize=8)
def _reach(url: str) -> tuple[AbstractFileSystem, str]:
    import fsspec  # of the cluster extra

    return fsspec.core.url_to_fs(url)  # type: ignore[no-any-return]
