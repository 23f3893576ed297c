"""The size of the system's text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QFont, QFontDatabase

from exposure_check.desktop.system import text_size
from exposure_check.desktop.system.settings import load


@pytest.mark.parametrize(
    ("points", "usual", "percent"),
    [
        (11.0, 11.0, 100),
        (10.0, 11.0, 100),
        (12.0, 11.0, 100),
        (14.0, 11.0, 125),
        (13.5, 9.0, 150),
        (24.0, 11.0, 200),
        (72.0, 9.0, 200),
        (-1.0, 11.0, 100),  # in pixels: the system says no size in points
    ],
)
def test_it_is_the_nearest_that_is_not_larger(points, usual, percent):
    assert text_size.percent_for(points, usual) == percent


@pytest.mark.parametrize(("stored", "percent"), [(None, 200), ("125", 125), ("100", 100), ("garbled", 200)])
def test_it_counts_for_who_has_chosen_none(qapp, tmp_path, monkeypatch, stored, percent):
    monkeypatch.setattr(QFontDatabase, "systemFont", staticmethod(lambda _: QFont("Sans", 24)))
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    if stored is not None:
        settings.setValue("text_percent", stored)
    assert load(settings).text_percent == percent
