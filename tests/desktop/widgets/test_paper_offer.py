"""What the offers of paper have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.paper_offer import PaperOffer
from exposure_check.desktop.widgets.text import Text


def test_its_buttons_act_and_its_message_shows_once_there_is_one(open_window):
    scene = open_window(state=example_states.state("answer")).page.scene
    offer, pressed = PaperOffer(scene), []
    row = Disclosure(scene.theme, "A page", "Open", "Close", icon="list", open_=True, alone=True)
    actions = [("save", "save", "Save", lambda: pressed.append("save")), ("print", "document", "Print", lambda: None)]
    offer.lay_out(row, "What it is.", *actions)
    offer.show()
    shown = [label.text() for label in offer.findChildren(Text) if label.isVisible()]
    assert "What it is." in shown and "" not in shown
    offer.findChild(QPushButton, "save").click()
    assert pressed == ["save"]
    offer.say("Saved.")
    assert "Saved." in [label.text() for label in offer.findChildren(Text) if label.isVisible()]
    offer.close()
