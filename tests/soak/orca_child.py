"""Run by `screen_reader`: the window of an invented service, whose lookup finds a record. Argument: the language."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from exposure_check.desktop import example_states
from exposure_check.desktop.main_window import MainWindow
from exposure_check.desktop.session_state import SessionState
from exposure_check.desktop.system.settings import Preferences
from exposure_check.lookup.ledger import Ledger
from exposure_check.lookup.verdict import Stage

if TYPE_CHECKING:
    from exposure_check.lookup.cancel import Cancel
    from exposure_check.lookup.checker import Progress
    from exposure_check.lookup.query import Query
    from exposure_check.lookup.verdict import Verdict

STAGE_SECONDS = 3.0  # long enough for its name to be said


class Slow:
    """A lookup that takes its time and finds a record in two breaches."""

    def __init__(self) -> None:
        self.ledger: Ledger = example_states.ledger()

    def check(self, query: Query, progress: Progress, cancel: Cancel) -> Verdict:
        """Three stages, then the answer."""
        for stage in Stage:
            progress(stage, 0.0)
            time.sleep(STAGE_SECONDS)
            cancel.check()
            progress(stage, 1.0)
        return example_states.LISTED_TWICE


def main() -> int:
    """Open the window until it is left."""
    app = QApplication(["information", "-style", "fusion"])
    window = MainWindow(
        SessionState(example_states.profile(demo=True)),
        Preferences(sys.argv[1]),
        lambda *_: Slow(),
        settings=QSettings(sys.argv[2], QSettings.Format.IniFormat),
        hints=example_states.DEMO_NUMBERS,
    )
    window.show()
    window.activateWindow()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
