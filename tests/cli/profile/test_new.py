"""`exposure-check profile new`: a profile with everything that was given, or nothing at all."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.lookup import profile

URL = "https://check.example.org"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The root of trust of new keys."""
    folder = tmp_path_factory.mktemp("keys") / "keys"
    assert main(["publish", "keys", str(folder), "--plain"]) == 0
    return folder / "root.json"


def new(root, out, *words, url=URL):
    return main(["profile", "new", "--url", url, "--root", str(root), "--out", str(out), *words])


def test_everything_given_is_in_the_profile(root, tmp_path, capsys):
    out = tmp_path / "profile.json"
    words = ["--evaluator-url", "https://key.example.org/", "--name", "Clinic", "--help-name", "Line", "--demo"]
    words += [
        "--help-number",
        "+358 10 0",
        "--country",
        "se",
        "--scheme",
        "se.personnummer",
        "--scheme",
        "ee.ik",
    ]
    assert new(root, out, *words, url=f"{URL}/") == 0
    assert capsys.readouterr().out == f"Profile written: {out}\n"
    assert profile.load(out) == profile.Profile(
        format=profile.FORMAT,
        url=URL,
        root=msgspec.Raw(root.read_bytes()),
        evaluator_url="https://key.example.org",
        name="Clinic",
        demo=True,
        schemes=("se.personnummer", "ee.ik"),
        country="se",
        help_name="Line",
        help_number="+358 10 0",
    )


def test_what_is_not_given_is_as_a_profile_has_it_by_default(root, tmp_path):
    out = tmp_path / "profile.json"
    assert new(root, out) == 0
    assert profile.load(out) == profile.Profile(
        format=profile.FORMAT, url=URL, root=msgspec.Raw(root.read_bytes()), evaluator_url=None
    )


@pytest.mark.parametrize(
    ("words", "url", "message"),
    [
        (["--scheme", "xx.none"], URL, "does not know that kind of number"),
        ([], "http://check.example.org", "is not protected by HTTPS"),
        (["--evaluator-url", "ftp://key.example.org"], URL, "is not an address of a service"),
    ],
)
def test_nothing_is_written_where_a_part_is_wrong(root, tmp_path, capsys, words, url, message):
    out = tmp_path / "profile.json"
    assert new(root, out, *words, url=url) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--country", "Finland"], "argument --country: must be two small letters, such as fi or se"),
        (["--name", "x" * 201], "argument --name: must be at most 200 characters"),
        (["--help-name", "a\u202eb"], "argument --help-name: must be plain text"),
        (["--help-number", "1\n2"], "argument --help-number: must be plain text"),
    ],
)
def test_an_option_that_does_not_fit_is_named_with_what_it_takes(root, tmp_path, capsys, words, message):
    with pytest.raises(SystemExit) as stopped:
        new(root, tmp_path / "profile.json", *words)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_a_root_that_is_not_there_is_named_with_what_to_do(tmp_path, capsys):
    assert new(tmp_path / "none.json", tmp_path / "profile.json") == 2
    message, advice = capsys.readouterr().err.splitlines()
    assert "none.json" in message
    assert "--help" not in advice


def test_a_place_that_cannot_be_written_is_named_with_what_to_do(root, tmp_path, capsys):
    assert new(root, tmp_path / "none" / "profile.json") == 2
    message, advice = capsys.readouterr().err.splitlines()
    assert "cannot be written" in message
    assert "--out" in advice
