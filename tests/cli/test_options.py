"""Options and files that cannot be used: each is named, and nothing is begun."""

from __future__ import annotations

import pytest

from exposure_check import cli
from exposure_check.cli import options
from exposure_check.errors import OptionError, ServeError
from exposure_check.server import rate, run
from exposure_check.tables.source import expand


def refused(capsys, *words):
    """The status and the lines of a command that fails."""
    status = cli.main([str(word) for word in words])
    return status, capsys.readouterr().err.splitlines()


def test_a_profile_is_not_made_from_a_file_that_is_no_root_of_trust(tmp_path, capsys):
    (tmp_path / "root.json").write_text("{}")
    out = tmp_path / "profile.json"
    words = ["profile", "new", "--url", "https://check.example.org", "--root", tmp_path / "root.json", "--out", out]
    status, lines = refused(capsys, *words)
    assert (status, len(lines), out.exists()) == (2, 2, False)
    assert "is not a root of trust" in lines[0]


def test_a_rate_that_admits_no_one_is_refused():
    with pytest.raises(OptionError, match="admit no request"):
        rate.limited("0/minute")


def test_an_empty_address_is_not_every_address():
    with pytest.raises(ServeError, match="No address"):
        run.listen("", 0)


@pytest.mark.parametrize("pattern", ["**x", "[*", "/*.nope", "no such file"])
def test_a_glob_that_finds_nothing_is_named(pattern):
    with pytest.raises(OptionError, match="There is no file"):
        expand([pattern])


@pytest.mark.parametrize("what", ["check", "tables"])
def test_guidance_in_a_folder_without_any_is_not_in_order(tmp_path, capsys, what):
    (tmp_path / "empty").mkdir()
    folder = tmp_path if what == "check" else tmp_path / "missing"
    status, lines = refused(capsys, "guidance", what, folder)
    assert (status, len(lines)) == (2, 2)


def test_refused_rows_are_listed_with_what_the_codes_of_numbers_mean(capsys):
    lines = {"a.csv: number.temporary": [2, 3], "b.csv: number.temporary": [9], "b.csv: row.malformed": [4]}
    options.print_refused(lines)
    said = capsys.readouterr().err.splitlines()
    assert said[:3] == [
        "Refused 2, a.csv: number.temporary: line 2, 3",
        "Refused 1, b.csv: number.temporary: line 9",
        "Refused 1, b.csv: row.malformed: line 4",
    ]
    [meaning] = said[3:]
    assert meaning.startswith("number.temporary: This is a temporary number")
    assert "--allow-test-numbers" in meaning
