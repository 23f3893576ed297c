"""The offer of the report, as a file or on paper, after the answer and the advice. Nothing is made before it is asked
for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shiboken6 import isValid

from exposure_check import files
from exposure_check.desktop.documents import pdf, print_dialog, report, save_dialog
from exposure_check.desktop.text import fingerprints
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.paper_offer import PaperOffer

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtPrintSupport import QPrinter

    from exposure_check.desktop.scene import Scene


class ReportOffer(PaperOffer):
    """A line that opens to two buttons and to what to think of before pressing them."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        row = Disclosure(
            scene.theme, self.tr("Save or print"), self.tr("Open"), self.tr("Close"), icon="document", alone=True
        )
        row.row.setObjectName("save-or-print")
        self.lay_out(
            row,
            self.tr(
                "The report says what you read on these pages, and not your number. Whoever finds it can read it: "
                "keep it where only you look. A printer that others use may keep a copy."
            ),
            ("save-report", "save", self.tr("Save as a file"), self.choose_file),
            ("print-report", "document", self.tr("Print"), self.choose_printer),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Have the fingerprint of the list ready by the time that the report is asked for."""
        super().showEvent(event)
        verdict = self._scene.state.verdict
        if verdict is not None and not self._scene.state.advice_only:
            fingerprints.begin(fingerprints.Kind.LIST, verdict.provenance.list_digest)

    def choose_file(self) -> None:
        """Ask where to."""
        kinds = [self.tr("PDF, for reading and printing (*.pdf)"), self.tr("Web page (*.html)")]
        save_dialog.ask(self, self.tr("Save as a file"), "information", kinds, self.save)

    def save(self, path: str) -> None:
        """Write the report, whole or not at all, for this user alone to read."""
        try:
            files.write_atomically(Path(path), self._bytes(path), files.PRIVATE)
        except OSError:
            self.say(self.tr("It could not be saved there. Please choose another folder."))
        else:
            self.say(self.tr("Saved as {path}.").format(path=path))

    def choose_printer(self) -> None:
        """Ask for a printer."""
        if not print_dialog.ask(self, self.print_on):
            self.say(self.tr("This computer has no printer. You can save the report as a file."))

    def print_on(self, printer: QPrinter) -> None:
        """Print the report, unless the page has gone while the system's own dialog stood over it."""
        if not isValid(self):
            return
        pdf.send(self._html(), printer, title=report.title(), percent=self._scene.theme.percent)
        self.say(self.tr("Sent to the printer {name}.").format(name=printer.printerName()))

    def _bytes(self, path: str) -> bytes:
        html = self._html()
        if path.lower().endswith((".html", ".htm")):
            return html.encode()
        return pdf.pdf(html, title=report.title(), language=self._scene.language, percent=self._scene.theme.percent)

    def _html(self) -> str:
        return report.as_html(report.of_state(self._scene.state, self._scene.language))
