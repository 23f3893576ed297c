"""Whom the profile says that people can call, for a reader of one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from exposure_check.desktop.text import language as languages
from exposure_check.protocol.catalogue import in_language

if TYPE_CHECKING:
    from exposure_check.lookup.profile import HelpLine, Profile


def name_of(profile: Profile, line: HelpLine) -> str:
    """What a line is called: one that an old profile gives no name is called a help line, not as the service is."""
    if not profile.help_lines and not profile.help_name:
        return QCoreApplication.translate("HelpPanel", "Help line")
    return line.name


def about(line: HelpLine, language: str) -> str:
    """When it answers and in which languages, in one line; empty where the profile says neither."""
    spoken = ", ".join(languages.own_name(tongue) or tongue for tongue in line.languages)
    return " · ".join(filter(None, (in_language(line.hours, language), spoken)))
