from __future__ import annotations

import json
import os
import sys

import msgspec
import pytest

from exposure_check.errors import OptionError
from exposure_check.protocol import voprf
from exposure_check.protocol.group import ORDER
from exposure_check.secret import Secret
from exposure_check.trust import keys, keystore, sealed_file

KEY = bytes(range(32))
PUBLIC = bytes(range(32, 64))
PASSPHRASE = "correct horse battery staple"

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain.key"
    keystore.save(path, "targets", keys.SIGNING, PUBLIC, Secret(KEY), None)
    return path


@pytest.fixture(scope="module")
def sealed_bytes(tmp_path_factory):
    path = tmp_path_factory.mktemp("sealed") / "sealed.key"
    keystore.save(path, "targets", keys.SIGNING, PUBLIC, Secret(KEY), Secret(PASSPHRASE))
    return path.read_bytes()


@pytest.fixture
def sealed(tmp_path, sealed_bytes):
    path = tmp_path / "sealed.key"
    path.write_bytes(sealed_bytes)
    path.chmod(0o600)
    return path


def opened(path, passphrase=None, role="targets", algorithm=keys.SIGNING):
    return keystore.open_key(path, role, algorithm, Secret(passphrase) if passphrase is not None else None)


def change(path, **fields):
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def test_a_key_in_clear_is_read_back(plain):
    secret, public = opened(plain)
    assert (secret.reveal(), public) == (KEY, PUBLIC)
    assert not keystore.read(plain).encrypted


def test_an_encrypted_key_is_read_back_and_its_file_does_not_hold_it(sealed, sealed_bytes):
    secret, public = opened(sealed, PASSPHRASE)
    assert (secret.reveal(), public) == (KEY, PUBLIC)
    assert keystore.read(sealed).encrypted
    assert keystore._text(KEY).encode()[:20] not in sealed_bytes
    assert PASSPHRASE.encode() not in sealed_bytes


@pytest.mark.parametrize("wrong", ["", PASSPHRASE + " "])
def test_a_wrong_passphrase_does_not_open(sealed, wrong):
    with pytest.raises(OptionError, match="does not open") as caught:
        opened(sealed, wrong)
    assert not wrong or wrong not in str(caught.value)


def test_an_encrypted_key_is_not_opened_without_a_passphrase(sealed):
    with pytest.raises(OptionError, match="needs a passphrase"):
        opened(sealed)


def test_a_changed_public_key_is_noticed_by_the_seal(sealed):
    change(sealed, public=bytes(32).hex())
    with pytest.raises(OptionError, match="does not open"):
        opened(sealed, PASSPHRASE)


def test_a_changed_role_or_algorithm_is_noticed_by_the_seal(sealed):
    change(sealed, role="root")
    with pytest.raises(OptionError, match="does not open"):
        opened(sealed, PASSPHRASE, role="root")
    change(sealed, role="targets", algorithm=keys.VOPRF)
    with pytest.raises(OptionError, match="does not open"):
        opened(sealed, PASSPHRASE, algorithm=keys.VOPRF)


@pytest.mark.parametrize("field", ["secret", "salt", "nonce"])
def test_a_changed_part_is_noticed_by_the_seal(sealed, field):
    text = json.loads(sealed.read_text())[field]
    change(sealed, **{field: ("A" if text[0] != "A" else "B") + text[1:]})
    with pytest.raises(OptionError, match="does not open"):
        opened(sealed, PASSPHRASE)


def test_the_key_of_one_role_is_not_taken_for_another(plain):
    with pytest.raises(OptionError, match="is a targets key; a snapshot key is needed"):
        opened(plain, role="snapshot")
    with pytest.raises(OptionError):
        opened(plain, algorithm=keys.VOPRF)


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o601])
def test_a_key_that_others_may_use_is_refused(plain, mode):
    plain.chmod(mode)
    with pytest.raises(OptionError, match="Others may read") as caught:
        opened(plain)
    assert "chmod 600" in caught.value.advice


@posix
def test_a_key_is_written_for_its_owner_alone(plain):
    assert plain.stat().st_mode & 0o777 == 0o600


# Written by the version before the envelope was shared with the code book, under "correct horse".
EARLIER = b"""{
  "format": 1,
  "role": "targets",
  "algorithm": "ed25519",
  "public": "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
  "secret": "OKVitb/gqnGu2wjX1lmWS8biG0rFOdswxa0632Efa8vyf74DEJxaUYPQaXw6EDg4",
  "salt": "46/Wu8YKgoKM+dWWPM0phg==",
  "nonce": "J7ma/UzNmZH5DddA"
}
"""


def test_a_key_of_before_still_opens(tmp_path):
    path = tmp_path / "targets.key"
    path.write_bytes(EARLIER)
    path.chmod(0o600)
    secret, public = keystore.open_key(path, "targets", keys.SIGNING, Secret("correct horse"))
    assert secret == Secret(bytes(range(32, 64)))
    assert public == bytes(range(32))


DAMAGE = {
    "unknown field": {"comment": "x"},
    "other format": {"format": 2},
    "salt alone": {"salt": "A" * 22 + "=="},
    "nonce alone": {"nonce": "A" * 16},
    "bad base64": {"secret": "A"},
    "base64 with other letters": {"secret": "*" * 44},
    "short secret": {"secret": "AAAA"},
    "long secret": {"secret": "A" * 60},
    "seal without a tag": {"salt": "A" * 22 + "==", "nonce": "A" * 16},
    "public of another length": {"public": "00" * 31},
    "public with a line end": {"public": "00" * 32 + "\n"},
    "no public": {"public": None},
    "role with a path": {"role": "../root"},
}


@pytest.mark.parametrize("fields", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_no_key_file(plain, fields):
    change(plain, **fields)
    with pytest.raises(OptionError, match="not a key file"):
        opened(plain, PASSPHRASE)


@pytest.mark.parametrize("field", ["secret", "salt", "nonce"])
@pytest.mark.parametrize("value", ["A", "AAAA", "A" * 100])
def test_a_part_of_another_size_is_refused_before_the_passphrase_is_stretched(sealed, field, value, monkeypatch):
    change(sealed, **{field: value})
    monkeypatch.setattr(sealed_file, "hash_secret_raw", lambda *_: pytest.fail("stretched"))
    with pytest.raises(OptionError, match="not a key file"):
        opened(sealed, PASSPHRASE)


@pytest.mark.parametrize("keep", [0, 1, 40, 200])
def test_a_truncated_file_is_no_key_file(plain, keep):
    plain.write_bytes(plain.read_bytes()[:keep])
    with pytest.raises(OptionError, match="not a key file"):
        opened(plain)


@pytest.mark.parametrize(
    "data", [b"\xff", b'{"role":"\xff"}', b'{"x":' + b"[" * 16000, b" " * (1 << 20)], ids=lambda d: repr(d[:12])
)
def test_garbage_is_no_key_file(plain, data):
    plain.write_bytes(data)
    with pytest.raises(OptionError, match="not a key file"):
        opened(plain)


def test_no_more_is_read_than_a_key_file_holds(plain):
    with plain.open("r+b") as file:
        os.truncate(file.fileno(), 1 << 40)  # a sparse terabyte
    with pytest.raises(OptionError, match="not a key file"):
        opened(plain)


def test_a_missing_file_or_a_folder_is_named(tmp_path):
    for path in (tmp_path / "absent.key", tmp_path):
        with pytest.raises(OptionError, match="cannot be read"):
            opened(path)


def test_all_five_keys_are_made_and_load(made_keys):
    folder, signers = made_keys
    assert set(signers) == set(keys.ROLES)
    for role in keys.ROLES:
        assert keys.load_signer(folder, role, None).public_key.keyid == signers[role].public_key.keyid
    pair = keys.load_voprf(folder, None)
    assert keys.load_voprf(folder / "voprf", None).public_key == pair.public_key
    assert not keys.needs_passphrase(folder, keys.ROLES)
    assert not keys.voprf_needs_passphrase(folder)
    assert len({key.public_key.keyid for key in signers.values()}) == 4


def test_keys_are_never_overwritten(made_keys):
    folder, _ = made_keys
    before = {path: path.read_bytes() for path in folder.rglob("*.key")}
    assert len(before) == 5
    with pytest.raises(OptionError, match="already") as caught:
        keys.create(folder, None)
    assert "never overwritten" in caught.value.advice
    assert {path: path.read_bytes() for path in folder.rglob("*.key")} == before


@pytest.mark.parametrize("role", [*keys.ROLES, "voprf"])
def test_one_key_that_is_there_stops_the_making_of_all(tmp_path, role):
    path = keys.key_path(tmp_path, role)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"precious")
    with pytest.raises(OptionError):
        keys.create(tmp_path, None)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


@posix
def test_folders_of_keys_are_closed_to_others(tmp_path):
    keys.create(tmp_path / "keys", None)
    for role in (*keys.ROLES, "voprf"):
        assert keys.key_path(tmp_path / "keys", role).parent.stat().st_mode & 0o077 == 0


def _rewritten(folder, role, **fields):
    path = keys.key_path(folder, role)
    file = msgspec.structs.replace(keystore.read(path), **fields)
    path.write_bytes(msgspec.json.encode(file))


@pytest.mark.parametrize("scalar", [0, ORDER, 2**256 - 1])
def test_a_voprf_key_that_is_no_scalar_is_an_error_of_the_file(tmp_path, scalar):
    keys.create(tmp_path, None)
    _rewritten(tmp_path, "voprf", secret=keystore._text(scalar.to_bytes(32, "little")))
    with pytest.raises(OptionError, match="VOPRF key"):
        keys.load_voprf(tmp_path, None)


def test_a_private_key_that_does_not_fit_its_public_part_is_refused(tmp_path):
    keys.create(tmp_path, None)
    _rewritten(tmp_path, "voprf", public=voprf.generate_key_pair().public_key.hex())
    with pytest.raises(OptionError, match="does not match"):
        keys.load_voprf(tmp_path, None)
    _rewritten(tmp_path, "root", public=PUBLIC.hex())
    with pytest.raises(OptionError, match="does not match"):
        keys.load_signer(tmp_path, "root", None)


def test_a_missing_key_is_named(tmp_path):
    with pytest.raises(OptionError, match=r"voprf\.key"):
        keys.load_voprf(tmp_path, None)
    with pytest.raises(OptionError, match=r"root\.key"):
        keys.needs_passphrase(tmp_path, ("root",))
