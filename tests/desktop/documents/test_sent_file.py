"""The record of what was sent, as a text file."""

from __future__ import annotations

import stat

import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.documents import sent_file
from exposure_check.lookup.ledger import SENTENCES, Purpose, Sent

pytestmark = pytest.mark.usefixtures("in_language")


def test_every_request_stands_there_with_its_sentence_and_its_bytes():
    sent = example_states.ledger().sent
    text = sent_file.as_text(sent)
    for place, request in enumerate(sent, start=1):
        assert f"{place}. {SENTENCES[request.purpose]}\n   {request.url}\n" in text
        assert sent_file.shown(request) in text


def test_a_body_that_is_not_text_is_written_in_hexadecimal_digits():
    body = bytes(range(40))
    shown = sent_file.shown(Sent(Purpose.EVALUATE, "POST", "https://check.example.org/x", (), body))
    head, lines = shown.split("\n\n")
    assert head.startswith("POST /x HTTP/1.1")
    assert bytes.fromhex(lines) == body
    assert [len(bytes.fromhex(line)) for line in lines.splitlines()] == [32, 8]


def test_nothing_sent_is_said_so():
    assert "Nothing was sent." in sent_file.as_text([])


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    assert sent_file.write(str(tmp_path / "requests.txt"), "ä")
    assert (tmp_path / "requests.txt").read_bytes() == "ä".encode()
    assert stat.S_IMODE((tmp_path / "requests.txt").stat().st_mode) == 0o600  # it names the fragment that was asked for
    assert not sent_file.write(str(tmp_path / "no" / "requests.txt"), "ä")
    assert [path.name for path in tmp_path.iterdir()] == ["requests.txt"]
