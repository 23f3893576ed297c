"""The offer of an empty page to write on."""

from __future__ import annotations

import pypdf

from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import AllSteps
from exposure_check.desktop.widgets.log_sheet_offer import LogSheetOffer
from exposure_check.desktop.widgets.text import Text
from tests.support.paper import words_of
from tests.support.publisher_guidance import at_advice


def test_the_page_is_the_same_for_every_answer(open_window, tmp_path):
    found = set()
    for place, state in enumerate(
        (example_states.state("actions-all"), at_advice(example_states.NOT_LISTED, advice_view=AllSteps()))
    ):
        window = open_window(state=state)
        target = tmp_path / f"{place}.pdf"
        window.page.findChild(LogSheetOffer).save(str(target))
        assert f"Saved as {target}." in [label.text() for label in window.page.findChildren(Text)]
        found.add(words_of(target.read_bytes()))
        window.close()
    assert len(found) == 1


def test_a_folder_where_the_page_cannot_be_saved_is_named_as_such(open_window, tmp_path):
    window = open_window(state=example_states.state("actions-all"))
    window.page.findChild(LogSheetOffer).save(str(tmp_path / "no" / "where.pdf"))
    assert "It could not be saved there. Please choose another folder." in [
        label.text() for label in window.page.findChildren(Text)
    ]


def test_the_page_goes_to_a_printer_lying_on_its_side(open_window, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    window = open_window(state=example_states.state("actions-all"))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    window.page.findChild(LogSheetOffer).print_on(printer)
    page = pypdf.PdfReader(tmp_path / "printed.pdf").pages[0]
    assert page.mediabox.width > page.mediabox.height
    assert "What they said" in " ".join(page.extract_text().split())
