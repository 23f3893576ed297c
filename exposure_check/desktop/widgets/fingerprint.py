"""A fingerprint in six groups of five digits, to be compared by voice. It is computed once it is shown, in a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exposure_check.desktop.style.theme import LEAD, SMALL
from exposure_check.desktop.text import fingerprints
from exposure_check.desktop.widgets.text import CardHeading, Text

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from exposure_check.desktop.style.theme import Theme
    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.verdict import Provenance


LOOK_MS = 50


class Fingerprint(QWidget):
    """A name, the digits once they are there, and a sentence about what they are for."""

    def __init__(
        self, theme: Theme, kind: fingerprints.Kind, data: bytes, *, name: str, about: str, in_words: bool = False
    ) -> None:
        super().__init__()
        self._name, self._kind, self._data = name, kind, data
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.setObjectName(f"fingerprint-{kind.value}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(CardHeading(theme, name))
        self.digits = Text(theme, "")
        self.digits.setFont(theme.font(LEAD, fixed=True))
        column.addWidget(self.digits)
        self.words = Text(theme, "", size=SMALL) if in_words else None
        if self.words is not None:
            column.addWidget(self.words)
            self.words.hide()
        column.addWidget(Text(theme, about, size=SMALL, colour=theme.muted))
        self._say(fingerprints.known(kind, data))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin once somebody can see it."""
        super().showEvent(event)
        if fingerprints.known(self._kind, self._data) is None and not self._timer.isActive():
            fingerprints.begin(self._kind, self._data)
            self._timer.start()

    @Slot()
    def _look(self) -> None:
        """The thread that computes knows nothing of widgets, which may go at any time: they look for themselves."""
        digits = fingerprints.known(self._kind, self._data)
        if digits is not None:
            self._timer.stop()
            self._say(digits)

    def _say(self, digits: str | None) -> None:
        if digits is None:
            self.digits.setText(QCoreApplication.translate("fingerprints", "It is being computed ..."))
        elif digits:
            self.digits.setText(digits)
            self.digits.setAccessibleName(f"{self._name}: {fingerprints.spoken(digits)}")
            if self.words is not None:
                self.words.setText(fingerprints.in_words(digits))
                self.words.show()
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


def partner_fingerprint(theme: Theme, signer: str) -> Fingerprint:
    """The fingerprint of the key that signed a profile, 64 hexadecimal digits."""
    return Fingerprint(
        theme,
        fingerprints.Kind.PARTNER,
        bytes.fromhex(signer),
        name=QCoreApplication.translate("fingerprints", "Fingerprint of whoever signed the profile"),
        about=QCoreApplication.translate(
            "fingerprints",
            "The profile is as it was signed. Whether the publisher knows whoever signed it is seen after a check.",
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
        in_words=True,
    )
