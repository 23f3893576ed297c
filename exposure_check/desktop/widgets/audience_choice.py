"""Whose data it is: closed until somebody wants it, so that nobody has to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup

from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import chosen_advice
from exposure_check.desktop.widgets.button import ChoiceButton
from exposure_check.desktop.widgets.choices import stop_at_chosen
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from exposure_check.desktop.scene import Scene

SELF = "self"
ALL = (SELF, "child", "ward", "relative", "estate")
LOOKED_UP = (SELF, "child", "ward", "estate")  # whose number a person may have in her hands


def audiences(scene: Scene) -> list[str]:
    """Whose data can be asked for: one's own, and where the advice of the country differs, that of others."""
    differing = chosen_advice.audiences(scene.state.profile.country, scene.language)
    return [audience for audience in _names() if audience == SELF or audience in differing]


def _names() -> dict[str, str]:
    return {
        SELF: QCoreApplication.translate("AudienceChoice", "Myself"),
        "child": QCoreApplication.translate("AudienceChoice", "A child in my care"),
        "ward": QCoreApplication.translate("AudienceChoice", "Somebody I act for"),
        "relative": QCoreApplication.translate("AudienceChoice", "Somebody close to me"),
        "estate": QCoreApplication.translate("AudienceChoice", "Somebody who has died"),
    }


class AudienceChoice(Disclosure):
    """A row that opens to one row for each."""

    chosen = Signal(str)  # of `guidance.Audience`

    def __init__(self, scene: Scene, offered: Collection[str] = ALL, *, alone: bool = False) -> None:
        audience = scene.state.audience
        super().__init__(
            scene.theme,
            QCoreApplication.translate("AudienceChoice", "It is about somebody else"),
            QCoreApplication.translate("AudienceChoice", "Choose"),
            QCoreApplication.translate("AudienceChoice", "Close"),
            icon="people",
            open_=audience != SELF,
            alone=alone,
        )
        self.row.setObjectName("audience")
        question = Text(
            scene.theme,
            QCoreApplication.translate("AudienceChoice", "Whose data is it? The advice follows your choice."),
            size=SMALL,
        )
        side = scene.theme.space(2)
        question.setContentsMargins(side, 0, side, 0)  # its words stand over those of the choices
        self.content.addWidget(question)
        self._group = QButtonGroup(self)
        for each in (each for each in audiences(scene) if each in offered):
            choice = ChoiceButton(scene.theme, _names()[each])
            choice.setObjectName(f"audience-{each}")
            choice.toggled.connect(lambda on, choice=choice: choice.set_end("tick" if on else "", ""))
            choice.clicked.connect(lambda _=False, choice=choice, each=each: self._choose(choice, each))
            self._group.addButton(choice)
            self.content.addWidget(choice)
            choice.setChecked(each == audience)
        stop_at_chosen(self._group)

    def _choose(self, choice: ChoiceButton, audience: str) -> None:
        choice.setFocus(Qt.FocusReason.OtherFocusReason)  # an arrow key moves the focus only after the press
        self.chosen.emit(audience)
