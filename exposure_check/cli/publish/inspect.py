"""`exposure-check publish inspect`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exposure_check.cli.options import print_refused
from exposure_check.publisher.dry_run.inspection import ANY_KEY, inspect
from exposure_check.publisher.input import breaches, rows
from exposure_check.tables import detection, mapping

if TYPE_CHECKING:
    from exposure_check.publisher.dry_run.inspection import Inspection


def add_inspect(parser: argparse.ArgumentParser) -> None:
    """The options of `publish inspect`."""
    parser.set_defaults(publish_run=_inspect)
    parser.add_argument("records", nargs="+", metavar="FILE", help="CSV, JSON lines or Parquet; globs are taken")
    parser.add_argument("--breaches", type=Path, metavar="FILE", help="breaches.toml; without it breaches go unchecked")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="which columns and words of the files mean what")
    parser.add_argument("--allow-test-numbers", action="store_true", help="take numbers reserved for tests")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _inspect(options: argparse.Namespace) -> int:
    names = mapping.load(options.mapping) if options.mapping else mapping.AS_IS
    breach_rules = rows.breach_rules(breaches.load(options.breaches)) if options.breaches else None
    rules = rows.Rules(breach_rules, options.allow_test_numbers, names, codes_key=ANY_KEY)
    inspection = inspect(detection.expand(options.records), rules)
    if options.json:
        print(msgspec.json.encode(inspection).decode())
    else:
        _print_inspection(inspection)
    return 0


def _print_inspection(inspection: Inspection) -> None:
    for file in inspection.files:
        kind = " ".join(filter(None, (file.format, file.encoding, repr(file.delimiter) if file.delimiter else "")))
        print(f"{file.name}: {kind}, {file.rows:,} rows")
        print(f"  columns: {', '.join(file.columns) or '(not shown: the first line may be data)'}")
    for title, counts in (
        ("scheme", inspection.schemes),
        ("breach", inspection.breaches),
        ("category", inspection.categories),
    ):
        for name, count in counts.most_common():
            print(f"{title} {name}: {count:,}")
    if inspection.codes_to_draw:
        print(
            f"{inspection.codes_to_draw:,} sealed rows have no code: build with --draw-codes FILE, or they are refused"
        )
    for reason, count in inspection.refused.items():
        print(f"refused, {reason}: {count:,}")
    print_refused(inspection.refused_lines)
