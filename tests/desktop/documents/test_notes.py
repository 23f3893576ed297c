"""Addresses as numbered notes."""

from __future__ import annotations

from exposure_check.desktop.documents.notes import Notes


def test_an_address_has_one_number_however_often_it_is_named():
    notes = Notes()
    marks = [notes.mark(url) for url in ("https://a.example", "https://b.example", "https://a.example")]
    assert marks == ["[1]", "[2]", "[1]"]
    assert notes.urls == ["https://a.example", "https://b.example"]
