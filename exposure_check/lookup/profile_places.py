"""Where a profile is looked for, in this order. The first is taken, and `Standing` says how far it is believed.

1. The file that was named with `--profile`.
2. The administrator's: `/etc/exposure-check`, `/Library/Application Support/exposure-check`,
   `%ProgramData%\\exposure-check`; before it on Windows the file that the MSI for all users was told. Linux has
   `/etc/xdg/exposure-check` too, where earlier versions looked.
3. Beside the program, where only an administrator can put a file.
4. The user's own folder; before it on Windows the file that the MSI for one user was told.
5. Beside the program in the forms that are the user's own: the portable one, and the MSI for one user.

A file in a place of the administrator's or the installer's that others can write to is passed over: anybody could have
put it there, for everybody on the computer. Only the file that the MSI was told is taken all the same, as a loose one:
the administrator chose it by name.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from exposure_check.errors import MissingProfileError, ProfileError, advice_on_file
from exposure_check.installed import Hive
from exposure_check.installed import read as of_installation
from exposure_check.lookup import administrators
from exposure_check.lookup.profile import FILE_NAME, Profile, open_file
from exposure_check.lookup.standing import Place, Standing

PORTABLE_MARKER = "portable"  # a file inside the forms that are the user's own
_FOLDER = "exposure-check"


@dataclass(frozen=True)
class FoundProfile:
    """A profile, where it lies, and how it is believed."""

    profile: Profile
    path: Path
    standing: Standing


def find(named: Path | None = None) -> FoundProfile:
    """The profile of a file, or of this installation; raises `ProfileError`, `MissingProfileError` for none."""
    path, place = (named, Place.NAMED) if named is not None else _installed()
    opened = open_file(path)
    return FoundProfile(opened.profile, path, Standing(place, opened.signer))


def installed() -> Path:
    """The file of this installation's profile; raises `MissingProfileError` where there is none."""
    return _installed()[0]


def passed_over() -> list[Path]:
    """The files in places of the administrator's and the installer's that are not taken: others can write to them."""
    beside = () if _is_portable() else _places_beside()
    return [
        path
        for path, _ in (*_administrators_places(), *beside)
        if _is_there(path) and not administrators.alone_may_write(path)
    ]


def user_path() -> Path | None:
    """Where the user's own profile lies; None where there is no home."""
    import platformdirs  # here: whoever names a profile needs none of it

    path = platformdirs.user_config_path(_FOLDER, appauthor=False) / FILE_NAME
    return path if path.is_absolute() else None  # without a home it would be below the current folder


def _installed() -> tuple[Path, Place]:
    given = _given(Hive.MACHINE)
    if given is not None:
        return given, Place.ADMINISTRATOR if administrators.alone_may_write(given) else Place.NAMED
    for path, place in (*_administrators_places(), *_places_beside()):
        if _is_there(path) and administrators.alone_may_write(path):
            return path, place
    for users in (_given(Hive.USER), user_path()):
        if users is not None and _is_there(users):
            return users, Place.USER
    if _is_portable():
        for path, _ in _places_beside():
            if _is_there(path):
                return path, Place.PORTABLE
    raise MissingProfileError(
        "There is no profile on this computer, so the program does not know whom to ask.",
        advice="Ask whoever told you of this program for one, and name it with --profile FILE."
        if _is_packaged()
        else "Name one with --profile FILE, or try everything with: exposure-check demo",
    )


def _given(hive: Hive) -> Path | None:
    text = of_installation(hive, "Profile")
    path = Path(text) if text else None
    return path if path is not None and _is_there(path) else None


def _administrators_places() -> tuple[tuple[Path, Place], ...]:
    """Fixed, and named by no variable of the environment, which is the user's."""
    if sys.platform == "win32":
        import platformdirs

        folders = [platformdirs.site_config_path(_FOLDER, appauthor=False)]  # asks Windows, not the environment
    elif sys.platform == "darwin":
        folders = [Path("/Library/Application Support") / _FOLDER]
    else:
        folders = [Path("/etc") / _FOLDER, Path("/etc/xdg") / _FOLDER]
    return tuple((folder / FILE_NAME, Place.ADMINISTRATOR) for folder in folders)


def _places_beside() -> tuple[tuple[Path, Place], ...]:
    folder = Path(sys.executable).parent
    if sys.platform == "darwin":  # Exposure Check.app/Contents: programs and files lie apart
        folder = folder.parent / "Resources"
    return ((folder / FILE_NAME, Place.INSTALLED),)


def _is_there(path: Path) -> bool:
    """Whether there is a profile. Raises `ProfileError` where nobody can tell: a lesser place may not take its turn."""
    try:
        return path.is_absolute() and path.is_file()
    except OSError as error:
        raise ProfileError(
            f"The place of a profile {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error


def _is_packaged() -> bool:
    """Whether this is the program as it is installed: it holds what looks up, and no demo."""
    return getattr(sys, "_MEIPASS", None) is not None


def _is_portable() -> bool:
    """Whether this form of the program is its user's own, carried or installed for one: it says so, from inside."""
    return _is_packaged() and (Path(getattr(sys, "_MEIPASS", "")) / PORTABLE_MARKER).is_file()
