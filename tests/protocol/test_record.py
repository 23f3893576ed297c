from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.protocol import voprf
from exposure_check.protocol.record import find, open_input, seal, sealed_input

DATASET_ID = bytes(range(16))
OUTPUTS = st.binary(min_size=64, max_size=64)


@st.composite
def labels(draw):
    size = draw(st.integers(1, 4))
    return size, draw(st.integers(0, (1 << (8 * size)) - 1))


@given(
    OUTPUTS, st.binary(min_size=16, max_size=16), labels(), st.lists(st.binary(min_size=12, max_size=12), max_size=9)
)
def test_what_is_sealed_is_found_among_others(output, dataset_id, label, random_records):
    size, value = label
    record = seal(output, dataset_id, value, size)
    assert len(record) == 8 + size
    noise = [random_record[: 8 + size] for random_record in random_records if random_record[:8] != record[:8]]
    records = b"".join(sorted([record, *noise]))
    assert find(output, dataset_id, records, size) == value
    assert find(output, dataset_id, b"".join(noise), size) is None


@given(OUTPUTS, OUTPUTS)
def test_another_output_finds_nothing(output1, output2):
    if output1 != output2:
        assert find(output2, DATASET_ID, seal(output1, DATASET_ID, 1, 2), 2) is None


@given(OUTPUTS, st.binary(min_size=16, max_size=16))
def test_tags_of_two_builds_cannot_be_linked(output, other_id):
    if other_id != DATASET_ID:
        assert seal(output, DATASET_ID, 0, 2)[:8] != seal(output, other_id, 0, 2)[:8]
        assert find(output, other_id, seal(output, DATASET_ID, 0, 2), 2) is None


@pytest.mark.parametrize("label", [0, 1, 10, 65535])
def test_a_label_is_found_whatever_it_is(label):
    output = bytes(64)
    assert find(output, DATASET_ID, seal(output, DATASET_ID, label, 2), 2) == label


def test_a_changed_label_opens_to_another_and_never_to_nothing():
    output = bytes(64)
    record = bytearray(seal(output, DATASET_ID, 0, 1))
    record[-1] ^= 0xFF
    assert find(output, DATASET_ID, bytes(record), 1) == 0xFF


def test_a_label_too_large_for_its_bytes_cannot_be_sealed():
    # the pad is as long as the label, so a wider label would spill into the tag
    with pytest.raises(OverflowError):
        seal(bytes(64), DATASET_ID, 1 << 16, 2)


@pytest.fixture(scope="module")
def outputs(keys):
    """VOPRF outputs of one person: open, sealed with the right code, sealed with another code."""
    y, secret_key = bytes(range(32)), keys.secret_key.reveal()
    inputs = [open_input(y), sealed_input(y, "1234567890123450"), sealed_input(y, "0000000000000000")]
    return [voprf.evaluate_unblinded(secret_key, private_input) for private_input in inputs]


def test_a_sealed_record_opens_with_its_code_alone(outputs):
    opened, right_code, wrong_code = outputs
    record = seal(right_code, DATASET_ID, 7, 2)
    assert find(right_code, DATASET_ID, record, 2) == 7
    assert find(opened, DATASET_ID, record, 2) is None
    assert find(wrong_code, DATASET_ID, record, 2) is None


def test_an_open_record_does_not_open_with_a_sealed_input(outputs):
    opened, right_code, _ = outputs
    assert find(right_code, DATASET_ID, seal(opened, DATASET_ID, 7, 2), 2) is None


@given(st.binary(min_size=32, max_size=32), st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_open_and_sealed_inputs_never_collide(stretched, code):
    assert open_input(stretched) == stretched + b"\0"
    assert sealed_input(stretched, code) == stretched + b"\1" + code.encode()
