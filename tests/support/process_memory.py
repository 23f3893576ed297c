"""Counting copies of a secret in the memory of a running process (Linux): every readable page, byte for byte.

The process that is searched must not be the one that knows what is searched for, so a test starts a child, and the
child stops when it has wiped (`waiting`). The child lets itself be read again (`PR_SET_DUMPABLE`), since what is
measured is what is left in memory and not who may look.
"""

from __future__ import annotations

import re
from pathlib import Path

# Runs in the child, after what is tested. `sys.argv[1]` is a planted value, every byte of it XOR 0x5A, in hex: only
# the plant itself is in memory in clear, and finding it shows that the search can find something.
WAITING = """
import ctypes, sys
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
planted = bytearray(byte ^ 0x5A for byte in bytes.fromhex(sys.argv[1]))
print("wiped", flush=True)
sys.stdin.buffer.raw.read(1)
"""
_SKIPPED = ("[vvar]", "[vsyscall]", "[vvar_vclock]")
_LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (r\S*) \S+ \S+ \S+ *(.*)")
_CHUNK = 1 << 24


def masked(planted: bytes) -> str:
    """The planted value as the child takes it."""
    return bytes(byte ^ 0x5A for byte in planted).hex()


def copies(pid: int, secrets: dict[str, bytes]) -> dict[str, int]:
    """How often each secret stands in the memory of a process: as bytes, in UTF-16 and UTF-32, in hexadecimal."""
    wanted = {
        name: {
            secret,
            secret.hex().encode(),
            *([secret.decode().encode(code) for code in ("utf-16-le", "utf-32-le")] if secret.isascii() else []),
        }
        for name, secret in secrets.items()
    }
    longest = max(len(way) for ways in wanted.values() for way in ways)
    found = dict.fromkeys(secrets, 0)
    for data in _memory(pid, longest - 1):
        for name, ways in wanted.items():
            found[name] += sum(data.count(way) for way in ways)
    return found


def _memory(pid: int, overlap: int):
    """The readable memory in pieces, the end of each again at the start of the next."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            match = _LINE.match(line)
            if match is None or match[4] in _SKIPPED:
                continue
            start, end = int(match[1], 16), int(match[2], 16)
            tail = b""
            while start < end:
                try:
                    memory.seek(start)
                    data = memory.read(min(_CHUNK, end - start))
                except (OSError, ValueError, OverflowError):
                    break  # a page of a device
                if not data:
                    break
                yield tail + data
                tail = data[-overlap:]
                start += len(data)
