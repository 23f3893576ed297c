"""What an operator can set: by a TOML file, by the environment over it, by options of the command over both."""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from exposure_check.errors import OptionError
from exposure_check.server.counters import MOST
from exposure_check.server.rate import DEFAULT_ALARM, DEFAULT_RATE, DEFAULT_TOTAL, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

ENVIRONMENT = "EXPOSURE_CHECK_"
DEFAULT_PORT = 8440
MOST_WORKERS = 256
_SYSTEMD_CREDENTIALS = "CREDENTIALS_DIRECTORY"  # systemd.exec(5), LoadCredential=
PASSPHRASE_CREDENTIAL = "passphrase"  # noqa: S105  # the name of a file
_UNLIMITED = "none"
_NEARLY = 0.9  # of the letters of a name
_MEND = "Correct the configuration; docs/operations.md and build/server/exposure-check.toml name every setting."


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every setting of `serve`, with defaults that are safe on the open internet."""

    folder: str = ""  # the published list
    keys: str = ""  # the folder of keys, or its voprf folder
    passphrase_file: str = ""
    root: str = ""  # a root of trust that the list has to follow from; the folder's oldest where it is empty
    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = DEFAULT_PORT  # 0: a free one
    workers: Annotated[int, msgspec.Meta(ge=0, le=MOST_WORKERS)] = 0  # 0: as many as there are cores
    metrics_port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 0  # on 127.0.0.1; 0: no metrics
    forwarded_from: str = ""
    static_only: bool = False
    watch_seconds: Annotated[int, msgspec.Meta(ge=0, le=86400)] = 10  # between looks for a new list; 0: SIGHUP alone
    connections: Annotated[int, msgspec.Meta(ge=16, le=1 << 17)] = 4096  # of one worker
    connections_each: Annotated[int, msgspec.Meta(ge=1, le=1 << 17)] = 256
    head_seconds: Annotated[float, msgspec.Meta(ge=0.5, le=120)] = 10  # for the whole head of a request to arrive
    slow_seconds: Annotated[float, msgspec.Meta(ge=0.5, le=120)] = 10  # in which a reader takes at least 16 KiB
    waiting_evaluations: Annotated[int, msgspec.Meta(ge=1, le=1 << 16)] = 2048
    cache_mebibytes: Annotated[int, msgspec.Meta(ge=0, le=1 << 16)] = 64  # of buckets, in one worker
    rate: str = DEFAULT_RATE  # elements of one address, and multiples for its networks; "none" for no limit
    total_per_day: Annotated[int, msgspec.Meta(ge=2, le=MOST)] = DEFAULT_TOTAL
    alarm_percent: Annotated[int, msgspec.Meta(ge=1, le=100)] = DEFAULT_ALARM
    redis: str = ""
    place: tuple[Place, ...] = ()

    @property
    def is_limited(self) -> bool:
        """Whether evaluations are counted."""
        return self.rate != _UNLIMITED


def load(file: Path | None, options: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings; raises `OptionError` that names the one at fault. `options` of None were not given."""
    _refuse_misspelt(environment)
    values = _from_file(file) if file is not None else {}
    for field in msgspec.structs.fields(Settings):
        if field.name != "place" and (text := environment.get(ENVIRONMENT + field.name.upper())) is not None:
            values[field.name] = text
    values |= {name: value for name, value in options.items() if value is not None}
    credentials = environment.get(_SYSTEMD_CREDENTIALS)
    if not values.get("passphrase_file") and credentials:
        credential = Path(credentials) / PASSPHRASE_CREDENTIAL
        if credential.exists():
            values["passphrase_file"] = str(credential)
    if values.get("workers") == "auto":
        values["workers"] = 0
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise OptionError(f"A setting cannot be used: {error}.", advice=_MEND) from error


def _refuse_misspelt(environment: Mapping[str, str]) -> None:
    """Raise `OptionError` for a variable that is nearly a setting: a limit that is misspelt would be none."""
    names = [ENVIRONMENT + field.name.upper() for field in msgspec.structs.fields(Settings) if field.name != "place"]
    for name in environment:
        if not name.startswith(ENVIRONMENT) or name in names:
            continue
        if name == ENVIRONMENT + "PLACE":
            raise OptionError(f"The environment has {name}.", advice="Places can be set in the file of --config alone.")
        if nearest := difflib.get_close_matches(name, names, n=1, cutoff=_NEARLY):
            raise OptionError(
                f"There is no setting {name}, which the environment has.",
                advice=f"Write {nearest[0]} if that is meant, or unset the variable.",
            )


def _from_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise OptionError(f"The configuration {str(path)!r} cannot be read: {error.strerror}.", advice=_MEND) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OptionError(f"The configuration {str(path)!r} is not TOML: {error}.", advice=_MEND) from error
