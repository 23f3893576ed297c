"""`exposure-check publish inspect` and `publish build`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exposure_check.cli import passphrase, progress
from exposure_check.cli.options import print_refused, process_count
from exposure_check.errors import OptionError, PublishError
from exposure_check.protocol.bucket import WORD_BITS
from exposure_check.protocol.suite import SUITES, XC1, XC1_DEMO
from exposure_check.publisher.build import LABEL_BYTES, BuildOptions, Keys, build
from exposure_check.publisher.dry_run.estimate import estimate
from exposure_check.publisher.dry_run.inspection import inspect
from exposure_check.publisher.input import breaches, drawn_codes, rows
from exposure_check.publisher.workers import pool
from exposure_check.publisher.workspace import storage, workspace
from exposure_check.tables import mapping, source
from exposure_check.tables.refusals import MAX_REFUSED, Limits
from exposure_check.trust import keys

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from exposure_check.publisher.dry_run.estimate import Estimate
    from exposure_check.publisher.dry_run.inspection import File, Inspection
    from exposure_check.publisher.summary import Summary
    from exposure_check.publisher.workspace.storage import Storage
    from exposure_check.secret import Secret

_SHOWN_SPANS = 20


def add_inspect(parser: argparse.ArgumentParser) -> None:
    """The options of `publish inspect`."""
    parser.set_defaults(publish_run=_inspect)
    parser.add_argument("records", nargs="+", metavar="FILE", help="CSV, JSON, Parquet, spreadsheets; globs are taken")
    parser.add_argument("--breaches", type=Path, metavar="FILE", help="breaches.toml; without it breaches go unchecked")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="how foreign columns and words become ours")
    parser.add_argument("--allow-test-numbers", action="store_true", help="take numbers reserved for tests")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


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
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="how foreign columns and words become ours")
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
        metavar="N%",
        help="publish although up to N percent of the rows were refused; default: %(default)g",
    )
    parser.add_argument(
        "--multiline-fields",
        default="",
        metavar="DIGEST",
        help="take the records whose fields hold lines that look like rows, which an earlier run listed",
    )
    parser.add_argument(
        "--merge-rare", action="store_true", help="replace a profile that fewer than 10 people have by a wider one"
    )
    parser.add_argument(
        "--draw-codes", type=Path, metavar="FILE", help="draw codes for sealed rows without one, into an encrypted file"
    )
    parser.add_argument("--codes-passphrase-file", type=Path, metavar="FILE", help="the passphrase of that file")
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
    passphrase.add_option(parser)


def _inspect(options: argparse.Namespace) -> int:
    names = mapping.load(options.mapping) if options.mapping else mapping.AS_IS
    known = rows.held(breaches.load(options.breaches)) if options.breaches else None
    rules = rows.Rules(known, options.allow_test_numbers, names, codes_key=bytes(32))
    seen = inspect(source.expand(options.records), rules)
    if options.json:
        print(msgspec.json.encode(seen).decode())
    else:
        _print_inspection(seen)
    return 0


def _build(options: argparse.Namespace) -> int:
    suite = SUITES[options.suite]
    if options.previous and options.new_voprf_key:
        raise OptionError(
            "What an earlier build kept is encrypted under its VOPRF key: --previous and --new-voprf-key exclude "
            "each other.",
            advice="Leave one of them out.",
        )
    order = BuildOptions(
        breaches=breaches.load(options.breaches),
        records=source.expand(options.records),
        out=options.out,
        suite=suite,
        prefix_bits=options.prefix_bits,
        allow_test=options.allow_test_numbers or suite is XC1_DEMO,
        mapping=mapping.load(options.mapping) if options.mapping else mapping.AS_IS,
        merge_rare=options.merge_rare,
        work=options.work,
        keep_work=options.keep_work,
        previous=_kept(options.previous),
        new_voprf_key=options.new_voprf_key,
        limits=Limits(options.max_refused, options.multiline_fields),
    )
    if options.dry_run:
        return _dry_run(options, order)
    publisher = Keys(options.keys, _passphrase(options))
    order, keep_codes = _with_codes(options, order)
    with (
        _named_faults(options.out),
        workspace.claimed(order.work_folder()),
        _workers_of(options, order) as workers,
        progress.shown() as report,
    ):
        summary = build(order, publisher, workers, report, keep_codes)
    if options.json:
        print(msgspec.json.encode(summary).decode())
    else:
        _print_summary(summary)
    print_refused(summary.refused_lines)
    return 0


def _dry_run(options: argparse.Namespace, order: BuildOptions) -> int:
    known, codes_key = rows.held(order.breaches), bytes(32) if options.draw_codes else None
    seen = inspect(order.records, rows.Rules(known, order.allow_test, order.mapping, codes_key), order.limits)
    if not seen.schemes:
        print_refused(seen.refused_lines)
        raise PublishError(
            "No row of the records is valid: there is nothing to build.",
            advice="List the refused rows by reason with: exposure-check publish inspect",
        )
    with _workers_of(options, order) as workers:
        made = estimate(seen.schemes, order.suite.name, order.prefix_bits, LABEL_BYTES, workers)
    if options.json:
        print(msgspec.json.encode(made).decode())
    else:
        _print_estimates(made)
    print_refused(seen.refused_lines)
    return 0


@contextmanager
def _workers_of(options: argparse.Namespace, order: BuildOptions) -> Iterator[Executor]:
    with pool.processes(options.workers) as near:
        if options.scheduler is None:
            yield near
            return
        from exposure_check.publisher.workers import cluster  # of an extra of its own

        with cluster.connected(
            options.scheduler,
            order.work_folder(),
            near,
            trust_network=options.trust_network,
            warn=_warn,
            previous=order.previous,
        ) as workers:
            yield workers


def _warn(text: str) -> None:
    print(text, file=sys.stderr)


def _with_codes(
    options: argparse.Namespace, order: BuildOptions
) -> tuple[BuildOptions, Callable[[list[drawn_codes.DrawnCode]], None]]:
    path = options.draw_codes
    if path is None:
        return order, lambda _: None
    if path.exists():
        secret = passphrase.ask(f"Passphrase of the file of codes {path}: ", options.codes_passphrase_file)
    else:
        secret = passphrase.ask_twice(options.codes_passphrase_file, f"New passphrase for the file of codes {path}: ")
    book = drawn_codes.open_or_create(path, secret)

    def keep(drawn: list[drawn_codes.DrawnCode]) -> None:
        drawn_codes.save(path, book.with_drawn(drawn), secret)

    return replace(order, codes_key=book.key), keep


def _kept(place: str | None) -> Storage | None:
    if place is None:
        return None
    # The published folder, or its work folder, may be named too: what their build kept lies beside them.
    named = storage.at(place)
    beside = (workspace.kept(named), workspace.kept(named.beside(".work")))
    return next((one for one in (named, *beside) if one.exists(workspace.STATE_FILE)), named)


@contextmanager
def _named_faults(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"The disk or the work folder refused: {error.strerror or error or type(error).__name__}, "
            f"at {error.filename or str(out)!r}.",
            advice="Free space or change the permissions, then run the same command: it goes on where it stopped.",
        ) from error
    except KeyboardInterrupt:
        raise PublishError(
            "Stopped. What was published before is as it was.",
            advice="Run the same command: it goes on where it stopped.",
        ) from None


def _passphrase(options: argparse.Namespace) -> Secret | None:
    if not keys.needs_passphrase(options.keys, (*keys.SIGNING_ROLES, "voprf")):
        return None
    return passphrase.ask("Passphrase of the keys: ", options.passphrase_file)


def _print_inspection(seen: Inspection) -> None:
    for file in seen.files:
        _print_file(file)
    for title, counts in (("scheme", seen.schemes), ("breach", seen.breaches), ("category", seen.categories)):
        for name, count in counts.most_common():
            print(f"{title} {name}: {count:,}")
    for one in seen.words:
        word = repr(one.word) if one.word else "other words, not shown,"
        print(f"column {one.column}: {word} in {one.count:,} rows, taken for {one.taken_for or 'nothing'}")
    if seen.restored:
        print(f"{seen.restored:,} numbers had lost a leading zero, which was put back")
    if seen.codes_to_draw:
        print(f"{seen.codes_to_draw:,} sealed rows have no code: build with --draw-codes FILE, or they are refused")
    for reason, count in seen.refused.items():
        print(f"refused, {reason}: {count:,}")
    print_refused(seen.refused_lines)
    for place in seen.spans[:_SHOWN_SPANS]:
        print(place, file=sys.stderr)
    if seen.spans:
        print(
            f"{len(seen.spans):,} records hold lines that look like rows, in a field of several lines: a build stops, "
            f"unless they were looked at and it is given --multiline-fields {seen.spans_digest}",
            file=sys.stderr,
        )


def _print_file(file: File) -> None:
    parts = (file.compression, file.format, file.encoding, repr(file.delimiter) if file.delimiter else "")
    sheet = f", sheet {file.sheet!r}" if file.sheet else ""
    print(f"{file.name}: {' '.join(filter(None, parts))}{sheet}, {file.rows:,} rows, {file.blank:,} blank")
    if file.columns or not file.format.startswith("json"):
        print(f"  columns: {', '.join(filter(None, file.columns)) or '(not shown: the first line may be data)'}")
    if file.longest[0]:
        tallest = f"; most lines in one row: {file.tallest[0]:,}, line {file.tallest[1]:,}" if file.tallest[0] else ""
        print(f"  longest row: {file.longest[0]:,} characters, line {file.longest[1]:,}{tallest}")


def _print_estimates(made: list[Estimate]) -> None:
    for one in made:
        print(f"{one.scheme}: {one.rows:,} rows, at most {one.seconds:,.0f} s of hashing")
        print(f"  {one.buckets:,} buckets, about {one.bytes:,} bytes; k = {one.k:,}")


def _print_summary(summary: Summary) -> None:
    for one in summary.data_sets:
        print(f"{one.scheme}: {one.people:,} people, {one.records:,} records, {one.profiles:,} profiles")
        print(f"  {one.buckets:,} buckets of {one.bucket_records:,} records, {one.bytes:,} bytes; k = {one.k:,}")
        print(f"  chance that a number in no breach opens a record: {one.false_positive:.1e}")
        print(f"  data set {one.dataset_id}")
        if one.rare_profiles:
            print(
                f"{one.rare_profiles:,} profiles of {one.scheme} are held by fewer than 10 people each. Profiles are "
                "public: --merge-rare replaces them by wider ones.",
                file=sys.stderr,
            )
    stages = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in summary.seconds.items())
    print(f"{summary.rows:,} rows read, {summary.merged:,} merged, {summary.codes_drawn:,} codes drawn; {stages}")


def _percent(text: str) -> float:
    try:
        percent = float(text.removesuffix("%"))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise argparse.ArgumentTypeError("not a percentage")
    return percent


def _bits(text: str) -> int:
    if not (text.isdecimal() and int(text) <= WORD_BITS):
        raise argparse.ArgumentTypeError(f"must be 0 to {WORD_BITS}")
    return int(text)
