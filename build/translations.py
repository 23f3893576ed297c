"""Catalogues of the window: gather the texts from the source, compile what was translated.

    python build/translations.py update     assets/i18n/*.ts from the source (Qt's lupdate)
    python build/translations.py compile    assets/i18n/*.qm from the .ts files (Qt's lrelease)

`update` keeps translations and marks what is new. `en.ts` holds the plural forms alone: English is the language of
the source. A new language is a new file: `python build/translations.py update LANGUAGE`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from exposure_check.resources import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "exposure_check"
MARKED = ("desktop/**/*.py", "lookup/ledger.py")  # the sources that hold texts of the window
CATALOGUES = ROOT / "assets" / "i18n"


def tool(name: str) -> str:
    """The path of one of Qt's tools beside this interpreter; they come with PySide6-Essentials."""
    return str(Path(sysconfig.get_path("scripts")) / f"pyside6-{name}")


def update(languages: list[str]) -> None:
    """Bring every catalogue up to the source, without line numbers, which would change with every edit."""
    CATALOGUES.mkdir(parents=True, exist_ok=True)
    for language in languages:
        options = ["-locations", "none", "-no-obsolete", "-source-language", "en", "-target-language", language]
        options += ["-pluralonly"] if language == "en" else []
        gather(CATALOGUES / f"{language}.ts", *options)


def gather(catalogue: Path, *options: str) -> None:
    """Bring one catalogue up to the source; `translatable` marks texts where Qt is not imported."""
    sources = sorted(str(path.relative_to(ROOT)) for pattern in MARKED for path in SOURCE.glob(pattern))
    command = [tool("lupdate"), "-silent", "-tr-function-alias", "QT_TRANSLATE_NOOP+=translatable", *options]
    subprocess.run([*command, *sources, "-ts", str(catalogue)], check=True, cwd=ROOT)


def compile_all() -> None:
    """Compile every catalogue in which something is translated."""
    for catalogue in sorted(CATALOGUES.glob("*.ts")):
        target = catalogue.with_suffix(".qm")
        if "<translation>" not in catalogue.read_text(encoding="utf-8"):
            target.unlink(missing_ok=True)  # nothing is translated yet: the language is not offered
            continue
        # A program that runs has its catalogue mapped into memory: it must keep the old file, never a half-written one.
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        subprocess.run([tool("lrelease"), "-silent", str(catalogue), "-qm", str(temporary)], check=True)
        temporary.replace(target)


def main(arguments: list[str]) -> int:
    """Run one of the two commands."""
    if arguments[:1] == ["update"]:
        known = {path.stem for path in CATALOGUES.glob("*.ts")} | set(LANGUAGES)
        update(sorted(known | set(arguments[1:])))
    elif arguments == ["compile"]:
        compile_all()
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
