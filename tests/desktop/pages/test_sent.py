"""What left this computer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from exposure_check.desktop import example_states
from exposure_check.desktop.documents import sent_file
from exposure_check.lookup.ledger import Purpose, Sent
from tests.support.window import button, texts


def test_before_a_check_nothing_has_left(open_window):
    window = open_window()
    window.go("sent")
    assert any("Nothing yet" in text for text in texts(window))


def test_every_request_is_there_byte_for_byte(open_window):
    window = open_window(state=example_states.state("sent"))
    shown = [editor.toPlainText() for editor in window.page.findChildren(QPlainTextEdit)]
    for text, request in zip(shown, example_states.ledger().sent, strict=True):
        head, _, body = text.partition("\n\n")
        assert head.encode().replace(b"\n", b"\r\n") + b"\r\n\r\n" + bytes.fromhex(body) == request.wire()


def test_a_repeated_request_says_so(open_window):
    state = example_states.state("sent")
    state.ledger.sent.append(Sent(Purpose.METADATA, "GET", "https://check.example.org/x", (), b"", attempt=2))
    window = open_window(state=state)
    assert any("sent again" in text for text in texts(window))


def test_the_fragment_is_explained_with_the_numbers_of_the_list(open_window):
    window = open_window(state=example_states.state("sent"))
    explained = "The fragment is the small part that left: 9 bits, the number of one of 512 groups. "
    assert explained + "It fits about 10,900 living people." in texts(window)


def test_an_address_without_a_number_of_a_group_draws_no_fragment(open_window):
    state = example_states.state("sent")
    state.ledger.sent[2] = replace(state.ledger.sent[2], url="https://check.example.org/v1/nothing/x")
    assert "The fragment" not in texts(open_window(state=state).page)


def test_the_record_can_be_copied_without_entering_a_history(open_window):
    window = open_window(state=example_states.state("sent"))
    button(window, "Copy").click()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == sent_file.as_text(example_states.ledger().sent)
    assert data.hasFormat("ExcludeClipboardContentFromMonitorProcessing")


def test_the_record_can_be_saved_for_an_auditor(open_window, tmp_path):
    target = tmp_path / "requests.txt"
    window = open_window(state=example_states.state("sent"))
    button(window, "Save as a file").click()
    dialog = window.findChild(QFileDialog)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.selectFile(str(target))
    dialog.accept()
    saved = target.read_text(encoding="utf-8")
    assert "buckets/345 HTTP/1.1" in saved
    assert example_states.NUMBER not in saved
    assert f"Saved as {target}." in texts(window)


def test_a_folder_that_cannot_be_written_is_named_as_such(open_window, tmp_path):
    window = open_window(state=example_states.state("sent"))
    window.page.save(str(tmp_path / "no" / "where.txt"))
    assert "It could not be saved there. Please choose another folder." in texts(window)
