"""The colours: contrast in every theme, whatever palette the system has."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import Appearance


def palette(window, base, text):
    colours = QPalette()
    colours.setColor(QPalette.ColorRole.Window, QColor(window))
    colours.setColor(QPalette.ColorRole.Base, QColor(base))
    colours.setColor(QPalette.ColorRole.WindowText, QColor(text))
    return colours


SYSTEMS = {
    "plain": palette("#efefef", "#ffffff", "#000000"),
    "plain dark": palette("#323232", "#242424", "#ffffff"),
    "warm": palette("#f6f5f4", "#ffffff", "#2e3436"),
    "night": palette("#1e1e2e", "#181825", "#cdd6f4"),
    "faint": palette("#dddddd", "#eeeeee", "#999999"),
    "contrast black": palette("#000000", "#000000", "#ffffff"),
    "contrast desert": palette("#fffaef", "#fffaef", "#3d3d3d"),
    "middle grey": palette("#808080", "#888888", "#000000"),
}


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=SYSTEMS)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("high", [False, True])
def test_contrast_holds_for_every_palette(system, dark, high):
    derived = theme.derive(system, dark=dark, high_contrast=high)
    for ground in (derived.window, derived.base, derived.tint):
        for ink in (derived.text, derived.muted, derived.accent, derived.caution):
            assert theme.contrast(ink, ground) >= (7 if high and ink is not derived.caution else 4.5)
        assert theme.contrast(derived.edge, ground) >= 3
    assert theme.contrast(derived.on_accent, derived.accent) >= 4.5
    assert (theme.luminance(derived.window) < theme.luminance(derived.text)) is dark


def test_the_colours_of_the_system_are_kept_where_they_serve():
    derived = theme.derive(SYSTEMS["warm"], dark=False, high_contrast=False)
    assert derived.window.name() == "#f6f5f4"
    assert derived.text.name() == "#2e3436"


def test_contrast_is_that_of_the_guidelines():
    assert theme.contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("appearance", "dark"), [(Appearance.LIGHT, False), (Appearance.DARK, True), (Appearance.SYSTEM, True)]
)
def test_the_system_is_followed_unless_something_was_chosen(qapp, monkeypatch, appearance, dark):
    monkeypatch.setattr(theme, "system_hints", lambda: Hints(Qt.ColorScheme.Dark))
    assert theme.wants_dark(appearance) is dark


@pytest.mark.parametrize(
    ("appearance", "high"), [(Appearance.LIGHT, False), (Appearance.HIGH_CONTRAST, True), (Appearance.SYSTEM, True)]
)
def test_the_systems_wish_for_contrast_is_followed(qapp, monkeypatch, appearance, high):
    monkeypatch.setattr(theme, "system_hints", lambda: Hints(Qt.ColorScheme.Light))
    assert theme.wants_high_contrast(appearance) is high


class Hints:
    def __init__(self, scheme):
        self._scheme = scheme

    def colorScheme(self):
        return self._scheme

    def accessibility(self):
        return self

    def contrastPreference(self):
        return Qt.ContrastPreference.HighContrast
