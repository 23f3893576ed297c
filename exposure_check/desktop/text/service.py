"""Who offers the check and which breaches it covers: known before anything is asked, and the same for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from exposure_check.protocol.catalogue import in_language

if TYPE_CHECKING:
    from exposure_check.lookup.profile import Profile


def who_and_what(profile: Profile, language: str, *, coverage: bool = True) -> str:
    """From whom the check is, and with `coverage` what it covers where the profile says so."""
    covers = in_language(profile.covers, language) if profile.covers and coverage else ""
    if not covers:
        return QCoreApplication.translate("service", "From {name}.").format(name=profile.name)
    return QCoreApplication.translate("service", "From {name}. Covers: {covers}.").format(
        name=profile.name, covers=covers.rstrip(".")
    )
