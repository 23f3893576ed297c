from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.errors import MalformedError
from exposure_check.protocol import sodium, voprf
from exposure_check.protocol.group import ORDER, decode_element, decode_scalar, hash_to_group

# RFC 9496 appendix A.2: encodings that a decoder must refuse, one of each kind
NOT_ELEMENTS = {
    "non-canonical field element": "00" + "ff" * 31,
    "field element above the prime": "f3" + "ff" * 30 + "7f",
    "the prime itself": "ed" + "ff" * 30 + "7f",
    "negative field element": "01" + "00" * 31,
    "negative, minus one": "01" + "ff" * 30 + "7f",
    "non-square x^2": "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
    "negative xy": "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
    "s = -1, y = 0": "ec" + "ff" * 30 + "7f",
    "identity with the topmost bit": "00" * 31 + "80",
    "generator with the topmost bit": "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2df6",
}
IDENTITY = bytes(32)


def little_endian(number):
    return number.to_bytes(32, "little")


@pytest.mark.parametrize("encoding", NOT_ELEMENTS.values(), ids=NOT_ELEMENTS)
def test_a_non_canonical_element_is_refused(encoding, keys):
    untrusted = bytes.fromhex(encoding)
    with pytest.raises(MalformedError):
        decode_element(untrusted)
    with pytest.raises(MalformedError):
        voprf.evaluate(keys, [hash_to_group(b"fine"), untrusted])


def test_the_identity_is_refused(keys):
    with pytest.raises(MalformedError):
        decode_element(IDENTITY)
    with pytest.raises(MalformedError):
        voprf.evaluate(keys, [IDENTITY, hash_to_group(b"fine")])


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
def test_an_element_or_scalar_of_another_length_is_refused(size, keys):
    for decode in (decode_element, decode_scalar):
        with pytest.raises(MalformedError):
            decode(bytes(size))
    with pytest.raises(MalformedError):
        voprf.evaluate(keys, [hash_to_group(b"fine"), bytes(size)])


@pytest.mark.parametrize("number", [ORDER, ORDER + 1, 2 * ORDER, 2**255 - 1, 2**256 - 1])
def test_a_scalar_out_of_range_is_refused(number):
    with pytest.raises(MalformedError):
        decode_scalar(little_endian(number))
    with pytest.raises(MalformedError):
        voprf.key_pair(little_endian(number))


def test_the_largest_scalar_is_taken():
    assert decode_scalar(little_endian(ORDER - 1)) == little_endian(ORDER - 1)
    assert voprf.key_pair(little_endian(ORDER - 1)).public_key != IDENTITY


def test_zero_is_no_key_no_blind_and_has_no_inverse():
    with pytest.raises(MalformedError):
        voprf.key_pair(bytes(32))
    with pytest.raises(sodium.GroupError):
        voprf.blind_with(b"input", bytes(32))
    with pytest.raises(sodium.GroupError):
        sodium.scalar_invert(bytes(32))


def test_random_scalars_are_in_range_and_differ():
    scalars = {sodium.scalar_random() for _ in range(64)}
    assert len(scalars) == 64
    assert all(0 < int.from_bytes(scalar, "little") < ORDER for scalar in scalars)


@given(st.integers(1, ORDER - 1), st.integers(1, ORDER - 1))
def test_scalar_arithmetic_is_that_of_integers_modulo_the_order(left, right):
    a, b = little_endian(left), little_endian(right)
    assert sodium.scalar_multiply(a, b) == little_endian(left * right % ORDER)
    assert sodium.scalar_subtract(a, b) == little_endian((left - right) % ORDER)
    assert sodium.scalar_invert(a) == little_endian(pow(left, -1, ORDER))


@given(st.binary(min_size=64, max_size=64))
def test_wide_reduction_is_that_of_integers(wide):
    assert sodium.scalar_reduce(wide) == little_endian(int.from_bytes(wide, "little") % ORDER)


@given(st.integers(1, ORDER - 1), st.integers(1, ORDER - 1), st.binary(max_size=40))
def test_multiplication_distributes_over_addition(left, right, message):
    if (left + right) % ORDER == 0:
        return
    element = hash_to_group(message)
    apart = sodium.add(sodium.multiply(little_endian(left), element), sodium.multiply(little_endian(right), element))
    assert apart == sodium.multiply(little_endian((left + right) % ORDER), element)


@pytest.mark.parametrize(
    "call",
    [
        lambda short: sodium.from_hash(short),
        lambda short: sodium.add(short, IDENTITY),
        lambda short: sodium.add(IDENTITY, short),
        lambda short: sodium.multiply(short, IDENTITY),
        lambda short: sodium.multiply(IDENTITY, short),
        lambda short: sodium.multiply_base(short),
        lambda short: sodium.scalar_reduce(short),
        lambda short: sodium.scalar_invert(short),
        lambda short: sodium.scalar_multiply(short, IDENTITY),
        lambda short: sodium.scalar_subtract(IDENTITY, short),
        lambda short: sodium.is_element(short),
    ],
)
def test_the_c_side_never_reads_past_the_end_of_its_input(call):
    for short in (b"", bytes(31), bytes(33)):
        with pytest.raises(sodium.GroupError):
            call(short)
