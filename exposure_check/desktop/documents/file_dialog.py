"""The toolkit's own dialog for files, of which nothing stays, with the words that its Finnish lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from exposure_check.desktop.system import dialog_life, dialog_memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


def new_dialog(page: QWidget, title: str, kinds: Sequence[str]) -> QFileDialog:
    """A dialog that goes with `page` and remembers no folder. `kinds` are filters such as `"PDF (*.pdf)"`."""
    dialog = QFileDialog(page.window(), title)
    dialog_life.tie(dialog, page)
    dialog_memory.forget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setNameFilters(kinds)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, QCoreApplication.translate("file dialog", "&Look in:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, QCoreApplication.translate("file dialog", "Files of &type:"))
    return dialog


def folder(wanted: QStandardPaths.StandardLocation) -> str:
    """A folder of the user, else the home: never the one that the program happens to run in."""
    found = QStandardPaths.writableLocation(wanted)
    return found if found and QDir(found).exists() else QDir.homePath()
