"""The form says at each field what does not fit, as it is typed."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from exposure_check.desktop.profile_maker import draft as drafts
from exposure_check.desktop.profile_maker.fields import Field
from exposure_check.desktop.profile_maker.form import ProfileForm
from exposure_check.lookup import logo
from tests.support.profiles import png


@pytest.fixture
def form(qtbot, light):
    form = ProfileForm(light, drafts.EMPTY_DRAFT, "en")
    qtbot.addWidget(form)
    form.show()
    return form


def said(form):
    return {field.objectName(): field.status.text() for field in form.findChildren(Field) if field.status.text()}


def test_an_empty_form_complains_of_nothing_until_it_is_to_be_saved(form):
    assert said(form) == {}
    assert not form.is_in_order()
    assert set(said(form)) == {"name", "url", "root"}
    assert form._name.field.hasFocus()


def test_a_fault_is_said_as_it_is_typed_and_goes_with_it(form):
    QTest.keyClicks(form._url.field, "http://check.example.org")
    assert said(form) == {"url": "This address is not protected. It has to begin with https://."}
    form._url.field.setText("https://check.example.org")
    assert said(form) == {}


def test_a_whole_profile_comes_out_as_it_went_in(qtbot, light, clinic):
    form = ProfileForm(light, drafts.of_profile(clinic), "en")
    qtbot.addWidget(form)
    assert form.is_in_order()
    assert drafts.profile_of(form.draft()) == clinic_without_its_one_line(clinic)


def clinic_without_its_one_line(clinic):
    import msgspec

    return msgspec.structs.replace(clinic, help_name="", help_number="")


def test_every_field_changes_what_it_is_named_after(form):
    before = form.draft()
    for box in form.findChildren(QComboBox):
        box.setCurrentIndex((box.currentIndex() + 1) % box.count())
    for name in ("kiosk", "letter_code_first", "update_notice", "schemes-se.personnummer", "languages-fi"):
        form.findChild(object, name).click()
    for field in form.findChildren(QLineEdit):
        field.setText("https://x.example.org")
    after = form.draft()
    same = {name for name in drafts.Draft.__dataclass_fields__ if getattr(before, name) == getattr(after, name)}
    assert same == {"base", "root", "logo"}


def test_a_root_is_taken_and_its_fingerprint_shown_in_digits_and_in_words(form, root, qtbot):
    form.take_root(str(root))
    assert form.draft().root == root.read_bytes()
    shown = form.findChild(object, "fingerprint-publisher")
    qtbot.waitUntil(lambda: shown.words.text() != "", timeout=10_000)
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    digits = "".join(shown.digits.text().split())
    assert shown.words.text().replace(",", "").split() == [words[int(digit)] for digit in digits]
    assert len(digits) == 30


def test_a_file_that_is_no_root_is_said_and_the_one_that_was_there_stays(form, root, tmp_path):
    form.take_root(str(root))
    (tmp_path / "other.json").write_bytes(b"{}")
    form.take_root(str(tmp_path / "other.json"))
    assert said(form)["root"].startswith("This file is not a root of trust.")
    assert form.draft().root == root.read_bytes()


def test_a_logo_is_taken_checked_and_taken_out(form, tmp_path):
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", encoding="utf-8")
    form.take_logo(str(tmp_path / "logo.png"))
    assert logo.decode(form.draft().logo) == png()
    form.take_logo(str(tmp_path / "logo.svg"))
    assert said(form)["logo"].startswith("This picture cannot be taken.")
    assert logo.decode(form.draft().logo) == png()
    form._logo.remove.click()
    assert form.draft().logo == ""
    assert said(form) == {}
