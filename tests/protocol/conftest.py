"""Keys, a small data set and a catalogue that the tests of the protocol share. All numbers are 900-series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
import pytest

from exposure_check.protocol import bucket, merkle, record, voprf
from exposure_check.protocol.bucket import Layout

DATASET_ID = bytes(range(16))
PREFIX_BITS = 3
LABEL_BYTES = 2
BUCKET_RECORDS = 4


@dataclass(frozen=True)
class Dataset:
    """Eight buckets of four records, as files, and as a pack."""

    layout: Layout
    contents: list[bytes]
    files: list[bytes]
    pack: bytes


def dataset(records_of):
    """A data set whose bucket `i` holds `records_of(i)`."""
    contents = [bucket.content(DATASET_ID, i, records_of(i)) for i in range(1 << PREFIX_BITS)]
    tree = merkle.levels([merkle.leaf_hash(content) for content in contents])
    layout = Layout(DATASET_ID, PREFIX_BITS, BUCKET_RECORDS, LABEL_BYTES, tree[-1][0])
    files = [content + merkle.audit_path(tree, i) for i, content in enumerate(contents)]
    return Dataset(layout, contents, files, b"".join(contents))


def records_of(index):
    outputs = [bytes([index, i]) * 32 for i in range(BUCKET_RECORDS)]
    return [record.seal(output, DATASET_ID, i, LABEL_BYTES) for i, output in enumerate(outputs)]


@pytest.fixture(scope="session")
def small():
    return dataset(records_of)


@pytest.fixture(scope="session")
def keys():
    return voprf.derive_key_pair(bytes([0xA3]) * 32, b"test key")


@pytest.fixture(scope="session")
def exchange(keys):
    """One honest evaluation of two inputs: what the client keeps and what the server answers."""
    inputs = [b"open", b"sealed"]
    blinded = [voprf.blind(private_input) for private_input in inputs]
    evaluated, proof = voprf.evaluate(keys, [blinded_input.element for blinded_input in blinded])
    return inputs, blinded, evaluated, proof


@pytest.fixture
def described():
    """A catalogue as plain data, for the tests to spoil."""
    return {
        "suite": "XC1",
        "dataset_id": DATASET_ID.hex(),
        "scheme": "fi.hetu",
        "prefix_bits": 9,
        "bucket_records": 100,
        "label_bytes": 1,
        "voprf_public_key": "c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e",
        "merkle_root": "00" * 32,
        "created": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).isoformat(),
        "breaches": [
            {
                "id": identifier,
                "holder": "Example Oy",
                "occurred": "2018-11-20",
                "disclosed": "2020-10-21",
                "sealed": sealed,
                "categories": ["name", "phone"],
                "references": ["https://example.org/notice"],
                "name": {"en": "Example"},
                "summary": {"en": "An example."},
            }
            for identifier, sealed in (("example-2020", False), ("sealed-2020", True))
        ],
        "profiles": [[{"breach": "example-2020", "categories": ["name"]}]],
    }


@pytest.fixture
def encoded(described):
    """Encodes the catalogue after a change made by the test."""

    def encode(change=None):
        if change is not None:
            change(described)
        return msgspec.json.encode(described)

    return encode
