"""`exposure-check profile sign`."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from exposure_check.lookup import profile
from exposure_check.trust import keystore


def sign(folder, file="profile.json", key="partner.key", out="out.json", *words):
    named = ["profile", "sign", folder / file, "--key", folder / key, "--out", folder / out, *words]
    return main(list(map(str, named)))


def test_the_bytes_of_the_profile_are_signed_with_the_key(made, capsys):
    assert sign(made) == 0
    opened = profile.open_file(made / "out.json")
    assert opened.profile == profile.load(made / "profile.json")
    assert opened.signer == keystore.read(made / "partner.key").public
    assert opened.signer in capsys.readouterr().out


def test_an_encrypted_key_needs_its_passphrase(made, capsys):
    for name, words in (("right", "four random words"), ("wrong", "four other words")):
        (made / name).write_text(words + "\n")
        (made / name).chmod(0o600)
    words = ["profile", "key", "--out", made / "sealed.key", "--passphrase-file", made / "right"]
    assert main(list(map(str, words))) == 0
    assert sign(made, "profile.json", "sealed.key", "out.json", "--passphrase-file", made / "wrong") == 2
    assert not (made / "out.json").exists()
    assert sign(made, "profile.json", "sealed.key", "out.json", "--passphrase-file", made / "right") == 0


def test_a_key_that_others_may_read_signs_nothing(made, capsys):
    (made / "partner.key").chmod(0o644)
    assert sign(made) == 2
    assert "Others may read" in capsys.readouterr().err


def test_a_key_of_another_role_signs_no_profile(made, root, capsys):
    targets = root.parent / "targets" / "targets.key"
    assert main(["profile", "sign", str(made / "profile.json"), "--key", str(targets), "--out", str(made / "o")]) == 2
    assert "is a targets key" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"{}", b"", b'{"format":1}'])
def test_what_is_no_profile_is_not_signed(made, content):
    (made / "profile.json").write_bytes(content)
    assert sign(made) == 2
    assert not (made / "out.json").exists()


def test_a_signed_profile_is_not_signed_again(made, signed, capsys):
    assert sign(made, "signed.json") == 2
    assert "signed already" in capsys.readouterr().err
