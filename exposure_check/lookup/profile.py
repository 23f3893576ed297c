"""A profile: which service to ask and whom to trust for it. One JSON file, made by `exposure-check profile new`.

Two forms, told apart by `format`: the profile itself (1), and the signed form of whoever hands it out
(2, `signed_profile`), which holds the profile's bytes as they were signed. `profile_places` says where one is looked
for, `standing` how far it is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from exposure_check import printable
from exposure_check.errors import ProfileError, ProfileFormatError, advice_on_file
from exposure_check.lookup import logo, signed_profile
from exposure_check.lookup.signed_profile import ASK_FOR_ANOTHER, MAX_BYTES
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
FILE_NAME = "profile.json"
_LATER_FIELDS = ("covers", "help_lines", "logo", "letter_code_first", "privacy_level", "updates", "kiosk")
MAX_TEXT = 200  # characters
MAX_COVERS = 600
Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]
FilledText = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TEXT)]
Address = Annotated[str, msgspec.Meta(max_length=2000)]
Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}\Z")]
Covers = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_COVERS)]


class HelpLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody whom people can call."""

    name: FilledText
    number: FilledText
    hours: Annotated[dict[Language, FilledText], msgspec.Meta(max_length=20)] = {}  # by language
    languages: Annotated[tuple[Language, ...], msgspec.Meta(max_length=20)] = ()  # that are spoken there


class Updates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Newer versions of the program. Counts only in a profile that an administrator or an installer put in place."""

    address: Address | None = None  # where to get one, https://...; None: the address that was built in
    silent: bool = False  # say nothing: somebody else looks after this computer

    def __post_init__(self) -> None:
        if self.address is not None and not self.address.startswith("https://"):
            raise ValueError("updates: not an https:// address")


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a lookup needs to know of a service before it asks it anything."""

    format: int
    url: Address  # bucket host: metadata, targets, data sets
    root: msgspec.Raw  # TUF root of trust, the signed JSON file as it is
    evaluator_url: Address | None = None  # None: the bucket host evaluates too
    name: Text = "Exposure Check"  # who offers the service
    demo: bool = False  # takes suite XC1-DEMO and never-issued numbers, and every page says so
    schemes: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1, max_length=32)] = ("fi.hetu",)
    languages: tuple[Text, ...] = LANGUAGES
    country: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}\Z")] = "fi"  # whose guidance is shown
    help_name: Text = ""
    help_number: Text = ""
    # further hosts of the same files, asked in this order when the one before cannot be reached
    mirrors: Annotated[tuple[Address, ...], msgspec.Meta(max_length=8)] = ()
    covers: Annotated[dict[Language, Covers], msgspec.Meta(max_length=20)] = {}  # which breaches, by language
    help_lines: Annotated[tuple[HelpLine, ...], msgspec.Meta(max_length=8)] = ()  # beside help_name and help_number
    logo: Annotated[str, msgspec.Meta(max_length=logo.MAX_BASE64)] = ""  # a plain PNG in base64
    letter_code_first: bool = False  # ask for the code of the letter before the number
    privacy_level: Literal["standard", "maximum"] = "standard"  # until a person chooses one herself
    updates: Updates = Updates()
    kiosk: bool = False  # a computer that many people use: nothing is kept, saved or printed

    @property
    def evaluator(self) -> str:
        """The base address that evaluates."""
        return self.url if self.evaluator_url is None else self.evaluator_url

    @property
    def all_help_lines(self) -> tuple[HelpLine, ...]:
        """Everybody whom people can call: `help_lines`, else the one line of `help_name` and `help_number`."""
        if self.help_lines or not self.help_number:
            return self.help_lines
        return (HelpLine(self.help_name or self.name or self.help_number, self.help_number),)

    def help_lines_for(self, language: str) -> list[HelpLine]:
        """All of them: those where a reader's language is spoken, then those that name no language, then the others."""

        def rank(line: HelpLine) -> int:
            if not line.languages:
                return 1
            return 0 if language in line.languages else 2

        return sorted(self.all_help_lines, key=rank)


@dataclass(frozen=True)
class Opened:
    """A profile out of a file, and the Ed25519 key (64 hexadecimal digits) whose signature over it holds."""

    profile: Profile
    signer: str = ""  # empty: it is not signed


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
    if profile.updates.address is not None:
        check_url(profile.updates.address)


def encode(profile: Profile) -> bytes:
    """The bytes of the unsigned form. A later field that says nothing is left out: versions before it read the rest."""
    least = Profile(FORMAT, "", msgspec.Raw(b"{}"))
    said = {name: getattr(profile, name) for name in Profile.__struct_fields__}
    for name in _LATER_FIELDS:
        if said[name] == getattr(least, name):
            del said[name]
    return msgspec.json.encode(said)


def parse(data: bytes) -> Profile:
    """Decode and check a profile, signed or not; raises `ProfileError`."""
    return open_bytes(data).profile


def open_bytes(data: bytes) -> Opened:
    """Decode and check a profile, and verify the signature where it has one.

    Raises `ProfileError`; `ProfileSignatureError` where the signature does not hold, `ProfileFormatError` for a form
    that this version does not know.
    """
    version = _format(data)
    if version != signed_profile.FORMAT:
        return Opened(_decoded(data, version))
    content, signer = signed_profile.verified(data)
    return Opened(_decoded(content, _format(content)), signer)


def load(path: Path) -> Profile:
    """Read a profile file; raises `ProfileError`."""
    return open_file(path).profile


def open_file(path: Path) -> Opened:
    """`open_bytes` of a file; raises `ProfileError`, whose advice names it: there are many places of profiles."""
    data = read_file(path)
    try:
        return open_bytes(data)
    except ProfileError as error:
        error.advice = f"{error.advice} The file is {str(path)!r}."
        raise


def read_file(path: Path) -> bytes:
    """The bytes of a profile file, no more of them than one may have and one; raises `ProfileError`."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # who waits at a pipe may wait for ever
            raise _not_a_file(path)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ProfileError(
            f"The profile {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error


class _Versioned(msgspec.Struct):
    format: int


# here, and not where they are used: see `protocol/catalogue.py`
_VERSIONED, _PROFILE = msgspec.json.Decoder(_Versioned), msgspec.json.Decoder(Profile)


def _format(data: bytes) -> int:
    """The format that a file says it has, once no field stands in it twice; raises `ProfileError`."""
    if len(data) > MAX_BYTES:
        raise ProfileError("The profile is larger than 1 MiB.", advice=ASK_FOR_ANOTHER)
    try:
        _refuse_doubles(data)
        return _VERSIONED.decode(data).format
    except (ValueError, RecursionError) as error:  # msgspec's errors are of ValueError
        raise _invalid(error) from error


def _decoded(data: bytes, version: int) -> Profile:
    if version != FORMAT:
        raise ProfileFormatError(
            f"The profile has format {version}; this version reads formats {FORMAT} and {signed_profile.FORMAT}.",
            advice="Install the newest version of this program, or ask for a profile of this format.",
        )
    try:
        profile = _PROFILE.decode(data)
        printable.check(profile)
        if profile.logo:
            logo.decode(profile.logo)
    except (ValueError, RecursionError) as error:
        raise _invalid(error) from error
    check_urls(profile)
    return profile


def _not_a_file(path: Path) -> ProfileError:
    return ProfileError(f"The profile {str(path)!r} is not a file.", advice=ASK_FOR_ANOTHER)


def _invalid(error: Exception) -> ProfileError:
    return ProfileError(f"The profile is not valid: {error}.", advice=ASK_FOR_ANOTHER)


def _refuse_doubles(data: bytes) -> None:
    """Raise `ValueError` where an object of JSON has a field twice: readers differ in which of them they take."""
    import json  # here, and not msgspec, which takes the last without a word

    def distinct(pairs: list[tuple[str, object]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            raise ValueError("a field stands in it twice")

    json.loads(data.decode(), object_pairs_hook=distinct)
