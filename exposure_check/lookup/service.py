"""The service that a profile names: its signed catalogue, its buckets and its evaluator, each verified on arrival."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import platformdirs

from exposure_check import identity
from exposure_check.errors import (
    AnonymityError,
    CancelledError,
    CheckError,
    MalformedError,
    NumberNotServedError,
    UnsupportedError,
)
from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.transport import LIMITS, Limits, Transport
from exposure_check.lookup.verdict import Privacy
from exposure_check.protocol import bucket, catalogue, voprf
from exposure_check.protocol.suite import K_MINIMUM, XC1, XC1_DEMO, Suite
from exposure_check.trust.verify import SignedList

if TYPE_CHECKING:
    from pathlib import Path

    from exposure_check.lookup.profile import Profile
    from exposure_check.protocol.catalogue import Catalogue


@dataclass(frozen=True)
class Service:
    """What a lookup asks, and through what."""

    profile: Profile
    host: Transport  # of metadata and buckets
    evaluator: Transport
    state: Path  # remembers the newest signed list seen
    limits: Limits = LIMITS

    @property
    def _base(self) -> str:
        return self.profile.url.rstrip("/")

    @property
    def suite(self) -> Suite:
        """The suite, by the profile alone: a service cannot choose it."""
        return XC1_DEMO if self.profile.demo else XC1

    def listing(self, scheme: str) -> tuple[Catalogue, dict[str, bytes]]:
        """What the publisher signed for a scheme: the catalogue, and guidance by breach; raises `CheckError`."""
        if scheme not in self.profile.schemes:
            raise NumberNotServedError("This service holds no list for that kind of number.")

        def get(url: str, max_bytes: int) -> bytes:
            return self.host.fetch(_purpose(url), url, max_bytes)

        signed = SignedList(bytes(self.profile.root), self.state, self._base, get)
        described = self._catalogue(signed, scheme)
        return described, self._guidance(signed, described)

    def _catalogue(self, signed: SignedList, scheme: str) -> Catalogue:
        """The catalogue, once its suite and the anonymity rule hold."""
        data = signed.target(f"catalogues/{scheme}.json", self.limits.catalogue_bytes)
        if data is None:
            raise NumberNotServedError("This service holds no list for that kind of number.")
        described = catalogue.parse(data)
        if described.suite != self.suite.name:
            raise UnsupportedError("The list uses a suite that this profile does not allow.")
        if described.scheme != scheme:
            raise MalformedError("The list is for another kind of number.")
        k = identity.get(scheme).k(described.prefix_bits)
        if k < K_MINIMUM:
            raise AnonymityError(f"A fragment would be shared by {k} people only, not {K_MINIMUM}.", k=k)
        return described

    def _guidance(self, signed: SignedList, described: Catalogue) -> dict[str, bytes]:
        """What the publisher says of each breach of the list, by its id: fetched for all, whoever asks.

        Advice can never stand in the way of an answer: where a part cannot be had, the general advice is shown.
        """
        guidance = {}
        for breach in described.breaches[: self.limits.guidance_files]:
            try:
                data = signed.target(f"guidance/{breach.id}.toml", self.limits.guidance_bytes)
            except CancelledError:
                raise
            except CheckError:
                continue
            if data is not None:
                guidance[breach.id] = data
        return guidance

    def records(self, layout: bucket.Layout, index: int, privacy: Privacy) -> bytes:
        """The verified records of a bucket: that bucket alone, or taken out of the whole list; raises `CheckError`."""
        base = f"{self._base}/v1/datasets/{layout.dataset_id.hex()}"
        if privacy is Privacy.STANDARD:
            data = self.host.fetch(Purpose.BUCKET, f"{base}/buckets/{index}", layout.bucket_bytes)
            return bucket.parse_bucket(data, layout, index)
        if layout.pack_bytes > self.limits.pack_bytes:
            raise UnsupportedError(
                "The list is too large to be fetched whole.", advice="Choose the privacy level Standard."
            )
        return bucket.parse_pack(self.host.fetch(Purpose.PACK, f"{base}/pack", layout.pack_bytes), layout, index)

    def evaluate(self, elements: list[bytes], public_key: bytes) -> tuple[list[bytes], bytes]:
        """The evaluated elements and the proof, of the right sizes but not verified yet; raises `CheckError`."""
        url = f"{self.profile.evaluator.rstrip('/')}/v1/keys/{voprf.key_id(public_key)}/evaluate"
        answer = self.evaluator.fetch(Purpose.EVALUATE, url, voprf.RESPONSE_BYTES, b"".join(elements))
        if len(answer) != voprf.RESPONSE_BYTES:
            raise MalformedError("The evaluation has the wrong size.")
        half = voprf.REQUEST_BYTES // voprf.EVALUATED_TOGETHER
        return [answer[:half], answer[half : voprf.REQUEST_BYTES]], answer[voprf.REQUEST_BYTES :]


def _purpose(url: str) -> Purpose:
    if "/v1/metadata/" in url:
        return Purpose.METADATA
    return Purpose.GUIDANCE if "/v1/targets/guidance/" in url else Purpose.CATALOGUE


def state_folder(profile: Profile) -> Path:
    """Where the newest list seen under a root of trust is remembered, for this user."""
    name = sha256(bytes(profile.root)).hexdigest()[:16]
    return platformdirs.user_data_path("exposure-check", appauthor=False) / "trust" / name
