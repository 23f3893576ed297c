"""A line that opens to show more."""

from __future__ import annotations

from PySide6.QtGui import QAccessible

from exposure_check.desktop import example_states


def test_the_state_of_a_disclosure_is_told(open_window):
    from exposure_check.desktop.widgets.disclosure import Disclosure

    window = open_window(state=example_states.state("answer"))
    row = window.page.findChildren(Disclosure)[0]
    interface = QAccessible.queryAccessibleInterface(row.row)
    assert interface.state().checkable
    assert not interface.state().checked
    assert interface.text(QAccessible.Text.Name) == "Name. What it means"
    row.row.click()
    assert interface.state().checked
    assert interface.text(QAccessible.Text.Name) == "Name. Close"
