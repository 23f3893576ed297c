"""Who offers the check and what it covers, with the logo of the profile beside it where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from exposure_check.desktop.style.theme import RADIUS, SMALL
from exposure_check.desktop.text import service
from exposure_check.desktop.widgets.layouts import let_width_say_height
from exposure_check.desktop.widgets.text import Text
from exposure_check.lookup import logo

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from exposure_check.desktop.scene import Scene
    from exposure_check.desktop.style.theme import Theme

WIDTH, HEIGHT = 120, 44  # px at 100 %: no more than this, in its own proportions
LEAST_WIDTHS = 4  # of the logo: narrower, and the sentence stands beneath it
_AROUND = 4  # px of white
_DARK = 128  # lightness of the ground, of 255


class Logo(QLabel):
    """A picture of somebody else's: small, and on white where the window is dark, since most are drawn for paper."""

    def __init__(self, theme: Theme, picture: str, name: str) -> None:
        super().__init__()
        self._on_white = theme.window.lightness() < _DARK
        pixmap = QPixmap()
        pixmap.loadFromData(logo.decode(picture), "PNG")
        box = QSize(theme.px(WIDTH), theme.px(HEIGHT))
        size = pixmap.size()
        if size.width() > box.width() or size.height() > box.height():
            size = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        ratio = self.devicePixelRatioF()
        sharp = pixmap.scaled(
            size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        sharp.setDevicePixelRatio(ratio)
        self.setPixmap(sharp)
        around = _AROUND if self._on_white else 0
        self.setContentsMargins(around, around, around, around)
        self.setFixedSize(size.grownBy(self.contentsMargins()))
        self.setObjectName("logo")
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the white, then the picture."""
        if self._on_white:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS / 2, RADIUS / 2)
            painter.end()
        super().paintEvent(event)


class OfferedBy(QWidget):
    """The logo, and the sentence; without `coverage` it names no breach."""

    def __init__(self, scene: Scene, *, coverage: bool = True) -> None:
        super().__init__()
        theme, profile = scene.theme, scene.state.profile
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(3))
        self._logo = Logo(theme, profile.logo, profile.name) if profile.logo else None
        if self._logo is not None:
            row.addWidget(self._logo, 0, Qt.AlignmentFlag.AlignVCenter)
        sentence = service.who_and_what(profile, scene.language, coverage=coverage)
        row.addWidget(Text(theme, sentence, size=SMALL, colour=theme.muted), 1)
        let_width_say_height(self)

    def hasHeightForWidth(self) -> bool:
        """The sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels of the sentence beside the logo, or beneath it."""
        self._place(width)
        return self._row.totalHeightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sentence beneath the logo where that leaves it little room."""
        super().resizeEvent(event)
        self._place(self.width())

    def _place(self, width: int) -> None:
        narrow = self._logo is not None and width < LEAST_WIDTHS * self._logo.width()
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not direction:
            self._row.setDirection(direction)
            if self._logo is not None:
                start = Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag.AlignVCenter
                self._row.setAlignment(self._logo, start)
