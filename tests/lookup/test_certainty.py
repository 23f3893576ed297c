"""What a lookup says of certainty: what the list says, and no more."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.errors import UnsupportedError
from exposure_check.lookup.check import _exposures
from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.verdict import Listed
from exposure_check.protocol.catalogue import CategorySetEntry
from exposure_check.trust import keys
from tests.support.memory_service import publish


@pytest.fixture
def own(tmp_path):
    """A publication that the test may change."""
    return publish(tmp_path / "own", count=120)


def with_uncertain(described, uncertain):
    """The same catalogue, where these categories alone cannot be ruled out."""
    sets = tuple(
        tuple(msgspec.structs.replace(entry, uncertain=uncertain) for entry in entries)
        for entries in described.category_sets
    )
    return msgspec.structs.replace(described, category_sets=sets)


def looked_up(own, state, label):
    person = own.people[label]
    verdict = own.look_up(state, own.memory(), person.number, person.code)
    assert isinstance(verdict, Listed)
    return verdict


def test_the_person_reads_what_is_confirmed_and_what_cannot_be_ruled_out(own, tmp_path):
    (shop,) = looked_up(own, tmp_path / "state", "found").exposures
    assert (shop.categories, shop.uncertain) == (("name", "postal_address", "identity_number"), ("identity_number",))
    assert shop.certainty_stated
    clinic = looked_up(own, tmp_path / "state", "sealed").exposures[-1]
    assert clinic.uncertain == ("therapy_notes",)
    assert clinic.breach.measures["fi"].startswith("Rekisteri")


def test_of_a_list_that_says_nothing_of_certainty_nothing_is_called_confirmed(own, tmp_path):
    described = own.catalogue()
    sets = tuple(
        tuple(msgspec.structs.replace(entry, uncertain=()) for entry in each) for each in described.category_sets
    )
    own.sign(msgspec.structs.replace(described, category_sets=sets))
    (shop,) = looked_up(own, tmp_path / "state", "found").exposures
    assert (shop.uncertain, shop.certainty_stated) == ((), False)


def test_of_two_records_the_confirming_one_wins(own):
    described = own.catalogue()
    name = described.breaches[0].id
    entries = [
        CategorySetEntry(name, ("name", "phone"), ("name", "phone")),
        CategorySetEntry(name, ("name", "email"), ("email",)),
    ]
    for ordered in (entries, entries[::-1]):
        (exposure,) = _exposures(described, ordered)
        assert (exposure.categories, exposure.uncertain) == (("name", "phone", "email"), ("phone", "email"))


def test_confirmed_or_not_a_lookup_sends_the_same(own, tmp_path):
    asked, described = [], own.catalogue()
    for number, uncertain in enumerate(((), ("name",))):
        own.sign(with_uncertain(described, uncertain))
        memory = own.memory()
        verdict = own.look_up(tmp_path / str(number), memory, own.people["found"].number)
        assert verdict.exposures[0].uncertain == uncertain
        asked.append(sorted((purpose.value, len(url), len(body or b"")) for purpose, url, body in memory.requests))
    assert asked[0] == asked[1]


def test_a_list_of_a_third_form_is_told_as_too_new_before_anything_of_a_number_is_asked(own, tmp_path):
    (path,) = (own.out / "targets" / "catalogues").iterdir()
    plain = msgspec.json.decode(path.read_bytes()) | {"suite": "XC1-DEMO/3"}
    signers = {role: keys.load_signer(own.keys, role, None) for role in keys.ROLES}
    own.sign_targets({"catalogues/fi.hetu.json": msgspec.json.encode(plain)}, signers)
    memory = own.memory()
    with pytest.raises(UnsupportedError):
        own.look_up(tmp_path / "state", memory, own.people["found"].number)
    assert memory.purposes == {Purpose.METADATA, Purpose.CATALOGUE}


def test_a_profile_of_a_demo_and_a_list_of_another_kind_are_told_as_what_they_are(own, tmp_path):
    """Not as a version that is too old: the newest one would say the same."""
    (path,) = (own.out / "targets" / "catalogues").iterdir()
    plain = msgspec.json.decode(path.read_bytes()) | {"suite": "XC1"}
    signers = {role: keys.load_signer(own.keys, role, None) for role in keys.ROLES}
    own.sign_targets({"catalogues/fi.hetu.json": msgspec.json.encode(plain)}, signers)
    with pytest.raises(UnsupportedError, match="profile is that of a demo, and the list is none") as error:
        own.look_up(tmp_path / "state", own.memory(), own.people["found"].number)
    assert "--suite XC1-DEMO" in error.value.advice
    assert "newest version" not in error.value.advice
