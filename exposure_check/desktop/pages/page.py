"""What every page has: one column that scrolls downwards, one heading, one main action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from exposure_check.desktop.style.theme import BODY, COLUMN, LEAD, LEAST_SIDE, SMALL
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.flow import row_of
from exposure_check.desktop.widgets.layouts import scroll_down_alone
from exposure_check.desktop.widgets.sight import PASSES
from exposure_check.desktop.widgets.text import Heading, Subheading, Text, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from exposure_check.desktop.scene import Scene
    from exposure_check.desktop.widgets.panel import IconLine


class Page(QScrollArea):
    """One page. It is built anew whenever something changes, so that it never shows anything stale."""

    went = Signal(str)  # to a page by its id
    backed = Signal()
    check_wanted = Signal()
    cancel_wanted = Signal()
    finish_wanted = Signal()  # wipe everything and say so
    another_wanted = Signal()  # ask for the number of somebody else
    close_wanted = Signal()  # end the program
    forget_wanted = Signal()  # remove what is kept on this computer
    redraw_wanted = Signal()  # the state changed what this page shows
    redraw_in_place_wanted = Signal()  # the same, and a person stays where she is on it
    preferences_chosen = Signal(object)  # Preferences
    protection_confirmed = Signal()  # look up with the proxy and the level of privacy that are shown
    profile_kept = Signal(object)  # the `Opened` one that a person took
    demo_wanted = Signal()
    stayed = Signal()  # somebody is there, whom the idle prompt asked for

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene, self.state, self.theme = scene, scene.state, scene.theme
        self.main: Button | None = None
        self.first: QWidget | None = None  # gets the focus; else the heading
        self.begins: QWidget | None = None  # stands above it and belongs to it, such as a label
        scroll_down_alone(self, self.theme)
        self._inside = _Inside(self._settle)
        self.column = QVBoxLayout(self._inside)
        self.column.setSpacing(self.theme.space(4))
        self.setWidget(self._inside)
        self._title: Heading | None = None
        self._lead: Text | None = None
        self._above: IconLine | None = None
        self.build()
        self.column.addStretch(1)
        self._describe_heading()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._bring_into_sight)

    def build(self) -> None:
        """Put the content of the page into `column`."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """The words of the heading."""
        return self._title.text() if self._title else ""

    def take_focus(self) -> None:
        """Put the focus where the page begins: a field to be filled in, else the heading."""
        target = self.first or self._title
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._settle_beginning(self.begins or self._above or target, target, PASSES)

    def _settle_beginning(self, beginning: QWidget, target: QWidget, passes: int) -> None:
        """Several times, for layouts around wrapped words learn their height in a pass each."""

        def follow() -> None:
            if self.window().focusWidget() is not target:
                return  # somebody went on in the meantime
            self._begin_with(beginning, target)
            if passes > 1:
                self._settle_beginning(beginning, target, passes - 1)

        QTimer.singleShot(0, self, follow)

    def _begin_with(self, beginning: QWidget, target: QWidget) -> None:
        """Begin at the top; where what has the focus cannot be seen there, with what it is about, and where even that
        is too much, with as much of it as there is room for.
        """

        def top(widget: QWidget) -> int:
            return widget.mapTo(self._inside, QPoint(0, 0)).y()

        end, height, theme = top(target) + target.height(), self.viewport().height(), self.theme
        seen = end + theme.space(9) <= height
        start = max(top(beginning) - theme.space(2), end + theme.space(2) - height)
        self.verticalScrollBar().setValue(0 if seen else start)

    def words(self) -> str:
        """What is written on the page. Who hears it and moves by the Tab key would else meet its buttons alone."""
        return spoken(self._inside)

    def _describe_heading(self) -> None:
        """Let a screen reader say what is written on the page after the heading, where that has the focus."""
        if self._title is not None and self.first is None:
            self._title.setAccessibleDescription(self.words())

    def say_title(self) -> None:
        """Tell a screen reader which page this is, unless it says so itself: the heading has the focus."""
        if self.first is not None and self._title is not None:
            announce(self, ". ".join(label.text() for label in (self._title, self._lead) if label is not None))

    def place(self) -> tuple[int, str]:
        """Where a person is on this page: how far it is scrolled, and what has the focus of all that Tab reaches.

        That is its name, or where it has none its place among them.
        """
        focused = self.window().focusWidget()
        stops = self._stops()
        name = (focused.objectName() or str(stops.index(focused))) if focused in stops else ""
        return self.verticalScrollBar().value(), name

    def return_to(self, place: tuple[int, str]) -> None:
        """Put a person back where she was on the page that this one takes the place of."""
        scrolled, name = place
        stops = self._stops()
        by_place = stops[int(name)] if name.isdecimal() and int(name) < len(stops) else None
        target = by_place or (self.findChild(QWidget, name) if name else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._title is not None:
            self._title.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(scrolled))

    def _stops(self) -> list[QWidget]:
        return [part for part in self.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def proceed(self) -> None:
        """The lookup went on; only the page that shows it does anything."""

    def heading(self, text: str) -> Heading:
        """Add the heading."""
        self._title = Heading(self.theme, text)
        self._title.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self._title)
        return self._title

    def before_heading(self, widget: IconLine) -> None:
        """Add what stands above the heading, which has the focus: a screen reader says it first of what is written."""
        self.column.addWidget(widget)
        self._above = widget

    def lead(self, text: str) -> Text:
        """Add the sentence beneath the heading."""
        self._lead = self._add(Text(self.theme, text, size=LEAD))
        return self._lead

    def text(self, text: str, *, bold: bool = False) -> Text:
        """Add a paragraph."""
        return self._add(Text(self.theme, text, size=BODY, bold=bold))

    def small(self, text: str) -> Text:
        """Add a paragraph of lesser weight."""
        return self._add(Text(self.theme, text, size=SMALL, colour=self.theme.muted))

    def subheading(self, text: str) -> Text:
        """Add the heading of a part of the page."""
        self.column.addSpacing(self.theme.space(1))
        return self._add(Subheading(self.theme, text))

    def button(
        self, text: str, action: Callable[[], object], kind: ButtonKind = ButtonKind.SECOND, *, icon: str = ""
    ) -> Button:
        """Make a button; it is not added to the page."""
        button = Button(self.theme, text, kind, icon=icon)
        button.clicked.connect(lambda: action())
        return button

    def main_button(self, text: str, action: Callable[[], object], *, icon: str = "") -> Button:
        """Make the button that Enter presses; it is not added to the page."""
        self.main = self.button(text, action, ButtonKind.MAIN, icon=icon)
        self.main.setObjectName("main")
        return self.main

    def row(self, *widgets: QWidget, into: QVBoxLayout | None = None) -> None:
        """Add widgets side by side, in several rows where they do not fit."""
        (into or self.column).addLayout(row_of(self.theme, *widgets))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column at the middle and no wider than is good to read."""
        super().resizeEvent(event)
        self._place_column(event.size().width(), event.size().height())

    def _place_column(self, width: int, height: int) -> None:
        """Set the margins of the column for a viewport of this size; above and below they give way first, so that no
        page scrolls by a few pixels.
        """
        theme = self.theme
        side = max(LEAST_SIDE, (self.width() - theme.px(COLUMN)) // 2)
        # The scroll bar takes its width out of the margin, so that the column stands still when it comes and goes.
        end = side - (self.width() - width)
        left, right = (side, end) if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else (end, side)
        top, bottom = theme.space(4), theme.space(6)
        self.column.setContentsMargins(left, top, right, bottom)
        over = self.column.totalHeightForWidth(width) - height
        least_top, least_bottom = theme.space(3), theme.space(2)
        if 0 < over <= top - least_top + bottom - least_bottom:
            taken = min(over, top - least_top)
            self.column.setContentsMargins(left, top - taken, right, bottom - (over - taken))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the main action. Esc does nothing here, so that nothing is lost by it; what it stops is a check."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and self.main is not None and self.main.isEnabled():
                self.main.click()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
        else:
            super().keyPressEvent(event)

    @Slot(QWidget, QWidget)
    def _bring_into_sight(self, _: QWidget | None, focused: QWidget | None) -> None:
        """Scroll to what gets the focus from outside the page, which the toolkit does only from within.

        What is in sight in part stays: it may have been clicked, and must not move from beneath the pointer.
        """
        if focused is None or not (self.isAncestorOf(focused) and focused.isVisible()):
            return
        if focused.visibleRegion().isEmpty():
            self.ensureWidgetVisible(focused)

    def _settle(self) -> None:
        """Something on the page changed its size."""
        size = self.viewport().size()
        self._place_column(size.width(), size.height())

    def _add(self, label: Text) -> Text:
        self.column.addWidget(label)
        return label


class _Inside(QWidget):
    """What scrolls; says when its layout is about to change."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed

    def event(self, event: QEvent) -> bool:
        """Tell of a change before the layout follows it."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._changed()
        return super().event(event)
