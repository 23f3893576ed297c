"""A fingerprint in six groups of five digits, to be compared by voice. It is computed once it is shown, in a thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exposure_check.desktop.style.theme import LEAD, SMALL
from exposure_check.desktop.text import fingerprints
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from exposure_check.desktop.style.theme import Theme
    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.verdict import Provenance


class Fingerprint(QWidget):
    """A name, the digits once they are there, and a sentence about what they are for."""

    def __init__(self, theme: Theme, kind: fingerprints.Kind, data: bytes, *, name: str, about: str) -> None:
        super().__init__()
        self._name, self._kind, self._data = name, kind, data
        self._task: Computation | None = None
        self.setObjectName(f"fingerprint-{kind.value}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Text(theme, name, bold=True))
        self.digits = Text(theme, "")
        self.digits.setFont(theme.font(LEAD, fixed=True))
        column.addWidget(self.digits)
        column.addWidget(Text(theme, about, size=SMALL, colour=theme.muted))
        self._say(fingerprints.known(kind, data))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin once somebody can see it."""
        super().showEvent(event)
        if self._task is None and fingerprints.known(self._kind, self._data) is None:
            self._task = Computation(self._kind, self._data)
            self._task.done.connect(self._say, Qt.ConnectionType.QueuedConnection)
            self._task.start()

    @Slot(str)
    def _say(self, digits: str | None) -> None:
        if digits is None:
            self.digits.setText(QCoreApplication.translate("fingerprints", "It is being computed ..."))
        elif digits:
            self.digits.setText(digits)
            self.digits.setAccessibleName(f"{self._name}: {fingerprints.spoken(digits)}")
        else:
            self.digits.setText(QCoreApplication.translate("fingerprints", "It cannot be computed on this computer."))


def list_fingerprint(theme: Theme, provenance: Provenance) -> Fingerprint:
    """The fingerprint of the list that an answer rests on."""
    return Fingerprint(
        theme,
        fingerprints.Kind.LIST,
        provenance.list_digest,
        name=fingerprints.list_name(provenance),
        about=QCoreApplication.translate(
            "fingerprints",
            "Everyone who is served the same list sees the same digits. The publisher and the help line can compare "
            "them with you. They say nothing about you.",
        ),
    )


def publisher_fingerprint(theme: Theme, profile: Profile) -> Fingerprint:
    """The fingerprint of the publisher that a profile trusts."""
    return Fingerprint(
        theme,
        fingerprints.Kind.PUBLISHER,
        bytes(profile.root),
        name=QCoreApplication.translate("fingerprints", "Fingerprint of the publisher"),
        about=QCoreApplication.translate(
            "fingerprints",
            "Of the publisher whose signature this program trusts. It stays the same when the list changes.",
        ),
    )


class Computation(QObject):
    """One fingerprint in a thread, which holds nothing of a person's and ends by itself within a second."""

    done = Signal(str)

    def __init__(self, kind: fingerprints.Kind, data: bytes) -> None:
        super().__init__()
        self._kind, self._data = kind, data

    def start(self) -> None:
        """Begin. The thread keeps this object, which can so outlive the page that asked for it."""
        threading.Thread(target=self._run, name="fingerprint", daemon=True).start()

    def _run(self) -> None:
        self.done.emit(fingerprints.compute(self._kind, self._data))
