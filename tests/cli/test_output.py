"""What a command prints is obeyed by no terminal, and a publisher's own data goes through a pipe unchanged."""

from __future__ import annotations

import io
import json
import sys

import pytest

from exposure_check import cli
from exposure_check.cli import output, progress
from exposure_check.cli.output import escaped_output, is_json_wanted
from exposure_check.errors import NetworkError

ATTACK = "a\x1b]52;c;eA==\x07b\u202ec\rd"
SHOWN = "a\\u001b]52;c;eA==\\u0007b\\u202ec\\u000dd"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("subcommand", ["check", "advice", "breaches", "guidance", "window"])
def test_neither_output_nor_error_of_a_command_reaches_the_terminal_raw(monkeypatch, capsys, subcommand):
    def run(_options):
        print(ATTACK)
        sys.stdout.writelines([ATTACK])
        raise NetworkError(ATTACK, advice=ATTACK)

    monkeypatch.setattr(f"exposure_check.cli.{subcommand}.run", run)
    before = sys.stdout, sys.stderr
    words = {"guidance": ["guidance", "check", "."]}.get(subcommand, [subcommand])
    assert cli.main(words) == 3
    assert (sys.stdout, sys.stderr) == before
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == (f"{SHOWN}\n{SHOWN}", f"{SHOWN}\n{SHOWN}\n")


@pytest.mark.parametrize(("stream", "written"), [(io.StringIO, ATTACK), (Terminal, SHOWN)])
def test_data_for_a_publishers_own_program_is_escaped_on_a_terminal_alone(monkeypatch, stream, written):
    out = stream()
    monkeypatch.setattr(sys, "stdout", out)
    with escaped_output(data_through_pipes=True):
        print(ATTACK, end="")
    assert out.getvalue() == written


def test_the_bars_of_progress_may_move_the_cursor(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with escaped_output(data_through_pipes=False), progress.shown() as report:
        report("hashing", 1, 2)
    assert "\x1b[" in screen.getvalue()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["check", "--json"], True),
        (["check", "--js"], True),
        (["check"], False),
        (["check", "--", "x"], False),
        (["check", "--jsonx"], False),
    ],
)
def test_json_is_wanted_by_the_option_and_what_argparse_takes_for_it(words, wanted):
    assert is_json_wanted(words) is wanted


def test_json_is_ascii_so_that_no_code_page_of_a_pipe_changes_it():
    """Windows writes to a pipe in a code page of its own: the name of a publisher came out as bytes of no JSON."""
    fields = {"name": "Länsirannikon \N{GRINNING FACE} \u202e", "list": ["å", 1, None, True]}
    shown = output.as_json(fields)
    assert shown.isascii()
    assert json.loads(shown) == {"format": output.FORMAT, **fields}
    assert list(json.loads(shown)) == ["format", "list", "name"]
    assert "\n" not in shown
