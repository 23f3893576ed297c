"""Lookups in a list that was withdrawn, whole or in part: it is told as that, and never as "not found"."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from exposure_check.cli import answer, breaches
from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.verdict import Listed, NoBreaches, NotListed, Privacy
from exposure_check.publisher import withdraw
from exposure_check.trust import keys, sign
from tests.support.memory_service import Published, publish

ASKING = {Purpose.BUCKET, Purpose.PACK, Purpose.EVALUATE}


@pytest.fixture
def own(tmp_path):
    """A publication that the test may change."""
    return publish(tmp_path / "own", count=20)


def withdrawn(published: Published, *, schemes=(), breaches=()) -> None:
    change = withdraw.withdraw(published.out, schemes, breaches, (), datetime.now(UTC))
    signers = keys.load_signers(published.keys, None)
    sign.publish(published.out, published.root, signers, change.targets, datetime.now(UTC))


@pytest.mark.parametrize("label", ["found", "not_found", "sealed"])
@pytest.mark.parametrize("privacy", Privacy)
def test_a_withdrawn_list_is_asked_for_nothing_and_says_nothing(own, tmp_path, label, privacy):
    withdrawn(own, schemes=["fi.hetu"])
    memory, person = own.memory(), own.people[label]
    verdict = own.look_up(tmp_path / "state", memory, person.number, person.code, privacy)
    assert isinstance(verdict, NoBreaches)
    assert not memory.purposes & ASKING
    assert [purpose for purpose, _, body in memory.requests if body is not None] == []


def test_a_withdrawn_list_is_shown_without_a_number_too(own):
    described = withdraw.empty(own.catalogue(), datetime.now(UTC))
    listing = SimpleNamespace(catalogue=described, signed=SimpleNamespace(version=2, digest=bytes(32)))
    assert "names no breach now" in "\n".join(breaches.as_text(listing, "FI", remembered=True))


@pytest.mark.parametrize("privacy", Privacy)
def test_a_withdrawn_list_is_told_as_that(own, tmp_path, privacy):
    withdrawn(own, schemes=["fi.hetu"])
    verdict = own.look_up(tmp_path / "state", own.memory(), own.people["found"].number, privacy=privacy)
    text = answer.as_text(verdict, "FI", with_code=False)
    assert "This list names no breach now." in text
    assert "This says nothing about you" in text
    assert "not found" not in text
    assert "shared by" not in text
    printed = answer.as_json(verdict)
    assert (printed["outcome"], printed["exposures"], printed["sealed_breaches"]) == ("no_breaches", [], [])


def test_a_withdrawn_breach_is_of_nobody_any_more(own, tmp_path):
    person, patient = own.people["found"], own.people["sealed"]
    before = own.look_up(tmp_path / "state", own.memory(), person.number)
    assert isinstance(before, Listed)
    withdrawn(own, breaches=[exposure.breach.id for exposure in before.exposures])
    memory = own.memory()
    after = own.look_up(tmp_path / "state", memory, person.number)
    assert isinstance(after, NotListed)  # another list holds them; this one holds no record of hers
    assert memory.purposes & ASKING
    still = own.look_up(tmp_path / "state", own.memory(), patient.number, patient.code)
    assert isinstance(still, Listed)
