"""Advice: what was exposed, where the person lives and two answers, to an ordered list of actions.

The content lies in `assets/guidance/<country>/*.toml`; `docs/guidance-editing.md` shows how it is edited.
"""

from exposure_check.guidance.advice import Action, Audience, Contact, Kind, Line, Link, Source, Urgency, When
from exposure_check.guidance.guide import Guide, countries, load
from exposure_check.guidance.select import categories_of, select
from exposure_check.guidance.words import CategoryWords, Words, load_words

__all__ = [
    "Action",
    "Audience",
    "CategoryWords",
    "Contact",
    "Guide",
    "Kind",
    "Line",
    "Link",
    "Source",
    "Urgency",
    "When",
    "Words",
    "categories_of",
    "countries",
    "load",
    "load_words",
    "select",
]
