"""The window within its screen: at every scale, with the frame that the system draws around it, nothing lies outside.

"Leave quickly" stands in a corner of the window, so a window that is larger than the screen hides the way out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QObject, QRect, QSize, Qt, QTimer, Slot

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

WIDTH, HEIGHT = 1024, 720  # px, where nobody has chosen a size and the screen has room
LEAST_WIDTH, LEAST_HEIGHT = 640, 560  # px, where the screen has room
FRAME = QMargins(6, 40, 6, 6)  # px, a guess at the frame before the window is there and tells
ROUNDING = 2  # px by which a size differs from the one that was asked for, where a pixel is no whole one of the screen
FRAME_MS = 300  # until a window manager has drawn its frame
SPREAD = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen


def fitted(inside: QRect, frame: QMargins, area: QRect) -> QRect:
    """`inside`, the window without its frame, made small enough and moved so that the frame lies in `area`."""
    room = area.marginsRemoved(frame)
    size = inside.size().boundedTo(room.size())
    left = max(room.left(), min(inside.left(), room.left() + room.width() - size.width()))
    top = max(room.top(), min(inside.top(), room.top() + room.height() - size.height()))
    return QRect(left, top, size.width(), size.height())


class Placement(QObject):
    """Keeps one window within its screen. `wanted` is the size that it has where there is room."""

    def __init__(self, window: QWidget, wanted: QSize | None) -> None:
        super().__init__(window)
        self._window = window
        self.wanted = wanted or QSize(WIDTH, HEIGHT)
        self._screen: QScreen | None = None
        self._given = QSize()  # the size that was given here last
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Give the window the size that is wanted, or less, and bring it within the screen."""
        window = self._window
        if window.windowState() & SPREAD:
            return
        area = window.screen().availableGeometry()
        handle = window.windowHandle()
        frame = handle.frameMargins() if handle is not None else FRAME
        least = QSize(LEAST_WIDTH, LEAST_HEIGHT).boundedTo(area.marginsRemoved(frame).size())
        now = QRect(window.geometry().topLeft(), self.wanted.expandedTo(least))
        place = fitted(now, frame, area)
        self._given = place.size()
        window.setMinimumSize(least.boundedTo(window.size()))  # or it would be resized twice, to another size first
        window.resize(place.size())
        window.setMinimumSize(least)
        if handle is not None and place.topLeft() != now.topLeft():  # before that the system chooses the place
            window.move(place.topLeft() - window.geometry().topLeft() + window.pos())

    def watch(self) -> None:
        """Fit the window again whenever its screen changes. To be called once it is shown."""
        handle = self._window.windowHandle()
        if self._screen is None and handle is not None:
            handle.screenChanged.connect(self._follow)
            self._follow(handle.screen())
            QTimer.singleShot(FRAME_MS, self, self.fit)

    def resized(self) -> None:
        """The window has another size: the one that somebody wants, unless it comes from here."""
        window = self._window
        change = window.size() - self._given
        is_ours = max(abs(change.width()), abs(change.height())) <= ROUNDING
        if not is_ours and not window.windowState() & SPREAD:
            self.wanted = window.size()

    @Slot()
    def _follow(self, screen: QScreen) -> None:
        if self._screen is not None:
            self._screen.availableGeometryChanged.disconnect(self.fit)
            self._screen.logicalDotsPerInchChanged.disconnect(self.fit)
        self._screen = screen
        screen.availableGeometryChanged.connect(self.fit)
        screen.logicalDotsPerInchChanged.connect(self.fit)
        self.fit()
