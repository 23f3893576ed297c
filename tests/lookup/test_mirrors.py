from __future__ import annotations

import time

import msgspec
import pytest

from exposure_check.errors import (
    MalformedError,
    NetworkError,
    ProfileError,
    ServerBusyError,
    ServerError,
    TimeLimitError,
)
from exposure_check.lookup import profile
from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.mirrors import Mirrored

FIRST, SECOND, THIRD = (f"https://{name}.example" for name in ("first", "second", "third"))


class Hosts:
    """A transport whose hosts answer or fail as they are made to."""

    def __init__(self, **failures):
        self.failures, self.asked = failures, []

    def fetch(self, purpose, url, max_bytes, body=None, *, seconds=None):
        host = url.removeprefix("https://").partition(".")[0]
        self.asked.append(url)
        if host in self.failures:
            raise self.failures[host]
        return url.encode()

    def close(self):
        self.asked.append("closed")


def mirrored(hosts):
    chosen = profile.Profile(format=1, url=FIRST + "/", root=msgspec.Raw(b"{}"), mirrors=(SECOND, THIRD + "/"))
    return Mirrored(hosts, chosen)


def fetch(through, path="/v1/metadata/timestamp.json"):
    return through.fetch(Purpose.METADATA, FIRST + path, 100)


def test_the_first_host_is_asked_as_long_as_it_can_be_reached():
    hosts = Hosts()
    through = mirrored(hosts)
    assert [fetch(through) for _ in range(3)] == [f"{FIRST}/v1/metadata/timestamp.json".encode()] * 3
    through.close()
    assert hosts.asked == [f"{FIRST}/v1/metadata/timestamp.json"] * 3 + ["closed"]


def test_the_next_is_asked_when_one_cannot_be_reached_and_the_first_not_again():
    hosts = Hosts(first=NetworkError("gone"), second=NetworkError("gone"))
    through = mirrored(hosts)
    assert fetch(through) == f"{THIRD}/v1/metadata/timestamp.json".encode()
    assert fetch(through, "/v1/x").startswith(THIRD.encode())
    assert [url.partition("/v1")[0] for url in hosts.asked] == [FIRST, SECOND, THIRD, THIRD]


@pytest.mark.parametrize(
    "failure",
    [MalformedError("wrong"), ServerError("absent", status=404), ServerBusyError("busy", retry_after=1)],
    ids=lambda failure: type(failure).__name__,
)
def test_after_an_answer_no_other_host_is_asked(failure):
    hosts = Hosts(first=failure)
    with pytest.raises(type(failure)):
        fetch(mirrored(hosts))
    assert len(hosts.asked) == 1


def test_where_no_host_can_be_reached_it_is_said():
    hosts = Hosts(first=NetworkError("a"), second=NetworkError("b"), third=NetworkError("c"))
    with pytest.raises(NetworkError, match="c"):
        fetch(mirrored(hosts))


def test_mirrors_are_addresses_as_any_other():
    for wrong in ("http://mirror.example", "ftp://mirror.example", "https://a:b@mirror.example"):
        data = msgspec.json.encode({"format": 1, "url": FIRST, "root": {}, "mirrors": [wrong]})
        with pytest.raises(ProfileError):
            profile.parse(data)


def test_what_a_request_may_take_is_for_all_hosts_together():
    allowed = []

    class Slow(Hosts):
        def fetch(self, purpose, url, max_bytes, body=None, *, seconds=None):
            allowed.append(seconds)
            time.sleep(0.1)
            raise TimeLimitError("silent")

    with pytest.raises(TimeLimitError):
        mirrored(Slow()).fetch(Purpose.GUIDANCE, FIRST + "/v1/targets/guidance/x.toml", 100, seconds=0.15)
    assert len(allowed) == 2  # no third host: nothing was left for it
    assert allowed[0] > allowed[1] > 0
