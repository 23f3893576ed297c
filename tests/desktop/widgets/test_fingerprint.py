"""The fingerprints that are shown."""

from __future__ import annotations

import threading

import msgspec
import pytest
from PySide6.QtGui import QAccessible

from exposure_check.cli import main
from exposure_check.desktop import example_states
from exposure_check.desktop.documents import report
from exposure_check.desktop.text import fingerprints
from exposure_check.desktop.text.fingerprints import Kind
from exposure_check.protocol import fingerprint
from exposure_check.trust.root_of_trust import root_digest
from tests.support.window import texts

DIGEST = example_states.PROVENANCE.list_digest


@pytest.fixture
def fresh(monkeypatch):
    """Nothing computed yet, and the names of the threads that compute."""
    for thread in threading.enumerate():
        if thread.name == "fingerprint":  # of a page that another test showed: it would be the one that computes
            thread.join(20)
    threads = []
    compute = fingerprints._compute
    monkeypatch.setattr(fingerprints, "_computed", {})
    monkeypatch.setattr(
        fingerprints, "_compute", lambda *given: threads.append(threading.current_thread().name) or compute(*given)
    )
    return threads


def shown(window, kind):
    return window.page.findChild(object, f"fingerprint-{kind.value}").digits


@pytest.mark.parametrize("page", ["sent", "settings"])
def test_that_of_the_list_is_shown_with_version_and_date_once_a_thread_has_computed_it(qtbot, open_window, fresh, page):
    state = example_states.state("answer")
    state.go(page)
    window = open_window(state=state)
    digits = fingerprint.of_list(DIGEST)
    qtbot.waitUntil(lambda: shown(window, Kind.LIST).text() == digits, timeout=20_000)
    assert fresh
    assert set(fresh) == {"fingerprint"}
    assert "Fingerprint of list 12 of 20 November 2026" in texts(window.page)
    name = QAccessible.queryAccessibleInterface(shown(window, Kind.LIST)).text(QAccessible.Text.Name)
    assert name == f"Fingerprint of list 12 of 20 November 2026: {fingerprints.spoken(digits)}"


def test_that_of_the_publisher_is_another_and_named_apart(qtbot, open_window, fresh, tmp_path):
    assert main(["publish", "keys", str(tmp_path / "keys"), "--plain"]) == 0
    root = (tmp_path / "keys" / "root.json").read_bytes()
    state = example_states.state("settings")
    state.profile = msgspec.structs.replace(state.profile, root=msgspec.Raw(root))
    window = open_window(state=state)
    digits = fingerprint.of_publisher(root_digest(root))
    qtbot.waitUntil(lambda: shown(window, Kind.PUBLISHER).text() == digits, timeout=20_000)
    assert "Fingerprint of the publisher" in texts(window.page)


def test_a_page_that_goes_before_it_is_computed_leaves_no_fault(qtbot, open_window, monkeypatch):
    started, go_on = threading.Event(), threading.Event()
    monkeypatch.setattr(fingerprints, "_computed", {})
    monkeypatch.setattr(fingerprints, "_compute", lambda *_: started.set() or (go_on.wait(5) and "12345"))
    window = open_window(state=example_states.state("sent"))
    assert started.wait(5)
    assert shown(window, Kind.LIST).text() == "It is being computed ..."
    window.start_afresh()
    go_on.set()
    qtbot.waitUntil(lambda: not any(thread.name == "fingerprint" for thread in threading.enumerate()))
    qtbot.wait(20)


def test_the_report_names_the_list_by_it(in_language):
    html = report.as_html(report.of_state(example_states.state("answer"), "en"))
    assert f"Fingerprint of list 12 of 20 November 2026: {fingerprint.of_list(DIGEST)}" in html
    closed = example_states.state("answer")
    closed.close_answer()
    assert "Fingerprint" not in report.as_html(report.of_state(closed, "en"))
