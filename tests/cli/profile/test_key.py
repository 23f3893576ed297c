"""`exposure-check profile key`."""

from __future__ import annotations

import stat

from exposure_check.cli import main
from exposure_check.protocol import fingerprint
from exposure_check.trust import keystore


def test_a_key_is_for_its_owner_alone_and_says_what_to_give_to_the_publisher(tmp_path, capsys):
    path = tmp_path / "partner.key"
    assert main(["profile", "key", "--out", str(path), "--plain"]) == 0
    file = keystore.read(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (file.role, file.encrypted) == ("partner", False)
    said = capsys.readouterr().out
    assert file.public in said
    assert fingerprint.of_partner(bytes.fromhex(file.public)) in said
    assert file.secret not in said


def test_it_is_encrypted_unless_plain_is_asked_for(tmp_path):
    (tmp_path / "passphrase").write_text("four random words\n")
    (tmp_path / "passphrase").chmod(0o600)
    words = ["profile", "key", "--out", tmp_path / "partner.key", "--passphrase-file", tmp_path / "passphrase"]
    assert main(list(map(str, words))) == 0
    assert keystore.read(tmp_path / "partner.key").encrypted


def test_no_key_is_overwritten(workbench, capsys):
    before = (workbench / "partner.key").read_bytes()
    assert main(["profile", "key", "--out", str(workbench / "partner.key"), "--plain"]) == 2
    assert "never overwritten" in capsys.readouterr().err
    assert (workbench / "partner.key").read_bytes() == before
