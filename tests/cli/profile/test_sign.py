"""`exposure-check profile sign`."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from exposure_check.lookup import profile
from exposure_check.trust import keystore


def sign(folder, file="profile.json", key="partner.key", out="out.json", *words):
    named = ["profile", "sign", folder / file, "--key", folder / key, "--out", folder / out, *words]
    return main(list(map(str, named)))


def test_the_bytes_of_the_profile_are_signed_with_the_key(workbench, capsys):
    assert sign(workbench) == 0
    opened = profile.open_file(workbench / "out.json")
    assert opened.profile == profile.load(workbench / "profile.json")
    assert opened.signer == keystore.read(workbench / "partner.key").public
    assert opened.signer in capsys.readouterr().out


def test_an_encrypted_key_needs_its_passphrase(workbench, capsys):
    for name, words in (("right", "four random words"), ("wrong", "four other words")):
        (workbench / name).write_text(words + "\n")
        (workbench / name).chmod(0o600)
    words = ["profile", "key", "--out", workbench / "sealed.key", "--passphrase-file", workbench / "right"]
    assert main(list(map(str, words))) == 0
    assert sign(workbench, "profile.json", "sealed.key", "out.json", "--passphrase-file", workbench / "wrong") == 2
    assert not (workbench / "out.json").exists()
    assert sign(workbench, "profile.json", "sealed.key", "out.json", "--passphrase-file", workbench / "right") == 0


def test_a_key_that_others_may_read_signs_nothing(workbench, capsys):
    (workbench / "partner.key").chmod(0o644)
    assert sign(workbench) == 2
    assert "Others may read" in capsys.readouterr().err


def test_a_key_of_another_role_signs_no_profile(workbench, root, capsys):
    targets = root.parent / "targets" / "targets.key"
    assert (
        main(["profile", "sign", str(workbench / "profile.json"), "--key", str(targets), "--out", str(workbench / "o")])
        == 2
    )
    assert "is a targets key" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"{}", b"", b'{"format":1}'])
def test_what_is_no_profile_is_not_signed(workbench, content):
    (workbench / "profile.json").write_bytes(content)
    assert sign(workbench) == 2
    assert not (workbench / "out.json").exists()


def test_a_signed_profile_is_not_signed_again(workbench, signed, capsys):
    assert sign(workbench, "signed.json") == 2
    assert "signed already" in capsys.readouterr().err


@pytest.mark.parametrize("slip", ["partner.key", "root.json"])
def test_a_profile_is_written_over_no_key_and_no_root(workbench, capsys, slip):
    """`--out partner.key` lost the key that programs know the clinic by."""
    if not (workbench / slip).exists():
        (workbench / slip).write_bytes(b'{"signatures": [], "signed": {"_type": "root"}}')
    before = (workbench / slip).read_bytes()
    assert sign(workbench, out=slip) == 2
    assert "is no profile" in capsys.readouterr().err
    assert (workbench / slip).read_bytes() == before
    for out in ("profile.json", "profile.json"):  # a signed one takes the place of the one before, and again
        assert sign(workbench, out=out) in (0, 2)
        assert profile.open_file(workbench / out).signer
