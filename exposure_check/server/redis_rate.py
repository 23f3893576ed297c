"""The limits of several hosts together, counted in Redis: two numbers a window and network, no list of times.

Redis is asked for a few evaluations at a time, and not waited for: where it does not answer within `TIMEOUT_SECONDS`,
or answers what cannot be read, the host falls back to its own counters for `REST_SECONDS`. So a Redis that is gone
makes the limits of N hosts up to N times as wide, and refuses nobody; the metrics count it and the log says it once.
How many ask at once is no reason to fall back: whoever asks for a thousand would make it so.

What lies in Redis is counts under keyed hashes. The key of a day lies there too, for two days, so that the hosts agree:
Redis has to be the operator's own, and must not write to a disk (`save ""`, `appendonly no`).
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
import time
from typing import TYPE_CHECKING, Any, cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

from exposure_check.errors import OptionError
from exposure_check.server import addresses, counters
from exposure_check.server.rate import DAY, ELEMENTS, Limiter

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 0.25  # of one answer; twice as long for all that is asked for one evaluation
AT_ONCE = 32  # evaluations that Redis is asked for at a time; others wait
REST_SECONDS = 5
_NAME_BYTES = 16
_KEY_BYTES = 32
_PREFIX = "exposure-check:"

# KEYS: for each count that of the current window and that of the one before. ARGV: the amount, then for each count its
# limit, the weight of the window before, and the seconds that it is kept. The answer: which count is above its limit,
# with its two numbers; or 0 and what the last one now is.
_SCRIPT = """
local amount = tonumber(ARGV[1])
for i = 1, #KEYS / 2 do
  local count = tonumber(redis.call('GET', KEYS[2 * i - 1]) or '0')
  local before = tonumber(redis.call('GET', KEYS[2 * i]) or '0')
  if count + before * tonumber(ARGV[3 * i]) + amount > tonumber(ARGV[3 * i - 1]) then
    return {i, count, before}
  end
end
local last = 0
for i = 1, #KEYS / 2 do
  last = redis.call('INCRBY', KEYS[2 * i - 1], amount)
  redis.call('EXPIRE', KEYS[2 * i - 1], ARGV[3 * i + 1])
end
return {0, last, 0}
"""


class RedisLimiter:
    """A `Limiter` whose counts are in Redis, and which stands in for Redis while that is gone."""

    def __init__(
        self,
        url: str,
        local: Limiter,
        clock: Callable[[], float] = time.time,
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        """`lost` is called for each evaluation that is counted here alone. Raises `OptionError` for a wrong URL."""
        try:
            self._redis = Redis.from_url(
                url, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS, max_connections=2 * AT_ONCE
            )
        except ValueError as error:
            raise OptionError(
                "The address of Redis cannot be read.", advice="Write one such as redis://127.0.0.1:6379/0."
            ) from error
        self._local, self._clock, self._lost = local, clock, lost
        self._script = self._redis.register_script(_SCRIPT)
        self._keys: dict[int, bytes] = {}
        self._resting_until = 0.0
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def admit(self, address: str) -> int:
        """Count one evaluation of an address: 0, or the seconds to wait."""
        raw = addresses.packed(address)
        if self._local.places.find(raw) is not None:
            return self._alone(address)
        async with self._turn:
            if time.monotonic() < self._resting_until:
                return self._alone(address)
            try:
                async with asyncio.timeout(2 * TIMEOUT_SECONDS):
                    seconds = await self._admit(raw, self._clock())
            except Exception as error:  # noqa: BLE001  # whatever it answers: nobody is refused for it
                if self._resting_until == 0:
                    _log.warning("Redis does not answer (%s): each host counts for itself until it does.", _type(error))
                self._resting_until = time.monotonic() + REST_SECONDS
                return self._alone(address)
        if self._resting_until:
            _log.warning("Redis answers again.")
            self._resting_until = 0.0
        return seconds

    def _alone(self, address: str) -> int:
        if self._resting_until:
            self._lost()
        return self._local.admit(address)

    async def _admit(self, raw: bytes, now: float) -> int:
        names, arguments, counted = [], [str(ELEMENTS)], []
        for name, limit, seconds in self._counts(raw):
            number, passed = int(now // seconds), now / seconds % 1
            for window in (number, number - 1):
                key = await self._key(window * seconds // DAY, now)
                names.append(f"{_PREFIX}{hmac.digest(key, name, 'sha256')[:_NAME_BYTES].hex()}:{seconds}:{window}")
            arguments += [str(limit), f"{1 - passed:.6f}", str(2 * seconds)]
            counted.append((limit, passed, seconds))
        answer = await cast("Any", self._script)(keys=names, args=arguments)
        if not (isinstance(answer, list) and len(answer) == 3 and all(type(number) is int for number in answer)):
            raise RedisError("no answer of the script")
        position, count, before = answer
        if not 0 <= position <= len(counted):
            raise RedisError("no count of these")
        if position == 0:
            if self._local.totals is not None:  # the last of the counts
                self._local.totals.ring(count, now)
            return 0
        limit, passed, seconds = counted[position - 1]
        return max(1, counters.wait(count, before, ELEMENTS, limit, passed, seconds))

    def _counts(self, raw: bytes) -> list[tuple[bytes, int, int]]:
        """(name, limit, seconds of the window) of all that one evaluation counts for."""
        found = [
            (name, limit.amount * factor, limit.seconds)
            for name, factor in addresses.tiers(raw)
            for limit in self._local.rate
        ]
        totals = self._local.totals
        return [*found, (b"in all", totals.limit, DAY)] if totals is not None else found

    async def _key(self, day: int, now: float) -> bytes:
        """The key of a day, drawn by whichever host comes first."""
        if day not in self._keys:
            today = int(now // DAY)
            name = f"{_PREFIX}key:{day}"
            await self._redis.set(name, secrets.token_bytes(_KEY_BYTES), nx=True, ex=2 * DAY)
            found = await self._redis.get(name)
            if not isinstance(found, bytes) or len(found) != _KEY_BYTES:
                raise RedisError("no key")
            self._keys = {earlier: key for earlier, key in self._keys.items() if earlier >= today - 1} | {day: found}
        return self._keys[day]


def _type(error: BaseException) -> str:
    return type(error).__name__
