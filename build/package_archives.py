"""Archives that are the same, byte for byte, for the same files: sorted names, one time, no owner."""

from __future__ import annotations

import lzma
import stat
import tarfile
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.lookup.profile_places import PORTABLE_MARKER

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVEL = 6  # 9 takes twice the time and saves 3 %


def normalise(folder: Path) -> None:
    """Permissions as an archive carries them: folders and programs 755, every other file 644."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            continue
        path.chmod(0o755 if path.is_dir() or is_program(path) else 0o644)


def is_program(path: Path) -> bool:
    """Whether a file of the bundle is started by a person."""
    return path.name.startswith("exposure-check") and path.suffix in ("", ".exe") and path.parent.name != "_internal"


@contextmanager
def portable(folder: Path) -> Iterator[None]:
    """For as long as it is packed to be carried, the folder says so from inside: then a profile beside it counts."""
    marker = folder / "_internal" / PORTABLE_MARKER
    was_there = marker.exists()
    marker.touch(0o644)
    try:
        yield
    finally:
        if not was_there:
            marker.unlink()


def tar_xz(folder: Path, target: Path, moment: int) -> None:
    """Pack `folder` under its own name."""
    with lzma.open(target, "wb", preset=_LEVEL) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for path in [folder, *sorted(folder.rglob("*"))]:
            entry = archive.gettarinfo(path, path.relative_to(folder.parent).as_posix())
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = moment
            if entry.isfile():
                with path.open("rb") as file:
                    archive.addfile(entry, file)
            else:
                archive.addfile(entry)


def zip_file(folder: Path, target: Path, moment: int, name: str | None = None) -> None:
    """Pack `folder` under its own name, or under `name`. Links are followed: Windows has none."""
    date = time.gmtime(moment)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                inside = (Path(name or folder.name) / path.relative_to(folder)).as_posix()
                entry = zipfile.ZipInfo(inside, date)
                entry.create_system = 3  # the permissions below are those of Unix, wherever it is packed
                entry.external_attr = (stat.S_IFREG | (0o755 if is_program(path) else 0o644)) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
