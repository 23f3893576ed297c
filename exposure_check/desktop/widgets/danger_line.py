"""Whom to call in danger, in one line on top of the advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.desktop.text import chosen_advice, labels
from exposure_check.desktop.widgets.panel import IconLine

if TYPE_CHECKING:
    from exposure_check.desktop.scene import Scene


class DangerLine(IconLine):
    """One line, always the first."""

    def __init__(self, scene: Scene) -> None:
        number = chosen_advice.emergency_number(scene.state.profile.country, scene.language)
        super().__init__(scene.theme, "phone", labels.danger(number), bold=True)
        self.setObjectName("danger")
