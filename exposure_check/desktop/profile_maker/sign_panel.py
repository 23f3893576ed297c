"""Signing the profile: the key in its file, and its passphrase, which is typed hidden and wiped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from exposure_check.desktop.documents import open_dialog
from exposure_check.desktop.profile_maker import fault_words
from exposure_check.desktop.profile_maker.fields import FilePick
from exposure_check.desktop.style.theme import SMALL, field_sheet
from exposure_check.desktop.widgets.button import Button
from exposure_check.desktop.widgets.fingerprint import partner_fingerprint
from exposure_check.desktop.widgets.flow import row_of
from exposure_check.desktop.widgets.panel import Panel
from exposure_check.desktop.widgets.private_field import PrivateField
from exposure_check.desktop.widgets.status import Status
from exposure_check.desktop.widgets.text import Text
from exposure_check.errors import ExposureCheckError
from exposure_check.lookup import make_profile, profile
from exposure_check.secret import Secret

if TYPE_CHECKING:
    from exposure_check.desktop.style.theme import Theme

MOST_PASSPHRASE = 1000  # characters


class SignPanel(Panel):
    """A key, a passphrase, a button. Nothing of the passphrase stays once it is pressed."""

    sign_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, spacing=3)
        self._theme = theme
        self.key: Path | None = None
        about = self.tr(
            "Signed, nobody can change the profile without that being seen. Once the publisher of the list names your "
            "key, the program says who handed it out."
        )
        self.column.addWidget(Text(theme, about, size=SMALL, colour=theme.muted))
        self._pick = FilePick(
            theme,
            "key",
            self.tr("Key of the clinic"),
            self.tr("The file that “exposure-check clinic profile key” made."),
            self.tr("Choose the key"),
        )
        self._pick.choose_pressed.connect(self._choose)
        self._chosen = Text(theme, "", size=SMALL)
        self._pick.below.addWidget(self._chosen)
        self.column.addWidget(self._pick)
        label = Text(theme, self.tr("Passphrase of the key"))
        self.passphrase = PrivateField(longest=MOST_PASSPHRASE, hidden=True)
        self.passphrase.setObjectName("passphrase")
        self.passphrase.setFont(theme.font())
        self.passphrase.setStyleSheet(field_sheet(theme))
        self.passphrase.setAccessibleName(label.text())
        label.setBuddy(self.passphrase)
        self.status = Status(theme)
        self.button = Button(theme, self.tr("Sign and save"), icon="lock")
        self.button.setObjectName("sign")
        self.button.clicked.connect(lambda: self.sign_pressed.emit())
        for widget in (label, self.passphrase, self.status):
            self.column.addWidget(widget)
        self.column.addLayout(row_of(theme, self.button))

    def take_key(self, path: str) -> None:
        """Note which key it is; it is opened when it signs."""
        self.key = Path(path)
        self._chosen.setText(path)
        self.status.clear()

    def signed(self, content: bytes) -> bytes | None:
        """The signed form of the bytes of a profile; `None` where it cannot be made, which is said. Takes a second."""
        secret = Secret(self.passphrase.value())
        self.passphrase.set_value("")
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            if self.key is None:
                self.status.object(self.tr("Please choose the key."), urgent=True)
                return None
            data = make_profile.signed(content, self.key, secret or None)
        except (ExposureCheckError, OSError, MemoryError):
            self.status.object(fault_words.key(), urgent=True)
            return None
        finally:
            secret.wipe()
            QApplication.restoreOverrideCursor()
        self.status.clear()
        return data

    def approve(self, data: bytes, words: str) -> None:
        """Say that it is saved, with the fingerprint of the key, which the publisher compares."""
        self.status.approve(words)
        while (item := self._pick.below.takeAt(1)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._pick.below.addWidget(partner_fingerprint(self._theme, profile.open_bytes(data).signer))

    def _choose(self) -> None:
        kinds = [self.tr("Keys (*.key)"), self.tr("All files (*)")]
        open_dialog.ask(self, self.tr("Choose the key"), kinds, self.take_key)
