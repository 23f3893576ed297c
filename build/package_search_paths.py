"""Where the libraries of the built program look for others: in the program and in the system, nowhere else.

A Python that somebody compiled leaves the folder it was installed to in every one of its libraries (DT_RUNPATH). On
another computer whoever may write to a folder of that name would be asked first for the C library.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_INSIDE = "$ORIGIN"  # the folder of the library itself


def remove_foreign(folder: Path) -> None:
    """Take every search path that does not begin at the library itself out of the libraries below `folder`."""
    for library, paths in foreign(folder):
        kept = [path for path in paths if _is_inside(path)]
        change = ["--set-rpath", ":".join(kept)] if kept else ["--remove-rpath"]
        _run(*change, str(library))


def foreign(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Each library that looks elsewhere, with all its search paths; in order of the names."""
    for library in sorted(folder.rglob("*.so*")):
        if library.is_symlink() or not _is_elf(library):
            continue
        paths = [path for path in _run("--print-rpath", str(library)).strip().split(":") if path]
        if not all(map(_is_inside, paths)):
            yield library, paths


def _is_inside(path: str) -> bool:
    return path == _INSIDE or path.startswith(f"{_INSIDE}/")


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _run(*arguments: str) -> str:
    path = shutil.which("patchelf", path="/usr/bin:/usr/local/bin")
    if path is None:
        raise SystemExit("patchelf is missing. On Debian: apt-get install patchelf")
    return subprocess.run([path, *arguments], check=True, capture_output=True, text=True).stdout
