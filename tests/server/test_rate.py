from __future__ import annotations

import os
import random
import subprocess
import sys
import tracemalloc

import pytest

from exposure_check.errors import OptionError
from exposure_check.server import addresses, counters
from exposure_check.server.rate import DAY, DEFAULT_RATE, Limit, Limiter, Place, Totals, limited, limits, unlimited

NOON = 20_000 * DAY + DAY // 2


class Clock:
    def __init__(self, now=NOON):
        self.now = float(now)

    def __call__(self):
        return self.now


def limiter(rate, clock=None, **named):
    return Limiter(limits(rate), clock=clock or Clock(), **named)


def admitted(found, address, times):
    return sum(found.admit(address) == 0 for _ in range(times))


def test_each_address_has_an_allowance_of_its_own_counted_in_elements():
    found = limiter("4/hour")
    assert admitted(found, "192.0.2.1", 5) == 2
    assert found.admit("192.0.2.1") > 0
    assert found.admit("192.0.2.2") == 0


def test_every_limit_holds_and_not_the_first_alone():
    clock = Clock()
    found = limiter("60/minute;100/day", clock)
    total = 0
    for _ in range(10):
        total += admitted(found, "192.0.2.1", 40)
        clock.now += 120
    assert total == 50, "100 elements in all, whatever the minutes allow"


@pytest.mark.parametrize(
    ("address", "bits", "factor"),
    [
        ("192.0.2.{}", 24, 4),
        ("2001:db8:1:2::{}", 64, 1),
        ("2001:db8:1:2{}::1", 56, 2),
        ("2001:db8:1:{}00::1", 48, 4),
    ],
)
def test_the_network_around_an_address_has_an_allowance_too(address, bits, factor):
    found = limiter("2/hour")
    many = [address.format(f"{number:x}" if ":" in address else number) for number in range(1, 12)]
    assert sum(found.admit(each) == 0 for each in many) == factor


def test_ipv4_inside_ipv6_is_the_ipv4_address():
    found = limiter("2/hour")
    assert found.admit("192.0.2.1") == 0
    assert found.admit("::ffff:192.0.2.1") > 0
    assert found.admit("::ffff:192.0.2.2") == 0


@pytest.mark.parametrize("address", ["", "not an address", "testclient", "::1::2", "1.2.3", "\0"])
def test_an_unknown_address_is_limited_as_well(address):
    found = limiter("2/hour")
    assert found.admit(address) == 0
    assert found.admit(address) > 0


def test_what_was_asked_long_ago_is_forgotten_little_by_little():
    clock = Clock()
    found = limiter("40/hour", clock)
    assert admitted(found, "192.0.2.1", 100) == 20
    clock.now += 3600 * 1.5  # half of the window before still counts
    assert admitted(found, "192.0.2.1", 100) == 10
    clock.now += 3600 * 3
    assert admitted(found, "192.0.2.1", 100) == 20


def test_the_wait_that_is_named_is_enough_and_not_much_more():
    clock = Clock(NOON + 100)
    found = limiter("60/minute;400/day", clock)
    for _ in range(400):
        seconds = found.admit("192.0.2.1")
        assert seconds >= 0
        if seconds:
            before = clock.now
            clock.now += seconds - 3
            assert seconds <= 3 or found.admit("192.0.2.1") > 0
            clock.now = before + seconds + 1
            assert found.admit("192.0.2.1") == 0


def test_the_daily_limit_holds_over_midnight_though_the_key_changes():
    clock = Clock(20_001 * DAY - 60)
    found = limiter("100/day", clock)
    assert admitted(found, "192.0.2.1", 100) == 50
    clock.now += 120
    assert admitted(found, "192.0.2.1", 100) == 0
    clock.now += 2 * DAY
    assert admitted(found, "192.0.2.1", 100) == 50


def test_the_key_of_an_address_is_renewed_each_day_and_the_old_one_gone():
    found = limiter("2/day")
    today = found._key.of(20_000)
    tomorrow = found._key.of(20_001)
    assert tomorrow != today
    found._key.of(20_002)
    assert today not in (found._key._key, found._key._before)


def test_addresses_are_not_kept_in_clear():
    found = limiter("4/hour", totals=Totals(), places=(CLINIC,))
    assert found.admit("203.0.113.99") == 0
    packed = bytes([203, 0, 113, 99])
    assert all(packed not in bytes(window._cells) for window in found._windows)
    state = [vars(found), vars(found._key), vars(found.places), vars(found.totals)]
    assert not [mark for mark in ("203.0.113", repr(packed)[2:-1], packed.hex()) if mark in repr(state)]


@pytest.mark.parametrize(
    "rate",
    ["", "often", "60", "60/fortnight", "-1/minute", "/minute", "1/minute", "0/day", "60/minute;", "60/minute;5/minute",
     "60/minute 100/day", "99999999/day"],
)  # fmt: skip
def test_what_is_no_rate_is_refused(rate):
    with pytest.raises(OptionError) as caught:
        limited(rate)
    assert "60/minute" in caught.value.advice


def test_without_a_limit_everyone_comes_in():
    assert [unlimited("192.0.2.1") for _ in range(10)] == [0] * 10


def test_whoever_comes_memory_stays_what_it_was_and_newcomers_are_admitted():
    found = limiter(DEFAULT_RATE, totals=Totals(limit=16_000_000))
    assert found.size < 32 << 20
    addresses_ = [f"{a}.{b}.{c}.7" for a in range(11, 16) for b in range(40) for c in range(60)]
    found.admit("192.0.2.1")
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        refused = sum(found.admit(address) != 0 for address in addresses_)
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 100_000, "of 12,000 addresses nothing is left but counts"
    assert refused == 0
    assert found.admit("198.51.100.1") == 0


def test_estimates_are_never_too_low_and_seldom_too_high():
    window = counters.Window(DAY, 1 << 10)
    names = [[(name * 2654435761 * (row + 1)) % (1 << 32) for row in range(4)] for name in range(2000)]
    for name in names:
        window.add(window.cells(name), 7, 2)
    counts = [window.count(window.cells(name), 7) for name in names]
    assert min(counts) >= 2
    assert sum(counts) / len(counts) < 20
    assert all(window.count_before(window.cells(name), 8) == count for name, count in zip(names, counts, strict=True))
    assert all(window.count(window.cells(name), 8) == 0 for name in names)
    assert all(window.count_before(window.cells(name), 9) == 0 for name in names)


def test_both_counts_in_one_pass_are_those_of_two():
    """And of a plain table of what each cell was raised to in each window."""
    window, generator = counters.Window(60, 8), random.Random(1)
    raised: dict[tuple[int, int], int] = {}
    for step in range(2000):
        number = step // 100  # a cell may have been written last in any window before
        cells = window.cells([generator.randrange(1 << 32) for _ in range(counters.ROWS)])
        expected = tuple(min(raised.get((cell, at), 0) for cell in cells) for at in (number, number - 1))
        assert window.counts(cells, number) == (window.count(cells, number), window.count_before(cells, number))
        assert window.counts(cells, number) == expected
        if step % 3 == 0:
            amount = generator.randrange(1, 9)
            window.add(cells, number, amount)
            for cell in cells:
                raised[cell, number] = max(raised.get((cell, number), 0), expected[0] + amount)


def test_a_count_stops_at_the_most_that_it_can_hold():
    window = counters.Window(DAY, 16)
    cells = window.cells((1, 2, 3, 4))
    for _ in range(3):
        window.add(cells, 5, counters.MOST - 1)
    assert (window.count(cells, 5), window.count_before(cells, 5)) == (counters.MOST, 0)


def test_processes_that_are_forked_count_together():
    found = limiter("8/hour")
    assert found.admit("192.0.2.1") == 0
    pid = os.fork()
    if pid == 0:
        os._exit(admitted(found, "192.0.2.1", 2))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 2
    assert admitted(found, "192.0.2.1", 5) == 1


# --- in all, and known places


def test_the_budget_of_the_day_rings_before_it_is_gone_and_then_holds():
    rung = []
    clock = Clock(20_000 * DAY)
    found = limiter("1000/minute", clock, totals=Totals(limit=100, alarm_percent=80, alarm=rung.append))
    admitted_ = [found.admit(f"10.{number}.0.1") == 0 for number in range(60)]
    assert admitted_ == [True] * 50 + [False] * 10
    assert rung == [80]
    assert found.admit("10.99.0.1") > 3600
    clock.now += 2 * DAY
    assert found.admit("10.99.0.1") == 0


def test_the_alarm_rings_once_whichever_process_it_is_that_counts():
    rung = counters.shared_words(1)

    def ring(percent):
        rung[0] += 1

    found = limiter("1000/minute", Clock(20_000 * DAY), totals=Totals(limit=100, alarm=ring))
    for start in (0, 20, 40):
        child = os.fork()
        if child == 0:
            for number in range(start, start + 20):
                found.admit(f"10.{number}.0.1")
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
    assert found.admit("10.99.0.1") > 0
    assert rung[0] == 1


CLINIC = Place(networks=("198.51.100.0/28", "2001:db8:c::/48"), rate="20/minute;30/day")
DESK = Place(networks=("198.51.100.1/32",), rate="6/day")


def test_a_known_place_has_a_budget_of_its_own_and_shares_it():
    clock = Clock()
    found = limiter("2/day", clock, places=(CLINIC, DESK), totals=Totals(limit=2))
    addresses_ = [f"198.51.100.{number}" for number in range(2, 12)] + ["2001:db8:c::1", "2001:db8:c:ff::1"]
    assert sum(found.admit(address) == 0 for address in addresses_) == 10
    clock.now += 120
    assert sum(found.admit(address) == 0 for address in addresses_) == 5
    assert admitted(found, "198.51.100.1", 9) == 3, "the smallest network counts"
    assert admitted(found, "198.51.100.99", 9) == 1
    assert admitted(found, "203.0.113.1", 9) == 0, "and the budget of everybody was that one"


@pytest.mark.parametrize("network", ["198.51.100.1/28", "clinic.example", "", "10.0.0.0/33"])
def test_a_network_that_cannot_be_read_is_named(network):
    with pytest.raises(OptionError, match="is not a network"):
        limiter("2/day", places=(Place(networks=(network,), rate="2/day"),))


def test_the_defaults_suit_a_family_a_waiting_room_and_a_carrier():
    clock = Clock()
    found = limiter(DEFAULT_RATE, clock, totals=Totals())
    assert admitted(found, "192.0.2.1", 6) == 6, "a family at once"
    room = 0
    for _ in range(24):  # eight hours: a check every two minutes
        room += admitted(found, "198.51.100.1", 10)
        clock.now += 1200
    assert room == 240
    assert limits(DEFAULT_RATE) == [Limit(60, 60), Limit(800, DAY)]
    assert admitted(found, "203.0.113.1", 10_000) < 898 // 2, "of the 898 numbers of one birth date not all in a day"


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("192.0.2.1", b"\xc0\0\x02\x01"),
        ("::ffff:192.0.2.1", b"\xc0\0\x02\x01"),
        ("fe80::1%eth0", b"\xfe\x80" + bytes(13) + b"\x01"),
    ],
)
def test_addresses_are_read(text, raw):
    assert addresses.packed(text) == raw


_JUMPING = """
import time

real, jump = time.time, 0
time.time = lambda: real() + jump

from exposure_check.server.rate import Limiter, Totals, limits

for jump_after in (-3 * 86400, -86400, -60, 60, 86400, 3 * 86400):
    jump = 0
    found = Limiter(limits("4/day"), Totals(limit=8))
    assert [found.admit("192.0.2.1") == 0 for _ in range(3)] == [True, True, False]
    assert [found.admit("198.51.100.1") == 0 for _ in range(3)] == [True, True, False]
    jump = jump_after
    assert found.admit("192.0.2.1") > 0, jump
    assert found.admit("203.0.113.1") > 0, jump  # the budget of everybody
"""


def test_a_clock_that_is_put_back_or_on_gives_nobody_a_new_allowance():
    done = subprocess.run([sys.executable, "-c", _JUMPING], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
