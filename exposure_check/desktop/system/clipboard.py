"""Putting a text on the clipboard at a person's wish, with the wish that no history keeps it, and taking it back."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

# What programs that keep a history of the clipboard ask for, on Windows, KDE and macOS.
NO_HISTORY = {
    "ExcludeClipboardContentFromMonitorProcessing": b"",
    "x-kde-passwordManagerHint": b"secret",
    "org.nspasteboard.ConcealedType": b"",
}

_OURS = {
    QClipboard.Mode.Clipboard: QClipboard.ownsClipboard,
    QClipboard.Mode.Selection: QClipboard.ownsSelection,
    QClipboard.Mode.FindBuffer: QClipboard.ownsFindBuffer,
}


def copy(text: str) -> None:
    """Copy a text that holds nothing secret, such as a telephone number; that it was copied is nobody's business."""
    content = QMimeData()
    content.setText(text)
    for kind, value in NO_HISTORY.items():
        content.setData(kind, value)
    QGuiApplication.clipboard().setMimeData(content)


def clear() -> None:
    """Empty every clipboard whose content came from this program: what another program put there is not ours."""
    for mode in _OURS:
        if is_ours(mode):
            QGuiApplication.clipboard().clear(mode)


def is_ours(mode: QClipboard.Mode) -> bool:
    """Whether what a clipboard holds came from this program."""
    return _OURS[mode](QGuiApplication.clipboard())
