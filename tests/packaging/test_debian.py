"""The Debian package in clean Debians with nothing but what it declares: `make installer-debian-test`, as root.

The variable EXPOSURE_CHECK_DEB names the package. Each system is made with debootstrap once and copied for a test.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import tarfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from exposure_check.lookup import signed_profile
from tests.packaging.walk import look_up, running
from tests.support.profiles import PARTNER, with_content

SUITES = ("bookworm", "trixie")
MIRROR = "http://deb.debian.org/debian"
KEPT = Path(".cache/debian").resolve()
PERSON = "1000"
NOISE = ("/proc", "/dev", "/sys", "/var/cache", "/var/log", "/var/lib/apt", "/var/lib/dpkg", "/tmp", "/run")  # noqa: S108
CHANGED_BY_ANY_PACKAGE = ("/etc/ld.so.cache", "/usr/share/mime", "/usr/lib/x86_64-linux-gnu/gconv")
# No package touches a home directory. What lies there is settings, the signed description of the list, caches of fonts.
OF_THE_PERSON = tuple(
    f"/home/person/{folder}/" for folder in (".local/share/exposure-check/trust", ".config/exposure-check", ".cache")
)
pytestmark = pytest.mark.timeout(1800)


def inside(root, *command, **named):
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LANG": "C.UTF-8"}
    return subprocess.run(
        ["chroot", str(root), *command], check=True, capture_output=True, text=True, env=environment, **named
    ).stdout


@contextmanager
def mounted(root):
    folders = [("proc", "/proc"), ("dev", "/dev")]
    for name, source in folders:
        subprocess.run(["mount", "--bind", source, str(root / name)], check=True)
    try:
        yield
    finally:
        for name, _ in folders:
            subprocess.run(["umount", "-l", str(root / name)], check=True)


def clean_system(suite):
    root = KEPT / suite
    if not (KEPT / f"{suite}.done").exists():
        shutil.rmtree(root, ignore_errors=True)
        KEPT.mkdir(parents=True, exist_ok=True)
        keys = "--keyring=/usr/share/keyrings/debian-archive-keyring.gpg"
        subprocess.run(["debootstrap", "--variant=minbase", keys, suite, str(root), MIRROR], check=True)
        (KEPT / f"{suite}.done").touch()
    return root


@pytest.fixture(scope="module", params=SUITES)
def system(request, tmp_path_factory):
    """A copy of a clean system, with a person in it; gives its folder."""
    root = tmp_path_factory.mktemp(request.param) / "root"
    subprocess.run(["cp", "-a", str(clean_system(request.param)), str(root)], check=True)
    with mounted(root):
        inside(root, "useradd", "--create-home", "--uid", PERSON, "person")
        inside(root, "apt-get", "update", "-qq")
        inside(root, "apt-get", "autoremove", "-y", "-qq")  # what is left over before is not left over by the package
        yield root


def as_person(root, *command, stdin=""):
    """What the installed program says to somebody who is no administrator."""
    words = ["chroot", f"--userspec={PERSON}:{PERSON}", str(root), "/usr/bin/env", "HOME=/home/person", *command]
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(words, input=stdin, capture_output=True, text=True, env=environment, check=False)


def contents(part):
    """The entries of one of the two archives of the package."""
    packed = subprocess.run(["dpkg-deb", part, os.environ["EXPOSURE_CHECK_DEB"]], check=True, capture_output=True)
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        return archive.getmembers()


def test_the_package_runs_no_script_and_gives_nobody_a_right():
    """What runs as root when a package is installed is dpkg alone, and nothing inside runs as root for others."""
    assert {entry.name for entry in contents("--ctrl-tarfile") if entry.isfile()} == {"./control", "./md5sums"}
    entries = contents("--fsys-tarfile")
    assert {(entry.uid, entry.gid) for entry in entries} == {(0, 0)}
    assert all(entry.isfile() or entry.isdir() or entry.issym() for entry in entries)
    bits = stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX | stat.S_IWGRP | stat.S_IWOTH
    assert [entry.name for entry in entries if entry.mode & bits and not entry.issym()] == []
    assert {entry.name.split("/")[1] for entry in entries if entry.isfile()} == {"usr"}
    links = {entry.name: entry.linkname for entry in entries if entry.issym() and "/usr/lib/" not in entry.name}
    assert links == {"./usr/bin/exposure-check": "../lib/exposure-check/exposure-check"}


def everything(root):
    """Every file of the system but caches, logs and what packages write into shared indexes."""
    left_out = NOISE + CHANGED_BY_ANY_PACKAGE
    found = set()
    for folder, folders, files in os.walk(root):
        here = folder.removeprefix(str(root))
        folders[:] = [name for name in folders if not f"{here}/{name}".startswith(left_out)]
        found |= {f"{here}/{name}" for name in files}
    return {path for path in found if not path.startswith(left_out)}


def packages(root):
    return inside(root, "dpkg-query", "-W", "-f", "${Package} ${Status}\n")


def test_install_look_up_by_keyboard_and_purge(system, service, x_server, tmp_path):
    from tests.support.relay import Relay

    files, names = everything(system), packages(system)
    shutil.copyfile(os.environ["EXPOSURE_CHECK_DEB"], system / "opt" / "exposure-check.deb")
    inside(system, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "/opt/exposure-check.deb")
    assert inside(system, "exposure-check", "--version").startswith("exposure-check")
    entry = (system / "usr/share/applications/exposure-check.desktop").read_text(encoding="utf-8")
    assert "\nExec=/usr/bin/exposure-check window\n" in entry  # no name that PATH decides about
    errors = subprocess.run(
        ["lintian", "--fail-on", "error", os.environ["EXPOSURE_CHECK_DEB"]], capture_output=True, text=True, check=False
    )
    assert errors.returncode == 0, errors.stdout

    check_whose_profile_is_believed(system, service, x_server, tmp_path)

    shown = {}
    for label, person in service.people.items():
        with Relay(service.port) as relay:
            profile = service.profile_for(relay.url, f"{tmp_path.name}-{label}.json")
            shutil.copyfile(profile, system / "opt/profile.json")
            if label == "found":  # the administrator's profile is found by itself
                (system / "etc/exposure-check").mkdir()
                shutil.move(system / "opt/profile.json", system / "etc/exposure-check/profile.json")
            home = ["/usr/bin/env", "HOME=/home/person", "TMPDIR=/tmp"]
            command = ["chroot", f"--userspec={PERSON}:{PERSON}", str(system), *home]
            named = [] if label == "found" else ["--profile", "/opt/profile.json"]
            program = ["exposure-check", "window", *named]
            with running([*command, *program], x_server, tmp_path / label):
                shown[label] = look_up(x_server, relay, person.number, person.code)["answer"]
        assert (tmp_path / label / "said.txt").read_text() == ""
    keep_pictures(shown, system)

    # Without the options a package stays that another one recommends or suggests, as libc6 does libidn2-0 in Debian 13.
    alone = [f"-oAPT::AutoRemove::{kind}Important=false" for kind in ("Recommends", "Suggests")]
    inside(system, "apt-get", *alone, "purge", "-y", "-qq", "--auto-remove", "exposure-check")
    (system / "opt/exposure-check.deb").unlink()
    (system / "opt/profile.json").unlink()
    shutil.rmtree(system / "etc/exposure-check")
    assert packages(system) == names
    left = everything(system) - files
    assert [path for path in left if not path.startswith(OF_THE_PERSON)] == []


def check_whose_profile_is_believed(system, service, x_server, tmp_path):
    """The administrator's, where it is hers alone; one that was changed after it was signed is refused by a page."""
    folder, person = system / "etc/exposure-check", int(PERSON)
    file, number = folder / "profile.json", f"{service.people['found'].number}\n"
    folder.mkdir()
    whole = signed_profile.sign(service.profile.read_bytes(), PARTNER)
    file.write_bytes(whole)
    show = ("exposure-check", "profile", "show", "--json")
    shown = json.loads(as_person(system, *show).stdout)
    assert (shown["path"], shown["place"], shown["trusted"]) == (
        "/etc/exposure-check/profile.json",
        "administrator",
        True,
    )

    for path in (file, folder):  # what a person owns she can replace
        os.chown(path, person, person)
        refused = as_person(system, *show)
        assert "Passed over, since others can change it: /etc/exposure-check/profile.json" in refused.stderr
        assert json.loads(refused.stdout)["error"]["code"] == "profile.missing"
        os.chown(path, 0, 0)
    shutil.copyfile(file, system / "home/person/profile.json")
    file.unlink()
    file.symlink_to("/home/person/profile.json")
    assert json.loads(as_person(system, *show).stdout)["error"]["code"] == "profile.missing"
    file.unlink()
    (system / "home/person/profile.json").unlink()

    file.write_bytes(with_content(whole, service.profile.read_bytes().replace(b"127.0.0.1", b"127.0.0.2")))
    for command in (show, ("exposure-check", "profile", "verify", "--json"), ("exposure-check", "check", "--json")):
        refused = as_person(system, *command, stdin=number)
        assert refused.returncode != 0
        error = json.loads(refused.stdout)["error"]
        assert error["code"] == "profile.signature" and "/etc/exposure-check/profile.json" in error["advice"]
    command = [
        "chroot",
        f"--userspec={PERSON}:{PERSON}",
        str(system),
        "/usr/bin/env",
        "HOME=/home/person",
        "TMPDIR=/tmp",
    ]
    with running([*command, "exposure-check", "window"], x_server, tmp_path / "changed"):
        keep_pictures({"changed-profile": x_server.settled()}, system)
    assert "changed after it was signed" in (tmp_path / "changed" / "said.txt").read_text()
    shutil.rmtree(folder)


def keep_pictures(shown, system):
    """Where OUT names a folder, keep what was shown, to be looked at."""
    if "OUT" in os.environ:
        suite = system.parent.name
        for label, picture in shown.items():
            picture.save(str(Path(os.environ["OUT"]) / f"{suite}-{label}.png"))
