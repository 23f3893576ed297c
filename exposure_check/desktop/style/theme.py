"""The look in one place: a scale of spaces, a scale of type, and colours worked out from the system's palette.

Text keeps 4.5:1 and controls 3:1 against what lies behind them in every theme (WCAG 2.2, 1.4.3 and 1.4.11); where
the system's colours do not give that, our own neutrals take their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QStyleHints

from exposure_check.desktop.style import typeface
from exposure_check.desktop.system.settings import Appearance

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

STEP = 4  # px; every distance is a multiple of it
COLUMN = 640  # px of text at 100 %
SMALL, BODY, LEAD, HEADING = 15, 17, 19, 30  # px at 100 %
RADIUS = 8
SCROLL_WIDTH = 14  # px
TARGET = 24  # px; the least side of anything that can be clicked
LEAST_SIDE = 24  # px at each side of the window, before the column of a page, the header and the footer
CHOICE_BEFORE = 7  # px before the circle or the box of a choice, its focus ring included
CONTROL = 48  # px at 100 %; the height of every button with a face, and of a field

ACCENT_LIGHT, ACCENT_DARK = QColor("#1f5f6b"), QColor("#83c5d0")
TINT = QColor("#8fc9d6")
HIGH_LIGHT, HIGH_DARK = QColor("#00333d"), QColor("#ffe07a")


@dataclass(frozen=True)
class Theme:
    """Colours and sizes of one appearance at one text size."""

    window: QColor
    base: QColor  # of cards and fields
    text: QColor
    muted: QColor
    line: QColor  # decoration: the edge of a card, a rule
    edge: QColor  # of a control: 3:1
    accent: QColor
    on_accent: QColor
    tint: QColor  # of a panel that explains
    caution: QColor  # beside words and an icon, never alone
    dark: bool
    high_contrast: bool
    percent: int

    def px(self, size: int) -> int:
        """A size of text, or of what grows with it, at the chosen text size."""
        return round(size * self.percent / 100)

    def space(self, steps: int) -> int:
        """A distance of so many steps; it grows at half the rate of the text, so that large text keeps its room."""
        return round(STEP * steps * (1 + (self.percent - 100) / 200))

    def font(self, size: int = BODY, *, bold: bool = False, fixed: bool = False) -> QFont:
        """Our typeface in one size of the scale; what is `fixed` has signs of one width and is the system's."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if fixed else QFont(typeface.families())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


def luminance(colour: QColor) -> float:
    """Relative luminance, 0.0 to 1.0 (WCAG 2.2)."""
    return 0.2126 * _linear(colour.redF()) + 0.7152 * _linear(colour.greenF()) + 0.0722 * _linear(colour.blueF())


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(colour: QColor, ground: QColor) -> float:
    """Contrast ratio, 1.0 to 21.0 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: QColor, other: QColor, share: float) -> QColor:
    """`colour` with `share` (0.0 to 1.0) of `other` in it."""

    def between(first: int, second: int) -> int:
        return round(first + (second - first) * share)

    return QColor(
        between(colour.red(), other.red()),
        between(colour.green(), other.green()),
        between(colour.blue(), other.blue()),
    )


def readable(colour: QColor, towards: QColor, ratio: float, *grounds: QColor) -> QColor:
    """`colour`, moved towards another one until it has `ratio` against every ground."""
    for step in range(21):
        candidate = mix(colour, towards, step / 20)
        if all(contrast(candidate, ground) >= ratio for ground in grounds):
            return candidate
    return towards


@lru_cache(maxsize=1)
def system_hints() -> QStyleHints:
    """The system's wishes. One wrapper for the whole process: PySide 6.12 invalidates those that hang on another."""
    return QGuiApplication.styleHints()


def wants_dark(appearance: Appearance) -> bool:
    """Whether an appearance is dark, asking the system where the choice is the system's."""
    if appearance in (Appearance.LIGHT, Appearance.DARK):
        return appearance is Appearance.DARK
    scheme = system_hints().colorScheme()
    if scheme is Qt.ColorScheme.Unknown:
        palette = QGuiApplication.palette()
        return luminance(palette.window().color()) < luminance(palette.windowText().color())
    return scheme is Qt.ColorScheme.Dark


def wants_high_contrast(appearance: Appearance) -> bool:
    """Whether high contrast was chosen here or in the system."""
    if appearance is Appearance.HIGH_CONTRAST:
        return True
    preference = system_hints().accessibility().contrastPreference()
    return appearance is Appearance.SYSTEM and preference is Qt.ContrastPreference.HighContrast


def derive(palette: QPalette, *, dark: bool, high_contrast: bool, percent: int = 100) -> Theme:
    """The theme for a system palette; `palette` is used as far as it fits what was asked for."""
    window, base, text = _neutrals(palette, dark=dark, high_contrast=high_contrast)
    accent = (HIGH_DARK if dark else HIGH_LIGHT) if high_contrast else (ACCENT_DARK if dark else ACCENT_LIGHT)
    tint = base if high_contrast else mix(window, TINT, 0.13 if dark else 0.2)
    grounds = (window, base, tint)
    accent = readable(accent, text, 7.0 if high_contrast else 4.5, *grounds)
    return Theme(
        window=window,
        base=base,
        text=text,
        muted=text if high_contrast else readable(mix(text, window, 0.34), text, 4.9, *grounds),
        line=text if high_contrast else mix(window, text, 0.16),
        edge=text if high_contrast else readable(mix(window, text, 0.45), text, 3.1, *grounds),
        accent=accent,
        on_accent=max((QColor("#ffffff"), QColor("#0c1619")), key=lambda colour: contrast(colour, accent)),
        tint=tint,
        caution=readable(QColor("#e9b15c" if dark else "#8a5a00"), text, 4.5, *grounds),
        dark=dark,
        high_contrast=high_contrast,
        percent=percent,
    )


def current(appearance: Appearance, percent: int) -> Theme:
    """The theme of this moment on this system."""
    high = wants_high_contrast(appearance)
    return derive(QGuiApplication.palette(), dark=wants_dark(appearance), high_contrast=high, percent=percent)


def follow(appearance: Appearance) -> None:
    """Ask the system to draw its own parts (title bar, dialogs) light or dark as well."""
    wanted = {Appearance.LIGHT: Qt.ColorScheme.Light, Appearance.DARK: Qt.ColorScheme.Dark}
    system_hints().setColorScheme(wanted.get(appearance, Qt.ColorScheme.Unknown))


def apply(app: QApplication, theme: Theme) -> None:
    """Give the toolkit's own widgets the colours and the size of text.

    Colours go through the palette: a style sheet for everything would make each page three times as slow to draw.
    """
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window,), theme.window),
        ((role.Base, role.AlternateBase, role.Button, role.ToolTipBase), theme.base),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), theme.text),
        ((role.Highlight, role.Accent, role.Link), theme.accent),
        ((role.HighlightedText,), theme.on_accent),
        ((role.PlaceholderText,), theme.muted),
        ((role.Mid, role.Dark), theme.edge),
    ):
        for each_role in roles:
            palette.setColor(each_role, colour)
    app.setPalette(palette)
    app.setFont(theme.font())


def _neutrals(palette: QPalette, *, dark: bool, high_contrast: bool) -> tuple[QColor, QColor, QColor]:
    """Window, base and text: the system's where somebody chose them, else our own."""
    window, base, text = palette.window().color(), palette.base().color(), palette.windowText().color()
    fits = luminance(window) < luminance(text) if dark else luminance(window) > luminance(text)
    enough = min(contrast(text, window), contrast(text, base)) >= 7
    if fits and enough and not _is_plain_default(window) and (not high_contrast or contrast(text, window) > 15):
        return window, base, text
    if high_contrast:
        return (
            (QColor("#000000"), QColor("#000000"), QColor("#ffffff"))
            if dark
            else (QColor("#ffffff"), QColor("#ffffff"), QColor("#000000"))
        )
    if dark:
        return QColor("#171c20"), QColor("#1f262b"), QColor("#eef1f2")
    return QColor("#fbfaf8"), QColor("#ffffff"), QColor("#1d282e")


def _is_plain_default(window: QColor) -> bool:
    """Whether a background is the toolkit's own grey, which nobody chose."""
    return window.name() in ("#efefef", "#323232")


def field_sheet(theme: Theme, *, faulty: bool = False) -> str:
    """Of a field for text: an edge of 3:1 that becomes the accent with the focus; thicker and another where a status
    beneath it says what is wrong.
    """
    height = max(theme.px(CONTROL), TARGET)
    edge, width = (theme.caution, 3) if faulty else (theme.edge, 2)
    focus, focus_width = (theme.caution, 4) if faulty else (theme.accent, 3)
    return f"""
QLineEdit {{ background: {theme.base.name()}; color: {theme.text.name()}; border: {width}px solid {edge.name()};
  border-radius: {RADIUS}px; padding: 0 {theme.px(14) + 2 - width}px; min-height: {height - 2 * width}px; }}
QLineEdit:focus {{ border: {focus_width}px solid {focus.name()}; padding: 0 {theme.px(14) + 2 - focus_width}px;
  min-height: {height - 2 * focus_width}px; }}
QPlainTextEdit {{ background: {theme.base.name()}; color: {theme.text.name()}; border: 2px solid {theme.edge.name()};
  border-radius: {RADIUS}px; padding: {theme.space(2)}px; }}
QPlainTextEdit:focus {{ border: 3px solid {theme.accent.name()}; padding: {theme.space(2) - 1}px; }}
"""


def choice_sheet(theme: Theme) -> str:
    """Of a radio button and a check box."""
    side, accent, base = theme.px(20), theme.accent.name(), theme.base.name()
    return f"""
QRadioButton, QCheckBox {{ background: transparent; color: {theme.text.name()}; spacing: {theme.px(10)}px;
  min-height: {theme.px(32)}px; padding: 2px {theme.px(8)}px 2px {CHOICE_BEFORE - 3}px; border: 3px solid transparent;
  border-radius: 6px; }}
QRadioButton:focus, QCheckBox:focus {{ border-color: {accent}; }}
QRadioButton::indicator, QCheckBox::indicator {{ width: {side}px; height: {side}px;
  border: 2px solid {theme.edge.name()}; background: {base}; }}
QRadioButton::indicator {{ border-radius: {side // 2 + 2}px; }}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator:checked {{ border: 2px solid {accent};
  background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5, stop:0 {accent}, stop:0.55 {accent},
  stop:0.62 {base}, stop:1 {base}); }}
QCheckBox::indicator:checked {{ border: 2px solid {accent}; background: {accent}; }}
"""


def bar_sheet(theme: Theme) -> str:
    """Of the bar that shows how far a check is."""
    high = theme.px(12)
    return f"""
QProgressBar {{ border: 2px solid {theme.edge.name()}; border-radius: {high // 2 + 2}px;
  background: {theme.base.name()}; min-height: {high}px; max-height: {high}px; }}
QProgressBar::chunk {{ background: {theme.accent.name()}; border-radius: {high // 2}px; }}
"""


def menu_sheet(theme: Theme) -> str:
    """Of the menu of languages."""
    return f"""
QMenu {{ background: {theme.base.name()}; color: {theme.text.name()}; border: 1px solid {theme.edge.name()};
  padding: 4px; }}
QMenu::item {{ padding: {theme.space(2)}px {theme.space(6)}px; border: 2px solid transparent; }}
QMenu::item:selected {{ border: 2px solid {theme.accent.name()}; background: {theme.tint.name()}; }}
"""


def scroll_sheet(theme: Theme) -> str:
    """Of the scroll bar at the side of a page."""
    return f"""
QScrollBar:vertical {{ background: {theme.window.name()}; width: {SCROLL_WIDTH}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {theme.edge.name()}; border-radius: 5px; min-height: 32px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: {theme.window.name()}; }}
"""
