"""One reader for TOML that people write: what is wrong is named with its line, for publishers and editors alike."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check import toml_file
from exposure_check.errors import OptionError
from exposure_check.guidance.content import Content, read_bytes

BAD = {
    "syntax": (b"a = 1\nb = = 2\n", "Invalid value", 2),
    "encoding": (b'a = "\xe9"\n', "not UTF-8", None),
    "nesting": (b"a = " + b"[" * 3000, "nested too deeply", None),
    "digits": (b"a = " + b"1" * 5000, "thousands of digits", None),
}


@pytest.mark.parametrize(("data", "message", "line"), BAD.values(), ids=BAD)
def test_publishers_and_editors_are_told_the_same(tmp_path, data, message, line):
    with pytest.raises(toml_file.TomlError, match=message) as caught:
        toml_file.parse(data)
    assert caught.value.line == line
    content = Content()
    read_bytes(data, "words.toml", content)
    (problem,) = content.problems
    assert (problem.message, problem.advice, problem.line) == (caught.value.message, caught.value.advice, line)
    path = tmp_path / "mapping.toml"
    path.write_bytes(data)
    with pytest.raises(OptionError, match=message) as refused:
        toml_file.load(path, "mapping file", dict)
    assert "mapping.toml' is wrong" + (f" in line {line}" if line else "") in refused.value.message
    assert refused.value.advice == caught.value.advice


class Part(msgspec.Struct):
    size: int


class Schema(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    part: list[Part] = []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("# head\n\nname = 1", r"is wrong in line 3: name: a value of the kind str is expected, not int\.$"),
        ("name = 'x'\nnme = 'x'", r"is wrong: there is no field nme\.$"),
        ("", r"is wrong: the field name is missing\.$"),
        ("name = 'x'\n\n[[part]]\nsize = 1\n[[part]]\nsize = 'x'", r"in line 6: part\.size: a value of the kind int"),
    ],
)
def test_a_field_that_is_wrong_is_named_in_plain_words_with_its_line(tmp_path, text, names):
    path = tmp_path / "mapping.toml"
    path.write_text(text)
    with pytest.raises(OptionError, match=names):
        toml_file.load(path, "mapping file", Schema)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(OptionError, match=r"absent\.toml"):
        toml_file.load(tmp_path / "absent.toml", "mapping file", Schema)


def test_what_is_right_is_read(tmp_path):
    path = tmp_path / "mapping.toml"
    path.write_text("name = 'x'\n")
    assert toml_file.load(path, "mapping file", Schema) == Schema("x")


@pytest.mark.parametrize("marks", ["\ufeff", "\ufeff\ufeff"])
def test_byte_order_marks_are_passed_over(tmp_path, marks):
    path = tmp_path / "mapping.toml"
    path.write_bytes((marks + "name = 'x'\n").encode())
    assert toml_file.load(path, "mapping file", Schema) == Schema("x")
    assert toml_file.parse(path.read_bytes())[0] == "name = 'x'\n"
