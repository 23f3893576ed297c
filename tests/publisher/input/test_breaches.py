"""`breaches.toml`: what is wrong with it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from exposure_check.errors import OptionError
from exposure_check.publisher.input import breaches


def test_breaches_with_an_unknown_category_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "breaches.toml"
    path.write_text('[[breach]]\nid = "a"\nholder = "Example Oy"\nsealed = true\ncategories = ["shoe_size"]\n')
    with pytest.raises(OptionError, match="breach"):
        breaches.load(path)


@pytest.mark.parametrize("text", ["a = " + "[" * 3000, "a = " + "1" * 5000])
def test_breaches_that_python_gives_up_reading_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "breaches.toml"
    path.write_text(text)
    with pytest.raises(OptionError, match=r"file of breaches .*breaches\.toml.* is wrong"):
        breaches.load(path)
