"""An answer and its ledger as text and as JSON, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exposure_check import identity
from exposure_check.dates import day_in_english, day_of, month_in_english
from exposure_check.guidance import category_label, heading, particulars
from exposure_check.lookup.verdict import Listed, NoBreaches, NotListed, Privacy, rounded_down
from exposure_check.protocol import fingerprint
from exposure_check.protocol.catalogue import PARTICULARS, SENSITIVE_CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposure_check.lookup.ledger import Ledger
    from exposure_check.lookup.verdict import Exposure, Verdict
    from exposure_check.protocol.catalogue import Breach


_UNREADABLE = (
    "The list holds a record for you that cannot be read. The fault is in the list and not yours. Looking again does",
    "not help.",
    "",
)
NOT_REMEMBERED = (
    "This computer could not write down which list this was: it will not notice if you are shown an older one later.",
)


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The object that `--json` prints for an answer."""
    exposures = verdict.exposures if isinstance(verdict, Listed) else ()
    return {
        "outcome": _outcome(verdict),
        "unreadable": isinstance(verdict, Listed) and verdict.unreadable,
        "exposures": [_exposure_as_json(exposure) for exposure in exposures],
        "sealed_breaches": [breach.id for breach in verdict.sealed_breaches],
        "dataset": {"id": verdict.provenance.dataset_id, "created": verdict.provenance.created.isoformat()},
        "k": verdict.provenance.k,
        "privacy": verdict.provenance.privacy.value,
        "list_version": verdict.provenance.list_version,
        "list_fingerprint": fingerprint.of_list(verdict.provenance.list_digest),
        "remembered": verdict.provenance.remembered,
    }


def _exposure_as_json(exposure: Exposure) -> dict[str, Any]:
    breach = exposure.breach
    return {
        "breach": breach.id,
        "categories": exposure.categories,
        "uncertain": exposure.uncertain,
        "certainty_stated": exposure.certainty_stated,
        "particulars": {name: getattr(breach, name) for name in PARTICULARS if getattr(breach, name)},
    }


def as_text(verdict: Verdict, country: str, *, with_code: bool) -> str:
    """The answer for a person, in English; `country` is the profile's, whose names the categories have."""
    lines = ["DEMO: invented people, no real data.", ""] if verdict.provenance.demo else []
    if isinstance(verdict, Listed):
        lines += [
            "Your data is in this list.",
            "A criminal took these records. This is not your fault.",
            "",
            *(_UNREADABLE if verdict.unreadable else ()),
            *(line for exposure in verdict.exposures for line in _exposure(exposure, country)),
        ]
    elif isinstance(verdict, NoBreaches):
        lines += ["This list names no breach now.", "This says nothing about you: nobody was looked up."]
    else:
        lines += [
            "Your data was not found in this list" + (" with this code." if with_code else "."),
            "This does not rule out that your data was taken in another way.",
            *filter(None, [identity.get(verdict.provenance.scheme).sign_note()]),
        ]
    lines += _sealed(verdict)
    source = verdict.provenance
    lines += [
        "",
        f"List of {day_of(source.created)}, signature verified. Your number stayed on this computer.",
        f"Fingerprint of list {source.list_version}: {fingerprint.of_list(source.list_digest)}",
        *([] if isinstance(verdict, NoBreaches) else [_asked(verdict)]),
        *(() if source.remembered else NOT_REMEMBERED),
    ]
    return "\n".join(lines)


def _asked(verdict: Verdict) -> str:
    source = verdict.provenance
    if source.privacy is Privacy.STANDARD:
        return f"The fragment that was asked for is shared by about {rounded_down(source.k):,} people."
    return "The whole list was fetched: nothing about your number was sent."


def _outcome(verdict: Verdict) -> str:
    match verdict:
        case Listed():
            return "found"
        case NotListed():
            return "not_found"
        case NoBreaches():
            return "no_breaches"


def sent_as_text(ledger: Ledger) -> str:
    """Every request of a lookup, byte for byte; bodies in hex."""
    blocks = []
    for position, request in enumerate(ledger.sent, 1):
        head, _, body = request.wire().partition(b"\r\n\r\n")
        text = head.decode("latin-1").replace("\r\n", "\n")
        blocks.append(f"--- Request {position}: {request.sentence}\n{text}\n" + (f"\n{body.hex()}\n" if body else ""))
    return "\nWhat left this computer:\n\n" + "\n".join(blocks)


def _exposure(exposure: Exposure, country: str) -> list[str]:
    breach = exposure.breach
    ordered = sorted(exposure.categories, key=lambda category: category in SENSITIVE_CATEGORIES)
    return [
        f"{breach.name['en']}, taken {month_in_english(breach.occurred)}, "
        f"known since {month_in_english(breach.disclosed)}",
        "  Recorded about you, as far as is known:",
        *(
            f"  - {category_label(category, country, 'en').name}{_certainty(exposure, category)}"
            for category in ordered
        ),
        *particulars_as_text(breach, country, happened=True),
        "",
    ]


def _certainty(exposure: Exposure, category: str) -> str:
    if not exposure.certainty_stated:
        return ""
    return ": cannot be ruled out" if category in exposure.uncertain else ": this is confirmed"


def particulars_as_text(breach: Breach, country: str, *, happened: bool) -> Iterator[str]:
    """What the holder owes the people concerned, as far as the list says it, in English; with what happened, or without
    it where it stands already.
    """
    stated = particulars(breach, "en")
    if stated is None:
        return
    if happened:
        yield f"  {heading('happened', country, 'en')}: {stated.happened}"
    if stated.discovered is not None:
        yield f"  {heading('discovered', country, 'en')}: {day_in_english(stated.discovered)}"
    yield from (f"  {heading(key, country, 'en')}: {text}" for key, text in stated.texts())


def _sealed(verdict: Verdict) -> list[str]:
    """What the code opened, and which lists stay closed, in the same words for everyone."""
    exposures = verdict.exposures if isinstance(verdict, Listed) else ()
    opened = [exposure.breach for exposure in exposures if exposure.breach.sealed]
    closed = [breach for breach in verdict.sealed_breaches if breach.id not in {breach.id for breach in opened}]
    lines = []
    if opened:
        lines += ["", f"Your code opened the sealed record of: {'; '.join(breach.name['en'] for breach in opened)}."]
    if closed:
        lines += [
            "",
            f"Part of this list is sealed: {'; '.join(breach.name['en'] for breach in closed)}.",
            "Sealed records open only with the code from a letter, so that nobody else can look you up.",
            "If you have no letter, ask the holder for your own records.",
        ]
    return lines
