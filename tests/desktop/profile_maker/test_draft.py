"""What is in the form, what is wrong with it, and the profile that it makes."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from exposure_check.desktop.profile_maker import draft as drafts
from exposure_check.desktop.profile_maker.draft import Draft, Fault, LineDraft, Reason
from exposure_check.lookup import make_profile, profile
from exposure_check.lookup.profile import HelpLine, Updates

WHOLE = Draft(name="Clinic", url="https://a.example.org", root=b"{}")
EVERYTHING = profile.Profile(
    profile.FORMAT,
    "https://a.example.org",
    msgspec.Raw(b"{}"),
    evaluator_url="https://b.example.org",
    name="Clinic",
    demo=True,
    schemes=("fi.hetu", "se.personnummer"),
    languages=("fi", "et"),
    country="se",
    mirrors=("https://c.example.org", "https://d.example.org"),
    covers={"en": "One.", "et": "Üks."},
    help_lines=(HelpLine("Line", "1", {"en": "Mon", "et": "E"}, ("fi", "et")), HelpLine("Other", "2")),
    letter_code_first=True,
    privacy_level="maximum",
    updates=Updates("https://e.example.org", silent=True),
    kiosk=True,
)


def test_a_profile_that_is_opened_is_made_again_with_all_that_the_form_does_not_show():
    assert drafts.faults(drafts.of_profile(EVERYTHING)) == {}
    assert drafts.profile_of(drafts.of_profile(EVERYTHING)) == EVERYTHING


def test_the_one_line_of_an_old_profile_becomes_a_line_of_the_form():
    old = msgspec.structs.replace(EVERYTHING, help_lines=(), help_name="Desk", help_number="3")
    new_profile = profile.parse(make_profile.encoded(drafts.profile_of(drafts.of_profile(old))))
    assert (new_profile.help_name, new_profile.help_number, new_profile.help_lines) == (
        "Desk",
        "3",
        (HelpLine("Desk", "3"),),
    )


def test_the_empty_form_lacks_a_name_an_address_and_a_root():
    assert drafts.faults(Draft()) == {
        "name": Fault(Reason.EMPTY),
        "url": Fault(Reason.EMPTY),
        "root": Fault(Reason.NO_ROOT),
    }
    assert drafts.faults(WHOLE) == {}


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"name": "x" * 201}, "name", Reason.LONG),
        ({"name": "a\u202eb"}, "name", Reason.UNPRINTABLE),
        ({"name": "  "}, "name", Reason.EMPTY),
        ({"url": "check.example.org"}, "url", Reason.ADDRESS),
        ({"url": "https://a:b@example.org"}, "url", Reason.ADDRESS),
        ({"url": "https://a.example.org https://b.example.org"}, "url", Reason.ADDRESS),
        ({"url": "http://a.example.org"}, "url", Reason.NOT_HTTPS),
        ({"url": "https://" + "x" * 2000}, "url", Reason.LONG),
        ({"url": "https://a\u200b.example.org"}, "url", Reason.UNPRINTABLE),
        ({"mirrors": "https://a.example.org ftp://b"}, "mirrors", Reason.ADDRESS),
        ({"mirrors": "https://a.example.org " * 9}, "mirrors", Reason.TOO_MANY),
        ({"evaluator_url": "http://a.example.org"}, "evaluator_url", Reason.NOT_HTTPS),
        ({"update_address": "http://127.0.0.1"}, "update_address", Reason.NOT_HTTPS),
        ({"schemes": ()}, "schemes", Reason.NONE_CHOSEN),
        ({"languages": ()}, "languages", Reason.NONE_CHOSEN),
        ({"covers": {"fi": "x" * 601}}, "covers.fi", Reason.LONG),
        ({"lines": (LineDraft(), LineDraft(number="1"))}, "lines.1.name", Reason.EMPTY),
        ({"lines": (LineDraft(name="Line"),)}, "lines.0.number", Reason.EMPTY),
        ({"lines": (LineDraft("a", "1", {"sv": "x" * 201}),)}, "lines.0.hours.sv", Reason.LONG),
        ({"lines": (LineDraft(languages=("fi",)),)}, "lines.0.name", Reason.EMPTY),
    ],
)
def test_a_fault_is_known_by_its_field(changes, field, reason):
    wrong = replace(WHOLE, **changes)
    found = drafts.faults(wrong)
    assert found[field].reason is reason
    assert set(found) <= {field, "lines.0.number"}
    shown = drafts.for_preview(wrong)
    profile.parse(profile.encode(msgspec.structs.replace(shown, root=msgspec.Raw(b"{}"))))  # and can be drawn meanwhile


def test_a_service_on_this_computer_itself_may_be_tried_out():
    assert drafts.faults(replace(WHOLE, url="http://127.0.0.1:8080")) == {}


def test_spaces_and_slashes_at_the_ends_and_empty_lines_are_left_out():
    typed = replace(WHOLE, name=" Clinic ", url=" https://a.example.org/ ", covers={"fi": " "}, lines=(LineDraft(),))
    new_profile = drafts.profile_of(typed)
    assert (new_profile.name, new_profile.url, new_profile.covers, new_profile.help_lines) == (
        "Clinic",
        "https://a.example.org",
        {},
        (),
    )
