"""Open the desk, and say how long its first frame and a search took: `desk_child START_TIME`."""

from __future__ import annotations

import json
import statistics
import sys
import time

from PySide6.QtCore import QEvent, QObject

from exposure_check.desktop import app
from exposure_check.guidance import guide

WORDS = ("police", "letter", "danger", "credit ban", "child", "xyzzy")


class FirstFrame(QObject):
    """Notes when the window was first painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the first paint."""
        if event.type() is QEvent.Type.Paint and not self.at:
            self.at = time.time()
        return super().eventFilter(watched, event)


def main() -> None:
    """Print one object: milliseconds to the first frame, and of the slowest search."""
    application = app.application()
    from exposure_check.desktop.desk.desk_window import Choice, DeskWindow
    from exposure_check.desktop.system.settings import Preferences

    window = DeskWindow(Choice("fi", "en", "fi"), guide.countries(), Preferences("en"))
    frame = FirstFrame()
    window.installEventFilter(frame)
    window.show()
    while not frame.at:
        application.processEvents()
    taken = []
    for words in WORDS:
        begun = time.perf_counter()
        window.finder.field.setText(words)
        application.processEvents()
        taken.append(time.perf_counter() - begun)
    found = {
        "first_frame_ms": 1000 * (frame.at - float(sys.argv[1])),
        "search_ms": 1000 * max(taken),
        "search_median_ms": 1000 * statistics.median(taken),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
