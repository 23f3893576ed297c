"""What the offers of the report and of the log sheet have in common: a line that opens to buttons, and a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.flow import row_of
from exposure_check.desktop.widgets.panel import Panel
from exposure_check.desktop.widgets.sight import bring_into_sight
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from exposure_check.desktop.scene import Scene
    from exposure_check.desktop.widgets.disclosure import Disclosure

    NamedButton = tuple[str, str, str, Callable[[], None]]  # object name, icon, text, what a press does


class PaperOffer(Panel):
    """An offer of something as a file or on paper. Nothing is made before it is asked for."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.theme)
        self._scene = scene

    def lay_out(self, row: Disclosure, explanation: str, *buttons: NamedButton) -> None:
        """Fill the line that opens: the explanation, the buttons side by side, room for a message."""
        theme = self._scene.theme
        row.content.addWidget(Text(theme, explanation, size=SMALL))
        widgets = []
        for name, icon, text, action in buttons:
            button = Button(theme, text, ButtonKind.SECOND, icon=icon)
            button.setObjectName(name)
            button.clicked.connect(action)
            widgets.append(button)
        row.content.addLayout(row_of(theme, *widgets))
        self._message = Text(theme, "", size=SMALL, colour=theme.accent)
        self._message.hide()
        row.content.addWidget(self._message)
        self.rows().addWidget(row)

    def say(self, message: str) -> None:
        """Show what came of a press, and tell a screen reader."""
        self._message.setText(message)
        self._message.show()
        bring_into_sight(self._message)
        announce(self, message)
