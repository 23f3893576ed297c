"""`exposure-check breaches`: the breaches of the signed list, without a number and without a lookup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from exposure_check import dates
from exposure_check.cli import handed_out, output
from exposure_check.cli.answer import NOT_REMEMBERED, particulars_as_text
from exposure_check.cli.check import chosen_scheme
from exposure_check.cli.options import proxy_address
from exposure_check.cli.signals import handled
from exposure_check.guidance import category_label
from exposure_check.lookup import Cancel, profile_places
from exposure_check.protocol import fingerprint

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from exposure_check.lookup import Breach, Profile
    from exposure_check.lookup.service import Listing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--profile", type=Path, metavar="FILE", help="the profile (default: the one installed here)")
    parser.add_argument("--scheme", metavar="ID", help="kind of number, where the profile has several")
    parser.add_argument(
        "--proxy", type=proxy_address, metavar="URL", help="http://..., socks5h://... (default: the system's)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Print the list; 0, or 3 where it cannot be had or trusted."""
    found = profile_places.find(options.profile)
    profile = found.profile
    listing, remembered = _listing(profile, chosen_scheme(options.scheme, profile), options.proxy)
    statements = listing.signed.statements
    if options.json:
        print(output.as_json({**as_json(listing), **handed_out.as_json(found, statements)}))
    else:
        lines = as_text(listing, profile.country, remembered=remembered)
        print("\n".join([*lines, *handed_out.as_text(found, statements)]))
    return 0


def as_json(listing: Listing) -> dict[str, Any]:
    """The object that `--json` prints."""
    described = listing.catalogue
    return {
        "outcome": "breaches",
        "scheme": described.scheme,
        "dataset": {"id": described.dataset_id, "created": described.created.isoformat()},
        "list_version": listing.signed.version,
        "list_fingerprint": fingerprint.of_list(listing.signed.digest),
        "breaches": msgspec.to_builtins(described.breaches),
    }


def as_text(listing: Listing, country: str, *, remembered: bool) -> Iterator[str]:
    """The list for a person, in English; `country` is the profile's, whose names the categories have."""
    described = listing.catalogue
    yield f"List of {dates.day_of(described.created)}, signature verified. Nothing about a number was asked."
    yield f"Fingerprint of list {listing.signed.version}: {fingerprint.of_list(listing.signed.digest)}"
    if not described.breaches:
        yield "This list names no breach now. This says nothing about anybody."
    for breach in described.breaches:
        yield ""
        yield from _breach(breach, country)
    if not remembered:
        yield from ("", *NOT_REMEMBERED)


def _breach(breach: Breach, country: str) -> Iterator[str]:
    categories = ", ".join(category_label(category, country, "en").name for category in breach.categories)
    sealed = " (sealed: opens only with the code from a letter)" if breach.sealed else ""
    yield f"{breach.name['en']}{sealed}"
    yield f"  Records of {breach.holder}, taken {dates.month_in_english(breach.occurred)}, known since " + (
        f"{dates.month_in_english(breach.disclosed)}."
    )
    yield f"  {breach.summary['en']}"
    yield f"  Recorded about some people: {categories}."
    yield from particulars_as_text(breach, country, happened=False)
    yield from (f"  {reference}" for reference in breach.references)


def _listing(profile: Profile, scheme: str, proxy: str | None) -> tuple[Listing, bool]:
    from exposure_check.lookup import Session

    cancel = Cancel()
    with handled(lambda _signal, _frame: cancel.set(), "SIGINT"):
        return Session(profile, proxy=proxy).listing(scheme, cancel)
