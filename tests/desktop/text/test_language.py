"""Languages: catalogues that fit the source, habits of writing, and room for longer words."""

from __future__ import annotations

import importlib.util
import os
import re
import time
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication, QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import language
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.resources import LANGUAGES
from tests.support.layout import check
from tests.support.window import texts

ROOT = Path(__file__).resolve().parents[3]
CATALOGUES = sorted((ROOT / "assets" / "i18n").glob("*.ts"))
ACCENTS = str.maketrans("aeiouyAEIOUYnsc", "áéîöüÿÁÉÎÖÜŸñšç")


def messages(path):
    """(context, source, comment) -> (translations, finished) of a catalogue."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314
        name = context.findtext("name")
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            key = (name, message.findtext("source"), message.findtext("comment"))
            found[key] = (forms, translation.get("type") is None)
    return found


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """What lupdate finds in the source today."""
    target = tmp_path_factory.mktemp("ts") / "xx.ts"
    spec = importlib.util.spec_from_file_location("translations", ROOT / "build" / "translations.py")
    translations = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(translations)
    translations.gather(target)
    return messages(target)


def placeholders(text):
    return sorted(re.findall(r"\{\w+\}|%n|%L?\d", text))


def test_the_source_has_texts(source):
    assert len(source) > 150


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_catalogues_are_as_new_as_the_source(path, source):
    wanted = {key for key in source if path.stem != "en" or "%n" in key[1]}
    assert set(messages(path)) == wanted, "run: python build/translations.py update"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_placeholders_are_those_of_the_source(path):
    for (_, original, _), (forms, finished) in messages(path).items():
        for form in forms:
            if finished:
                assert set(placeholders(form)) <= set(placeholders(original)), original
        if finished and "{" in original:
            assert all(placeholders(form) == placeholders(original) for form in forms), original


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_text_is_translated_into_the_languages_of_the_program(name):
    found = messages(ROOT / "assets" / "i18n" / f"{name}.ts")
    assert [original for (_, original, _), (forms, finished) in found.items() if not (finished and all(forms))] == []


def test_english_has_two_plural_forms():
    assert {len(forms) for forms, _ in messages(ROOT / "assets" / "i18n" / "en.ts").values()} == {2}


def test_dates_and_numbers_are_written_as_the_language_does(qapp):
    try:
        language.install("fi")
        assert language.day(date(2026, 11, 20)) == "20. marraskuuta 2026"
        assert language.month(date(2018, 11, 1)) == "marraskuu 2018"
        assert language.number(10_900).replace("\u00a0", " ").replace("\u202f", " ") == "10 900"
        language.install("sv")
        assert language.day(date(2026, 11, 20)) == "20 november 2026"
    finally:
        language.install("en")
    assert language.day(date(2026, 11, 20)) == "20 November 2026"
    assert language.day(datetime(2026, 11, 20, 12, 0, tzinfo=UTC)) == "20 November 2026"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Nowhere/None"])
def test_the_day_of_a_list_is_the_same_wherever_it_is_read(in_language, in_zone, zone):
    in_language("en")
    in_zone(zone)
    for hour in (0, 12, 23):
        assert language.day(datetime(2026, 11, 20, hour, 30, tzinfo=UTC)) == "20 November 2026"


@pytest.mark.parametrize("zone", ["Europe/Helsinki", "Nowhere/None", ""])
def test_the_time_to_try_again_is_said_in_an_unknown_time_zone_too(in_language, in_zone, zone):
    in_language("en")
    in_zone(zone)
    assert re.fullmatch(r"\d\d:\d\d", language.clock_time(90))


@pytest.fixture
def in_zone():
    """Sets the time zone of this process, and the one before again at the end."""
    before = os.environ.get("TZ")

    def set_zone(name):
        os.environ["TZ"] = name
        time.tzset()

    yield set_zone
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()
    assert language.month(date(2018, 11, 1)) == "November 2018"
    assert language.number(10_900) == "10,900"


def test_the_language_of_before_is_chosen_then_the_systems_then_the_first():
    assert language.choose("sv", ["en", "fi", "sv"]) == "sv"
    assert language.choose("de", ["fi", "sv"]) in ("fi", "sv")


def test_the_language_changes_without_losing_the_page(open_window, monkeypatch):
    monkeypatch.setattr(language, "available", lambda wanted: ["en", "fi", "sv"])
    window = open_window(state=example_states.state("answer-none"))
    fold = window.page.title
    window.header.language_chosen.emit("fi")
    assert window.state.page == "answer"
    assert window.language == "fi"
    assert any("20. marraskuuta 2026" in text for text in texts(window))
    window.header.language_chosen.emit("en")
    assert window.page.title == fold
    assert window.preferences.language == "en"


class Pseudo(QTranslator):
    """English, 40 % longer and with accents; placeholders stay as they are."""

    def isEmpty(self):
        return False

    def translate(self, context, source, disambiguation=None, n=-1):
        parts = re.split(r"(\{\w+\}|%n)", source)
        text = "".join(part if part[:1] in ("{", "%") else part.translate(ACCENTS) for part in parts)
        return text.replace("%n", str(n)) + " " + "öåñ" * (1 + len(source) * 4 // 30)


@pytest.mark.parametrize("example", example_states.EXAMPLES)
@pytest.mark.parametrize(("width", "height", "percent"), [(1024, 700, 100), (1024, 700, 200), (640, 560, 200)])
def test_nothing_is_cut_off_in_a_language_that_is_longer(open_window, example, width, height, percent):
    app = QCoreApplication.instance()
    pseudo = Pseudo()
    app.installTranslator(pseudo)
    try:
        window = open_window(
            state=example_states.state(example, demo=True),
            preferences=Preferences("en", text_percent=percent),
            size=(width, height),
        )
        # The window installed its own catalogue above this one: draw once more beneath it.
        app.removeTranslator(pseudo)
        app.installTranslator(pseudo)
        window.draw()
        for row in window.page.findChildren(Disclosure):
            row.set_open(True)
        for _ in range(3):
            QApplication.processEvents()
        main = window.page.findChild(QPushButton, "main")
        assert main is None or "ö" in main.text()
        check(window)
    finally:
        app.removeTranslator(pseudo)


@pytest.mark.parametrize("spoken", [path.stem for path in CATALOGUES if path.stem != "en"])
@pytest.mark.parametrize("example", example_states.EXAMPLES)
@pytest.mark.parametrize(("width", "height", "percent"), [(1024, 700, 100), (1024, 700, 200), (640, 560, 200)])
def test_nothing_is_cut_off_in_any_language(open_window, spoken, example, width, height, percent):
    window = open_window(
        state=example_states.state(example, demo=True),
        preferences=Preferences(spoken, text_percent=percent),
        size=(width, height),
    )
    assert window.language == spoken
    check(window)


def test_changing_the_language_keeps_no_catalogue_of_the_one_before(qapp):
    """Each page that the desk draws changes it twice: half a megabyte was left, and a shift of calls took gigabytes."""
    language.install("fi")
    kept = len(qapp.findChildren(QTranslator))
    for _ in range(10):
        language.install("sv")
        language.install("fi")
    assert len(qapp.findChildren(QTranslator)) == kept
    assert len(language._installed) <= 2
    language.install("en")
