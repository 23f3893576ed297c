"""A profile: which service to ask and whom to trust for it. One JSON file, made by `exposure-check profile new`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from exposure_check import printable
from exposure_check.errors import ProfileError, advice_on_file
from exposure_check.installed import Hive
from exposure_check.installed import read as of_installation
from exposure_check.resources import LANGUAGES

FORMAT = 1
FILE_NAME = "profile.json"
PORTABLE_MARKER = "portable"  # a file inside the package of the portable form
MAX_BYTES = 1 << 20
_ASK_FOR_ANOTHER = "Ask whoever gave you the profile for a new one."

MAX_TEXT = 200  # characters
Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a lookup needs to know of a service before it asks it anything."""

    format: int
    url: Annotated[str, msgspec.Meta(max_length=2000)]  # bucket host: metadata, targets, data sets
    root: msgspec.Raw  # TUF root of trust, the signed JSON file as it is
    evaluator_url: Annotated[str, msgspec.Meta(max_length=2000)] | None = None  # None: the bucket host evaluates too
    name: Text = "Exposure Check"  # who offers the service
    demo: bool = False  # takes suite XC1-DEMO and never-issued numbers, and every page says so
    schemes: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1, max_length=32)] = ("fi.hetu",)
    languages: tuple[Text, ...] = LANGUAGES
    country: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}\Z")] = "fi"  # whose guidance is shown
    covers: dict[str, Text] = {}  # by language: which breaches the service knows of, such as "the breach at Example Oy"
    help_name: Text = ""
    help_number: Text = ""
    # further hosts of the same files, asked in this order when the one before cannot be reached
    mirrors: Annotated[tuple[Annotated[str, msgspec.Meta(max_length=2000)], ...], msgspec.Meta(max_length=8)] = ()

    @property
    def evaluator(self) -> str:
        """The base address that evaluates."""
        return self.url if self.evaluator_url is None else self.evaluator_url


def is_loopback(url: str) -> bool:
    """Whether an address names this computer itself."""
    host = urlsplit(url).hostname or ""
    if host in ("localhost", "127.0.0.1"):
        return True
    from ipaddress import ip_address  # here: most profiles need none of it

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_url(url: str) -> None:
    """Raise `ProfileError` unless `url` is a base address over HTTPS, or over HTTP to this computer itself."""
    try:
        parts = urlsplit(url)
        plain = bool(parts.hostname) and not (parts.query or parts.fragment or parts.username or parts.password)
        plain = plain and not parts.path.startswith("//")  # sent as one slash: the ledger would say two
        _ = parts.port
    except ValueError:
        plain = False
    if not plain or parts.scheme not in ("https", "http"):
        raise ProfileError(
            f"{url!r} is not an address of a service.",
            advice="Give an address such as https://check.example.org, without user name, query or fragment.",
        )
    if parts.scheme == "http" and not is_loopback(url):
        raise ProfileError(
            f"The address {url!r} is not protected by HTTPS.",
            advice="Use an https:// address. Plain http:// is taken for this computer itself only.",
        )


def check_urls(profile: Profile) -> None:
    """Raise `ProfileError` unless `check_url` passes every address of the profile."""
    for url in (profile.url, *profile.mirrors):
        check_url(url)
    check_url(profile.evaluator)


def parse(data: bytes) -> Profile:
    """Decode and check a profile; raises `ProfileError`."""
    if len(data) > MAX_BYTES:
        raise ProfileError("The profile is larger than 1 MiB.", advice=_ASK_FOR_ANOTHER)
    try:
        version = msgspec.json.decode(data, type=_Versioned).format
        if version != FORMAT:
            raise ProfileError(
                f"The profile has format {version}; this version reads format {FORMAT}.",
                advice="Install the newest version of this program, or ask for a profile of this format.",
            )
        profile = msgspec.json.decode(data, type=Profile)
        printable.check(profile)
    except (ValueError, RecursionError) as error:  # msgspec's errors are of ValueError
        raise ProfileError(f"The profile is not valid: {error}.", advice=_ASK_FOR_ANOTHER) from error
    check_urls(profile)
    return profile


def load(path: Path) -> Profile:
    """Read a profile file; raises `ProfileError`."""
    try:
        with path.open("rb") as file:
            return parse(file.read(MAX_BYTES + 1))
    except OSError as error:
        raise ProfileError(
            f"The profile {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error


class _Versioned(msgspec.Struct):
    format: int


def own_copy() -> Path:
    """Where this user's own profile lies, if there is one."""
    import platformdirs

    return platformdirs.user_config_path("exposure-check", appauthor=False) / FILE_NAME


def installed() -> Path:
    """The profile of this installation. Raises `ProfileError` where there is none.

    The administrator's place wins, then this user's own; beside the program counts last, and only where nobody but an
    administrator can put a file, or in the portable form: what lies in a folder of downloads came from anywhere.
    """
    import platformdirs  # here: whoever names a profile needs none of it

    places = []
    for hive, folder in (
        (Hive.MACHINE, platformdirs.site_config_path("exposure-check", appauthor=False)),
        (Hive.USER, own_copy().parent),
    ):
        given = of_installation(hive, "Profile")  # to the MSI, when it was installed
        places += [*([Path(given)] if given else []), folder / FILE_NAME]
    beside = Path(sys.executable).parent
    if _is_portable() or not _is_writable(beside):
        places.append(beside / FILE_NAME)
    for place in places:
        if place.is_absolute() and place.is_file():  # without a home, that of the user would be below this folder
            return place
    raise ProfileError(
        "There is no profile on this computer, so the program does not know whom to ask.",
        advice="Name one with --profile FILE, or try everything with: exposure-check demo",
    )


def _is_portable() -> bool:
    """Whether this is the form of the program that was packaged to be carried: its package says so, from inside."""
    bundled = getattr(sys, "_MEIPASS", None)
    return bundled is not None and (Path(bundled) / PORTABLE_MARKER).is_file()


def _is_writable(folder: Path, *, by_attempt: bool = os.name == "nt") -> bool:
    """Whether whoever runs this program could put a file into a folder; Windows says it of an attempt alone."""
    if not by_attempt:
        return os.access(folder, os.W_OK)
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
