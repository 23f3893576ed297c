"""Run by `window`: the floor, an empty Qt window. Argument: when the process was started (seconds since the epoch).

Prints when it was first drawn (ms), and the memory (MB) that it takes with the libraries that a lookup needs.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

LIBRARIES = (
    "argon2.low_level",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "msgspec",
    "requests",
    "stdnum.fi.hetu",
    "tenacity",
    "truststore",
    "tuf.ngclient",
)


def resident_mb() -> float:
    """What this process holds in memory now."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) * 1024 / 1e6


class Window(QWidget):
    """Says when it was first drawn, and ends."""

    def paintEvent(self, event: QPaintEvent) -> None:
        drawn = (time.time() - float(sys.argv[1])) * 1e3
        QTimer.singleShot(0, lambda: self._weigh(drawn))

    def _weigh(self, drawn: float) -> None:
        for name in LIBRARIES:
            importlib.import_module(name)
        print(json.dumps({"first_frame_ms": drawn, "resident_mb": resident_mb()}), flush=True)
        QApplication.quit()


if __name__ == "__main__":
    application = QApplication([])
    window = Window()
    window.resize(1024, 720)
    window.show()
    sys.exit(application.exec())
