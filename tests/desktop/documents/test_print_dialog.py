"""The dialog that asks for a printer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog

from exposure_check.desktop import example_states
from exposure_check.desktop.widgets.log_sheet_offer import LogSheetOffer
from exposure_check.desktop.widgets.report_offer import ReportOffer


@pytest.mark.parametrize(("page", "kind"), [("answer", ReportOffer), ("actions-all", LogSheetOffer)])
def test_the_dialog_for_a_printer_offers_no_file(open_window, monkeypatch, page, kind):
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["One"]))
    window = open_window(state=example_states.state(page))
    window.findChild(kind).choose_printer()
    dialog = window.findChild(QPrintDialog)
    assert not dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
    window.start_afresh()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QApplication.activeModalWidget() is None
    assert isinstance(dialog, QDialog)
