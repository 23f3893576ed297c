from __future__ import annotations

import gc

import pytest

from exposure_check.errors import OptionError
from exposure_check.server.rate import limited, unlimited


def scope(address):
    return {"type": "http", "client": (address, 1) if address else None}


def test_each_address_has_an_allowance_of_its_own():
    admit = limited("2/hour")
    assert [admit(scope("192.0.2.1")) for _ in range(2)] == [0, 0]
    assert 3500 < admit(scope("192.0.2.1")) <= 3600
    assert admit(scope("192.0.2.2")) == 0


def test_one_subscriber_of_ipv6_is_one_whatever_address_it_takes():
    admit = limited("2/hour")
    assert admit(scope("2001:db8:1:2::1")) == 0
    assert admit(scope("2001:db8:1:2:ffff::9")) == 0
    assert admit(scope("2001:db8:1:2:1234:5678:9abc:def0")) > 0
    assert admit(scope("2001:db8:1:3::1")) == 0


def test_ipv4_inside_ipv6_is_the_ipv4_address():
    admit = limited("1/hour")
    assert admit(scope("192.0.2.1")) == 0
    assert admit(scope("::ffff:192.0.2.1")) > 0
    assert admit(scope("::ffff:192.0.2.2")) == 0


@pytest.mark.parametrize("address", [None, "", "not an address"])
def test_an_unknown_address_is_limited_as_well(address):
    admit = limited("1/hour")
    assert admit(scope(address)) == 0
    assert admit(scope(address)) > 0


def test_a_wait_is_never_nought_seconds():
    admit = limited("1/second")
    assert any(admit(scope("192.0.2.1")) >= 1 for _ in range(5))


@pytest.mark.parametrize("rate", ["", "often", "60", "60/fortnight", "-1/minute", "/minute"])
def test_what_is_no_rate_is_refused(rate):
    with pytest.raises(OptionError) as caught:
        limited(rate)
    assert "60/minute" in caught.value.advice


def test_without_a_limit_everyone_comes_in():
    assert [unlimited(scope("192.0.2.1")) for _ in range(1000)] == [0] * 1000


def test_addresses_are_not_kept_in_clear():
    admit = limited("5/hour")
    admit(scope("203.0.113.99"))
    storage = next(
        instance for instance in gc.get_objects() if type(instance).__name__ == "MemoryStorage" and instance.events
    )
    stored = repr(storage.events) + repr(storage.expirations) + repr(storage.storage)
    assert "203.0.113.99" not in stored
    assert list(storage.events)
