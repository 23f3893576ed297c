"""After a wipe no copy of number, code and stretched value is in the memory of the window, while its event loop runs.

The number is typed key by key, shown and hidden again, and looked up over the network; the process that is searched
gets number and code masked, as `process_memory` says.
"""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from exposure_check import identity
from exposure_check.lookup.profile import FORMAT, Profile
from exposure_check.protocol import letter_code
from exposure_check.protocol.stretch import stretch
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.server import run
from exposure_check.server.rate import unlimited
from tests.support.hostile import SLOWLY, Case, HostileServer
from tests.support.memory_service import publish
from tests.support.process_memory import WAITING, copies, masked
from tests.support.world import environment

PLANTED = b"planted-in-the-memory-of-the-window"
PROGRAM = f"""
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from exposure_check.desktop import app
from exposure_check.lookup import profile as profiles

def unmasked(word):
    for place in range(0, len(word), 2):
        yield chr(int(word[place:place + 2], 16) ^ 0x5A)

def type_into(field, word):
    for character in unmasked(word):
        QTest.keyClicks(field, character)

def press(name):
    window.page.findChild(QPushButton, name).click()

def until(page):
    deadline = time.monotonic() + 60
    while window.state.page != page:
        assert time.monotonic() < deadline, window.state.page
        QTest.qWait(20)

def walk():
    window.go("number")
    type_into(window.page.field, sys.argv[3])
    press("show")
    QTest.qWait(100)
    press("show")
    press("enter-code")
    type_into(window.page.code, sys.argv[4])
    if sys.argv[5] == "wrong":
        QTest.keyClicks(window.page.field, "X")
    window.page.main.click()
    if sys.argv[5] == "stop":
        until("checking")
        QTest.qWait(1500)  # it has hashed, and waits for the service
        print(window.state.page, flush=True)
        window.start_afresh()
        while any(past.is_running for past in window.lookups.past):
            QTest.qWait(20)
        QTest.qWait(1500)
    elif sys.argv[5] == "wrong":
        print(window.state.page, flush=True)
        window.start_afresh()
        QTest.qWait(1500)
    else:
        until("ready")
        window.go("answer")
        QTest.qWait(100)
        print(type(window.state.verdict).__name__, flush=True)
    if sys.argv[5] == "wipe":
        window.start_afresh()
        QTest.qWait(300)
    wait()
    application.quit()

def wait():
    {WAITING.replace(chr(10), chr(10) + "    ")}

application, window = app._open(profiles.load(Path(sys.argv[2])), (), None, app.Start())
window.show()
QTimer.singleShot(0, walk)
application.exec()
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """A published demo data set behind a server on loopback, a profile for it and the people in it."""
    published, folder = publish(tmp_path_factory.mktemp("published"), count=20), tmp_path_factory.mktemp("memory")
    pair = published.memory().pair
    with run.in_background(published.out, {pair.key_id: pair}, unlimited) as url:
        profile = Profile(format=FORMAT, url=url, root=msgspec.Raw(published.root), demo=True)
        (folder / "profile.json").write_bytes(msgspec.json.encode(profile))
        yield folder, published.people


def counted(folder, person, how):
    """What a window answered, and the copies in its memory after `how`: "wipe", or "keep" what was typed."""
    number, code = person.number.encode(), (person.code or letter_code.draw()).encode()
    canonical = identity.parse(person.number, "fi.hetu", allow_test=True).canonical()
    wanted = {
        "number": number,
        "code": code,
        "code in groups": b" ".join(code[start : start + 4] for start in range(0, len(code), 4)),
        "stretched value": stretch(canonical, XC1_DEMO),
        "planted": PLANTED,
    }
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, masked(PLANTED), folder / "profile.json", masked(number), masked(code), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(folder) | {"QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        shown = b""
        while not shown.endswith(b"wiped\n"):
            line = process.stdout.readline()
            assert line, shown
            shown += line
        return shown.decode().split()[0], copies(process.pid, wanted)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(("label", "answer"), [("found", "Listed"), ("sealed", "Listed"), ("not_found", "NotListed")])
def test_nothing_that_was_typed_stays_in_memory(service, label, answer):
    folder, people = service
    shown, found = counted(folder, people[label], "wipe")
    assert shown == answer
    assert found.pop("planted") >= 1, "the search finds nothing, so that it found no secret says nothing"
    assert found == {"number": 0, "code": 0, "code in groups": 0, "stretched value": 0}


@pytest.fixture
def silent(tmp_path):
    """The folder of a profile for a service that never gives a bucket, and the people in its list."""
    published = publish(tmp_path / "published", count=20)
    server = HostileServer(published)
    server.begin(Case("silent", "bucket", SLOWLY["silent"]))
    profile = Profile(FORMAT, f"http://127.0.0.1:{server.port}", msgspec.Raw(published.root), demo=True)
    (tmp_path / "profile.json").write_bytes(msgspec.json.encode(profile))
    yield tmp_path, published.people
    server.close()


def test_nothing_stays_in_memory_where_a_check_was_stopped_and_wiped_while_it_ran(silent):
    """The window wipes before the thread of the lookup lets go of its copies."""
    folder, people = silent
    shown, found = counted(folder, people["sealed"], "stop")
    assert shown == "checking"
    assert found.pop("planted") >= 1
    assert found == {"number": 0, "code": 0, "code in groups": 0, "stretched value": 0}


def test_nothing_stays_in_memory_of_a_number_that_was_wrong_and_wiped_while_its_page_was_shown(service):
    """The page is deleted, and with it what it holds, only after the wipe."""
    folder, people = service
    shown, found = counted(folder, people["sealed"], "wrong")
    assert shown == "number"
    assert found.pop("planted") >= 1
    assert found == {"number": 0, "code": 0, "code in groups": 0, "stretched value": 0}


def test_before_the_wipe_number_and_code_are_found(service):
    """The positive control: what is searched for has the form in which the window holds it."""
    folder, people = service
    _, found = counted(folder, people["sealed"], "keep")
    assert found["number"] >= 1
    assert found["code in groups"] >= 1
