"""Limits that several hosts share, in the Redis of Debian."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
import threading
import time

import pytest

from exposure_check.errors import OptionError
from exposure_check.server import redis_rate
from exposure_check.server.rate import DAY, Limiter, Place, Totals, limits
from exposure_check.server.redis_rate import RedisLimiter
from tests.support.operated import connect, free_port, program, until


@contextlib.contextmanager
def redis(port, folder):
    words = [program("redis-server", "redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen([*words, "--appendonly", "no", "--dir", str(folder)], stdout=subprocess.DEVNULL)
    try:
        until(lambda: _answers(port))
        yield process
    finally:
        process.terminate()
        process.wait(10)


def _answers(port):
    with contextlib.suppress(OSError), connect(port) as connection:
        connection.sendall(b"PING\r\n")
        return connection.recv(16) == b"+PONG\r\n"
    return False


def ask(port, *words):
    """What Redis answers to a command, as it comes."""
    with connect(port) as connection:
        connection.sendall(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in words))
        time.sleep(0.05)
        return connection.recv(1 << 20)


@pytest.fixture
def port(tmp_path):
    port = free_port()
    with redis(port, tmp_path):
        yield port


def host(port, rate="8/hour", **named):
    return RedisLimiter(f"redis://127.0.0.1:{port}/0", Limiter(limits(rate), **named))


async def admitted(found, address, times):
    return sum([await found.admit(address) == 0 for _ in range(times)])


def run(*hosts, work):
    async def all_of_it():
        try:
            return await work(*hosts)
        finally:
            for found in hosts:
                await found._redis.aclose()

    return asyncio.run(all_of_it())


def test_two_hosts_count_together(port):
    async def work(limiter, other):
        counts = [await admitted(limiter, "192.0.2.1", 3), await admitted(other, "192.0.2.1", 3)]
        wait = await limiter.admit("192.0.2.1")
        return counts, wait, await other.admit("198.51.100.1")

    counts, wait, elsewhere = run(host(port), host(port), work=work)
    assert counts == [3, 1]
    assert 1 <= wait <= 2 * 3600
    assert elsewhere == 0


def test_several_limits_networks_and_the_budget_of_the_day_hold(port):
    rung = []

    async def work(found):
        first = await admitted(found, "192.0.2.1", 9)
        network = sum([await found.admit(f"192.0.2.{number}") == 0 for number in range(2, 40)])
        rest = sum([await found.admit(f"10.{number}.0.1") == 0 for number in range(60)])
        return first, network, rest

    found = host(port, "4/hour;100/day", totals=Totals(limit=60, alarm_percent=50, alarm=rung.append))
    assert run(found, work=work) == (2, 6, 22)
    assert rung == [50]


def test_what_lies_in_redis_is_counts_without_addresses_and_passes(port):
    async def work(found):
        return await admitted(found, "203.0.113.77", 3)

    run(host(port), work=work)
    names = ask(port, b"KEYS", b"*")
    assert b"203.0.113" not in names and bytes([203, 0, 113, 77]).hex().encode() not in names
    found = [name for name in names.split(b"\r\n") if name.startswith(b"exposure-check:")]
    assert len(found) >= 3
    for name in found:
        assert ask(port, b"TYPE", name) == b"+string\r\n", "no list of times"
        seconds = int(ask(port, b"TTL", name)[1:])
        assert 0 < seconds <= 2 * DAY


def test_a_redis_that_is_gone_keeps_nobody_out_and_is_taken_up_again(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(redis_rate, "REST_SECONDS", 0.2)
    port, lost = free_port(), []

    async def work(found):
        with redis(port, tmp_path):
            before = await admitted(found, "192.0.2.1", 3)
        started = time.monotonic()
        without = await admitted(found, "192.0.2.1", 9)
        took = time.monotonic() - started
        with redis(port, tmp_path):
            await asyncio.sleep(0.3)
            again = await admitted(found, "192.0.2.1", 9)
        return before, without, again, took

    found = RedisLimiter(f"redis://127.0.0.1:{port}/0", Limiter(limits("8/hour")), lost=lambda: lost.append(1))
    before, without, again, took = run(found, work=work)
    assert (before, without, again) == (3, 4, 4)
    assert took < 5
    assert len(lost) == 9
    said = [record.getMessage() for record in caplog.records]
    assert sum("does not answer" in line for line in said) == 1 and "answers again" in said[-1]
    assert "192.0.2.1" not in caplog.text


def test_a_redis_that_does_not_answer_is_not_waited_for(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        found = RedisLimiter(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", Limiter(limits("8/hour")))

        async def work(found):
            started = time.monotonic()
            counts = await admitted(found, "192.0.2.1", 9)
            return counts, time.monotonic() - started

        counts, took = run(found, work=work)
    assert counts == 4
    assert took < 3


def test_a_known_place_counts_on_its_own_host(port):
    place = Place(networks=("198.51.100.0/28",), rate="6/day")

    async def work(found):
        return await admitted(found, "198.51.100.1", 9)

    assert run(host(port, "2/day", places=(place,)), work=work) == 3
    assert b"exposure-check" not in ask(port, b"KEYS", b"*")


def test_an_address_of_redis_that_cannot_be_read_is_named():
    with pytest.raises(OptionError, match="Redis"):
        RedisLimiter("http://127.0.0.1", Limiter(limits("8/hour")))


@contextlib.contextmanager
def pretending(reply):
    """What stands where Redis should be: `reply` is called with the other side of each connection."""

    def serve_all():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=answering, args=(connection,), daemon=True).start()

    def answering(connection):
        with connection, contextlib.suppress(OSError):
            reply(connection)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve_all, daemon=True).start()
        yield listening.getsockname()[1]


DEEP = b"*1\r\n" * 20000


@pytest.mark.parametrize(
    "rubbish",
    [
        b"+OK\r\n",
        b":7\r\n",
        b"$-1\r\n",
        b"$32\r\n" + bytes(32) + b"\r\n",
        b"*0\r\n",
        b"*3\r\n:9\r\n:1\r\n:1\r\n",
        b"*3\r\n:-9\r\n:1\r\n:1\r\n",
        b"*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n",
        b"*3\r\n:0\r\n$-1\r\n:0\r\n",
        b"*3\r\n:1\r\n:" + b"9" * 400 + b"\r\n:1\r\n",
        b"*999999999\r\n:1\r\n",
        b"$999999999999\r\nx",
        b"$x\r\n",
        b"-LOADING nothing is here yet\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\xff\x00\r\n",
        DEEP,
    ],
    ids=range(17),
)
def test_a_redis_that_answers_rubbish_refuses_nobody(rubbish, caplog):
    def reply(connection):
        while connection.recv(1 << 16):
            connection.sendall(rubbish * 2)

    async def work(found):
        return await admitted(found, "192.0.2.1", 9)

    with pretending(reply) as port:
        assert run(host(port), work=work) == 4
    assert "does not answer" in caplog.text
    assert "192.0.2.1" not in caplog.text


def test_a_key_of_another_size_is_none():
    """Rubbish again, whose hashes would be anybody's."""

    def reply(connection):
        while sent := connection.recv(1 << 16):
            connection.sendall(b"$3\r\nabc\r\n" if b"GET" in sent else b"*3\r\n:0\r\n:2\r\n:0\r\n")

    async def work(found):
        return await admitted(found, "192.0.2.1", 9)

    with pretending(reply) as port:
        assert run(host(port), work=work) == 4


def test_a_redis_that_answers_a_byte_at_a_time_is_not_waited_for():
    """Each byte comes in time, and the answer never."""

    def reply(connection):
        while True:
            connection.sendall(b"+")
            time.sleep(0.05)

    async def work(found):
        started = time.monotonic()
        return await admitted(found, "192.0.2.1", 9), time.monotonic() - started

    with pretending(reply) as port:
        counts, took = run(host(port), work=work)
    assert counts == 4
    assert took < 3


def test_many_at_once_are_counted_in_redis_all_the_same(port, caplog):
    """Otherwise whoever asks for many evaluations at once makes each host count for itself."""

    async def work(found):
        asked = [found.admit("192.0.2.1") for _ in range(500)]
        return sum([seconds == 0 for seconds in await asyncio.gather(*asked)])

    assert run(host(port), work=work) == 4
    assert caplog.text == ""
