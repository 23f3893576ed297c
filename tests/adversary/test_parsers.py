"""Whatever bytes arrive, a parser gives what it should or an error of ours: nothing else, and in bounded time."""

from __future__ import annotations

import json
import struct
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exposure_check.errors import CheckError, MalformedError, ProfileError, ProxyError, SignatureError
from exposure_check.lookup import profile, proxies
from exposure_check.lookup.transport import _seconds_to_wait
from exposure_check.protocol import catalogue, record, voprf
from exposure_check.protocol.bucket import MAGIC, Layout, PackReader, parse_bucket
from exposure_check.trust import memory, root_of_trust
from tests.support.hostile import VALUES, leaves, replaced, sample
from tests.support.memory_service import publish

BUDGET = settings(max_examples=150, deadline=2000, suppress_health_check=list(HealthCheck), database=None)
LAYOUT = Layout(bytes(16), 2, 3, 2, bytes(32))
WORDS = st.text(max_size=20) | st.integers() | st.floats() | st.none() | st.booleans() | st.sampled_from(VALUES)
JSON = st.recursive(WORDS, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=10), inner), max_leaves=20)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("published"), count=20)


def encoded(value):
    return json.dumps(value).encode()


@BUDGET
@given(st.binary(max_size=200) | st.binary(min_size=LAYOUT.bucket_bytes, max_size=LAYOUT.bucket_bytes))
@example(MAGIC + struct.pack(">16sII", bytes(16), 0, 3) + bytes(LAYOUT.bucket_bytes - 28))
def test_a_bucket(data):
    with pytest.raises(MalformedError):
        parse_bucket(data, LAYOUT, 1)


@BUDGET
@given(st.binary(min_size=64, max_size=64), st.binary(max_size=400), st.integers(1, 4), st.data())
def test_records(output, others, label_bytes, data):
    """Of any bytes none is somebody's record, and one that is stands out wherever it lies."""
    size = record.TAG_BYTES + label_bytes
    others = others[: len(others) // size * size]
    assert record.find(output, bytes(16), others, label_bytes) is None
    label = data.draw(st.integers(0, (1 << 8 * label_bytes) - 1))
    place = data.draw(st.integers(0, len(others) // size)) * size
    sealed = record.seal(output, bytes(16), label, label_bytes)
    assert record.find(output, bytes(16), others[:place] + sealed + others[place:], label_bytes) == label


@BUDGET
@given(st.lists(st.binary(max_size=100), max_size=8))
def test_a_pack_in_pieces(pieces):
    def read():
        reader = PackReader(LAYOUT, 1)
        for piece in pieces:
            reader.write(piece)
        return reader.records()

    with pytest.raises(MalformedError):
        read()


@BUDGET
@given(st.binary(max_size=300) | JSON.map(encoded))
def test_a_catalogue_of_anything(data):
    with pytest.raises(CheckError):
        catalogue.parse(data)


@BUDGET
@given(st.data())
def test_a_catalogue_with_another_field(published, data):
    document = json.loads(sample(published, "catalogue"))
    path = data.draw(st.sampled_from(list(leaves(document))))
    started = time.monotonic()
    try:
        parsed = catalogue.parse(encoded(replaced(document, path, data.draw(JSON))))
    except CheckError:
        return
    finally:
        assert time.monotonic() - started < 2
    assert parsed.label_bytes <= 4
    parsed.created.astimezone()  # what the screens do with dates


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1899-12-31T00:00:00Z", "3000-01-01T00:00:00Z"]
)
@pytest.mark.parametrize("path", [("created",), ("breaches", 0, "occurred"), ("breaches", 0, "disclosed")])
def test_a_date_at_an_end_of_the_calendar(published, path, moment):
    value = moment if path == ("created",) else moment[:10]
    document = replaced(json.loads(sample(published, "catalogue")), path, value)
    with pytest.raises(MalformedError):
        catalogue.parse(encoded(document))


@BUDGET
@given(st.binary(max_size=300) | JSON.map(encoded))
def test_a_profile_of_anything(data):
    with pytest.raises(ProfileError):
        profile.parse(data)


@BUDGET
@given(st.dictionaries(st.sampled_from(["url", "root", "evaluator_url", "name", "schemes", "country"]), JSON))
def test_a_profile_with_other_fields(fields):
    try:
        parsed = profile.parse(encoded({"format": 1, "url": "https://check.example.org", "root": {}} | fields))
    except ProfileError:
        return
    assert parsed.url.startswith(("https://", "http://"))


@BUDGET
@given(st.binary(min_size=voprf.RESPONSE_BYTES, max_size=voprf.RESPONSE_BYTES))
def test_an_evaluation(data):
    inputs = [b"open", b"sealed"]
    blinded = [voprf.blind(private_input) for private_input in inputs]
    with pytest.raises(MalformedError):
        voprf.finalize(inputs, blinded, [data[:32], data[32:64]], data[64:], voprf.generate_key_pair().public_key)


@BUDGET
@given(
    st.binary(max_size=300) | JSON.map(encoded) | JSON.map(lambda value: encoded({"signed": value, "signatures": []}))
)
def test_a_root_of_trust(data):
    with pytest.raises(SignatureError):
        root_of_trust.check_root(data)


@BUDGET
@given(st.binary(max_size=300) | JSON.map(encoded))
def test_a_memory(data):
    with pytest.raises(ValueError):
        memory._parse(data)


@BUDGET
@given(st.text(max_size=60))
def test_a_proxy(text):
    try:
        used = proxies.normalise(text)
    except ProxyError:
        return
    assert used.startswith(("http://", "https://", "socks5h://", "socks4a://"))
    assert proxies.normalise(used) == used


@BUDGET
@given(st.text(max_size=60))
def test_a_time_to_wait(text):
    assert isinstance(_seconds_to_wait(text), int)
