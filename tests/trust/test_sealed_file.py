"""The envelope under a passphrase: opened by the same passphrase and associated data alone, other bytes every time."""

from __future__ import annotations

import pytest

from exposure_check.errors import OptionError
from exposure_check.secret import Secret
from exposure_check.trust import sealed_file
from exposure_check.trust.sealed_file import Envelope

DATA, PASSPHRASE, ASSOCIATED = b"secret data", Secret("four random words here"), b"kind of file"


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch):
    monkeypatch.setattr(sealed_file, "_MEMORY_KIB", 1024)


def test_it_opens_to_what_was_sealed():
    envelope = sealed_file.seal(DATA, PASSPHRASE, ASSOCIATED)
    assert sealed_file.unseal(envelope, PASSPHRASE, ASSOCIATED, "it") == DATA
    sizes = (sealed_file.SALT_BYTES, sealed_file.NONCE_BYTES, len(DATA) + sealed_file.TAG_BYTES)
    assert tuple(map(len, envelope)) == sizes


def test_no_two_envelopes_share_salt_nonce_or_ciphertext():
    first, second = (sealed_file.seal(DATA, PASSPHRASE, ASSOCIATED) for _ in range(2))
    assert not [part for part in range(3) if first[part] == second[part]]


@pytest.mark.parametrize("part", range(3))
def test_one_changed_byte_and_it_does_not_open(part):
    envelope = sealed_file.seal(DATA, PASSPHRASE, ASSOCIATED)
    changed = list(envelope)
    changed[part] = bytes([changed[part][0] ^ 1]) + changed[part][1:]
    with pytest.raises(OptionError, match="does not open the key 'x'"):
        sealed_file.unseal(Envelope(*changed), PASSPHRASE, ASSOCIATED, "the key 'x'")


def test_another_passphrase_or_kind_does_not_open_it():
    envelope = sealed_file.seal(DATA, PASSPHRASE, ASSOCIATED)
    with pytest.raises(OptionError, match="does not open"):
        sealed_file.unseal(envelope, Secret("another"), ASSOCIATED, "it")
    with pytest.raises(OptionError, match="does not open"):
        sealed_file.unseal(envelope, PASSPHRASE, b"another kind", "it")
