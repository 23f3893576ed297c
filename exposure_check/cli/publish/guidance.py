"""`exposure-check publish guidance`: sign what the publisher has to say about a breach, apart from any build."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.cli.publish import signing
from exposure_check.errors import OptionError, advice_on_file
from exposure_check.guidance.breach import parse_breach_guidance
from exposure_check.publisher.withdraw import catalogues
from exposure_check.trust import guard, keys, sign

if TYPE_CHECKING:
    from collections.abc import Iterable


def add_guidance(parser: argparse.ArgumentParser) -> None:
    """The options of `publish guidance`."""
    parser.set_defaults(publish_run=_guidance)
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="BREACH.toml, named as the id of its breach"
    )
    parser.add_argument("--keys", type=Path, required=True, metavar="DIR", help="made with `publish keys`")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the published folder")
    signing.add_skip_to(parser)
    passphrase.add_option(parser)


def _guidance(options: argparse.Namespace) -> int:
    signing.refuse_nested(options)
    guidance = _read(options.files)
    if not (options.out / "metadata" / "timestamp.json").exists():
        raise OptionError(
            f"There is no published list in {str(options.out)!r}.",
            advice="Name the published folder with --out, or build a list first.",
        )
    _check_breaches(options.out, guidance)
    secret = passphrase.ask_for_keys(options.keys, keys.SIGNING_ROLES, options.passphrase_file)
    signers = keys.load_signers(options.keys, secret)
    targets = {f"guidance/{breach}.toml": data for breach, data in guidance.items()}
    now = datetime.now(UTC)
    with guard.signing(options.out, options.keys, now, skip_to=options.skip_to) as versions:
        sign.publish(options.out, keys.read_root(options.keys), signers, targets, now, versions=versions)
    signing.warn(options.out)
    print(f"Published guidance for {', '.join(guidance)}.")
    return 0


def _read(files: list[Path]) -> dict[str, bytes]:
    """The content of the files by breach; raises `OptionError` where two are for one, `GuidanceError`."""
    by_breach: dict[str, Path] = {}
    for path in files:
        first = by_breach.setdefault(path.stem, path)
        if first is not path:
            raise OptionError(
                f"Two files are for the breach {path.stem!r}: {str(first)!r} and {str(path)!r}.",
                advice="Name one of them: only one can be published.",
            )
    return {breach: _checked(path) for breach, path in by_breach.items()}


def _check_breaches(out: Path, guidance: Iterable[str]) -> None:
    """Raise `OptionError` for a breach that no catalogue of the list names: nobody would be shown its guidance."""
    listed = catalogues(out).values()
    breach_ids = {breach.id for described in listed for breach in described.breaches}
    for breach in guidance:
        if breach not in breach_ids:
            raise OptionError(
                f"The list in {str(out)!r} names no breach {breach!r}.",
                advice=f"Name the file after one that it has: {', '.join(sorted(breach_ids)) or 'it has none'}.",
            )


def _checked(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OptionError(
            f"The guidance {str(path)!r} cannot be read: {error.strerror}.",
            advice=advice_on_file(error),
        ) from error
    parse_breach_guidance(data, path.stem)
    return data
