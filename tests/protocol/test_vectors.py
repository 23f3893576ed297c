"""Known answers. `xc1.json` holds RFC 9497 appendix A.1.2 (ristretto255-SHA512, mode VOPRF) and whole suite cases.

The RFC's own hexadecimal strings stand here as well, as far as they are short enough to be compared by eye, so that
a vector file that was made by this program could not pass for the standard.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exposure_check.protocol import bucket, record, stretch, voprf
from exposure_check.protocol.suite import SUITES

VECTORS = json.loads((Path(__file__).parent / "xc1.json").read_text())
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
