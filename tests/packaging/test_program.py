"""The built program as a person meets it, beside the same steps in the source: `make installer-test`.

Needs a built program, named in the variable EXPOSURE_CHECK_PROGRAM, and xdotool and strace, which that target installs.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import package_search_paths
import pytest

from tests.packaging.screen import difference
from tests.packaging.walk import look_up, running
from tests.support.profiles import signed, unsigned, with_content
from tests.support.world import found_in

ROOT = Path(__file__).resolve().parents[2]
SAME = 0.01  # of the cells: the caret blinks
OTHER = 0.008  # two that were found differ in their words alone: 0.012
BAITED = ("here", "path", "named")  # the current folder, PATH, and what variables name
# Qt's name for a file that is nowhere; and PySide reads the text of modules, but does not run it, to see whether they
# name its features: the bait of that name would end the program if it was run.
READ_BY_NAME = {":/non-existent", "struct.py"}
CONNECTED = r"connect\([^\n]*AF_INET"
pytestmark = pytest.mark.timeout(300)


def window_of(program, profile):
    return [str(program), "window", "--profile", str(profile)]


def source():
    return [sys.executable, "-m", "exposure_check"]


def check(program, profile, person, home, *words, **environment):
    home.mkdir(parents=True, exist_ok=True)
    code = ["--with-code"] if person.code else []
    lines = "\n".join(filter(None, (person.number, person.code))) + "\n"
    return subprocess.run(
        [str(program), "check", "--profile", str(profile), "--json", *code, *words],
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"} | environment,
    )


@pytest.fixture(scope="session")
def answers(program, service, x_server, tmp_path_factory):
    """The pages of lookups in the built program and in the source, by whom and by which of the two."""
    from tests.support.relay import Relay

    shown = {}
    for label, person in service.people.items():
        for name, command in (("built", [str(program)]), ("source", source())):
            home = tmp_path_factory.mktemp(f"{label}-{name}")
            with Relay(service.port) as relay:
                profile = service.profile_for(relay.url, f"{label}-{name}.json")
                paths = {"PYTHONPATH": str(ROOT)} if name == "source" else {}
                with running([*command, "window", "--profile", str(profile)], x_server, home, **paths):
                    pages = look_up(x_server, relay, person.number, person.code)
                    left = list((home / "tmp").iterdir())
                sent = b"".join(bytes(each.sent) for each in relay.connections)
            shown[label, name] = (pages, left, sent, (home / "said.txt").read_text())
    return shown


@pytest.mark.parametrize("label", ["found", "not_found", "sealed"])
def test_the_pages_are_those_of_the_source(answers, label):
    built, expected = answers[label, "built"][0], answers[label, "source"][0]
    assert built.keys() == expected.keys()
    assert {
        page: difference(built[page], expected[page])
        for page in built
        if difference(built[page], expected[page]) > SAME
    } == {}


def test_the_three_answers_differ(answers):
    """So that the comparison above is one: an answer that is not shown would be the same three times."""
    shown = [answers[label, "built"][0]["answer"] for label in ("found", "not_found", "sealed")]
    assert all(difference(shown[a], shown[b]) > OTHER for a, b in ((0, 1), (0, 2), (1, 2)))


def desk_pages(command, service, screen, home, **environment):
    """What the desk shows for each screen code, typed by keyboard as a caller reads it out."""
    from time import monotonic

    from exposure_check.desktop.screen_codes import CODES

    profile = service.profile_for("http://127.0.0.1:9", "desk.json")
    with running([*command, "desk", "--profile", str(profile)], screen, home, **environment):
        last = screen.settled()
        shown = {"first": last}
        for page, digits in CODES.items():
            screen.press("ctrl+a")
            screen.press(*digits)
            until = monotonic() + 2  # a card with its pictures, on a computer that is busy
            shown[page] = last = screen.settled(unlike=last, until=lambda until=until: monotonic() > until)
    assert (home / "said.txt").read_text() == ""
    return shown


def test_the_desk_shows_for_each_screen_code_what_the_source_shows(program, service, x_server, tmp_path):
    built = desk_pages([program], service, x_server, tmp_path / "built")
    expected = desk_pages(source(), service, x_server, tmp_path / "source", PYTHONPATH=str(Path.cwd()))
    assert {page: gap for page in built if (gap := difference(built[page], expected[page])) > SAME} == {}


@pytest.mark.parametrize("label", ["found", "not_found", "sealed"])
def test_the_window_says_nothing_in_the_terminal_unpacks_nothing_and_sends_no_number(answers, service, label):
    _, left, sent, said = answers[label, "built"]
    assert said == ""
    assert left == []
    assert b"POST " in sent
    person = service.people[label]
    assert not [secret for secret in filter(None, (person.number, person.code)) if found_in(sent, secret)]


@pytest.mark.parametrize(("label", "expected"), [("found", 1), ("not_found", 0), ("sealed", 1)])
def test_the_terminal_answers(program, service, tmp_path, label, expected):
    result = check(program, service.profile, service.people[label], tmp_path / "home")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["outcome"] == ("found" if expected else "not_found")
    assert len(answer["exposures"]) == expected


def test_a_number_that_is_wrong_is_refused(program, service, tmp_path):
    wrong = replace(service.people["found"], number="010594Y9031")
    assert check(program, service.profile, wrong, tmp_path / "home").returncode == 2


def test_nothing_that_publishes_or_serves_is_inside(program):
    shown = subprocess.run([str(program), "--help"], capture_output=True, text=True, timeout=60, check=True).stdout
    commands = set(re.findall(r"^    ([a-z]+) ", shown, re.MULTILINE))
    assert {"window", "check", "profile", "advice"} <= commands
    assert not commands & {"publish", "serve", "demo", "guidance"}
    refused = subprocess.run([str(program), "serve", "."], capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 2 and "invalid choice" in refused.stderr
    names = [path.name for path in program.parent.rglob("*")]
    assert not [name for name in names if re.search(r"duckdb|uvicorn|starlette|distributed|uvloop|qvnc|tkinter", name)]


def test_every_part_has_its_licence(program):
    bill = json.loads((program.parent / "sbom.cdx.json").read_text())
    folder = program.parent / "licences"
    listed = dict(re.findall(r"^(\S+) \S+: .*, see (\S+)$", (folder / "README.txt").read_text(), re.MULTILINE))
    for part in bill["components"]:
        assert (folder / listed[part["name"]]).stat().st_size > 500
        assert part["licenses"]
    named = {part["name"].lower() for part in bill["components"]}
    assert {"python", "qt", "icu", "requests", "tuf", "cryptography"} <= named


@pytest.fixture(scope="session")
def trace(program, service, x_server, tmp_path_factory):
    """The system calls of a start and of a lookup; the current folder, PATH and what variables name are bait."""
    from tests.support.relay import Relay

    home = tmp_path_factory.mktemp("traced")
    for name in BAITED:
        bait(home / name)
    log = home / "calls.txt"
    person = service.people["found"]
    strace = [
        "strace",
        "-f",
        "-qq",
        "-s",
        "300",
        "-o",
        str(log),
        "-e",
        "trace=openat,open,execve,socket,connect,memfd_create",
    ]
    with Relay(service.port) as relay:
        command = [*strace, *window_of(program, service.profile_for(relay.url, "traced.json"))]
        with running(command, x_server, home, **pointing_to(home / "named", home / "path")):
            x_server.settled()
            before = log.read_text()
            look_up(x_server, relay, person.number)
        return home, before, log.read_text()


def pointing_to(folder, path):
    """Every variable that names to Python, Qt or OpenSSL what they load, and what the bootloader tells itself."""
    variables = dict.fromkeys(("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "QT_PLUGIN_PATH"), folder)
    variables |= {"PYTHONSTARTUP": folder / "json.py", "QT_QPA_PLATFORM_PLUGIN_PATH": folder / "platforms"}
    variables |= {"OPENSSL_CONF": folder / "openssl.cnf", "OPENSSL_MODULES": folder, "OPENSSL_ENGINES": folder}
    variables |= {"_PYI_APPLICATION_HOME_DIR": folder, "QML2_IMPORT_PATH": folder}
    plain = {"PYTHONINSPECT": "1", "LD_LIBRARY_PATH": "", "PATH": f"{path}:/usr/bin:/bin"}
    return {name: str(value) for name, value in variables.items()} | plain


def bait(folder):
    """Files that a careless program would load or start from the current folder, from PATH or from a variable's."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (
        "sitecustomize.py",
        "usercustomize.py",
        "json.py",
        "msgspec.py",
        "stdnum.py",
        "argon2.py",
        "struct.py",
    ):
        (folder / name).write_text("raise SystemExit('bait')\n")
    for name in ("libsodium.so.23", "libQt6Core.so.6", "libpython3.11.so.1.0", "libicudata.so.73", "libssl.so.3"):
        (folder / name).write_bytes(b"bait")
    (folder / "qt.conf").write_text("[Paths]\nPlugins=/bait\n")
    (folder / "openssl.cnf").write_text(
        "openssl_conf = all\n[all]\nproviders = those\n[those]\nbait = bait\n[bait]\nactivate = 1\n"
        f"module = {folder / 'libsodium.so.23'}\n"
    )
    (folder / "platforms").mkdir(exist_ok=True)
    (folder / "platforms" / "libqxcb.so").write_bytes(b"bait")
    for name in ("gcc", "cc", "ld", "objdump", "ldconfig", "sh", "uname", "file", "xdg-open"):
        (folder / name).write_text("#!/bin/sh\nexit 3\n")
        (folder / name).chmod(0o755)


def test_no_network_is_opened_before_a_lookup_is_started(trace):
    """But for one socket of urllib3, bound to this computer itself to see whether there is IPv6, and closed again."""
    _, before, whole = trace
    families = re.findall(r"socket\((AF_\w+)", before)
    assert set(families) <= {"AF_UNIX", "AF_INET6"}
    assert families.count("AF_INET6") <= 1
    assert not re.search(CONNECTED, before)
    assert re.search(CONNECTED, whole)  # the lookup itself is seen: the trace sees what it looks for


def test_nothing_is_loaded_or_started_from_the_current_folder_the_path_or_what_a_variable_names(trace, program):
    """Nor looked for there: what is missing today can lie there tomorrow."""
    home, _, whole = trace
    opened = re.findall(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]*)"', whole)
    assert opened
    folders = tuple(f"{home / name}/" for name in BAITED)
    baited = {path for path in opened if path.startswith(folders) or not path.startswith("/")}
    assert baited - READ_BY_NAME == set()
    started = re.findall(r'execve\("([^"]*)"[^\n]*= 0', whole)
    assert set(started) <= {str(program)}


def test_libraries_come_from_the_program_or_the_system(trace, program):
    """Those that are not there are looked for nowhere else either."""
    _, _, whole = trace
    loaded = set(re.findall(r'openat\(AT_FDCWD, "([^"]*\.so[^"]*)"', whole))
    assert loaded
    inside = str(program.parent) + os.sep
    system = ("/lib/", "/usr/lib/", "/lib64/", "/usr/lib64/", "/etc/ld.so")
    assert sorted(path for path in loaded if not path.startswith((inside, *system))) == []
    assert any(path.startswith(inside) and "libsodium" in path for path in loaded)


def test_nothing_is_written_outside_the_home_of_the_user(trace):
    home, _, whole = trace
    written = re.findall(r'openat\(AT_FDCWD, "([^"]*)", [^)]*O_(?:WRONLY|RDWR|CREAT)[^)]*\) = \d', whole)
    allowed = (str(home / "home"), "/dev/", "/proc/self")
    assert [path for path in written if not path.startswith(allowed)] == []


def test_no_library_looks_for_others_where_the_program_was_built(program, tmp_path):
    assert list(package_search_paths.foreign(program.parent)) == []
    library = tmp_path / "libplanted.so.1"
    shutil.copyfile(program.parent / "_internal" / "libcrypto.so.3", library)
    subprocess.run(["patchelf", "--set-rpath", "$ORIGIN/lib:/home/somebody/lib:relative", library], check=True)
    [(found, paths)] = package_search_paths.foreign(tmp_path)
    assert (found, paths) == (library, ["$ORIGIN/lib", "/home/somebody/lib", "relative"])
    package_search_paths.remove_foreign(tmp_path)
    assert list(package_search_paths.foreign(tmp_path)) == []
    shown = subprocess.run(["patchelf", "--print-rpath", library], check=True, capture_output=True, text=True)
    assert shown.stdout == "$ORIGIN/lib\n"


def test_a_profile_that_was_changed_after_it_was_signed_gets_the_page_that_says_so(program, x_server, tmp_path):
    """Neither the first page of a lookup nor the one that misses a profile; a line for whoever has a terminal."""
    profile = tmp_path / "clinic.json"
    contents = {
        "whole": signed(name="Clinic"),
        "changed": with_content(signed(name="Clinic"), unsigned(name="Malice")),
        "missing": None,
    }
    shown, said = {}, {}
    for state, data in contents.items():
        if data:
            profile.write_bytes(data)
        words = ["window", "--profile", str(profile)] if data else ["window"]
        with running([str(program), *words], x_server, tmp_path / state):
            shown[state] = x_server.settled()
        said[state] = (tmp_path / state / "said.txt").read_text()
    assert difference(shown["changed"], shown["whole"]) > OTHER
    assert difference(shown["changed"], shown["missing"]) > OTHER
    assert (said["whole"], said["missing"]) == ("", "")
    assert str(profile) in said["changed"] and "changed after it was signed" in said["changed"]
    with running([*source(), "window", "--profile", str(profile)], x_server, tmp_path / "source", PYTHONPATH=str(ROOT)):
        x_server.settled()
    assert (tmp_path / "source" / "said.txt").read_text() == said["changed"]
    if "OUT" in os.environ:
        shown["changed"].save(str(Path(os.environ["OUT"]) / "changed-profile.png"))
