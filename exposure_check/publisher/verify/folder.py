"""A published folder holds the list, what earlier lists left, and nothing else: all that lies in it is served.

::

    metadata/  timestamp.json  N.root.json  N.snapshot.json  N.targets.json
    targets/   catalogues/SHA256.SCHEME.json  guidance/SHA256.BREACH.toml
    datasets/  ID/pack  ID/buckets/0 1 2 ...
"""

from __future__ import annotations

import re
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from tuf.api import exceptions as tuf_errors
from tuf.api.metadata import Metadata, Root
from tuf.api.serialization import DeserializationError

from exposure_check import identity
from exposure_check.errors import PublishError
from exposure_check.protocol.bucket import HEADER, MAGIC
from exposure_check.protocol.merkle import HASH_BYTES
from exposure_check.trust.verify import LIMITS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_FOLDERS = ("metadata", "targets", "datasets")
_METADATA = re.compile(r"([1-9][0-9]*)\.(root|snapshot|targets)\.json")
_SCHEMES = "|".join(re.escape(scheme) for scheme in identity.SCHEMES)
_TARGET = re.compile(rf"([0-9a-f]{{64}})\.((?:{_SCHEMES})\.json|[a-z0-9][a-z0-9._-]{{0,63}}\.toml)")
_TARGET_FOLDERS = {"catalogues": ".json", "guidance": ".toml"}
_DATA_SET = re.compile(r"[0-9a-f]{32}")
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")
_SHOWN = 5


def refuse_foreign(out: Path, targets: Collection[str], data_sets: Collection[str]) -> None:
    """Raise `PublishError` that names what lies in `out` and is no part of a list, or only a part of a data set.

    `targets` are the files below `targets/` that the newest list names, and `data_sets` its data sets, which are looked
    at elsewhere. Of earlier lists, metadata, targets and data sets may be there.
    """
    refuse(list(_foreign(out, targets)))
    for folder in _entries(out / "datasets"):
        if folder.name not in data_sets:
            _refuse_partial(folder)


def refuse(foreign: list[Path]) -> None:
    """Raise `PublishError` that names these files, if there are any, as no part of a list."""
    if not foreign:
        return
    more = f" and {len(foreign) - _SHOWN:,} more" if len(foreign) > _SHOWN else ""
    raise PublishError(
        f"These files do not belong to a list: {', '.join(repr(str(path)) for path in foreign[:_SHOWN])}{more}.",
        advice="All that lies in the published folder is public: take out what does not belong there. A file 'lock', "
        "or a name that begins with a dot, was left by a command that was killed.",
    )


def _refuse_partial(folder: Path) -> None:
    """Raise `PublishError` unless a folder has the shape of a data set: buckets of one size and kind, and their pack.

    The catalogue that says what its records are may be gone.
    """
    if not _is_whole(folder / "buckets", folder / "pack", bytes.fromhex(folder.name)):
        raise PublishError(
            f"The folder {str(folder)!r} is not a whole data set.",
            advice="No catalogue of the newest list names it: delete it, or restore it from a copy.",
        )


def _is_whole(buckets: Path, pack: Path, dataset_id: bytes) -> bool:
    count, first = len(_entries(buckets)), buckets / "0"
    if not count or count & (count - 1) or not first.is_file() or not pack.is_file():
        return False
    size = first.stat().st_size
    packed_size = size - HASH_BYTES * (count.bit_length() - 1)  # without the audit path
    if packed_size < HEADER.size or pack.stat().st_size != count * packed_size:
        return False
    records = HEADER.unpack(_header(first, 0))[3]
    for index in range(count):
        path = buckets / str(index)
        header = HEADER.pack(MAGIC, dataset_id, index, records)
        if not path.is_file() or path.stat().st_size != size:
            return False
        if _header(path, 0) != header or _header(pack, index * packed_size) != header:
            return False
    return True


def _header(path: Path, start: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(HEADER.size)


def _foreign(out: Path, targets: Collection[str]) -> Iterator[Path]:
    yield from (path for path in _entries(out) if path.name not in _FOLDERS or not path.is_dir())
    yield from (path for path in _entries(out / "metadata") if not _is_metadata(path))
    yield from _foreign_targets(out / "targets", "", {*_TARGET_FOLDERS, *_parents(targets)}, targets)
    for folder in _entries(out / "datasets"):
        if folder.is_dir() and _DATA_SET.fullmatch(folder.name):
            yield from _foreign_in_data_set(folder)
        else:
            yield folder


def _foreign_targets(folder: Path, prefix: str, folders: Collection[str], targets: Collection[str]) -> Iterator[Path]:
    for path in _entries(folder):
        name = prefix + path.name
        if path.is_dir() and name in folders:
            yield from _foreign_targets(path, f"{name}/", folders, targets)
        elif not path.is_file() or (name not in targets and not _is_earlier_target(path, prefix)):
            yield path


def _foreign_in_data_set(folder: Path) -> Iterator[Path]:
    for path in _entries(folder):
        if not (path.is_dir() if path.name == "buckets" else path.name == "pack" and path.is_file()):
            yield path
    for path in _entries(folder / "buckets"):
        if not (_INDEX.fullmatch(path.name) and path.is_file()):
            yield path


def _is_metadata(path: Path) -> bool:
    if path.name == "timestamp.json":
        return path.is_file()
    match = _METADATA.fullmatch(path.name)
    if match is None or not path.is_file() or path.stat().st_size > LIMITS.targets_max_length:
        return False
    try:
        signed = Metadata[Root].from_bytes(path.read_bytes()).signed
    except (tuf_errors.RepositoryError, DeserializationError):
        return False
    return (str(signed.version), signed.type) == match.groups()


def _is_earlier_target(path: Path, prefix: str) -> bool:
    """Whether a file is a part of an earlier list: each is named after its own content."""
    match = _TARGET.fullmatch(path.name)
    if match is None or path.suffix != _TARGET_FOLDERS.get(prefix.rstrip("/")):
        return False
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == match[1]


def _parents(names: Collection[str]) -> set[str]:
    return {str(parent) for name in names for parent in Path(name).parents}


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
