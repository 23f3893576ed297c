"""The report: what stands in it and in which order, in three languages; what never does; where it goes."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from exposure_check.desktop import example_states
from exposure_check.desktop.documents import pdf, report
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import advice, language
from exposure_check.desktop.widgets.log_sheet_offer import DiaryOffer
from exposure_check.desktop.widgets.report_offer import ReportOffer
from exposure_check.secret import Secret
from tests.support.window import button, texts

LANGUAGES = ("en", "fi", "sv")
OTHER_NUMBER = "010594Y9021"


@pytest.fixture
def walk():
    """A walk on D2 that holds a number and the code of a letter."""

    def make(scene="D2-two"):
        made = example_states.walk(scene)
        made.number, made.letter_code = Secret(example_states.NUMBER), Secret(example_states.CODE)
        made.letter_code_open = True
        return made

    return make


@pytest.fixture(autouse=True)
def in_language(qapp):
    language.install("en")
    yield language.install
    language.install("en")


def pdf_of(walk, spoken, **options):
    found = report.of_walk(walk, spoken)
    return pdf.pdf(report.as_html(found), title=report.title(), language=spoken, **options)


def read(data):
    """The text of a PDF as one line, without the numbers of its pages; words as they were broken are put together."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data), strict=True).pages]
    return squeezed(" ".join(re.sub(r"\n\d+\s*\Z", "", page) for page in pages))


def squeezed(text):
    """Without white space: where a line is broken is not what these tests are about."""
    return re.sub(r"\s+", "", text)


def in_order(text, parts):
    """Every part stands in the text, each after the one before."""
    place = 0
    for part in parts:
        found = text.find(squeezed(part), place)
        assert found >= 0, part
        place = found + len(squeezed(part))


def offer(window):
    """The offer of a page, opened."""
    found = window.page.findChild(ReportOffer)
    found.findChild(object, "save-or-print").click()
    return found


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_reads_answer_then_breaches_then_categories_then_what_to_do(in_language, open_window, walk, spoken):
    made = walk()
    window = open_window(walk=made, preferences=Preferences(spoken))
    in_language(spoken)
    text = read(pdf_of(made, spoken))
    words = [advice.words_for(name, "fi", spoken) for name in ("name", "diagnosis", "therapy_notes")]
    found = advice.actions(made, spoken)
    assert len(found) > 4
    in_order(
        text,
        [
            window.page.title,
            language.day(example_states.PROVENANCE.created),
            example_states.DATASET,
            example_states.SHOP.name[spoken],
            example_states.SHOP.summary[spoken],
            example_states.CLINIC.name[spoken],
            *(part for word in words for part in (word.name, word.meaning)),
            example_states.CLINIC.name[spoken],  # among the sealed ones
            *(part for action in found for part in (action.title, action.why, action.how[0], action.sources[0].url)),
            "116 006",
        ],
    )


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_says_what_the_page_of_the_answer_says(open_window, walk, spoken):
    for scene in ("D2-two", "D2-none"):
        made = walk(scene)
        window = open_window(walk=made, preferences=Preferences(spoken))
        own = texts(window.page.findChild(ReportOffer))
        on_page = [text for text in texts(window.page.widget()) if len(text) > 60 and text not in own]
        text = squeezed(report.as_html(report.of_walk(made, spoken)))
        missing = [line for line in on_page if squeezed(line) not in text]
        # The comfort beneath the heading, and the line of the source, which goes on about what was sent.
        day = language.day(example_states.PROVENANCE.created)
        assert len(on_page) > 4
        assert len([line for line in missing if day not in line]) == (scene == "D2-two"), missing


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_action_names_its_sources_and_when_they_were_read(in_language, walk, spoken):
    in_language(spoken)
    made = walk()
    text = read(pdf_of(made, spoken))
    for action in advice.actions(made, spoken):
        assert all(squeezed(f"{source.name} ({source.url})") in text for source in action.sources)
        assert squeezed(language.day(action.reviewed)) in text
        assert all(squeezed(line.number) in text for contact in action.contacts for line in contact.lines)


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("scene", ["D2-two", "D2-none"])
def test_neither_number_nor_code_stands_in_it(in_language, walk, scene, spoken):
    in_language(spoken)
    made = walk(scene)
    html = report.as_html(report.of_walk(made, spoken))
    data = pdf.pdf(html, title=report.title(), language=spoken)
    digits = example_states.CODE.replace(" ", "")
    text, inside = read(data), streams(data)
    assert squeezed(example_states.DATASET) in text  # the search finds what stands there
    for secret in (example_states.NUMBER, example_states.NUMBER[6:], OTHER_NUMBER[7:], digits, example_states.CODE):
        assert squeezed(secret) not in text
        assert squeezed(secret) not in squeezed(html)
    for secret in (example_states.NUMBER, digits, example_states.CODE):  # shorter ones stand in a font by chance
        for form in (secret.encode(), secret.encode("utf-16-be"), secret.encode().hex().encode()):
            assert form not in data
            assert all(form not in stream for stream in inside)


def streams(data):
    """Every stream of a PDF, unpacked."""
    reader = PdfReader(io.BytesIO(data))
    found = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    unpacked = [thing.get_data() for thing in found if hasattr(thing, "get_data")]
    assert len(unpacked) > 4
    return unpacked


def test_the_other_outcome_says_what_it_does_not_rule_out(walk):
    text = read(pdf_of(walk("D2-none"), "en"))
    in_order(text, ["Your data was not found in this list", "What this does not rule out", "What to do"])
    assert squeezed("Your data is in this list") not in text
    assert squeezed("Recorded about you") not in text


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_closed_answer_does_not_enter_it(in_language, walk, spoken):
    in_language(spoken)
    listed, not_listed = walk("D2-two"), walk("D2-none")
    for made in (listed, not_listed):
        made.advice_only = True
    moment = replace(report.of_walk(listed, spoken)).made
    found = [report.as_html(replace(report.of_walk(made, spoken), made=moment)) for made in (listed, not_listed)]
    assert found[0] == found[1]
    assert example_states.DATASET not in found[0]
    assert example_states.SHOP.name[spoken] not in found[0]


def test_a_demo_says_so_before_anything_else(walk):
    made = walk()
    made.profile = example_states.profile(demo=True)
    in_order(
        read(pdf_of(made, "en")),
        ["Your data is in this list", "Demo: invented records", example_states.SHOP.name["en"]],
    )
    assert "Demo:" not in read(pdf_of(walk(), "en"))


def test_what_a_publisher_writes_is_text_and_never_markup(walk):
    made = walk()
    breach = replace_breach(made.verdict.exposures[0].breach, holder='<img src="file:///etc/passwd"><b>Oy')
    made.verdict = replace(made.verdict, exposures=(replace(made.verdict.exposures[0], breach=breach),))
    html = report.as_html(report.of_walk(made, "en"))
    assert "<img" not in html
    assert squeezed('<img src="file:///etc/passwd"><b>Oy') in read(pdf_of(made, "en"))


def replace_breach(breach, **changes):
    import msgspec

    return msgspec.structs.replace(breach, **changes)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_pdf_names_its_language_and_a_neutral_title_and_nobody(in_language, walk, spoken):
    in_language(spoken)
    data = pdf_of(walk(), spoken)
    reader = PdfReader(io.BytesIO(data), strict=True)
    assert reader.root_object["/Lang"] == spoken
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == QCoreApplication.translate("MainWindow", "Information")
    assert {name for name, value in reader.metadata.items() if value} == {
        "/Title",
        "/Producer",
        "/CreationDate",
        "/ModDate",
        "/Trapped",
    }
    user = os.environ.get("USER") or os.environ.get("LOGNAME") or "root"
    assert f"/home/{user}".encode() not in data
    assert b"clinic" not in reader.xmp_metadata.stream.get_data().lower()


def test_every_font_is_embedded(walk):
    reader = PdfReader(io.BytesIO(pdf_of(walk(), "fi")))
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"]
        assert "/ToUnicode" in font


def test_words_are_parted_by_spaces_and_no_two_letters_are_one_sign(walk):
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(walk(), "en"))).pages]
    text = "".join(pages)
    assert "Your data is in this list" in text
    assert "\t" not in text
    assert not re.search("[\ufb00-\ufb06]", text)


def test_a_larger_text_on_the_screen_is_larger_on_paper(walk):
    def pages(percent):
        return len(PdfReader(io.BytesIO(pdf_of(walk(), "en", percent=percent))).pages)

    assert pages(200) > 1.5 * pages(100)


def test_dark_colours_of_the_system_leave_the_paper_white_and_the_ink_black(walk):
    before = QGuiApplication.palette()
    dark = QPalette(before)
    dark.setColor(QPalette.ColorRole.Text, "#ffffff")
    dark.setColor(QPalette.ColorRole.Base, "#000000")
    html = report.as_html(report.of_walk(walk(), "en"))

    def content():
        data = pdf.pdf(html, title="x", language="en")
        return [page.get_contents().get_data() for page in PdfReader(io.BytesIO(data)).pages]

    light = content()
    QApplication.setPalette(dark)
    try:
        assert content() == light
    finally:
        QApplication.setPalette(before)


def test_only_a_pdf_as_qt_writes_it_is_given_a_language():
    with pytest.raises(ValueError, match="as Qt writes it"):
        pdf.in_language(b"%PDF-1.4\n", "en")


# The buttons


@pytest.mark.parametrize("scene", ["D2", "D2-two", "D2-none"])
def test_nothing_is_made_before_it_is_asked_for(open_window, monkeypatch, scene):
    made = []
    monkeypatch.setattr(pdf, "pdf", lambda *_, **__: made.append(1) or b"")
    window = open_window(walk=example_states.walk(scene))
    offer(window)
    assert made == []
    assert window.page.findChild(object, "save-report").isVisible()


def test_the_last_page_of_the_advice_offers_it_too(open_window):
    window = open_window(walk=example_states.walk("E1-step"))
    assert window.page.findChild(ReportOffer) is None
    button(window, "See all advice").click()
    assert window.page.findChild(ReportOffer) is not None


@pytest.mark.parametrize("name", ["information.pdf", "information.html"])
def test_it_is_saved_where_the_page_says_and_for_this_user_alone(open_window, walk, tmp_path, name):
    window = open_window(walk=walk())
    target = tmp_path / name
    found = offer(window)
    found.choose_file()
    dialog = found.findChild(QFileDialog)
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
    window = open_window(walk=example_states.walk("D2"))
    found = offer(window)
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


def test_the_dialog_goes_with_the_page(open_window):
    window = open_window(walk=example_states.walk("D2"))
    offer(window).choose_file()
    assert QApplication.activeModalWidget() is not None
    window._warn_idle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QApplication.activeModalWidget() is None


def test_shift_three_times_leaves_from_the_dialog_too(open_window):
    window = open_window(walk=example_states.walk("D2"))
    found = offer(window)
    found.choose_file()
    handle = found.findChild(QFileDialog).windowHandle()
    window._watch_window(handle)  # what the change of the focus does, which no window has off the screen
    for _ in range(3):
        QTest.keyPress(handle, Qt.Key.Key_Shift)
    assert window.ended == [True]


def test_a_computer_without_a_printer_says_so(open_window, monkeypatch):
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    window = open_window(walk=example_states.walk("D2"))
    offer(window).choose_printer()
    assert "This computer has no printer. You can save the report as a file." in texts(window)


def test_it_is_printed_under_a_neutral_name(open_window, walk, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    window = open_window(walk=walk())
    offer(window).print_on(printer)
    assert printer.docName() == "Information"
    text = read((tmp_path / "out.pdf").read_bytes())
    in_order(text, ["Your data is in this list", example_states.SHOP.name["en"], "116 006"])
    assert squeezed(example_states.NUMBER) not in text
    assert any(line.startswith("Sent to the printer") for line in texts(window))


@pytest.mark.parametrize(("page", "kind"), [("D2", ReportOffer), ("E1-all", DiaryOffer)])
def test_the_dialog_for_a_printer_offers_no_file(open_window, monkeypatch, page, kind):
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["One"]))
    window = open_window(walk=example_states.walk(page))
    window.findChild(kind).choose_printer()
    dialog = window.findChild(QPrintDialog)
    assert not dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
    window.start_afresh()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QApplication.activeModalWidget() is None
    assert isinstance(dialog, QDialog)
