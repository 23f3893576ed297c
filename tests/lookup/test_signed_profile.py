"""A profile that was signed: what is shown is what was signed, and nothing else opens."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.errors import ProfileError, ProfileFormatError, ProfileSignatureError
from exposure_check.lookup import profile, signed_profile
from tests.support.profiles import PARTNER, STRANGER, public, signed, unsigned, with_content


def refused(data):
    with pytest.raises(ProfileError) as caught:
        profile.open_bytes(data)
    assert caught.value.advice
    return caught.value


def test_a_signed_profile_opens_to_the_bytes_that_were_signed():
    opened = profile.open_bytes(signed(name="Clinic", help_number="09 000"))
    assert (opened.profile.name, opened.profile.help_number) == ("Clinic", "09 000")
    assert opened.signer == public(PARTNER)


def test_an_unsigned_one_says_so():
    assert profile.open_bytes(unsigned()).signer == ""


@pytest.mark.parametrize("change", [{"name": "Thief"}, {"help_number": "09 999"}, {"url": "https://evil.example.org"}])
def test_a_swapped_name_number_or_address_is_refused_as_tampered(change):
    data = signed(name="Clinic", help_number="09 000")
    error = refused(with_content(data, unsigned(**{"name": "Clinic", "help_number": "09 000", **change})))
    assert isinstance(error, ProfileSignatureError)
    assert error.code == "profile.signature"


def test_another_spelling_of_the_same_profile_was_not_signed():
    content = unsigned(name="Clinic")
    again = json.dumps(json.loads(content), indent=1).encode()
    assert json.loads(content) == json.loads(again)
    assert isinstance(refused(with_content(signed(name="Clinic"), again)), ProfileSignatureError)


def test_a_signature_under_another_key_is_refused():
    data = signed(STRANGER, name="Clinic")
    content = unsigned(name="Clinic")
    assert isinstance(refused(with_content(data, content, key=public(PARTNER))), ProfileSignatureError)


def test_a_signature_over_the_bytes_alone_is_none():
    """A key that signs other things signs no profile with them."""
    content = unsigned(name="Clinic")
    bare = PARTNER.sign(content).hex()
    assert isinstance(refused(with_content(signed(), content, signature=bare)), ProfileSignatureError)


def test_a_key_that_is_no_point_is_refused():
    for key in ("02" + "00" * 31, "ff" * 32):
        assert isinstance(refused(with_content(signed(), unsigned(), key=key)), ProfileSignatureError)


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"key": "AB" * 32},
        {"key": "ab"},
        {"signature": ""},
        {"profile": "!"},
        {"profile": 7},
        {"profile": base64.b64encode(unsigned()).decode() + "\n"},
        {"key": None},
    ],
)
def test_what_has_another_form_is_refused(change):
    assert not isinstance(refused(json.dumps({**json.loads(signed()), **change}).encode()), ProfileSignatureError)


def test_base64_with_bits_that_no_byte_holds_is_another_spelling():
    content = unsigned(name="Clinic.")
    while len(content) % 3 != 1:
        content += b" "
    file = json.loads(signed_profile.sign(content, PARTNER))
    text = file["profile"]
    assert text.endswith("==")
    other = text[:-3] + chr(ord(text[-3]) + 1) + "=="
    assert base64.b64decode(other) == content
    refused(json.dumps({**file, "profile": other}).encode())


@pytest.mark.parametrize("place", ["outside", "inside", "deep"])
def test_a_field_that_stands_twice_is_refused(place):
    """Of two readers one takes the first, the other the last: one would show what the other did not verify."""
    twice = unsigned(name="Clinic").replace(b'"url"', b'"name": "Thief", "url"', 1)
    if place == "inside":
        data = signed_profile.sign(twice, PARTNER)
    elif place == "deep":
        data = unsigned(name="Clinic").replace(b'"_type"', b'"_type": "x", "_type"')
    else:
        data = signed(name="Clinic").replace(b'"key"', b'"key":"' + public(STRANGER).encode() + b'","key"', 1)
    assert "twice" in str(refused(data))
    refused(twice)


def test_a_signed_profile_inside_a_signed_profile_is_refused():
    assert isinstance(refused(signed_profile.sign(signed(), PARTNER)), ProfileFormatError)


def test_a_profile_of_a_later_form_inside_is_named_as_such():
    later = signed_profile.sign(json.dumps({"format": 3}).encode(), PARTNER)
    assert isinstance(refused(later), ProfileFormatError)


def test_more_than_a_file_can_hold_is_not_signed():
    with pytest.raises(ProfileError, match="too large"):
        signed_profile.sign(b" " * (signed_profile.MAX_CONTENT + 1), PARTNER)
    largest = unsigned() + b" " * (signed_profile.MAX_CONTENT - len(unsigned()))
    assert profile.open_bytes(signed_profile.sign(largest, PARTNER)).signer


@given(st.data())
def test_no_changed_byte_of_a_signed_file_opens_as_something_else(data):
    file = bytearray(signed(name="Clinic"))
    place = data.draw(st.integers(0, len(file) - 2))  # the last is the end of the line
    file[place] = data.draw(st.integers(0, 255).filter(lambda value: value != file[place]))
    try:
        opened = profile.open_bytes(bytes(file))
    except ProfileError:
        return
    assert opened == profile.open_bytes(signed(name="Clinic"))  # a space more or less between two fields
