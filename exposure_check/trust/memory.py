"""What a computer remembers of a signed list, so that an older one, or another one, is recognised.

One file for each root of trust: version and SHA-256 of the newest root and of each role's file, and nothing of any
lookup. It is read before the first request, and compared after the last: no request depends on it. The times of file
and folder are constant, so that they do not say when somebody asked.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from filelock import FileLock, Timeout

from exposure_check import files
from exposure_check.errors import ForkError, RollbackError, ThisComputerError
from exposure_check.trust.verify import ROLES, Part, refuse_older, rekeyed, signed_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposure_check.trust.verify import SignedList, WalkedRoot

FILE_NAME = "memory.json"
FORMAT = 1
TIME_NS = 1_577_836_800_000_000_000  # 2020-01-01: of every file and folder here
MAX_BYTES = 16 << 10
_LOCK_NAME = ".lock"
LOCK_SECONDS = 30
_LEGACY_FILES = ("root.json", *(f"{role}.json" for role in ROLES))  # what python-tuf kept before there was a memory
_LEGACY_ROOTS = "root_history"
_LEGACY_BYTES = 2 << 20


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: Annotated[int, msgspec.Meta(ge=1)]
    sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]

    @property
    def part(self) -> Part:
        return Part(self.version, self.sha256)


class Remembered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The newest list that was seen under one root of trust."""

    format: int
    root: _Part
    roles: dict[str, _Part]


_REMEMBERED = msgspec.json.Decoder(Remembered)  # here, and not where it is used: see `protocol/catalogue.py`


_in_process: dict[Path | None, Remembered] = {}  # where nothing can be written: for as long as the process lives


@dataclass(frozen=True)
class Memory:
    """The memory of one root of trust in a folder of its own, or in this process alone where there is no folder."""

    folder: Path | None

    def read(self) -> Remembered | None:
        """What is remembered, or None where nothing was seen yet.

        Raises `ThisComputerError` where there is a memory that cannot be read: to begin anew in silence would let a
        server offer an older list.
        """
        in_process = _in_process.get(self.folder)
        if in_process is not None or self.folder is None:
            return in_process
        try:
            data = _read(self.folder / FILE_NAME, MAX_BYTES)
            return _parse(data) if data is not None else _legacy(self.folder)
        except (OSError, ValueError) as error:
            raise ThisComputerError(
                f"What this computer remembers of earlier lists, in {str(self.folder)!r}, cannot be read.",
                advice="Check the disk and your permission for that folder. To begin anew, delete the folder: the next "
                "list is then believed as on the first day.",
            ) from error

    def keep(self, seen: Remembered | None, signed: SignedList, lock_seconds: float = LOCK_SECONDS) -> bool:
        """Compare a verified list with what was `seen` when the lookup began, and remember it.

        Other processes are waited for at most `lock_seconds`. False where it could not be written, and is remembered
        for the life of this process only. Raises `RollbackError` and `ForkError`.
        """
        if seen is not None:
            _compare(seen, signed)
        try:
            self._write(signed, lock_seconds)
        except (OSError, Timeout, NotImplementedError):  # the last one: a file system without locks
            _in_process[self.folder] = _newest(_in_process.get(self.folder) or seen, signed)
            return False
        return True

    def _write(self, signed: SignedList, lock_seconds: float) -> None:
        if self.folder is None:
            raise FileNotFoundError("no folder")
        path = self.folder / FILE_NAME
        if self._current() == _newest(None, signed):  # most lookups: nothing is written, so no time changes
            return
        created = [folder for folder in (self.folder, *self.folder.parents) if not folder.exists()]
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self.folder / _LOCK_NAME, timeout=lock_seconds, mode=files.PRIVATE, fallback_to_soft=False):
            files.remove_leftovers(path)
            newest = _newest(self._current(), signed)
            files.write_atomically(path, msgspec.json.encode(newest), files.PRIVATE)
            _remove_legacy(self.folder)
        for place in (path, self.folder / _LOCK_NAME, self.folder, *created):
            _hide_times(place)

    def _current(self) -> Remembered | None:
        """What the file holds now, which another process may have written."""
        try:
            data = _read(self.folder / FILE_NAME, MAX_BYTES) if self.folder is not None else None
            return _parse(data) if data is not None else None
        except ValueError as error:
            raise OSError("the memory was damaged meanwhile") from error


def _parse(data: bytes) -> Remembered:
    remembered = _REMEMBERED.decode(data)
    if remembered.format != FORMAT or not set(remembered.roles) <= set(ROLES):
        raise ValueError("of another format")
    return remembered


def _compare(seen: Remembered, signed: SignedList) -> None:
    since = _since(seen, signed)
    for role, part in seen.roles.items():
        if not rekeyed(role, since):  # TUF 5.3.11: keys that were replaced may have signed any version
            refuse_older(part.part, signed.parts[role])


def _since(seen: Remembered, signed: SignedList) -> list[WalkedRoot]:
    """The chain from the remembered root on; raises `RollbackError` or `ForkError` where it is not in there."""
    if signed.roots[-1].part.version < seen.root.version:
        raise RollbackError("The server offers an older root of trust than one that this computer has seen.")
    since = [root for root in signed.roots if root.part.version >= seen.root.version]
    if since[0].part != seen.root.part:
        raise ForkError("The chain of roots is not the one that this computer has seen.")
    return since


def _newest(current: Remembered | None, signed: SignedList) -> Remembered:
    """The newer of both, role by role: of two lookups that end together, the one with the older list may be last."""
    roles = {role: _Part(**asdict(part)) for role, part in signed.parts.items()}
    walked = Remembered(FORMAT, _Part(**asdict(signed.roots[-1].part)), roles)
    if current is None:
        return walked
    if current.root.version > walked.root.version:
        return current
    since = _since(current, signed)
    for role, part in current.roles.items():
        if rekeyed(role, since):
            continue
        if part.version > roles[role].version:
            roles[role] = part
        else:
            refuse_older(part.part, signed.parts[role])
    return walked


def _read(path: Path, max_bytes: int) -> bytes | None:
    """The bytes of a file, or None where there is none; its time of access is left alone where the system can."""
    try:
        descriptor = _open_quietly(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise ValueError("too long")
    return data


def _open_quietly(path: Path) -> int:
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    with suppress(PermissionError):  # a file of another user
        return os.open(path, flags | getattr(os, "O_NOATIME", 0))
    return os.open(path, flags)


def _hide_times(path: Path) -> None:
    with suppress(OSError):  # a file system without times, or a folder of another user
        os.utime(path, ns=(TIME_NS, TIME_NS))


def _legacy(folder: Path) -> Remembered | None:
    """What python-tuf's own store of metadata remembers, which this program kept before; raises `OSError`."""
    roots = {int(path.name.partition(".")[0]): path for path in _legacy_roots(folder)}
    if not roots:
        if any(path.exists() or path.is_symlink() for path in (folder / name for name in _LEGACY_FILES)):
            raise ValueError("the roots of trust are gone")
        return None
    newest = _read(roots[max(roots)], _LEGACY_BYTES)
    stored = {role: _read(folder / f"{role}.json", _LEGACY_BYTES) for role in ROLES}
    root = signed_part(newest or b"", "root")
    roles = {role: signed_part(data, role) for role, data in stored.items() if data is not None}
    return Remembered(FORMAT, _Part(**asdict(root)), {role: _Part(**asdict(part)) for role, part in roles.items()})


def _legacy_roots(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in (folder / _LEGACY_ROOTS).iterdir():
            if path.name.partition(".")[0].isdecimal() and path.name.endswith(".root.json"):
                yield path


def _remove_legacy(folder: Path) -> None:
    """Remove the files of the earlier form: their times say when somebody asked last."""
    with suppress(OSError):
        for path in (*_legacy_roots(folder), *(folder / name for name in _LEGACY_FILES)):
            path.unlink(missing_ok=True)
        (folder / _LEGACY_ROOTS).rmdir()
