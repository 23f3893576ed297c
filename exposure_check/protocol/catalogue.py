"""The catalogue: the signed description of a data set (`docs/protocol.md`, section 6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
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
MAX_LANGUAGES = 24  # of a text about what the breach means for people: what has to fit into `MAX_BYTES` is bounded
MAX_BUCKET_RECORDS = 1 << 20
MAX_CATEGORY_SETS = 1 << 20
YEARS = range(1900, 3000)  # of every date: at the ends of the calendar a change of time zone has no result
PARTICULARS = ("discovered", "controller", "processor", "contact_point", "consequences", "measures")  # of a breach
# Behind the suite of a catalogue that says more than the first clients can read: they then say that they are too old.
_SECOND_FORM = "/2"
SENSITIVE_CATEGORIES = frozenset({"health_record", "diagnosis", "therapy_notes"})

Hex16 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
Hex32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
BreachId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}\Z")]
ShortText = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
LongText = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}\Z")]
LongTexts = Annotated[dict[Language, LongText], msgspec.Meta(max_length=MAX_LANGUAGES)]
Link = Annotated[str, msgspec.Meta(pattern=r"^https://[^\s\x00-\x1f\x7f]+\Z", max_length=2000)]


class Breach(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One breach as its publisher describes it.

    What the holder owes the people concerned (GDPR article 34) may be left out: from `discovered` on, a breach
    without it has the bytes that it had before there were such fields.
    """

    id: BreachId
    holder: ShortText  # whose records were taken
    occurred: date
    disclosed: date  # when it became publicly known
    sealed: bool  # membership itself is secret: records open only with the code from the letter
    categories: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=14)]
    references: Annotated[tuple[Link, ...], msgspec.Meta(max_length=20)]
    name: dict[Language, ShortText]
    summary: dict[Language, LongText]
    discovered: date | None = None  # by the holder: article 33 counts from here
    controller: ShortText | None = None  # who answers for the data, where the holder is another
    processor: ShortText | None = None  # who had them on the controller's behalf
    contact_point: LongTexts = {}  # where more can be asked, by language
    consequences: LongTexts = {}  # likely ones, by language
    measures: LongTexts = {}  # taken or proposed, by language

    def __post_init__(self) -> None:
        _check_categories(self.categories)
        days = [day for day in (self.occurred, self.discovered, self.disclosed) if day is not None]
        if not all(day.year in YEARS for day in days):
            raise ValueError(f"breach {self.id!r}: a date is not one of this age")
        if "en" not in self.name or "en" not in self.summary:
            raise ValueError(f"breach {self.id!r}: name and summary need at least English")
        if self.discovered is not None and not self.occurred <= self.discovered <= self.disclosed:
            raise ValueError(
                f"breach {self.id!r}: discovered on {self.discovered}, which is not between {self.occurred}, when it "
                f"occurred, and {self.disclosed}, when it was disclosed"
            )
        for field in ("contact_point", "consequences", "measures"):
            texts = getattr(self, field)
            if texts and "en" not in texts:
                raise ValueError(f"breach {self.id!r}: {field} needs at least English")


class CategorySetEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One breach and the categories that it holds about whoever has the set.

    `uncertain` are those of `categories` that cannot be ruled out; the others are confirmed.
    """

    breach: BreachId
    categories: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=14)]
    uncertain: Annotated[tuple[str, ...], msgspec.Meta(max_length=14)] = ()

    def __post_init__(self) -> None:
        _check_categories(self.categories)
        _check_categories(self.uncertain)
        if not set(self.uncertain) <= set(self.categories):
            raise ValueError("uncertain: a category that is not among the categories")


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
        built = self.created.astimezone(UTC).date() + timedelta(days=1)  # it may have been tomorrow at the publisher's
        if any(breach.discovered is not None and breach.discovered > built for breach in self.breaches):
            raise ValueError("breaches: one was discovered after the list was built")
        self._check_sets(breaches)

    def _check_sets(self, breaches: Mapping[str, Breach]) -> None:
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
    """Decode a catalogue; raises `MalformedError`, or `UnsupportedError` for a suite or a form that is not known."""
    try:
        suite = _SUITED.decode(data).suite
        if suite.removesuffix(_SECOND_FORM) not in SUITES:
            raise UnsupportedError("The list uses a suite or a form that this version does not know.")
        catalogue = _CATALOGUE.decode(data)
        printable.check(catalogue)
    except (ValueError, RecursionError) as error:  # msgspec's errors are of ValueError
        raise MalformedError("The description of the list does not have the form that it should have.") from error
    name = suite.removesuffix(_SECOND_FORM)
    return catalogue if name == suite else msgspec.structs.replace(catalogue, suite=name)


def serialise(catalogue: Catalogue) -> bytes:
    """The JSON bytes of a catalogue, keys in the order of the struct; marked where they need a client of the second
    form.
    """
    if _needs_second_form(catalogue):
        catalogue = msgspec.structs.replace(catalogue, suite=catalogue.suite + _SECOND_FORM)
    return msgspec.json.encode(catalogue)


def _needs_second_form(catalogue: Catalogue) -> bool:
    return any(map(states_particulars, catalogue.breaches)) or any(
        entry.uncertain for entries in catalogue.category_sets for entry in entries
    )


def states_particulars(breach: Breach) -> bool:
    """Whether a breach has any of what the holder owes the people concerned."""
    return any(getattr(breach, field) for field in PARTICULARS)


class _Suited(msgspec.Struct):
    suite: str


# Decoders are made where a module is imported: two threads that make one of a struct at a time crash msgspec 0.22.
_SUITED, _CATALOGUE = msgspec.json.Decoder(_Suited), msgspec.json.Decoder(Catalogue)


def unknown_categories(names: Iterable[str]) -> list[str]:
    """Those of the names that are no category, sorted."""
    return sorted(set(names) - set(CATEGORIES))


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, in English where it is not there, empty where there is neither."""
    return texts.get(language) or texts.get("en", "")


def _check_categories(categories: tuple[str, ...]) -> None:
    if len(set(categories)) != len(categories) or unknown_categories(categories):
        raise ValueError("categories: unknown or named twice")
