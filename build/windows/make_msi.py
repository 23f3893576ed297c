"""Make the MSI of a built folder with wixl: `make_msi.py FOLDER OUT perMachine|perUser [VERSION]`.

The same folder gives the same bytes: identifiers are computed from names, and the times of the files are the source's.
The two scopes are two products, for a Windows Installer package cannot be both without asking.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from xml.sax.saxutils import quoteattr

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import package_archives
import package_icons
from package_version import VERSION, source_date

from exposure_check.lookup.profile_places import PORTABLE_MARKER

HERE = Path(__file__).resolve().parent
# Never to be changed: Windows knows by it that a package is a newer version of what is installed.
NAMESPACE = uuid.UUID("5b0f1f6e-3c0e-4b8e-9d5e-6f7a0f2f9a41")
SCOPES = {
    "perMachine": {
        "Hive": "HKLM",
        "BaseFolder": "ProgramFiles64Folder",
        "ProgramsFolder": "VendorFolder",
        "ProgramsName": ".",
    },
    "perUser": {
        "Hive": "HKCU",
        "BaseFolder": "LocalAppDataFolder",
        "ProgramsFolder": "ProgramsFolder",
        "ProgramsName": "Programs",
    },
}
# wixl knows no `Secure`: without this a silent installation as administrator would not see the properties.
SET_SECURE = (
    "UPDATE Property SET Value='PROFILE;APPLANGUAGE;WIX_UPGRADE_DETECTED;WIX_DOWNGRADE_DETECTED' "
    "WHERE Property='SecureCustomProperties'"
)
# wixl sets a flag beside the kind of action that is for code alone: to set a property from a text is 51 (Windows SDK).
SET_KIND = "UPDATE CustomAction SET Type=51"
INCLUSIVE = 513  # msidbUpgradeAttributesMigrateFeatures, msidbUpgradeAttributesVersionMaxInclusive
SUMMARY_FORMAT = uuid.UUID("f29f85e0-4ff9-1068-ab91-08002b27b3d9").bytes_le
REVISION, CREATED, LAST_SAVED = 9, 12, 13  # PIDSI_REVNUMBER, PIDSI_CREATE_DTM, PIDSI_LASTSAVE_DTM
STRING, FILETIME = 30, 64  # VT_LPSTR, VT_FILETIME


def identifier(*parts: str) -> str:
    """A GUID that is the same for the same names."""
    return str(uuid.uuid5(NAMESPACE, "/".join(parts))).upper()


def variables(scope: str, version: str, content: str, icon: str) -> dict[str, str]:
    """What the definition asks for. `content` names what is inside: another content is another product code."""
    return SCOPES[scope] | {
        "Scope": scope,
        "Version": version,
        "Win64": "yes",
        "ProductCode": identifier("product", scope, version, content),
        "UpgradeCode": identifier("upgrade", scope),
        "SettingsGuid": identifier("settings", scope),
        "ShortcutGuid": identifier("shortcut", scope),
        "Icon": icon,  # wixl takes no absolute path
    }


def files_fragment(folder: Path, scope: str) -> str:
    """The files as WiX components, one a file, below INSTALLDIR."""
    references: list[str] = []

    def of_folder(here: Path, indent: str) -> list[str]:
        lines = []
        for path in sorted(here.iterdir()):
            name = path.relative_to(folder).as_posix()
            if _is_marker(path) and scope == "perMachine":
                continue
            key = "x" + identifier("file", name).replace("-", "")
            if path.is_dir():
                lines.append(f"{indent}<Directory Id={quoteattr('d' + key)} Name={quoteattr(path.name)}>")
                lines += of_folder(path, indent + "  ")
                lines.append(f"{indent}</Directory>")
                continue
            references.append(f"      <ComponentRef Id={quoteattr('c' + key)}/>")
            guid = quoteattr(identifier("component", scope, name))
            lines.append(f'{indent}<Component Id={quoteattr("c" + key)} Guid={guid} Win64="yes">')
            lines.append(f'{indent}  <File Id={quoteattr("f" + key)} KeyPath="yes" Source={quoteattr(name)}/>')
            lines.append(f"{indent}</Component>")
        return lines

    tree = of_folder(folder, "      ")
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">',
            "  <Fragment>",
            '    <DirectoryRef Id="INSTALLDIR">',
            *tree,
            "    </DirectoryRef>",
            '    <ComponentGroup Id="Files">',
            *references,
            "    </ComponentGroup>",
            "  </Fragment>",
            "</Wix>",
            "",
        ]
    )


def build(folder: Path, target: Path, scope: str, version: str) -> None:
    """Write the MSI.

    What one user installs is hers, as the portable form is: without its marker the profile of a clinic inside would be
    passed over. What an administrator installs has none: there a profile counts only where no user can put it.
    """
    with package_archives.portable(folder):
        _build(folder, target, scope, version)


def _build(folder: Path, target: Path, scope: str, version: str) -> None:
    moment = source_date()
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (moment, moment))
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        icon = package_icons.for_platform("win32", place)
        fragment = place / "files.wxs"
        fragment.write_text(files_fragment(folder, scope), encoding="utf-8")
        content = identifier("content", _sums(folder))
        values = variables(scope, version, content, os.path.relpath(str(icon), folder))
        defined = [word for key, value in values.items() for word in ("-D", f"{key}={value}")]
        os.utime(str(icon), (moment, moment))
        database = place / "database.msi"
        _run("wixl", "-a", "x64", *defined, "-o", str(database), str(HERE / "product.wxs"), str(fragment), cwd=folder)
        for query in (SET_SECURE, SET_KIND, *replace_same_version(values["UpgradeCode"], version)):
            _run("msibuild", str(database), "-q", query)
        target.write_bytes(reproducible(database.read_bytes(), identifier("package", scope, version, content), moment))


def replace_same_version(upgrade_code: str, version: str) -> tuple[str, str]:
    """The queries by which another build of the same version replaces it, instead of lying beside it."""
    return (
        "DELETE FROM Upgrade WHERE ActionProperty='WIX_UPGRADE_DETECTED'",
        "INSERT INTO Upgrade (UpgradeCode, VersionMax, Attributes, ActionProperty) "  # noqa: S608 - our own words
        f"VALUES ('{{{upgrade_code}}}', '{version}', {INCLUSIVE}, 'WIX_UPGRADE_DETECTED')",
    )


def reproducible(data: bytes, package: str, moment: int) -> bytes:
    """The same database with a computed package code and time in its summary; wixl writes random and present ones.

    The summary is a property set ([MS-OLEPS] 2.21): after the identifier of its format an offset, there the number
    of properties and a table of (identifier, offset).
    """
    patched = bytearray(data)
    start = patched.find(SUMMARY_FORMAT)
    if start < 0 or patched.find(SUMMARY_FORMAT, start + 1) >= 0:
        raise SystemExit("The summary of the MSI was not found.")
    section = start - 28 + struct.unpack_from("<I", patched, start + 16)[0]  # from the start of the stream on
    count = struct.unpack_from("<I", patched, section + 4)[0]
    table = dict(struct.unpack_from("<II", patched, section + 8 + 8 * index) for index in range(count))
    since_1601 = (moment + 11_644_473_600) * 10_000_000
    for number in (CREATED, LAST_SAVED):
        _expect(patched, section + table[number], FILETIME)
        struct.pack_into("<Q", patched, section + table[number] + 4, since_1601)
    _expect(patched, section + table[REVISION], STRING)
    at = section + table[REVISION] + 8
    if patched[at : at + 1] != b"{" or patched[at + 37 : at + 38] != b"}":
        raise SystemExit("The summary of the MSI has another form than is known here.")
    patched[at + 1 : at + 37] = package.encode("ascii")
    return bytes(patched)


def _expect(data: bytearray, at: int, kind: int) -> None:
    if struct.unpack_from("<I", data, at)[0] != kind:
        raise SystemExit("The summary of the MSI has another form than is known here.")


def _sums(folder: Path) -> str:
    import hashlib

    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not _is_marker(path):
            total.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def _is_marker(path: Path) -> bool:
    """Whether it says that the program is its user's own; a release makes its packages of the portable archive."""
    return path.name == PORTABLE_MARKER and path.parent.name == "_internal"


def _run(*command: str, cwd: Path | None = None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    build(
        Path(sys.argv[1]).resolve(),
        Path(sys.argv[2]).resolve(),
        sys.argv[3],
        sys.argv[4] if len(sys.argv) > 4 else VERSION,
    )
