"""Archives, signatures, bills of materials and comparisons: the parts around the built program."""

from __future__ import annotations

import importlib.util
import json
import plistlib
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import package_archives
import package_checksums
import package_icons
import package_installer
import package_licences
import package_verify
import package_version
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exposure_check.errors import MissingProfileError
from exposure_check.lookup import administrators, profile_places
from exposure_check.lookup.standing import Place
from tests.support.profiles import unsigned

ROOT = Path(__file__).resolve().parents[2]
MOMENT = 1_764_115_200
MINISIGN = ROOT / "build" / "sign" / "minisign.py"

specification = importlib.util.spec_from_file_location("minisign", MINISIGN)
minisign = importlib.util.module_from_spec(specification)
sys.modules["minisign"] = minisign
specification.loader.exec_module(minisign)


@pytest.fixture
def folder(tmp_path):
    program = tmp_path / "exposure-check"
    (program / "_internal").mkdir(parents=True)
    (program / "exposure-check").write_bytes(b"\x7fELF")
    (program / "_internal" / "a.so").write_bytes(b"library")
    (program / "_internal" / "link.so").symlink_to("a.so")
    return program


@pytest.mark.parametrize(
    ("platform", "program"),
    [("linux", "exposure-check/exposure-check"), ("win32", "exposure-check/exposure-check.exe"),
     ("darwin", "Exposure Check.app/Contents/MacOS/exposure-check")],
)  # fmt: skip
def test_the_profile_is_put_where_the_program_looks_beside_itself(tmp_path, monkeypatch, platform, program):
    executable = tmp_path / program
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(profile_places.sys, "executable", str(executable))
    top = tmp_path / Path(program).parts[0]
    assert profile_places._places_beside() == (
        (package_installer.place_of_files(top) / "profile.json", Place.INSTALLED),
    )


def test_a_profile_installed_by_root_is_trusted_and_one_in_an_unpacked_folder_is_not(folder, monkeypatch):
    """The folder as a package installs it, and as a user unpacks it into a folder of her own."""
    (folder / "profile.json").write_bytes(unsigned())
    package_archives.normalise(folder)
    monkeypatch.setattr(profile_places.sys, "executable", str(folder / "exposure-check"))
    monkeypatch.setattr(profile_places, "_administrators_places", tuple)
    monkeypatch.setattr(profile_places, "user_path", lambda: None)
    owner = folder.stat().st_uid
    monkeypatch.setattr(
        administrators, "_is_safe_folder", lambda place: place != folder or owner == administrators.ROOT
    )
    monkeypatch.setattr(administrators, "ROOT", owner)
    assert profile_places.find().standing.place is Place.INSTALLED
    monkeypatch.setattr(administrators, "ROOT", owner + 1)
    with pytest.raises(MissingProfileError):
        profile_places.find()
    monkeypatch.setattr(profile_places.sys, "_MEIPASS", str(folder / "_internal"), raising=False)
    with package_archives.portable(folder):
        assert profile_places.find().standing.place is Place.PORTABLE


def test_the_portable_archive_says_so_from_inside_and_the_folder_does_not(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(package_installer.shutil, "which", lambda _: None)
    (folder / "sbom.cdx.json").write_text("{}")
    [archive, _] = package_installer.pack(folder, tmp_path)
    with tarfile.open(archive) as packed:
        assert f"exposure-check/_internal/{profile_places.PORTABLE_MARKER}" in packed.getnames()
    assert not (folder / "_internal" / profile_places.PORTABLE_MARKER).exists()


def test_archives_are_equal_whenever_they_are_made_and_by_whom(folder, tmp_path):
    archives = []
    for number, mode in enumerate((0o700, 0o777)):
        (folder / "exposure-check").chmod(mode)
        (folder / "_internal" / "a.so").touch()
        package_archives.normalise(folder)
        package_archives.tar_xz(folder, tmp_path / f"{number}.tar.xz", MOMENT)
        package_archives.zip_file(folder, tmp_path / f"{number}.zip", MOMENT)
        archives.append(((tmp_path / f"{number}.tar.xz").read_bytes(), (tmp_path / f"{number}.zip").read_bytes()))
    assert archives[0] == archives[1]
    with tarfile.open(tmp_path / "0.tar.xz") as archive:
        modes = {entry.name: (entry.mode, entry.uname, entry.mtime) for entry in archive if entry.isfile()}
    assert modes["exposure-check/exposure-check"] == (0o755, "root", MOMENT)
    assert modes["exposure-check/_internal/a.so"] == (0o644, "root", MOMENT)
    with zipfile.ZipFile(tmp_path / "0.zip") as archive:
        assert archive.read("exposure-check/_internal/link.so") == b"library"


def test_a_comparison_names_the_first_difference(tmp_path):
    for name, data in (("left", b"same"), ("right", b"sane")):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "file").write_bytes(data)
        (tmp_path / name / "equal").write_bytes(b"x")
    found = list(package_verify.differences(tmp_path / "left", tmp_path / "right"))
    assert found == [str(Path("deep/file")) + ": 4 and 4 bytes, different from byte 2 on"]
    (tmp_path / "right" / "deep" / "file").write_bytes(b"same")
    assert list(package_verify.differences(tmp_path / "left", tmp_path / "right")) == []
    (tmp_path / "right" / "more").touch()
    assert "alone" in next(package_verify.differences(tmp_path / "left", tmp_path / "right"))
    assert package_verify.main([str(tmp_path / "left"), str(tmp_path / "right")]) == 1


def test_sums_are_those_that_sha256sum_reads(tmp_path):
    (tmp_path / "a.deb").write_bytes(b"a")
    (tmp_path / "note.txt").write_bytes(b"not given away")
    sums = package_checksums.write(tmp_path)
    assert sums.read_text().split() == ["ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", "a.deb"]
    subprocess.run(["sha256sum", "-c", "--quiet", sums.name], cwd=tmp_path, check=True)


# The key and signature of the documentation of minisign-verify (https://github.com/jedisct1/rust-minisign-verify).
KNOWN_KEY = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
KNOWN_SIGNATURE = """untrusted comment: signature from minisign secret key
RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=
trusted comment: timestamp:1556193335\tfile:test
y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==
"""


def test_a_signature_of_minisign_itself_is_verified(tmp_path):
    (tmp_path / "test").write_bytes(b"test")
    public = minisign.PublicKey.parse(KNOWN_KEY)
    assert minisign.verify(public, tmp_path / "test", KNOWN_SIGNATURE) == "timestamp:1556193335\tfile:test"
    (tmp_path / "test").write_bytes(b"tost")
    with pytest.raises(minisign.SignatureError, match="does not fit test"):
        minisign.verify(public, tmp_path / "test", KNOWN_SIGNATURE)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace("file:", "fill:"), "does not fit"),
        (lambda text: text.replace("trusted comment: file", "comment: file"), "no signature file"),
        (lambda text: text.replace("\n", "\n!", 1), "not base64"),
        (lambda text: text.rsplit("\n", 2)[0], "no signature file"),
        (lambda text: "", "no signature file"),
    ],
)
def test_a_changed_signature_file_is_refused(tmp_path, change, reason):
    path = tmp_path / "SHA256SUMS"
    path.write_bytes(b"sums")
    secret = Ed25519PrivateKey.generate()
    text = minisign.sign(secret, path, "file:SHA256SUMS")
    public = minisign.PublicKey.parse(minisign.public_key(secret).text())
    assert minisign.verify(public, path, text) == "file:SHA256SUMS"
    with pytest.raises(minisign.SignatureError, match=reason):
        minisign.verify(public, path, change(text))
    with pytest.raises(minisign.SignatureError, match="another key"):
        minisign.verify(minisign.public_key(Ed25519PrivateKey.generate()), path, text)


def test_the_three_commands_of_signing(tmp_path):
    path = tmp_path / "SHA256SUMS"
    path.write_bytes(b"sums")

    def run(*words, said="a long passphrase\n"):
        command = [sys.executable, str(MINISIGN), *map(str, words)]
        return subprocess.run(command, input=said, capture_output=True, text=True, check=False, timeout=60)

    secret, public = tmp_path / "secret.pem", tmp_path / "release.pub"
    assert run("keys", secret, public).returncode == 0
    assert secret.stat().st_mode & 0o777 == 0o600 and b"ENCRYPTED" in secret.read_bytes()
    assert run("keys", secret, public).returncode == 1  # never written over
    assert "passphrase is wrong" in run("sign", secret, path, said="another\n").stderr
    assert run("sign", secret, path).returncode == 0
    assert run("verify", public, path, said="").stdout == "Good signature. file:SHA256SUMS\n"
    path.write_bytes(b"sumz")
    refused = run("verify", public, path, said="")
    assert refused.returncode == 1 and "do not use this file" in refused.stderr


def test_the_bill_of_materials_is_valid_and_the_same_again():
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = ROOT / "LICENSE"
    parts = [
        package_licences.Component("requests", "2.34.2", "Apache-2.0", "pypi", [text]),
        package_licences.Component("libssl3", "3.0.19", "Apache-2.0, Artistic", "deb", [text]),
    ]
    bill = package_licences.bill_of_materials(parts, MOMENT)
    assert bill == package_licences.bill_of_materials(parts, MOMENT)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None
    assert {part["purl"] for part in json.loads(bill)["components"]} == {
        "pkg:pypi/requests@2.34.2",
        "pkg:deb/debian/libssl3@3.0.19",
    }


def test_a_component_without_a_licence_ends_the_build(tmp_path, monkeypatch):
    package_licences.write_list(tmp_path, ["requests"], [])
    assert "requests" in [part.name for part in package_licences.components(tmp_path)]
    nameless = package_licences.Component("nameless", "1", "unknown", "generic", [])
    monkeypatch.setattr(package_licences, "_always", lambda: [nameless])
    with pytest.raises(SystemExit, match="nameless"):
        package_licences.components(tmp_path)


def test_icons_hold_their_pictures():
    png = b"\x89PNG-like"
    icon = package_icons.ico({16: png, 256: png})
    assert icon[:6] == b"\0\0\1\0\2\0" and icon.count(png) == 2
    assert icon[6] == 16 and icon[22] == 0  # 256 is written as 0
    apple = package_icons.icns(dict.fromkeys(package_icons.MACOS_KINDS.values(), png))
    assert int.from_bytes(apple[4:8], "big") == len(apple)


def test_the_property_lists_of_macos_are_read():
    entitlements = plistlib.loads((ROOT / "build/macos/entitlements.plist").read_bytes())
    assert entitlements["com.apple.security.cs.allow-dyld-environment-variables"] is False
    assert plistlib.loads(plistlib.dumps(package_version.info_plist()))["LSMinimumSystemVersion"] == "13.0"


def test_the_workflow_of_a_release_runs_what_was_pinned_and_opens_nothing():
    text = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert len(used) > 5
    assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []
    assert "--draft" in text and "permissions:\n  contents: read\n" in text
    assert text.count("contents: write") == 1
    named = set(re.findall(r"(?:python3?|bash) (build/\S+)", text))
    assert "build/windows/wheels.py" in named
    assert [path for path in named if not (ROOT / path).is_file()] == []
