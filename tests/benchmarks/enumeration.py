"""What somebody who tries numbers learns in a day, against the real limiter: the table of docs/threat-model.md.

The limiter is the program's own, its clock a simulated one; a few minutes of one core for all rows.
"""

from __future__ import annotations

import heapq
import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.server import addresses
from exposure_check.server.rate import DAY, DEFAULT_TOTAL, ELEMENTS, Limiter, Totals, limits
from tests.benchmarks.table import kept, table

if TYPE_CHECKING:
    from collections.abc import Iterator

THREAT_MODEL = Path(__file__).resolve().parents[2] / "docs" / "threat-model.md"
BIRTH_DATE = 898  # Finnish numbers of one date: 002 to 899 (the sign in the middle is of the century)
EVERYBODY = BIRTH_DATE * 110 * 365  # of 110 years
SHARING = 256  # addresses of one network that are more than its allowance lasts for, each in a /56 of its own
ENOUGH = 16  # addresses whose first minute is enough for all numbers of a date
START = 20_000 * DAY
_CHECKS = BIRTH_DATE // ELEMENTS


@dataclass(frozen=True)
class Attacker:
    """So many addresses, and how the nth is written."""

    name: str
    count: int
    form: str
    apart: bool  # whether no two share a network that is counted

    def address(self, number: int) -> str:
        if ":" in self.form:
            return self.form.format(f"{number:x}")
        return self.form.format(11 + number // 62500, number // 250 % 250, number % 250)


ATTACKERS = (
    Attacker("1 address", 1, "{0}.{1}.{2}.7", apart=True),
    Attacker("100 addresses of 100 networks", 100, "{0}.{1}.{2}.7", apart=True),
    Attacker("100 addresses of one /24", 100, "{0}.{1}.0.{2}", apart=False),
    Attacker("10,000 addresses of 10,000 networks", 10_000, "{0}.{1}.{2}.7", apart=True),
    Attacker("an IPv6 /48: 65,536 networks /64", 65_536, "2001:db8:7:{}::1", apart=False),
)
DEFENCES = (
    ("60 elements a minute for each address", "60/minute", False, False),
    ("and 800 a day", "60/minute;800/day", False, False),
    ("and for the networks around it", "60/minute;800/day", True, False),
    (f"and {DEFAULT_TOTAL:,} a day in all", "60/minute;800/day", True, True),
)


@contextmanager
def _networks(counted: bool) -> Iterator[None]:
    before = addresses.IPV4_TIERS, addresses.IPV6_TIERS
    if not counted:
        addresses.IPV4_TIERS, addresses.IPV6_TIERS = before[0][:1], before[1][:1]
    try:
        yield
    finally:
        addresses.IPV4_TIERS, addresses.IPV6_TIERS = before


class _Clock:
    now = float(START)

    def __call__(self) -> float:
        return self.now


def admitted(attacker: Attacker, count: int, rate: str, total: int | None) -> Iterator[float]:
    """When, in seconds of one day, evaluations are made for so many of the addresses, which ask as soon as they may.

    They are taken from all over the attacker's.
    """
    step = attacker.count // count
    clock = _Clock()
    limiter = Limiter(limits(rate), Totals(limit=total) if total else None, clock=clock)
    waiting = [(float(START), number) for number in range(count)]
    while waiting:
        now, number = heapq.heappop(waiting)
        clock.now = max(clock.now, now)
        seconds = limiter.admit(attacker.address(number * step))
        if not seconds:
            yield clock.now - START
        following = clock.now + (seconds or 0.001)
        if following < START + DAY:
            heapq.heappush(waiting, (following, number))


def measure(attacker: Attacker, rate: str, networks: bool, total: int | None) -> tuple[int, float]:
    """Elements in a day, and the seconds for all numbers of a birth date.

    Where the addresses share nothing that is counted, what one is given is what each is given, and a few are enough for
    a date. Those of one network share its allowance, and all share the total: then so many ask that nothing is left.
    """
    with _networks(networks):
        if total or (networks and not attacker.apart):
            count = attacker.count if attacker.apart else min(attacker.count, SHARING)
            times = list(admitted(attacker, count, rate, total))
            tested = ELEMENTS * len(times)
        else:
            times = list(islice(admitted(attacker, min(attacker.count, ENOUGH), rate, total), _CHECKS))
            tested = ELEMENTS * attacker.count * sum(1 for _ in admitted(attacker, 1, rate, None))
    return tested, times[_CHECKS - 1] if len(times) >= _CHECKS else BIRTH_DATE / tested * DAY


def _time(seconds: float) -> str:
    if seconds < 2:
        return "at once"
    for unit, length in (("days", DAY), ("hours", 3600), ("minutes", 60)):
        if seconds >= length:
            return f"{seconds / length:,.1f} {unit}"
    return f"{seconds:.0f} seconds"


def text() -> str:
    """The table."""
    lines, began = [], time.monotonic()
    for attacker in ATTACKERS:
        for defence, rate, networks, total in DEFENCES:
            tested, reached = measure(attacker, rate, networks, DEFAULT_TOTAL if total else None)
            share = tested / EVERYBODY
            lines.append([attacker.name, defence, f"{tested:,}", _time(reached), f"{min(share, 1):.3%}"])
            print(f"{time.monotonic() - began:4.0f} s", lines[-1], flush=True)
    return table(["Who asks", "With", "Numbers in a day", "All of one birth date", "Of everybody, in a day"], lines)


def main() -> None:
    kept("enumeration", text(), THREAT_MODEL)


if __name__ == "__main__":
    main()
