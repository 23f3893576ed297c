"""Telling a screen reader what changed.

On Windows and macOS the toolkit has an event for it. On Linux that event reaches Orca from version 45 on; every version
says what an object with the role of a notification holds at the moment that it appears, so there it is one of these.
"""

from __future__ import annotations

import itertools
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

AT_ONCE = 4  # notices of a window: the screen reader asks for the words of one some time after it appeared
_turns = itertools.count()


class Notice(QWidget):
    """Something that screen readers alone meet: it is never drawn."""

    turn = 0  # when it was last used, among all


def announce(widget: QWidget, message: str, *, urgent: bool = False) -> None:
    """Say `message` in the name of `widget`; what is urgent interrupts what is being said, where the system can."""
    if _is_linux():
        notice = _notice(widget.window())
        notice.setAccessibleName(message)
        QAccessible.updateAccessibility(QAccessibleEvent(notice, QAccessible.Event.ObjectShow))
        return
    event = QAccessibleAnnouncementEvent(widget, message)
    event.setPoliteness(
        QAccessible.AnnouncementPoliteness.Assertive if urgent else QAccessible.AnnouncementPoliteness.Polite
    )
    QAccessible.updateAccessibility(event)


def forget(window: QWidget) -> None:
    """Leave nothing of what was announced: it may tell an answer."""
    for notice in window.findChildren(Notice):
        notice.setAccessibleName("")


def _is_linux() -> bool:
    return sys.platform.startswith("linux")


def _notice(window: QWidget) -> Notice:
    """A new notice of a window, or the one that was used longest ago."""
    notices = window.findChildren(Notice, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if len(notices) < AT_ONCE:
        notice = Notice(window)
        notice.hide()
    else:
        notice = min(notices, key=lambda notice: notice.turn)
    notice.turn = next(_turns)
    return notice


def _interface(name: str, thing: QObject) -> QAccessibleWidget | None:
    if name == "Notice" and isinstance(thing, QWidget):
        return QAccessibleWidget(thing, QAccessible.Role.Notification)
    return None


# Before there is an application: the toolkit then drops its interfaces at the end before it drops this factory.
QAccessible.installFactory(_interface)
