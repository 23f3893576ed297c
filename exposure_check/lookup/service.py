"""The service that a profile names: its signed catalogue, its buckets and its evaluator, each verified on arrival."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from exposure_check import identity
from exposure_check.errors import (
    AnonymityError,
    CancelledError,
    CheckError,
    MalformedError,
    MaximumNotOfferedError,
    NumberNotServedError,
    UnsupportedError,
)
from exposure_check.lookup.advice import Advice
from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.transport import LIMITS, Limits, Transport
from exposure_check.lookup.verdict import Privacy
from exposure_check.protocol import bucket, catalogue, group, voprf
from exposure_check.protocol.suite import K_MINIMUM, SUITES, XC1, XC1_DEMO, Suite
from exposure_check.trust.memory import Memory
from exposure_check.trust.verify import SignedList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposure_check.lookup.profile import Profile
    from exposure_check.protocol.catalogue import Catalogue
    from exposure_check.trust.memory import Remembered


@dataclass(frozen=True)
class Listing:
    """The signed list as it is now, the catalogue of one scheme, and what was remembered before it was asked for."""

    signed: SignedList
    catalogue: Catalogue
    seen: Remembered | None


@dataclass(frozen=True)
class Service:
    """What a lookup asks, and through what."""

    profile: Profile
    host: Transport  # of metadata and buckets
    evaluator: Transport
    state: Path | None  # the folder that remembers the newest signed list seen; None: in this process alone
    limits: Limits = LIMITS
    advisor: Transport | None = None  # of the guidance; None: the one of metadata

    @property
    def _base(self) -> str:
        return self.profile.url.rstrip("/")

    @property
    def suite(self) -> Suite:
        """The suite, by the profile alone: a service cannot choose it."""
        return XC1_DEMO if self.profile.demo else XC1

    def listing(self, scheme: str) -> Listing:
        """What the publisher signed for a scheme; raises `CheckError`."""
        if scheme not in self.profile.schemes:
            raise NumberNotServedError("This service holds no list for that kind of number.")
        seen = Memory(self.state).read()
        signed = SignedList(bytes(self.profile.root), self._base, partial(_get, self.host))
        return Listing(signed, self._catalogue(signed, scheme), seen)

    @contextmanager
    def remembering(self, listing: Listing) -> Iterator[list[bool]]:
        """Compare a list with the one that was seen before, once all has been asked, and remember the newer.

        What is in the block is done whatever will come out: a server sees no difference. Gives a list that holds, after
        the block, whether it could be written down. Raises `RollbackError` and `ForkError`.
        """
        memory, written = Memory(self.state), list[bool]()
        try:
            yield written
        except CheckError:
            with suppress(CheckError):  # the first fault is the one to say
                memory.keep(listing.seen, listing.signed, lock_seconds=0)  # who stops does not wait
            raise
        written.append(memory.keep(listing.seen, listing.signed))

    def _catalogue(self, signed: SignedList, scheme: str) -> Catalogue:
        """The catalogue, once its suite, the anonymity rule and its public key hold."""
        data = signed.target(f"catalogues/{scheme}.json", self.limits.catalogue_bytes)
        if data is None:
            raise NumberNotServedError("This service holds no list for that kind of number.")
        described = catalogue.parse(data)
        if described.suite != self.suite.name:
            raise _of_another_suite(described.suite, demo=self.profile.demo)
        if described.scheme != scheme:
            raise MalformedError("The list is for another kind of number.")
        k = identity.get(scheme).k(described.prefix_bits)
        if k < K_MINIMUM:
            raise AnonymityError(f"A fragment would be shared by {k} people only, not {K_MINIMUM}.", k=k)
        group.decode_element(bytes.fromhex(described.voprf_public_key))
        return described

    def guidance(self, listing: Listing) -> Advice:
        """What the publisher says of each breach of the list, fetched for all, whoever asks, beside what follows.

        Advice can never stand in the way of an answer: all of it together has few seconds and few bytes, and where a
        part cannot be had, the general advice is shown.
        """
        return Advice(self._guidance(listing), (self.advisor or self.host).close)

    def _guidance(self, listing: Listing) -> Iterator[tuple[str, bytes]]:
        """The id of a breach and what is said of it, one after the other; raises `CancelledError` alone."""
        limits, signed = self.limits, listing.signed
        deadline, bytes_left = time.monotonic() + limits.guidance_seconds, limits.guidance_bytes_together
        for breach in listing.catalogue.breaches[: limits.guidance_files]:
            seconds = deadline - time.monotonic()
            if seconds <= 0:
                break
            get = partial(_get, self.advisor or self.host, seconds=seconds)
            try:
                data = signed.target(f"guidance/{breach.id}.toml", min(limits.guidance_bytes, bytes_left), get)
            except CancelledError:
                raise
            except CheckError:
                continue
            if data is not None:
                yield breach.id, data
                bytes_left -= len(data)

    def refuse_unoffered(self, layout: bucket.Layout, privacy: Privacy) -> None:
        """Raise `MaximumNotOfferedError` where the list is too large for that level, before anything is asked of it."""
        if privacy is Privacy.MAXIMUM and layout.pack_bytes > self.limits.pack_bytes:
            raise MaximumNotOfferedError(
                "This list is too large to be fetched whole, so it is not offered at the privacy level Maximum."
            )

    def records(self, layout: bucket.Layout, index: int, privacy: Privacy) -> bytes:
        """The verified records of a bucket: that bucket alone, or taken out of the whole list; raises `CheckError`."""
        base = f"{self._base}/v1/datasets/{layout.dataset_id.hex()}"
        if privacy is Privacy.STANDARD:
            data = self.host.fetch(Purpose.BUCKET, f"{base}/buckets/{index}", layout.bucket_bytes)
            return bucket.parse_bucket(data, layout, index)
        start = partial(bucket.PackReader, layout, index)
        return self.host.stream(Purpose.PACK, f"{base}/pack", layout.pack_bytes, start).records()

    def evaluate(self, elements: list[bytes], public_key: bytes) -> tuple[list[bytes], bytes]:
        """The evaluated elements and the proof, of the right sizes but not verified yet; raises `CheckError`."""
        url = f"{self.profile.evaluator.rstrip('/')}/v1/keys/{voprf.key_id(public_key)}/evaluate"
        answer = self.evaluator.fetch(Purpose.EVALUATE, url, voprf.RESPONSE_BYTES, b"".join(elements))
        if len(answer) != voprf.RESPONSE_BYTES:
            raise MalformedError("The evaluation has the wrong size.")
        half = voprf.REQUEST_BYTES // voprf.EVALUATED_TOGETHER
        return [answer[:half], answer[half : voprf.REQUEST_BYTES]], answer[voprf.REQUEST_BYTES :]


def _get(transport: Transport, url: str, max_bytes: int, seconds: float | None = None) -> bytes:
    return transport.fetch(_purpose(url), url, max_bytes, seconds=seconds)


def _purpose(url: str) -> Purpose:
    if "/v1/metadata/" in url:
        return Purpose.METADATA
    return Purpose.GUIDANCE if "/v1/targets/guidance/" in url else Purpose.CATALOGUE


def memory_folder() -> Path | None:
    """Where the newest lists that were seen are remembered, for this user; None where there is no home."""
    folder = platformdirs.user_data_path("exposure-check", appauthor=False) / "trust"
    return folder if folder.is_absolute() else None  # without a home the path begins with a tilde


def state_folder(profile: Profile) -> Path | None:
    """Where the newest list seen under a root of trust is remembered, for this user; None where there is no home."""
    folder = memory_folder()
    return folder and folder / sha256(bytes(profile.root)).hexdigest()[:16]


def _of_another_suite(suite: str, *, demo: bool) -> UnsupportedError:
    if suite not in SUITES:
        return UnsupportedError("The list uses a suite that this version does not know.")
    of_profile, of_list = ("that of a demo", "none") if demo else ("none of a demo", "that of one")
    return UnsupportedError(
        f"The profile is {of_profile}, and the list is {of_list}: they do not go together.",
        advice="Ask whoever gave you the profile for another one. To try the program with invented people, the list "
        "has to be built with --suite XC1-DEMO.",
    )
