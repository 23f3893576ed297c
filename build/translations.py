"""The translations: `.ts` files in assets/i18n, taken from the sources and compiled with Qt's own tools.

    python build/translations.py            take new strings into the .ts files, drop unused ones, and compile
    python build/translations.py --compile  compile only
    python build/translations.py --check    fail where a .ts file lacks a string of the sources, or has one too many
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "i18n"
TOOLS = Path(sys.executable).parent


def main() -> int:
    """Do what the option says; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    files = sorted(FOLDER.glob("*.ts"))
    if options.check:
        return check(files)
    if not options.compile:
        for file in files:
            update(file, file)
    for file in files:
        _run("pyside6-lrelease", "-silent", str(file), "-qm", str(file.with_suffix(".qm")))
    return 0


def update(source: Path, destination: Path) -> None:
    """Write to `destination` the strings of `source`, brought up to date with the program."""
    if source != destination:
        destination.write_bytes(source.read_bytes())
    modules = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "exposure_check" / "desktop").rglob("*.py"))
    _run("pyside6-lupdate", "-silent", "-no-obsolete", "-locations", "none", *modules, "-ts", str(destination))


def check(files: list[Path]) -> int:
    """Compare each file with one brought up to date; 1 where any differs."""
    stale = 0
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            fresh = Path(folder) / file.name
            update(file, fresh)
            have, want = _strings(file), _strings(fresh)
            for context, text in sorted(want - have):
                print(f"{file.name}: not yet there: [{context}] {text}")
            for context, text in sorted(have - want):
                print(f"{file.name}: no longer used: [{context}] {text}")
            stale |= have != want
    if stale:
        print("Run: make translations  and translate what is new.")
    return int(stale)


def _strings(file: Path) -> set[tuple[str, str]]:
    tree = ET.parse(file)  # noqa: S314  # our own file
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in tree.getroot().iter("context")
        for message in context.iter("message")
        if message.find("translation") is None or message.find("translation").get("type") != "vanished"
    }


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(TOOLS / tool), *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
