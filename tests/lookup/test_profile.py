from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.errors import ProfileError
from exposure_check.lookup import profile
from tests.support.profiles import signed, unsigned, with_content

ROOT = {"signed": {"_type": "root"}, "signatures": []}
LEAST = {"format": 1, "url": "https://check.example.org", "root": ROOT}


def encoded(**changes):
    return json.dumps({**LEAST, **changes}).encode()


def refusal(data):
    with pytest.raises(ProfileError) as caught:
        profile.parse(data)
    assert caught.value.advice
    return str(caught.value)


def test_the_least_profile_is_read_with_careful_defaults():
    read = profile.parse(encoded())
    assert (read.demo, read.schemes, read.evaluator) == (False, ("fi.hetu",), "https://check.example.org")


def test_the_root_of_trust_is_kept_as_it_is_byte_for_byte():
    root = b'{ "signed":{"b":1, "a" : 2},"signatures":[ ] }'
    read = profile.parse(b'{"format":1,"url":"https://x.example.org","root":' + root + b"}")
    assert bytes(read.root) == root


def test_an_evaluator_of_its_own_is_used():
    read = profile.parse(encoded(evaluator_url="https://evaluate.example.org"))
    assert read.evaluator == "https://evaluate.example.org"


@pytest.mark.parametrize(
    "url",
    [
        "https://check.example.org",
        "https://check.example.org/",
        "https://check.example.org:8443/base/path",
        "https://192.0.2.1",
        "https://[2001:db8::1]:443",
        "http://127.0.0.1:8440",
        "http://127.1.2.3",
        "http://[::1]:8440",
        "http://localhost:8440",
    ],
)
def test_an_address_over_https_or_on_this_computer_is_taken(url):
    assert profile.parse(encoded(url=url)).url == url


@pytest.mark.parametrize("field", ["url", "evaluator_url"])
@pytest.mark.parametrize(
    "url",
    [
        "",
        "check.example.org",
        "//check.example.org",
        "https://",
        "https:///v1",
        "ftp://check.example.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://user@check.example.org",
        "https://user:word@check.example.org",
        "https://check.example.org?x=1",
        "https://check.example.org#x",
        "https://check.example.org:70000",
        "https://check.example.org:x",
        "https://[::1",
        "https://check.example.org//v1",
        "https://" + "a" * 2000,
        None,
        7,
    ],
)
def test_what_is_no_base_address_is_refused(field, url):
    if (field, url) != ("evaluator_url", None):
        refusal(encoded(**{field: url}))


@pytest.mark.parametrize("field", ["url", "evaluator_url"])
@pytest.mark.parametrize(
    "url",
    [
        "http://check.example.org",
        "http://192.0.2.1",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://2130706433",
        "http://0x7f.1",
        "http://[2001:db8::1]",
        "http://[::ffff:192.0.2.1]",
    ],
)
def test_plain_http_to_another_computer_is_refused(field, url):
    assert "not protected by HTTPS" in refusal(encoded(**{field: url}))


@pytest.mark.parametrize("version", [0, 3, 99, -1, 2**40])
def test_another_format_is_named_as_such_whatever_else_the_file_holds(version):
    assert f"format {version}" in refusal(json.dumps({"format": version, "new": True}).encode())


WRONG = {
    "unknown field": {"proxy": "http://example.org"},
    "demo as text": {"demo": "no"},
    "demo as number": {"demo": 1},
    "no schemes": {"schemes": []},
    "schemes as text": {"schemes": "fi.hetu"},
    "too many schemes": {"schemes": ["fi.hetu"] * 33},
    "long scheme": {"schemes": ["x" * 201]},
    "long name": {"name": "x" * 201},
    "name as list": {"name": ["x"]},
    "country in capitals": {"country": "FI"},
    "country that is a path": {"country": "../"},
    "country with a line end": {"country": "fi\n"},
    "long help number": {"help_number": "1" * 201},
    "format as text": {"format": "1"},
    "format as fraction": {"format": 1.5},
    "no format": {"format": None},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_a_wrong_field_is_refused(changes):
    refusal(encoded(**changes))


@pytest.mark.parametrize("field", LEAST)
def test_a_missing_field_is_refused(field):
    refusal(json.dumps({name: value for name, value in LEAST.items() if name != field}).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"1",
        b"\xff\xfe{}",
        b'{"format":1,"url":"\xff","root":{}}',
        b'{"format":1,"root":{"x":' + b"[" * 100_000,
        b"[" * 100_000,
        encoded() + b"x",
        b" " * (profile.MAX_BYTES + 1),
        b"PK\x03\x04",
    ],
    ids=lambda data: repr(data[:16]),
)
def test_what_is_no_profile_is_refused(data):
    refusal(data)


@given(st.binary(max_size=100) | st.dictionaries(st.text(max_size=5), st.text(max_size=5)).map(msgspec.json.encode))
def test_garbage_is_refused_by_name(data):
    refusal(data)


def test_a_profile_is_loaded_from_a_file(tmp_path):
    path = tmp_path / "profile.json"
    path.write_bytes(encoded(name="Clinic"))
    assert profile.load(path).name == "Clinic"


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(ProfileError, match="cannot be read"):
            profile.load(path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b" " * (profile.MAX_BYTES + 1),
        unsigned(url="http://example.org"),
        with_content(signed(), unsigned(name="Malice")),
    ],
    ids=["empty", "no profile", "too large", "without TLS", "changed after it was signed"],
)
def test_a_file_that_is_refused_for_what_it_holds_is_named_too(tmp_path, data):
    """A profile lies in one of many places: whoever is told to mend it has to know in which."""
    path = tmp_path / "clinic.json"
    path.write_bytes(data)
    with pytest.raises(ProfileError) as caught:
        profile.load(path)
    assert str(path) in caught.value.advice


def test_no_more_is_read_than_a_profile_holds(tmp_path):
    path = tmp_path / "profile.json"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a sparse terabyte
    with pytest.raises(ProfileError, match="larger"):
        profile.load(path)
