"""What the toolkit's file dialog leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys

from PySide6.QtCore import QSettings

from exposure_check.desktop.system import dialog_memory

SAVE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from exposure_check.desktop.documents import open_dialog, save_dialog

app = QApplication(["information"])
page, saved = QWidget(), []
page.show()
if "ours" in sys.argv:
    if "open" in sys.argv:
        open_dialog.ask(page, "Open", ["Text (*.txt)"], saved.append)
    else:
        save_dialog.ask(page, "Save", "information", ["Text (*.txt)"], saved.append)
else:
    dialog = QFileDialog(page)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.fileSelected.connect(saved.append)
    dialog.open()
dialog = page.findChild(QFileDialog)
dialog.setDirectory(sys.argv[2])
dialog.selectFile("there" if "open" in sys.argv else "where")
QTimer.singleShot(100, dialog.accept)
QTimer.singleShot(300, app.quit)
app.exec()
del dialog
page.deleteLater()
app.sendPostedEvents(None, 52)
print(len(saved))
"""


def left_by(whose, tmp_path, kind="save"):
    """The names of the files in a new home that hold the folder where a dialog was told to save, or to open."""
    home, folder = tmp_path / f"{whose}-{kind}", tmp_path / "a-telling-name"
    home.mkdir()
    folder.mkdir(exist_ok=True)
    (folder / "there").write_text("")
    env = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    words = [sys.executable, "-c", SAVE, whose, str(folder), kind]
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "1"
    return [path.name for path in home.rglob("*") if path.is_file() and b"a-telling-name" in path.read_bytes()]


def test_the_folder_is_kept_nowhere(tmp_path):
    assert left_by("ours", tmp_path) == []
    assert left_by("ours", tmp_path, "open") == [], "to have chosen a profile there tells as much"
    assert left_by("toolkit", tmp_path) == ["QtProject.conf"], "else this test could not fail"


def test_where_it_is_no_file_what_was_there_before_is_put_back(tmp_path):
    settings = QSettings(str(tmp_path / "toolkit.ini"), QSettings.Format.IniFormat)
    settings.setValue("FileDialog/lastVisited", "file:///of-another-program")
    settings.setValue("Other/value", "kept")
    before = dialog_memory.remembered(settings)
    assert set(before) == {"FileDialog/lastVisited"}
    settings.setValue("FileDialog/lastVisited", "file:///a-telling-name")
    settings.setValue("FileDialog/history", ["file:///a-telling-name"])
    dialog_memory.put_back(settings, before)
    text = (tmp_path / "toolkit.ini").read_text(encoding="utf-8")
    assert "a-telling-name" not in text
    assert settings.value("FileDialog/lastVisited") == "file:///of-another-program"
    assert settings.value("Other/value") == "kept"
