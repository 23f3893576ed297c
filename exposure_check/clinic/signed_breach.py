"""The breach that letters are about, out of the signed list of the publisher: over the network, or from a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.errors import OptionError, ServerError
from exposure_check.lookup import Cancel, Session
from exposure_check.protocol import catalogue
from exposure_check.trust.verify import SignedList

if TYPE_CHECKING:
    from pathlib import Path

    from exposure_check.lookup import Breach, Profile

_BASE = "https://folder.invalid"  # RFC 2606: never asked, the files lie in a folder


def from_service(profile: Profile, breach_id: str, proxy: str | None = None) -> Breach:
    """As the service of the profile has it now; raises `CheckError`, `OptionError`. No number has a part in it."""
    session = Session(profile, proxy=proxy)
    found = [
        breach
        for scheme in profile.schemes
        for breach in session.listing(scheme, Cancel())[0].catalogue.breaches
        if breach.sealed and breach_id in ("", breach.id)
    ]
    return _the_one(found, breach_id)


def from_folder(profile: Profile, folder: Path, breach_id: str) -> Breach:
    """As a published folder has it, signed by whom the profile trusts; raises `TrustError`, `OptionError`."""

    def get(url: str, max_bytes: int) -> bytes:
        path = folder / url.removeprefix(f"{_BASE}/v1/")
        if not path.is_file():
            raise ServerError(f"The folder {str(folder)!r} holds no list.", status=404)
        with path.open("rb") as file:
            return file.read(max_bytes)

    signed = SignedList(bytes(profile.root), _BASE, get)
    found = []
    for scheme in profile.schemes:
        data = signed.target(f"catalogues/{scheme}.json", catalogue.MAX_BYTES)
        if data is not None:
            found += [each for each in catalogue.parse(data).breaches if each.sealed and breach_id in ("", each.id)]
    return _the_one(found, breach_id)


def _the_one(found: list[Breach], breach_id: str) -> Breach:
    by_id = {breach.id: breach for breach in found}
    if len(by_id) == 1:
        return next(iter(by_id.values()))
    if not by_id:
        named = (
            f"The signed list has no sealed breach {breach_id!r}." if breach_id else "The signed list seals no breach."
        )
        raise OptionError(
            named,
            advice="Letters with codes are for sealed breaches. `exposure-check breaches` shows those of the list.",
        )
    raise OptionError(
        f"The signed list has several sealed breaches: {', '.join(sorted(by_id))}.",
        advice="Name one in the settings: breach = '...'. Letters about another are a run of their own.",
    )
