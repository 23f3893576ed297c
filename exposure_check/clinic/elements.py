"""What a letter has to say of a breach (GDPR article 34(2) with 33(3)(b), (c), (d)), out of the signed catalogue.

Nature, contact point, likely consequences, measures: while one of them is empty in a language, no letter in it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.clinic.face import NO_BREAK
from exposure_check.errors import OptionError
from exposure_check.guidance import category_label
from exposure_check.protocol.catalogue import in_language
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from exposure_check.clinic.letter_texts import LetterTexts
    from exposure_check.clinic.settings import Settings
    from exposure_check.lookup.profile import HelpLine, Profile
    from exposure_check.protocol.catalogue import Breach

ELEMENTS = ("summary", "contact_point", "consequences", "measures")  # of a `Breach`, by language


def missing(breach: Breach, language: str) -> list[str]:
    """The elements that the catalogue does not have in a language. English never stands in for another."""
    texts: dict[str, Mapping[str, str]] = {name: getattr(breach, name) for name in ELEMENTS}
    return [name for name in ELEMENTS if not texts[name].get(language, "").strip()]


def require(breach: Breach, languages: Iterable[str]) -> None:
    """Raise `OptionError` where an element is empty in one of these languages."""
    absent = {language: names for language in languages if (names := missing(breach, language))}
    if absent:
        listed = "; ".join(f"{language}: {', '.join(names)}" for language, names in absent.items())
        raise OptionError(
            f"The signed list does not say all that a letter about {breach.id!r} has to say. Empty: {listed}.",
            advice="Ask the publisher to fill these in breaches.toml and to publish again. GDPR article 34 asks for "
            "the nature of the breach, a contact point, the likely consequences and the measures.",
        )


def require_categories(breach: Breach, texts: Iterable[LetterTexts]) -> None:
    """Raise `OptionError` where a language has no words for what was taken: its ids are no text for a patient."""
    for each in texts:
        if each.language not in LANGUAGES:
            unnamed = [name for name in breach.categories if name not in each.categories]
            if unnamed:
                raise OptionError(
                    f"The letter texts in {each.language!r} have no words for: {', '.join(unnamed)}.",
                    advice=f"Add them to {each.language}.toml, under [categories]: {unnamed[0]} = '...'.",
                )


def require_help(profile: Profile) -> None:
    """Raise `OptionError` where the profile names nobody to call: every letter does."""
    if not profile.all_help_lines:
        raise OptionError(
            "The profile names no help number, and each letter has to.",
            advice="Make the profile with --help-name and --help-number.",
        )


def values(breach: Breach, profile: Profile, settings: Settings, texts: LetterTexts) -> dict[str, str]:
    """What stands in the place of each name in braces; empty where it is not known."""
    language = texts.language

    def category(name: str) -> str:
        if name in texts.categories or language not in LANGUAGES:
            return texts.categories.get(name, name.replace("_", " "))
        label = category_label(name, profile.country, language).name
        return label[:1].lower() + label[1:]  # in the middle of a sentence

    lines = profile.help_lines_for(language)

    def day(value: date | None) -> str:
        return texts.day(value) if value else ""

    return {
        "breach": breach.name.get(language, breach.name["en"]),
        "categories": ", ".join(map(category, breach.categories)),
        "clinic": profile.name,
        "consequences": breach.consequences[language],
        "contact_point": breach.contact_point[language],
        "controller": breach.controller or breach.holder,
        "disclosed": day(breach.disclosed),
        "discovered": day(breach.discovered),
        "help_lines": "\n".join(_help_line(line, texts) for line in lines),
        "help_name": lines[0].name,
        "help_number": _unbroken(lines[0].number),
        "holder": breach.holder,
        "measures": breach.measures[language],
        "occurred": day(breach.occurred),
        "processor": breach.processor or "",
        "program": settings.program,
        "summary": breach.summary[language],
        "valid_until": day(settings.valid_until),
    }


def _help_line(line: HelpLine, texts: LetterTexts) -> str:
    """Whom to call, when, and what is spoken there: `Help line: 09 000 000 (Mon-Fri 9-15; Finnish, Swedish)`."""
    spoken = ", ".join(texts.languages.get(language, language) for language in line.languages)
    about = "; ".join(filter(None, (in_language(line.hours, texts.language), spoken)))
    return f"{line.name}: {_unbroken(line.number)}" + (f" ({about})" if about else "")


def _unbroken(number: str) -> str:
    """A telephone number that stays on one line."""
    return number.replace(" ", NO_BREAK)
