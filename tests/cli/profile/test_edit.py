"""`exposure-check profile edit`: what is named changes, everything else stays."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.lookup import logo, profile
from tests.cli.profile.test_new import DETAILS
from tests.support.profiles import png


def edit(folder, *words, file="profile.json", out="out.json"):
    return main(["profile", "edit", str(folder / file), "--out", str(folder / out), *words])


def test_the_fields_that_are_named_change_and_no_other(workbench, capsys):
    before = profile.load(workbench / "profile.json")
    words = ["--name", "Other clinic", "--kiosk", "--mirror", "https://b.example.org/", "--update-address",
             "https://example.org/new"]  # fmt: skip
    assert edit(workbench, *words) == 0
    assert profile.load(workbench / "out.json") == msgspec.structs.replace(
        before,
        name="Other clinic",
        kiosk=True,
        mirrors=("https://b.example.org",),
        updates=profile.Updates("https://example.org/new"),
    )
    assert capsys.readouterr().out.endswith("Changed: kiosk, mirrors, name, updates.\n")
    assert profile.load(workbench / "profile.json") == before


def test_what_was_switched_on_can_be_switched_off_and_emptied(workbench):
    (workbench / "logo.png").write_bytes(png())
    words = ["--kiosk", "--letter-code-first", "--no-update-notice", "--update-address", "https://example.org/new",
             "--logo", str(workbench / "logo.png"), "--evaluator-url", "https://key.example.org"]  # fmt: skip
    assert edit(workbench, *words) == 0
    assert logo.decode(profile.load(workbench / "out.json").logo) == png()
    back = ["--no-kiosk", "--no-letter-code-first", "--update-notice", "--update-address", "", "--no-logo",
            "--evaluator-url", ""]  # fmt: skip
    assert edit(workbench, *back, file="out.json", out="again.json") == 0
    assert profile.load(workbench / "again.json") == profile.load(workbench / "profile.json")


def test_one_half_of_the_updates_keeps_the_other(workbench):
    assert edit(workbench, "--update-address", "https://example.org/new") == 0
    assert edit(workbench, "--no-update-notice", file="out.json", out="out.json") == 0
    assert profile.load(workbench / "out.json").updates == profile.Updates("https://example.org/new", silent=True)


def test_a_signed_profile_loses_its_signature_and_that_is_said(workbench, signed, capsys):
    assert edit(workbench, "--name", "Other", file="signed.json") == 0
    opened = profile.open_file(workbench / "out.json")
    assert (opened.signer, opened.profile.name) == ("", "Other")
    assert "It was signed, and is not any more" in capsys.readouterr().out
    assert edit(workbench, "--name", "Third") == 0
    assert "It was signed" not in capsys.readouterr().out


def test_the_one_line_follows_the_first_of_the_lines(workbench):
    (workbench / "details.toml").write_text(DETAILS, encoding="utf-8")
    assert edit(workbench, "--details", str(workbench / "details.toml")) == 0
    changed = profile.load(workbench / "out.json")
    assert (changed.help_name, changed.help_number) == ("Line", "09 000")
    (workbench / "details.toml").write_text(DETAILS.replace("09 000", "09 111"), encoding="utf-8")
    assert edit(workbench, "--details", str(workbench / "details.toml"), file="out.json", out="out.json") == 0
    assert profile.load(workbench / "out.json").help_number == "09 111"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "Nothing was named"),
        (["--scheme", "xx.none"], "does not know that kind of number"),
        (["--url", "http://check.example.org"], "is not protected by HTTPS"),
        (["--update-address", "ftp://example.org"], "https://"),
        (["--no-logo", "--logo", "logo.png"], "cannot be read"),
        (["--root", "none.json"], "cannot be read"),
    ],
)
def test_nothing_is_written_where_a_part_is_wrong(workbench, capsys, words, message):
    assert edit(workbench, *words) == 2
    assert message in capsys.readouterr().err
    assert not (workbench / "out.json").exists()


def test_what_is_no_profile_is_not_edited(workbench, capsys):
    (workbench / "profile.json").write_bytes(b"{}")
    assert edit(workbench, "--name", "Clinic") == 2
    assert not (workbench / "out.json").exists()
