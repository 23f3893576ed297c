"""Taking a scheme, a breach or a guidance out of a list that is published. Nothing is hashed: only signed again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from exposure_check.errors import CheckError, OptionError, PublishError
from exposure_check.protocol import catalogue
from exposure_check.trust import sign

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from pathlib import Path

    from exposure_check.protocol.catalogue import Catalogue

CATALOGUES, GUIDANCE = "catalogues/", "guidance/"


@dataclass(frozen=True)
class Withdrawal:
    """What leaves a list, and what the list is then: `targets` to sign anew, `gone` to name no more."""

    targets: dict[str, bytes] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


def target(scheme: str) -> str:
    """The name of the catalogue of a scheme in the list."""
    return f"{CATALOGUES}{scheme}.json"


def catalogues(out: Path) -> dict[str, Catalogue]:
    """The catalogues of a published list by scheme, withdrawn ones too; raises `PublishError`."""
    found = {}
    for name, data in sign.read_targets(out, CATALOGUES).items():
        try:
            found[_scheme(name)] = catalogue.parse(data)
        except CheckError as error:
            raise PublishError(
                f"The target {name!r} of the list in {str(out)!r} is not a catalogue that this version reads.",
                advice="Build the list again, or use the version that built it.",
            ) from error
    return found


def listed(out: Path) -> list[str]:
    """The schemes that the list in `out` names and that are not withdrawn, with those whose catalogue cannot be read:
    a build replaces it, or it leaves the list. None where there is no list. Raises `PublishError`.
    """
    if not sign.versions(out):
        return []
    targets = sign.read_targets(out, CATALOGUES)
    return [_scheme(name) for name, data in targets.items() if not _is_withdrawn(data)]


def _is_withdrawn(data: bytes) -> bool:
    try:
        return not catalogue.parse(data).breaches
    except CheckError:
        return False


def _scheme(name: str) -> str:
    return name.removeprefix(CATALOGUES).removesuffix(".json")


def withdraw(
    out: Path, schemes: Collection[str], breaches: Collection[str], guidance: Collection[str], now: datetime
) -> Withdrawal:
    """What is to be signed where these leave the list in `out`; raises `OptionError` for what it does not have."""
    before = catalogues(out)
    guided = {name.removeprefix(GUIDANCE).removesuffix(".toml") for name in sign.read_targets(out, GUIDANCE)}
    named = {breach.id for described in before.values() for breach in described.breaches}
    _refuse_unknown("scheme", schemes, (scheme for scheme, described in before.items() if described.breaches))
    _refuse_unknown("breach", breaches, named)
    _refuse_unknown("guidance", guidance, guided)
    after = {scheme: _without(described, schemes, set(breaches), now) for scheme, described in before.items()}
    left = {breach.id for described in after.values() for breach in described.breaches}
    gone_guidance = guided & ({*guidance} | (named - left))
    return Withdrawal(
        {
            target(scheme): catalogue.serialise(described)
            for scheme, described in after.items()
            if described != before[scheme]
        },
        frozenset(f"{GUIDANCE}{breach}.toml" for breach in gone_guidance),
    )


def empty(described: Catalogue, now: datetime) -> Catalogue:
    """The signed empty list of a scheme, in the place of this one."""
    return msgspec.structs.replace(
        described,
        dataset_id=bytes(16).hex(),
        merkle_root=bytes(32).hex(),
        bucket_records=1,
        label_bytes=1,
        created=now.replace(microsecond=0),
        breaches=(),
        category_sets=(),
    )


def _without(described: Catalogue, schemes: Collection[str], breaches: Collection[str], now: datetime) -> Catalogue:
    left = tuple(breach for breach in described.breaches if breach.id not in breaches)
    if described.breaches and (described.scheme in schemes or not left):
        return empty(described, now)
    if left == described.breaches:
        return described
    category_sets = tuple(
        tuple(entry for entry in entries if entry.breach not in breaches) for entries in described.category_sets
    )
    if not any(category_sets):
        return empty(described, now)
    return msgspec.structs.replace(
        described, created=now.replace(microsecond=0), breaches=left, category_sets=category_sets
    )


def _refuse_unknown(kind: str, named: Iterable[str], known: Iterable[str]) -> None:
    listed = sorted(known)
    for name in named:
        if name not in listed:
            raise OptionError(
                f"The list has no {kind} {name!r}.",
                advice="It may be withdrawn already. "
                + (f"Else name what the list has: {', '.join(listed)}." if listed else f"The list has no {kind} left."),
            )
