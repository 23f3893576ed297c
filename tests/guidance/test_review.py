"""What an editor and a release are told."""

from __future__ import annotations

from datetime import date

import pytest

from exposure_check.errors import GuidanceError
from exposure_check.guidance.guide import load, root
from exposure_check.guidance.review import check, release_check

BEFORE = date(2026, 12, 1)
AFTER = date(2028, 1, 1)


def replace(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def messages(problems):
    return " | ".join(problem.as_line() for problem in problems)


def test_content_within_its_review_can_be_released():
    for folder in sorted(root().iterdir()):
        assert release_check(folder, BEFORE) == ()


def test_content_past_its_review_cannot_be_released():
    problems = release_check(root() / "fi", AFTER)
    assert len(problems) >= 20
    assert all("The review was due on 2027-05-31" in problem.message for problem in problems)
    assert all(problem.file == "sources.toml" and problem.line for problem in problems)


def test_an_unverified_source_cannot_be_released_and_its_advice_is_not_shown(folder):
    sources = folder / "fi" / "sources.toml"
    text = sources.read_text()
    start = text.index('id = "vero-ban"')
    sources.write_text(text[:start] + text[start:].replace("verified = true", "verified = false", 1))
    assert "source:vero-ban: The source is not verified." in messages(release_check(folder / "fi", BEFORE))
    shown = {action.id for action in load("fi", folder).actions("fi")}
    assert "credit-ban" not in shown
    assert "move-block" in shown


def test_a_source_that_is_not_there_is_named_by_its_line(folder):
    actions = folder / "fi" / "actions.toml"
    replace(actions, 'sources = ["vero-ban", ', 'sources = ["vero-bann", ')
    problem = next(problem for problem in check(folder / "fi") if "vero-bann" in problem.message)
    assert problem.file == "actions.toml"
    assert actions.read_text().splitlines()[problem.line - 1].startswith('sources = ["vero-bann"')
    with pytest.raises(GuidanceError, match="no source or contact"):
        load("fi", folder).actions("fi")


def test_a_category_without_an_action_is_named(folder):
    replace(folder / "common" / "urgent.toml", 'categories = ["payment_card"]', 'categories = ["phone"]')
    assert "No action names the category 'payment_card'." in messages(check(folder / "fi"))


def test_one_person_to_talk_to_is_not_enough(folder):
    path = folder / "fi" / "contacts.toml"
    text = path.read_text()
    start = text.index('id = "mieli"')
    path.write_text(text[:start] + text[start:].replace('kind = "talk"', 'kind = "advice"', 1))
    assert "'therapy_notes' offers fewer than two people to talk to." in messages(check(folder / "fi"))


def test_a_threat_that_does_not_come_first_is_named(folder):
    replace(folder / "common" / "urgent.toml", "order = 0\n", "order = 900\n")
    assert "A threatened person must see 'danger' first." in messages(check(folder / "fi"))


def test_a_frightening_word_is_named_with_its_language(folder):
    replace(folder / "fi" / "actions.toml", "Se on maksuton.", "Olet uhri. Se on maksuton.")
    problem = next(problem for problem in check(folder / "fi") if "frightens" in problem.message)
    assert "The fi text says 'uhri'" in problem.message
    assert problem.line


def test_a_missing_language_stops_the_loading_with_a_line(folder):
    replace(folder / "fi" / "actions.toml", "[action.text.sv]", "[action.text.no]")
    with pytest.raises(GuidanceError, match=r"fi/actions.toml, line \d+: action: text: missing in sv"):
        load("fi", folder)


@pytest.mark.parametrize("parent", ["fi", "nowhere"])
def test_a_circle_or_a_missing_parent_is_an_error(folder, parent):
    replace(folder / "eu" / "country.toml", 'extends = "common"', f'extends = "{parent}"')
    assert "cannot be taken over" in messages(check(folder / "fi"))
    with pytest.raises(GuidanceError, match="cannot be taken over"):
        load("fi", folder)


def test_a_huge_file_is_refused(folder):
    (folder / "fi" / "zz.toml").write_bytes(b"#" * (1 << 21))
    assert "larger than 1 MiB" in messages(check(folder / "fi"))


def test_a_new_country_can_leave_out_what_it_takes_over(folder):
    (folder / "dk").mkdir()
    names = 'name.en = "Denmark"\nname.fi = "Tanska"\nname.sv = "Danmark"\n'
    text = f'[country]\nextends = "eu"\nwithout = ["rights"]\n{names}'
    (folder / "dk" / "country.toml").write_text(text)
    shown = {action.id for action in load("dk", folder).actions("en")}
    assert "rights" not in shown
    assert "identity-number" in shown
    assert check(folder / "dk") == ()
