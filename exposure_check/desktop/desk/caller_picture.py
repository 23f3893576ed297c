"""What the caller has before her: the real page, drawn with invented content in her language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QVBoxLayout, QWidget

from exposure_check.desktop import example_states
from exposure_check.desktop.pages import build
from exposure_check.desktop.scene import Scene
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import language
from exposure_check.desktop.widgets.header_footer import Footer, Header
from exposure_check.lookup.verdict import Privacy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPixmap

    from exposure_check.desktop.style.theme import Theme
    from exposure_check.lookup.profile import Profile

WIDTH, LEAST_HEIGHT = 720, 560  # px of the window that is drawn
# Pages that stand for an outcome: all are shown, always together, since the desk never knows which the caller has.
OUTCOMES = {"answer": ("answer", "answer-none")}
OTHERWISE = {"idle_prompt": "number"}  # a page that covers another


@dataclass(frozen=True)
class CallerPicture:
    """One page as a picture, and its words in the order of reading, for whoever cannot see the picture."""

    title: str
    pixmap: QPixmap
    words: tuple[str, ...]


def draw(
    page: str, spoken: str, helper: str, theme: Theme, profile: Profile | None = None
) -> tuple[CallerPicture, ...]:
    """The pictures of a page in the language `spoken`; `helper` is the language of this window, restored after it.

    With a profile that a clinic is making the pages are those of its patients, else those of an invented service.
    """
    direction = QGuiApplication.layoutDirection()
    language.install(spoken)
    right_to_left = language.locale(spoken).textDirection() is Qt.LayoutDirection.RightToLeft
    try:
        QGuiApplication.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        )
        names = OUTCOMES.get(page, (OTHERWISE.get(page, page),))
        return tuple(_picture(page, name, spoken, theme, profile) for name in names)
    finally:
        language.install(helper)
        QGuiApplication.setLayoutDirection(direction)


def _picture(page: str, example: str, spoken: str, theme: Theme, profile: Profile | None) -> CallerPicture:
    state = example_states.state(example, profile)
    preferences = Preferences(spoken, privacy=Privacy(state.profile.privacy_level))
    scene = Scene(page, state, theme, preferences, spoken, language.available(state.profile.languages))
    whole = QWidget()
    whole.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    shown = build(scene)
    column.addWidget(Header(scene))
    column.addWidget(shown, 1)
    column.addWidget(Footer(scene))
    whole.setPalette(QGuiApplication.palette())
    whole.setAutoFillBackground(True)
    whole.resize(WIDTH, LEAST_HEIGHT)
    whole.show()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    inside = shown.widget() or shown
    whole.resize(WIDTH, LEAST_HEIGHT + max(0, inside.height() - shown.viewport().height()))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    picture = CallerPicture(shown.title, whole.grab(), tuple(_words(inside)))
    whole.hide()
    whole.deleteLater()
    return picture


def _words(widget: QWidget) -> Sequence[str]:
    """What stands on a page, in the order in which it was put there; what is folded away is left out."""
    found = []
    for part in widget.findChildren(QWidget):
        if not part.isVisibleTo(widget):
            continue
        if isinstance(part, QLineEdit):
            found.append(part.accessibleName())  # what is typed in it is nobody's
        elif isinstance(part, (QLabel, QAbstractButton)):
            found.append(part.text())
    return [words for words in found if words]
