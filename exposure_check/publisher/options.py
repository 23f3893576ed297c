"""What a build is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from exposure_check.errors import OptionError
from exposure_check.files import refuse_nested
from exposure_check.publisher.input import rows
from exposure_check.publisher.workspace import storage
from exposure_check.publisher.workspace.workspace import MAX_PARTITION_BITS
from exposure_check.tables import detection
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.tables.refusals import Limits
from exposure_check.trust import keys as key_folder

if TYPE_CHECKING:
    from collections.abc import Mapping as Dictionary
    from collections.abc import Sequence
    from pathlib import Path

    from exposure_check.protocol.catalogue import Breach
    from exposure_check.protocol.suite import Suite
    from exposure_check.publisher.workspace.storage import Storage
    from exposure_check.secret import Secret
    from exposure_check.tables.source import Source

_QUICK_PASSES = 1  # a suite of one pass is a demo suite
_EXPANDED = 4  # times its size, about what a compressed file of records holds
_PARTITION_BYTES = {True: 64 << 10, False: 1 << 10}  # of records: a second, or a few, of one core


@dataclass(frozen=True)
class BuildOptions:
    """What to build. `prefix_bits` None means the most that the anonymity rule allows.

    `codes_key` draws the codes of sealed rows without one, anew for whom `codes_renewed` says. `previous` is a folder
    that an earlier build kept (`keep_work`), whose stretched values are used again. `work` is a path or an fsspec URL;
    by default a folder beside `out`. `new_voprf_key` makes a new key before the build begins.
    """

    breaches: Dictionary[str, Breach]
    records: Sequence[Path]
    out: Path
    suite: Suite
    prefix_bits: int | None = None
    allow_test: bool = False  # take identity numbers of the ranges reserved for tests
    mapping: Mapping = field(default=AS_IS)
    merge_rare: bool = False
    open_health: bool = False  # publish open breaches with categories of health under numbers that are no secret
    codes_key: bytes | None = field(default=None, repr=False)
    codes_renewed: Dictionary[str, int] = field(default_factory=dict)
    work: str | Path | None = None
    keep_work: bool = False
    previous: Storage | None = None
    new_voprf_key: bool = False
    skip_to: int = 1  # the lowest version to sign: goes ahead where the newest published folder was lost
    partition_bits: int | None = None  # None: from the size of the records
    limits: Limits = field(default=Limits())  # of what may be wrong with the records

    def sources(self) -> list[Source]:
        """The files of records, looked at; raises `OptionError` where one cannot be used."""
        return [detection.detect(path, self.mapping) for path in self.records]

    def work_folder(self) -> Storage:
        """What lets a stopped build go on; raises `OptionError` where it is in `out`, which is served, or around it."""
        out = storage.Folder(self.out.resolve())
        place = storage.at(self.work) if self.work else out.beside(".work")
        if isinstance(place, storage.Folder):
            refuse_nested({"--out": out.path, "--work": place.path})
        if str(place).endswith(storage.KEPT):
            raise OptionError(
                f"The work folder '{place}' has the name of what an earlier build kept.",
                advice="Name that with --previous, and another place with --work.",
            )
        return place

    def data_set_folder(self, dataset_id: bytes) -> Path:
        """Where a data set is published."""
        return self.out / "datasets" / dataset_id.hex()

    def rules(self) -> rows.Rules:
        """What the rows are checked against."""
        breach_rules = rows.breach_rules(self.breaches)
        return rows.Rules(breach_rules, self.allow_test, self.mapping, self.codes_key, self.codes_renewed)

    def partition_bits_for(self, sources: Sequence[Source]) -> int:
        """Into how many partitions the work is cut, as a power of two."""
        if self.partition_bits is not None:
            return self.partition_bits
        size = sum(source.fingerprint.size * (_EXPANDED if source.is_compressed else 1) for source in sources)
        partitions = size // _PARTITION_BYTES[self.suite.passes == _QUICK_PASSES]
        return min(partitions.bit_length(), MAX_PARTITION_BITS)

    def digest(self, sources: Sequence[Source]) -> bytes:
        """A digest of everything that the result depends on: options, breaches and the content of every file."""
        options = (
            self.suite.name,
            self.prefix_bits,
            self.allow_test,
            self.merge_rare,
            self.new_voprf_key,
            self.codes_key,
            sorted(self.codes_renewed.items()),
            self.mapping,
            tuple(self.breaches.values()),
        )
        digest = sha256(msgspec.msgpack.encode(options))
        for source in sources:
            digest.update(source.digest)
        return digest.digest()


@dataclass(frozen=True)
class PublisherKeys:
    """Where the keys of the publisher lie, and what opens them; `passphrase` None for keys in clear."""

    folder: Path
    passphrase: Secret | None = None

    def root(self) -> bytes:
        """The root of trust; raises `OptionError`."""
        return key_folder.read_root(self.folder)
