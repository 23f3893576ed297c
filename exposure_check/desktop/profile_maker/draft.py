"""What is in the form, as it was typed, and what is wrong with it. No Qt: the form is drawn from this.

A profile may hold more than the form shows, such as a help line in a fourth language. It is kept as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from exposure_check import printable
from exposure_check.errors import ProfileError
from exposure_check.lookup import profile
from exposure_check.lookup.profile import FORMAT, MAX_COVERS, MAX_TEXT, HelpLine, Profile, Updates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_LINES = MOST_MIRRORS = 8
MOST_ADDRESS = 2000
EMPTY_PROFILE = Profile(FORMAT, "", msgspec.Raw(b""), name="")


class Reason(Enum):
    """Why a field does not fit."""

    EMPTY = "empty"
    LONG = "long"
    UNPRINTABLE = "unprintable"
    ADDRESS = "address"
    NOT_HTTPS = "not_https"
    TOO_MANY = "too_many"
    NONE_CHOSEN = "none_chosen"
    NO_ROOT = "no_root"


@dataclass(frozen=True)
class Fault:
    """The reason, and the most characters or parts where that is it."""

    reason: Reason
    most: int = 0


@dataclass(frozen=True)
class LineDraft:
    """Somebody whom people can call, as it was typed."""

    name: str = ""
    number: str = ""
    hours: Mapping[str, str] = field(default_factory=dict)  # by language
    languages: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed: such a line is left out."""
        return not (self.name or self.number or self.languages or any(self.hours.values()))


@dataclass(frozen=True)
class Draft:
    """Every field of the form."""

    base: Profile = EMPTY_PROFILE  # what the form began with
    name: str = ""
    url: str = ""
    evaluator_url: str = ""
    mirrors: str = ""  # with spaces between
    root: bytes = b""
    country: str = "fi"
    schemes: tuple[str, ...] = ("fi.hetu",)
    languages: tuple[str, ...] = EMPTY_PROFILE.languages
    covers: Mapping[str, str] = field(default_factory=dict)  # by language
    lines: tuple[LineDraft, ...] = (LineDraft(),)
    logo: str = ""  # a plain PNG in base64
    letter_code_first: bool = False
    privacy_level: str = "standard"
    update_address: str = ""
    update_notice: bool = True
    kiosk: bool = False


def of_profile(shown: Profile) -> Draft:
    """The draft that makes the same profile again."""
    return Draft(
        base=shown,
        name=shown.name,
        url=shown.url,
        evaluator_url=shown.evaluator_url or "",
        mirrors=" ".join(shown.mirrors),
        root=bytes(shown.root),
        country=shown.country,
        schemes=shown.schemes,
        languages=shown.languages,
        covers=dict(shown.covers),
        lines=tuple(
            LineDraft(each.name, each.number, dict(each.hours), each.languages) for each in shown.all_help_lines
        )
        or (LineDraft(),),
        logo=shown.logo,
        letter_code_first=shown.letter_code_first,
        privacy_level=shown.privacy_level,
        update_address=shown.updates.address or "",
        update_notice=not shown.updates.silent,
        kiosk=shown.kiosk,
    )


def trusting(root: bytes) -> Profile:
    """A profile of which nothing is known but its root of trust."""
    return msgspec.structs.replace(EMPTY_PROFILE, root=msgspec.Raw(root))


def faults(draft: Draft) -> dict[str, Fault]:
    """What does not fit, by the name of its field; nothing where the draft makes a profile."""
    return dict(_faults(draft))


def profile_of(draft: Draft) -> Profile:
    """The profile that a draft without faults makes."""
    lines = tuple(
        HelpLine(each.name.strip(), each.number.strip(), _filled(each.hours), each.languages)
        for each in draft.lines
        if not each.is_empty
    )
    return msgspec.structs.replace(
        draft.base,
        format=FORMAT,
        url=_address(draft.url),
        root=msgspec.Raw(draft.root),
        evaluator_url=_address(draft.evaluator_url) or None,
        name=draft.name.strip(),
        schemes=draft.schemes,
        languages=draft.languages,
        country=draft.country,
        help_name="",
        help_number="",
        mirrors=tuple(map(_address, draft.mirrors.split())),
        covers=_filled(draft.covers),
        help_lines=lines,
        logo=draft.logo,
        letter_code_first=draft.letter_code_first,
        privacy_level=draft.privacy_level,
        updates=Updates(draft.update_address.strip() or None, silent=not draft.update_notice),
        kiosk=draft.kiosk,
    )


def for_preview(draft: Draft) -> Profile:
    """A profile to draw pages with while the form is still being filled in: what does not fit is left out."""
    wrong = faults(draft)
    kept = {
        name: getattr(EMPTY_DRAFT, name)
        for name in ("url", "evaluator_url", "mirrors", "schemes", "languages", "update_address")
        if name in wrong
    }
    lines = tuple(
        each for place, each in enumerate(draft.lines) if not any(name.startswith(f"lines.{place}.") for name in wrong)
    )
    covers = {language: text for language, text in draft.covers.items() if f"covers.{language}" not in wrong}
    name = "..." if "name" in wrong else draft.name
    shown = profile_of(replace(draft, name=name, lines=lines, covers=covers, **kept))
    return msgspec.structs.replace(shown, url=shown.url or "https://check.example.org")


EMPTY_DRAFT = Draft()


def _faults(draft: Draft) -> Iterator[tuple[str, Fault]]:
    yield from _text("name", draft.name, needed=True)
    yield from _addresses("url", draft.url, most=1, needed=True)
    if not draft.root:
        yield "root", Fault(Reason.NO_ROOT)
    for name in ("schemes", "languages"):
        if not getattr(draft, name):
            yield name, Fault(Reason.NONE_CHOSEN)
    for language, text in draft.covers.items():
        yield from _text(f"covers.{language}", text, most=MAX_COVERS)
    for place, line in enumerate(draft.lines):
        if not line.is_empty:
            yield from _text(f"lines.{place}.name", line.name, needed=True)
            yield from _text(f"lines.{place}.number", line.number, needed=True)
            for language, text in line.hours.items():
                yield from _text(f"lines.{place}.hours.{language}", text)
    yield from _addresses("mirrors", draft.mirrors, most=MOST_MIRRORS)
    yield from _addresses("evaluator_url", draft.evaluator_url, most=1)
    yield from _addresses("update_address", draft.update_address, most=1, loopback=False)


def _text(name: str, text: str, *, most: int = MAX_TEXT, needed: bool = False) -> Iterator[tuple[str, Fault]]:
    if needed and not text.strip():
        yield name, Fault(Reason.EMPTY)
    elif len(text) > most:
        yield name, Fault(Reason.LONG, most)
    elif printable.find(text) is not None:
        yield name, Fault(Reason.UNPRINTABLE)


def _addresses(
    name: str, text: str, *, most: int, needed: bool = False, loopback: bool = True
) -> Iterator[tuple[str, Fault]]:
    """What is wrong with one address, or with several that have spaces between them."""
    addresses = text.split()
    if not addresses:
        if needed:
            yield name, Fault(Reason.EMPTY)
    elif any(len(address) > MOST_ADDRESS for address in addresses):
        yield name, Fault(Reason.LONG, MOST_ADDRESS)
    elif printable.find("".join(addresses)) is not None:
        yield name, Fault(Reason.UNPRINTABLE)
    elif len(addresses) > most:
        yield name, Fault(Reason.TOO_MANY, most) if most > 1 else Fault(Reason.ADDRESS)
    else:
        reasons = [reason for address in addresses if (reason := _wrong_with(address, loopback=loopback))]
        if reasons:
            yield name, Fault(reasons[0])


def _wrong_with(address: str, *, loopback: bool) -> Reason | None:
    is_plain = address.startswith("http://")
    try:
        profile.check_url(address)
    except ProfileError:
        return Reason.NOT_HTTPS if is_plain else Reason.ADDRESS
    return Reason.NOT_HTTPS if is_plain and not loopback else None


def _address(text: str) -> str:
    return text.strip().rstrip("/")


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in texts.items() if text.strip()}
