"""What every command that signs is held to: dates, the clock, and versions that are never signed twice.

The folder of keys keeps what was signed with it, so that an older copy of the published folder is noticed::

    DIR/signed.json     the highest versions, and the time of the newest signature; public, but for its owner alone

Whoever signs a list does it inside `signing`. That is: `publish build`, `refresh`, `rotate`, `guidance`, `withdraw`.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import msgspec
from tuf.api.metadata import Root

from exposure_check.errors import OptionError, PublishError, advice_on_file
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.trust import keys, sign
from exposure_check.trust.verify import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SIGNED_FILE = "signed.json"
FORMAT = 1
WARNED_BEFORE = timedelta(days=30)
WARNED_FROM_ROOTS = 48  # while a client of the first one still follows
CLOCK_SKEW = timedelta(minutes=5)  # between the machines of one publisher
HIGHEST_VERSION = 2**31 - 1
_MAX_BYTES = 16 * 1024

Version = Annotated[int, msgspec.Meta(ge=0, le=HIGHEST_VERSION)]


class Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was signed with a folder of keys, by role: the highest version, and the highest that was published.

    The first is written before a signature is made, so that a command that was killed used its versions up.
    """

    format: int
    highest: dict[str, Version]
    published: dict[str, Version]
    newest: datetime  # of the signatures

    def __post_init__(self) -> None:
        if self.format != FORMAT or self.newest.tzinfo is None:
            raise ValueError("another format")


_SIGNED = msgspec.json.Decoder(Signed)  # here, and not where it is used: see `protocol/catalogue.py`
_NOTHING = Signed(FORMAT, {}, {}, datetime.min.replace(tzinfo=UTC))


@contextmanager
def signing(
    out: Path,
    key_folder: Path,
    now: datetime,
    roles: tuple[str, ...] = keys.SIGNING_ROLES,
    *,
    skip_to: int = 1,
    new_root: bool = False,
) -> Iterator[dict[str, int]]:
    """Sign these roles of the list in `out` while the block runs; gives the lowest version for each of them.

    `now` is the computer's clock. Raises what `check` raises, before the block; and after it, `PublishError` where a
    role is past its date all the same.
    """
    check(out, key_folder, now, roles, skip_to=skip_to, new_root=new_root)
    versions = {role: _next_version(out, load(key_folder), role, skip_to) for role in roles}
    _note(key_folder, Signed(FORMAT, versions, {}, now))
    yield versions
    _note(key_folder, Signed(FORMAT, {}, sign.versions(out), now))
    _refuse_past(out, key_folder, now, renewed=())


def check(
    out: Path,
    key_folder: Path,
    now: datetime,
    roles: tuple[str, ...] = keys.SIGNING_ROLES,
    *,
    skip_to: int = 1,
    new_root: bool = False,
) -> None:
    """Raise `PublishError` where these roles may not be signed now, `OptionError` for a folder that cannot be used.

    That is: the clock is behind the newest signature, a role that is not renewed is past its date, or `out` is older
    than what was signed before and `skip_to` does not go ahead of it.
    """
    _refuse_clock(out, key_folder, now)
    _refuse_past(out, key_folder, now, renewed=(*roles, *(("root",) if new_root else ())))
    _refuse_older(out, load(key_folder), roles, skip_to)


def check_root(key_folder: Path, now: datetime) -> None:
    """Raise `PublishError` where the root of trust of the keys is past its date or was signed later than now."""
    _refuse_clock(key_folder, key_folder, now)
    _refuse_past(key_folder, key_folder, now, renewed=keys.SIGNING_ROLES)


def warnings(out: Path, now: datetime) -> list[str]:
    """What the publisher of a list should know before it goes wrong, a sentence each."""
    found = []
    for role, expires in sign.expiries(out).items():
        days = (expires - now).days
        if sign.LIFETIME[role] > WARNED_BEFORE and expires - now < WARNED_BEFORE:
            found.append(
                f"The {role} of the list runs out in {max(days, 0)} days, on {expires:%Y-%m-%d}. {_renew(role)}"
            )
    version = sign.newest_root(out).version
    if version >= WARNED_FROM_ROOTS:
        found.append(
            f"The root of trust is at version {version}. A client follows {LIMITS.max_root_rotations} versions from "
            "the one in its profile and refuses the list after that: give everyone a profile with the new root."
        )
    return found


def load(key_folder: Path) -> Signed:
    """What was signed with a folder of keys, nothing where that was not kept; raises `OptionError`."""
    path = key_folder / SIGNED_FILE
    try:
        with path.open("rb") as file:
            return _SIGNED.decode(file.read(_MAX_BYTES))
    except FileNotFoundError:
        return _NOTHING
    except OSError as error:
        raise _unusable(path, error) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise OptionError(
            f"The file {str(path)!r} is damaged: it says which versions were signed.",
            advice="Restore it from your backup. Without one, delete it and sign with --skip-to and a version above "
            "every one that was ever published.",
        ) from error


def _note(key_folder: Path, added: Signed) -> None:
    path = key_folder / SIGNED_FILE
    try:
        with keys.exclusive(key_folder):
            before = load(key_folder)
            noted = Signed(
                FORMAT,
                _highest(before.highest, added.highest, added.published),
                _highest(before.published, added.published),
                max(before.newest, added.newest),
            )
            write_atomically(path, msgspec.json.format(msgspec.json.encode(noted)) + b"\n", PRIVATE)
    except OSError as error:
        raise _unusable(path, error) from error


def _highest(*versions: Mapping[str, int]) -> dict[str, int]:
    roles = sorted({role for each in versions for role in each})
    return {role: max(each.get(role, 0) for each in versions) for role in roles}


def _next_version(out: Path, signed: Signed, role: str, skip_to: int) -> int:
    return max(sign.versions(out).get(role, 0) + 1, signed.highest.get(role, 0) + 1, skip_to)


def _refuse_clock(out: Path, key_folder: Path, now: datetime) -> None:
    expiries = sign.expiries(out, key_folder)
    newest = max((load(key_folder).newest, *(expires - sign.LIFETIME[role] for role, expires in expiries.items())))
    if now < newest - CLOCK_SKEW:
        raise PublishError(
            f"The clock of this computer says {now:%Y-%m-%d %H:%M} UTC, which is before the newest signature, of "
            f"{newest:%Y-%m-%d %H:%M} UTC: nothing was signed.",
            advice="Set the clock. If that signature was made while a clock ran ahead, restore the published folder "
            "and the folder of keys from copies made before it, and sign with --skip-to.",
        )


def _refuse_past(out: Path, key_folder: Path, now: datetime, renewed: tuple[str, ...]) -> None:
    for role, expires in sign.expiries(out, key_folder).items():
        if role not in renewed and expires <= now:
            raise PublishError(
                f"The {role} of the list expired at {expires:%Y-%m-%d %H:%M} UTC: no program takes the list.",
                advice=_renew(role),
            )


def _renew(role: str) -> str:
    if role == Root.type:
        return "Renew it: bring enough root keys together and run `publish rotate root`."
    return f"Renew it: build again, or `publish rotate {role}`."


def _refuse_older(out: Path, signed: Signed, roles: tuple[str, ...], skip_to: int) -> None:
    lying = sign.versions(out)
    older = {role: signed.published[role] for role in roles if signed.published.get(role, 0) > lying.get(role, 0)}
    highest = max((version for each in (signed.highest, lying) for version in each.values()), default=0)
    if older and skip_to <= highest:
        role, version = next(iter(older.items()))
        raise PublishError(
            f"Version {version} of the {role} was published with these keys; the folder {str(out)!r} holds version "
            f"{lying.get(role, 0)}: nothing was signed.",
            advice="Restore the newest copy of the published folder. If it is lost, publish every scheme, guidance and "
            f"withdrawal again, beginning with --skip-to {highest + 1}. For another list make keys of its own.",
        )


def _unusable(path: Path, error: OSError) -> OptionError:
    return OptionError(
        f"The file {str(path)!r}, which keeps what was signed, cannot be used: {error.strerror}.",
        advice=advice_on_file(error),
    )
