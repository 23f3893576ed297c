"""Advice: what was exposed, where the person lives and two answers, to an ordered list of actions.

The content lies in `assets/guidance/<country>/*.toml`; `docs/guidance-editing.md` shows how it is edited.
"""

from exposure_check.guidance.advice import (
    Action,
    Audience,
    CitedSource,
    Contact,
    ContactKind,
    Link,
    PhoneLine,
    Urgency,
    When,
)
from exposure_check.guidance.guide import Guide, countries, load
from exposure_check.guidance.labels import CategoryLabel, Labels, category_label, certainty_label, heading, load_labels
from exposure_check.guidance.particulars import Particulars, particulars
from exposure_check.guidance.select import categories_of, select

__all__ = [
    "Action",
    "Audience",
    "CategoryLabel",
    "CitedSource",
    "Contact",
    "ContactKind",
    "Guide",
    "Labels",
    "Link",
    "Particulars",
    "PhoneLine",
    "Urgency",
    "When",
    "categories_of",
    "category_label",
    "certainty_label",
    "countries",
    "heading",
    "load",
    "load_labels",
    "particulars",
    "select",
]
