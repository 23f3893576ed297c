"""The offer of the report: where it goes, and that nothing is made before."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QFileDialog

from exposure_check.desktop import example_states
from exposure_check.desktop.documents import pdf
from exposure_check.desktop.widgets.report_offer import ReportOffer
from tests.support.paper import in_order, read, squeezed
from tests.support.window import button, report_offer, state_with_secrets, texts

pytestmark = pytest.mark.usefixtures("in_language")


@pytest.mark.parametrize("example", ["answer", "answer-two", "answer-none"])
def test_nothing_is_made_before_it_is_asked_for(open_window, monkeypatch, example):
    written = []
    monkeypatch.setattr(pdf, "pdf", lambda *_, **__: written.append(1) or b"")
    window = open_window(state=example_states.state(example))
    report_offer(window)
    assert written == []
    assert window.page.findChild(object, "save-report").isVisible()


def test_the_last_page_of_the_advice_offers_it_too(open_window):
    window = open_window(state=example_states.state("actions-step"))
    assert window.page.findChild(ReportOffer) is None
    button(window, "See all advice").click()
    assert window.page.findChild(ReportOffer) is not None


@pytest.mark.parametrize("name", ["information.pdf", "information.html"])
def test_it_is_saved_where_the_page_says_and_for_this_user_alone(open_window, tmp_path, name):
    window = open_window(state=state_with_secrets())
    target = tmp_path / name
    found = report_offer(window)
    found.choose_file()
    dialog = found.window().findChild(QFileDialog)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert [path.rpartition("/")[2] for path in dialog.selectedFiles()] == ["information.pdf"]
    dialog.selectFile(str(target))
    dialog.accept()
    assert f"Saved as {target}." in texts(window)
    assert [path.name for path in tmp_path.glob("*info*")] == [name]
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600
    data = target.read_bytes()
    assert data[:5] == (b"%PDF-" if name.endswith(".pdf") else b"<!DOC")
    assert example_states.NUMBER.encode() not in data


def test_a_folder_that_cannot_be_written_is_named_as_such_and_the_old_file_stays(open_window, tmp_path, monkeypatch):
    window = open_window(state=example_states.state("answer"))
    found = report_offer(window)
    found.save(str(tmp_path / "no" / "information.pdf"))
    assert "It could not be saved there. Please choose another folder." in texts(window)
    old = tmp_path / "information.pdf"
    old.write_bytes(b"old")

    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr("exposure_check.files.os.fsync", full)
    found.save(str(old))
    assert old.read_bytes() == b"old"
    assert [path.name for path in tmp_path.glob("*info*")] == ["information.pdf"]


def test_a_computer_without_a_printer_says_so(open_window, monkeypatch):
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    window = open_window(state=example_states.state("answer"))
    report_offer(window).choose_printer()
    assert "This computer has no printer. You can save the report as a file." in texts(window)


def test_it_is_printed_under_a_neutral_name(open_window, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    window = open_window(state=state_with_secrets())
    report_offer(window).print_on(printer)
    assert printer.docName() == "Information"
    text = read((tmp_path / "out.pdf").read_bytes())
    in_order(text, ["Your data was taken in 2 breaches", example_states.SHOP.name["en"], "116 006"])
    assert squeezed(example_states.NUMBER) not in text
    assert any(line.startswith("Sent to the printer") for line in texts(window))
