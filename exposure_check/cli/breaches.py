"""`exposure-check breaches`: the breaches of the signed list, without a number and without a lookup."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from exposure_check import dates
from exposure_check.cli import output
from exposure_check.cli.check import chosen_scheme
from exposure_check.cli.options import proxy_address
from exposure_check.cli.signals import handled
from exposure_check.guidance import category_label
from exposure_check.lookup import Cancel, Ledger, installed_profile, load_profile

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from exposure_check.lookup import Breach, Profile
    from exposure_check.protocol.catalogue import Catalogue


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
    profile = load_profile(options.profile or installed_profile())
    described = _catalogue(profile, chosen_scheme(options.scheme, profile), options.proxy)
    print(output.as_json(as_json(described)) if options.json else "\n".join(as_text(described)))
    return 0


def as_json(described: Catalogue) -> dict[str, Any]:
    """The object that `--json` prints."""
    return {
        "outcome": "breaches",
        "scheme": described.scheme,
        "dataset": {"id": described.dataset_id, "created": described.created.isoformat()},
        "breaches": msgspec.to_builtins(described.breaches),
    }


def as_text(described: Catalogue) -> Iterator[str]:
    """The list for a person, in English."""
    yield f"List of {dates.day_of(described.created)}, signature verified. Nothing about a number was asked."
    country = described.scheme.partition(".")[0]
    for breach in described.breaches:
        yield ""
        yield from _breach(breach, country)


def _breach(breach: Breach, country: str) -> Iterator[str]:
    categories = ", ".join(category_label(category, country, "en").name for category in breach.categories)
    sealed = " (sealed: opens only with the code from a letter)" if breach.sealed else ""
    yield f"{breach.name['en']}{sealed}"
    yield f"  Records of {breach.holder}, taken {dates.month_in_english(breach.occurred)}, known since " + (
        f"{dates.month_in_english(breach.disclosed)}."
    )
    yield f"  {breach.summary['en']}"
    yield f"  Recorded about some people: {categories}."
    yield from (f"  {reference}" for reference in breach.references)


def _catalogue(profile: Profile, scheme: str, proxy: str | None) -> Catalogue:
    from exposure_check.lookup.cancellable import run_cancellable
    from exposure_check.lookup.service import Service, state_folder
    from exposure_check.lookup.transport import LIMITS, HttpTransport

    cancel = Cancel()
    with (
        handled(lambda _signal, _frame: cancel.set(), "SIGINT"),
        closing(HttpTransport(Ledger(), cancel, proxy, LIMITS)) as host,
    ):
        service = Service(profile, host, host, state_folder(profile))
        (listing,) = run_cancellable(cancel, LIMITS.lookup_seconds, partial(service.listing, scheme))
        with service.remembering(listing):  # an older list than was seen before is refused here too
            return listing.catalogue
