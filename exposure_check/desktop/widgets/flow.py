"""A row that becomes several rows where it does not fit; it runs from the right in right-to-left languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QLayout, QLayoutItem, QWidget

from exposure_check.desktop.style.theme import CHOICE_BEFORE
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.choices import Choices

if TYPE_CHECKING:
    from exposure_check.desktop.style.theme import Theme


class Flow(QLayout):
    """Items side by side, each as wide as it wants, in as many rows as the width asks for."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int = 12,
        row_gap: int | None = None,
        apart: bool = False,
        outset: bool = False,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._outset = outset  # the room for the focus ring of what begins a row stands out into the margin
        self._apart = apart  # in a full row the last item stands at the end
        self._row_gap = gap if row_gap is None else row_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove the item at a place."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """The row takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """A narrow row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels of the rows at a width."""
        margins = self.contentsMargins()
        room = QRect(0, 0, width - margins.left() - margins.right(), 0)
        return self._arrange(room, move=False) + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        """Everything in one row."""
        hints = [item.sizeHint() for item in self._visible()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        size = QSize(width, max((hint.height() for hint in hints), default=0))
        return size.grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """The widest item by itself."""
        sizes = [item.minimumSize() for item in self._visible()]
        size = QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )
        return size.grownBy(self.contentsMargins())

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        top, row = rect.top(), list[tuple[QLayoutItem, QSize]]()
        used = 0
        for item in self._visible():
            size = _size(item, rect.width())
            if row and used + self._gap + size.width() > rect.width():
                top += self._place(row, rect, top, move=move) + self._row_gap
                row, used = [], 0
            used += size.width() + (self._gap if row else 0)
            row.append((item, size))
        if row:
            top += self._place(row, rect, top, move=move)
        return top - rect.top()

    def _place(self, row: list[tuple[QLayoutItem, QSize]], rect: QRect, top: int, *, move: bool) -> int:
        height = max(size.height() for _, size in row)
        if not move:
            return height
        parent = self.parentWidget()
        from_right = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = rect.left() - (_before(row[0][0]) if self._outset else 0)
        for item, size in row:
            if self._apart and len(row) == len(self._items) > 1 and item is row[-1][0]:
                left = rect.left() + rect.width() - size.width()
            x = rect.left() + rect.right() - left - size.width() + 1 if from_right else left
            item.setGeometry(QRect(QPoint(x, top + (height - size.height()) // 2), size))
            left += size.width() + self._gap
        return height


def row_of(theme: Theme, *widgets: QWidget) -> Flow:
    """Buttons, or buttons and what stands beside them, in one row or several."""
    flow = Flow(gap=theme.space(3), row_gap=theme.space(2), outset=True)
    for widget in widgets:
        flow.addWidget(widget)
    return flow


def _before(item: QLayoutItem) -> int:
    """Pixels before the words of a link, or before the circle or the box of a choice."""
    widget = item.widget()
    if isinstance(widget, (Choices, QCheckBox)):
        return CHOICE_BEFORE
    return widget.before_words if isinstance(widget, Button) and widget.kind is ButtonKind.LINK else 0


def _size(item: QLayoutItem, available: int) -> QSize:
    hint = item.sizeHint()
    width = min(hint.width(), available)
    height = item.heightForWidth(width) if item.hasHeightForWidth() else hint.height()
    return QSize(width, max(height, item.minimumSize().height()))
