"""Asking where to save, in the toolkit's own dialog.

That of the system would put the name into its list of recent files, and keep the keys of "Leave quickly" to itself. It
goes with the page that asked: an idle session does not leave it behind. Nor does the folder: the toolkit writes it into
a file of its own, which is put back as it was.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget


def ask(page: QWidget, title: str, name: str, kinds: Sequence[str], save: Callable[[str], None]) -> None:
    """Open the dialog over `page` and return; `save` is called with the path if one is chosen.

    `kinds` are filters such as `"PDF (*.pdf)"`; the first is proposed, and gives the ending of the file.
    """
    kept = _remembered()
    dialog = QFileDialog(page, title)
    dialog.destroyed.connect(lambda: _restore(kept))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(kinds)
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
    dialog.setDefaultSuffix(_ending(kinds[0]))
    dialog.setDirectory(_folder())
    dialog.selectFile(name)
    dialog.fileSelected.connect(save)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _folder() -> str:
    """The folder of documents, else the home: never the one that the program happens to run in."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if documents and QDir(documents).exists() else QDir.homePath()


def _toolkit_settings() -> QSettings:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    return settings


def _remembered() -> dict[str, object]:
    """What the toolkit remembers of dialogs of all its programs, such as the last folder."""
    settings = _toolkit_settings()
    return {key: settings.value(key) for key in settings.allKeys()}


def _restore(kept: dict[str, object]) -> None:
    """Put back what the toolkit remembered before the dialog, which wrote where something was saved as it went."""
    settings = _toolkit_settings()
    settings.remove("")
    for key, value in kept.items():
        settings.setValue(key, value)
    settings.sync()
    settings.endGroup()
    file = Path(settings.fileName())
    if not settings.allKeys() and file.is_file():
        file.unlink(missing_ok=True)


def _ending(kind: str) -> str:
    found = re.search(r"\*\.(\w+)", kind)
    return found[1] if found else ""
