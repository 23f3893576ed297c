"""Asking for a file to open, in the toolkit's own dialog, for the reasons that `save_dialog` has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from exposure_check.desktop.system import dialog_life, dialog_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget


def ask(page: QWidget, title: str, kinds: Sequence[str], take: Callable[[str], None]) -> None:
    """Open the dialog over `page` and return; `take` is called with the path of the file if one is chosen."""
    dialog = QFileDialog(page.window(), title)
    dialog_life.tie(dialog, page)
    dialog_memory.forget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(kinds)
    dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
    dialog.fileSelected.connect(take)
    dialog.open()
