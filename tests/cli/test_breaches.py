"""`exposure-check breaches` shows a list under the same rules as a lookup."""

from __future__ import annotations

import json
import shutil

import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.lookup import load_profile, service, session
from exposure_check.protocol import fingerprint
from exposure_check.trust import memory
from exposure_check.trust.memory import Memory
from tests.support.memory_service import publish
from tests.support.served import served


@pytest.fixture(scope="module")
def newer_and_older(tmp_path_factory):
    """A publication that was signed again, and the folder as it was before."""
    published = publish(tmp_path_factory.mktemp("published"), count=20)
    older = shutil.copytree(published.folder, tmp_path_factory.mktemp("older") / "published")
    published.sign(published.catalogue())
    return published, type(published)(older, published.people)


@pytest.fixture(autouse=True)
def state(monkeypatch, tmp_path):
    folder = tmp_path / "state"
    monkeypatch.setattr(session, "state_folder", lambda _profile: folder)
    monkeypatch.setattr(service, "state_folder", lambda _profile: folder)
    return folder


def shown(published, folder, capsys, *options, kiosk=False):
    folder.mkdir(exist_ok=True)
    with served(published, folder) as profile:
        if kiosk:
            profile.write_bytes(msgspec.json.encode(msgspec.structs.replace(load_profile(profile), kiosk=True)))
        status = main(["breaches", "--profile", str(profile), *options])
    return status, capsys.readouterr()


def test_the_list_is_remembered_and_an_older_one_is_refused(newer_and_older, tmp_path, state, capsys):
    newer, older = newer_and_older
    assert shown(newer, tmp_path / "newer", capsys)[0] == 0
    assert Memory(state).read() is not None
    status, printed = shown(older, tmp_path / "older", capsys, "--json")
    assert (status, json.loads(printed.out)["error"]["code"]) == (3, "trust.rollback")


def test_a_kiosk_writes_no_memory_and_refuses_an_older_list_for_as_long_as_it_runs(
    newer_and_older, tmp_path, state, capsys, monkeypatch
):
    monkeypatch.setattr(memory, "_in_process", {})
    newer, older = newer_and_older
    assert shown(newer, tmp_path / "newer", capsys, kiosk=True)[0] == 0
    status, printed = shown(older, tmp_path / "older", capsys, "--json", kiosk=True)
    assert (status, json.loads(printed.out)["error"]["code"]) == (3, "trust.rollback")
    assert not state.exists()


def test_a_list_that_cannot_be_remembered_is_shown_and_that_is_said(newer_and_older, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(Memory, "keep", lambda *_arguments: False)
    status, printed = shown(newer_and_older[0], tmp_path / "newer", capsys)
    assert status == 0
    assert "could not write down which list this was" in printed.out


def test_the_list_and_an_answer_from_it_have_one_fingerprint(newer_and_older, tmp_path, monkeypatch, state, capsys):
    published, _ = newer_and_older
    _, printed = shown(published, tmp_path / "newer", capsys, "--json")
    verdict = published.look_up(state, published.memory(), published.people["found"].number)
    assert json.loads(printed.out)["list_fingerprint"] == fingerprint.of_list(verdict.provenance.list_digest)


def test_a_fault_of_this_program_says_nothing_of_what_it_met(newer_and_older, tmp_path, monkeypatch, capsys):
    def fails(*_arguments):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(session, "listed", fails)
    status, printed = shown(newer_and_older[0], tmp_path / "newer", capsys)
    assert status == 3
    assert "secret" not in printed.out + printed.err


def test_a_log_that_cannot_be_written_says_nothing_of_it_either(
    newer_and_older, tmp_path, monkeypatch, capsys, broken_log
):
    test_a_fault_of_this_program_says_nothing_of_what_it_met(newer_and_older, tmp_path, monkeypatch, capsys)


def test_what_the_holder_has_to_tell_is_told_without_a_number(newer_and_older, tmp_path, capsys):
    _, printed = shown(newer_and_older[0], tmp_path / "newer", capsys)
    assert "  When it was discovered: 12 May 2022\n" in printed.out
    assert "  Where to ask more: Data protection officer of Esimerkki Oy" in printed.out
    _, printed = shown(newer_and_older[0], tmp_path / "newer", capsys, "--json")
    shop = json.loads(printed.out)["breaches"][0]
    assert (shop["discovered"], shop["processor"]) == ("2022-05-12", "Esimerkki Hosting Oy")
    assert set(shop["measures"]) == {"en", "fi", "sv"}
