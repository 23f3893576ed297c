"""The catalogue: the signed description of a data set (`docs/protocol.md`, section 6)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import msgspec

from exposure_check import printable
from exposure_check.errors import MalformedError, UnsupportedError
from exposure_check.protocol.suite import SUITES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CATEGORIES = (
    "name",
    "postal_address",
    "phone",
    "email",
    "identity_number",
    "bank_account",
    "payment_card",
    "password",
    "health_record",
    "diagnosis",
    "therapy_notes",
    "employment",
    "id_document_image",
    "location",
)
MAX_BYTES = 4 << 20  # of a catalogue: what a client takes, and so what a publisher may sign
GUIDANCE_MAX_BYTES = 128 << 10  # of what a publisher says of one breach: `docs/protocol.md`
MAX_BUCKET_RECORDS = 1 << 20
MAX_CATEGORY_SETS = 1 << 20
YEARS = range(1900, 3000)  # of every date: at the ends of the calendar a change of time zone has no result
SENSITIVE_CATEGORIES = frozenset({"health_record", "diagnosis", "therapy_notes"})

Hex16 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
Hex32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
BreachId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}\Z")]
ShortText = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
LongText = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}\Z")]
Link = Annotated[str, msgspec.Meta(pattern=r"^https://[^\s\x00-\x1f\x7f]+\Z", max_length=2000)]


class Breach(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One breach as its publisher describes it. What has a default is for letters (GDPR article 34)."""

    id: BreachId
    holder: ShortText  # whose records were taken
    occurred: date
    disclosed: date
    sealed: bool  # membership itself is secret: records open only with the code from the letter
    categories: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=14)]
    references: Annotated[tuple[Link, ...], msgspec.Meta(max_length=20)]
    name: dict[Language, ShortText]
    summary: dict[Language, LongText]
    discovered: date | None = None
    controller: ShortText | None = None  # who decides about the records, where it is not the holder
    processor: ShortText | None = None  # who kept them for the controller
    contact_point: dict[Language, ShortText] = {}  # data protection officer, or whom else to ask
    consequences: dict[Language, LongText] = {}
    measures: dict[Language, LongText] = {}  # taken, proposed, and what people can do themselves

    def __post_init__(self) -> None:
        _check_categories(self.categories)
        days = (self.occurred, self.disclosed, self.discovered or self.disclosed)
        if not all(day.year in YEARS for day in days):
            raise ValueError(f"breach {self.id!r}: a date is not one of this age")
        if "en" not in self.name or "en" not in self.summary:
            raise ValueError(f"breach {self.id!r}: name and summary need at least English")


class CategorySetEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One breach and the categories that it holds about whoever has the set."""

    breach: BreachId
    categories: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=14)]

    def __post_init__(self) -> None:
        _check_categories(self.categories)


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The description of one data set. A label of a record is an index into `category_sets`.

    Without breaches and sets it is the signed empty list of a scheme that was withdrawn: no data set belongs to it. An
    empty set is that of people whose breaches were withdrawn, and says no more than that a record is there.
    """

    suite: str
    dataset_id: Hex16
    scheme: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}\.[a-z]{1,20}\Z")]
    prefix_bits: Annotated[int, msgspec.Meta(ge=0, le=32)]
    bucket_records: Annotated[int, msgspec.Meta(ge=1, le=MAX_BUCKET_RECORDS)]
    label_bytes: Annotated[int, msgspec.Meta(ge=1, le=4)]
    voprf_public_key: Hex32
    merkle_root: Hex32
    created: datetime
    breaches: Annotated[tuple[Breach, ...], msgspec.Meta(max_length=1000)]
    category_sets: Annotated[tuple[tuple[CategorySetEntry, ...], ...], msgspec.Meta(max_length=MAX_CATEGORY_SETS)] = (
        msgspec.field(name="profiles")
    )

    def __post_init__(self) -> None:
        if self.created.tzinfo is None:
            raise ValueError("created: needs a time zone")
        if self.created.year not in YEARS:
            raise ValueError("created: not a date of this age")
        breaches = {breach.id: breach for breach in self.breaches}
        if len(breaches) != len(self.breaches):
            raise ValueError("breaches: two have the same id")
        if self.breaches and not any(self.category_sets):
            raise ValueError("profiles: breaches are listed, and none has a set")
        if self.category_sets and not self.breaches:
            raise ValueError("profiles: there are some, and no breach is listed")
        for category_set in self.category_sets:
            if any(entry.breach not in breaches for entry in category_set):
                raise ValueError("profiles: one names a breach that is not listed")
            if any(not set(entry.categories) <= set(breaches[entry.breach].categories) for entry in category_set):
                raise ValueError("profiles: one has a category that its breach does not have")
        if len(self.category_sets) > 1 << (8 * self.label_bytes):
            raise ValueError("profiles: more than label_bytes can number")


def parse(data: bytes) -> Catalogue:
    """Decode a catalogue; raises `MalformedError`, or `UnsupportedError` for a suite that is not known."""
    try:
        suite = msgspec.json.decode(data, type=_Suited).suite
        if suite not in SUITES:
            raise UnsupportedError("The list uses a suite that this version does not know.")
        catalogue = msgspec.json.decode(data, type=Catalogue)
        printable.check(catalogue)
    except (ValueError, RecursionError) as error:  # msgspec's errors are of ValueError
        raise MalformedError("The description of the list does not have the form that it should have.") from error
    return catalogue


def serialise(catalogue: Catalogue) -> bytes:
    """The JSON bytes of a catalogue, keys in the order of the struct."""
    return msgspec.json.encode(catalogue)


class _Suited(msgspec.Struct):
    suite: str


def unknown_categories(names: Iterable[str]) -> list[str]:
    """Those of the names that are no category, sorted."""
    return sorted(set(names) - set(CATEGORIES))


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, in English where it is not there, empty where there is neither."""
    return texts.get(language) or texts.get("en", "")


def _check_categories(categories: tuple[str, ...]) -> None:
    if len(set(categories)) != len(categories) or unknown_categories(categories):
        raise ValueError("categories: unknown or named twice")
