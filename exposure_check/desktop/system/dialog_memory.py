"""What the toolkit's file dialog remembers of itself: where a file was saved is nobody's business.

It keeps its last folder and every folder before that in a settings file of all programs of the toolkit, and writes it
while it is destroyed. Where these settings are a file, this program looks for them in a folder that cannot be, and so
reads and writes none. Windows and macOS keep them elsewhere: there, what was before is put back.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QObject, QSettings

GROUP = "FileDialog"


def forget(dialog: QObject) -> None:
    """Let a dialog leave nothing behind. To be called before it is shown."""
    if _is_a_file():
        # For this process alone, and of the settings of the program itself none: they have a format of their own.
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
        return
    settings = _of_the_toolkit()
    before = remembered(settings)
    dialog.destroyed.connect(lambda: put_back(_of_the_toolkit(), before))


def remembered(settings: QSettings) -> dict[str, object]:
    """What stands there of file dialogs, by key."""
    return {key: settings.value(key) for key in settings.allKeys() if key.startswith(f"{GROUP}/")}


def put_back(settings: QSettings, before: dict[str, object]) -> None:
    """Make of file dialogs stand there what stood there before, and nothing else."""
    for key in remembered(settings).keys() - before.keys():
        settings.remove(key)
    for key, value in before.items():
        settings.setValue(key, value)
    settings.sync()


def _is_a_file() -> bool:
    return sys.platform not in ("win32", "darwin")


def _of_the_toolkit() -> QSettings:
    return QSettings(QSettings.Scope.UserScope, "QtProject")
