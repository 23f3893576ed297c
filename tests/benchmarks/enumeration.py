"""What somebody who tries numbers learns in a day, against the real limiter: the table of docs/threat-model.md."""

from __future__ import annotations

import heapq
from contextlib import contextmanager
from dataclasses import dataclass
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
SAMPLE = 500  # addresses that do not share a network are alike: more of them are calculated from these
BURST_SAMPLE = 16  # addresses whose first minute is enough for all numbers of a date
START = 20_000 * DAY


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


def day(attacker: Attacker, count: int, rate: str, total: int | None) -> tuple[int, float | None]:
    """Elements that so many of the addresses are given in a day, and the seconds until the last number of a date."""
    clock = _Clock()
    limiter = Limiter(limits(rate), Totals(limit=total) if total else None, clock=clock)
    waiting = [(float(START), number) for number in range(count)]
    tested, reached = 0, None
    while waiting:
        now, number = heapq.heappop(waiting)
        clock.now = max(clock.now, now)
        seconds = limiter.admit_now(attacker.address(number))
        if not seconds:
            tested += ELEMENTS
            if reached is None and tested >= BIRTH_DATE:
                reached = clock.now - START
        following = clock.now + (seconds or 0.001)
        if following < START + DAY:
            heapq.heappush(waiting, (following, number))
    return tested, reached


def measure(attacker: Attacker, rate: str, networks: bool, total: bool) -> tuple[int, float]:
    """Elements in a day, and the seconds for all numbers of a birth date."""
    # Where nothing is shared, a few addresses tell what all are given; where a total is, all of it goes anyway.
    shared = total or (networks and not attacker.apart)
    minute_alone = "day" not in rate
    count = min(attacker.count, BURST_SAMPLE if minute_alone else SAMPLE)
    if shared:  # 2,000 of one /48 are more than its allowance lasts for
        count = attacker.count if attacker.count <= 10_000 else 2000
    with _networks(networks):
        tested, reached = day(attacker, count, rate, DEFAULT_TOTAL if total else None)
    factor = 1 if shared else attacker.count / count
    tested = int(tested * factor)
    if reached is None:
        reached = BIRTH_DATE / tested * DAY
    return tested, reached


def _time(seconds: float) -> str:
    if seconds < 2:
        return "at once"
    for unit, length in (("days", DAY), ("hours", 3600), ("minutes", 60)):
        if seconds >= length:
            return f"{seconds / length:,.1f} {unit}"
    return f"{seconds:.0f} seconds"


def text() -> str:
    """The table."""
    lines = []
    for attacker in ATTACKERS:
        for defence, rate, networks, total in DEFENCES:
            tested, reached = measure(attacker, rate, networks, total)
            share = tested / EVERYBODY
            lines.append([attacker.name, defence, f"{tested:,}", _time(reached), f"{min(share, 1):.3%}"])
            print(lines[-1], flush=True)
    return table(["Who asks", "With", "Numbers in a day", "All of one birth date", "Of everybody, in a day"], lines)


def main() -> None:
    kept("enumeration", text(), THREAT_MODEL)


if __name__ == "__main__":
    main()
