"""Trim the data of ICU, which Qt on Linux brings for every locale there is, to the languages of the window.

ICU's own `icupkg` takes the items out and checks that no item left behind depends on one that went. The result is
linked into a library of the same name. What stays: sorting and the names of time zones for these languages and for the
root, and everything that belongs to no language. What goes: other languages, names of currencies, units, regions and
languages, names of characters, domain names, matching of languages, transliteration, spelt-out numbers, line breaking
of scripts and legacy character sets: Qt has its own for whatever a window uses of these.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TREES = ("", "coll", "zone")
WITHOUT = ("cnv", "spp", "cfu")  # character sets, profiles of names in protocols, look-alikes
NOT_USED = ("langInfo", "nfkc_cf", "rbnf", "translit", "unames", "units", "uts46")
_LOCALE = re.compile(r"([a-z]{2,3})(_.*)?")
_SYMBOL = re.compile(
    r"^\s*\d+:\s+([0-9a-f]+)\s+(0x[0-9a-f]+|\d+)\s+OBJECT\s+GLOBAL\s+\S+\s+(\d+)\s+(icudt\d+_dat)$", re.MULTILINE
)


def is_kept(item: str, languages: Sequence[str]) -> bool:
    """Whether an item of ICU's data, such as `coll/sv.res`, stays."""
    tree, _, file = item.rpartition("/")
    stem, _, kind = file.rpartition(".")
    if tree not in TREES or kind in WITHOUT or stem in NOT_USED:
        return False
    locale = _LOCALE.fullmatch(stem)
    is_locale = kind == "res" and stem != "res_index" and locale is not None
    return not is_locale or locale[1] in languages


def trim(library: Path, languages: Sequence[str], folder: Path) -> Path:
    """A library like `library`, with the items of `languages` alone, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    symbol, data = _data(library)
    whole = folder / f"{symbol.removesuffix('_dat')}l.dat"
    whole.write_bytes(data)
    items = _run("icupkg", "-l", str(whole)).split()
    gone = folder / "remove.txt"
    gone.write_text("".join(f"{item}\n" for item in items if not is_kept(item, languages)), encoding="ascii")
    small = folder / "small" / whole.name
    small.parent.mkdir(exist_ok=True)
    _run("icupkg", "-r", str(gone), str(whole), str(small))
    return _linked(small, symbol, folder / "linked" / library.name)


def _linked(data: Path, symbol: str, target: Path) -> Path:
    target.parent.mkdir(exist_ok=True)
    source = target.with_suffix(".s")
    source.write_text(
        f'.section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol}, %object\n{symbol}:\n.incbin "{data.name}"\n'
        f'.size {symbol}, . - {symbol}\n.section .note.GNU-stack, "", %progbits\n',
        encoding="ascii",
    )
    compiled = target.with_suffix(".o")
    _run("as", "-I", str(data.parent), "-o", str(compiled), str(source))
    _run(
        "ld",
        "-shared",
        "-z",
        "noexecstack",
        "--build-id=none",
        "-soname",
        target.name,
        "-o",
        str(target),
        str(compiled),
    )
    return target


def _data(library: Path) -> tuple[str, bytes]:
    """The name of the one symbol of ICU's data library, and the bytes it stands for."""
    found = _SYMBOL.search(_run("readelf", "-Ws", str(library)))
    if not found:
        raise SystemExit(f"{library.name} holds no data of ICU.")
    address, size = int(found[1], 16), int(found[2], 0)
    section = re.search(
        rf"^\s*\[\s*{found[3]}\]\s+\S+\s+PROGBITS\s+([0-9a-f]+)\s+([0-9a-f]+)",
        _run("readelf", "-WS", str(library)),
        re.MULTILINE,
    )
    if not section:
        raise SystemExit(f"The data of {library.name} cannot be found.")
    start = address - int(section[1], 16) + int(section[2], 16)
    return found[4], library.read_bytes()[start : start + size]


def _run(tool: str, *arguments: str) -> str:
    path = shutil.which(tool, path="/usr/bin:/usr/sbin")
    if path is None:
        raise SystemExit(f"{tool} is missing. On Debian: apt-get install icu-devtools binutils")
    return subprocess.run([path, *arguments], check=True, capture_output=True, text=True).stdout
