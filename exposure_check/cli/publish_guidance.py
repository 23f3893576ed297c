"""`exposure-check publish guidance`: sign what the publisher has to say about a breach, apart from any build."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError
from exposure_check.guidance.breach import parse_breach_guidance
from exposure_check.trust import keys, sign


def add_guidance(parser: argparse.ArgumentParser) -> None:
    """The options of `publish guidance`."""
    parser.set_defaults(publish_run=_guidance)
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="BREACH.toml, named as the id of its breach"
    )
    parser.add_argument("--keys", type=Path, required=True, metavar="DIR", help="made with `publish keys`")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the published folder")
    passphrase.add_option(parser)


def _guidance(options: argparse.Namespace) -> int:
    targets = {f"guidance/{path.stem}.toml": _checked(path) for path in options.files}
    secret = None
    if keys.needs_passphrase(options.keys, keys.SIGNING_ROLES):
        secret = passphrase.ask("Passphrase of the keys: ", options.passphrase_file)
    signers = keys.load_signers(options.keys, secret)
    if not (options.out / "metadata" / "timestamp.json").exists():
        raise OptionError(f"There is no published list in {str(options.out)!r}.", advice="Build one first.")
    sign.publish(options.out, keys.read_root(options.keys), signers, targets, datetime.now(UTC))
    print(f"Published guidance for {', '.join(path.stem for path in options.files)}.")
    return 0


def _checked(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OptionError(f"The guidance {str(path)!r} cannot be read: {error.strerror}.") from error
    parse_breach_guidance(data, path.stem)
    return data
