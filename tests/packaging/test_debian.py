"""The Debian package in clean Debians with nothing but what it declares: `make installer-debian-test`, as root.

The variable EXPOSURE_CHECK_DEB names the package. Each system is made with debootstrap once and copied for a test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.packaging.walk import look_up, running

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
    assert (system / "usr/share/applications/exposure-check.desktop").is_file()
    errors = subprocess.run(
        ["lintian", "--fail-on", "error", os.environ["EXPOSURE_CHECK_DEB"]], capture_output=True, text=True, check=False
    )
    assert errors.returncode == 0, errors.stdout

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


def keep_pictures(shown, system):
    """Where OUT names a folder, keep what was shown, to be looked at."""
    if "OUT" in os.environ:
        suite = system.parent.name
        for label, picture in shown.items():
            picture.save(str(Path(os.environ["OUT"]) / f"{suite}-{label}.png"))
