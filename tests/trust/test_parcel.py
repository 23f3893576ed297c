"""A parcel opens for one key and no other, and only whole."""

from __future__ import annotations

import hmac

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exposure_check.errors import OptionError
from exposure_check.secret import Secret
from exposure_check.trust import keystore, parcel
from exposure_check.trust.parcel import Parcel

CONTENT = Parcel("book", "book", b"what is in it")
PASSPHRASE = Secret("four random words here")


def pair() -> tuple[Secret, bytes]:
    private = X25519PrivateKey.generate()
    return Secret(private.private_bytes_raw()), private.public_key().public_bytes_raw()


def test_a_parcel_opens_with_the_key_that_it_was_sealed_to_and_no_other():
    private, public = pair()
    sealed = parcel.seal(CONTENT, public)
    assert parcel.unseal(sealed, private) == CONTENT
    assert CONTENT.data not in sealed
    with pytest.raises(OptionError, match="does not open with this key"):
        parcel.unseal(sealed, pair()[0])


def test_two_parcels_of_the_same_are_different():
    _, public = pair()
    assert parcel.seal(CONTENT, public) != parcel.seal(CONTENT, public)


def test_a_parcel_that_was_changed_anywhere_does_not_open():
    private, public = pair()
    sealed = parcel.seal(CONTENT, public)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(OptionError):
            parcel.unseal(bytes(changed), private)
    for size in range(len(sealed)):
        with pytest.raises(OptionError):
            parcel.unseal(sealed[:size], private)


def test_the_suite_is_that_of_the_document():
    """RFC 9180: the encapsulated key of X25519 is 32 bytes, the tag of AES-256-GCM 16, and nothing else is added."""
    _, public = pair()
    empty = parcel.seal(Parcel("file", "", b""), public)
    more = parcel.seal(Parcel("file", "", b"\x00" * 10), public)
    assert len(more) - len(empty) == 10
    assert empty.startswith(parcel.MAGIC)


def test_a_key_pair_lies_encrypted_and_its_public_half_is_handed_out(tmp_path):
    path = tmp_path / "clinic.key"
    shown = parcel.new_key(path, PASSPHRASE)
    public = parcel.read_public(tmp_path / "clinic.key.pub")
    assert parcel.same_fingerprint(parcel.fingerprint(public), shown.upper().replace(" ", ""))
    assert path.stat().st_mode & 0o077 == 0
    private, same = keystore.open_key(path, parcel.ROLE, parcel.ALGORITHM, PASSPHRASE)
    assert same == public
    assert parcel.unseal(parcel.seal(CONTENT, public), private) == CONTENT
    assert private.reveal() not in path.read_bytes()


def test_a_key_is_never_replaced(tmp_path):
    parcel.new_key(tmp_path / "key", PASSPHRASE)
    with pytest.raises(OptionError, match="already"):
        parcel.new_key(tmp_path / "key", PASSPHRASE)


@pytest.mark.parametrize(
    "content", [b"", b"exposure-check-exchange-1 ", b"exposure-check-exchange-1 AAAA", b"\xff" * 300, b"QUFBQQ==" * 9]
)
def test_what_is_no_public_key_is_named(tmp_path, content):
    path = tmp_path / "key.pub"
    path.write_bytes(content)
    with pytest.raises(OptionError, match="not a public key"):
        parcel.read_public(path)
    with pytest.raises(OptionError, match="cannot be read"):
        parcel.read_public(tmp_path / "none.pub")


def test_a_parcel_does_not_print_what_is_in_it():
    assert repr(CONTENT) == "<parcel with a book>"


def _extract(salt: bytes, key: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), key, "sha256")


def _expand(key: bytes, info: bytes, size: int) -> bytes:
    out, block = b"", b""
    for counter in range(1, -(-size // 32) + 1):
        block = hmac.digest(key, block + info + bytes([counter]), "sha256")
        out += block
    return out[:size]


def test_what_is_sealed_is_hpke_as_rfc_9180_has_it():
    """Opened by hand, by sections 4.1, 5.1 and 5.2: base mode of X25519 (0x0020), HKDF-SHA256 (1), AES-256-GCM (2)."""
    private, public = pair()
    sealed = parcel.seal(CONTENT, public).removeprefix(parcel.MAGIC)
    encapsulated, ciphertext = sealed[:32], sealed[32:]
    shared = X25519PrivateKey.from_private_bytes(private.reveal()).exchange(
        X25519PublicKey.from_public_bytes(encapsulated)
    )
    kem, suite = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x02"
    extracted = _extract(b"", b"HPKE-v1" + kem + b"eae_prk" + shared)
    context = encapsulated + public
    secret = _expand(extracted, b"\x00\x20HPKE-v1" + kem + b"shared_secret" + context, 32)
    identity_hash = _extract(b"", b"HPKE-v1" + suite + b"psk_id_hash")
    info_hash = _extract(b"", b"HPKE-v1" + suite + b"info_hash" + parcel.MAGIC)
    schedule = b"\x00" + identity_hash + info_hash
    master = _extract(secret, b"HPKE-v1" + suite + b"secret")
    key = _expand(master, b"\x00\x20HPKE-v1" + suite + b"key" + schedule, 32)
    nonce = _expand(master, b"\x00\x0cHPKE-v1" + suite + b"base_nonce" + schedule, 12)
    opened = AESGCM(key).decrypt(nonce, ciphertext, b"")
    assert msgspec.msgpack.decode(opened, type=Parcel) == CONTENT
