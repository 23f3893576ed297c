"""`exposure-check clinic kit`."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from exposure_check.lookup import load_profile
from exposure_check.protocol import fingerprint
from exposure_check.trust.root_of_trust import root_digest
from tests.support.clinic import texts_of

DAYS = ["--first-day", "2027-03-01", "--last-day", "2027-03-10"]


def test_the_kit_is_filled_in_in_each_language(clinic, capsys):
    out = clinic.path("kit")
    assert main(["clinic", "kit", *clinic.basis, *DAYS, "--letters", "33000", "--out", str(out)]) == 0
    output = capsys.readouterr().out
    assert "3 to 14 calls a day: an estimate" in output
    root = bytes(load_profile(clinic.path("profile.json")).root)
    digits = fingerprint.of_publisher(root_digest(root))
    for language, day in (("en", "1 March 2027"), ("fi", "1.3.2027"), ("sv", "1 mars 2027")):
        folder = out / language
        assert {path.name for path in folder.iterdir()} == {"notice.txt", "reception.txt", "web.html", "poster.pdf"}
        notice, reception, web = (
            (folder / name).read_text(encoding="utf-8") for name in ("notice.txt", "reception.txt", "web.html")
        )
        assert digits in notice
        assert digits in web
        assert day in notice
        assert f"({language})" in web
        assert "14" in reception
        assert "{" not in notice + reception
        assert "Example Oy" in " ".join(texts_of(folder / "poster.pdf"))


def test_a_last_day_before_the_first_is_refused(clinic, capsys):
    days = ["--first-day", "2027-03-11", "--last-day", "2027-03-10", "--letters", "10"]
    assert main(["clinic", "kit", *clinic.basis, *days, "--out", str(clinic.path("kit"))]) == 2
    assert "before the first" in capsys.readouterr().err
    assert not clinic.path("kit").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--first-day", "1.3.2027", "--last-day", "2027-03-10", "--letters", "10"], "year, month and day"),
        ([*DAYS, "--letters", "0"], "at least one"),
        ([*DAYS, "--letters", "many"], "at least one"),
    ],
)
def test_what_is_no_day_or_no_number_is_refused(clinic, capsys, options, words):
    with pytest.raises(SystemExit) as end:
        main(["clinic", "kit", *clinic.basis, *options, "--out", str(clinic.path("kit"))])
    assert end.value.code == 2
    assert words in capsys.readouterr().err


def test_what_somebody_edited_is_not_written_over(clinic, capsys):
    words = ["clinic", "kit", *clinic.basis, *DAYS, "--letters", "33000", "--out", str(clinic.path("kit"))]
    assert main(words) == 0
    notice = clinic.path("kit") / "sv" / "notice.txt"
    for path in clinic.path("kit").rglob("*.*"):
        if path != notice and path.is_file():
            path.unlink()
    notice.write_text("Changed by hand.", encoding="utf-8")
    capsys.readouterr()
    assert main(words) == 2
    assert "edited" in capsys.readouterr().err
    assert notice.read_text(encoding="utf-8") == "Changed by hand."
    assert [path for path in clinic.path("kit").rglob("*.*") if path.is_file()] == [notice], "all or nothing"


def test_letters_that_arrive_when_they_hold_no_more_are_noticed(clinic, capsys):
    days = ["--first-day", "2027-03-01", "--last-day", "2090-03-10", "--letters", "5"]
    assert main(["clinic", "kit", *clinic.basis, *days, "--out", str(clinic.path("kit"))]) == 2
    assert "hold until" in capsys.readouterr().err
