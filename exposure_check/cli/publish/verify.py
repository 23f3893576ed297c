"""`exposure-check publish verify`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import output, passphrase, progress
from exposure_check.cli.options import print_refused, process_count
from exposure_check.errors import OptionError
from exposure_check.protocol.suite import SUITES
from exposure_check.publisher.input import breaches
from exposure_check.publisher.options import BuildOptions
from exposure_check.publisher.verify.dataset import verify
from exposure_check.publisher.verify.records import Opened, open_all
from exposure_check.publisher.workers import pool
from exposure_check.tables import mapping, source
from exposure_check.trust import code_book, keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.protocol.catalogue import Catalogue
    from exposure_check.publisher.verify.dataset import SoundDataSet
    from exposure_check.trust.code_book import CodeBook

STRANGERS = 1000  # random numbers of each scheme that must open nothing


def add_verify(parser: argparse.ArgumentParser) -> None:
    """The options of `publish verify`."""
    parser.set_defaults(publish_run=_verify)
    parser.add_argument("out", type=Path, metavar="DIR", help="the published folder")
    parser.add_argument("--root", type=Path, required=True, metavar="FILE", help="the root of trust of the profiles")
    parser.add_argument("--records", nargs="+", metavar="FILE", help="try every record too: as long as a build")
    parser.add_argument("--breaches", type=Path, metavar="FILE", help="breaches.toml, with --records")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="as for the build")
    parser.add_argument("--keys", type=Path, metavar="DIR", help="with the VOPRF key, with --records")
    parser.add_argument("--codes", type=Path, metavar="FILE", help="the code book that the build drew")
    passphrase.add_codes_option(parser)
    parser.add_argument("--workers", type=process_count, metavar="N", help="processes; default: one for each core")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    passphrase.add_option(parser)


def _verify(options: argparse.Namespace) -> int:
    if options.records and (options.keys is None or options.breaches is None):
        raise OptionError(
            "To try the records, --keys and --breaches are needed too.", advice="Give both, as the build had them."
        )
    with progress.shown() as report:
        verified = verify(options.out, options.root, report)
        catalogues = {described.scheme: described for described, _ in verified}
        if options.records and not catalogues:
            raise OptionError("Every list is withdrawn: there are no records to try.", advice="Leave --records out.")
        opened = _opened(options, catalogues, report) if options.records else None
    data_sets = [data_set for _, data_set in verified]
    if options.json:
        print(output.json_line({"data_sets": data_sets, "opened": opened}))
    else:
        _print(data_sets, opened)
    return 0


def _print(data_sets: Sequence[SoundDataSet], opened: Opened | None) -> None:
    for sound in data_sets:
        buckets = f"{sound.buckets:,} buckets of {sound.bucket_records:,}"
        print(f"{sound.scheme}: sound. {sound.suite}, {buckets}, k = {sound.k:,}")
        print(f"  data set {sound.dataset_id}; bytes uniform (chi-square {sound.deviation:+.1f} standard deviations)")
    if not data_sets:
        print("sound. Every list is withdrawn: none names a breach")
    if opened is None:
        return
    if opened.refused:
        print(f"{sum(opened.refused.values()):,} rows were refused and not tried")
    print(f"{opened.people:,} people, {opened.records:,} records: each opens to its categories", end="")
    print(f", {opened.wider:,} where more cannot be ruled out (merged category sets)" if opened.wider else "")
    for name in opened.one_reader:
        print(f"{name} was read by one reader alone: there is no second one for its format")
    print(f"{opened.strangers:,} random other numbers open nothing")


def _opened(options: argparse.Namespace, catalogues: dict[str, Catalogue], report: progress.Report) -> Opened:
    secret = None
    if keys.voprf_needs_passphrase(options.keys):
        secret = passphrase.ask("Passphrase of the VOPRF key: ", options.passphrase_file)
    book = _book(options) if options.codes is not None else None
    build_options = BuildOptions(
        breaches=breaches.load(options.breaches),
        records=source.expand(options.records),
        out=options.out,
        suite=SUITES[next(iter(catalogues.values())).suite],
        allow_test=True,  # a number that the build refused is not found, and so named
        mapping=mapping.load(options.mapping) if options.mapping else mapping.AS_IS,
    )
    if book is not None:
        build_options = replace(build_options, codes_key=book.key, codes_renewed=book.renewed)
    voprf_keys = keys.load_voprf(options.keys, secret)
    with pool.processes(options.workers) as workers:
        return open_all(build_options, voprf_keys, catalogues, STRANGERS, workers, report, print_refused, book)


def _book(options: argparse.Namespace) -> CodeBook:
    secret = passphrase.ask(f"Passphrase of the code book {options.codes}: ", options.codes_passphrase_file)
    return code_book.load(options.codes, secret)
