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


BREACH = """[[breach]]
id = "example-2020"
holder = "Example Oy"
occurred = {occurred}
disclosed = {disclosed}
sealed = true
categories = ["name"]
references = []
name = {{ en = "Example" }}
summary = {{ en = "An example." }}
"""


def test_breaches_of_a_file_with_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "breaches.toml"
    path.write_text("\ufeff" + BREACH.format(occurred="2018-11-20", disclosed="2018-11-20"), encoding="utf-8")
    assert list(breaches.load(path)) == ["example-2020"]


@pytest.mark.parametrize(
    ("occurred", "disclosed", "message"),
    [
        ("2020-01-01", "2019-12-31", "'example-2020' was disclosed on 2019-12-31, before it occurred on 2020-01-01"),
        ("2018-11-20", "2999-01-01", "'example-2020' was disclosed on 2999-01-01, which is in the future"),
        ("2998-01-01", "2999-01-01", "'example-2020' occurred on 2998-01-01, which is in the future"),
        (
            "2020-01-02\ndiscovered = 2020-01-01",
            "2020-01-03",
            "line 1: .*'example-2020': discovered on 2020-01-01, which is not between 2020-01-02, when it",
        ),
        (
            "2020-01-02\ndiscovered = 2020-01-04",
            "2020-01-03",
            "discovered on 2020-01-04, .* and 2020-01-03",
        ),
        (
            "2020-01-02\ndiscovered = 2998-01-01",
            "2999-01-01",
            "'example-2020' was discovered on 2998-01-01, which is in the future",
        ),
    ],
)
def test_a_breach_of_impossible_dates_is_refused_by_name(
    tmp_path: Path, occurred: str, disclosed: str, message: str
) -> None:
    path = tmp_path / "breaches.toml"
    path.write_text(BREACH.format(occurred=occurred, disclosed=disclosed))
    with pytest.raises(OptionError, match=message):
        breaches.load(path)


MANY = ", ".join(f'x{letter} = "x"' for letter in "abcdefghijklmnopqrstuvwxy")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('contact_point = { fi = "Kysy." }', "contact_point needs at least English"),
        ('contact_point = "Ask us."', "a text for each language is needed here"),
        ('controller = ""', "controller"),
        (f'processor = "{"x" * 301}"', "longer than 300 characters"),
        (f'measures = {{ en = "{"x" * 4001}" }}', "longer than 4000 characters"),
        (f"measures = {{ {MANY} }}", "at most 24 languages"),
        ('consequences = { en = "a\\u202eb" }', "control or format character"),
        ("discovered = 2018-11-20T00:00:00Z", "discovered"),
    ],
)
def test_what_is_wrong_with_what_the_people_concerned_are_told_is_named(
    tmp_path: Path, line: str, message: str
) -> None:
    path = tmp_path / "breaches.toml"
    path.write_text(BREACH.format(occurred="2018-11-20", disclosed="2018-11-20") + line)
    with pytest.raises(OptionError, match=message):
        breaches.load(path)
