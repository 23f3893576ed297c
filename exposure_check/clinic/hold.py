"""Who gets a letter by post and who does not: the hold list, before anything is printed.

A row is held, with its line and a reason and never its content, until a person has decided: protected addresses, young
people, the dead, addresses that are not whole, names that cannot be printed as they are. Reasons are stable codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from exposure_check import identity
from exposure_check.clinic import address, number_within
from exposure_check.errors import NumberError
from exposure_check.identity.reason import explained
from exposure_check.tables.nothing import WORDS, plain
from exposure_check.trust import code_book

if TYPE_CHECKING:
    from collections.abc import Collection

    from exposure_check.clinic.envelope import Envelope
    from exposure_check.clinic.face import Face
    from exposure_check.clinic.patients import PatientMapping, PatientRow
    from exposure_check.trust.code_book import CodeBook

SELF, GUARDIAN, EACH_GUARDIAN, ESTATE = "self", "guardian", "each_guardian", "estate"
PAPER, DIGITAL, COLLECT = "paper", "digital", "collect"
STANDARD, LARGE, HTML = "standard", "large", "html"
ADULT = 18
_CHILD = 10  # below it a guardian usually decides; from it on nobody can tell without asking

ADVICE: Final = {
    "person.deceased": "Write recipient = estate to send a letter without a code to the estate, or leave the row out.",
    "recipient.estate": "The row says estate, not that the person has died: fill in deceased, or another recipient.",
    "recipient.hold": "The row says hold: decide, then write self, guardian, each_guardian or estate.",
    "recipient.unknown": "Write self, guardian, each_guardian, estate or hold; [recipients] translates other words.",
    "recipient.young": "Aged 10 to 17: a person decides who may know. Write self, guardian, each_guardian or hold.",
    "recipient.child": "Under 10: write guardian, with the guardian's name and address in the row.",
    "recipient.age_unknown": "The number says no birth date: fill in born, or a recipient.",
    "born.unreadable": "Write the birth date as 2010-12-31 or 31.12.2010.",
    "born.differs": "The number says another birth date: correct the one that is wrong, or leave born empty.",
    "address.protected": "Never in a batch: write channel = collect, or make this letter by hand to a contact address.",
    "address.incomplete": "Fill in address, postcode and town, or write channel = collect.",
    "address.country": "The postcode is none of this country: write the country in words, or correct the postcode.",
    "address.country_code": "Write the country in words, as the post office of this country reads it.",
    "address.lines": "There are more lines than the window shows: shorten the address, or use another envelope.",
    "address.width": "A line is wider than the window: shorten it, or use another envelope.",
    "address.character": "An invisible or control character stands in the address: write it again.",
    "address.glyph": "The font lacks a character of the address: name another. Scripts from right to left, or joined, "
    "cannot be set: write it in Latin letters.",
    "address.garbled": "Letters of the address were lost or turned into others on the way: export the file in UTF-8.",
    "address.number": "An identity number stands in the name or the address: correct the row or the mapping.",
    "name.missing": "Fill in the name: there is none, or what a program writes where nothing is.",
    "name.garbled": "Letters of the name were lost or turned into others on the way: export the file in UTF-8.",
    "name.character": "An invisible or control character stands in the name: write it again.",
    "name.glyph": "The font lacks a character of the name: name another. Scripts from right to left, or joined, "
    "cannot be set: write it in Latin letters.",
    "name.width": "The name is wider than the window: shorten it.",
    "language.not_ready": "There are no letter texts, or no texts of the breach, in this language.",
    "channel.unknown": "Write paper, digital or collect, or translate the word under [channels].",
    "format.unknown": "Write standard, large or html, or translate the word under [formats].",
    "code.not_in_book": "The code book has no code for this person: draw it, or ask the publisher for the newest book.",
    "code.older": "A newer code was drawn for this person than this copy of the book has: use the newest book.",
    "row.malformed": "The row has more or fewer fields than the first line: look for a delimiter too many.",
    "row.too_long": "The row is too long to be one person's: look for a quotation mark that is not closed.",
    "row.duplicate_key": "The row names a field twice, and nobody can tell which is meant: remove one.",
    "row.several_values": "Several values fit where the mapping chooses one: make the mapping narrower.",
    "number.not_whole": "The cell was made a number and lost digits: export the column as text.",
    "number.leading_zero": "A zero is missing at the start: export the column as text, or restore_zeros = true.",
    "number.no_scheme_fits": "It fits none of the kinds of number that the mapping guesses: correct the row.",
    "number.several_schemes_fit": "It fits several kinds of number: say which with the column scheme.",
    "person.twice": "An earlier row has this person, and says the same: leave one out, or nothing is to be done.",
    "person.rows_differ": "Several rows have this person and differ, and nobody can tell which is right: leave one. "
    "For two guardians write recipient = each_guardian in both rows.",
}
ROW_ADVICE = "Correct the row."


def advice_for(reason: str) -> str:
    """What to do about a row that a reason code holds or refuses."""
    return ADVICE.get(reason) or f"{ROW_ADVICE} {explained(reason)}".rstrip()


@dataclass(frozen=True)
class Hold:
    """A row without a letter."""

    line: int
    reason: str

    @property
    def advice(self) -> str:
        """What to do about it."""
        return advice_for(self.reason)


@dataclass(frozen=True, repr=False)
class Letter:
    """A letter to one person about one breach. `entry` is the name that the book has for both (`code_book.entry`)."""

    line: int
    entry: str
    code: str  # empty: a letter without
    renewed: int  # how often the code was replaced
    recipient: str
    channel: str
    size: str
    language: str
    is_child: bool
    address: tuple[str, ...]  # the lines; of what is collected the name alone
    addressee: str = ""  # of several receivers, which (`code_book.addressee`): an order of rows may change
    with_page: bool = False  # a page of HTML beside it

    def __repr__(self) -> str:
        return f"<letter of line {self.line}>"

    @property
    def tags(self) -> frozenset[str]:
        """Which parts of the texts it has (`letter_texts.Tag`)."""
        recipient = GUARDIAN if self.recipient == EACH_GUARDIAN else self.recipient
        code = "code" if self.code else "no_code"
        printed = () if self.channel == DIGITAL else ("printed",)
        return frozenset({code, recipient, self.channel, *printed, "child" if self.is_child else "adult"})


@dataclass(frozen=True, repr=False)
class Rules:
    """What rows are judged by. `codes` are those that the book has for the breach."""

    breach: str
    book: CodeBook
    codes: Collection[int]
    mapping: PatientMapping
    envelope: Envelope
    face: Face
    languages: Collection[str]
    default_language: str
    allow_test: bool
    today: date


class _Held(Exception):  # noqa: N818  # no error of the program: the row is held, the file goes on
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def judge(line: int, row: PatientRow, rules: Rules) -> Letter | Hold:
    """What comes of a row."""
    try:
        return _letter(line, row, rules)
    except _Held as reason:
        return Hold(line, reason.reason)


def identified(row: PatientRow, *, allow_test: bool) -> bytes:
    """The canonical identifier of a row; raises `NumberError`."""
    return identity.parse(row.number, row.scheme.strip(), allow_test=allow_test).canonical()


def _letter(line: int, row: PatientRow, rules: Rules) -> Letter:
    try:
        canonical = identified(row, allow_test=rules.allow_test)
    except NumberError as error:
        raise _Held(f"number.{error.reason}") from None
    age = _age(row, canonical, rules.today)
    recipient = _recipient(row, age, rules)
    channel, size = _way(row, rules)
    language = _word(row.language, rules.mapping.languages) or rules.default_language
    if language not in rules.languages:
        raise _Held("language.not_ready")
    entry = code_book.entry(rules.book.key, canonical, rules.breach)
    code = rules.book.code(canonical, rules.breach)
    if int(code) not in rules.codes:
        raise _Held("code.not_in_book")
    if recipient == ESTATE or channel == DIGITAL:
        code = ""
    is_child = recipient == SELF and age is not None and age < ADULT
    renewed = rules.book.renewed.get(entry, 0)
    lines = _lines(row, channel, rules)
    _require_no_number(lines, canonical)
    page = size == HTML or channel == DIGITAL
    size = LARGE if size == HTML else size  # the code is on paper: what is sent by e-mail has none
    addressee = code_book.addressee(rules.book.key, entry, lines[0]) if recipient == EACH_GUARDIAN else ""
    return Letter(line, entry, code, renewed, recipient, channel, size, language, is_child, lines, addressee, page)


def _require_no_number(lines: tuple[str, ...], canonical: bytes) -> None:
    number = _bare(canonical.decode("ascii").partition("\0")[2])
    if number in _bare("".join(lines)) or any(map(number_within.stands_in, lines)):
        raise _Held("address.number")


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()


def says(text: str) -> bool:
    """Whether a cell says yes: with whatever word, a date of death as well."""
    return plain(text) not in WORDS


def _word(text: str, translations: dict[str, str]) -> str:
    word = text.strip()
    return translations.get(word, word).strip().lower()


def recipient_word(row: PatientRow, mapping: PatientMapping) -> str:
    """Whom a row names, in the words of this program; empty where it names nobody."""
    return _word(row.recipient, mapping.recipients)


def _age(row: PatientRow, canonical: bytes, today: date) -> int | None:
    scheme, _, number = canonical.decode("ascii").partition("\0")
    birth_date = identity.get(scheme).birth_date
    said = birth_date(number, today) if birth_date else None
    born = _born(row.born.strip(), said, today) if row.born.strip() else said
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _born(text: str, said: date | None, today: date) -> date:
    """The birth date that a row gives, unless the number says another: of the two one is somebody else's, who may be
    grown up. Of a number that leaves the century open `said` is the earliest.
    """
    born = _date(text)
    if born is None or born > today:
        raise _Held("born.unreadable")
    if said is None or born == said:
        return born
    is_later_century = born > said and (born.month, born.day, born.year % 100) == (
        said.month,
        said.day,
        said.year % 100,
    )
    if not is_later_century:
        raise _Held("born.differs")
    return born


def _date(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y-%m-%dT%H:%M:%S"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day, wherever it was
        except ValueError:
            continue
    return None


def _recipient(row: PatientRow, age: int | None, rules: Rules) -> str:
    recipient = recipient_word(row, rules.mapping)
    if recipient not in ("", SELF, GUARDIAN, EACH_GUARDIAN, ESTATE, "hold"):
        raise _Held("recipient.unknown")
    if recipient == "hold":
        raise _Held("recipient.hold")
    deceased = says(row.deceased)
    if deceased != (recipient == ESTATE):
        raise _Held("person.deceased" if deceased else "recipient.estate")
    if recipient:
        return recipient
    if age is None:
        raise _Held("recipient.age_unknown")
    if age < ADULT:
        raise _Held("recipient.child" if age < _CHILD else "recipient.young")
    return SELF


def _way(row: PatientRow, rules: Rules) -> tuple[str, str]:
    channel = _word(row.channel, rules.mapping.channels) or PAPER
    size = _word(row.format, rules.mapping.formats) or STANDARD
    if channel not in (PAPER, DIGITAL, COLLECT):
        raise _Held("channel.unknown")
    if size not in (STANDARD, LARGE, HTML):
        raise _Held("format.unknown")
    if says(row.protected) and channel != COLLECT:
        raise _Held("address.protected")
    return channel, size


def _lines(row: PatientRow, channel: str, rules: Rules) -> tuple[str, ...]:
    try:
        name = address.name(row, rules.face, rules.envelope)
        if channel != PAPER:
            return (name,)  # where it is handed out, no address is printed
        return address.lines(row, rules.mapping.countries, rules.face, rules.envelope)
    except address.UnprintableError as error:
        raise _Held(error.reason) from None
