"""`exposure-check guidance check`: is a folder of advice, or a publisher's guidance for a breach, in order?"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from exposure_check.cli.options import day
from exposure_check.errors import GuidanceError, OptionError
from exposure_check.guidance.breach import parse_breach_guidance
from exposure_check.guidance.content import Content, Problem, read_bytes
from exposure_check.guidance.report import reading_table, source_table
from exposure_check.guidance.review import check, release_check

EXIT_PROBLEMS = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the subcommands and their options."""
    subparsers = parser.add_subparsers(metavar="SUBCOMMAND", required=True)
    checking = subparsers.add_parser("check", help="say what is wrong, by file and line")
    checking.add_argument(
        "path", type=Path, metavar="DIR", help="a country's folder, the folder of all, or one file of a breach"
    )
    checking.add_argument("--release", action="store_true", help="also fail for sources that are due for review")
    checking.set_defaults(act=_check)
    checking.add_argument("--on", type=day, metavar="YYYY-MM-DD", help="the day of the release (default: today)")
    tables = subparsers.add_parser("tables", help="print the tables of docs/guidance-review.md")
    tables.add_argument("path", type=Path, metavar="DIR", help="the folder of all countries")
    tables.set_defaults(act=_tables)


def run(options: argparse.Namespace) -> int:
    """Run the subcommand; 0 where nothing is wrong, 1 otherwise."""
    status: int = options.act(options)
    return status


def _check(options: argparse.Namespace) -> int:
    problems = _problems(options.path, options.on or datetime.now(UTC).date(), release=options.release)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} to correct." if problems else "Everything is in order.")
    return EXIT_PROBLEMS if problems else 0


def _tables(options: argparse.Namespace) -> int:
    if not options.path.is_dir():
        raise OptionError(f"There is no folder {str(options.path)!r}.", advice="Name the folder assets/guidance.")
    print("\n".join([*reading_table(options.path), "", *source_table(options.path)]))
    return 0


def _problems(path: Path, on: date, *, release: bool) -> list[str]:
    if path.is_file():
        return _of_breach(path)
    if not path.is_dir():
        raise OptionError(f"There is no folder {str(path)!r}.", advice="Name a folder such as assets/guidance/fi.")
    folders = (
        [path] if any(path.glob("*.toml")) else sorted(child for child in path.iterdir() if any(child.glob("*.toml")))
    )
    if not folders:
        raise OptionError(f"{str(path)!r} holds no .toml file.", advice="Name a folder such as assets/guidance/fi.")
    found: list[str] = []
    for folder in folders:
        problems: tuple[Problem, ...] = release_check(folder, on) if release else check(folder)
        found += [problem.as_line(folder.name) for problem in problems]
    return found


def _of_breach(path: Path) -> list[str]:
    data = path.read_bytes()
    content = Content()
    read_bytes(data, path.name, content)
    if content.problems:
        return [problem.as_line() for problem in content.problems]
    if content.notice is None:
        advice = "Add it: docs/guidance-editing.md shows how, under the guidance of a publisher."
        return [Problem(path.name, None, "There is no table [notice] that names a breach.", advice).as_line()]
    try:
        parse_breach_guidance(data, content.notice.breach)
    except GuidanceError as error:
        return [f"{path.name}: {error.message} {error.advice}"]
    return []
