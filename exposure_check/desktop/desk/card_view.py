"""One card: what the caller sees, what to say, what not to say, what can come next, whom to send her to."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from exposure_check.desktop import screen_codes
from exposure_check.desktop.style.theme import BODY, COLUMN, LEAD, SMALL
from exposure_check.desktop.text import language
from exposure_check.desktop.text.labels import unbroken
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.flow import row_of
from exposure_check.desktop.widgets.layouts import let_width_say_height, scroll_down_alone
from exposure_check.desktop.widgets.panel import IconLine, Panel
from exposure_check.desktop.widgets.text import Heading, Subheading, Text
from exposure_check.guidance.desk_script import CardKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from exposure_check.desktop.desk.caller_picture import CallerPicture
    from exposure_check.desktop.style.theme import Theme
    from exposure_check.guidance.advice import Action, Contact
    from exposure_check.guidance.desk_schema import AlphabetEntry
    from exposure_check.guidance.desk_script import Card

PICTURE = 340  # px of width at 100 %, of one of several
LEAST_PICTURE = 120


class PagePicture(QWidget):
    """The picture of a page, as wide as there is room for; a screen reader reads its words."""

    def __init__(self, theme: Theme, picture: CallerPicture, width: int) -> None:
        super().__init__()
        self._theme, self._pixmap, self._width = theme, picture.pixmap, width
        self.setAccessibleDescription("\n".join(picture.words))
        let_width_say_height(self)

    def hasHeightForWidth(self) -> bool:
        """It keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at a width."""
        return round(width * self._pixmap.height() / self._pixmap.width())

    def sizeHint(self) -> QSize:
        """As wide as it is good to read."""
        return QSize(self._width, self.heightForWidth(self._width))

    def minimumSizeHint(self) -> QSize:
        """Small."""
        return QSize(LEAST_PICTURE, self.heightForWidth(LEAST_PICTURE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page, and an edge around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._pixmap)
        painter.setPen(self._theme.edge)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class CardView(QScrollArea):
    """The card that is chosen, drawn anew for each."""

    page_chosen = Signal(str)  # a page that can come next

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        scroll_down_alone(self, theme)
        self.title = ""
        self._begin("")

    def show_card(self, card: Card, pictures: Sequence[CallerPicture] = (), next_titles: Sequence[str] = ()) -> None:
        """Draw a card; `next_titles` name the pages of `card.next`."""
        self._begin(card.title)
        if card.kind is CardKind.PAGE:
            code = screen_codes.shown(card.id)
            self._add(Text(self.theme, self.tr("Screen code {code}").format(code=code), size=SMALL))
        if card.sees:
            self._add(Text(self.theme, card.sees, size=LEAD))
        self._sentences(self.tr("Say"), card.say, "talk")
        self._sentences(self.tr("Do not say"), card.avoid, "hide")
        if card.note:
            self._add(Subheading(self.theme, self.tr("For you")))
            self._add(Text(self.theme, card.note))
        if pictures:
            self._pictures(pictures)
        if card.next:
            self._add(Subheading(self.theme, self.tr("What can come next")))
            buttons = [
                self._button(f"{screen_codes.shown(page)}  {title}", partial(self.page_chosen.emit, page))
                for page, title in zip(card.next, next_titles, strict=True)
            ]
            self.column.addLayout(row_of(self.theme, *buttons))
        if card.contacts:
            self._people(card.contacts, card.nobody_answers)
        self._end(card.valid_until)

    def show_action(self, action: Action) -> None:
        """Draw one advice, as the caller has it on the page of what to do."""
        self._begin(action.title)
        self._add(Text(self.theme, action.why))
        self._sentences(self.tr("How"), action.how, "tick")
        if action.side_effects:
            self._add(Subheading(self.theme, self.tr("What else it changes")))
            self._add(Text(self.theme, action.side_effects))
        if action.undo:
            self._add(Subheading(self.theme, self.tr("How to undo it")))
            self._add(Text(self.theme, action.undo))
        if action.contacts:
            self._people(action.contacts, "")
        self._end(min(source.review_by for source in action.sources))

    def show_alphabets(self, alphabets: Sequence[AlphabetEntry], spoken: str) -> None:
        """Draw the words for letters."""
        self._begin(self.tr("Words for letters"))
        self._add(
            Text(self.theme, self.tr("For names and for addresses of pages. Never for a number or a code."), size=LEAD)
        )
        for alphabet in alphabets:
            self._add(Subheading(self.theme, alphabet.name.get(spoken) or alphabet.name["en"]))
            self._add(Text(self.theme, "  ·  ".join(alphabet.words)))
        self.column.addStretch(1)

    def take_focus(self) -> None:
        """Put the focus on the heading, so that a screen reader begins there."""
        self._heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, title: str) -> None:
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        side = self.theme.space(6)
        self.column.setContentsMargins(side, self.theme.space(6), side, self.theme.space(6))
        self.column.setSpacing(self.theme.space(3))
        self.setWidget(inside)
        self.title = title
        self._heading = Heading(self.theme, title)
        self._heading.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._add(self._heading)
        self.verticalScrollBar().setValue(0)

    def _pictures(self, pictures: Sequence[CallerPicture]) -> None:
        self._add(Subheading(self.theme, self.tr("What the caller sees")))
        if len(pictures) > 1:
            self._add(
                Text(
                    self.theme,
                    self.tr("The caller has one of these, and the code is the same. You do not know which."),
                    bold=True,
                )
            )
        width = self.theme.px(PICTURE) if len(pictures) > 1 else self.theme.px(COLUMN)
        shown = [PagePicture(self.theme, picture, width) for picture in pictures]
        for label, picture in zip(shown, pictures, strict=True):
            label.setAccessibleName(self.tr("What the caller sees: {title}").format(title=picture.title))
        self.column.addLayout(row_of(self.theme, *shown))
        words = Disclosure(
            self.theme, self.tr("The words of the page"), self.tr("Show"), self.tr("Hide"), icon="document"
        )
        for picture in pictures:
            words.content.addWidget(Text(self.theme, picture.title, bold=True))
            for line in picture.words:
                words.content.addWidget(Text(self.theme, line, size=SMALL))
        self.column.addWidget(words)

    def _sentences(self, title: str, sentences: Sequence[str], icon: str) -> None:
        panel = Panel(self.theme, tinted=icon == "talk")
        panel.column.addWidget(Subheading(self.theme, title))
        for sentence in sentences:
            panel.column.addWidget(IconLine(self.theme, icon, sentence, size=LEAD if icon == "talk" else BODY))
        self.column.addWidget(panel)

    def _people(self, contacts: Sequence[Contact], nobody_answers: str) -> None:
        self._add(Subheading(self.theme, self.tr("Where to send the caller")))
        today = datetime.now(UTC).date()
        for contact in contacts:
            self._add(Text(self.theme, contact.name, bold=True))
            if contact.about:
                self._add(Text(self.theme, unbroken(contact.about), size=SMALL))
            if contact.stale(today):
                self._add(
                    Text(
                        self.theme,
                        self.tr("The number is past its review and is not shown. Look it up on their own website."),
                        size=SMALL,
                        colour=self.theme.caution,
                    )
                )
                continue
            for line in contact.lines:
                self._add(Text(self.theme, unbroken(line.number), size=LEAD, bold=True))
                self._add(Text(self.theme, unbroken(line.about), size=SMALL, colour=self.theme.muted))
            for link in contact.links:
                self._add(Text(self.theme, f"{link.label}: {link.url}", size=SMALL))
        if nobody_answers:
            self._add(Text(self.theme, nobody_answers, bold=True))

    def _end(self, valid_until: date) -> None:
        until = self.tr("Valid until {day}").format(day=language.day(valid_until))
        self._add(Text(self.theme, until, size=SMALL, colour=self.theme.muted))
        self.column.addStretch(1)

    def _button(self, text: str, action: Callable[[], object]) -> Button:
        button = Button(self.theme, text, ButtonKind.SECOND)
        button.clicked.connect(lambda: action())
        return button

    def _add(self, text: Text) -> None:
        self.column.addWidget(text)
