"""Is a published list what it should be? Without secrets: everything that a client would verify, and more.

With the VOPRF key and the records as well (`opening`), that every record opens, and nothing else does.
"""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exposure_check import identity
from exposure_check.errors import CheckError, PublishError, ServerError
from exposure_check.protocol import bucket, catalogue
from exposure_check.protocol.bucket import HEADER
from exposure_check.protocol.suite import K_MINIMUM
from exposure_check.trust.verify import SignedList

if TYPE_CHECKING:
    from exposure_check.protocol.bucket import Layout
    from exposure_check.protocol.catalogue import Catalogue
    from exposure_check.publisher.tasks import Progress

MAX_DEVIATION = 6.0  # standard deviations: a sound list fails once in about 10^8 times
_BASE = "http://127.0.0.1"


class Sound(msgspec.Struct, frozen=True):
    """One data set that passed. `deviation` is that of the byte counts from uniform ones, in standard deviations, where
    it is greatest: at one position of the records, or over all of them.
    """

    scheme: str
    suite: str
    dataset_id: str
    buckets: int
    bucket_records: int
    k: int
    deviation: float


def verify(out: Path, root: bytes, progress: Progress) -> list[tuple[Catalogue, Sound]]:
    """Verify every data set that the signed list in `out` names; raises `PublishError` that says what is wrong."""
    passed = []
    with tempfile.TemporaryDirectory(prefix="exposure-check-verify-") as state:
        try:
            signed = SignedList(root, Path(state), _BASE, partial(_get, out))
            for scheme in identity.SCHEMES:
                data = signed.target(f"catalogues/{scheme}.json", catalogue.MAX_BYTES)
                if data is not None:
                    described = catalogue.parse(data)
                    passed.append((described, _data_set(out, described, scheme, progress)))
        except CheckError as error:
            raise PublishError(error.message, advice="Build and sign the list again.") from error
    if not passed:
        raise PublishError(f"The signed list in {str(out)!r} names no data set.")
    return passed


def read_bucket(out: Path, form: Layout, index: int) -> bytes:
    """The records of a bucket, verified as a client does; raises `MalformedError`, `PublishError`."""
    path = _folder(out, form) / "buckets" / str(index)
    try:
        return bucket.parse_bucket(path.read_bytes(), form, index)
    except OSError as error:
        raise PublishError(f"The bucket {str(path)!r} cannot be read: {error.strerror}.") from error


def _get(out: Path, url: str, limit: int) -> bytes:
    """A published file in the place of an answer over HTTP."""
    path = out / url.removeprefix(f"{_BASE}/v1/")
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise ServerError(f"The file {str(path)!r} is missing.", status=404) from None
    if len(data) > limit:
        raise ServerError(f"The file {str(path)!r} is longer than what was signed.")
    return data


def _data_set(out: Path, described: Catalogue, scheme: str, progress: Progress) -> Sound:
    if described.scheme != scheme:
        raise PublishError(f"The catalogue of {scheme} is of another scheme.")
    form = bucket.layout(described)
    k = identity.get(described.scheme).k(form.prefix_bits)
    if k < K_MINIMUM:
        raise PublishError(f"{described.scheme}: a bucket is shared by k = {k:,} people; {K_MINIMUM:,} are needed.")
    names = {path.name for path in (_folder(out, form) / "buckets").glob("*")}
    if names != set(map(str, range(form.buckets))):
        raise PublishError(f"{described.scheme}: the folder of buckets does not hold {form.buckets:,} buckets alone.")
    counts = [Counter[int]() for _ in range(form.record_bytes)]
    path = _folder(out, form) / "pack"
    if not path.exists() or path.stat().st_size != form.pack_bytes:
        raise PublishError(f"{described.scheme}: the pack is missing or has the wrong size.")
    with path.open("rb") as pack:
        for index in range(form.buckets):
            records = read_bucket(out, form, index)
            if pack.read(form.content_bytes)[HEADER.size :] != records:
                raise PublishError(f"{described.scheme}: the pack differs from bucket {index}.")
            for position, counted in enumerate(counts):
                counted.update(records[position :: form.record_bytes])
            progress("verify", index + 1, form.buckets)
    return Sound(
        described.scheme,
        described.suite,
        described.dataset_id,
        form.buckets,
        form.bucket_records,
        k,
        _uniform(described.scheme, counts),
    )


def _uniform(scheme: str, counts: list[Counter[int]]) -> float:
    together = sum(counts, Counter[int]())
    # Below five of each value the normal deviate says nothing; a list that small has other worries.
    enough = [counted for counted in (*counts, together) if counted.total() >= 5 * 256]
    greatest = max(map(_deviation, enough), default=0.0)
    if greatest > MAX_DEVIATION:
        raise PublishError(
            f"{scheme}: the bytes of the records are not uniform ({greatest:.1f} standard deviations).",
            advice="Do not publish this list: records can be told from each other. Build it again.",
        )
    return round(greatest, 2)


def _deviation(counted: Counter[int]) -> float:
    """Chi-square of 256 byte counts as a normal deviate (Wilson and Hilferty 1931)."""
    expected = counted.total() / 256
    square = sum((counted[value] - expected) ** 2 for value in range(256)) / expected
    freedom = 255
    return (math.cbrt(square / freedom) - (1 - 2 / (9 * freedom))) / math.sqrt(2 / (9 * freedom))


def _folder(out: Path, form: Layout) -> Path:
    return out / "datasets" / form.dataset_id.hex()
