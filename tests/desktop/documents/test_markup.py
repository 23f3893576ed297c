"""The elements of a report."""

from __future__ import annotations

from exposure_check.desktop.documents.markup import listed, tag


def test_every_text_is_escaped():
    assert tag("p", "<b> & co") == "<p>&lt;b&gt; &amp; co</p>"
    assert list(listed(["<i>"], "ol")) == ["<ol><li>&lt;i&gt;</li></ol>"]


def test_a_list_of_nothing_is_nothing():
    assert list(listed([])) == []


def test_a_new_page_begins_where_it_is_asked_for():
    assert "page-break-before" in tag("h2", "Details", new_page=True)
    assert "page-break-before" not in tag("h2", "Details")
