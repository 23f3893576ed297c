"""`exposure-check publish versions`: numbers in the signed list, and nothing that leads anywhere."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from exposure_check.protocol.statements import Statements
from exposure_check.trust import sign
from tests.support.signed_list import status_of


def change(folders, *words):
    key_folder, out = folders
    return main(["publish", "versions", "set", *words, "--keys", str(key_folder), "--out", str(out)])


def test_both_numbers_are_signed_and_shown(folders, capsys):
    assert change(folders, "--newest", "1.4.2") == 0
    assert change(folders, "--oldest-safe", "1.3") == 0
    assert sign.read_statements(folders[1]) == Statements(newest="1.4.2", oldest_safe="1.3")
    capsys.readouterr()
    assert main(["publish", "versions", "show", str(folders[1])]) == 0
    assert capsys.readouterr().out == "Newest: 1.4.2\nOldest that is safe: 1.3\n"
    assert change(folders, "--newest", "", "--oldest-safe", "") == 0
    assert sign.read_statements(folders[1]) == Statements()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "No version was named"),
        (["--newest", "1.2", "--oldest-safe", "1.3"], "do not fit together"),
        (["--newest", "https://evil.example.org"], "must be numbers with dots between them"),
        (["--newest", "1.2-rc1"], "must be numbers with dots between them"),
    ],
)
def test_what_is_no_version_is_refused_and_nothing_is_signed(folders, capsys, words, message):
    before = sign.versions(folders[1])
    assert status_of(change, folders, *words) == 2
    assert message in capsys.readouterr().err
    assert sign.versions(folders[1]) == before
