"""What the commands that sign have in common: folders that stay apart, `--skip-to`, warnings of what runs out, and what
the publisher states beside the targets.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check import files
from exposure_check.cli import passphrase
from exposure_check.publisher.workspace.storage import Folder
from exposure_check.trust import guard, keys, sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exposure_check.protocol.statements import Statements
    from exposure_check.publisher.workspace.storage import Storage


def add_skip_to(parser: argparse.ArgumentParser) -> None:
    """Add `--skip-to`."""
    parser.add_argument(
        "--skip-to",
        type=_version,
        default=1,
        metavar="N",
        help="sign versions from N on: where the newest published folder is lost",
    )


def add_open_health(parser: argparse.ArgumentParser) -> None:
    """Add `--open-health-data`."""
    parser.add_argument(
        "--open-health-data",
        action="store_true",
        help="allow an open breach with health data under numbers that are no secret: everybody can read it",
    )


def add_signing_options(parser: argparse.ArgumentParser) -> None:
    """Add `--keys`, `--out`, `--skip-to` and `--passphrase-file`."""
    parser.add_argument("--keys", type=Path, required=True, metavar="DIR", help="made with `publish keys`")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the published folder")
    add_skip_to(parser)
    passphrase.add_option(parser)


def sign_statements(options: argparse.Namespace, stated: Statements) -> None:
    """Sign the list again with what the publisher states now; for the options of `add_signing_options`."""
    refuse_nested(options)
    now = datetime.now(UTC)
    secret = passphrase.ask_for_keys(options.keys, keys.SIGNING_ROLES, options.passphrase_file)
    signers, root = keys.load_signers(options.keys, secret), keys.read_root(options.keys)
    with guard.signing(options.out, options.keys, now, skip_to=options.skip_to) as versions:
        sign.publish(options.out, root, signers, {}, now, versions=versions, stated=stated)
    warn(options.out)


def refuse_nested(options: argparse.Namespace, work: Storage | None = None, records: Iterable[Path] = ()) -> None:
    """Raise `OptionError` where --out, --keys or the work folder is or contains another of them, or a
    file that is secret, such as `records`, lies in --out.
    """
    folders = {"--out": options.out, "--keys": options.keys}
    if isinstance(work, Folder):
        folders["--work"] = work.path
    files.refuse_nested({option: folder for option, folder in folders.items() if folder is not None})
    secret_files = {
        f"--{name.replace('_', '-')}": getattr(options, name)
        for name in ("passphrase_file", "codes_passphrase_file", "draw_codes")
        if getattr(options, name, None) is not None
    }
    if options.out is not None:
        files.refuse_inside(options.out, secret_files)
        for path in records:
            files.refuse_inside(options.out, {"--records": path})


def warn(out: Path) -> None:
    """Say on standard error what runs out soon."""
    for warning in guard.warnings(out, datetime.now(UTC)):
        print(warning, file=sys.stderr)


def _version(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text[:20]) <= guard.HIGHEST_VERSION):
        raise argparse.ArgumentTypeError(f"must be 1 to {guard.HIGHEST_VERSION}")
    return int(text)
