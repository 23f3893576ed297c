"""Asking for a file to open, in the toolkit's own dialog, for the reasons that `save_dialog` has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from exposure_check.desktop.documents import file_dialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget


def ask(page: QWidget, title: str, kinds: Sequence[str], take: Callable[[str], None]) -> None:
    """Open the dialog over `page` and return; `take` is called with the path of the file if one is chosen."""
    dialog = file_dialog.new_dialog(page, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setDirectory(file_dialog.folder(QStandardPaths.StandardLocation.DownloadLocation))
    dialog.fileSelected.connect(take)
    dialog.open()
