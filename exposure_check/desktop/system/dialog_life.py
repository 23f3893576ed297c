"""How long a dialog lives: as long as the page that asked, and never less than a question that it asks itself.

The toolkit's dialogs ask in event loops of their own, such as whether a file may be replaced. Whatever deletes one from
within such a loop, as a page does that goes because nobody is there, takes it from beneath the code that waits for
the answer, and the process crashes. So what asks is ended first, and the dialog goes once its loops have returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Slot
from PySide6.QtWidgets import QApplication, QDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

AGAIN_MS = 20


def tie(dialog: QDialog, page: QWidget) -> None:
    """Let a dialog go with `page`, or once it is answered. It must not be a child of the page."""
    _Life(dialog, page)


class _Life(QObject):
    """Belongs to its dialog."""

    def __init__(self, dialog: QDialog, page: QWidget) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._level = max(1, QThread.currentThread().loopLevel())  # of event loops within each other
        page.destroyed.connect(self.end)
        dialog.finished.connect(self.leave)

    @Slot()
    def end(self) -> None:
        """The page is gone: answer no to whatever is asked."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for question in self._dialog.findChildren(QDialog):
            question.reject()
        self._dialog.reject()

    @Slot()
    def leave(self) -> None:
        """Delete the dialog, once no event loop of its own is left."""
        if QThread.currentThread().loopLevel() > self._level:
            QTimer.singleShot(AGAIN_MS, self, self.leave)
        else:
            self._dialog.deleteLater()
