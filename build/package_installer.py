"""Build the program for this system into `dist/`: `make installer` runs it.

    python build/package_installer.py                the folder, its archives, checksums
    python build/package_installer.py folder         the folder alone

`PROFILE=FILE` puts a profile inside. `DIST` and `WORK` name other folders. The same source in another folder, at
another time, gives the same bytes; `build/package_verify.py` proves it.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import package_archives
import package_checksums
import package_debian
import package_licences
import package_search_paths
import package_version
from package_version import ROOT, VERSION

NAME = "exposure-check"


def main(arguments: list[str]) -> int:
    """Build the folder, and without an argument everything that is made of it."""
    if arguments not in ([], ["folder"]):
        print(__doc__)
        return 2
    dist = Path(os.environ.get("DIST", ROOT / "dist")).resolve()
    work = Path(os.environ.get("WORK", ROOT / ".cache" / "package")).resolve()
    folder = build_folder(dist, work)
    if not arguments:
        pack(folder, dist)
    return 0


def build_folder(dist: Path, work: Path) -> Path:
    """The program as a folder, with licences, bill of materials and, where one is named, a profile."""
    moment = package_version.source_date()
    profile = named_profile()
    work.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(moment),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    environment["PYINSTALLER_CONFIG_DIR"] = str(work / "cache")  # its own: another build may be running
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    paths = ["--distpath", str(dist), "--workpath", str(work)]
    subprocess.run([*command, *paths, str(ROOT / "installer.spec")], check=True, cwd=ROOT, env=environment)
    folder = dist / f"{package_version.TITLE}.app" if sys.platform == "darwin" else dist / NAME
    if sys.platform.startswith("linux"):
        package_search_paths.remove_foreign(folder)
    beside = place_of_files(folder)
    parts = package_licences.components(work / "installer")
    package_licences.write_texts(parts, beside / "licences")
    bill = package_licences.bill_of_materials(parts, moment)
    (beside / "sbom.cdx.json").write_text(bill, encoding="utf-8", newline="\n")
    if profile:
        (beside / "profile.json").write_bytes(profile)
    if sys.platform != "darwin":  # there the signature, made later, covers what PyInstaller set
        package_archives.normalise(folder)
    return folder


def place_of_files(folder: Path) -> Path:
    """Where files for people lie, and the profile, where `lookup.profile_places` looks beside the program."""
    return folder / "Contents" / "Resources" if sys.platform == "darwin" else folder


def named_profile() -> bytes | None:
    """The profile that the variable PROFILE names, checked; `None` where it names none."""
    name = os.environ.get("PROFILE")
    if not name:
        return None
    from exposure_check.errors import ProfileError
    from exposure_check.lookup import profile

    path = Path(name)
    try:
        profile.load(path)
    except ProfileError as error:
        raise SystemExit(f"PROFILE: {error.message}") from error
    return path.read_bytes()


def pack(folder: Path, dist: Path) -> list[Path]:
    """The archives of this system, and their checksums."""
    moment = package_version.source_date()
    machine = platform.machine().lower().replace("amd64", "x86_64")
    stem = f"{NAME}-{VERSION}-{platform.system().lower().replace('darwin', 'macos')}-{machine}"
    archives = []
    if sys.platform.startswith("linux"):
        archives = [dist / f"{stem}.tar.xz"]
        with package_archives.portable(folder):
            package_archives.tar_xz(folder, archives[0], moment)
        if shutil.which("dpkg-deb"):
            archives.append(package_debian.build(folder, dist, moment))
    else:
        archives = [dist / f"{stem}.zip"]
        # the bundle of macOS is signed as it is: a marker put into it would break the signature
        with package_archives.portable(folder) if sys.platform == "win32" else nullcontext():
            package_archives.zip_file(folder, archives[0], moment)
    bill = dist / f"{stem}.cdx.json"
    shutil.copyfile(folder / "sbom.cdx.json", bill)
    archives.append(bill)
    package_checksums.write(dist)
    for path in archives:
        print(f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}  {path.stat().st_size:,} bytes")
    return archives


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
