"""The licence of everything inside, as texts and as a bill of materials (CycloneDX 1.6, JSON).

Both are made from what PyInstaller put in: Python packages bring their licences, Debian knows those of its libraries,
and `build/licences/` holds those that neither brings. A component without a licence ends the build.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import package_version
from package_contents import PACKAGE, allowed_packages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cyclonedx.model.bom import Bom

KEPT_TEXTS = Path(__file__).with_name("licences")
FONTS = package_version.ROOT / "assets" / "fonts"
FONT_VERSION = "5.3.0"  # of the package that `build/font.py` takes it from
LIST = "contents.json"  # what PyInstaller put in: written by the specification, read here
_LICENCE_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice|copyright)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Component:
    """Something inside that others made."""

    name: str
    version: str
    licence: str  # SPDX expression, or the words of its makers
    kind: str  # of a package URL: pypi, deb or generic
    texts: Sequence[Path] = field(default_factory=list)

    @property
    def identifier(self) -> str:
        """The part of a package URL before the version."""
        return f"{self.kind}/debian/{self.name}" if self.kind == "deb" else f"{self.kind}/{self.name}"


def write_list(folder: Path, modules: Iterable[str], files: Iterable[tuple[str, str]]) -> None:
    """Keep what PyInstaller put in: names of modules, and (name inside, source) of native files."""
    folder.mkdir(parents=True, exist_ok=True)
    inside = {"modules": sorted(modules), "files": sorted(files)}
    (folder / LIST).write_text(json.dumps(inside, indent=1), encoding="utf-8")


def components(work: Path) -> list[Component]:
    """Everything inside that others made, sorted by name; raises `SystemExit` where a licence is missing."""
    inside = json.loads((work / LIST).read_text(encoding="utf-8"))
    found = [*_python_packages(inside), *_always()]
    for name, source in inside["files"]:
        component = _native(Path(name).name, Path(source))
        if component is not None:
            found.append(component)
    unique = {(each.kind, each.name): each for each in found}
    missing = [each.name for each in unique.values() if not each.texts]
    if missing:
        raise SystemExit(f"No licence was found for: {', '.join(sorted(missing))}")
    return [unique[key] for key in sorted(unique)]


def write_texts(parts: Sequence[Component], folder: Path) -> None:
    """A folder with the texts, and a list of the components that says which text is whose."""
    folder.mkdir(parents=True)
    shutil.copyfile(package_version.ROOT / "LICENSE", folder / "exposure-check.txt")
    lines = [f"{package_version.TITLE} {package_version.VERSION}: Apache-2.0, see exposure-check.txt", ""]
    written: dict[str, str] = {}
    for part in parts:
        texts = [path.read_text(encoding="utf-8", errors="replace").rstrip() for path in part.texts]
        text = "\n\n".join(texts) + "\n"
        name = written.setdefault(text, f"{part.kind}-{part.name}.txt")  # one file for those with the same text
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        lines.append(f"{part.name} {part.version}: {part.licence}, see {name}")
    lines += ["", *(KEPT_TEXTS / "Qt.txt").read_text(encoding="utf-8").splitlines()]
    (folder / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def bill_of_materials(parts: Sequence[Component], moment: int) -> str:
    """The components as CycloneDX JSON, the same for the same components and moment."""
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component as Element
    from cyclonedx.model.component import ComponentType
    from cyclonedx.output.json import JsonV1Dot6

    program = Element(
        name=PACKAGE.replace("_", "-"),
        version=package_version.VERSION,
        type=ComponentType.APPLICATION,
        bom_ref="exposure-check",
        licenses=[_licence("Apache-2.0")],
    )
    elements = [_element(part) for part in parts]
    inside = " ".join(f"{part.identifier}@{part.version}" for part in parts)
    bom = Bom(
        serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"exposure-check {package_version.VERSION} {inside}"),
        metadata=BomMetaData(component=program, timestamp=datetime.fromtimestamp(moment, UTC)),
        components=elements,
    )
    _depend(bom, program, elements)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _depend(bom: Bom, program: object, elements: Sequence[object]) -> None:
    bom.register_dependency(program, elements)  # type: ignore[arg-type]


def _element(part: Component) -> object:
    from cyclonedx.model.component import Component as Element
    from cyclonedx.model.component import ComponentType
    from packageurl import PackageURL

    space = "debian" if part.kind == "deb" else None
    return Element(
        name=part.name,
        version=part.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"{part.identifier}@{part.version}",
        purl=PackageURL(type=part.kind, namespace=space, name=part.name, version=part.version),
        licenses=[_licence(part.licence)],
    )


def _licence(words: str) -> object:
    from cyclonedx.contrib.license.factories import LicenseFactory

    return LicenseFactory().make_from_string(words)


def _python_packages(inside: dict[str, list]) -> list[Component]:
    owners = importlib.metadata.packages_distributions()
    tops = {name.split(".")[0] for name in inside["modules"]}
    tops |= {re.split(r"[/\\]", name)[0].split(".")[0] for name, _ in inside["files"]}
    names = {owner for top in tops for owner in owners.get(top, [])}
    allowed = allowed_packages()
    return [_python_package(name) for name in sorted(names) if name.lower().replace("_", "-") in allowed]


def _python_package(name: str) -> Component:
    distribution = importlib.metadata.distribution(name)
    metadata = distribution.metadata
    licence = metadata.get("License-Expression") or metadata.get("License") or "unknown"
    paths = sorted(str(file) for file in distribution.files or [] if _LICENCE_FILE.search(str(file).replace("\\", "/")))
    texts = [Path(str(distribution.locate_file(path))) for path in paths if ".dist-info" in path]
    if name.lower().startswith(("pyside6", "shiboken6")):
        texts = [KEPT_TEXTS / "LGPL-3.0.txt", KEPT_TEXTS / "GPL-3.0.txt"]  # the wheels bring no text
    return Component(metadata["Name"], distribution.version, licence.splitlines()[0], "pypi", texts)


def _always() -> list[Component]:
    version = ".".join(map(str, sys.version_info[:3]))
    qt = importlib.metadata.version("PySide6-Essentials")
    return [
        Component("python", version, "PSF-2.0", "generic", [KEPT_TEXTS / "Python.txt"]),
        Component("qt", qt, "LGPL-3.0-only", "generic", [KEPT_TEXTS / "LGPL-3.0.txt", KEPT_TEXTS / "GPL-3.0.txt"]),
        _bootloader(),
        Component("atkinson-hyperlegible-next", FONT_VERSION, "OFL-1.1", "generic", [FONTS / "OFL.txt"]),
    ]


def _bootloader() -> Component:
    found = _python_package("pyinstaller")
    return Component(
        "pyinstaller-bootloader", found.version, "GPL-2.0-or-later WITH Bootloader-exception", "generic", found.texts
    )


def _native(name: str, source: Path) -> Component | None:
    """The component of a library that no Python package brings; `None` for those that one does."""
    if name.startswith("libicu"):
        version = name.rpartition(".")[2]
        return Component("icu", version, "Unicode-3.0", "generic", [KEPT_TEXTS / "ICU.txt"])
    if sys.platform.startswith("linux") and str(source).startswith(("/usr/lib", "/lib")):
        return _debian_package(source)
    if "sodium" in name:
        return Component("libsodium", "1.0.18", "ISC", "generic", [KEPT_TEXTS / "libsodium.txt"])
    return None


def _debian_package(source: Path) -> Component | None:
    if not shutil.which("dpkg-query"):
        return None
    for path in (source, source.resolve(), Path(str(source.resolve()).removeprefix("/usr"))):
        found = subprocess.run(["dpkg-query", "-S", str(path)], capture_output=True, text=True, check=False).stdout
        if found:
            package = found.split(":")[0]
            query = ["dpkg-query", "-W", "-f", "${Version}", found.split(": ")[0]]
            version = subprocess.run(query, capture_output=True, text=True, check=True).stdout
            text = Path("/usr/share/doc") / package / "copyright"
            return Component(package, version, _debian_licence(text), "deb", [text] if text.is_file() else [])
    return None


def _debian_licence(text: Path) -> str:
    """The licences that a machine-readable copyright file of Debian names, or a hint at the text."""
    if not text.is_file():
        return "unknown"
    names = re.findall(r"^License: *(\S.*)$", text.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return ", ".join(dict.fromkeys(name.strip() for name in names)) or "see its text"
