"""The program around the window: what is loaded when, what is left behind, what PySide needs."""

from __future__ import annotations

import os
import subprocess
import sys

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from exposure_check.desktop import example_states

FIRST_FRAME = """
import sys
from exposure_check.desktop import app, example_states

def at_first_frame(window, **_):
    print("first", *sorted(HEAVY & set(sys.modules)))
    real(window, collecting=True)
    for thread in __import__("threading").enumerate():
        if thread.name == "warm-up":
            thread.join()
    print("then", *sorted(HEAVY & set(sys.modules)))
    window.close()

HEAVY = {"requests", "tuf", "cryptography", "argon2"}
real, app._after_first_frame = app._after_first_frame, at_first_frame
sys.exit(app.run(example_states.profile()))
"""


def run(script, tmp_path):
    return subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        timeout=60,
        text=True,
        check=False,
    )


def test_the_network_is_loaded_after_the_first_frame(tmp_path):
    done = run(FIRST_FRAME, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "first"
    assert done.stdout.splitlines()[1].startswith("then ")
    assert "requests" in done.stdout


NOT_YET = {
    "OpenSSL", "PySide6.QtNetwork", "PySide6.QtPrintSupport", "_hashlib", "charset_normalizer", "concurrent.futures",
    "email", "exposure_check.desktop.text.chosen_advice", "exposure_check.desktop.lookup_task",
    "exposure_check.desktop.widgets.disclosure", "exposure_check.guidance", "exposure_check.lookup.session",
    "exposure_check.protocol.voprf", "exposure_check.trust", "http.client", "importlib.metadata", "platformdirs",
    "securesystemslib", "ssl", "stdnum", "subprocess", "tenacity", "tomllib", "truststore", "urllib3",
}  # fmt: skip


def test_the_first_frame_loads_the_first_page_alone(tmp_path):
    done = run(FIRST_FRAME.replace("HEAVY & set(sys.modules)", "sys.modules"), tmp_path)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[0].split())
    assert "exposure_check.desktop.main_window" in loaded
    assert loaded & NOT_YET == set()
    pages = {name.rpartition(".")[2] for name in loaded if name.startswith("exposure_check.desktop.pages.")}
    assert pages == {"welcome", "page"}


def test_nothing_is_written_by_opening_and_closing(tmp_path):
    assert run(FIRST_FRAME, tmp_path).returncode == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file() and "fontconfig" not in path.parts]
    assert [path.name for path in written] == []


def test_qt_takes_no_reference_of_a_constant_too_many():
    """PySide6 6.12.0 does under Python 3.11, and the interpreter dies of it: docs/decisions/0016."""
    script = (
        "import sys; from PySide6.QtCore import QObject, QSize\n"
        "size, thing = QSize(), QObject(); size.setWidth(1); thing.setObjectName('x')\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(1000): size.setWidth(1); thing.setObjectName('x')\n"
        "print(before - sys.getrefcount(None))"
    )
    lost = int(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)
    assert abs(lost) < 100


def test_pages_that_were_left_are_let_go(open_window):
    window = open_window(state=example_states.state("answer"))

    def living():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(QApplication.allWidgets())

    window.draw()
    before = living()
    for _ in range(20):
        window.draw()
    assert living() == before


def test_a_demo_keeps_neither_settings_nor_a_memory_of_lists(tmp_path):
    script = (
        "from pathlib import Path\n"
        "from exposure_check.desktop import app, example_states\n"
        "from exposure_check.desktop.system.settings import Preferences\n"
        "import sys\n"
        f"start = app.Start(state=Path({str(tmp_path / 'state')!r}))\n"
        "_, window = app._open(example_states.profile(demo=True), (), None, start)\n"
        "window.take_preferences(Preferences('fi', text_percent=150))\n"
        "print(window._make_checker(window.state.profile, 'http://127.0.0.1:9')._state)\n"
        "window.close()\n"
    )
    done = run(script, tmp_path)
    assert done.stdout.split() == [str(tmp_path / "state")], done.stderr
    written = [path for path in tmp_path.rglob("*") if path.is_file() and "fontconfig" not in path.parts]
    assert written == []
