"""The window of the support desk: the order of a call and what can happen on the left, one card on the right.

It asks no network, knows no result and takes no number (`finder`). It stores nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from exposure_check.desktop import screen_codes
from exposure_check.desktop.desk import booklet_offer, caller_picture
from exposure_check.desktop.desk.card_view import CardView
from exposure_check.desktop.desk.finder import Finder
from exposure_check.desktop.style import theme
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.text import language
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.choices import combo
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.flow import Flow
from exposure_check.desktop.widgets.layouts import empty, scroll_down_alone
from exposure_check.desktop.widgets.panel import Strip
from exposure_check.desktop.widgets.text import Text
from exposure_check.guidance import desk_script
from exposure_check.guidance.desk_script import Card, CardKind
from exposure_check.guidance.desk_search import Index
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from exposure_check.desktop.system.settings import Preferences
    from exposure_check.guidance.desk_search import Found
    from exposure_check.lookup.profile import Profile

WIDTH, HEIGHT = 1180, 800
SIDE = 380  # px of the column on the left at 100 %
MOST_SIDE = 0.42  # of the width of the window


@dataclass(frozen=True)
class Choice:
    """Whose script and pages are shown."""

    country: str  # whose telephone numbers and advice
    helper: str  # language of this window and of the cards
    caller: str  # language of the caller's pages
    folder: Path | None = None  # of a script of the line's own
    profile: Profile | None = None  # whose pages the callers have; None: those of an invented service


class DeskWindow(QWidget):
    """The one window of the desk."""

    def __init__(self, choice: Choice, countries: Sequence[str], preferences: Preferences) -> None:
        super().__init__()
        self.choice, self._countries, self._preferences = choice, countries, preferences
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.shown: Card | None = None
        self.pictures: tuple[caller_picture.CallerPicture, ...] = ()
        self._draw()
        available = self.screen().availableGeometry()
        self.resize(min(WIDTH, available.width()), min(HEIGHT, available.height()))

    def open_page(self, page: str) -> None:
        """Show the card of a page, with the page as the caller has it."""
        cards = {card.id: card for card in self.script.cards(CardKind.PAGE, self.choice.helper)}
        card = cards[page]
        choice = self.choice
        self.pictures = caller_picture.draw(page, choice.caller, choice.helper, self.theme, choice.profile)
        titles = [cards[following].title for following in card.next]
        self.shown = card
        self.view.show_card(card, self.pictures, titles)
        self._arrive()

    def open_card(self, card: Card) -> None:
        """Show a card; one of a page with its picture."""
        if card.kind is CardKind.PAGE:
            self.open_page(card.id)
            return
        self.shown, self.pictures = card, ()
        self.view.show_card(card)
        self._arrive()

    def choose(self, choice: Choice) -> None:
        """Change the country or a language, and draw everything anew on the card that was shown."""
        self.choice = choice
        before = self.shown
        self._draw()
        if before is not None:
            cards = self.script.cards(before.kind, self.choice.helper)
            self.open_card(next(card for card in cards if card.id == before.id))

    def _draw(self) -> None:
        language.install(self.choice.helper)
        self.setLayoutDirection(language.locale(self.choice.helper).textDirection())
        theme.follow(self._preferences.appearance)
        self.theme = theme.current(self._preferences.appearance, self._preferences.text_percent)
        self.script = desk_script.load(self.choice.country, self.choice.folder)
        self.setWindowTitle(self.tr("Support desk"))
        empty(self._column)
        self._column.addWidget(self._header())
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        self.view = CardView(self.theme)
        self.view.page_chosen.connect(self.open_page)
        row.addWidget(self.view, 1)
        self._column.addWidget(body, 1)
        first = self.script.cards(CardKind.STEP, self.choice.helper)[0]
        self.shown, self.pictures = first, ()
        self.view.show_card(first)
        self.finder.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _header(self) -> QWidget:
        strip = Strip(self.theme)
        # A row that becomes several: at 200 % the labels are wider than the window.
        row = Flow(strip, gap=self.theme.space(3), row_gap=self.theme.space(2), apart=True)
        row.setContentsMargins(*(self.theme.space(step) for step in (5, 3, 5, 3)))
        spoken = language.available(LANGUAGES)
        own_name = language.own_name
        choice = self.choice
        countries = [(replace(choice, country=each), each.upper()) for each in self._countries]
        self._box(row, self.tr("Advice of"), "country", countries)
        self._box(
            row, self.tr("You read"), "helper", [(replace(choice, helper=each), own_name(each)) for each in spoken]
        )
        self._box(
            row,
            self.tr("The caller reads"),
            "caller",
            [(replace(choice, caller=each), own_name(each)) for each in spoken],
        )
        booklet = Button(self.theme, self.tr("Booklet"), ButtonKind.SECOND, icon="document")
        booklet.setObjectName("booklet")
        booklet.clicked.connect(self._save_booklet)
        row.addWidget(booklet)
        return strip

    def _box(self, row: Flow, title: str, name: str, choices: Sequence[tuple[Choice, str]]) -> None:
        label = Text(self.theme, title)
        label.setWordWrap(False)
        chosen = [choice for choice, _ in choices].index(self.choice)
        box = combo(self.theme, name, title, [words for _, words in choices], chosen)
        box.activated.connect(lambda place: self.choose(choices[place][0]))
        pair = QWidget()
        together = QHBoxLayout(pair)
        together.setContentsMargins(0, 0, 0, 0)
        together.setSpacing(self.theme.space(3))
        together.addWidget(label)
        together.addWidget(box)
        row.addWidget(pair)

    def _side(self) -> QWidget:
        area = QScrollArea()
        scroll_down_alone(area, self.theme)
        self._area = area
        self._share_width()
        inside = QWidget()
        column = QVBoxLayout(inside)
        side = self.theme.space(5)
        column.setContentsMargins(side, self.theme.space(5), side, self.theme.space(5))
        column.setSpacing(self.theme.space(3))
        cards = {kind: self.script.cards(kind, self.choice.helper) for kind in CardKind}
        actions = self.script.guide.actions(self.choice.helper)
        self.finder = Finder(self.theme, Index([card for kind in CardKind for card in cards[kind]], actions))
        self.finder.page_found.connect(self.open_page)
        self.finder.found_chosen.connect(self._open_found)
        column.addWidget(self.finder)
        self._list(column, self.tr("The call"), self._rows(cards[CardKind.STEP]), open_=True)
        self._list(column, self.tr("If this happens"), self._rows(cards[CardKind.INTERRUPT]), open_=True)
        pages = [
            (f"{screen_codes.shown(card.id)}  {card.title}", partial(self.open_card, card))
            for card in cards[CardKind.PAGE]
            if card.id in screen_codes.CODES
        ]
        self._list(column, self.tr("Pages of the program"), pages)
        self._list(column, self.tr("Spelling"), [(self.tr("Words for letters"), self._open_alphabets)])
        column.addStretch(1)
        area.setWidget(inside)
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the card the greater part of a narrow window."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        self._area.setFixedWidth(min(self.theme.px(SIDE), round(MOST_SIDE * self.width())))

    def _rows(self, cards: Sequence[Card]) -> list[tuple[str, Callable[[], object]]]:
        return [(card.title, partial(self.open_card, card)) for card in cards]

    def _list(
        self,
        column: QVBoxLayout,
        title: str,
        rows: Sequence[tuple[str, Callable[[], object]]],
        *,
        open_: bool = False,
    ) -> None:
        part = Disclosure(self.theme, title, self.tr("Show"), self.tr("Hide"), open_=open_)
        part.content.setSpacing(0)
        for words, action in rows:
            row = Button(self.theme, words, ButtonKind.ROW)
            row.clicked.connect(lambda _=False, action=action: action())
            part.content.addWidget(row)
        column.addWidget(part)

    def _open_found(self, found: Found) -> None:
        if isinstance(found.target, Card):
            self.open_card(found.target)
            return
        self.shown, self.pictures = None, ()
        self.view.show_action(found.target)
        self._arrive()

    def _open_alphabets(self) -> None:
        self.shown, self.pictures = None, ()
        self.view.show_alphabets(self.script.alphabets, self.choice.helper)
        self._arrive()

    def _arrive(self) -> None:
        announce(self.view, self.view.title)

    def _save_booklet(self) -> None:
        booklet_offer.ask(self, self.finder.status, self.script, self.choice.helper)
