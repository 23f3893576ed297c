"""Numbers to try in the demo."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoNumber:
    """A never-issued number of the demo data, offered on B1 as a button where the profile says demo."""

    label: str  # "found", "not_found" or "sealed": `words.demo_number` says it in the language of the window
    number: str
    code: str | None = None  # of the letter, for a sealed breach
