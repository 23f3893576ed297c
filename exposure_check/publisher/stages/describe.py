"""The catalogue of a data set, in the limits of what clients take."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from exposure_check.errors import PublishError
from exposure_check.protocol import catalogue
from exposure_check.protocol.bucket import Layout
from exposure_check.publisher.input.category_sets import catalogue_entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exposure_check.protocol.catalogue import Catalogue
    from exposure_check.publisher.options import BuildOptions
    from exposure_check.publisher.workspace.artifacts import Labels, SchemeCount

LABEL_BYTES = 2  # at least
_NAMED = 3  # breaches, of those with the longest texts


def label_bytes(category_sets: int) -> int:
    """How many bytes the label of one of so many category sets has."""
    return max(LABEL_BYTES, ((category_sets - 1).bit_length() + 7) // 8)


def describe(
    options: BuildOptions, scheme: str, layout: Layout, labels: Labels, public_key: bytes, created: datetime
) -> Catalogue:
    """The catalogue of a data set that is laid out."""
    exposed = {breach for category_set in labels.category_sets for breach, _ in category_set}
    return catalogue.Catalogue(
        suite=options.suite.name,
        dataset_id=layout.dataset_id.hex(),
        scheme=scheme,
        prefix_bits=layout.prefix_bits,
        bucket_records=layout.bucket_records,
        label_bytes=layout.label_bytes,
        voprf_public_key=public_key.hex(),
        merkle_root=layout.merkle_root.hex(),
        created=created,
        breaches=tuple(breach for breach in options.breaches.values() if breach.id in exposed),
        category_sets=tuple(map(catalogue_entries, labels.category_sets)),
    )


def serialise(described: Catalogue) -> bytes:
    """The bytes of a catalogue, if clients take it; raises `PublishError`."""
    data = catalogue.serialise(described)
    if len(data) > catalogue.MAX_BYTES or len(described.category_sets) > catalogue.MAX_CATEGORY_SETS:
        raise PublishError(
            f"The description of {described.scheme} has {len(data):,} bytes for {len(described.category_sets):,} "
            f"sets of categories; clients take {catalogue.MAX_BYTES:,}.",
            advice=_advice(described),
        )
    if described.bucket_records > catalogue.MAX_BUCKET_RECORDS:
        raise PublishError(
            f"A bucket of {described.scheme} would hold {described.bucket_records:,} records; "
            f"clients take {catalogue.MAX_BUCKET_RECORDS:,}.",
            advice="Leave --prefix-bits out, or give more of them.",
        )
    return data


def _advice(described: Catalogue) -> str:
    """What makes a catalogue smaller: where the texts of breaches are most of it, those, by name and size."""
    sizes = {breach.id: len(msgspec.json.encode(breach)) for breach in described.breaches}
    if sum(sizes.values()) * 2 < catalogue.MAX_BYTES:
        return "Merge rare sets with --merge-rare, name fewer categories, or publish fewer breaches at once."
    longest = sorted(sizes, key=lambda name: -sizes[name])[:_NAMED]
    named = ", ".join(f"{name} ({sizes[name]:,} bytes)" for name in longest)
    return (
        f"Shorten the texts in the file of breaches, or publish fewer breaches at once: {len(sizes):,} breaches take "
        f"{sum(sizes.values()):,} bytes of it. The longest: {named}."
    )


def refuse_unreadable(
    options: BuildOptions,
    counts: Mapping[str, SchemeCount],
    labels: Mapping[str, Labels],
    prefix_bits: Mapping[str, int],
) -> None:
    """Raise `PublishError` now for a catalogue that would be refused after the hours of hashing.

    Looked at with the fewest records that the fullest bucket can have.
    """
    for scheme, count in counts.items():
        fewest = max(1, count.records >> prefix_bits[scheme])
        size = label_bytes(len(labels[scheme].category_sets))
        layout = Layout(bytes(16), prefix_bits[scheme], fewest, size, bytes(32))
        serialise(describe(options, scheme, layout, labels[scheme], bytes(32), datetime.now(UTC)))
