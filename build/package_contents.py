"""What goes into the packaged program, and what stays out. `installer.spec` calls these functions in order.

Everything that can be computed is: the program's own modules are found by walking its folder, the Python packages that
may be inside are those of `requirements.lock`, the native libraries are those that something inside asks for.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Entry = tuple[str, str, str]  # name inside, file it is copied from, kind: as PyInstaller keeps them

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "exposure_check"

# Who looks up holds nothing that publishes, serves or writes letters. What reads tables comes with its importer.
_SUBCOMMANDS = ("clinic", "demo", "guidance", "publish", "serve")
LEFT_OUT = (
    *(f"{PACKAGE}.{name}" for name in ("clinic", "publisher", "server", "tables")),
    *(f"{PACKAGE}.cli.{name}" for name in _SUBCOMMANDS),
    f"{PACKAGE}.desktop.profile_maker",
)

# Of the standard library and of Qt: what something names and no lookup reaches. pydoc stays, stdnum.util imports it.
UNUSED_MODULES = (
    "_curses", "_sqlite3", "_tkinter", "bz2", "curses", "distutils", "doctest", "ensurepip", "idlelib", "lib2to3",
    "lzma", "pdb", "pip", "pkg_resources", "pydoc_data", "readline", "setuptools", "sqlite3", "tkinter", "turtle",
    "unittest", "xmlrpc",
    "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw", "_multibytecodec",
    "PySide6.QtDBus", "PySide6.QtOpenGL", "PySide6.QtQml", "PySide6.QtQuick",
)  # fmt: skip

# Qt's plugins by folder. Every other one stays out: vnc and the like would show the screen to a network.
PLUGINS = {
    "platforms": {"qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "platformthemes": {"qxdgdesktopportal"},
    "printsupport": {"cupsprintersupport", "windowsprintersupport", "cocoaprintersupport"},
    "styles": {"qmodernwindowsstyle", "qmacstyle"},
    "wayland-decoration-client": {"bradient"},
    "wayland-shell-integration": {"xdg-shell"},
}

# Linux: what is not everywhere, or has another name elsewhere. Everything else is the system's own, so that its
# drivers, fonts and corrections are used; the Debian package names what it needs.
LINUX_LIBRARIES_INSIDE = re.compile(
    r"lib(python3|sodium|ssl|crypto|ffi|xcb-(cursor|icccm|image|keysyms|render-util|util|xkb)|xkbcommon)[-.]?"
)
WINDOWS_LIBRARIES_OUTSIDE = re.compile(r"(api-ms-win-.*|ucrtbase|opengl32sw|d3dcompiler_\d+|icuuc)\.dll", re.IGNORECASE)

# Files of data that packages bring and no lookup reads: registers of banks and post codes, sources of catalogues.
UNUSED_DATA = re.compile(r"(^stdnum/.*\.(dat|xml|crt)$)|(\.(ts|pyi|typed|h)$)|(^assets/(demo|envelopes|kit|letters)/)")


def own_modules(root: Path = ROOT) -> list[str]:
    """Every module of the client by its dotted name; they are imported by name, so that a start loads few of them."""
    names = []
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if parts[-1] != "__main__" and not _is_within(name, LEFT_OUT):
            names.append(name)
    return names


def unused_modules() -> list[str]:
    """What PyInstaller is told to leave out; not what reads tables, which comes with the part that imports it."""
    return [*UNUSED_MODULES, *(name for name in LEFT_OUT if name != f"{PACKAGE}.tables"), *_other_packages()]


def data_files(root: Path = ROOT) -> list[tuple[str, str]]:
    """The folder of assets: (file, folder inside)."""
    assets = root / "assets"
    files = sorted(path for path in assets.rglob("*") if path.is_file())
    pairs = [(path, path.relative_to(root).as_posix()) for path in files]
    return [(str(path), str(PurePosixPath(name).parent)) for path, name in pairs if not UNUSED_DATA.search(name)]


def languages(root: Path = ROOT) -> list[str]:
    """The languages of the window, English included."""
    return sorted({"en"} | {path.stem for path in (root / "assets" / "i18n").glob("*.qm")})


def allowed_packages(lock: Path = ROOT / "requirements.lock") -> set[str]:
    """The distributions that the client depends on, by the names of the lock file."""
    return {match[1].lower() for match in re.finditer(r"^([A-Za-z0-9._-]+)==", lock.read_text("utf-8"), re.MULTILINE)}


def check_modules(names: Iterable[str]) -> None:
    """End the build where a module is inside that the client does not depend on."""
    names = list(names)
    wrong = sorted(name for name in names if _is_within(name, tuple(n for n in LEFT_OUT if n != f"{PACKAGE}.tables")))
    allowed = allowed_packages() | {PACKAGE.replace("_", "-")}
    owners = importlib.metadata.packages_distributions()
    for top in sorted({name.split(".")[0] for name in names} - set(sys.stdlib_module_names)):
        foreign = [owner for owner in owners.get(top, []) if owner.lower().replace("_", "-") not in allowed]
        if foreign and len(foreign) == len(owners[top]):
            wrong += [f"{top} (of {', '.join(foreign)})"]
    if wrong:
        raise SystemExit(f"These modules have no place in the packaged program: {', '.join(wrong)}")


def kept_data(entries: Sequence[Entry], wanted: Sequence[str]) -> list[Entry]:
    """Data without what nothing reads, and Qt's texts in the languages of the window alone."""
    texts = {f"qtbase_{language}.qm" for language in wanted}
    kept = []
    for entry in entries:
        name = _posix(entry[0])
        of_qt = "/translations/" in name and name.startswith("PySide6/")
        if not UNUSED_DATA.search(name) and (not of_qt or PurePosixPath(name).name in texts):
            kept.append(entry)
    return kept


def kept_libraries(entries: Sequence[Entry], imports: Callable[[str], Iterable[str]], platform: str) -> list[Entry]:
    """The native files that something inside asks for: extensions, chosen plugins, and what these are linked to.

    `imports` gives the names of the libraries that a file is linked to. Entries that are links stay where their target
    does.
    """
    candidates = [entry for entry in entries if entry[2] != "SYMLINK" and _may_be_inside(entry, platform)]
    by_name = {_file_name(entry): entry for entry in candidates}
    needed: set[str] = set()
    waiting = [_file_name(entry) for entry in candidates if _is_asked_for_by_name(entry)]
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in needed:
            needed.add(name)
            waiting += [_file_name((imported, "", "")) for imported in imports(by_name[name][1])]
    kept = [entry for entry in candidates if _file_name(entry) in needed]
    return kept + kept_links(entries, kept)


def kept_links(entries: Sequence[Entry], kept: Sequence[Entry]) -> list[Entry]:
    """Of the entries that are links, those whose target is inside."""
    targets = {_posix(entry[0]) for entry in kept}
    links = [entry for entry in entries if entry[2] == "SYMLINK"]
    return [link for link in links if _posix(os.path.normpath(Path(link[0]).parent / link[1])) in targets]


def libsodium(platform: str = sys.platform) -> str:
    """The library that goes inside; raises `SystemExit` where there is none. `LIBSODIUM` names another file."""
    named = os.environ.get("LIBSODIUM")
    places = {
        "win32": [],
        "darwin": ["/opt/homebrew/lib/libsodium.dylib", "/usr/local/lib/libsodium.dylib"],
    }.get(platform, [f"/usr/lib/{_multiarch()}/libsodium.so.23", "/usr/lib64/libsodium.so.23"])
    for place in [named] if named else places:
        if Path(place).is_file():
            return place
    raise SystemExit("libsodium is missing: install it, or name its file in the variable LIBSODIUM.")


def _multiarch() -> str:
    import sysconfig

    return sysconfig.get_config_var("MULTIARCH") or "x86_64-linux-gnu"


def _other_packages() -> list[str]:
    """Top-level modules of every installed distribution that the client does not depend on."""
    allowed = allowed_packages()
    others = []
    for top, owners in importlib.metadata.packages_distributions().items():
        names = {owner.lower().replace("_", "-") for owner in owners}
        if not names & allowed and top != PACKAGE and top.isidentifier():
            others.append(top)
    return sorted(others)


def _may_be_inside(entry: Entry, platform: str) -> bool:
    name = _posix(entry[0])
    plugin = re.search(r"/plugins/([^/]+)/(?:lib)?([^/.]+)", name)
    if plugin:
        return plugin[2] in PLUGINS.get(plugin[1], set())
    if platform == "win32":
        return not WINDOWS_LIBRARIES_OUTSIDE.fullmatch(_file_name(entry))
    if platform.startswith("linux") and entry[2] != "EXTENSION" and entry[1].startswith(("/lib", "/usr/lib")):
        return bool(LINUX_LIBRARIES_INSIDE.match(_file_name(entry)))
    return True


def _is_asked_for_by_name(entry: Entry) -> bool:
    """Whether something loads this file by its name, so that no library is linked to it."""
    name = _file_name(entry)
    return (
        entry[2] == "EXTENSION"
        or "/plugins/" in _posix(entry[0])
        or name.startswith(("libpython", "python3", "libsodium"))
    )


def _file_name(entry: Entry) -> str:
    name = PurePosixPath(_posix(entry[0])).name
    return name.lower() if name.lower().endswith(".dll") else name


def _is_within(name: str, parents: tuple[str, ...]) -> bool:
    return any(name == parent or name.startswith(parent + ".") for parent in parents)


def _posix(name: str | Path) -> str:
    return str(name).replace("\\", "/")
