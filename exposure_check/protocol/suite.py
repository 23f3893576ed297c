"""Suite XC1 and its demo form: constants of the client, never values that a server or a catalogue can choose."""

from __future__ import annotations

from dataclasses import dataclass

K_MINIMUM = 10_000  # living people who must share a bucket


@dataclass(frozen=True)
class Suite:
    """Argon2id v1.3 parameters of a suite (RFC 9106 section 3.1)."""

    name: str
    passes: int  # t
    memory_kib: int  # m
    lanes: int  # p


XC1 = Suite("XC1", passes=3, memory_kib=64 * 1024, lanes=4)  # RFC 9106 section 4, second recommended option
XC1_DEMO = Suite("XC1-DEMO", passes=1, memory_kib=1024, lanes=1)
SUITES = {suite.name: suite for suite in (XC1, XC1_DEMO)}
