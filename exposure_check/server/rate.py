"""How often one address may ask for an evaluation. Addresses are kept in memory only, under a keyed hash."""

from __future__ import annotations

import hmac
import math
import secrets
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, TypeAlias

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from exposure_check.errors import OptionError

if TYPE_CHECKING:
    from starlette.types import Scope

Admit: TypeAlias = "Callable[[Scope], int]"  # 0: come in; else the seconds to wait


def unlimited(scope: Scope) -> int:
    """Admit everyone: for a demo on this computer, and behind a gateway that limits."""
    return 0


def limited(rate: str) -> Admit:
    """A limiter by address, such as `"60/minute"`; raises `OptionError` for a rate that cannot be read."""
    try:
        item = parse(rate)
    except ValueError as error:
        raise OptionError(f"{rate!r} is not a rate.", advice='Give one such as "60/minute" or "2000/day".') from error
    if item.amount < 1:
        raise OptionError(
            f"The rate {rate!r} would admit no request.", advice='Give one such as "60/minute", or "none" for no limit.'
        )
    limiter = MovingWindowRateLimiter(MemoryStorage())
    key = secrets.token_bytes(32)  # of this process only: the stored names cannot be turned into addresses later

    def admit(scope: Scope) -> int:
        address = _subscriber((scope.get("client") or ("",))[0])
        name = hmac.digest(key, address.encode(), "sha256").hex()
        if limiter.hit(item, name):
            return 0
        return max(1, math.ceil(limiter.get_window_stats(item, name).reset_time - time.time()))

    return admit


def _subscriber(address: str) -> str:
    """An IPv4 address, or the 64 bits of an IPv6 address that its holder cannot choose (RFC 4291 section 2.5.4)."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped) if parsed.ipv4_mapped else parsed.packed[:8].hex()
    return address
