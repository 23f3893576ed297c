"""How much may be asked: by address, by the networks around it, by a known place, and in all; counted in elements.

An evaluation tests two candidates, since nobody can tell which of two blinded elements is of an open record. Addresses
are counted under a keyed hash whose key is replaced every day by a hash of itself: yesterday's cannot be found again.
"""

from __future__ import annotations

import hmac
import re
import secrets
import struct
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING, Annotated, TypeAlias

import msgspec

from exposure_check.errors import OptionError
from exposure_check.server import addresses, counters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# an address -> 0: come in; else the seconds to wait; to be awaited where another host is asked
Admit: TypeAlias = Callable[[str], int | Awaitable[int]]

ELEMENTS = 2  # of one evaluation
DAY = 86400
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": DAY}
_WIDTHS = {1: 1 << 12, 60: 1 << 16, 3600: 1 << 18, DAY: 1 << 19}
_HASHES = struct.Struct("<4I")
DEFAULT_RATE = "60/minute;800/day"
DEFAULT_TOTAL = 1_000_000
DEFAULT_ALARM = 80  # percent of the total
MOST_PLACES = 1024


@dataclass(frozen=True)
class Limit:
    """So many elements in a window of so many seconds."""

    amount: int
    seconds: int


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A clinic or a library whose own addresses share a budget of their own, instead of those of everybody."""

    networks: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=256)]
    rate: str


def limits(rate: str) -> list[Limit]:
    """The limits of a text such as `"60/minute;800/day"`, in elements, all of which hold; raises `OptionError`."""
    found = [_limit(part.strip(), rate) for part in re.split("[;,]", rate)]
    if len({limit.seconds for limit in found}) < len(found):
        raise _no_rate(rate, "names one window twice")
    return found


def _limit(part: str, rate: str) -> Limit:
    match = re.fullmatch(r"([0-9]{1,9}) ?(?:/|per) ?(second|minute|hour|day)s?", part)
    if match is None:
        raise _no_rate(rate, "cannot be read")
    limit = Limit(int(match[1]), SECONDS[match[2]])
    if limit.amount < ELEMENTS:
        raise _no_rate(rate, "would admit no request: each asks for two elements")
    if limit.amount * 4 > counters.MOST:
        raise _no_rate(rate, f"is above {counters.MOST // 4:,}, the most that is counted")
    return limit


def _no_rate(rate: str, fault: str) -> OptionError:
    return OptionError(
        f"The rate {rate!r} {fault}.",
        advice='Give elements in a window, such as "60/minute" or "60/minute;800/day", or "none".',
    )


def unlimited(address: str) -> int:
    """Admit everyone: for a demo on this computer, and behind a gateway that limits."""
    return 0


def limited(rate: str) -> Admit:
    """A limiter by address in the memory of this process; raises `OptionError` for a rate that cannot be read."""
    return Limiter(limits(rate)).admit


def steady_clock() -> Callable[[], float]:
    """A clock of seconds since 1970 that goes on evenly whatever is done to the computer's: one that is put back would
    give everybody a new allowance. Processes that are forked later agree with it.
    """
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # goes on while the computer sleeps
    passed = time.monotonic if boot is None else partial(time.clock_gettime, boot)
    start = time.time() - passed()
    return lambda: start + passed()


class DailyKey:
    """The key under which addresses are hashed, and that of the day before for windows that began then."""

    def __init__(self, day: int) -> None:
        self._day, self._key, self._before = day, secrets.token_bytes(32), secrets.token_bytes(32)

    def of(self, day: int) -> bytes:
        """The key of a day that is not over, or of the one before; moves on to it for good."""
        while self._day < day:
            self._before, self._key = self._key, sha256(b"exposure-check/address-key" + self._key).digest()
            self._day += 1
        return self._key if day >= self._day else self._before


@dataclass
class Totals:
    """What is counted over everybody: the day's budget, and who is told when most of it is gone."""

    limit: int = DEFAULT_TOTAL
    alarm_percent: int = DEFAULT_ALARM
    alarm: Callable[[int], None] = lambda percent: None
    window: counters.Window = field(default_factory=lambda: counters.Window(DAY, 1, rows=1))
    _alarmed: counters.Words = field(default_factory=lambda: counters.shared_words(1))  # the day on which it rang

    def wait(self, now: float) -> int:
        """0, or the seconds until the budget of the day is there again."""
        number = self.window.number(now)
        count, before = self.window.counts((0,), number)
        return counters.wait(count, before, ELEMENTS, self.limit, now / DAY % 1, DAY)

    def add(self, now: float) -> None:
        """Count one evaluation."""
        number = self.window.number(now)
        self.window.add((0,), number, ELEMENTS)
        self.ring(self.window.count((0,), number), now)

    def ring(self, count: int, now: float) -> None:
        """Tell, once a day over all processes, that most of the day's budget is gone."""
        day = int(now // DAY)
        if count * 100 >= self.alarm_percent * self.limit and self._alarmed[0] != day:
            self._alarmed[0] = day
            self.alarm(self.alarm_percent)


class Limiter:
    """All limits in memory of a fixed size; processes that are forked after it was made share what is counted."""

    def __init__(
        self,
        rate: Sequence[Limit],
        totals: Totals | None = None,
        places: Sequence[Place] = (),
        clock: Callable[[], float] | None = None,
    ) -> None:
        """`clock` gives seconds since 1970 that never go back, by default a `steady_clock`."""
        self.rate, self.totals, self._clock = tuple(rate), totals, clock or steady_clock()
        self._windows = [counters.Window(limit.seconds, _WIDTHS[limit.seconds]) for limit in rate]
        self._key = DailyKey(int(self._clock() // DAY))
        self.places = Places(places)

    @property
    def size(self) -> int:
        """Bytes that the counters take, whoever comes."""
        return sum(window.size for window in self._windows) + self.places.size

    def admit(self, address: str) -> int:
        """Count one evaluation of an address: 0, or the seconds to wait."""
        now = self._clock()
        raw = addresses.packed(address)
        place = self.places.find(raw)
        if place is not None:
            return self.places.admit(place, now)
        if self.totals is not None and (seconds := self.totals.wait(now)):
            return seconds
        if seconds := self.admit_network(raw, now):
            return seconds
        if self.totals is not None:
            self.totals.add(now)
        return 0

    def admit_network(self, raw: bytes, now: float) -> int:
        """By the networks of an address alone."""
        today, longest = int(now // DAY), 0
        raised: list[tuple[counters.Window, list[int], int, int]] = []
        for name, factor in addresses.tiers(raw):
            hashes = {today: self._hashes(name, today)}
            for limit, window in zip(self.rate, self._windows, strict=True):
                number = window.number(now)
                cells = window.cells(hashes[today])
                day = (number - 1) * limit.seconds // DAY  # on which the window before was counted, under its key
                if day == today:
                    count, before = window.counts(cells, number)
                else:
                    if day not in hashes:
                        hashes[day] = self._hashes(name, day)
                    count = window.count(cells, number)
                    before = window.count_before(window.cells(hashes[day]), number)
                passed = now / limit.seconds % 1
                seconds = counters.wait(count, before, ELEMENTS, limit.amount * factor, passed, limit.seconds)
                longest = max(longest, seconds)
                raised.append((window, cells, number, count))
        if not longest:
            for window, cells, number, count in raised:
                window.raise_to(cells, number, count + ELEMENTS)
        return longest

    def _hashes(self, name: bytes, day: int) -> tuple[int, ...]:
        """One for each row, under the key of a day."""
        return _HASHES.unpack_from(hmac.digest(self._key.of(day), name, "sha256"))


class Places:
    """The budgets of the operator's known places."""

    def __init__(self, places: Sequence[Place]) -> None:
        if len(places) > MOST_PLACES:
            raise OptionError(
                f"More than {MOST_PLACES:,} places have a budget of their own.", advice="Put several into one."
            )
        self._networks = _networks(places)
        self._limits = [limits(place.rate) for place in places]
        seconds = sorted({limit.seconds for found in self._limits for limit in found})
        self._windows = {length: counters.Window(length, MOST_PLACES, rows=1) for length in seconds}

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return sum(window.size for window in self._windows.values())

    def find(self, raw: bytes) -> int | None:
        """Which place an address belongs to, the smallest network first; None: to none."""
        if not self._networks:
            return None
        value, length = int.from_bytes(raw, "big"), len(raw)
        for size, start, mask, place in self._networks:
            if size == length and value & mask == start:
                return place
        return None

    def admit(self, place: int, now: float) -> int:
        """Count one evaluation of a place: 0, or the seconds to wait."""
        longest = 0
        for limit in self._limits[place]:
            window = self._windows[limit.seconds]
            number = window.number(now)
            count, before = window.counts((place,), number)
            passed = now / limit.seconds % 1
            longest = max(longest, counters.wait(count, before, ELEMENTS, limit.amount, passed, limit.seconds))
        if not longest:
            for limit in self._limits[place]:
                window = self._windows[limit.seconds]
                window.add((place,), window.number(now), ELEMENTS)
        return longest


def _networks(places: Iterable[Place]) -> list[tuple[int, int, int, int]]:
    """(bytes of an address, first address, mask, place) of every network, the smallest first."""
    found = []
    for number, place in enumerate(places):
        for written in place.networks:
            try:
                network: IPv4Network | IPv6Network = ip_network(written)
            except ValueError as error:
                raise OptionError(
                    f"{written!r} is not a network.", advice='Write one such as "192.0.2.0/24".'
                ) from error
            size = network.max_prefixlen // 8
            found.append((network.prefixlen, size, int(network.network_address), int(network.netmask), number))
    return [entry[1:] for entry in sorted(found, key=lambda entry: -entry[0])]
