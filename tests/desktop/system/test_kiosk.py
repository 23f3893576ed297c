"""The window of a kiosk, as a window: over the whole screen, ended by the keys of staff."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from exposure_check.desktop.system.kiosk import STAFF_KEYS, Kiosk
from tests.docs.evidence import ROOT

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def kiosk(qtbot):
    window = QWidget()
    window.field = QLineEdit(window)
    QVBoxLayout(window).addWidget(window.field)
    kiosk = Kiosk(window)
    kiosk.window, kiosk.log = window, []
    kiosk.ended.connect(lambda: kiosk.log.append("ended"))
    kiosk.gone.connect(lambda: kiosk.log.append("gone"))
    qtbot.addWidget(window)
    kiosk.fill_screen()
    qtbot.waitExposed(window)
    return kiosk


def test_it_fills_the_screen(kiosk):
    assert kiosk.window.isFullScreen()
    assert kiosk.window.geometry() == kiosk.window.screen().geometry()


def test_the_keys_of_staff_end_it_from_within_a_field_and_no_part_of_them_does(kiosk):
    kiosk.window.field.setFocus()
    control, alt, shift = (
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.ShiftModifier,
    )
    for part in (control, alt, control | alt, control | shift):
        QTest.keyClick(kiosk.window.windowHandle(), Qt.Key.Key_Q, part)
    assert kiosk.log == []
    typed = kiosk.window.field.text()
    QTest.keyClick(kiosk.window.windowHandle(), Qt.Key.Key_Q, KEYS)
    assert kiosk.log == ["ended"]
    assert kiosk.window.field.text() == typed


def test_a_window_that_is_put_aside_is_gone_and_comes_back(kiosk, qtbot):
    kiosk.window.showMinimized()
    qtbot.waitUntil(lambda: "gone" in kiosk.log)
    qtbot.waitUntil(kiosk.window.isFullScreen)


def test_operations_names_the_keys():
    assert STAFF_KEYS in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
