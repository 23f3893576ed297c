from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposure_check.errors import MalformedError, UnsupportedError
from exposure_check.protocol import bucket, catalogue
from exposure_check.protocol.suite import SUITES


def test_a_catalogue_is_read_and_written_back(encoded):
    parsed = catalogue.parse(encoded())
    assert catalogue.parse(catalogue.serialise(parsed)) == parsed
    assert parsed.breaches[1].sealed
    layout = bucket.layout(parsed)
    assert (layout.buckets, layout.record_bytes, layout.bucket_records) == (512, 9, 100)


@pytest.mark.parametrize("suite", ["", "XC2", "xc1", "XC1 ", "XC1-DEMO-2", "XC1/1", "XC1/3", "XC1/2/2", "/2", "XC2/2"])
def test_an_unknown_suite_is_named_as_too_new(encoded, suite):
    with pytest.raises(UnsupportedError):
        catalogue.parse(encoded(lambda plain: plain.update(suite=suite)))


def test_an_unknown_suite_is_too_new_whatever_else_the_catalogue_says():
    with pytest.raises(UnsupportedError):
        catalogue.parse(b'{"suite": "XC9", "curves": ["other"]}')


WRONG_VALUES = {
    "suite": [None, 1, ["XC1"]],
    "dataset_id": [None, 1, "", "00" * 15, "00" * 17, "AA" * 16, "zz" * 16, "00" * 16 + "\n", " " + "00" * 15 + "0"],
    "scheme": [None, "", "fi", "FI.HETU", "../../etc", "fi.hetu/x", "fi.hetu\n"],
    "prefix_bits": [None, -1, 33, 9.5, "9", True],
    "bucket_records": [None, 0, -1, (1 << 20) + 1, "100"],
    "label_bytes": [None, 0, 5, -1, "1"],
    "voprf_public_key": [None, "", "00" * 31, "00" * 33, "ZZ" * 32, "00" * 32 + "\n"],
    "merkle_root": [None, "", "00" * 31, "00" * 33, "AB" * 32],
    "created": [None, "", 0, "yesterday", "2026-01-02", "2026-01-02T03:04:05", "2026-13-02T03:04:05Z"],
    "breaches": [None, [], {}, [None], "none"],
    "profiles": [None, [], [[]], [{}], [[{}]]],
}


@pytest.mark.parametrize(("field", "value"), [(f, v) for f, values in WRONG_VALUES.items() for v in values], ids=repr)
def test_a_wrong_value_is_refused(encoded, field, value):
    with pytest.raises(MalformedError):
        catalogue.parse(encoded(lambda plain: plain.update({field: value})))


@pytest.mark.parametrize("field", WRONG_VALUES)
def test_a_missing_field_is_refused(encoded, field):
    with pytest.raises(MalformedError):
        catalogue.parse(encoded(lambda plain: plain.pop(field)))


def _breach(**changes):
    return lambda plain: plain["breaches"][0].update(changes)


def _profile(entry):
    return lambda plain: plain.update(profiles=[entry])


SPOILS = {
    "unknown field": lambda plain: plain.update(k=10),
    "unknown field of a breach": _breach(secret=True),
    "unknown field of a profile": _profile([{"breach": "example-2020", "categories": ["name"], "number": "x"}]),
    "unknown category": _breach(categories=["name", "shoe_size"]),
    "category named twice": _breach(categories=["name", "name"]),
    "no category": _breach(categories=[]),
    "categories as one text": _breach(categories="name"),
    "breach named twice": _breach(id="sealed-2020"),
    "upper case in the id of a breach": _breach(id="Example"),
    "path in the id of a breach": _breach(id="../x"),
    "line end in the id of a breach": _breach(id="example\n"),
    "sealed as a number": _breach(sealed=1),
    "date that is none": _breach(occurred="2018-02-30"),
    "date with time": _breach(occurred="2018-02-03T00:00:00Z"),
    "link without TLS": _breach(references=["http://example.org"]),
    "link that runs something": _breach(references=["javascript:alert(1)"]),
    "link with a space": _breach(references=["https://example.org/ evil"]),
    "link with a line end": _breach(references=["https://example.org/\n"]),
    "no English name": _breach(name={"fi": "Esimerkki"}),
    "no English summary": _breach(summary={"sv": "Exempel"}),
    "empty name": _breach(name={"en": ""}),
    "long name": _breach(name={"en": "x" * 301}),
    "language that is none": _breach(name={"en": "x", "english": "x"}),
    "holder empty": _breach(holder=""),
    "profile of a breach that is not listed": _profile([{"breach": "other", "categories": ["name"]}]),
    "profile with a category its breach lacks": _profile([{"breach": "example-2020", "categories": ["email"]}]),
    "profile with a category twice": _profile([{"breach": "example-2020", "categories": ["name", "name"]}]),
    "profile without category": _profile([{"breach": "example-2020", "categories": []}]),
    "what cannot be ruled out and is no category of the profile": _profile(
        [{"breach": "example-2020", "categories": ["name"], "uncertain": ["phone"]}]
    ),
    "what cannot be ruled out, twice": _profile(
        [{"breach": "example-2020", "categories": ["name"], "uncertain": ["name", "name"]}]
    ),
    "what cannot be ruled out as one text": _profile(
        [{"breach": "example-2020", "categories": ["name"], "uncertain": "name"}]
    ),
    "discovered before it occurred": _breach(discovered="2018-11-19"),
    "disclosed before it was discovered": _breach(discovered="2020-10-22"),
    "discovered after the list was built": _breach(discovered="2026-01-05", disclosed="2026-01-05"),
    "discovered as a moment": _breach(discovered="2019-01-01T00:00:00Z"),
    "discovered in no year of this age": _breach(occurred="1899-01-01", discovered="1899-01-02"),
    "empty controller": _breach(controller=""),
    "long processor": _breach(processor="x" * 301),
    "contact point as one text": _breach(contact_point="privacy@example.org"),
    "no English contact point": _breach(contact_point={"fi": "Kysy."}),
    "no English consequences": _breach(consequences={"fi": "Seuraus."}),
    "no English measures": _breach(measures={"sv": "Mått."}),
    "empty measures": _breach(measures={"en": ""}),
    "long consequences": _breach(consequences={"en": "x" * 4001}),
    "measures in too many languages": _breach(
        measures={"en": "x"} | {f"x{letter}": "x" for letter in "abcdefghijklmnopqrstuvwx"}
    ),
    "line end in the controller": _breach(controller="a\nb"),
    "mark of direction in the measures": _breach(measures={"en": "a\u202eb"}),
    "escape sequence in the contact point": _breach(contact_point={"en": "a\x1b[2Jb"}),
    "more profiles than a label can number": lambda plain: plain.update(profiles=plain["profiles"] * 257),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_a_spoilt_catalogue_is_refused(encoded, spoil):
    with pytest.raises(MalformedError):
        catalogue.parse(encoded(spoil))


def test_as_many_profiles_as_a_label_can_number_are_taken(encoded):
    parsed = catalogue.parse(encoded(lambda plain: plain.update(profiles=plain["profiles"] * 256)))
    assert len(parsed.category_sets) == 256


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b'"XC1"', b"\xff", b'{"suite":"\xff"}', b'{"a":' + b"[" * 100_000, b"[" * 100_000],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_not_json_is_refused(data):
    with pytest.raises(MalformedError):
        catalogue.parse(data)


def test_bytes_after_the_end_are_refused(encoded):
    with pytest.raises(MalformedError):
        catalogue.parse(encoded() + b"{}")


@settings(max_examples=40)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
def test_any_other_json_is_refused_by_name(value):
    with pytest.raises((MalformedError, UnsupportedError)):
        catalogue.parse(msgspec.json.encode(value) if not _huge(value) else b"{}")


def _huge(value):
    """msgspec writes integers of 64 bits at most."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return any(map(_huge, value))
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def test_messages_hold_nothing_of_the_catalogue(encoded):
    with pytest.raises(MalformedError) as caught:
        catalogue.parse(encoded(lambda plain: plain.update(scheme="MARKER")))
    assert "MARKER" not in str(caught.value)


PARTICULARS = {
    "discovered": "2019-01-02",
    "controller": "Example Oy",
    "processor": "Example Hosting Oy",
    "contact_point": {"en": "Ask us.", "fi": "Kysy meiltä."},
    "consequences": {"en": "Somebody may write to you."},
    "measures": {"en": "The way in was closed."},
}


def _uncertain(plain):
    plain["profiles"][0][0]["uncertain"] = ["name"]


def test_what_is_stated_of_a_breach_and_of_certainty_is_read_and_written_back(encoded):
    def change(plain):
        plain["breaches"][0] |= PARTICULARS
        _uncertain(plain)

    parsed = catalogue.parse(encoded(change))
    assert catalogue.parse(catalogue.serialise(parsed)) == parsed
    assert parsed.suite == "XC1"
    stated = msgspec.to_builtins(parsed.breaches[0])
    assert {name: stated[name] for name in PARTICULARS} == PARTICULARS
    assert parsed.category_sets[0][0].uncertain == ("name",)


def test_a_list_that_says_nothing_new_has_the_bytes_that_it_had(encoded):
    plain = encoded()
    written = msgspec.json.decode(catalogue.serialise(catalogue.parse(plain)))
    assert written == msgspec.json.decode(plain) | {"created": "2026-01-02T03:04:05Z"}


@pytest.mark.parametrize("name", [*PARTICULARS, "uncertain"])
def test_a_list_that_says_more_is_marked_so_that_older_clients_say_that_they_are_too_old(encoded, name):
    def change(plain):
        if name == "uncertain":
            _uncertain(plain)
        else:
            plain["breaches"][0] |= {name: PARTICULARS[name]}

    written = msgspec.json.decode(catalogue.serialise(catalogue.parse(encoded(change))))
    assert written["suite"] == "XC1/2"  # what no client knew before there was a second form
    assert written["suite"] not in SUITES


def test_a_marked_list_is_of_the_suite_that_it_names(encoded):
    assert catalogue.parse(encoded(lambda plain: plain.update(suite="XC1-DEMO/2"))).suite == "XC1-DEMO"


def test_a_breach_discovered_on_the_day_it_occurred_and_became_known_is_taken(encoded):
    same = {"occurred": "2020-10-21", "discovered": "2020-10-21"}
    parsed = catalogue.parse(encoded(lambda plain: plain["breaches"][0].update(same)))
    assert parsed.breaches[0].discovered == parsed.breaches[0].disclosed
