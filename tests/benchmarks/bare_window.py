"""Run by `window`: the floor, an empty Qt window. Argument: when the process was started (seconds since the epoch)."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Window(QWidget):
    """Says when it was first drawn, and ends."""

    def paintEvent(self, event: QPaintEvent) -> None:
        print((time.time() - float(sys.argv[1])) * 1e3, flush=True)
        QTimer.singleShot(0, QApplication.quit)


if __name__ == "__main__":
    application = QApplication([])
    window = Window()
    window.resize(1024, 720)
    window.show()
    sys.exit(application.exec())
