"""Keeping the window out of pictures of the screen."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication

from exposure_check.desktop.system import capture


def test_it_is_not_offered_where_the_system_cannot_do_it(qapp):
    assert not capture.is_supported()


@pytest.mark.parametrize(("on", "affinity"), [(True, 0x11), (False, 0x00)])
def test_windows_is_asked_by_the_number_of_the_window(qapp, monkeypatch, on, affinity):
    calls = []
    user32 = SimpleNamespace(SetWindowDisplayAffinity=lambda *given: calls.append(given))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "windows"))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    capture.block(SimpleNamespace(winId=lambda: 42), on=on)
    assert calls == [(42, affinity)]
