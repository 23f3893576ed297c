"""What appears after a press is seen, on every page and in every size."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.documents import print_dialog
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.log_sheet_offer import LogSheetOffer
from exposure_check.desktop.widgets.report_offer import ReportOffer
from tests.support.layout import place

SIZES = [((1024, 720), 100), ((640, 560), 100), ((640, 560), 200)]


def settle(qtbot):
    qtbot.wait(30)
    for _ in range(3):
        QApplication.processEvents()


def is_seen(window, widget):
    """Whether all of a widget, or all that the page has room for, lies within the page's viewport."""
    port = window.page.viewport()
    spot = place(widget, port)
    return spot.top() >= 0 and (spot.bottom() <= port.height() or spot.height() > port.height() - 40)


def offer_message(kind):
    def press(window, tmp_path):
        offer = window.page.findChild(kind)
        offer.findChild(QPushButton, "save-or-print" if kind is ReportOffer else "log-sheet").click()
        offer.save(str(tmp_path / "information.pdf"))
        return offer._message

    return press


def no_printer(window, tmp_path):
    offer = window.page.findChild(ReportOffer)
    offer.findChild(QPushButton, "save-or-print").click()
    offer.choose_printer()
    return offer._message


def saved_record(window, tmp_path):
    window.page.save(str(tmp_path / "requests.txt"))
    return window.page._message


def wrong_number(window, tmp_path):
    window.page.main.click()
    return window.page.status


def wrong_code(window, tmp_path):
    window.page.field.set_value(example_states.NUMBER)
    window.state.type_number(example_states.NUMBER)
    window.page.findChild(QPushButton, "enter-code").click()
    QTest.keyClicks(window.page.code, "1234")
    window.page.main.click()
    return window.page.code_status


def wrong_proxy(window, tmp_path):
    window.page.proxy.setText("nonsense")
    window.page.proxy.editingFinished.emit()
    return window.page.proxy_status


PRESSES = {
    "report on the answer": ("answer", offer_message(ReportOffer)),
    "report on the advice": ("actions-all", offer_message(ReportOffer)),
    "log sheet": ("actions-all", offer_message(LogSheetOffer)),
    "no printer": ("answer", no_printer),
    "record of what was sent": ("sent", saved_record),
    "wrong number": ("number", wrong_number),
    "wrong code": ("number", wrong_code),
    "wrong proxy": ("settings", wrong_proxy),
}


@pytest.mark.parametrize(("size", "percent"), SIZES)
@pytest.mark.parametrize("name", PRESSES)
def test_what_a_press_brings_can_be_seen(qtbot, open_window, monkeypatch, tmp_path, name, size, percent):
    monkeypatch.setattr(print_dialog, "ask", lambda *_: False)
    example, press = PRESSES[name]
    demo = name == "wrong code"
    window = open_window(
        state=example_states.state(example, demo=demo), preferences=Preferences("en", text_percent=percent), size=size
    )
    settle(qtbot)
    window.page.verticalScrollBar().setValue(0)  # wherever somebody has scrolled to
    shown = press(window, tmp_path)
    settle(qtbot)
    assert shown.isVisibleTo(window)
    assert is_seen(window, shown), (place(shown, window.page.viewport()), window.page.viewport().size())


def test_what_is_in_sight_does_not_move(qtbot, open_window, tmp_path):
    window = open_window(state=example_states.state("number"))
    settle(qtbot)
    before = window.page.verticalScrollBar().value()
    wrong_number(window, tmp_path)
    settle(qtbot)
    assert window.page.verticalScrollBar().value() == before
