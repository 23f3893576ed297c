"""Saving the booklet from the window of the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from exposure_check import files
from exposure_check.desktop.documents import booklet, save_dialog
from exposure_check.errors import ExposureCheckError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from exposure_check.desktop.widgets.status import Status
    from exposure_check.guidance.desk_script import Script


def ask(window: QWidget, status: Status, script: Script, spoken: str) -> None:
    """Make the booklet, ask where to put it, and say in `status` what came of it."""
    try:
        data = booklet.as_pdf(script, spoken, datetime.now(UTC).date())
    except ExposureCheckError as error:
        status.object(f"{error.message} {error.advice}", urgent=True)
        return

    def save(path: str) -> None:
        try:
            files.write_atomically(Path(path), data, files.PUBLIC)
        except OSError:
            status.object(
                QCoreApplication.translate("booklet", "It could not be saved there. Please choose another folder."),
                urgent=True,
            )
        else:
            status.approve(QCoreApplication.translate("booklet", "Saved as {path}.").format(path=path))

    title = QCoreApplication.translate("booklet", "Save the booklet")
    save_dialog.ask(window, title, "support-desk", ["PDF (*.pdf)"], save)
