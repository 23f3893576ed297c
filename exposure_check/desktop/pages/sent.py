"""Every request of the last check, byte for byte, and what never left."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from exposure_check.desktop.documents import save_dialog, sent_file
from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.style.theme import SMALL, field_sheet
from exposure_check.desktop.system import clipboard
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.text import handed_out, labels, language, number
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.fingerprint import list_fingerprint
from exposure_check.desktop.widgets.fragment import Fragment
from exposure_check.desktop.widgets.panel import IconLine, Panel
from exposure_check.desktop.widgets.sight import bring_into_sight
from exposure_check.desktop.widgets.text import CardHeading, Text
from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.verdict import Privacy

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from exposure_check.desktop.style.theme import Theme
    from exposure_check.lookup.ledger import Sent


class LeftComputer(Page):
    """What left this computer."""

    def build(self) -> None:
        """The requests, the fragment, what the other side could learn, what stayed."""
        self.sent = list(self.state.ledger.sent)
        self._message: Text | None = None  # what became of saving or copying
        self.heading(self.tr("What left this computer") if self.sent else self.tr("What leaves this computer"))
        if self.sent:
            self.lead(self.tr("%n request(s), in the order in which they were sent.", "", len(self.sent)))
            self._fragment()
            self._requests()
        else:
            self.lead(self.tr("Nothing yet. When you check, every request is shown here byte for byte."))
        self._fingerprint()
        self._learned()
        self._stayed()
        if self.sent and self.scene.offers.papers:
            self.row(
                self.button(self.tr("Save as a file"), self.choose_file, icon="save"),
                self.button(self.tr("Copy"), self._copy, icon="copy"),
            )
            self.small(self.tr("The file is for whoever wants to examine this program. It holds no identity number."))
        self.row(self.main_button(self.tr("Back"), self.backed.emit))

    def _requests(self) -> None:
        panel = Panel(self.theme)
        panel.column.addWidget(CardHeading(self.theme, self.tr("Every request")))
        rows = panel.rows()
        for place, request in enumerate(self.sent, start=1):
            self._request(rows, place, request)
        self.column.addWidget(panel)

    def _request(self, rows: QVBoxLayout, place: int, request: Sent) -> None:
        theme = self.theme
        address = urlsplit(request.url)
        size = self.tr("%n byte(s)", "", len(request.wire()))
        title = f"{language.number(place)}. {request.method} {address.netloc} · {size}"
        if request.attempt > 1:
            title += " · " + self.tr("sent again")
        row = Disclosure(theme, title, self.tr("Show the bytes"), self.tr("Close"))
        rows.addWidget(row)
        sentence = Text(theme, labels.purpose(request.purpose), size=SMALL, colour=theme.muted)
        sentence.setContentsMargins(theme.space(2), 0, theme.space(2), theme.space(3))
        row.say_always(sentence)
        row.content.addWidget(self._bytes(place, request))
        if request.purpose is Purpose.BUCKET:
            row.content.addWidget(Text(theme, self.tr("Underlined: the fragment."), size=SMALL, colour=theme.muted))

    def _bytes(self, place: int, request: Sent) -> QPlainTextEdit:
        theme = self.theme
        bytes_ = QPlainTextEdit(sent_file.shown(request))
        bytes_.setReadOnly(True)
        bytes_.setStyleSheet(field_sheet(theme))
        bytes_.setFont(theme.font(SMALL - 1, fixed=True))
        bytes_.setTabChangesFocus(True)
        bytes_.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bytes_.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        bytes_.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        bytes_.setAccessibleName(self.tr("Bytes of request {number}").format(number=place))
        bytes_.setFixedHeight(theme.px(230))
        if request.purpose is Purpose.BUCKET:
            _mark(bytes_, _fragment_of(request), theme)
        return bytes_

    def _fragment(self) -> None:
        request = next((request for request in self.sent if request.purpose is Purpose.BUCKET), None)
        if request is None:
            return
        provenance = self.state.verdict.provenance if self.state.verdict else None
        bits, people = number.bits_and_people(self.state.scheme, provenance)
        index = _fragment_of(request)
        if not index.isdecimal() or int(index) >> bits:
            return
        panel = Panel(self.theme, spacing=3)
        panel.column.addWidget(CardHeading(self.theme, self.tr("The fragment")))
        explained = self.tr(
            "The fragment is the small part that left: {bits} bits, the number of one of {groups} groups. "
            "It fits about {people} living people."
        ).format(bits=bits, groups=language.number(1 << bits), people=language.number(people))
        picture = Fragment(self.theme, int(index), bits, name=explained)
        panel.column.addWidget(picture)
        panel.column.addWidget(Text(self.theme, explained, size=SMALL))
        panel.column.addWidget(
            Text(
                self.theme,
                self.tr(
                    "In the picture, the large squares are the 32 bits of a hash that this computer made of your "
                    "number. The filled ones were sent, as the group number {index}; the empty ones never left. The "
                    "small squares are all groups, and the filled one was asked for."
                ).format(index=index),
                size=SMALL,
                colour=self.theme.muted,
            )
        )
        self.column.addWidget(panel)

    def _fingerprint(self) -> None:
        """Which list this was, so that two people can tell whether they were served the same."""
        verdict = self.state.verdict
        if verdict is None or not verdict.provenance.list_digest:
            return
        panel = Panel(self.theme)
        panel.column.addWidget(list_fingerprint(self.theme, verdict.provenance))
        for line in handed_out.lines(self.state):
            panel.column.addWidget(Text(self.theme, line, size=SMALL, colour=self.theme.muted))
        self.column.addWidget(panel)

    def _learned(self) -> None:
        self.subheading(
            self.tr("What the other side could learn") if self.sent else self.tr("What the other side can learn")
        )
        lines = [
            self.tr("That this internet address asked, and when."),
            self.tr("That it was this program that asked."),
        ]
        purposes = {request.purpose for request in self.sent}
        if Purpose.BUCKET in purposes:
            lines.append(self.tr("The fragment, which fits many thousand people."))
        elif not self.sent and self.scene.preferences.privacy is Privacy.STANDARD:
            bits, people = number.bits_and_people(self.state.scheme)
            lines.append(
                self.tr("The fragment: {bits} bits of a scrambled value. It fits about {people} people.").format(
                    bits=bits, people=language.number(people)
                )
            )
        for line in lines:
            self.column.addWidget(IconLine(self.theme, "network", line, icon_colour=self.theme.muted))

    def _stayed(self) -> None:
        self.subheading(self.tr("What never left") if self.sent else self.tr("What never leaves"))
        for line in (
            self.tr("Your identity number, and the code of a letter."),
            self.tr("The answer: it is worked out on this computer."),
            self.tr("What you answer, read and choose here."),
        ):
            self.column.addWidget(IconLine(self.theme, "lock", line))

    def choose_file(self) -> None:
        """Ask where to."""
        title = self.tr("Save what left this computer")
        save_dialog.ask(self, title, self.tr("requests.txt"), [self.tr("Text (*.txt)")], self.save)

    def save(self, path: str) -> None:
        """Write the record, whole or not at all."""
        if sent_file.write(path, sent_file.as_text(self.sent)):
            self._say(self.tr("Saved as {path}.").format(path=path))
        else:
            self._say(self.tr("It could not be saved there. Please choose another folder."))

    def _copy(self) -> None:
        clipboard.copy(sent_file.as_text(self.sent))
        self._say(self.tr("Copied."))

    def _say(self, message: str) -> None:
        if self._message is None:
            self._message = Text(self.theme, "", size=SMALL, colour=self.theme.accent)
            self.column.insertWidget(self.column.count() - 2, self._message)
        self._message.setText(message)
        self._message.show()
        bring_into_sight(self._message)
        announce(self, message)


def _fragment_of(request: Sent) -> str:
    """The number of the group at the end of the address."""
    return urlsplit(request.url).path.rpartition("/")[2]


def _mark(editor: QPlainTextEdit, text: str, theme: Theme) -> None:
    """Mark the last word of the first line, by colour and by a line beneath it."""
    found = editor.document().find(f"/{text} ")
    if found.isNull():
        return
    found.setPosition(found.selectionStart() + 1)
    found.setPosition(found.position() + len(text), QTextCursor.MoveMode.KeepAnchor)
    marked = QTextCharFormat()
    marked.setBackground(theme.accent)
    marked.setForeground(theme.on_accent)
    marked.setFontUnderline(True)
    found.setCharFormat(marked)
