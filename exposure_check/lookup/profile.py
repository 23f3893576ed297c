"""A profile: which service to ask and whom to trust for it. One JSON file, made by `exposure-check profile new`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from exposure_check.errors import ProfileError, advice_on_file
from exposure_check.resources import LANGUAGES

FORMAT = 1
FILE_NAME = "profile.json"
MAX_BYTES = 1 << 20
_ASK_FOR_ANOTHER = "Ask whoever gave you the profile for a new one."

Text = Annotated[str, msgspec.Meta(max_length=200)]


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
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
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


def installed() -> Path:
    """The profile that came with this installation: beside the program, for this user, or for all users.

    Raises `ProfileError` where there is none.
    """
    import platformdirs  # here: whoever names a profile needs none of it

    places = [
        Path(sys.executable).parent / FILE_NAME,
        platformdirs.user_config_path("exposure-check", appauthor=False) / FILE_NAME,
        platformdirs.site_config_path("exposure-check", appauthor=False) / FILE_NAME,
    ]
    for place in places:
        if place.is_file():
            return place
    raise ProfileError(
        "There is no profile on this computer, so the program does not know whom to ask.",
        advice="Name one with --profile FILE, or try everything with: exposure-check demo",
    )
