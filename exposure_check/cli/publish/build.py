"""`exposure-check publish build`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import output, passphrase, progress
from exposure_check.cli.options import print_refused, process_count
from exposure_check.cli.publish import signing
from exposure_check.errors import OptionError, PublishError, advice_on_file
from exposure_check.protocol.bucket import WORD_BITS
from exposure_check.protocol.suite import SUITES, XC1, XC1_DEMO
from exposure_check.publisher.build import BuildOptions, KeepCodes, PublisherKeys, build, discard_codes
from exposure_check.publisher.dry_run.estimate import estimate
from exposure_check.publisher.dry_run.inspection import ANY_KEY, inspect
from exposure_check.publisher.input import breaches, public_register
from exposure_check.publisher.workers import pool
from exposure_check.publisher.workspace import lifecycle, storage
from exposure_check.publisher.workspace.workspace import STATE_FILE
from exposure_check.tables import mapping, source
from exposure_check.tables.refusals import MAX_REFUSED, Limits
from exposure_check.trust import code_book, keys

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from exposure_check.publisher.dry_run.estimate import Estimate
    from exposure_check.publisher.summary import DataSet, Summary
    from exposure_check.publisher.workspace.storage import Storage
    from exposure_check.trust.code_book import CodeBook, DrawnCode

_LISTED = 10


def add_build(parser: argparse.ArgumentParser) -> None:
    """The options of `publish build`."""
    parser.set_defaults(publish_run=_build)
    parser.add_argument("--breaches", type=Path, required=True, metavar="FILE", help="breaches.toml")
    parser.add_argument(
        "--records",
        required=True,
        nargs="+",
        metavar="FILE",
        help="CSV, JSON, Parquet or spreadsheets with scheme,number,breach,categories,code; globs are taken",
    )
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="which columns and words of the files mean what")
    parser.add_argument("--keys", type=Path, required=True, metavar="DIR", help="made with `publish keys`")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder that the server serves")
    parser.add_argument("--suite", choices=tuple(SUITES), default=XC1.name, help="default: %(default)s")
    parser.add_argument(
        "--prefix-bits", type=_bits, metavar="N", help="bits that a lookup reveals; default: the most that is allowed"
    )
    parser.add_argument("--workers", type=process_count, metavar="N", help="processes; default: one for each core")
    parser.add_argument(
        "--scheduler", metavar="URL", help="hash on the workers of this Dask cluster: tls://HOST:PORT or tcp://..."
    )
    parser.add_argument(
        "--trust-network", action="store_true", help="take a tcp:// scheduler elsewhere: the network is yours alone"
    )
    parser.add_argument(
        "--allow-test-numbers",
        action="store_true",
        help=f"take numbers reserved for tests; {XC1_DEMO.name} always does",
    )
    parser.add_argument(
        "--max-refused",
        type=_percent,
        default=MAX_REFUSED,
        metavar="N%%",
        help="publish although up to N percent of the rows were refused; default: %(default)g",
    )
    parser.add_argument(
        "--multiline-fields",
        default="",
        metavar="DIGEST",
        help="take the records whose fields hold lines that look like rows, which an earlier run listed",
    )
    parser.add_argument(
        "--merge-rare",
        action="store_true",
        help="put sets that fewer than 10 people have together where that adds only what cannot be ruled out",
    )
    signing.add_open_health(parser)
    parser.add_argument(
        "--draw-codes", type=Path, metavar="FILE", help="draw codes for sealed rows without one, into a code book"
    )
    parser.add_argument(
        "--codes",
        type=Path,
        metavar="FILE",
        help="take the codes of a code book that somebody else drew, and no others",
    )
    passphrase.add_codes_option(parser)
    parser.add_argument(
        "--work", metavar="DIR", help="where a stopped build goes on, a folder or an fsspec URL; default: OUT.work"
    )
    parser.add_argument(
        "--keep-work", action="store_true", help="keep the stretched values, encrypted, in OUT.work.kept"
    )
    parser.add_argument("--previous", metavar="DIR", help="what an earlier build kept: hash only who is new")
    parser.add_argument(
        "--new-voprf-key", action="store_true", help="make a new VOPRF key first; the old one stays for old data sets"
    )
    parser.add_argument("--dry-run", action="store_true", help="build nothing; estimate time and size")
    parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    signing.add_skip_to(parser)
    passphrase.add_option(parser)


def _build(options: argparse.Namespace) -> int:
    build_options = _build_options(options)
    signing.refuse_nested(options, build_options.work_folder(), build_options.records)
    if options.dry_run:
        return _dry_run(options, build_options)
    roles = (*keys.SIGNING_ROLES, "voprf")
    publisher = PublisherKeys(options.keys, passphrase.ask_for_keys(options.keys, roles, options.passphrase_file))
    build_options, keep_codes = _with_codes(options, build_options)
    with (
        _publish_errors(options.out),
        lifecycle.claimed(build_options.work_folder()),
        _workers(options, build_options) as workers,
        progress.shown() as report,
    ):
        summary = build(build_options, publisher, workers, report, keep_codes, _warn)
    if options.json:
        print(output.json_line(summary))
    else:
        _print_summary(summary)
    print_refused(summary.refused_lines)
    if summary.gone:
        print(f"No row of {', '.join(summary.gone)} is left: the list does not name it any more.", file=sys.stderr)
    signing.warn(options.out)
    return 0


def _build_options(options: argparse.Namespace) -> BuildOptions:
    suite = SUITES[options.suite]
    if options.previous and options.new_voprf_key:
        raise OptionError(
            "What an earlier build kept is encrypted under its VOPRF key: --previous and --new-voprf-key exclude "
            "each other.",
            advice="Leave one of them out.",
        )
    return BuildOptions(
        breaches=breaches.load(options.breaches),
        records=source.expand(options.records),
        out=options.out,
        suite=suite,
        prefix_bits=options.prefix_bits,
        allow_test=options.allow_test_numbers or suite is XC1_DEMO,
        mapping=mapping.load(options.mapping) if options.mapping else mapping.AS_IS,
        merge_rare=options.merge_rare,
        open_health=options.open_health_data,
        work=options.work,
        keep_work=options.keep_work,
        previous=_kept(options.previous),
        new_voprf_key=options.new_voprf_key,
        limits=Limits(options.max_refused, options.multiline_fields),
        skip_to=options.skip_to,
    )


def _dry_run(options: argparse.Namespace, build_options: BuildOptions) -> int:
    codes_key = ANY_KEY if options.draw_codes or options.codes else None
    rules = replace(build_options, codes_key=codes_key).rules()
    inspection = inspect(build_options.records, rules, build_options.limits)
    if not inspection.schemes:
        print_refused(inspection.refused_lines)
        raise PublishError(
            "No row of the records is valid: there is nothing to build.",
            advice="Correct the rows that are listed above, or give a --mapping file that says how to read them.",
        )
    public_register.refuse_health(inspection.public_registers, allowed=build_options.open_health)
    for register in inspection.public_registers:
        _warn(register.warning())
    with _workers(options, build_options) as workers:
        estimates = estimate(inspection.schemes, build_options.suite.name, build_options.prefix_bits, workers)
    if options.json:
        print(output.json_line(estimates))
    else:
        _print_estimates(estimates)
    print_refused(inspection.refused_lines)
    return 0


@contextmanager
def _workers(options: argparse.Namespace, build_options: BuildOptions) -> Iterator[Executor]:
    with pool.processes(options.workers) as near:
        if options.scheduler is None:
            yield near
            return
        from exposure_check.publisher.workers import cluster  # of an extra of its own

        with cluster.connected(
            options.scheduler,
            build_options.work_folder(),
            near,
            trust_network=options.trust_network,
            warn=_warn,
            previous=build_options.previous,
        ) as workers:
            yield workers


def _warn(text: str) -> None:
    print(text, file=sys.stderr)


def _with_codes(options: argparse.Namespace, build_options: BuildOptions) -> tuple[BuildOptions, KeepCodes]:
    path = options.draw_codes or options.codes
    if path is None:
        return build_options, discard_codes
    if options.draw_codes and options.codes:
        raise OptionError(
            "--draw-codes adds to a code book, --codes takes one as it is: they exclude each other.",
            advice="Leave one of them out.",
        )
    if options.codes:
        secret = passphrase.ask(f"Passphrase of the code book {path}: ", options.codes_passphrase_file)
        book = code_book.load(path, secret)
    else:
        secret = passphrase.ask_for_book(path, options.codes_passphrase_file)
        book = code_book.open_or_create(path, secret)

    def keep(drawn: list[DrawnCode]) -> None:
        if options.codes:
            _require_in_book(drawn, book)
        else:
            code_book.update(path, secret, lambda now: now.with_drawn(drawn))  # reading took time: it may have changed

    return replace(build_options, codes_key=book.key, codes_renewed=book.renewed), keep


def _require_in_book(drawn: list[DrawnCode], book: CodeBook) -> None:
    """Raise `PublishError` for rows of people whom nobody writes a letter to: their records would stay closed."""
    known = {breach: book.codes(breach) for breach in {code.breach for code in drawn}}
    absent = [code for code in drawn if int(code.code) not in known[code.breach]]
    if absent:
        places = ", ".join(f"{code.file}: line {code.line}" for code in absent[:_LISTED])
        raise PublishError(
            f"{len(absent):,} rows of sealed breaches are of people whom the code book does not have: {places}"
            f"{', ...' if len(absent) > _LISTED else ''}. Nothing was published.",
            advice="Ask whoever drew the codes for a book with these people, or take the rows out of the records.",
        )


def _kept(place: str | None) -> Storage | None:
    if place is None:
        return None
    # The published folder, or its work folder, may be named too: what their build kept lies beside them.
    folder = storage.at(place)
    candidates = (folder, lifecycle.kept(folder), lifecycle.kept(folder.beside(".work")))
    return next((candidate for candidate in candidates if candidate.exists(STATE_FILE)), folder)


@contextmanager
def _publish_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"The disk or the work folder refused: {error.strerror or error or type(error).__name__}, "
            f"at {error.filename or str(out)!r}.",
            advice=f"{advice_on_file(error)} The same command goes on where it stopped.",
        ) from error
    except KeyboardInterrupt:
        raise PublishError(
            "Stopped. What was published before has not changed.",
            advice="Run the same command: it goes on where it stopped.",
        ) from None


def _print_estimates(estimates: list[Estimate]) -> None:
    for scheme in estimates:
        print(f"{scheme.scheme}: {scheme.rows:,} rows, at most {scheme.seconds:,.0f} s of hashing")
        print(f"  {scheme.buckets:,} buckets, about {scheme.bytes:,} bytes; k = {scheme.k:,}")


def _print_summary(summary: Summary) -> None:
    for data_set in summary.data_sets:
        _print_data_set(data_set)
    stages = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in summary.seconds.items())
    print(f"{summary.rows:,} rows read, {summary.merged:,} merged, {summary.codes_drawn:,} codes drawn; {stages}")


def _print_data_set(data_set: DataSet) -> None:
    name, sets = data_set.scheme, data_set.category_sets
    print(f"{name}: {data_set.people:,} people, {data_set.records:,} records, {sets:,} category sets")
    buckets = f"{data_set.buckets:,} buckets of {data_set.bucket_records:,} records"
    print(f"  {buckets}, {data_set.bytes:,} bytes; k = {data_set.k:,}")
    print(f"  chance that a number in no breach opens a record: {data_set.false_positive:.1e}")
    print(f"  data set {data_set.dataset_id}")
    if data_set.rare_category_sets:
        print(
            f"{data_set.rare_category_sets:,} category sets of {name} are those of fewer than 10 people each. They are "
            "public. --merge-rare puts those together that differ only in what cannot be ruled out; the others go away "
            "with fewer categories.",
            file=sys.stderr,
        )


def _percent(text: str) -> float:
    try:
        percent = float(text.removesuffix("%"))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise argparse.ArgumentTypeError("must be 0 to 100")
    return percent


def _bits(text: str) -> int:
    if not (text.isdecimal() and int(text) <= WORD_BITS):
        raise argparse.ArgumentTypeError(f"must be 0 to {WORD_BITS}")
    return int(text)
