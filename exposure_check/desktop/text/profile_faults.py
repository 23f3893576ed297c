"""Why a profile is not taken, in words: by the code of the error, and never with a text of the file."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def of(code: str) -> str:
    """The sentences for the code of a `ProfileError`."""
    if code == "profile.signature":
        return QCoreApplication.translate(
            "profile_faults",
            "The profile was changed after it was signed. It was not used. Ask whoever gives it out for a new one, by "
            "a telephone number or an address that you knew before.",
        )
    if code == "profile.format":
        return QCoreApplication.translate(
            "profile_faults", "The profile is of a newer form than this version of the program can read."
        )
    if code == "profile.unkept":
        return QCoreApplication.translate(
            "profile_faults", "The profile could not be kept on this computer. The disk may be full, or read only."
        )
    return QCoreApplication.translate(
        "profile_faults", "The profile cannot be read, or it is damaged. Ask whoever gave it to you for a new one."
    )
