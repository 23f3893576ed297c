"""`exposure-check publish partner`: who may hand out profiles, in a list that everybody fetches."""

from __future__ import annotations

import io
import json
import re
import shutil
from datetime import UTC, datetime

import msgspec
import pytest
from tuf.api.metadata import Metadata, Targets

from exposure_check.cli import main
from exposure_check.errors import ServerError
from exposure_check.lookup import profile, session, signed_profile
from exposure_check.protocol import statements
from exposure_check.protocol.statements import Partner, Statements
from exposure_check.server import run as server
from exposure_check.server.rate import unlimited
from exposure_check.trust import keys, sign
from exposure_check.trust.verify import SignedList
from tests.support.profiles import PARTNER, STRANGER, public, signed, unsigned
from tests.support.publisher import Published
from tests.support.signed_list import status_of

KEY, OTHER = public(PARTNER), public(STRANGER)


@pytest.fixture
def own(built, tmp_path):
    """A copy of the published demo list, with keys of its own that remember it."""
    shutil.copytree(built.published.out, tmp_path / "list")
    shutil.copytree(built.published.keys, tmp_path / "own-keys")
    return Published(tmp_path / "list", tmp_path / "own-keys")


def run(published, *words):
    return main(["publish", *map(str, words), "--keys", str(published.keys), "--out", str(published.out)])


def add(published, name="Clinic", key=KEY):
    return run(published, "partner", "add", "--name", name, "--key", key)


def fetched(published):
    """What a client reads of the list, and what it asked for."""
    asked = []

    def get(url, _limit):
        asked.append(url)
        path = published.out / url.removeprefix("http://127.0.0.1/v1/")
        if not path.exists():
            raise ServerError("absent", status=404)
        return path.read_bytes()

    root = (published.keys / keys.ROOT_FILE).read_bytes()
    return SignedList(root, "http://127.0.0.1", get), asked


def verified(published):
    return main(["publish", "verify", str(published.out), "--root", str(published.keys / keys.ROOT_FILE)])


def test_a_list_that_states_nothing_reads_as_before(own):
    assert fetched(own)[0].statements == Statements()
    assert sign.read_statements(own.out) == Statements()
    assert verified(own) == 0


def test_a_partner_is_in_what_every_client_fetches_and_adds_no_request(own, capsys):
    before, asked_before = fetched(own)
    assert add(own) == 0
    after, asked_after = fetched(own)
    assert after.statements.partners == (Partner("Clinic", KEY),)
    assert len(asked_after) == len(asked_before)
    assert set(after.targets) == set(before.targets)
    assert after.digest != before.digest  # a list made for one visitor has another fingerprint
    assert verified(own) == 0
    assert main(["publish", "partner", "list", str(own.out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"partners": [{"name": "Clinic", "key": KEY}]}


def test_name_and_key_are_taken_from_a_profile_that_they_signed(own, tmp_path, capsys):
    path = tmp_path / "signed.json"
    path.write_bytes(signed(name="Clinic"))
    assert run(own, "partner", "add", "--profile", path) == 0
    assert sign.read_statements(own.out).partners == (Partner("Clinic", KEY),)
    assert run(own, "partner", "add", "--profile", path, "--key", OTHER) == 2
    path.write_bytes(unsigned(name="Clinic"))
    assert run(own, "partner", "add", "--profile", path) == 2
    assert "is not signed" in capsys.readouterr().err


def test_a_key_has_one_name_and_can_be_removed(own, capsys):
    for name, key in (("Clinic", KEY), ("Other", OTHER), ("Clinic of the town", KEY)):
        assert add(own, name, key) == 0
    assert sign.read_statements(own.out).partners == (Partner("Clinic of the town", KEY), Partner("Other", OTHER))
    assert run(own, "partner", "remove", "--key", KEY) == 0
    assert fetched(own)[0].statements.partners == (Partner("Other", OTHER),)
    assert run(own, "partner", "remove", "--key", KEY) == 2


def test_withdrawing_rotating_refreshing_and_guidance_keep_it(own):
    assert add(own) == 0
    assert main(["publish", "versions", "set", "--newest", "1.2", "--keys", str(own.keys), "--out", str(own.out)]) == 0
    stated = Statements((Partner("Clinic", KEY),), newest="1.2")
    assert run(own, "withdraw", "--scheme", "fi.hetu") == 0
    assert fetched(own)[0].statements == stated
    assert run(own, "rotate", "targets") == 0
    assert fetched(own)[0].statements == stated
    assert main(["publish", "refresh", str(own.out), "--keys", str(own.keys)]) == 0
    assert fetched(own)[0].statements == stated
    assert verified(own) == 0


def test_what_clients_would_pass_over_is_refused_by_verify(own, capsys, monkeypatch):
    signers = keys.load_signers(own.keys, None)
    root = (own.keys / keys.ROOT_FILE).read_bytes()
    monkeypatch.setattr(statements, "written", lambda _: {"partners": "everybody"})
    sign.publish(own.out, root, signers, {}, datetime.now(UTC), stated=Statements())
    assert fetched(own)[0].statements == Statements()
    assert verified(own) == 1
    assert "states of partners or versions is not valid" in capsys.readouterr().err


def test_a_stranger_who_changes_the_names_breaks_the_signature(own):
    assert add(own) == 0
    newest = max((own.out / "metadata").glob("*.targets.json"), key=lambda path: int(path.name.split(".")[0]))
    document = json.loads(newest.read_bytes())
    document["signed"][statements.FIELD]["partners"][0]["key"] = OTHER
    newest.write_text(json.dumps(document))
    with pytest.raises(Exception, match=r"not published together|not valid"):
        fetched(own)
    assert Metadata[Targets].from_bytes(newest.read_bytes()).signed.unrecognized_fields


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--name", "Clinic"], "It is not said who the partner is"),
        (["--key", KEY], "It is not said who the partner is"),
        (["--name", "Clinic", "--key", "ab"], "must be a public key"),
        (["--name", "a\u202eb", "--key", KEY], "must be plain text"),
        (["--name", "x" * 201, "--key", KEY], "must be at most 200 characters"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_signed(own, capsys, words, message):
    before = sign.versions(own.out)
    assert status_of(run, own, "partner", "add", *words) == 2
    assert message in capsys.readouterr().err
    assert sign.versions(own.out) == before


def test_an_empty_list_says_so(own, capsys):
    assert main(["publish", "partner", "list", str(own.out)]) == 0
    assert capsys.readouterr().out == "The list names no partner.\n"


def test_after_every_outcome_a_lookup_says_the_same_of_partner_and_version(own, built, tmp_path, monkeypatch, capsys):
    """From `partner add` to the answer: a real server, a signed profile, found, not found and sealed."""
    assert add(own) == 0
    assert run(own, "versions", "set", "--newest", "99.0", "--oldest-safe", "99.0") == 0
    monkeypatch.setattr(session, "state_folder", lambda _: tmp_path / "state")
    pair = keys.load_voprf(own.keys, None)
    path, said, requests = tmp_path / "signed.json", [], []
    with server.in_background(own.out, {pair.key_id: pair}, unlimited) as url:
        root = msgspec.Raw((own.keys / keys.ROOT_FILE).read_bytes())
        given = profile.Profile(profile.FORMAT, url, root, name="Clinic", demo=True, updates=profile.Updates(
            address="https://evil.example.org"))  # fmt: skip
        path.write_bytes(signed_profile.sign(profile.encode(given), PARTNER))
        capsys.readouterr()
        for person in built.people.values():
            code = ["--with-code"] if person.code else []
            monkeypatch.setattr("sys.stdin", io.StringIO(f"{person.number}\n{person.code or ''}\n"))
            assert main(["check", "--profile", str(path), "--json", "--show-sent", *code]) == 0
            out, err = capsys.readouterr()
            answer = json.loads(out)
            said.append((answer["service"], answer["update"]))
            requests.append(re.findall(r"--- Request \d+: .*", err))
    assert said == 3 * [
        (
            {"name": "Clinic", "trusted": False, "confirmation": "confirmed"},
            {"state": "unsafe", "newest": "99.0", "address": ""},
        )
    ]
    assert requests[0] == requests[1] == requests[2]
