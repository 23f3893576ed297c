"""Buttons that open something, and buttons of which one is chosen, as assistive programs meet them."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.system import button_role


def interface(window, name):
    return QAccessible.queryAccessibleInterface(window.page.findChild(QPushButton, name))


def test_the_chosen_one_of_several_is_told(open_window):
    window = open_window(state=example_states.state("actions"))
    checked = {
        name: interface(window, f"audience-{name}").state().checked for name in ("self", "child", "relative", "estate")
    }
    assert checked == {"self": True, "child": False, "relative": False, "estate": False}
    interface(window, "audience-child").actionInterface().doAction("Press")
    QTest.qWait(50)
    assert interface(window, "audience-child").state().checked
    assert not interface(window, "audience-self").state().checked
    assert interface(window, "audience-child").role() == QAccessible.Role.RadioButton
    assert interface(window, "audience-child").state().checkable


def test_a_change_is_told_once(open_window, monkeypatch):
    window = open_window(state=example_states.state("answer"))
    row = window.page.findChild(QPushButton, "save-or-print")
    changes = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: changes.append(event.type()))
    button_role.set_expanded(row, expanded=True)
    button_role.set_expanded(row, expanded=True)
    assert changes == [QAccessible.Event.StateChanged]


def test_the_interface_goes_with_its_page(open_window):
    window = open_window(state=example_states.state("answer"))
    for _ in range(50):
        assert interface(window, "save-or-print").state().expandable
        window.draw()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    assert interface(window, "save-or-print").text(QAccessible.Text.Name) == "Save or print"
