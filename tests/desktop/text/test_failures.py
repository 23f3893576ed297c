"""The words for failures."""

from __future__ import annotations

from exposure_check.desktop.text import failures
from tests.support.window import every_check_error


def test_every_kind_of_failure_has_words_of_its_own():
    codes = {error.code for error in every_check_error()} - {"cancelled"}
    assert codes <= failures.known_codes()
    assert len({failures.of(error, help_line=True).title for error in every_check_error()}) == len(codes)


def test_a_window_without_settings_sends_nobody_there():
    for error in every_check_error():
        assert "settings" not in failures.of(error, help_line=True, settings=False).step
    assert any("settings" in failures.of(error, help_line=True).step for error in every_check_error())
