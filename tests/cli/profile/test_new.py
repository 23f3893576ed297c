"""`exposure-check profile new`: a profile with everything that was given, or nothing at all."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.lookup import logo, profile
from tests.support.profiles import chunk, png

URL = "https://check.example.org"


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
        (["--update-address", "http://example.org/new"], URL, "is not protected by HTTPS"),
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


DETAILS = """
[covers]
en = "The breach at Example Clinic."
fi = "Esimerkkiklinikan tietomurto."

[[help_line]]
name = "Line"
number = "09 000"
languages = ["fi", "sv"]
hours.en = "Mon-Fri 9-15"
"""


def test_what_a_clinic_says_of_itself_is_in_the_profile(root, tmp_path):
    (tmp_path / "details.toml").write_text(DETAILS, encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(png(before=chunk(b"tEXt", b"a\0b")))
    out = tmp_path / "profile.json"
    words = ["--details", str(tmp_path / "details.toml"), "--logo", str(tmp_path / "logo.png"), "--letter-code-first"]
    words += ["--privacy-level", "maximum", "--update-address", "https://example.org/new", "--no-update-notice"]
    assert new(root, out, *words, "--kiosk", "--language", "fi", "--language", "sv") == 0
    written = profile.load(out)
    assert written.covers == {"en": "The breach at Example Clinic.", "fi": "Esimerkkiklinikan tietomurto."}
    assert written.all_help_lines == (profile.HelpLine("Line", "09 000", {"en": "Mon-Fri 9-15"}, ("fi", "sv")),)
    assert logo.decode(written.logo) == png()
    assert (written.letter_code_first, written.privacy_level, written.kiosk, written.languages) == (
        True, "maximum", True, ("fi", "sv"),
    )  # fmt: skip
    assert written.updates == profile.Updates("https://example.org/new", silent=True)


def test_a_profile_without_later_fields_opens_in_the_versions_before_them(root, tmp_path):
    assert new(root, tmp_path / "profile.json", "--help-number", "1") == 0
    earlier = {"format", "url", "root", "evaluator_url", "name", "demo", "schemes", "languages", "country"}
    assert set(msgspec.json.decode((tmp_path / "profile.json").read_bytes())) == earlier | {
        "help_name", "help_number", "mirrors",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("details", "message"),
    [
        ("[covers]\nen = ''", "covers"),
        ("[covers]\nEN = 'x'", "covers"),
        ("[[help_line]]\nname = 'x'", "number"),
        ("[[help_line]]\nname = 'x'\nnumber = '1'\nurl = 'https://evil.example.org'", "url"),
        (f"[covers]\nen = '{'x' * 601}'", "covers"),
        ("[covers]\nen = 'a\u202eb'", "control or format character"),
        ("help_line = 1", "help_line"),
    ],
)
def test_details_that_do_not_fit_are_named_and_nothing_is_written(root, tmp_path, capsys, details, message):
    (tmp_path / "details.toml").write_text(details, encoding="utf-8")
    assert new(root, tmp_path / "profile.json", "--details", str(tmp_path / "details.toml")) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "profile.json").exists()


def test_a_logo_that_runs_or_fetches_something_is_refused(root, tmp_path, capsys):
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", encoding="utf-8")
    assert new(root, tmp_path / "profile.json", "--logo", str(tmp_path / "logo.svg")) == 2
    assert "script" in capsys.readouterr().err


def test_one_help_line_of_earlier_profiles_counts_where_there_are_no_others(root, tmp_path):
    assert new(root, tmp_path / "a.json", "--help-name", "Line", "--help-number", "1") == 0
    assert profile.load(tmp_path / "a.json").all_help_lines == (profile.HelpLine("Line", "1"),)
    assert new(root, tmp_path / "b.json") == 0
    assert profile.load(tmp_path / "b.json").all_help_lines == ()
