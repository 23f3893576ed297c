"""A publisher's own guidance: shown first where it is right, refused where it is anything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposure_check.errors import GuidanceError
from exposure_check.guidance import load, select
from exposure_check.guidance.breach import MAX_ACTIONS, accept, parse_breach_guidance
from exposure_check.protocol.catalogue import GUIDANCE_MAX_BYTES

ACTION = """
[[action]]
id = "ask-the-clinic"
urgency = "this_week"
order = 99
categories = ["diagnosis"]
sources = ["notice"]
contacts = ["clinic"]

[action.text.en]
title = "Call the clinic"
why = "It knows more."
how = ["Call."]

[action.text.fi]
title = "Soita klinikalle"
why = "Siellä tiedetään enemmän."
how = ["Soita."]

[action.text.sv]
title = "Ring kliniken"
why = "Där vet man mer."
how = ["Ring."]
"""

GOOD = (
    """
[notice]
breach = "example-2020"
updated = 2026-11-20
contacts = ["clinic"]
known.en = ["Records were taken in 2018."]
known.fi = ["Tietoja vietiin vuonna 2018."]
known.sv = ["Uppgifter togs 2018."]
not_known.en = ["Who took them."]
not_known.fi = ["Kuka ne vei."]
not_known.sv = ["Vem som tog dem."]

[[deadline]]
date = 2027-06-01
source = "notice"
text.en = "Last day to claim."
text.fi = "Viimeinen päivä vaatia korvausta."
text.sv = "Sista dagen att kräva ersättning."

[[deadline]]
date = 2027-01-31
source = "notice"
text.en = "Last day to report."
text.fi = "Viimeinen päivä ilmoittaa."
text.sv = "Sista dagen att anmäla."

[[source]]
id = "notice"
name.en = "Example Oy: notice"
name.fi = "Example Oy: tiedote"
name.sv = "Example Oy: meddelande"
url = "https://example.org/notice"
supports = "What is known."
reviewed = 2026-11-20
review_by = 2027-11-20
verified = true

[[contact]]
id = "clinic"
kind = "advice"
sources = ["notice"]
name.en = "Example Oy"
name.fi = "Example Oy"
name.sv = "Example Oy"

[[contact.line]]
number = "09 000 000"
languages = ["fi"]
hours.en = "Mon-Fri"
hours.fi = "Ma-pe"
hours.sv = "Mån-fre"
"""
    + ACTION
)


def parse(text: str):
    return parse_breach_guidance(text.encode(), "example-2020")


def test_what_the_publisher_says_is_read_in_every_language():
    guidance = parse(GOOD)
    notice = guidance.notice("fi")
    assert notice.known == ("Tietoja vietiin vuonna 2018.",)
    assert notice.not_known == ("Kuka ne vei.",)
    assert [deadline.date.isoformat() for deadline in notice.deadlines] == ["2027-01-31", "2027-06-01"]
    assert notice.deadlines[0].source_url == "https://example.org/notice"
    assert notice.contacts[0].lines[0].number == "09 000 000"
    assert guidance.notice("de") == guidance.notice("en")
    assert guidance.actions("sv")[0].title == "Ring kliniken"
    assert guidance.actions("sv")[0].sources[0].name == "Example Oy: meddelande"


def test_the_publishers_action_stands_before_general_ones_of_its_urgency_and_after_a_threat():
    general = load("fi").actions("en")
    chosen = select([*general, *parse(GOOD).actions("en")], ["diagnosis"], threatened=True)
    ids = [action.id for action in chosen]
    assert ids[0] == "danger"
    assert ids.index("talk") < ids.index("ask-the-clinic") < ids.index("care")
    assert chosen[ids.index("ask-the-clinic")].breach == "example-2020"


@pytest.mark.parametrize("categories", [["diagnosis"], []])
def test_nothing_a_publisher_signs_stands_before_danger_and_do_not_pay(categories):
    hostile = GOOD.replace('urgency = "this_week"', 'urgency = "now"\nwhen = "threatened"').replace(
        "order = 99", "order = 1"
    )
    hostile = hostile.replace('categories = ["diagnosis"]', "categories = []")
    chosen = select([*load("fi").actions("en"), *parse(hostile).actions("en")], categories, threatened=True)
    assert "ask-the-clinic" in [action.id for action in chosen]
    assert [action.id for action in chosen[:2]] == ["danger", "extortion"]


def test_a_publisher_cannot_replace_general_advice_by_using_its_id():
    hostile = GOOD.replace('id = "ask-the-clinic"', 'id = "extortion"')
    chosen = select([*load("fi").actions("en"), *parse(hostile).actions("en")], ["diagnosis"], threatened=True)
    assert [action.title for action in chosen if action.id == "extortion"] == [
        "Do not pay and do not reply",
        "Call the clinic",
    ]


def test_unverified_facts_of_a_publisher_are_not_shown():
    assert parse(GOOD.replace("verified = true", "verified = false")).actions("en") == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('breach = "example-2020"', 'breach = "other-2021"', "no .notice. for the breach"),
        ("[notice]", "[notes]", "not a table"),
        ('sources = ["notice"]\ncontacts', 'sources = ["nothing"]\ncontacts', "with the id 'nothing'"),
        ('source = "notice"', 'source = "nothing"', "with the id 'nothing'"),
        ('url = "https://example.org/notice"', 'url = "javascript:alert(1)"', "address that starts with https"),
        ('"Records were taken in 2018."', '"<img src=x>"', "angle bracket"),
        ("not_known.sv = ", "not_known.no = ", "missing in sv"),
        ("updated = 2026-11-20", 'updated = "today"', "date"),
    ],
)  # fmt: skip
def test_wrong_content_is_refused(old, new, says):
    assert old in GOOD
    with pytest.raises(GuidanceError, match=says):
        parse(GOOD.replace(old, new))


def test_too_many_actions_are_refused():
    many = "".join(ACTION.replace("ask-the-clinic", f"a{number}") for number in range(MAX_ACTIONS + 1))
    with pytest.raises(GuidanceError, match="at most 20"):
        parse(GOOD.replace(ACTION, many))


def test_oversized_guidance_is_refused_before_it_is_read():
    with pytest.raises(GuidanceError, match="larger than 128 KiB"):
        parse(GOOD + "#" * GUIDANCE_MAX_BYTES)


def test_the_tables_of_a_country_are_refused():
    with pytest.raises(GuidanceError, match="belong to a country"):
        parse(GOOD + '\n[label.why]\nen = "x"\nfi = "x"\nsv = "x"\n')


def test_refused_guidance_leaves_the_rest_and_the_general_advice():
    large = b"#" * (GUIDANCE_MAX_BYTES + 1)
    accepted, refused = accept({"example-2020": GOOD.encode(), "bad-2021": b"\x00", "big-2022": large})
    assert [guidance.breach for guidance in accepted] == ["example-2020"]
    assert refused == ("bad-2021", "big-2022")
    assert select(load("fi").actions("en"), ["diagnosis"])


@settings(max_examples=200)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_bytes_make_it_fail_in_another_way(data):
    assert accept({"example-2020": data}) == ((), ("example-2020",))


@settings(max_examples=150)
@given(st.integers(0, len(GOOD) - 1), st.sampled_from(["", '"', "[", "]", "=", "\n", "\x00", "'''", "9", "{"]))
def test_spoilt_guidance_is_read_or_refused_never_raised(position, character):
    accept({"example-2020": (GOOD[:position] + character + GOOD[position + 1 :]).encode()})
