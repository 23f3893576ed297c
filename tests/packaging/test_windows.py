"""The packages for Windows under Wine: `make installer-windows`, which names their folder and its tools.

What Wine cannot show (SmartScreen, Defender, Intune, real screens) is listed in docs/packaging.md.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from exposure_check.lookup.profile_places import PORTABLE_MARKER
from tests.packaging.screen import difference
from tests.packaging.walk import look_up, running
from tests.support.relay import Relay

ROOT = Path(__file__).resolve().parents[2]
BUILT = Path(os.environ["EXPOSURE_CHECK_WINDOWS"])
TOOLS = Path(os.environ["WINDOWS_TOOLS"])
WINDOWS = TOOLS / "prefix" / "drive_c"
PLACES = {
    "perMachine": WINDOWS / "Program Files" / "Exposure Check",
    "perUser": WINDOWS / "users" / os.environ.get("USER", "root") / "AppData" / "Local" / "Programs" / "Exposure Check",
}
HIVES = {"perMachine": "HKLM", "perUser": "HKCU"}
OWN = {f"_internal/{PORTABLE_MARKER}"}  # what one user installs is hers
OTHER = 0.008  # two that were found differ in their words alone: 0.012
pytestmark = pytest.mark.timeout(900)


def windows_path(path):
    return "Z:" + str(path).replace("/", "\\")


def environment(x_server):
    return {
        "WINEPREFIX": str(TOOLS / "prefix"),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "HOME": str(TOOLS / "home"),
        "PATH": "/usr/bin:/bin",
        "DISPLAY": x_server.display,
    }


@pytest.fixture(scope="module", autouse=True)
def started(x_server):
    """Start Wine's own services, which would otherwise keep the pipes of the first program open for ever."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["wineserver", "-p120"], env=environment(x_server), check=False, **quiet)
    subprocess.run(["wine", "wineboot"], env=environment(x_server), check=True, timeout=300, **quiet)


def wine(x_server, *words, stdin="", status=0):
    """Run a Windows program; what it says comes through a pipe."""
    done = subprocess.run(
        ["wine", *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=600,
        env=environment(x_server),
        check=False,
    )
    assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
    return done.stdout


def package(scope, folder=BUILT):
    (found,) = folder.glob(f"*{scope}.msi")
    return found


def msiexec(x_server, action, msi, *properties):
    """The status of Windows Installer, which says nothing else."""
    command = ["wine", "msiexec", action, windows_path(msi), "/qn", *properties]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run(command, env=environment(x_server), check=False, timeout=600, **quiet).returncode


def install(x_server, msi, *properties):
    assert msiexec(x_server, "/i", msi, *properties) == 0


def remove(x_server, msi):
    assert msiexec(x_server, "/x", msi) == 0


def registry(x_server, scope):
    """The values below the program's key, or nothing."""
    key = f"{HIVES[scope]}\\Software\\Exposure Check"
    done = subprocess.run(
        ["wine", "reg", "query", key], capture_output=True, text=True, env=environment(x_server), check=False
    )
    lines = [line.split(None, 2) for line in done.stdout.splitlines() if "REG_" in line]
    return {line[0]: line[2].strip() if len(line) > 2 else "" for line in lines}


@pytest.mark.parametrize("scope", list(PLACES))
def test_the_unpacked_portable_archive_gives_the_same_package(scope, tmp_path):
    """So it is made for a release. Were the one for everyone still the portable form, any profile beside it counted."""
    [archive] = BUILT.glob("*.zip")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path)
    assert (tmp_path / "exposure-check" / "_internal" / PORTABLE_MARKER).is_file()
    command = [sys.executable, ROOT / "build/windows/make_msi.py", tmp_path / "exposure-check", tmp_path / "again.msi"]
    subprocess.run([*map(str, command), scope], check=True)
    assert (tmp_path / "again.msi").read_bytes() == package(scope).read_bytes()


def table(msi, name):
    """The rows of a table of a package, each a list of its fields."""
    done = subprocess.run(["msiinfo", "export", str(msi), name], capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()[3:] if line]  # below names, types and keys


def shortcuts():
    return sorted(path for path in WINDOWS.rglob("*.lnk") if "Exposure" in path.name)


def everything():
    """Every file of the Windows system but what Windows Installer keeps of itself."""
    kept = ("windows/Installer", "windows/temp", "windows/inf")
    names = {path.relative_to(WINDOWS).as_posix() for path in WINDOWS.rglob("*") if path.is_file()}
    return {name for name in names if not name.startswith(kept) and "/Temp/" not in name}


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    """Packages of an older version, made of the same folder."""
    folder = tmp_path_factory.mktemp("older")
    for scope in PLACES:
        command = [
            sys.executable,
            ROOT / "build/windows/make_msi.py",
            BUILT / "exposure-check",
            folder / f"old-{scope}.msi",
        ]
        subprocess.run([*map(str, command), scope, "0.0.9"], check=True)
    return folder


@pytest.fixture
def removed(x_server, older):
    """Whatever a test leaves installed is removed: a newer version would refuse the next one."""
    yield
    for scope, place in PLACES.items():
        for folder in (BUILT, older):
            if place.exists():
                msiexec(x_server, "/x", package(scope, folder))


@pytest.mark.parametrize("scope", list(PLACES))
def test_the_same_folder_gives_the_same_package(scope, tmp_path):
    again = tmp_path / "again.msi"
    command = [sys.executable, ROOT / "build/windows/make_msi.py", BUILT / "exposure-check", again, scope]
    subprocess.run([*map(str, command)], check=True)
    assert again.read_bytes() == package(scope).read_bytes()


@pytest.mark.parametrize("scope", list(PLACES))
def test_a_package_runs_no_code_of_its_own_and_is_installed_as_what_it_says(scope):
    """What an installer runs, it runs as the system: here it sets two properties, and Windows does the rest."""
    msi = package(scope)
    assert {row[0]: row[1] for row in table(msi, "CustomAction")} == {"KeepProfile": "51", "KeepLanguage": "51"}
    assert table(msi, "Binary") == table(msi, "ServiceInstall") == table(msi, "ServiceControl") == []
    assert {row[1] for row in table(msi, "Registry")} == {"2" if scope == "perMachine" else "1"}  # msidbRegistryRoot
    properties = dict(row[:2] for row in table(msi, "Property"))
    assert properties.get("ALLUSERS") == ("1" if scope == "perMachine" else None)
    assert not [row for row in table(msi, "Directory") if row[0] in ("TempFolder", "CommonAppDataFolder")]
    order = {row[0]: int(row[2]) for row in table(msi, "InstallExecuteSequence")}
    assert order["AppSearch"] < order["KeepProfile"] < order["RemoveExistingProducts"] < order["InstallFiles"]


PLANTED = """
#include <windows.h>
BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, LPVOID more)
{
    CloseHandle(CreateFileW(MARKER, GENERIC_WRITE, 0, 0, CREATE_ALWAYS, 0, 0));
    return TRUE;
}
"""
CARELESS = """
#include <windows.h>
int main(void) { return LoadLibraryA("libsodium.dll") ? 0 : 1; }
"""
# What programs look for beside themselves and, carelessly, beside their user: what the system has or may lack.
ATTRACTIVE = (
    "libsodium.dll", "libsodium-23.dll", "python3.dll", "python311.dll", "icuuc.dll", "version.dll", "winmm.dll",
    "dwmapi.dll", "uxtheme.dll", "dxgi.dll", "d3d9.dll", "d3d11.dll", "dwrite.dll", "userenv.dll", "cryptbase.dll",
    "profapi.dll", "opengl32sw.dll", "libEGL.dll", "libcrypto-3-x64.dll", "bcryptprimitives.dll",
)  # fmt: skip


@pytest.fixture
def planted(tmp_path):
    """A folder full of libraries that say so when they are loaded, a program that loads one, and where they say so."""
    folder, marker = tmp_path / "planted", tmp_path / "loaded"
    folder.mkdir()
    compiler, name = "x86_64-w64-mingw32-gcc", windows_path(marker).replace("\\", "\\\\")
    library, careless = tmp_path / "planted.dll", tmp_path / "careless.exe"
    for source, target, words in (
        (PLANTED, library, ["-shared", f'-DMARKER=L"{name}"']),
        (CARELESS, careless, []),
    ):
        command = [compiler, "-s", *words, "-x", "c", "-", "-o", str(target)]
        subprocess.run(command, input=source, text=True, check=True)
    inside = (path.name for path in (BUILT / "exposure-check").rglob("*.dll"))
    for each in {*ATTRACTIVE, *inside}:
        shutil.copyfile(library, folder / each)
    return folder, careless, marker


def test_no_library_is_loaded_from_where_the_user_stands_or_from_the_path(x_server, service, planted):
    folder, careless, marker = planted
    there = {**environment(x_server), "WINEPATH": windows_path(folder)}
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["wine", str(careless)], cwd=folder, env=there, check=True, timeout=60, **quiet)
    assert marker.exists(), "a planted library says nothing when it is loaded, so this shows nothing"
    marker.unlink()
    person = service.people["found"]
    command = ["wine", str(BUILT / "exposure-check" / "exposure-check-terminal.exe"), "check", "--json"]
    done = subprocess.run(
        [*command, "--profile", windows_path(service.profile)],
        input=f"{person.number}\n", capture_output=True, text=True, cwd=folder, env=there, check=False, timeout=120,
    )  # fmt: skip
    assert json.loads(done.stdout)["outcome"] == "found", done.stderr
    assert not marker.exists()


def check(x_server, program, profile, person):
    code = ["--with-code"] if person.code else []
    lines = "".join(f"{line}\n" for line in (person.number, person.code) if line)
    shown = wine(x_server, program, "check", "--json", "--profile", windows_path(profile), *code, stdin=lines)
    return json.loads(shown)


@pytest.mark.parametrize("scope", list(PLACES))
@pytest.mark.usefixtures("removed")
def test_install_look_up_upgrade_and_remove(scope, x_server, service, older):
    place, before = PLACES[scope], everything()
    install(x_server, package(scope, older), f"PROFILE={windows_path(service.profile)}", "APPLANGUAGE=sv")
    assert registry(x_server, scope)["Version"] == "0.0.9"

    install(x_server, package(scope), "APPLANGUAGE=fi")  # what an upgrade is not told stays
    inside = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    folder = BUILT / "exposure-check"
    expected = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert inside == expected | (OWN if scope == "perUser" else set())
    values = registry(x_server, scope)
    assert values["Version"] != "0.0.9"
    assert (values["Profile"], values["Language"]) == (windows_path(service.profile), "fi")
    assert len(shortcuts()) == 1

    assert msiexec(x_server, "/i", package(scope, older)) != 0, "an older version was installed over a newer one"
    assert registry(x_server, scope)["Version"] == values["Version"]

    terminal = place / "exposure-check-terminal.exe"
    # the profile that the silent installation named is found without a word
    found = service.people["found"]
    shown = wine(x_server, terminal, "check", "--json", stdin=f"{found.number}\n")
    assert json.loads(shown)["outcome"] == "found"
    for label, person in service.people.items():
        answer = check(x_server, terminal, service.profile, person)
        assert answer["outcome"] == ("not_found" if label == "not_found" else "found")

    remove(x_server, package(scope))
    assert not place.exists()
    assert registry(x_server, scope) == {}
    assert shortcuts() == []
    left = {name for name in everything() - before if "/exposure-check/" not in name}  # what the lookup itself keeps
    assert left == set()


@pytest.mark.usefixtures("removed")
def test_the_window_looks_up_by_keyboard(x_server, service, planted, tmp_path):
    """Found, not found and sealed in the installed program: three answers that differ.

    It stands where libraries were planted.
    """
    libraries, _, marker = planted
    install(x_server, package("perMachine"))
    answers = {}
    for label, person in service.people.items():
        with Relay(service.port) as relay:
            profile = service.profile_for(relay.url, f"windows-{label}.json")
            program = PLACES["perMachine"] / "exposure-check.exe"
            # Wine takes no file for the output, and has its socket in the temporary folder of its first program.
            command = ["bash", str(ROOT / "build/windows/wine/run.sh"), str(TOOLS), str(program)]
            words = ["window", "--profile", windows_path(profile)]
            shutil.copytree(libraries, tmp_path / label / "here")
            with running([*command, *words], x_server, tmp_path / label, **environment(x_server), TMPDIR="/tmp"):  # noqa: S108
                answers[label] = look_up(x_server, relay, person.number, person.code)["answer"]
    assert not marker.exists()
    assert difference(answers["found"], answers["not_found"]) > OTHER
    assert difference(answers["found"], answers["sealed"]) > OTHER
    assert difference(answers["sealed"], answers["not_found"]) > OTHER
    if "OUT" in os.environ:
        for label, picture in answers.items():
            picture.save(str(Path(os.environ["OUT"]) / f"windows-{label}.png"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The variables that `sign.sh` reads, for a self-made certificate."""
    folder = tmp_path_factory.mktemp("certificate")
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "2", "-subj", "/CN=Test"]
    extensions = ["-addext", "extendedKeyUsage=codeSigning", "-addext", "keyUsage=digitalSignature"]
    subprocess.run([*make, *extensions, *files], check=True, capture_output=True)
    names = {"WINDOWS_CERTIFICATE": "certificate.pem", "WINDOWS_KEY": "key.pem", "WINDOWS_TRUSTED": "certificate.pem"}
    return {**os.environ, **{name: str(folder / file) for name, file in names.items()}}


def sign(certificate, *files):
    subprocess.run(["bash", str(ROOT / "build/windows/sign.sh"), *map(str, files)], check=True, env=certificate)


@pytest.mark.usefixtures("removed")
def test_the_package_for_one_user_takes_the_profile_that_a_clinic_put_inside(x_server, service, tmp_path):
    """A patient installs it without an administrator: the profile lies in her own folder, and claims to be."""
    folder, msi = tmp_path / "exposure-check", tmp_path / "clinic.msi"
    shutil.copytree(BUILT / "exposure-check", folder)
    shutil.copyfile(service.profile, folder / "profile.json")
    command = [sys.executable, str(ROOT / "build/windows/make_msi.py"), str(folder), str(msi), "perUser"]
    subprocess.run(command, check=True)
    install(x_server, msi)
    try:
        terminal = PLACES["perUser"] / "exposure-check-terminal.exe"
        shown = json.loads(wine(x_server, terminal, "profile", "show", "--json"))
        assert (shown["place"], shown["trusted"]) == ("portable", False)
        answer = json.loads(wine(x_server, terminal, "check", "--json", stdin=f"{service.people['found'].number}\n"))
        assert answer["outcome"] == "found"
    finally:
        remove(x_server, msi)


def test_the_programs_are_signed_and_a_changed_one_is_refused(certificate, tmp_path):
    """With a self-made certificate: what is signed is verified, and one changed byte is noticed."""
    for original in (BUILT / "exposure-check" / "exposure-check.exe", package("perMachine")):
        copy = tmp_path / original.name
        shutil.copyfile(original, copy)
        sign(certificate, copy)
        verify = ["osslsigncode", "verify", "-CAfile", certificate["WINDOWS_TRUSTED"], "-in", str(copy)]
        assert subprocess.run(verify, check=False, capture_output=True).returncode == 0
        changed = bytearray(copy.read_bytes())
        changed[len(original.read_bytes()) // 2] ^= 1
        copy.write_bytes(changed)
        assert subprocess.run(verify, check=False, capture_output=True).returncode != 0


def test_anybody_can_compare_a_signed_package_with_a_build_of_her_own(certificate, tmp_path):
    """What docs/packaging.md says to whoever downloaded one: here both are built from the same folder."""
    released, own, downloaded = tmp_path / "released", tmp_path / "own", tmp_path / "downloaded.msi"
    for folder in (released, own):
        shutil.copytree(BUILT / "exposure-check", folder)
    sign(certificate, *released.glob("*.exe"))
    make = [sys.executable, str(ROOT / "build/windows/make_msi.py"), str(released), str(downloaded), "perUser"]
    subprocess.run(make, check=True)
    sign(certificate, downloaded)
    compare = ["bash", str(ROOT / "build/windows/compare.sh"), str(downloaded), str(own), "perUser"]

    def compared():
        return subprocess.run(compare, capture_output=True, text=True, env=certificate, check=False)

    equal = compared()
    assert (equal.returncode, equal.stdout) == (0, "Equal, byte for byte.\nThe MSI is equal too.\n"), equal.stderr
    library = own / "_internal" / "libsodium.dll"
    library.write_bytes(library.read_bytes()[:-1] + b"!")
    other = compared()
    assert other.returncode != 0 and str(Path("_internal/libsodium.dll")) in other.stdout
