"""Known answers. `docs/api/xc1.json` holds RFC 9497 appendix A.1.2 (ristretto255-SHA512, mode VOPRF), whole suite cases
and a whole lookup, for whoever writes another client.

The RFC's own hexadecimal strings stand here as well, as far as they are short enough to be compared by eye, so that
a vector file that was made by this program could not pass for the standard.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from exposure_check.errors import LetterCodeError, MalformedError, NumberError
from exposure_check.identity import SCHEMES, parse
from exposure_check.protocol import bucket, letter_code, merkle, record, stretch, voprf
from exposure_check.protocol.suite import SUITES

VECTORS = json.loads((Path(__file__).parents[2] / "docs" / "api" / "xc1.json").read_text(encoding="utf-8"))
RFC, SUITE = VECTORS["voprf"], VECTORS["suite"]

# RFC 9497 appendix A.1.2, https://www.rfc-editor.org/rfc/rfc9497#appendix-A.1.2
SEED = "a3" * 32
KEY_INFO = "74657374206b6579"
SECRET_KEY = "e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909"
PUBLIC_KEY = "c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e"
FIRST_BLINDED = "863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945"
FIRST_EVALUATED = "aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e"
FIRST_OUTPUT = (
    "b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7d"
    "a4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c"
)


def _bytes(values):
    return [bytes.fromhex(value) for value in values]


def test_no_vector_went_missing():
    assert (len(RFC["cases"]), len(SUITE["cases"])) == (3, 3)
    assert [len(case["inputs"]) for case in RFC["cases"]] == [1, 1, 2]
    assert {case["suite"] for case in SUITE["cases"]} == set(SUITES)


def test_the_file_agrees_with_the_text_of_the_rfc():
    assert (RFC["ciphersuite"], RFC["mode"]) == ("ristretto255-SHA512", 1)
    assert (RFC["seed"], RFC["key_info"], RFC["sk"], RFC["pk"]) == (SEED, KEY_INFO, SECRET_KEY, PUBLIC_KEY)
    case = RFC["cases"][0]
    assert (case["blinded"], case["evaluated"], case["outputs"]) == (
        [FIRST_BLINDED],
        [FIRST_EVALUATED],
        [FIRST_OUTPUT],
    )


def test_derive_key_pair():
    pair = voprf.derive_key_pair(bytes.fromhex(SEED), bytes.fromhex(KEY_INFO))
    assert pair.secret_key.reveal().hex() == SECRET_KEY
    assert pair.public_key.hex() == PUBLIC_KEY


@pytest.mark.parametrize("case", RFC["cases"], ids=["one", "long", "batch"])
def test_rfc_9497_every_value_between_input_and_output(case):
    keys = voprf.key_pair(bytes.fromhex(RFC["sk"]))
    inputs = _bytes(case["inputs"])
    blinded = [
        voprf.blind_with(private_input, blind)
        for private_input, blind in zip(inputs, _bytes(case["blinds"]), strict=True)
    ]
    assert [blinded_input.element.hex() for blinded_input in blinded] == case["blinded"]
    scalar = bytes.fromhex(case["proof_scalar"])
    evaluated, proof = voprf.evaluate_with(keys, [blinded_input.element for blinded_input in blinded], scalar)
    assert [element.hex() for element in evaluated] == case["evaluated"]
    assert proof.hex() == case["proof"]
    outputs = voprf.finalize(inputs, blinded, evaluated, proof, keys.public_key)
    assert [output.hex() for output in outputs] == case["outputs"]
    assert [
        voprf.evaluate_unblinded(bytes.fromhex(RFC["sk"]), private_input).hex() for private_input in inputs
    ] == case["outputs"]


@pytest.mark.parametrize("case", SUITE["cases"], ids=["open", "sealed", "demo"])
def test_suite_every_value_between_number_and_record(case):
    suite, scheme = SUITES[case["suite"]], case["scheme"]
    dataset_id, label_bytes = bytes.fromhex(case["dataset_id"]), case["label_bytes"]
    assert stretch.salt(scheme).hex() == case["salt"]
    y = stretch.stretch(f"{scheme}\0{case['number']}".encode(), suite)
    assert y.hex() == case["stretched"]
    assert f"{bucket.bucket_word(y):08x}" == case["bucket_word"]
    assert bucket.bucket_index(y, 9) == case["bucket_index_9_bits"]
    private_input = record.sealed_input(y, case["code"]) if case["code"] else record.open_input(y)
    assert private_input.hex() == case["voprf_input"]
    output = voprf.evaluate_unblinded(bytes.fromhex(SUITE["voprf_key"]), private_input)
    assert output.hex() == case["voprf_output"]
    sealed = record.seal(output, dataset_id, case["label"], label_bytes)
    assert sealed.hex() == case["record"]
    assert record.find(output, dataset_id, sealed, label_bytes) == case["label"]


@pytest.mark.parametrize("name", SUITES)
def test_threads_change_nothing_of_the_stretched_value(name):
    suite = SUITES[name]
    canonical = b"fi.hetu\x00010100A906N"
    assert stretch.stretch(canonical, suite, threads=1) == stretch.stretch(canonical, suite, threads=suite.lanes)


def test_schemes_have_salts_of_their_own():
    assert stretch.salt("fi.hetu") != stretch.salt("se.personnummer")


LOOKUP, IDENTIFIERS = VECTORS["lookup"], VECTORS["identifiers"]


def outcome_of_number(case):
    today = date.fromisoformat(IDENTIFIERS["today"])
    try:
        identifier = parse(case["typed"], case["scheme"], allow_test=IDENTIFIERS["allow_test"], today=today)
    except NumberError as error:
        return {"reason": str(error.reason)}
    return {"canonical": identifier.canonical().hex()}


@pytest.mark.parametrize("case", IDENTIFIERS["cases"], ids=lambda case: f"{case['scheme']} {case['typed']}")
def test_what_was_typed_gives_the_canonical_identifier_or_the_reason(case):
    assert {"scheme": case["scheme"], "typed": case["typed"]} | outcome_of_number(case) == case


def test_every_scheme_has_vectors_of_both_outcomes():
    for outcome in ("canonical", "reason"):
        assert {case["scheme"] for case in IDENTIFIERS["cases"] if outcome in case} >= set(SCHEMES)


@pytest.mark.parametrize("case", VECTORS["letter_codes"], ids=lambda case: case["typed"])
def test_what_was_typed_gives_the_letter_code_or_the_reason(case):
    try:
        outcome = {"code": letter_code.parse(case["typed"])}
    except LetterCodeError as error:
        outcome = {"reason": error.reason}
    assert {"typed": case["typed"]} | outcome == case


def test_the_bucket_index_is_the_top_of_the_word():
    case = VECTORS["buckets"]
    y = bytes.fromhex(case["stretched"])
    assert f"{bucket.bucket_word(y):08x}" == case["word"]
    assert {bits: bucket.bucket_index(y, int(bits)) for bits in case["indices"]} == case["indices"]


def test_a_whole_lookup_with_fixed_blinds():
    y = stretch.stretch(f"{LOOKUP['scheme']}\0{LOOKUP['number']}".encode(), SUITES[LOOKUP["suite"]])
    assert y.hex() == LOOKUP["stretched"]
    inputs = [record.open_input(y), record.sealed_input(y, LOOKUP["code"])]
    assert [private_input.hex() for private_input in inputs] == LOOKUP["inputs"]
    blinded = [voprf.blind_with(*pair) for pair in zip(inputs, _bytes(LOOKUP["blinds"]), strict=True)]
    elements = [blinded_input.element for blinded_input in blinded]
    assert b"".join(elements).hex() == LOOKUP["request"]
    keys = voprf.key_pair(bytes.fromhex(SUITE["voprf_key"]))
    assert (keys.public_key.hex(), voprf.key_id(keys.public_key)) == (LOOKUP["public_key"], LOOKUP["key_id"])
    evaluated, proof = voprf.evaluate_with(keys, elements, bytes.fromhex(LOOKUP["proof_scalar"]))
    assert (b"".join(evaluated) + proof).hex() == LOOKUP["response"]
    outputs = voprf.finalize(inputs, blinded, evaluated, proof, keys.public_key)
    assert [output.hex() for output in outputs] == LOOKUP["outputs"]
    dataset_id, label_bytes = bytes.fromhex(LOOKUP["dataset_id"]), LOOKUP["label_bytes"]
    records = [
        record.seal(output, dataset_id, label, label_bytes)
        for output, label in zip(outputs, LOOKUP["labels"], strict=True)
    ]
    assert [own.hex() for own in records] == LOOKUP["records"]
    assert bucket.bucket_index(y, LOOKUP["prefix_bits"]) == LOOKUP["bucket_index"]
    opened = bucket.parse_bucket(bytes.fromhex(LOOKUP["bucket"]), lookup_layout(), LOOKUP["bucket_index"])
    size = record.TAG_BYTES + label_bytes
    assert set(records) <= {opened[start : start + size] for start in range(0, len(opened), size)}


def lookup_layout():
    numbers = (LOOKUP["prefix_bits"], LOOKUP["bucket_records"], LOOKUP["label_bytes"])
    return bucket.Layout(bytes.fromhex(LOOKUP["dataset_id"]), *numbers, bytes.fromhex(LOOKUP["merkle_root"]))


def test_the_pack_of_the_lookup_has_the_same_root():
    pack, count = bytes.fromhex(LOOKUP["pack"]), 1 << LOOKUP["prefix_bits"]
    size = len(pack) // count
    contents = [pack[start : start + size] for start in range(0, len(pack), size)]
    tree = merkle.levels([merkle.leaf_hash(content) for content in contents])
    assert (len(contents), tree[-1][0].hex()) == (count, LOOKUP["merkle_root"])
    path = merkle.audit_path(tree, LOOKUP["bucket_index"])
    assert (contents[LOOKUP["bucket_index"]] + path).hex() == LOOKUP["bucket"]


def test_a_changed_bucket_of_the_lookup_is_refused():
    changed = bytearray.fromhex(LOOKUP["bucket"])
    changed[-1] ^= 1
    with pytest.raises(MalformedError):
        bucket.parse_bucket(bytes(changed), lookup_layout(), LOOKUP["bucket_index"])
