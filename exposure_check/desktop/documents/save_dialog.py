"""Asking where to save, in the toolkit's own dialog.

That of the system would put the name into its list of recent files, and keep the keys of "Leave quickly" to itself. It
goes with the page that asked, so an idle session does not leave it behind, and nothing remembers its folder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from exposure_check.desktop.documents import file_dialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget


def ask(page: QWidget, title: str, name: str, kinds: Sequence[str], save: Callable[[str], None]) -> None:
    """Open the dialog over `page` and return; `save` is called with the path if one is chosen.

    `kinds` are filters such as `"PDF (*.pdf)"`; the first is proposed, and gives the ending of the file.
    """
    dialog = file_dialog.new_dialog(page, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
    dialog.setDefaultSuffix(_ending(kinds[0]))
    dialog.setDirectory(file_dialog.folder(QStandardPaths.StandardLocation.DocumentsLocation))
    dialog.selectFile(name)
    dialog.fileSelected.connect(save)
    dialog.open()


def _ending(kind: str) -> str:
    found = re.search(r"\*\.(\w+)", kind)
    return found[1] if found else ""
