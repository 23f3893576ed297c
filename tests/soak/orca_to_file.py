"""Given to Orca as its customisation (`orca-customizations.py`): a speech server that writes to a file.

It runs in the Python of the system, where Orca lies.
"""

import os
import unicodedata
from pathlib import Path

import orca.settings
from orca import speech
from orca.speechserver import SpeechServer

OUT = Path(os.environ["ORCA_SAYS"])


class ToFile(SpeechServer):
    """One line for each thing that is said."""

    def say(self, text):
        """Write it down, without the characters of the private use area, for which no voice has a sound."""
        words = " ".join("".join(sign for sign in text or "" if unicodedata.category(sign) != "Co").split())
        if words:
            with OUT.open("a", encoding="utf-8") as file:
                file.write(words + "\n")

    def getInfo(self):
        """Its name."""
        return ["file", "file"]

    def getVoiceFamilies(self):
        """None."""
        return []

    def speak(self, text=None, acss=None, interrupt=True):
        """Of Orca: say something."""
        self.say(text)

    def speakCharacter(self, character, acss=None):
        """Of Orca: say one character."""
        self.say(character)

    def sayAll(self, utteranceIterator, progressCallback):  # noqa: N803 - as Orca calls them
        """Of Orca: say one after the other."""
        for context, _ in utteranceIterator:
            self.say(context.utterance)


def init():
    """In the place of Orca's own, which looks for a speech dispatcher."""
    speech._speechserver = ToFile()


speech.init = init
orca.settings.enableKeyEcho = False
orca.settings.speakBlankLines = False  # "blank" of a field that is redrawn comes or not, as fast as the computer is
