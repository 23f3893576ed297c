"""`exposure-check publish inspect`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check import identity
from exposure_check.cli import output
from exposure_check.cli.options import print_refused
from exposure_check.cli.publish import signing
from exposure_check.publisher.dry_run.inspection import ANY_KEY, inspect
from exposure_check.publisher.dry_run.words import NOTHING
from exposure_check.publisher.input import breaches, public_register, rows
from exposure_check.tables import mapping, source

if TYPE_CHECKING:
    from exposure_check.publisher.dry_run.inspection import File, Inspection
    from exposure_check.publisher.dry_run.words import Word

_SHOWN_SPANS = 20


def add_inspect(parser: argparse.ArgumentParser) -> None:
    """The options of `publish inspect`."""
    parser.set_defaults(publish_run=_inspect)
    parser.add_argument("records", nargs="+", metavar="FILE", help="CSV, JSON, Parquet, spreadsheets; globs are taken")
    parser.add_argument("--breaches", type=Path, metavar="FILE", help="breaches.toml; without it breaches go unchecked")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="which columns and words of the files mean what")
    parser.add_argument("--allow-test-numbers", action="store_true", help="take numbers reserved for tests")
    signing.add_open_health(parser)
    parser.add_argument("--words", action="store_true", help="list every word met, also what may be somebody's data")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _inspect(options: argparse.Namespace) -> int:
    names = mapping.load(options.mapping) if options.mapping else mapping.AS_IS
    breach_rules = rows.breach_rules(breaches.load(options.breaches)) if options.breaches else None
    rules = rows.Rules(breach_rules, options.allow_test_numbers, names, codes_key=ANY_KEY)
    inspection = inspect(source.expand(options.records), rules, all_words=options.words)
    if options.json:  # one object is printed: this, or the error
        _refuse(inspection, options)
        print(output.json_line(inspection))
        return 0
    _print_inspection(inspection)
    for register in inspection.public_registers:
        print(register.warning(), file=sys.stderr)
    for scheme in inspection.schemes if breach_rules is None else ():
        if identity.get(scheme).open_number is not None:
            print(
                f"Numbers of {scheme} are not secret: an open breach of them is a public register. --breaches tells.",
                file=sys.stderr,
            )
    _refuse(inspection, options)
    return 0


def _refuse(inspection: Inspection, options: argparse.Namespace) -> None:
    public_register.refuse_health(inspection.public_registers, allowed=options.open_health_data)


def _print_inspection(inspection: Inspection) -> None:
    for file in inspection.files:
        _print_file(file)
    for title, counts in (
        ("scheme", inspection.schemes),
        ("breach", inspection.breaches),
        ("category", inspection.categories),
        ("cannot be ruled out, category", inspection.uncertain),
    ):
        for name, count in counts.most_common():
            print(f"{title} {name}: {count:,}")
    for word in inspection.words:
        print(f"column {word.column}: {_text(word)} in {word.count:,} rows, taken for {word.taken_for or 'nothing'}")
    if any(not word.word and word.taken_for for word in inspection.words):
        print("Words that are not shown may be somebody's own data, or stand for no value: --words lists them all.")
    if inspection.restored:
        print(f"{inspection.restored:,} numbers had lost a leading zero, which was put back")
    if inspection.codes_to_draw:
        print(
            f"{inspection.codes_to_draw:,} sealed rows have no code: build with --draw-codes FILE, or they are refused"
        )
    for reason, count in inspection.refused.items():
        print(f"refused, {reason}: {count:,}")
    print_refused(inspection.refused_lines)
    _print_spans(inspection)


def _text(word: Word) -> str:
    if word.word:
        return repr(word.word)
    if word.taken_for == NOTHING and not word.length:
        return "no word"
    of_length = f" of {word.length} characters" if word.length else ""
    return f"{word.distinct:,} other words{of_length}, not shown,"


def _print_file(file: File) -> None:
    parts = (file.compression, file.format, file.encoding, repr(file.delimiter) if file.delimiter else "")
    sheet = f", sheet {file.sheet!r}" if file.sheet else ""
    passed = f", {file.passed:,} passed over" if file.passed else ""
    print(f"{file.name}: {' '.join(filter(None, parts))}{sheet}, {file.rows:,} rows, {file.blank:,} blank{passed}")
    if file.columns or not file.format.startswith("json"):
        print(f"  columns: {', '.join(filter(None, file.columns)) or '(not shown: the first line may be data)'}")
    if file.longest[0]:
        tallest = f"; most lines in one row: {file.tallest[0]:,}, line {file.tallest[1]:,}" if file.tallest[0] else ""
        print(f"  longest row: {file.longest[0]:,} characters, line {file.longest[1]:,}{tallest}")


def _print_spans(inspection: Inspection) -> None:
    for span in inspection.spans[:_SHOWN_SPANS]:
        print(span, file=sys.stderr)
    if inspection.spans:
        print(
            f"{len(inspection.spans):,} records hold lines that look like rows, in a field of several lines: a build "
            f"stops, unless they were looked at and it is given --multiline-fields {inspection.spans_digest}",
            file=sys.stderr,
        )
