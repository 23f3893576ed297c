from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposure_check.errors import MalformedError
from exposure_check.protocol import voprf
from exposure_check.protocol.group import ORDER, hash_to_group

IDENTITY = bytes(32)


def test_blinded_and_unblinded_evaluation_agree(keys, exchange):
    inputs, blinded, evaluated, proof = exchange
    expected = [voprf.evaluate_unblinded(keys.secret_key.reveal(), private_input) for private_input in inputs]
    assert voprf.finalize(inputs, blinded, evaluated, proof, keys.public_key) == expected


@settings(max_examples=10)
@given(st.lists(st.binary(max_size=64), min_size=1, max_size=3))
def test_any_inputs_make_the_round(keys, inputs):
    blinded = [voprf.blind(private_input) for private_input in inputs]
    evaluated, proof = voprf.evaluate(keys, [blinded_input.element for blinded_input in blinded])
    outputs = voprf.finalize(inputs, blinded, evaluated, proof, keys.public_key)
    assert outputs == [voprf.evaluate_unblinded(keys.secret_key.reveal(), private_input) for private_input in inputs]


def test_two_blindings_of_one_input_have_nothing_in_common():
    assert voprf.blind(b"same").element != voprf.blind(b"same").element


@pytest.mark.parametrize("position", range(64))
def test_a_proof_with_one_byte_changed_is_refused(keys, exchange, position):
    inputs, blinded, evaluated, proof = exchange
    for flip in (0x01, 0x80, 0xFF):
        spoilt = bytearray(proof)
        spoilt[position] ^= flip
        with pytest.raises(MalformedError):
            voprf.finalize(inputs, blinded, evaluated, bytes(spoilt), keys.public_key)


@pytest.mark.parametrize(
    "spoil",
    {
        "empty": lambda proof: b"",
        "short": lambda proof: proof[:-1],
        "long": lambda proof: proof + b"\0",
        "all zero": lambda proof: bytes(64),
        "challenge zero": lambda proof: bytes(32) + proof[32:],
        "response zero": lambda proof: proof[:32] + bytes(32),
        "response plus order": lambda proof: (
            proof[:32] + (int.from_bytes(proof[32:], "little") + ORDER).to_bytes(32, "little")
        ),
        "swapped": lambda proof: proof[32:] + proof[:32],
    }.items(),
    ids=lambda item: item[0],
)
def test_a_proof_that_is_not_one_is_refused(keys, exchange, spoil):
    inputs, blinded, evaluated, proof = exchange
    with pytest.raises(MalformedError):
        voprf.finalize(inputs, blinded, evaluated, spoil[1](proof), keys.public_key)


def test_a_proof_under_another_key_is_refused(keys, exchange):
    inputs, blinded, _, _ = exchange
    other_key = voprf.generate_key_pair()
    evaluated, proof = voprf.evaluate(other_key, [blinded_input.element for blinded_input in blinded])
    with pytest.raises(MalformedError, match="another key"):
        voprf.finalize(inputs, blinded, evaluated, proof, keys.public_key)


def test_elements_evaluated_under_another_key_with_an_honest_proof_are_refused(keys, exchange):
    inputs, blinded, evaluated, proof = exchange
    other_evaluated, _ = voprf.evaluate(voprf.generate_key_pair(), [blinded_input.element for blinded_input in blinded])
    for mixed in (other_evaluated, [evaluated[0], other_evaluated[1]], [other_evaluated[0], evaluated[1]]):
        with pytest.raises(MalformedError):
            voprf.finalize(inputs, blinded, mixed, proof, keys.public_key)


def test_swapped_elements_are_refused(keys, exchange):
    inputs, blinded, evaluated, proof = exchange
    with pytest.raises(MalformedError):
        voprf.finalize(inputs, blinded, evaluated[::-1], proof, keys.public_key)


def test_a_proof_for_swapped_requests_is_refused(keys, exchange):
    inputs, blinded, _, _ = exchange
    evaluated, proof = voprf.evaluate(keys, [blinded_input.element for blinded_input in reversed(blinded)])
    with pytest.raises(MalformedError):
        voprf.finalize(inputs, blinded, evaluated, proof, keys.public_key)


def test_a_replayed_answer_to_another_request_is_refused(keys, exchange):
    inputs, _, evaluated, proof = exchange
    fresh = [voprf.blind(private_input) for private_input in inputs]
    with pytest.raises(MalformedError):
        voprf.finalize(inputs, fresh, evaluated, proof, keys.public_key)


def test_another_number_of_elements_is_refused(keys, exchange):
    inputs, blinded, evaluated, proof = exchange
    for wrong in ([], evaluated[:1], [*evaluated, evaluated[0]]):
        with pytest.raises(MalformedError, match="another number"):
            voprf.finalize(inputs, blinded, wrong, proof, keys.public_key)


@pytest.mark.parametrize("bad", [IDENTITY, b"\x01" + bytes(31), bytes(31), b"\xff" * 32])
def test_an_evaluated_element_that_is_none_is_refused(keys, exchange, bad):
    inputs, blinded, evaluated, proof = exchange
    for wrong in ([bad, evaluated[1]], [evaluated[0], bad]):
        with pytest.raises(MalformedError):
            voprf.finalize(inputs, blinded, wrong, proof, keys.public_key)


@pytest.mark.parametrize("public_key", [IDENTITY, b"\x01" + bytes(31), b"", bytes(31), b"\xff" * 32])
def test_a_public_key_that_is_no_element_verifies_nothing(exchange, public_key):
    inputs, blinded, evaluated, proof = exchange
    with pytest.raises(MalformedError):
        voprf.finalize(inputs, blinded, evaluated, proof, public_key)


def test_a_key_id_is_half_of_sha_256(keys):
    assert keys.key_id == hashlib.sha256(keys.public_key).hexdigest()[:16]


def test_keys_and_blinds_do_not_print(keys):
    blinded = voprf.blind(b"input")
    assert keys.secret_key.reveal().hex() not in repr(keys)
    assert repr(keys.secret_key.reveal()) not in repr(keys)
    assert repr(blinded.blind.reveal()) not in repr(blinded)


def test_hashing_separates_inputs():
    assert len({hash_to_group(message) for message in (b"", b"\0", b"\0\0", b"a")}) == 4
