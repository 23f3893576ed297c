"""The evaluator's work: two elements with proof, against the seven multiplications that it cannot do without."""

from __future__ import annotations

import ctypes

from exposure_check.protocol import sodium, voprf
from tests.benchmarks.table import Row, interleaved

_REPEATS = 50
_ROUNDS = 60
TARGET = 0.85


def rows() -> list[Row]:
    """One row."""
    keys = voprf.generate_key_pair()
    elements = [voprf.blind(bytes([number])).element for number in range(2)]
    out, scalar, element = ctypes.create_string_buffer(32), sodium.scalar_random(), elements[0]
    multiply = sodium._lib.crypto_scalarmult_ristretto255  # the floor is the bare function
    multiply_base = sodium._lib.crypto_scalarmult_ristretto255_base

    def floor() -> None:
        for _ in range(_REPEATS):
            for _ in range(6):
                multiply(out, scalar, element)
            multiply_base(out, scalar)

    def evaluate() -> None:
        for _ in range(_REPEATS):
            voprf.evaluate(keys, elements)

    bare, ours = (seconds / _REPEATS for seconds in interleaved(_ROUNDS, floor, evaluate))
    return [
        Row(
            "Evaluation of two elements with proof",
            f"{ours * 1e6:.0f} us",
            f"6 scalar multiplications and 1 of the base: {bare * 1e6:.0f} us",
            f"{bare / ours:.0%}",
            f"at least {TARGET:.0%} of the floor",
            bare / ours >= TARGET,
        )
    ]
