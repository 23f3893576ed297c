"""What a person at a terminal meets when something is wrong: a sentence and a status, never a trace."""

from __future__ import annotations

import importlib.util
import io
import os
import pty
import resource
import select
import subprocess
import sys
import time

import pytest

from exposure_check import cli, secret
from tests.support.world import COMMAND, command, environment

NUMBER = "010594Y9032"
CODE = "1234567890123456"


def at_a_terminal(arguments, typed, home):
    """Run the command under a terminal of its own and type once it asks; the status and what was shown."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(COMMAND[0], [*COMMAND, *arguments], environment(home))  # noqa: S606  # no shell is wanted
    shown, deadline = b"", time.monotonic() + 30
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            chunk = os.read(terminal, 4096)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
        if typed and b": " in shown:
            os.write(terminal, typed)
            typed = b""
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


def a_profile(tmp_path):
    keys, profile = tmp_path / "keys", tmp_path / "profile.json"
    assert command("publish", "keys", keys, "--plain", home=tmp_path).returncode == 0
    words = ["profile", "new", "--url", "http://127.0.0.1:9", "--root", keys / "root.json", "--demo", "--out", profile]
    assert command(*words, home=tmp_path).returncode == 0
    return profile


@pytest.mark.parametrize(("typed", "status"), [(b"\x03", 3), (b"\x04", 2)])
def test_stopping_at_the_hidden_prompt_is_no_answer_and_no_trace(tmp_path, typed, status):
    exit_status, shown = at_a_terminal(["check", "--profile", str(a_profile(tmp_path))], typed, tmp_path)
    assert exit_status == status
    assert "Traceback" not in shown
    assert "topped" in shown or "Nothing was typed" in shown


def test_stopping_at_the_prompt_for_a_passphrase_makes_nothing(tmp_path):
    status, shown = at_a_terminal(["publish", "keys", str(tmp_path / "keys")], b"\x03", tmp_path)
    assert (status, "Traceback" in shown, "Stopped." in shown) == (1, False, True)
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["check", NUMBER],
        [NUMBER],
        ["check", f"--number={NUMBER}"],
        ["check", f"--with-code={CODE}"],
        ["check", "--privacy", NUMBER],
        ["check", "010594", "Y9032"],
    ],
)
def test_a_number_in_the_command_is_refused_and_not_repeated(words, capsys):
    with pytest.raises(SystemExit) as exit_:
        cli.main(words)
    printed = capsys.readouterr()
    assert exit_.value.code == 2
    assert "history of your shell" in printed.err
    for part in (NUMBER, CODE, "010594", "9032"):
        assert part not in printed.out + printed.err


def test_a_mistyped_subcommand_is_named(capsys):
    with pytest.raises(SystemExit) as exit_:
        cli.main(["chekc"])
    assert exit_.value.code == 2
    assert "'chekc'" in capsys.readouterr().err


@pytest.mark.parametrize(("subcommand", "status"), [("check", 3), ("advice", 1)])
def test_a_fault_shows_its_kind_and_place_and_never_its_text(monkeypatch, capsys, subcommand, status):
    def fails(_options):
        raise KeyError(NUMBER)

    monkeypatch.setattr(f"exposure_check.cli.{subcommand}.run", fails)
    assert cli.main([subcommand]) == status
    printed = capsys.readouterr()
    assert "KeyError in fails" in printed.err
    assert NUMBER not in printed.out + printed.err


def test_a_refusal_of_the_system_is_a_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert cli.main(["publish", "keys", str(tmp_path / "file"), "--plain"]) == 1
    printed = capsys.readouterr().err
    assert printed.startswith("The system refused at ")
    assert len(printed.splitlines()) == 2


def test_a_terminal_that_lacks_characters_still_gets_the_advice(monkeypatch):
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert cli.main(["advice", "--language", "fi", "--category", "diagnosis"]) == 0
    narrow.flush()
    assert narrow.buffer.getvalue().count(b"?") > 0


def test_without_standard_input_the_number_is_missed(tmp_path):
    words = [*COMMAND, "check", "--profile", str(a_profile(tmp_path))]
    process = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *words], capture_output=True, text=True, env=environment(tmp_path)
    )
    assert process.returncode == 2
    assert "There is no number on stdin." in process.stderr


def test_a_crash_leaves_no_image_of_the_memory():
    process = subprocess.run(
        [
            sys.executable,
            "-c",
            "import resource; from exposure_check.cli import main; main(['advice', '--diary']);"
            "print(resource.getrlimit(resource.RLIMIT_CORE))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.splitlines()[-1] == "(0, 0)"


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is of Linux; other systems have the limit alone")
@pytest.mark.parametrize("subcommand", sorted(cli.SUBCOMMANDS))
def test_no_process_that_holds_a_secret_can_be_dumped_or_read_by_others(subcommand):
    script = f"""
import ctypes, importlib, sys
from exposure_check import cli
module = importlib.import_module("exposure_check.cli.{subcommand}")
module.add_arguments = lambda parser: None
module.run = lambda options: print("dumpable", ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)) or 0
print("before", ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
sys.exit(cli.main(["{subcommand}"]))
"""
    process = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert process.stdout.splitlines() == ["before 1", "dumpable 0"]


def test_a_system_that_refuses_the_limit_is_no_reason_to_stop(monkeypatch):
    def refuses(_which, _limits):
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refuses)
    secret.protect_memory()


def test_a_subcommand_that_is_not_inside_is_not_offered(monkeypatch, capsys):
    """The packaged program holds what looks up, and nothing that publishes or serves."""
    monkeypatch.delitem(sys.modules, "exposure_check.cli.serve", raising=False)
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name.endswith(".serve") else find(name, *rest)
    )
    with pytest.raises(SystemExit) as caught:
        cli.main(["serve", "."])
    assert caught.value.code == 2
    assert "invalid choice: 'serve'" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert "serve a data set" not in shown and "look up a number" in shown


@pytest.mark.parametrize(
    ("command", "library", "extra"), [("clinic", "reportlab", "clinic"), ("publish", "duckdb", "publisher")]
)
def test_a_command_whose_libraries_are_not_installed_says_which_and_how(command, library, extra):
    """In a process of its own, where the library cannot be found."""
    program = (
        "import sys\nfrom importlib.abc import MetaPathFinder\n"
        "class Missing(MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name.partition('.')[0] == {library!r}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Missing())\n"
        f"from exposure_check.cli import main\nsys.exit(main([{command!r}, '--help']))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert library in done.stderr
    assert f"exposure-check[{extra}]" in done.stderr
