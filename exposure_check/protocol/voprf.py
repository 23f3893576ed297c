"""RFC 9497, mode VOPRF, ciphersuite ristretto255-SHA512: client and server side of one oblivious evaluation.

Names are the RFC's. Elements and scalars are 32-byte encodings; a proof is 64 bytes; an output is 64 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256, sha512
from hmac import compare_digest
from typing import TYPE_CHECKING

from exposure_check.errors import MalformedError
from exposure_check.protocol import sodium
from exposure_check.protocol.group import (
    CONTEXT,
    decode_element,
    decode_scalar,
    hash_to_group,
    hash_to_scalar,
    key_scalar,
    length_prefixed,
)
from exposure_check.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Sequence

EVALUATED_TOGETHER = 2  # every request of the suite carries exactly two elements
REQUEST_BYTES = EVALUATED_TOGETHER * sodium.ELEMENT_BYTES
PROOF_BYTES = 2 * sodium.SCALAR_BYTES
RESPONSE_BYTES = REQUEST_BYTES + PROOF_BYTES

_32 = sodium.ELEMENT_BYTES.to_bytes(2, "big")  # I2OSP(len(element), 2): every element has one length
_SEED_SUFFIX = length_prefixed(b"Seed-" + CONTEXT)


@dataclass(frozen=True)
class KeyPair:
    """A VOPRF key: the scalar, and its public key `pkS` = skS * G."""

    secret_key: Secret
    public_key: bytes

    @property
    def key_id(self) -> str:
        """The first 16 hex digits of SHA-256(public key): the name in the address of an evaluation."""
        return key_id(self.public_key)


def key_id(public_key: bytes) -> str:
    """16 hex digits that name a public key."""
    return sha256(public_key).hexdigest()[:16]


def key_pair(secret_key: bytes) -> KeyPair:
    """The key pair of a secret scalar; raises `MalformedError` where it is zero or out of range."""
    decode_scalar(secret_key)
    try:
        return KeyPair(Secret(secret_key), sodium.multiply_base(secret_key))
    except sodium.GroupError as error:
        raise MalformedError("The secret key is zero.") from error


def generate_key_pair() -> KeyPair:
    """A fresh random key (RFC 9497 section 3.2)."""
    return key_pair(sodium.scalar_random())


def derive_key_pair(seed: bytes, info: bytes) -> KeyPair:
    """DeriveKeyPair (RFC 9497 section 3.2.1): 32 bytes of seed, public info."""
    message = seed + length_prefixed(info)
    for counter in range(256):
        scalar = key_scalar(message + bytes([counter]))
        if any(scalar):
            return key_pair(scalar)
    raise MalformedError("No key can be derived from this seed.")


@dataclass(frozen=True)
class Blinded:
    """What the client keeps (`blind`) and what it sends (`element`) for one input."""

    blind: Secret
    element: bytes


def blind(private_input: bytes) -> Blinded:
    """Blind (RFC 9497 section 3.3.2) with a fresh random scalar."""
    return blind_with(private_input, sodium.scalar_random())


def blind_with(private_input: bytes, scalar: bytes) -> Blinded:
    """Blind with a given scalar: for the RFC's test vectors. A scalar used twice links two lookups."""
    return Blinded(Secret(scalar), sodium.multiply(scalar, hash_to_group(private_input)))


def evaluate(keys: KeyPair, untrusted_elements: Sequence[bytes]) -> tuple[list[bytes], bytes]:
    """BlindEvaluate with proof (RFC 9497 section 3.3.2): the evaluated elements, then one proof for all.

    Raises `MalformedError` where an element is not canonical or is the identity.
    """
    return evaluate_with(keys, untrusted_elements, sodium.scalar_random())


def evaluate_with(keys: KeyPair, untrusted_elements: Sequence[bytes], scalar: bytes) -> tuple[list[bytes], bytes]:
    """BlindEvaluate whose proof uses a given scalar: for test vectors. A scalar used twice gives away the key."""
    secret_key = keys.secret_key.reveal()
    try:
        # multiply refuses what DeserializeElement refuses: its result would be the identity or has no input
        evaluated = [sodium.multiply(secret_key, element) for element in untrusted_elements]
    except sodium.GroupError as error:
        raise MalformedError("A blinded element is not valid.") from error
    proof = _generate_proof(secret_key, keys.public_key, untrusted_elements, evaluated, scalar)
    return evaluated, proof


def evaluate_unblinded(secret_key: bytes, private_input: bytes) -> bytes:
    """Evaluate (RFC 9497 section 3.3.1) by the key holder itself: the 64-byte output for an input."""
    return _finalize_hash(private_input, sodium.multiply(secret_key, hash_to_group(private_input)))


def finalize(
    inputs: Sequence[bytes],
    blinded: Sequence[Blinded],
    untrusted_evaluated: Sequence[bytes],
    untrusted_proof: bytes,
    public_key: bytes,
) -> list[bytes]:
    """Finalize (RFC 9497 section 3.3.2): verify the proof, unblind, and hash to the 64-byte outputs.

    Raises `MalformedError` where an element, a scalar or the proof is not valid.
    """
    if not len(inputs) == len(blinded) == len(untrusted_evaluated):
        raise MalformedError("The answer holds another number of elements than was asked for.")
    evaluated = [decode_element(element) for element in untrusted_evaluated]
    _verify_proof(public_key, [part.element for part in blinded], evaluated, untrusted_proof)
    outputs = []
    for private_input, part, element in zip(inputs, blinded, evaluated, strict=True):
        unblinded = sodium.multiply(sodium.scalar_invert(part.blind.reveal()), element)
        outputs.append(_finalize_hash(private_input, unblinded))
    return outputs


def _finalize_hash(private_input: bytes, element: bytes) -> bytes:
    return sha512(length_prefixed(private_input) + length_prefixed(element) + b"Finalize").digest()


@lru_cache(maxsize=16)  # the same for every evaluation under a key
def _composite_seed(public_key: bytes) -> bytes:
    return length_prefixed(sha512(length_prefixed(public_key) + _SEED_SUFFIX).digest())


def _composite_scalars(public_key: bytes, elements: Sequence[bytes], evaluated: Sequence[bytes]) -> list[bytes]:
    seed = _composite_seed(public_key)
    return [
        hash_to_scalar(seed + index.to_bytes(2, "big") + _32 + element + _32 + result + b"Composite")
        for index, (element, result) in enumerate(zip(elements, evaluated, strict=True))
    ]


def _combine(scalars: Sequence[bytes], elements: Sequence[bytes]) -> bytes:
    total = sodium.multiply(scalars[0], elements[0])
    for scalar, element in zip(scalars[1:], elements[1:], strict=True):
        total = sodium.add(total, sodium.multiply(scalar, element))
    return total


def _challenge(public_key: bytes, *commitments: bytes) -> bytes:
    return hash_to_scalar(_32 + _32.join((public_key, *commitments)) + b"Challenge")


def _generate_proof(
    secret_key: bytes, public_key: bytes, elements: Sequence[bytes], evaluated: Sequence[bytes], scalar: bytes
) -> bytes:
    """GenerateProof with ComputeCompositesFast (RFC 9497 sections 2.2.1): A = G, B = pkS."""
    combined = _combine(_composite_scalars(public_key, elements, evaluated), elements)
    evaluated_combined = sodium.multiply(secret_key, combined)
    challenge = _challenge(
        public_key,
        combined,
        evaluated_combined,
        sodium.multiply_base(scalar),
        sodium.multiply(scalar, combined),
    )
    return challenge + sodium.scalar_subtract(scalar, sodium.scalar_multiply(challenge, secret_key))


def _verify_proof(
    public_key: bytes, elements: Sequence[bytes], evaluated: Sequence[bytes], untrusted_proof: bytes
) -> None:
    """VerifyProof (RFC 9497 section 2.2.2)."""
    if len(untrusted_proof) != PROOF_BYTES:
        raise MalformedError("The proof of the answer has the wrong length.")
    challenge = decode_scalar(untrusted_proof[: sodium.SCALAR_BYTES])
    response = decode_scalar(untrusted_proof[sodium.SCALAR_BYTES :])
    scalars = _composite_scalars(public_key, elements, evaluated)
    try:
        combined, evaluated_combined = _combine(scalars, elements), _combine(scalars, evaluated)
        expected = _challenge(
            public_key,
            combined,
            evaluated_combined,
            sodium.add(sodium.multiply_base(response), sodium.multiply(challenge, public_key)),
            sodium.add(sodium.multiply(response, combined), sodium.multiply(challenge, evaluated_combined)),
        )
    except sodium.GroupError as error:
        raise MalformedError("The proof of the answer is not valid.") from error
    if not compare_digest(challenge, expected):
        raise MalformedError("The proof of the answer is not valid: another key was used than the list names.")
