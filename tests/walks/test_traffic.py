"""What a wire tap between the program and the service sees of a lookup."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import urlsplit

import pytest

from exposure_check import identity
from exposure_check.errors import ServerError
from exposure_check.lookup import profile
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.ledger import Ledger, Purpose
from exposure_check.lookup.query import Query
from exposure_check.lookup.session import Session
from exposure_check.lookup.transport import HttpTransport
from exposure_check.lookup.verdict import Listed, NotListed, Privacy
from exposure_check.protocol import bucket, letter_code
from exposure_check.protocol.stretch import stretch
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.secret import Secret
from tests.support.relay import Relay
from tests.support.world import encodings, found_in


def tapped(service, tmp_path, name, number, code=None, privacy=Privacy.STANDARD):
    """One lookup through a relay: its verdict, its ledger, the bytes of its connections."""
    with Relay(service.port) as relay:
        tapped_profile = profile.load(service.profile_for(relay.url, f"relay-{relay.port}.json"))
        session = Session(tapped_profile, state=tmp_path / name)
        secret = Secret(code) if code else None
        verdict = session.check(Query(Secret(number), "fi.hetu", secret, privacy), lambda *_: None, Cancel())
    return verdict, session.ledger, relay.connections


def shape(connections, relay_port):
    """Requests in order with what may differ taken out, and the sizes of everything in both directions."""
    hidden = re.compile(rb"(buckets/)\d+|(Padding: )\.*|(127\.0\.0\.1:)\d+")
    rows = []
    for connection in connections:
        heads = re.findall(rb"(?:GET|POST) .*?\r\n\r\n", bytes(connection.sent), re.DOTALL)
        received = re.sub(rb"(?m)^date: .*\r\n", b"", bytes(connection.received))
        sent = len(connection.sent) - connection.sent.count(b"127.0.0.1:") * len(str(relay_port))
        rows.append(([hidden.sub(rb"\1\2\3", head) for head in heads], sent, len(received)))
    return sorted(rows)


@pytest.mark.parametrize("privacy", list(Privacy))
def test_every_outcome_sends_equal_requests_and_gets_equal_sizes(service, tmp_path, privacy):
    listed, absent, sealed = (service.people[label] for label in ("found", "not_found", "sealed"))
    cases = {
        "found": (listed.number, None, Listed),
        "not_found": (absent.number, None, NotListed),
        "sealed": (sealed.number, sealed.code, Listed),
        "sealed_wrong_code": (sealed.number, letter_code.draw(), NotListed),
        "sealed_no_code": (sealed.number, None, NotListed),
    }
    shapes = {}
    for name, (number, code, outcome) in cases.items():
        verdict, ledger, connections = tapped(service, tmp_path, name, number, code, privacy)
        assert isinstance(verdict, outcome)
        assert any(re.search(rb"POST /v1/keys/", connection.sent) for connection in connections)
        bodies = [request.body for request in ledger.sent if request.method == "POST"]
        assert [len(body) for body in bodies] == [64]
        shapes[name] = shape(connections, urlsplit(ledger.sent[0].url).port)
    for value in shapes.values():
        assert value == shapes["found"]


@pytest.mark.parametrize("privacy", list(Privacy))
def test_nothing_of_the_number_or_the_code_crosses_the_wire(service, tmp_path, privacy):
    for person in service.people.values():
        _, _, connections = tapped(service, tmp_path, person.label, person.number, person.code, privacy)
        canonical = identity.parse(person.number, "fi.hetu", allow_test=True).canonical()
        y = stretch(canonical, XC1_DEMO)
        everything = b"\n".join(bytes(part.sent) + bytes(part.received) for part in connections)
        assert len(everything) > 1000
        assert found_in(everything, person.number) == []
        for secret in filter(None, (person.code, y.hex(), sha256(canonical).hexdigest())):
            assert found_in(everything, secret) == []
        assert y not in everything


def test_the_length_of_a_request_does_not_tell_the_length_of_the_index(service):
    lengths = set()
    for index in (0, 7, 70, 511, 4_294_967_295):
        with Relay(service.port) as relay:
            transport = HttpTransport(Ledger(), Cancel())
            with pytest.raises(ServerError):
                transport.fetch(Purpose.BUCKET, f"{relay.url}/v1/datasets/{'0' * 32}/buckets/{index}", 1 << 20)
            transport.close()
        [connection] = relay.connections
        lengths.add(len(connection.sent))
    assert len(lengths) == 1


def test_the_length_of_an_answer_does_not_tell_the_length_of_the_index(service, tmp_path):
    _, ledger, _ = tapped(service, tmp_path, "lengths", service.people["found"].number)
    [bucket] = [request.url for request in ledger.sent if request.purpose is Purpose.BUCKET]
    path = urlsplit(bucket).path.rpartition("/")[0]
    lengths = set()
    for index in (0, 7, 70, 511, 511):  # one is in the server's memory by the second time
        with Relay(service.port) as relay:
            transport = HttpTransport(Ledger(), Cancel())
            transport.fetch(Purpose.BUCKET, f"{relay.url}{path}/{index}", 1 << 20)
            transport.close()
        [connection] = relay.connections
        lengths.add(len(connection.received))
    assert len(lengths) == 1


def test_the_search_would_find_every_encoding(service):
    number = service.people["found"].number
    assert len(encodings(number)) == 9
    for name, way in encodings(number).items():
        assert name in found_in(b"GET /" + way.upper() + b" HTTP/1.1", number)


def test_the_bucket_is_the_only_part_that_depends_on_the_number(service, tmp_path):
    person = service.people["found"]
    _, ledger, _ = tapped(service, tmp_path, "bits", person.number)
    y = stretch(identity.parse(person.number, "fi.hetu", allow_test=True).canonical(), XC1_DEMO)
    [asked] = [request.url for request in ledger.sent if "/buckets/" in request.url]
    assert asked.endswith(f"/buckets/{bucket.bucket_index(y, 9)}")
    _, ledger, _ = tapped(service, tmp_path, "pack", person.number, privacy=Privacy.MAXIMUM)
    assert not [request.url for request in ledger.sent if "/buckets/" in request.url]


@pytest.mark.parametrize("privacy", list(Privacy))
def test_the_ledger_is_what_crossed_the_wire_byte_for_byte(service, tmp_path, privacy):
    _, ledger, connections = tapped(service, tmp_path, "ledger", service.people["found"].number, privacy=privacy)
    on_the_wire = b"".join(sorted(bytes(connection.sent) for connection in connections))
    assert sum(len(request.wire()) for request in ledger.sent) == len(on_the_wire)
    assert all(request.wire() in on_the_wire for request in ledger.sent)
    assert len(ledger.sent) >= 6


def test_two_lookups_of_one_number_share_no_blinded_element(service, tmp_path):
    number = service.people["found"].number
    bodies = []
    for name in ("first", "second"):
        _, ledger, _ = tapped(service, tmp_path, name, number)
        bodies += [request.body for request in ledger.sent if request.method == "POST"]
    elements = [body[start : start + 32] for body in bodies for start in (0, 32)]
    assert len(set(elements)) == 4
