"""A server, mirror or evaluator that lies. Whatever it does, the outcome is an error and never "not found"."""

from __future__ import annotations

import random
import shutil
import threading
import time
import tracemalloc

import msgspec
import pytest

from exposure_check.errors import (
    AnonymityError,
    CheckError,
    ForkError,
    InputError,
    MalformedError,
    MaximumNotOfferedError,
    NumberNotServedError,
    RollbackError,
    ServerError,
    TimeLimitError,
    TrustError,
    UnsupportedError,
)
from exposure_check.lookup import profile
from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.service import Service
from exposure_check.lookup.transport import LIMITS
from exposure_check.lookup.verdict import Listed, NotListed, Privacy
from exposure_check.protocol import voprf
from exposure_check.protocol.bucket import Layout, PackReader
from exposure_check.protocol.suite import XC1
from tests.support.memory_service import URL, flipped, publish


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("published"))


@pytest.fixture
def own(tmp_path):
    """A publication that the test may change."""
    return publish(tmp_path / "own", count=20)


def answering(purpose, change):
    return lambda requested, _url, answer: change(answer) if requested is purpose else answer


def test_the_service_in_memory_is_honest_by_itself(shared, tmp_path):
    found, absent = shared.people["found"], shared.people["not_found"]
    assert isinstance(shared.look_up(tmp_path, shared.memory(), found.number), Listed)
    assert isinstance(shared.look_up(tmp_path, shared.memory(), absent.number), NotListed)


CHANGES = {
    "empty": lambda answer: b"",
    "truncated": lambda answer: answer[:-1],
    "extended": lambda answer: answer + b"\0",
    "half": lambda answer: answer[: len(answer) // 2],
    "zeros": lambda answer: bytes(len(answer)),
    "ones": lambda answer: b"\xff" * len(answer),
    "reversed": lambda answer: answer[::-1],
    "json": lambda answer: b"{}",
}


IN_THE_WAY = [purpose for purpose in Purpose if purpose is not Purpose.GUIDANCE]  # guidance: the last tests here


@pytest.mark.parametrize("label", ["found", "not_found"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("purpose", IN_THE_WAY, ids=lambda purpose: purpose.value)
def test_a_changed_answer_is_an_error_and_never_an_outcome(shared, tmp_path, purpose, change, label):
    privacy = Privacy.MAXIMUM if purpose is Purpose.PACK else Privacy.STANDARD
    transport = shared.memory(alter=answering(purpose, change))
    with pytest.raises(CheckError):
        shared.look_up(tmp_path, transport, shared.people[label].number, privacy=privacy)
    assert purpose in transport.purposes


@pytest.mark.parametrize("purpose", [Purpose.BUCKET, Purpose.PACK, Purpose.EVALUATE, Purpose.CATALOGUE])
def test_one_flipped_bit_anywhere_is_an_error(shared, tmp_path, purpose):
    privacy = Privacy.MAXIMUM if purpose is Purpose.PACK else Privacy.STANDARD
    rng = random.Random(purpose.value)
    for _ in range(60):
        transport = shared.memory(alter=answering(purpose, lambda answer: flipped(answer, rng)))
        with pytest.raises((MalformedError, TrustError)):
            shared.look_up(tmp_path, transport, shared.people["found"].number, privacy=privacy)


def test_another_bucket_of_the_same_list_is_refused(shared, tmp_path):
    def other_bucket(purpose, url, answer):
        if purpose is not Purpose.BUCKET:
            return answer
        folder, _, index = url.rpartition("/")
        return (shared.out / folder.split("/v1/")[1] / str(int(index) ^ 1)).read_bytes()

    with pytest.raises(MalformedError):
        shared.look_up(tmp_path, shared.memory(alter=other_bucket), shared.people["found"].number)


def test_a_bucket_of_another_publication_is_refused(shared, own, tmp_path):
    def other_bucket(purpose, url, answer):
        if purpose is not Purpose.BUCKET:
            return answer
        [dataset] = (own.out / "datasets").iterdir()
        return (dataset / "buckets" / url.rpartition("/")[2]).read_bytes()

    with pytest.raises(MalformedError):
        shared.look_up(tmp_path, shared.memory(alter=other_bucket), shared.people["found"].number)


def test_an_evaluation_under_another_key_is_refused(shared, tmp_path):
    transport = shared.memory()
    transport.pair = voprf.generate_key_pair()
    with pytest.raises(MalformedError, match="another key"):
        shared.look_up(tmp_path, transport, shared.people["found"].number)


def test_an_evaluation_of_other_elements_is_refused(shared, tmp_path):
    answers = []

    def replayed(answer):
        answers.append(answer)
        return answers[0]

    transport = shared.memory(alter=answering(Purpose.EVALUATE, replayed))
    number = shared.people["found"].number
    assert isinstance(shared.look_up(tmp_path, transport, number), Listed)
    with pytest.raises(MalformedError):
        shared.look_up(tmp_path, transport, number)


def test_swapped_evaluations_are_refused(shared, tmp_path):
    swap = answering(Purpose.EVALUATE, lambda answer: answer[32:64] + answer[:32] + answer[64:])
    with pytest.raises(MalformedError):
        shared.look_up(tmp_path, shared.memory(alter=swap), shared.people["found"].number)


@pytest.mark.parametrize("privacy", list(Privacy))
def test_a_longer_prefix_than_the_rule_allows_is_refused_before_anything_is_asked(own, tmp_path, privacy):
    own.sign(msgspec.structs.replace(own.catalogue(), prefix_bits=10))
    transport = own.memory()
    with pytest.raises(AnonymityError) as caught:
        own.look_up(tmp_path / "state", transport, own.people["found"].number, privacy=privacy)
    assert caught.value.k == 5472
    assert transport.purposes == {Purpose.METADATA, Purpose.CATALOGUE}


def test_the_suite_is_not_the_publishers_choice(own, tmp_path):
    own.sign(msgspec.structs.replace(own.catalogue(), suite=XC1.name))
    transport = own.memory()
    with pytest.raises(UnsupportedError):
        own.look_up(tmp_path / "state", transport, own.people["found"].number)
    assert Purpose.BUCKET not in transport.purposes


def test_a_demo_list_under_a_real_profile_asks_for_no_bucket(shared, tmp_path):
    transport = shared.memory()
    with pytest.raises(InputError):
        shared.look_up(tmp_path, transport, shared.people["found"].number, demo=False)
    assert transport.requests == []


def test_a_catalogue_for_another_scheme_is_refused(own, tmp_path):
    own.sign(msgspec.structs.replace(own.catalogue(), scheme="se.personnummer"))
    with pytest.raises(MalformedError, match="another kind"):
        own.look_up(tmp_path / "state", own.memory(), own.people["found"].number)


def test_a_kind_of_number_without_a_list_is_said_so(shared, tmp_path):
    transport = shared.memory()
    with pytest.raises(NumberNotServedError):
        shared.look_up(tmp_path, transport, shared.people["found"].number, schemes=("se.personnummer",))


def test_a_record_that_points_to_nothing_is_said_to_be_there_and_unreadable(own, tmp_path):
    """No error: whoever made the list would know a person by hers, and by the second request that it asks her for."""
    described = own.catalogue()
    own.sign(msgspec.structs.replace(described, category_sets=described.category_sets[:1]))
    unreadable = []
    for label in ("found", "sealed"):
        person, transport = own.people[label], own.memory()
        verdict = own.look_up(tmp_path / "state", transport, person.number, person.code)
        assert isinstance(verdict, Listed)
        assert verdict.unreadable or verdict.exposures
        unreadable.append(verdict.unreadable)
        assert [purpose for purpose, _, _ in transport.requests].count(Purpose.BUCKET) == 1
    assert any(unreadable)


def test_an_open_record_of_a_sealed_breach_is_unreadable_and_shows_nothing(own, tmp_path):
    described = own.catalogue()
    now_sealed = [msgspec.structs.replace(breach, sealed=True) for breach in described.breaches if not breach.sealed]
    already_sealed = [breach for breach in described.breaches if breach.sealed]
    own.sign(msgspec.structs.replace(described, breaches=(*now_sealed, *already_sealed)))
    verdict = own.look_up(tmp_path / "state", own.memory(), own.people["found"].number)
    assert isinstance(verdict, Listed)
    assert (verdict.unreadable, verdict.exposures) == (True, ())


def test_an_unreadable_record_sends_the_same_requests_as_none(own, tmp_path):
    described = own.catalogue()
    own.sign(msgspec.structs.replace(described, category_sets=described.category_sets[:1]))
    asked = []
    for label in ("found", "not_found"):
        transport = own.memory()
        own.look_up(tmp_path / label, transport, own.people[label].number)
        asked.append(sorted((purpose.value, len(url), len(body or b"")) for purpose, url, body in transport.requests))
    assert [request[0] for request in asked[0]] == [request[0] for request in asked[1]]
    assert [request[2] for request in asked[0]] == [request[2] for request in asked[1]]


@pytest.mark.parametrize("key", [bytes(32), b"\xff" * 32, bytes(31) + b"\x80"])
def test_a_public_key_that_is_none_is_refused_before_bucket_and_evaluation(own, tmp_path, key):
    own.sign(msgspec.structs.replace(own.catalogue(), voprf_public_key=key.hex()))
    transport = own.memory()
    with pytest.raises(MalformedError):
        own.look_up(tmp_path / "state", transport, own.people["found"].number)
    assert transport.purposes == {Purpose.METADATA, Purpose.CATALOGUE}


def test_a_list_too_large_for_maximum_is_refused_before_bucket_and_evaluation(own, tmp_path):
    own.sign(msgspec.structs.replace(own.catalogue(), bucket_records=20_000))
    transport = own.memory()
    with pytest.raises(MaximumNotOfferedError) as caught:
        own.look_up(tmp_path / "state", transport, own.people["found"].number, privacy=Privacy.MAXIMUM)
    assert transport.purposes == {Purpose.METADATA, Purpose.CATALOGUE}
    assert "standard" not in (caught.value.message + caught.value.advice).lower()


def test_a_demo_list_is_refused_by_a_profile_that_is_no_demo(shared, tmp_path):
    genuine = profile.Profile(format=profile.FORMAT, url=URL, root=msgspec.Raw(shared.root))
    transport = shared.memory()
    with pytest.raises(UnsupportedError):
        Service(genuine, transport, transport, tmp_path).listing("fi.hetu")
    assert Purpose.BUCKET not in transport.purposes


def test_an_absent_bucket_is_an_error(own, tmp_path):
    for path in (own.out / "datasets").glob("*/buckets/*"):
        path.unlink()
    with pytest.raises(ServerError):
        own.look_up(tmp_path / "state", own.memory(), own.people["not_found"].number)


def test_no_number_and_no_prefix_goes_to_the_evaluator(shared, tmp_path):
    transport = shared.memory()
    shared.look_up(tmp_path, transport, shared.people["found"].number)
    [(_, url, body)] = [request for request in transport.requests if request[0] is Purpose.EVALUATE]
    pair = transport.pair
    assert url.endswith(f"/v1/keys/{pair.key_id}/evaluate")
    assert len(body) == 64


SAID = b"what the publisher says"


def test_guidance_is_fetched_for_every_breach_whatever_the_outcome(own, tmp_path):
    own.sign_targets({f"guidance/{breach.id}.toml": SAID for breach in own.catalogue().breaches})
    urls = []
    for label in ("found", "not_found", "sealed"):
        transport = own.memory()
        person = own.people[label]
        verdict = own.look_up(tmp_path / label, transport, person.number, person.code)
        assert verdict.provenance.guidance == {breach.id: SAID for breach in own.catalogue().breaches}
        urls.append([url for purpose, url, _ in transport.requests if purpose is Purpose.GUIDANCE])
    assert len(urls[0]) == 2
    assert urls[0] == urls[1] == urls[2]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_guidance_that_was_changed_is_left_out_and_the_answer_stands(own, tmp_path, change):
    own.sign_targets({"guidance/example-shop-2022.toml": SAID})
    transport = own.memory(alter=answering(Purpose.GUIDANCE, change))
    verdict = own.look_up(tmp_path / "state", transport, own.people["found"].number)
    assert isinstance(verdict, Listed)
    assert verdict.provenance.guidance == {}
    assert Purpose.GUIDANCE in transport.purposes


def test_oversized_guidance_is_not_even_asked_for(own, tmp_path):
    own.sign_targets({"guidance/example-shop-2022.toml": bytes(LIMITS.guidance_bytes + 1)})
    transport = own.memory()
    assert isinstance(own.look_up(tmp_path / "state", transport, own.people["found"].number), Listed)
    assert Purpose.GUIDANCE not in transport.purposes


def test_advice_has_a_budget_of_its_own_and_a_silent_one_does_not_fail_the_answer(own, tmp_path):
    own.sign_targets({f"guidance/{breach.id}.toml": SAID for breach in own.catalogue().breaches})
    transport = own.memory()
    seconds = []
    real = transport.fetch

    def fetch(purpose, url, max_bytes, body=None, *, seconds_left=seconds, **kwargs):
        if purpose is Purpose.GUIDANCE:
            seconds_left.append(kwargs["seconds"])
            raise TimeLimitError("silent")
        return real(purpose, url, max_bytes, body, **kwargs)

    transport.fetch = fetch
    verdict = own.look_up(tmp_path / "state", transport, own.people["found"].number)
    assert isinstance(verdict, Listed)
    assert verdict.provenance.guidance == {}
    assert seconds
    assert all(0 < left <= LIMITS.guidance_seconds for left in seconds)
    assert LIMITS.guidance_seconds <= 5


@pytest.fixture
def answering_advice(own):
    """A service in memory whose advice is answered by a function of the address."""
    described = own.catalogue()
    breaches = tuple(msgspec.structs.replace(described.breaches[0], id=f"b{n}", sealed=False) for n in range(8))
    own.sign(msgspec.structs.replace(described, breaches=(*described.breaches, *breaches)))
    own.sign_targets({f"guidance/b{n}.toml": SAID for n in range(8)})

    def make(answer):
        transport = own.memory()
        real = transport.fetch

        def fetch(purpose, url, max_bytes, body=None, **kwargs):
            data = real(purpose, url, max_bytes, body, **kwargs)
            return answer(url) if purpose is Purpose.GUIDANCE else data

        transport.fetch = fetch
        return transport

    return make


@pytest.mark.parametrize("label", ["found", "not_found"])
def test_an_answer_does_not_wait_for_advice_that_does_not_come(own, tmp_path, answering_advice, label):
    released = threading.Event()
    transport = answering_advice(lambda url: SAID if "b0.toml" in url else released.wait(8) and b"")
    started = time.monotonic()
    verdict = own.look_up(tmp_path / "state", transport, own.people[label].number)
    assert time.monotonic() - started < 3  # a fifth of a second where nothing else runs
    released.set()
    assert isinstance(verdict, {"found": Listed, "not_found": NotListed}[label])
    assert verdict.provenance.guidance == {"b0": SAID}  # what was there is shown


def test_no_advice_is_asked_for_once_the_answer_is_there(own, tmp_path, answering_advice):
    transport = answering_advice(lambda _url: time.sleep(0.15) or SAID)
    verdict = own.look_up(tmp_path / "state", transport, own.people["found"].number)
    time.sleep(0.2)
    asked = len(transport.requests)
    time.sleep(0.5)
    assert len(transport.requests) == asked
    assert len(verdict.provenance.guidance) < 8


def test_a_fault_in_fetching_advice_is_not_one_of_the_answer(own, tmp_path, answering_advice, caplog):
    transport = answering_advice(lambda url: 1 // 0 if "b1.toml" in url else SAID)
    verdict = own.look_up(tmp_path / "state", transport, own.people["found"].number)
    assert isinstance(verdict, Listed)
    assert verdict.provenance.guidance == {"b0": SAID}
    assert caplog.messages == ["Advice was left out: ZeroDivisionError"]
    caplog.clear()


def test_all_advice_together_is_bounded(own, tmp_path, monkeypatch):
    described = own.catalogue()
    breaches = tuple(msgspec.structs.replace(described.breaches[0], id=f"b{n}", sealed=False) for n in range(20))
    own.sign(msgspec.structs.replace(described, breaches=(*described.breaches, *breaches)))
    own.sign_targets({f"guidance/b{n}.toml": bytes(LIMITS.guidance_bytes) for n in range(20)})
    transport = own.memory()
    verdict = own.look_up(tmp_path / "state", transport, own.people["not_found"].number)
    size = sum(len(data) for data in verdict.provenance.guidance.values())
    assert 0 < size <= LIMITS.guidance_bytes_together


def test_a_second_lookup_sends_what_the_first_did(own, tmp_path):
    """No request depends on what this computer has seen: a root that was served to it alone would be a cookie."""
    asked = []
    for state in (tmp_path / "state", tmp_path / "state", tmp_path / "fresh"):
        transport = own.memory()
        own.look_up(state, transport, own.people["found"].number)
        asked.append(sorted((purpose.value, url, len(body or b"")) for purpose, url, body in transport.requests))
    assert asked[0] == asked[1] == asked[2]


def test_a_list_seen_by_a_lookup_that_failed_is_remembered(own, tmp_path):
    """Else a server shows the new list, fails, and answers the second attempt from the old one."""
    first = shutil.copytree(own.out, tmp_path / "first")
    own.sign(msgspec.structs.replace(own.catalogue(), created=own.catalogue().created))
    number = own.people["found"].number
    failing = own.memory(alter=answering(Purpose.EVALUATE, lambda answer: bytes(len(answer))))
    with pytest.raises(MalformedError):
        own.look_up(tmp_path / "state", failing, number)
    transport = own.memory()
    transport.folder = first
    with pytest.raises((RollbackError, ForkError)):
        own.look_up(tmp_path / "state", transport, number)
    assert Purpose.BUCKET in transport.purposes  # refused after the last request, so a server cannot tell


def test_a_pack_of_64_mib_is_read_in_little_memory():
    """1,049 MB were resident for a list of 500 MiB."""
    layout = Layout(bytes(16), 6, 104_850, 2, bytes(32))
    assert 60 << 20 < layout.pack_bytes <= LIMITS.pack_bytes
    reader = PackReader(layout, 3)
    piece = bytes(1 << 16)
    tracemalloc.start()
    try:
        for start in range(0, layout.pack_bytes, len(piece)):
            reader.write(piece[: layout.pack_bytes - start])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    with pytest.raises(MalformedError):
        reader.records()
    assert peak < 8 << 20
