"""The tables of `docs/guidance-review.md`: how easy the advice reads, and what every source supports."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from exposure_check.guidance.content import read_folder
from exposure_check.guidance.guide import countries, load
from exposure_check.guidance.reading_ease import lix
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exposure_check.guidance.advice import Action


def reading_ease(action: Action) -> float:
    """LIX of an action as it is read, from its title to its last line."""
    return lix(f"{action.title}. {action.why} {' '.join(action.how)} {action.side_effects} {action.undo}")


def reading_table(folder: Path) -> Iterator[str]:
    """A row for each country and language: number of actions, median and highest LIX, hardest action."""
    yield "| country | language | actions | median | highest | hardest action |"
    yield "| --- | --- | ---: | ---: | ---: | --- |"
    for country in countries(folder):
        for language in LANGUAGES:
            actions = load(country, folder).actions(language)
            hardest = max(actions, key=reading_ease)
            middle = median(reading_ease(action) for action in actions)
            highest = reading_ease(hardest)
            yield f"| {country} | {language} | {len(actions)} | {middle:.0f} | {highest:.0f} | `{hardest.id}` |"


def source_table(folder: Path) -> Iterator[str]:
    """A row for each source of each folder: what rests on it and when it is due."""
    yield "| folder | source | supports | read | due |"
    yield "| --- | --- | --- | --- | --- |"
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        for source in read_folder(place).sources.values():
            link = f"[{source.name['en']}]({source.url})"
            yield f"| {place.name} | {link} | {source.supports} | {source.reviewed} | {source.review_by} |"
