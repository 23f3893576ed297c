"""The version of the program, in the forms in which systems ask for it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TITLE = "Exposure Check"
SUMMARY = "Find out whether your data was exposed"
BUNDLE_IDENTIFIER = "org.exposure-check.ExposureCheck"
FIRST_RELEASE = 1764115200  # 2025-11-26, for a source without history

VERSION = re.search(r'^version = "([0-9.]+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)[1]


def source_date(root: Path = ROOT) -> int:
    """The time that every file of a build carries, in seconds since 1970: that of the last change of the source."""
    named = os.environ.get("SOURCE_DATE_EPOCH", "")
    if named.isascii() and named.isdigit():
        return int(named)
    shown = subprocess.run(
        ["git", "-C", str(root), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return int(shown) if shown.isascii() and shown.isdigit() else FIRST_RELEASE


def for_windows(name: str, folder: Path) -> str:
    """Write the version resource of an executable (VS_VERSIONINFO, in PyInstaller's notation); its path."""
    numbers = tuple(int(part) for part in [*VERSION.split("."), "0", "0", "0"][:4])
    strings = {
        "CompanyName": "Exposure Check contributors",
        "FileDescription": TITLE,
        "FileVersion": VERSION,
        "InternalName": name,
        "LegalCopyright": "Copyright 2026 the Exposure Check contributors. Apache License 2.0",
        "OriginalFilename": f"{name}.exe",
        "ProductName": TITLE,
        "ProductVersion": VERSION,
    }
    shown = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    text = (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004, "
        "fileType=0x1, subtype=0x0, date=(0, 0)), kids=[StringFileInfo([StringTable('040904B0', "
        f"[{shown}])]), VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])\n"
    )
    path = folder / f"{name}-version.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def info_plist() -> dict[str, object]:
    """What macOS is told of the program, beside what PyInstaller writes."""
    return {
        "CFBundleDisplayName": TITLE,
        "CFBundleShortVersionString": VERSION,
        "CFBundleLocalizations": ["en", "fi", "sv"],
        "CFBundleDevelopmentRegion": "en",
        "LSApplicationCategoryType": "public.app-category.utilities",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "Copyright 2026 the Exposure Check contributors. Apache License 2.0",
        "NSSupportsAutomaticTermination": False,
        "NSQuitAlwaysKeepsWindows": False,  # the system keeps no picture and no state of a window that shows an answer
    }


if __name__ == "__main__":
    print(source_date())
