from __future__ import annotations

import secrets
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.errors import MalformedError
from exposure_check.protocol import bucket, merkle
from exposure_check.protocol.bucket import HEADER, parse_bucket, parse_pack

INDEX = 5


def signed(contents, layout):
    """The files of `contents`, and the layout with their root: what a publisher who errs or lies would sign."""
    tree = merkle.levels([merkle.leaf_hash(content) for content in contents])
    files = [content + merkle.audit_path(tree, i) for i, content in enumerate(contents)]
    return files, bucket.Layout(
        layout.dataset_id, layout.prefix_bits, layout.bucket_records, layout.label_bytes, tree[-1][0]
    )


def replaced(small, body):
    contents = list(small.contents)
    contents[INDEX] = body
    return signed(contents, small.layout)


def header(body, **changes):
    magic, dataset_id, index, count = HEADER.unpack_from(body)
    fields = {"magic": magic, "dataset_id": dataset_id, "index": index, "count": count} | changes
    return HEADER.pack(*fields.values()) + body[HEADER.size :]


def test_every_bucket_parses_to_its_own_sorted_records(small):
    for index, file in enumerate(small.files):
        records = parse_bucket(file, small.layout, index)
        assert records == small.contents[index][HEADER.size :]
        assert records == parse_pack(small.pack, small.layout, index)


def test_the_sizes_are_those_of_the_layout(small):
    assert {len(file) for file in small.files} == {small.layout.bucket_bytes}
    assert len(small.pack) == small.layout.pack_bytes
    assert small.layout.bucket_bytes == 28 + 4 * 10 + 32 * 3


def test_the_header_is_big_endian_and_in_the_order_of_the_protocol(small):
    assert small.files[INDEX][:28] == b"XCB1" + small.layout.dataset_id + struct.pack(">II", INDEX, 4)


@pytest.mark.parametrize("change", [-100, -32, -10, -1, 1, 10, 32])
def test_a_truncated_or_extended_bucket_is_refused(small, change):
    file = small.files[INDEX]
    with pytest.raises(MalformedError, match="size"):
        parse_bucket(file[:change] if change < 0 else file + bytes(change), small.layout, INDEX)
    with pytest.raises(MalformedError, match="size"):
        parse_pack(small.pack[:change] if change < 0 else small.pack + bytes(change), small.layout, INDEX)


@pytest.mark.parametrize("data", [b"", b"XCB1", bytes(28)])
def test_next_to_nothing_is_refused(small, data):
    with pytest.raises(MalformedError):
        parse_bucket(data, small.layout, INDEX)
    with pytest.raises(MalformedError):
        parse_pack(data, small.layout, INDEX)


def test_one_bit_changed_anywhere_in_a_bucket_is_refused(small):
    file = small.files[INDEX]
    for position in range(len(file)):
        spoilt = bytearray(file)
        spoilt[position] ^= 1 << (position % 8)
        with pytest.raises(MalformedError):
            parse_bucket(bytes(spoilt), small.layout, INDEX)


def test_one_bit_changed_anywhere_in_a_pack_is_refused(small):
    for position in range(len(small.pack)):
        spoilt = bytearray(small.pack)
        spoilt[position] ^= 1 << (position % 8)
        with pytest.raises(MalformedError):
            parse_pack(bytes(spoilt), small.layout, INDEX)


def test_another_bucket_of_the_same_list_is_refused(small):
    for index in set(range(8)) - {INDEX}:
        with pytest.raises(MalformedError):
            parse_bucket(small.files[index], small.layout, INDEX)


def test_a_pack_in_another_order_is_refused(small):
    swapped = b"".join([small.contents[1], small.contents[0], *small.contents[2:]])
    with pytest.raises(MalformedError):
        parse_pack(swapped, small.layout, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"magic": b"XCB2"},
        {"magic": b"\0\0\0\0"},
        {"dataset_id": bytes(16)},
        {"index": INDEX + 1},
        {"index": INDEX + 8},  # the same place in the tree, modulo its size
        {"count": 3},
        {"count": 5},
        {"count": 2**32 - 1},
    ],
    ids=str,
)
def test_a_wrong_header_is_refused_even_where_it_is_signed(small, change):
    files, layout = replaced(small, header(small.contents[INDEX], **change))
    with pytest.raises(MalformedError, match="asked for"):
        parse_bucket(files[INDEX], layout, INDEX)
    with pytest.raises(MalformedError, match="asked for"):
        parse_pack(b"".join(file[: layout.content_bytes] for file in files), layout, INDEX)


def records_in(body):
    return [body[start : start + 10] for start in range(HEADER.size, len(body), 10)]


@pytest.mark.parametrize(
    "reorder",
    [
        lambda records: records[::-1],
        lambda records: [records[1], records[0], *records[2:]],
        lambda records: [*records[:2], records[3], records[2]],
        lambda records: [records[0], records[0], *records[2:]],
        lambda records: [records[0], records[0][:8] + b"\xff\xff", *records[2:]],  # one tag, two labels
    ],
    ids=["reversed", "first pair", "last pair", "twice", "same tag"],
)
def test_records_out_of_order_or_with_one_tag_twice_are_refused(small, reorder):
    body = small.contents[INDEX]
    files, layout = replaced(small, body[: HEADER.size] + b"".join(reorder(records_in(body))))
    with pytest.raises(MalformedError, match="order"):
        parse_bucket(files[INDEX], layout, INDEX)


def test_a_bucket_of_another_data_set_is_refused(small):
    contents = [bucket.content(bytes(16), i, records_in(small.contents[i])) for i in range(8)]
    files, _ = signed(contents, small.layout)
    with pytest.raises(MalformedError, match="signed list"):
        parse_bucket(files[INDEX], small.layout, INDEX)


@given(st.binary(min_size=32, max_size=32), st.integers(0, 32), st.integers(0, 32))
def test_a_shorter_prefix_is_a_prefix_of_a_longer_one(stretched, bits1, bits2):
    short, long = sorted((bits1, bits2))
    assert bucket.bucket_index(stretched, long) >> (long - short) == bucket.bucket_index(stretched, short)


@given(st.binary(min_size=32, max_size=32), st.integers(0, 32))
def test_an_index_is_below_the_number_of_buckets(stretched, bits):
    assert 0 <= bucket.bucket_index(stretched, bits) < 1 << bits


def test_indices_spread_over_all_buckets():
    counts = [0] * 8
    for _ in range(4000):
        counts[bucket.bucket_index(secrets.token_bytes(32), 3)] += 1
    assert all(350 < count < 650 for count in counts)  # seven standard deviations of 500


@given(st.binary(max_size=300))
def test_garbage_is_refused_by_name(small, data):
    with pytest.raises(MalformedError):
        parse_bucket(data, small.layout, INDEX)


@given(st.binary(min_size=164, max_size=164))
def test_garbage_of_the_right_size_is_refused_by_name(small, data):
    assert len(data) == small.layout.bucket_bytes
    with pytest.raises(MalformedError):
        parse_bucket(data, small.layout, INDEX)
