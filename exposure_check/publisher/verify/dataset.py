"""Is a published list what it should be? Without secrets: everything that a client would verify, and more.

With the VOPRF key and the records as well (`records`), that every record opens, and nothing else does.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exposure_check import identity
from exposure_check.errors import MalformedError, OptionError, PublishError, advice_on_file
from exposure_check.protocol import bucket, catalogue
from exposure_check.protocol.bucket import HEADER
from exposure_check.protocol.suite import K_MINIMUM
from exposure_check.publisher.verify import folder, signatures
from exposure_check.publisher.verify.signatures import Published

if TYPE_CHECKING:
    from exposure_check.protocol.bucket import Layout
    from exposure_check.protocol.catalogue import Catalogue
    from exposure_check.publisher.workers.tasks import Progress

MAX_DEVIATION = 6.0  # standard deviations: a sound list fails once in about 10^8 times
_RESTORE = "Restore the data set from a copy, or build the list again."


class SoundDataSet(msgspec.Struct, frozen=True):
    """A data set that passed. `deviation` is that of the byte counts from uniform ones, in standard deviations, where
    it is greatest: at one position of the records, or over all of them.
    """

    scheme: str
    suite: str
    dataset_id: str
    buckets: int
    bucket_records: int
    k: int
    deviation: float


def verify(out: Path, root: Path, progress: Progress) -> list[tuple[Catalogue, SoundDataSet]]:
    """Verify all that lies in a published folder, from the root of trust in the file `root` on.

    A scheme that was withdrawn has no data set and is not among what is returned.

    Every root of trust, every part that the signed list names, every data set, and that nothing else is there. Raises
    `PublishError` that says what is wrong, and `OptionError` where one of the two is not what it should be.
    """
    if not (out / "metadata").is_dir():
        raise OptionError(f"There is no published list in {str(out)!r}.", advice="Name the folder that is published.")
    profile_root = signatures.verify_roots(out, root)
    published = Published(out, profile_root)
    catalogues = _catalogues(published)
    if not catalogues:
        raise PublishError(
            f"The signed list in {str(out)!r} names no data set.", advice="Build one with `publish build`."
        )
    published.refuse_malformed_statements()
    targets = {signatures.file_of(target) for target in published.targets.values()}
    folder.refuse_foreign(out, targets, {described.dataset_id for described in catalogues})
    return [(described, _data_set(out, described, progress)) for described in catalogues if described.breaches]


def read_bucket(out: Path, described: Catalogue, index: int) -> bytes:
    """The records of a bucket, verified as a client does; raises `PublishError`."""
    return _read_bucket(out, described, index)[HEADER.size :]


def _read_bucket(out: Path, described: Catalogue, index: int) -> bytes:
    """A bucket without its audit path: the header and the records."""
    layout = bucket.layout(described)
    path = _folder(out, described) / "buckets" / str(index)
    try:
        with path.open("rb") as file:
            data = file.read(layout.bucket_bytes + 1)
        bucket.parse_bucket(data, layout, index)
    except OSError as error:
        raise PublishError(
            f"{described.scheme}: bucket {index} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    except MalformedError as error:
        raise PublishError(
            f"{described.scheme}: bucket {index} is not the one that was signed. {error.message}", advice=_RESTORE
        ) from error
    return data[: layout.content_bytes]


def _catalogues(published: Published) -> list[Catalogue]:
    """The catalogues of the list, once every part that it names is verified."""
    catalogues = []
    for name, target in published.targets.items():
        kind, _, file = name.partition("/")
        data = published.target(name, catalogue.MAX_BYTES if kind == "catalogues" else target.length)
        if kind != "catalogues":
            continue
        with published.named_faults():
            described = catalogue.parse(data)
        if file != f"{described.scheme}.json" or described.scheme not in identity.SCHEMES:
            raise PublishError(
                f"The part {name!r} of the list is of another scheme, or of one that is not known here.",
                advice="Verify it with the version that built it, or build the list again.",
            )
        catalogues.append(described)
    return sorted(catalogues, key=lambda described: described.scheme)


def _data_set(out: Path, described: Catalogue, progress: Progress) -> SoundDataSet:
    layout, scheme = bucket.layout(described), described.scheme
    k = identity.get(scheme).k(layout.prefix_bits)
    if k < K_MINIMUM:
        raise PublishError(
            f"{scheme}: a bucket is shared by k = {k:,} people; {K_MINIMUM:,} are needed.",
            advice="Do not publish this list: clients refuse it. Build it again without --prefix-bits.",
        )
    _complete(_folder(out, described) / "buckets", scheme, layout)
    counts = [Counter[int]() for _ in range(layout.record_bytes)]
    path = _folder(out, described) / "pack"
    if not path.is_file() or path.stat().st_size != layout.pack_bytes:
        raise PublishError(f"{scheme}: the pack is missing or has the wrong size.", advice=_RESTORE)
    with path.open("rb") as pack:
        for index in range(layout.buckets):
            content = _read_bucket(out, described, index)
            if pack.read(layout.content_bytes) != content:
                raise PublishError(f"{scheme}: the pack differs from bucket {index}.", advice=_RESTORE)
            for position, bytes_at in enumerate(counts, start=HEADER.size):
                bytes_at.update(content[position :: layout.record_bytes])
            progress("verify", index + 1, layout.buckets)
    return SoundDataSet(
        scheme=scheme,
        suite=described.suite,
        dataset_id=described.dataset_id,
        buckets=layout.buckets,
        bucket_records=layout.bucket_records,
        k=k,
        deviation=_uniform(scheme, counts),
    )


def _complete(buckets: Path, scheme: str, layout: Layout) -> None:
    names = {path.name for path in buckets.iterdir()} if buckets.is_dir() else set()
    for index in range(layout.buckets):
        if str(index) not in names:
            raise PublishError(f"{scheme}: bucket {index} of {layout.buckets:,} buckets is missing.", advice=_RESTORE)
    folder.refuse([buckets / name for name in sorted(names - set(map(str, range(layout.buckets))))])


def _uniform(scheme: str, counts: list[Counter[int]]) -> float:
    total = sum(counts, Counter[int]())
    # Below five of each value the normal deviate says nothing; a list that small has other worries.
    enough = [count for count in (*counts, total) if count.total() >= 5 * 256]
    greatest = max(map(_deviation, enough), default=0.0)
    if greatest > MAX_DEVIATION:
        raise PublishError(
            f"{scheme}: the bytes of the records are not uniform ({greatest:.1f} standard deviations).",
            advice="Do not publish this list: records can be told from each other. Build it again.",
        )
    return round(greatest, 2)


def _deviation(count: Counter[int]) -> float:
    """Chi-square of 256 byte counts as a normal deviate (Wilson and Hilferty 1931)."""
    expected = count.total() / 256
    square = sum((count[value] - expected) ** 2 for value in range(256)) / expected
    freedom = 255
    return (math.cbrt(square / freedom) - (1 - 2 / (9 * freedom))) / math.sqrt(2 / (9 * freedom))


def _folder(out: Path, described: Catalogue) -> Path:
    return out / "datasets" / described.dataset_id
