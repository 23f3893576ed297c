"""What stands around every page: the header, the footer and the banner of the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QActionGroup, QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from exposure_check import __version__
from exposure_check.desktop import screen_codes
from exposure_check.desktop.style.theme import BODY, LEAST_SIDE, RADIUS, SMALL, menu_sheet
from exposure_check.desktop.system.quick_exit import PRESSES
from exposure_check.desktop.text import language
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.flow import Flow
from exposure_check.desktop.widgets.panel import IconLine, Strip
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from exposure_check.desktop.scene import Scene
    from exposure_check.desktop.style.theme import Theme


class LeaveButton(Button):
    """The quick exit, with a dot for each press of Shift."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(theme, text, ButtonKind.SECOND, icon="leave", parent=parent)
        self._pressed = 0
        self._narrow = False

    def set_narrow(self, narrow: bool) -> None:
        """Put the dots beneath the words instead of beside them."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()

    def set_pressed(self, count: int) -> None:
        """Show how many times Shift was pressed."""
        self._pressed = count
        self.update()

    def least_height(self) -> int:
        """As high as the buttons beside it, which have no face."""
        return self._theme.px(44)

    def has_dots_beneath(self) -> bool:
        """Whether there is room beneath the words; two lines of them leave none."""
        return self._narrow and self.height() <= self.least_height()

    def end_width(self) -> int:
        """Room for three dots."""
        return 0 if self._narrow else (2 * PRESSES - 1) * self._dot() + self._theme.space(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and in a narrow one the dots in the room beneath the words."""
        super().paintEvent(event)
        if self.has_dots_beneath():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            wide = (2 * PRESSES - 1) * self._dot()
            self._draw_dots(painter, (self.width() - wide) // 2, round(self.height() - 1.5 * self._dot()))
            painter.end()

    def draw_end(self, painter: QPainter, ink: QColor, box: QRect) -> None:
        """Draw the dots."""
        self._draw_dots(painter, box.right() + 1 - (2 * PRESSES - 1) * self._dot(), box.center().y() + 1)

    def _draw_dots(self, painter: QPainter, left: int, middle: int) -> None:
        dot = self._dot()
        for place in range(PRESSES):
            painter.setPen(QPen(self._theme.accent, 1.5))
            painter.setBrush(self._theme.accent if place < self._pressed else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(left + 2 * place * dot, middle - dot / 2, dot, dot))

    def _dot(self) -> int:
        return self._theme.px(5 if self._narrow else 7)


class CodeBox(QLabel):
    """The screen code in a frame."""

    def __init__(self, theme: Theme, code: str) -> None:
        super().__init__(code)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._theme = theme
        self.setFont(theme.font(BODY, bold=True))
        side = theme.px(14)
        self.setContentsMargins(side, 4, side, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, then the code."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.line, 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS - 2, RADIUS - 2)
        painter.end()
        super().paintEvent(event)


class Header(Strip):
    """Back on the left; settings, language and the quick exit on the right, on a second row where it is narrow."""

    back_pressed = Signal()
    settings_pressed = Signal()
    leave_pressed = Signal()
    language_chosen = Signal(str)

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.theme)
        self.setObjectName("header")
        self._theme = theme = scene.theme
        rows = QVBoxLayout(self)
        rows.setContentsMargins(LEAST_SIDE - theme.space(2), theme.space(2), LEAST_SIDE, theme.space(2))
        rows.setSpacing(theme.space(1))
        self._rows = (QHBoxLayout(), QHBoxLayout())
        for row in self._rows:
            row.setSpacing(theme.space(2))
            rows.addLayout(row)
        self.back = Button(theme, self.tr("Back"), ButtonKind.QUIET, icon="back", parent=self)
        self.back.setObjectName("back")
        self.back.clicked.connect(lambda: self.back_pressed.emit())
        self.back.setVisible(scene.state.can_go_back)
        self.settings = Button(theme, self.tr("Settings"), ButtonKind.QUIET, icon="settings", parent=self)
        self.settings.setObjectName("settings")
        self.settings.clicked.connect(lambda: self.settings_pressed.emit())
        self.settings.setVisible(scene.offers.settings and scene.page != "settings")
        self.language = Button(theme, language.own_name(scene.language), ButtonKind.QUIET, icon="language", parent=self)
        self.language.setObjectName("language")
        self.language.setAccessibleName(self.tr("Language: {name}").format(name=language.own_name(scene.language)))
        self.language.setVisible(len(scene.languages) > 1)
        self.language.clicked.connect(lambda: self._open_menu(scene))
        self.leave = LeaveButton(theme, self.tr("Leave quickly"), self)
        self.leave.setObjectName("leave")
        self.leave.setAccessibleDescription(
            self.tr("Blanks the window, wipes everything and ends the program. Shift three times does the same.")
            if scene.offers.closing
            else self.tr("Wipes everything and begins anew. Shift three times does the same.")
        )
        self.leave.clicked.connect(lambda: self.leave_pressed.emit())
        shown = [part for part in (self.back, self.settings, self.language, self.leave) if not part.isHidden()]
        self._wanted = sum(part.sizeHint().width() for part in shown) + 5 * theme.space(2) + 2 * LEAST_SIDE
        self._narrow: bool | None = None
        self._place(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two rows where one is too narrow."""
        super().resizeEvent(event)
        self._place(narrow=self._wanted > self.width())

    def _place(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.leave.set_narrow(narrow)
        upper, lower = self._rows
        for row in self._rows:
            while row.takeAt(0) is not None:
                pass
        upper.addWidget(self.back)
        upper.addStretch(1)
        if narrow:
            lower.addWidget(self.settings)
            lower.addStretch(1)
            lower.addWidget(self.language)
        else:
            upper.addWidget(self.settings)
            upper.addWidget(self.language)
        upper.addWidget(self.leave)
        for first, second in ((self.back, self.settings), (self.settings, self.language), (self.language, self.leave)):
            QWidget.setTabOrder(first, second)

    def _open_menu(self, scene: Scene) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._theme.font())
        menu.setStyleSheet(menu_sheet(self._theme))
        group = QActionGroup(menu)
        for offered in scene.languages:
            action = menu.addAction(language.own_name(offered))
            action.setCheckable(True)
            action.setChecked(offered == scene.language)
            action.triggered.connect(lambda _=False, offered=offered: self.language_chosen.emit(offered))
            group.addAction(action)
        menu.popup(self.language.mapToGlobal(self.language.rect().bottomLeft()))


class Footer(Strip):
    """The screen code, for whoever is on the telephone, and somebody to talk to."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.theme, rule_above=True)
        self.setObjectName("footer")
        theme, state = scene.theme, scene.state
        self._theme = theme
        self._row = row = Flow(self, gap=theme.space(6), row_gap=theme.space(1), apart=True)
        self.set_inside(inside=False)
        row.addWidget(self._screen_code(theme, scene.page, f"{scene.language.upper()} {__version__}"))
        for line in state.profile.help_lines_for(scene.language)[:1]:
            named = state.profile.help_lines or state.profile.help_name
            row.addWidget(self._help(theme, line.name if named else "", line.number))

    def set_inside(self, *, inside: bool) -> None:
        """Stand at the foot of the window, or within the column of the page, under its texts."""
        side = 0 if inside else LEAST_SIDE
        self._row.setContentsMargins(side, self._theme.space(2), side, self._theme.space(2))

    def _screen_code(self, theme: Theme, page: str, edition: str) -> QWidget:
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(2))
        box = CodeBox(theme, screen_codes.shown(page))
        box.setObjectName("code")
        box.setAccessibleName(
            self.tr("Screen code {code}, edition {edition}").format(code=screen_codes.spoken(page), edition=edition)
        )
        for part in (_plain(theme, self.tr("Page")), box, _plain(theme, edition)):
            line.addWidget(part)
        return widget

    def _help(self, theme: Theme, name: str, number: str) -> QWidget:
        """A line or two: no number is so long that the window would have to be wider for it."""
        widget = QWidget()
        line = Flow(widget, gap=theme.space(2), row_gap=0)
        shown_name = _plain(theme, self.tr("{name}:").format(name=name or self.tr("Someone to talk to")))
        shown_name.setWordWrap(True)
        line.addWidget(shown_name)
        line.addWidget(Text(theme, number, bold=True))
        return widget


class DemoBanner(Strip):
    """Says on every page that this is a demo."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tinted=True)
        self.setObjectName("demo")
        column = QVBoxLayout(self)
        column.setContentsMargins(LEAST_SIDE, theme.space(2), LEAST_SIDE, theme.space(2))
        self.setStyleSheet(
            f"#demo {{ background: {theme.tint.name()}; border-bottom: 1px solid {theme.line.name()}; }}"
        )
        self._words = IconLine(theme, "info", "", size=SMALL)
        column.addWidget(self._words)
        self.set_short(short=False)

    def fit(self, width: int) -> None:
        """Say it in few words where all of them do not fit into one line."""
        self.set_short(short=False)
        if self.heightForWidth(width) > self.heightForWidth(self._words.text.sizeHint().width() * 2):
            self.set_short(short=True)

    def set_short(self, *, short: bool) -> None:
        """Say it in few words, or in all."""
        self.is_short = short
        self._words.text.setText(
            self.tr("Demo: invented records and numbers.")
            if short
            else self.tr("Demo: invented records and numbers of no one. Its protection is weaker than the real one.")
        )


def _plain(theme: Theme, text: str) -> Text:
    label = Text(theme, text, size=SMALL, colour=theme.muted)
    label.setWordWrap(False)
    return label
