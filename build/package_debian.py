"""A Debian package of the built folder, the same byte for byte for the same folder.

What it depends on is computed by `dpkg-shlibdeps` from every library inside; fonts are added, which nothing links to.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import package_icons
from package_version import ROOT, SUMMARY, VERSION

SOURCES = Path(__file__).with_name("linux")
NAME = "exposure-check"
MAINTAINER = "Exposure Check contributors <exposure-check@example.org>"
FONTS = "fonts-dejavu-core | fonts-noto-core | fonts-freefont-ttf"


def build(folder: Path, dist: Path, moment: int) -> Path:
    """Write the package of `folder` into `dist`; its path."""
    architecture = _output("dpkg", "--print-architecture").strip()
    target = dist / f"{NAME}_{VERSION}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "package"
        _place_files(folder, root, moment, Path(scratch))
        control = root / "DEBIAN"
        control.mkdir()
        (control / "md5sums").write_text(_sums(root), encoding="utf-8")
        size = sum(
            path.stat().st_size for path in (root / "usr").rglob("*") if path.is_file() and not path.is_symlink()
        )
        depends = dependencies(root / "usr/lib" / NAME, Path(scratch))
        (control / "control").write_text(_control(architecture, size // 1024, depends), encoding="utf-8")
        for path in [root, *root.rglob("*")]:
            os.utime(path, (moment, moment), follow_symlinks=False)
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path == root / "usr/lib" / NAME / NAME else 0o644)
        # One thread: the number of cores of a machine must not show in the bytes.
        _output("dpkg-deb", "-Zxz", "-z6", "--threads-max=1", "--root-owner-group", "-b", str(root), str(target))
    return target


def dependencies(program: Path, scratch: Path) -> str:
    """The packages that hold what the libraries inside are linked to and do not bring."""
    bill = json.loads((program / "sbom.cdx.json").read_text(encoding="utf-8"))
    brought = [part["name"] for part in bill["components"] if part["purl"].startswith("pkg:deb/")]
    (scratch / "debian").mkdir()
    (scratch / "debian" / "control").write_text(
        f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n", encoding="utf-8"
    )
    libraries = sorted(
        path for path in program.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path)
    )
    inside = sorted({str(path.parent) for path in libraries})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *(f"-l{path}" for path in inside)]
    command += [f"-x{name}" for name in brought]
    found = _output(*command, *(f"-e{path}" for path in libraries), cwd=scratch)
    return f"{re.sub('^shlibs:Depends=', '', found.strip())}, {FONTS}"


def _place_files(folder: Path, root: Path, moment: int, scratch: Path) -> None:
    shutil.copytree(folder, root / "usr/lib" / NAME, symlinks=True)
    share = root / "usr/share"
    for path in ("usr/bin", "usr/share/applications", "usr/share/metainfo", f"usr/share/doc/{NAME}"):
        (root / path).mkdir(parents=True)
    (root / "usr/bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    date = datetime.fromtimestamp(moment, UTC)
    shutil.copyfile(SOURCES / "exposure-check.desktop", share / "applications" / "exposure-check.desktop")
    _filled("metainfo.xml", share / "metainfo" / "org.exposure_check.ExposureCheck.metainfo.xml", date)
    shutil.copyfile(SOURCES / "copyright", share / "doc" / NAME / "copyright")
    (share / "lintian/overrides").mkdir(parents=True)
    shutil.copyfile(SOURCES / "lintian-overrides", share / "lintian/overrides" / NAME)
    (share / "man/man1").mkdir(parents=True)
    manual = _filled("exposure-check.1", scratch / "exposure-check.1", date).read_bytes()
    (share / "man/man1" / "exposure-check.1.gz").write_bytes(gzip.compress(manual, 9, mtime=0))
    changes = f"{NAME} ({VERSION}) unstable; urgency=medium\n\n  * See the CHANGELOG of the source.\n\n"
    changes += f" -- {MAINTAINER}  {format_datetime(date)}\n"
    (share / "doc" / NAME / "changelog.gz").write_bytes(gzip.compress(changes.encode(), 9, mtime=0))
    icons = share / "icons/hicolor"
    (icons / "scalable/apps").mkdir(parents=True)
    shutil.copyfile(ROOT / "build" / "icon.svg", icons / "scalable/apps" / f"{NAME}.svg")
    for size, png in package_icons.pngs(package_icons.LINUX_SIZES, scratch / "icons").items():
        (icons / f"{size}x{size}/apps").mkdir(parents=True)
        (icons / f"{size}x{size}/apps" / f"{NAME}.png").write_bytes(png)


def _filled(name: str, target: Path, date: datetime) -> Path:
    text = (SOURCES / name).read_text(encoding="utf-8")
    target.write_text(text.replace("@VERSION@", VERSION).replace("@DATE@", f"{date:%Y-%m-%d}"), encoding="utf-8")
    return target


def _control(architecture: str, kilobytes: int, depends: str) -> str:
    return (
        f"Package: {NAME}\nVersion: {VERSION}\nArchitecture: {architecture}\nMaintainer: {MAINTAINER}\n"
        f"Installed-Size: {kilobytes}\nDepends: {depends}\nSection: utils\nPriority: optional\n"
        f"Description: {SUMMARY[0].lower()}{SUMMARY[1:]}\n"
        " Tells a person whether, and in which categories, their data was exposed in a\n"
        " breach, and what to do next. The identity number never leaves the computer.\n"
    )


def _sums(root: Path) -> str:
    files = sorted(path for path in (root / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    return "".join(f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files)  # noqa: S324


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _output(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
