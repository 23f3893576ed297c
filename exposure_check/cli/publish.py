"""`exposure-check publish`: keys, and data sets from breach records."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError, PublishError
from exposure_check.files import write_atomically
from exposure_check.protocol.suite import SUITES, XC1, XC1_DEMO
from exposure_check.publisher import breaches, formats, pool
from exposure_check.publisher.build import SIGNING_ROLES, Keys, Order, build
from exposure_check.trust import keys, sign

if TYPE_CHECKING:
    from exposure_check.publisher.summary import Summary
    from exposure_check.secret import Secret

_SHOWN_LINES = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands of `publish` to its parser."""
    commands = parser.add_subparsers(dest="publish_command", required=True, metavar="COMMAND")
    _add_keys(commands.add_parser("keys", help="make the keys of a publisher"))
    _add_build(commands.add_parser("build", help="build and sign a data set from breach records"))


def run(options: argparse.Namespace) -> int:
    """Run the command that was chosen and return its exit status; raises `ExposureCheckError`."""
    status: int = options.publish_run(options)
    return status


def _add_keys(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(publish_run=_keys)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to put the keys; existing ones are kept")
    parser.add_argument("--plain", action="store_true", help="do not encrypt them; only their owner may read them")
    passphrase.add_option(parser)


def _keys(options: argparse.Namespace) -> int:
    root_file = options.folder / keys.ROOT_FILE
    if root_file.exists():
        raise OptionError(f"There is a root of trust already: {str(root_file)!r}.", advice="Name a new folder.")
    secret = None if options.plain else passphrase.ask_twice(options.passphrase_file)
    signers = keys.create(options.folder, secret)
    write_atomically(root_file, sign.create_root(signers, datetime.now(UTC)))
    print(f"Made the keys in {options.folder}. Keep a copy of the folder {options.folder / 'root'} apart, and offline.")
    print(f"{root_file} is public: it goes into every profile.")
    return 0


def _add_build(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(publish_run=_build)
    parser.add_argument("--breaches", type=Path, required=True, metavar="FILE", help="breaches.toml")
    parser.add_argument(
        "--records",
        type=Path,
        required=True,
        nargs="+",
        metavar="FILE",
        help="CSV: scheme,number,breach,categories,code",
    )
    parser.add_argument("--keys", type=Path, required=True, metavar="DIR", help="made with `publish keys`")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder that the server serves")
    parser.add_argument("--suite", choices=tuple(SUITES), default=XC1.name, help="default: %(default)s")
    parser.add_argument(
        "--prefix-bits", type=_bits, metavar="N", help="bits that a lookup reveals; default: the most that is allowed"
    )
    parser.add_argument("--workers", type=_workers, metavar="N", help="processes; default: one for each core")
    parser.add_argument(
        "--allow-test-numbers",
        action="store_true",
        help=f"take numbers reserved for tests; {XC1_DEMO.name} always does",
    )
    passphrase.add_option(parser)


def _build(options: argparse.Namespace) -> int:
    suite = SUITES[options.suite]
    order = Order(
        breaches=breaches.load(options.breaches),
        records=formats.expand(options.records),
        out=options.out,
        suite=suite,
        prefix_bits=options.prefix_bits,
        allow_test=options.allow_test_numbers or suite is XC1_DEMO,
    )
    publisher = Keys(options.keys, _passphrase(options))
    with _named_faults(options.out), pool.processes(options.workers) as workers:
        summary = build(order, publisher, workers)
    _report(summary)
    return 0


@contextmanager
def _named_faults(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"The disk refused: {error.strerror or 'unknown fault'}, at {error.filename or str(out)!r}.",
            advice="Make room or mend the permissions. What was published before is as it was.",
        ) from error
    except BrokenExecutor as error:
        raise PublishError(
            "A worker process died, most often because memory ran out.",
            advice="Run the same command again, with fewer --workers.",
        ) from error


def _passphrase(options: argparse.Namespace) -> Secret | None:
    if not keys.needs_passphrase(options.keys, (*SIGNING_ROLES, "voprf")):
        return None
    return passphrase.ask("Passphrase of the keys: ", options.passphrase_file)


def _report(summary: Summary) -> None:
    for one in summary.data_sets:
        print(f"{one.scheme}: {one.people:,} people, {one.records:,} records, {one.profiles:,} profiles")
        print(f"  {one.buckets:,} buckets of {one.bucket_records:,} records, {one.bytes:,} bytes; k = {one.k:,}")
        print(f"  data set {one.dataset_id}")
    print(f"{summary.rows:,} rows read, {summary.merged:,} merged, in {summary.seconds['total']:.1f} s")
    for place, lines in summary.refused_lines.items():
        shown = ", ".join(map(str, lines[:_SHOWN_LINES])) + (", ..." if len(lines) > _SHOWN_LINES else "")
        print(f"Refused {len(lines):,} rows, {place}: line {shown}", file=sys.stderr)


def _bits(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 32:
        raise argparse.ArgumentTypeError("0 to 32 bits")
    return value


def _workers(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least one process")
    return value
