"""A dialog goes with the page that asked, and never from beneath a question of its own."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).resolve().parents[3] / "exposure_check" / "desktop" / "documents"
ASKED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from exposure_check.desktop.documents import save_dialog

app = QApplication(["information"])
folder, way = sys.argv[1:]
(Path(folder) / "information.pdf").write_text("before")
window = QWidget()
page = QWidget(window)
window.show()
saved, seen = [], []
save_dialog.ask(page, "Save", "information", ["PDF (*.pdf)"], saved.append)
dialog = window.findChild(QFileDialog) or page.findChild(QFileDialog)
dialog.setDirectory(folder)
dialog.selectFile("information.pdf")
del dialog

def leave():
    asked = QApplication.activeModalWidget()
    seen.append(isinstance(asked, QMessageBox))
    if way == "page":
        page.deleteLater()
    else:
        asked.reject()

def look():
    seen.append(QApplication.activeModalWidget() is None)
    seen.append(not window.findChildren(QFileDialog))
    app.quit()

QTimer.singleShot(100, lambda: QApplication.activeModalWidget().accept())
QTimer.singleShot(500, leave)
if way == "page":
    QTimer.singleShot(1200, look)
else:
    QTimer.singleShot(900, lambda: QApplication.activeModalWidget().reject())
    QTimer.singleShot(1300, look)
app.exec()
print(seen, saved)
"""


@pytest.mark.parametrize("way", ["page", "person"])
def test_a_page_that_goes_while_the_dialog_asks_something_takes_both_away(tmp_path, way):
    env = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    words = [sys.executable, "-c", ASKED, str(tmp_path), way]
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, "the process crashed"
    assert done.stdout.strip() == "[True, True, True] []"
    assert (tmp_path / "information.pdf").read_text() == "before"


DIALOGS = {"QFileDialog": {"dialog_life.tie", "dialog_memory.forget"}, "QPrintDialog": {"dialog_life.tie"}}


def dialogs_and_calls(path):
    """The dialogs of the toolkit that a module makes, and what it calls, as written."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    dialogs = {call.id for call in calls if isinstance(call, ast.Name) and call.id in DIALOGS}
    return dialogs, {ast.unparse(call) for call in calls}


def test_whoever_makes_a_dialog_ties_it_to_its_page_and_lets_it_remember_nothing():
    found = {}
    for path in DOCUMENTS.parent.rglob("*.py"):
        dialogs, called = dialogs_and_calls(path)
        for kind in dialogs:
            found[path.name] = DIALOGS[kind] - called
    assert found == {"file_dialog.py": set(), "print_dialog.py": set()}
