"""Letters on paper: the pages of each form, drawn once a file, and on them what is of one person alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from exposure_check.clinic import address, elements, sheet_mark
from exposure_check.clinic.envelope import PAGE_HEIGHT
from exposure_check.clinic.hold import LARGE, PAPER
from exposure_check.clinic.letter_texts import filled
from exposure_check.clinic.pdf import Document
from exposure_check.clinic.typeset import Block, Form, Line, Page, Typesetter
from exposure_check.errors import OptionError
from exposure_check.protocol import letter_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exposure_check.clinic.face import Face
    from exposure_check.clinic.hold import Letter
    from exposure_check.clinic.letter_texts import LetterTexts
    from exposure_check.clinic.settings import Stationery
    from exposure_check.lookup.profile import Profile
    from exposure_check.protocol.catalogue import Breach

_POINTS, _LARGE_POINTS = 10.5, 18.0
_NAME_DOWN, _BODY_DOWN = 28.0, 40.0  # of a letter that is handed out, without an address
_MARK_UP = 10.0  # from the lower edge


class Numbered(NamedTuple):
    """A letter with its reference."""

    letter: Letter
    reference: str


@dataclass(frozen=True, repr=False)
class Writer:
    """Draws letters about one breach."""

    stationery: Stationery
    texts: Mapping[str, LetterTexts]
    breach: Breach
    profile: Profile
    _templates: dict[tuple[str, frozenset[str], str], list[Page]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for language, texts in self.texts.items():
            _refuse_shapeless(language, texts, self._values(texts), self.face)
        self._sender_lines()

    @property
    def face(self) -> Face:
        """The typeface."""
        return self.stationery.face

    def document(self, letters: Sequence[Numbered]) -> tuple[bytes, list[int]]:
        """A PDF of letters, one behind the other, and how many sheets of paper each has."""
        languages = {numbered.letter.language for numbered in letters}
        document = Document(self.face, languages.pop() if len(languages) == 1 else None)
        return self._drawn(document, letters)

    def blocks(self, letter: Letter, tags: frozenset[str]) -> list[Block]:
        """What a letter says, without what is of its person alone."""
        return self._blocks(self.texts[letter.language], tags)

    def _drawn(self, document: Document, letters: Sequence[Numbered]) -> tuple[bytes, list[int]]:
        duplex = self.stationery.settings.duplex
        counts = []
        for sequence, numbered in enumerate(letters, start=1):
            pages = self._pages(numbered.letter)
            sheets = -(-len(pages) // 2) if duplex else len(pages)
            for at, page in enumerate(pages):
                self._form(document, numbered.letter, at, page)
                lines, is_front = self._personal(numbered, at, len(pages)), not duplex or at % 2 == 0
                is_last = (at // 2 if duplex else at) == sheets - 1
                document.put(lines, sheet_mark.bars(sequence, is_last=is_last) if is_front else ())
                document.end_page()
            if duplex and len(pages) % 2:
                document.end_page()  # the next letter begins on a sheet of its own
            counts.append(sheets)
        return document.close(), counts

    def _form(self, document: Document, letter: Letter, at: int, page: Page) -> None:
        name = "-".join((letter.language, *sorted(letter.tags), letter.size, str(at)))
        if not document.has_form(name):
            with document.form(name):
                sender = self._sender_lines() if at == 0 and letter.channel == PAPER else []
                document.put([*page.lines, *sender], page.boxes)
        document.put_form(name)

    def _personal(self, numbered: Numbered, at: int, pages: int) -> list[Line]:
        letter, envelope = numbered.letter, self.stationery.envelope
        texts = self.texts[letter.language]
        mark = texts.sheet.format(reference=numbered.reference, page=at + 1, pages=pages)
        lines = [sheet_mark.text_line(mark, envelope.margin_left, PAGE_HEIGHT - _MARK_UP)]
        place = self._pages(letter)[at].code
        if place is not None and letter.code:
            code = letter_code.grouped(letter.code).replace(" ", "   ")
            lines.append(Line(place.left, place.baseline, code, place.points, bold=True))
        if at == 0:
            lines += self._address_lines(letter)
        return lines

    def _address_lines(self, letter: Letter) -> list[Line]:
        envelope = self.stationery.envelope
        rules = envelope.address
        if letter.channel != PAPER:
            return [Line(envelope.margin_left, _NAME_DOWN, letter.address[0], rules.points)]
        top, _, _ = address.room(envelope)
        left = address.required_window(envelope).left + rules.inset
        return [
            Line(left, top + (number + 0.8) * rules.line_height, text, rules.points)
            for number, text in enumerate(letter.address)
        ]

    def _sender_lines(self) -> list[Line]:
        """The return address: in its own window, or as one small line above the receiver's."""
        envelope, parts = self.stationery.envelope, self.stationery.settings.return_address
        rules = envelope.address
        window = envelope.return_window or address.required_window(envelope)
        left, width = window.left + rules.inset, window.right - window.left - 2 * rules.inset
        if envelope.return_window:
            points, texts = rules.points, list(parts)
            first = window.top + rules.inset + rules.line_height * 0.8
        else:
            points, texts = address.SENDER_POINTS, [", ".join(parts)]
            first = address.room(envelope)[0] - points * 25.4 / 72 * 0.6
        lines = [Line(left, first + at * rules.line_height, text, points) for at, text in enumerate(texts)]
        if lines[-1].baseline > window.bottom or any(self.face.width(text, points) > width for text in texts):
            raise OptionError(
                "The return address does not fit into the window of the envelope.",
                advice="Shorten it: a neutral post office box and a town are enough.",
            )
        return lines

    def _pages(self, letter: Letter) -> list[Page]:
        key = (letter.language, letter.tags, letter.size)
        if key not in self._templates:
            envelope = self.stationery.envelope
            points = _LARGE_POINTS if letter.size == LARGE else _POINTS
            first = envelope.body_top if letter.channel == PAPER else _BODY_DOWN
            form = Form(first, envelope.margin_left, envelope.margin_right, envelope.margin_bottom, points)
            self._templates[key] = Typesetter(form, self.face).put(self.blocks(letter, letter.tags))
        return self._templates[key]

    def _values(self, texts: LetterTexts) -> dict[str, str]:
        return elements.values(self.breach, self.profile, self.stationery.settings, texts)

    def _blocks(self, texts: LetterTexts, tags: frozenset[str]) -> list[Block]:
        values = self._values(texts)
        blocks = []
        for part in texts.shown(tags):
            heading, paragraphs = filled(part, values)
            qr = self.stationery.settings.program if part.id == "program" else ""
            blocks.append(Block(heading, paragraphs, part.id == "code", qr, part.id == "title"))
        return blocks


def _refuse_shapeless(language: str, texts: LetterTexts, values: Mapping[str, str], face: Face) -> None:
    """Raise `OptionError` where a part, whoever it is for, needs a character that the typeface does not have."""
    said = [texts.sheet.format(reference="", page=1, pages=1)]
    for part in texts.part:
        heading, paragraphs = filled(part, values)
        said += [heading, *paragraphs]
    missing = next(filter(None, map(face.lacks, said)), "")
    if missing:
        raise OptionError(
            f"The font cannot write {missing}, which the letter in {language!r} needs.",
            advice="Name a font that has it in the settings: font = 'FILE.ttf', and bold_font likewise. Scripts that "
            "run from right to left or join their letters cannot be set: print such letters with another program.",
        )
