"""`exposure-check profile verify`: a profile alone, and what the list of its publisher says of who signed it."""

from __future__ import annotations

import json

import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.lookup import profile, session
from exposure_check.protocol.statements import Partner, Statements
from exposure_check.server import run as server
from exposure_check.server.rate import unlimited
from exposure_check.trust.keystore import read
from exposure_check.trust.verify import SignedList
from tests.support import publisher
from tests.support.publisher import built, demo_folder, key_folder, pool

__all__ = ["built", "demo_folder", "key_folder", "pool"]


def test_a_changed_profile_is_refused_with_a_code(signed, capsys):
    file = json.loads(signed.read_bytes())
    flipped = "0" if file["signature"][0] != "0" else "1"
    signed.write_text(json.dumps({**file, "signature": flipped + file["signature"][1:]}))
    assert main(["profile", "verify", str(signed), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "profile.signature"


def test_without_asking_it_says_what_it_does_not_know(workbench, signed, capsys):
    for name, words in (("signed.json", "add --ask"), ("profile.json", "not signed")):
        assert main(["profile", "verify", str(workbench / name)]) == 0
        assert words in capsys.readouterr().out


@pytest.fixture
def asked(built, tmp_path, monkeypatch, capsys):
    """A served list and signed profiles under its root: `asked(name)` signs one and asks about it."""
    publisher.forget_signed(built.published.keys)
    monkeypatch.setattr(session, "state_folder", lambda _: tmp_path / "state")
    keys = built.published.keys
    assert main(["profile", "key", "--out", str(tmp_path / "partner.key"), "--plain"]) == 0
    pair = publisher.keys.load_voprf(keys, None)
    with server.in_background(built.published.out, {pair.key_id: pair}, unlimited) as url:

        def ask(name, *words):
            root = msgspec.Raw((keys / "root.json").read_bytes())
            given = profile.Profile(profile.FORMAT, url, root, name=name, demo=True)
            (tmp_path / "profile.json").write_bytes(profile.encode(given))
            command = ["sign", tmp_path / "profile.json", "--key", tmp_path / "partner.key"]
            assert main(["profile", *map(str, command), "--out", str(tmp_path / "signed.json")]) == 0
            capsys.readouterr()
            status = main(["profile", "verify", str(tmp_path / "signed.json"), "--ask", *words])
            return status, "".join(capsys.readouterr())

        yield ask


def test_a_key_that_the_list_does_not_name_is_an_error_with_a_status(asked):
    status, said = asked("Clinic")
    assert (status, "does not name the key" in said) == (2, True)


def test_a_partner_is_confirmed_under_its_own_name_alone(asked, tmp_path, monkeypatch):
    stated = Statements((Partner("Clinic", read(tmp_path / "partner.key").public),))
    monkeypatch.setattr(SignedList, "statements", property(lambda _: stated))
    status, said = asked("Clinic")
    assert (status, "Confirmed:" in said) == (0, True)
    status, said = asked("Another clinic")
    assert (status, "somebody of another name" in said) == (2, True)
