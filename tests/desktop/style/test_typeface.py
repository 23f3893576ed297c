"""The typeface of the window."""

from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QRawFont

from exposure_check.desktop.style import theme, typeface
from exposure_check.desktop.style.theme import Appearance
from exposure_check.resources import LANGUAGES, assets

NOTICE = assets() / "fonts" / "NOTICE.md"


def font(*, bold):
    return theme.current(Appearance.LIGHT, 100).font(bold=bold)


@pytest.mark.parametrize(("bold", "style"), [(False, "Regular"), (True, "Bold")])
def test_the_window_is_written_in_it(qapp, bold, style):
    assert QFontInfo(font(bold=bold)).family() == typeface.FAMILY
    raw = QRawFont.fromFont(font(bold=bold))
    assert (raw.familyName(), raw.styleName()) == (typeface.FAMILY, style)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_every_letter_of_the_window(qapp, language):
    words = re.sub(r"<[^>]*>", "", (assets() / "i18n" / f"{language}.ts").read_text(encoding="utf-8"))
    raw = QRawFont.fromFont(font(bold=False))
    missing = {sign for sign in words if sign.isprintable() and not raw.supportsCharacter(ord(sign))}
    assert missing == set()


def test_letters_that_are_easily_taken_for_each_other_differ(qapp):
    raw = QRawFont.fromFont(font(bold=False))
    drawn = [raw.pathForGlyph(index) for index in raw.glyphIndexesForString("Il1O0")]
    assert len({str([(e.x, e.y) for e in map(path.elementAt, range(path.elementCount()))]) for path in drawn}) == 5


def test_what_it_does_not_hold_is_drawn_in_the_typeface_of_the_system(qapp):
    families = typeface.families()
    assert families[0] == typeface.FAMILY
    assert list(families[1:]) == QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()


def test_a_file_that_is_missing_is_logged_and_the_window_opens_all_the_same(qapp, monkeypatch, caplog):
    monkeypatch.setattr(typeface, "FILES", ("missing.ttf",))
    typeface.families.cache_clear()
    try:
        with caplog.at_level(logging.ERROR):
            found = typeface.families()
    finally:
        monkeypatch.undo()
        typeface.families.cache_clear()
    assert typeface.FAMILY not in found
    assert "missing.ttf" in caplog.text


def test_the_files_are_those_that_the_notice_names():
    named = dict(re.findall(r"\| `([^`]+\.ttf)` \| `([0-9a-f]{64})` \|", NOTICE.read_text(encoding="utf-8")))
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in NOTICE.parent.glob("*.ttf")}
    assert named == there
    assert set(there) == set(typeface.FILES)


def test_the_commands_that_make_them_name_every_version():
    tool = (Path(__file__).resolve().parents[3] / "build" / "font.py").read_text(encoding="utf-8")
    assert re.search(r"npm pack \S+@\d+\.\d+\.\d+$", tool, re.MULTILINE)
    assert re.search(r"fonttools==\S+ brotli==\S+$", tool, re.MULTILINE)
