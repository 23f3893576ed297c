"""Somebody to talk to: whom the profile names, else whom the advice of the country names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import chosen_advice, help_lines
from exposure_check.desktop.widgets.contact import add_contact, add_telephone
from exposure_check.desktop.widgets.panel import Panel
from exposure_check.desktop.widgets.text import CardHeading, Text

if TYPE_CHECKING:
    from exposure_check.desktop.scene import Scene


class HelpPanel(Panel):
    """A name, a telephone number, and that nothing has to be told."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.theme, tinted=True)
        theme, profile = scene.theme, scene.state.profile
        self.column.addWidget(CardHeading(theme, self.tr("Would you like to talk to somebody?")))
        contact = chosen_advice.somebody_to_talk_to(profile.country, scene.language)
        if profile.all_help_lines:
            add_help_lines(scene, self)
        elif contact is not None:
            add_contact(scene, self, contact)
        else:
            self.column.addWidget(Text(theme, self.tr("Somebody you trust is a good beginning.")))
        self.column.addWidget(
            Text(theme, self.tr("You do not have to say your number, or what the answer was."), size=SMALL)
        )


def add_help_lines(scene: Scene, panel: Panel) -> None:
    """Add the lines of the profile, those first that speak the language of the reader."""
    theme, profile = scene.theme, scene.state.profile
    for line in profile.help_lines_for(scene.language):
        name = help_lines.name_of(profile, line)
        panel.column.addWidget(Text(theme, name))
        add_telephone(scene, panel.column, name, line.number)
        if about := help_lines.about(line, scene.language):
            panel.column.addWidget(Text(theme, about, size=SMALL, colour=theme.muted))
