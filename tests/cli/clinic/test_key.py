"""`exposure-check clinic key`."""

from __future__ import annotations

from exposure_check.cli import main
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.trust import parcel


def test_a_key_pair_is_made_once_and_its_fingerprint_is_shown(tmp_path, capsys):
    secret = tmp_path / "passphrase"
    write_atomically(secret, b"four random words here\n", PRIVATE)
    words = ["clinic", "key", "--out", str(tmp_path / "our.key"), "--passphrase-file", str(secret)]
    assert main(words) == 0
    shown = capsys.readouterr().out.splitlines()[-1]
    assert parcel.fingerprint(parcel.read_public(tmp_path / "our.key.pub")) == shown
    assert main(words) == 2
    assert "already" in capsys.readouterr().err


def test_a_short_passphrase_makes_no_key(tmp_path, capsys):
    secret = tmp_path / "passphrase"
    write_atomically(secret, b"short\n", PRIVATE)
    assert main(["clinic", "key", "--out", str(tmp_path / "our.key"), "--passphrase-file", str(secret)]) == 2
    assert not (tmp_path / "our.key").exists()
