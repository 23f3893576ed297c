"""A fingerprint in six groups of five digits, to be compared by voice. It is computed once it is shown, in a thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exposure_check.desktop.style.theme import LEAD, SMALL
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from exposure_check.desktop.style.theme import Theme

_computed: dict[tuple[str, bytes], str] = {}  # of what everyone may know: nothing of a person
_lock = threading.Lock()


class Fingerprint(QWidget):
    """A name, the digits once they are there, and a sentence about what they are for."""

    def __init__(
        self, theme: Theme, name: str, about: str, *, kind: str, digest: bytes, compute: Callable[[bytes], str]
    ) -> None:
        super().__init__()
        self._name, self._key, self._compute = name, (kind, digest), compute
        self._task: _Task | None = None
        self.setObjectName(f"fingerprint-{kind}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Text(theme, name, bold=True))
        self.digits = Text(theme, "", size=LEAD)
        self.digits.setFont(theme.font(LEAD, fixed=True))
        column.addWidget(self.digits)
        column.addWidget(Text(theme, about, size=SMALL, colour=theme.muted))
        self._say(_computed.get(self._key, ""))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin once somebody can see it."""
        super().showEvent(event)
        if self._task is None and self._key not in _computed:
            self._task = _Task(self._compute, self._key)
            self._task.done.connect(self._say, Qt.ConnectionType.QueuedConnection)
            self._task.start()

    @Slot(str)
    def _say(self, digits: str) -> None:
        if not digits:
            self.digits.setText(QCoreApplication.translate("Fingerprint", "It is being computed ..."))
            return
        self.digits.setText(digits)
        # Digit by digit, with a pause after each group: a screen reader would else read thousands.
        spoken = ", ".join(" ".join(group) for group in digits.split())
        self.digits.setAccessibleName(f"{self._name}: {spoken}")


class _Task(QObject):
    """One computation. It is kept by its thread, so that it can outlive the page that asked for it."""

    done = Signal(str)

    def __init__(self, compute: Callable[[bytes], str], key: tuple[str, bytes]) -> None:
        super().__init__()
        self._compute, self._key = compute, key

    def start(self) -> None:
        """Begin; the thread holds nothing secret and ends by itself within a second."""
        threading.Thread(target=self._run, name="fingerprint", daemon=True).start()

    def _run(self) -> None:
        with _lock:  # each takes 64 MiB
            if self._key not in _computed:
                _computed[self._key] = self._compute(self._key[1])
        self.done.emit(_computed[self._key])
