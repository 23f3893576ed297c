"""The offer of an empty page to write on, as a file or on paper. It is the same page for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from shiboken6 import isValid

from exposure_check.desktop.documents import log_sheet, print_dialog, save_dialog
from exposure_check.desktop.text import chosen_advice
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.paper_offer import PaperOffer

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from exposure_check.desktop.scene import Scene


class LogSheetOffer(PaperOffer):
    """A line that opens to two buttons."""

    def __init__(self, scene: Scene, *, open_: bool = False) -> None:
        super().__init__(scene)
        row = Disclosure(
            scene.theme,
            self.tr("An empty page for notes"),
            self.tr("Open"),
            self.tr("Close"),
            icon="list",
            open_=open_,
            alone=True,
        )
        row.row.setObjectName("log-sheet")
        self.lay_out(
            row,
            self.tr("A page to write down whom you told, when, and what they said. Nothing of an answer is on it."),
            ("save-log-sheet", "save", self.tr("Save the empty page"), self.choose_file),
            ("print-log-sheet", "document", self.tr("Print the empty page"), self.choose_printer),
        )

    def choose_file(self) -> None:
        """Ask where to."""
        save_dialog.ask(self, self.tr("Save the empty page"), self.tr("notes"), ["PDF (*.pdf)"], self.save)

    def save(self, path: str) -> None:
        """Write the page, whole or not at all."""
        if log_sheet.save(path, self._headings()):
            self.say(self.tr("Saved as {path}.").format(path=path))
        else:
            self.say(self.tr("It could not be saved there. Please choose another folder."))

    def choose_printer(self) -> None:
        """Ask for a printer."""
        if not print_dialog.ask(self, self.print_on):
            self.say(self.tr("This computer has no printer. You can save the page as a file."))

    def print_on(self, printer: QPrinter) -> None:
        """Print the page, unless this one has gone while the system's own dialog stood over it."""
        if not isValid(self):
            return
        headings = self._headings()
        printer.setDocName(headings.title)
        log_sheet.lay_out(printer)
        printed = log_sheet.draw(printer, headings)
        self.say(self.tr("It was sent to the printer.") if printed else self.tr("It could not be printed."))

    def _headings(self) -> log_sheet.Headings:
        scene = self._scene
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        country = scene.state.profile.country
        return log_sheet.headings(lambda key: chosen_advice.label(key, country, scene.language), from_right=from_right)
