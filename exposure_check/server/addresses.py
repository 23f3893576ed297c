"""What of an address is counted: the address itself and the networks around it, each with an allowance of its own.

An IPv4 address may be a household or a carrier's gateway; who rents a machine may be given a whole /24. An IPv6
subscriber chooses freely within a /64 (RFC 4291 section 2.5.4), and providers hand out /56 and /48 (RFC 6177).
"""

from __future__ import annotations

import socket

_IPV4_MAPPED = bytes(10) + b"\xff\xff"  # RFC 4291 section 2.5.5.2
IPV4_TIERS = ((32, 1), (24, 4))  # bits of the network, and how many times the allowance of one address it has
IPV6_TIERS = ((64, 1), (56, 2), (48, 4))


def packed(address: str) -> bytes:
    """4 bytes of an IPv4 address, 16 of an IPv6 address, nothing of what is neither."""
    try:
        if ":" not in address:
            return socket.inet_pton(socket.AF_INET, address)
        long = socket.inet_pton(socket.AF_INET6, address.partition("%")[0])
    except (OSError, ValueError):
        return b""
    return long[12:] if long.startswith(_IPV4_MAPPED) else long


def tiers(raw: bytes) -> list[tuple[bytes, int]]:
    """The networks that an address counts for: a name of each, and its multiple of the allowance of one address.

    `raw` is what `packed` gives. All that have no address share one name.
    """
    if len(raw) == 4:
        return [(b"4" + raw[: bits // 8] + bytes([bits]), factor) for bits, factor in IPV4_TIERS]
    if len(raw) == 16:
        return [(b"6" + raw[: bits // 8] + bytes([bits]), factor) for bits, factor in IPV6_TIERS]
    return [(b"unknown", 1)]


def subscriber(raw: bytes) -> bytes:
    """The part of an address that one connection limit is for: an IPv4 address, or the /64 of an IPv6 address."""
    return raw[:8] if len(raw) == 16 else raw


def reason(error: OSError) -> str:
    """Why a port cannot be had, without the address, which Python puts behind it."""
    return (error.strerror or str(error)).partition(" (while")[0]
