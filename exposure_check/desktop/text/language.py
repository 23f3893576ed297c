"""Languages of the window: which are there, how they are loaded, and how they write dates and numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTime, QTranslator

from exposure_check.dates import day_of
from exposure_check.resources import assets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Where a language alone would give the habits of another country; every other language takes Qt's own choice.
REGIONS = {"en": "en_GB", "sv": "sv_FI"}

_installed: list[QTranslator] = []


def folder() -> Path:
    """Where the compiled catalogues lie (`build/translations.py` makes them from the `.ts` files)."""
    return assets() / "i18n"


def available(wanted: Sequence[str]) -> list[str]:
    """Those of the wanted languages that can be shown; English always can, being the language of the source."""
    found = [language for language in wanted if language == "en" or (folder() / f"{language}.qm").is_file()]
    return found or ["en"]


def choose(preferred: str, languages: Sequence[str]) -> str:
    """The language to begin with: the one that was chosen before, else the system's, else the first."""
    for candidate in (preferred, *(name.split("-")[0] for name in QLocale.system().uiLanguages())):
        if candidate in languages:
            return candidate
    return languages[0]


def locale(language: str) -> QLocale:
    """How a language writes dates and numbers."""
    return QLocale(REGIONS.get(language, language))


def own_name(language: str) -> str:
    """A language's name in itself, such as "suomi", with a capital where the language takes one at a start."""
    name = QLocale(language).nativeLanguageName()
    if language == "en":
        name = "English"
    return name[:1].upper() + name[1:]


def install(language: str) -> None:
    """Make `language` the language of every text that is asked for from now on."""
    app = QCoreApplication.instance()
    if app is None:
        return
    while _installed:
        app.removeTranslator(_installed.pop())
    QLocale.setDefault(locale(language))
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, place in ((f"qtbase_{language}", qt_folder), (language, str(folder()))):
        translator = QTranslator()  # of nobody: one that is taken away goes at once, with its catalogue
        if translator.load(name, place):
            app.installTranslator(translator)
            _installed.append(translator)


def number(value: int) -> str:
    """A whole number as the language writes it."""
    return QLocale().toString(value)


def day(moment: date) -> str:
    """A date in words, such as "20 November 2026"; a moment by the rule of `dates`."""
    if isinstance(moment, datetime):
        moment = day_of(moment)
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), _long_day())


def month(moment: date) -> str:
    """A month and its year by themselves, such as "November 2018"; in a sentence only where it is not inflected."""
    year = QLocale().toString(QDate(moment.year, moment.month, 1), "yyyy")
    return f"{QLocale().standaloneMonthName(moment.month)} {year}"


def clock_time(seconds_from_now: int) -> str:
    """The time of day here in so many seconds, such as "14:32"."""
    # By Python, which takes UTC for a zone that it does not know; Qt has then no time at all.
    then = (datetime.now(UTC) + timedelta(seconds=seconds_from_now)).astimezone()
    return QLocale().toString(QTime(then.hour, then.minute), QLocale.FormatType.ShortFormat)


def _long_day() -> str:
    # Without the name of the weekday, which the long form of most languages begins with.
    pattern = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    for weekday in ("dddd, ", "dddd ", "dddd", "cccc "):
        pattern = pattern.replace(weekday, "")
    return pattern.strip()
