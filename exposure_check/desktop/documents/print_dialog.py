"""Asking for a printer, in the system's own dialog. It goes with the page that asked, and offers no file: what is saved
is saved for this user alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from exposure_check.desktop.system import dialog_life

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget


def ask(page: QWidget, print_on: Callable[[QPrinter], None]) -> bool:
    """Open the dialog over `page` and return; `print_on` is called with the printer if one is chosen.

    False where this computer has no printer: then nothing was opened.
    """
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo  # it asks the system

    if not QPrinterInfo.availablePrinterNames():
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, page.window())
    dialog_life.tie(dialog, page)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    dialog.accepted.connect(lambda: print_on(printer))
    QDialog.open(dialog)
    return True
