"""Prove that a build gives the same bytes again: two copies of the source, in two folders, at two times.

    python build/package_verify.py                      build everything twice here and compare
    python build/package_verify.py folder               the folder alone, without its archives
    python build/package_verify.py windows TOOLS DIST   build for Windows under Wine once more, compare with DIST
    python build/package_verify.py FOLDER FOLDER        compare two folders, such as a download with an own build

Status 0 where everything is equal. Otherwise the first difference is named: which file, and from which byte on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from package_version import ROOT, source_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOURCE = "source"
_NOT_SOURCE = (".git", ".venv", ".cache", "dist", "out", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")


def differences(left: Path, right: Path) -> Iterator[str]:
    """What differs between two folders, in order of the names."""
    names = [{path.relative_to(side) for path in side.rglob("*")} for side in (left, right)]
    for name in sorted(names[0] | names[1]):
        if name not in names[0] or name not in names[1]:
            yield f"{name} is in {left if name in names[0] else right} alone"
            continue
        yield from _of_one(name, left / name, right / name)


def _of_one(name: Path, left: Path, right: Path) -> Iterator[str]:
    if left.is_symlink() or right.is_symlink():
        targets = [os.readlink(path) if path.is_symlink() else "no link" for path in (left, right)]  # noqa: PTH115
        if targets[0] != targets[1]:
            yield f"{name}: {targets[0]} and {targets[1]}"
    elif left.is_dir() != right.is_dir():
        yield f"{name}: a folder and a file"
    elif left.is_file():
        if left.stat().st_mode != right.stat().st_mode:
            yield f"{name}: other permissions"
        data = [path.read_bytes() for path in (left, right)]
        if data[0] != data[1]:
            at = next((i for i, (a, b) in enumerate(zip(*data, strict=False)) if a != b), min(map(len, data)))
            yield f"{name}: {len(data[0])} and {len(data[1])} bytes, different from byte {at} on"


def build_in(folder: Path, *what: str) -> Path:
    """Build `what`, or everything, from the copy of the source in `folder`; where it lies."""
    source = folder / _SOURCE
    environment = {
        **os.environ,
        "DIST": str(folder / "dist"),
        "WORK": str(folder / "work"),
        "PYTHONPATH": str(source),
    }
    command = [sys.executable, str(source / "build" / "package_installer.py"), *what]
    subprocess.run(command, check=True, env=environment)
    return folder / "dist"


def build_for_windows_in(folder: Path, tools: Path) -> Path:
    """Build folder, MSIs and zip from the copy of the source, with the tools that `make installer-windows` made."""
    source = folder / _SOURCE
    (source / ".venv").symlink_to(ROOT / ".venv")  # a name: what goes inside is of the tools
    environment = {**os.environ, "PYTHONPATH": str(source)}
    places = [tools, folder / "dist", folder / "work"]
    subprocess.run(["bash", str(source / "build/windows/build.sh"), *map(str, places)], check=True, env=environment)
    return folder / "dist"


def _copies(scratch: Path, *names: str) -> list[Path]:
    """Folders with the source as it is now: whoever goes on working on it meanwhile changes none of the builds."""
    os.environ["SOURCE_DATE_EPOCH"] = str(source_date())
    folders = [scratch / name for name in names]
    for folder in folders:
        shutil.copytree(ROOT, folder / _SOURCE, symlinks=True, ignore=shutil.ignore_patterns(*_NOT_SOURCE))
    return folders


def main(arguments: list[str]) -> int:
    """Compare two folders, or build twice and compare."""
    with tempfile.TemporaryDirectory() as scratch:
        if len(arguments) == 3 and arguments[0] == "windows":
            [folder] = _copies(Path(scratch), "another/folder")
            compared = Path(arguments[2]), build_for_windows_in(folder, Path(arguments[1]))
        elif len(arguments) == 2:
            compared = Path(arguments[0]), Path(arguments[1])
        elif arguments in ([], ["folder"]):
            first, second = _copies(Path(scratch), "first", "second/in/a/deeper/folder")
            compared = build_in(first, *arguments), build_in(second, *arguments)
        else:
            print(__doc__)
            return 2
        found = next(differences(*compared), None)
    print(f"First difference: {found}" if found else "Equal, byte for byte.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
