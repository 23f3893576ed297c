"""Asking for a passphrase: at a prompt, from a file that nobody else may read, or on standard input."""

from __future__ import annotations

import argparse
import io
import os
from pathlib import Path

import pytest

from exposure_check.cli import passphrase, prompt
from exposure_check.errors import OptionError
from exposure_check.secret import Secret

WORDS = "four random words here"
LINES = f"{WORDS}\nsecond line\n".encode()


@pytest.fixture
def typed(monkeypatch):
    """Answers a terminal gives, in order; the questions that were asked."""

    def give(*answers):
        waiting, questions = list(answers), []

        def hidden(question):
            questions.append(question)
            return Secret(waiting.pop(0))

        monkeypatch.setattr(prompt, "is_terminal", lambda: True)
        monkeypatch.setattr(prompt, "hidden", hidden)
        return questions

    return give


@pytest.fixture
def private(tmp_path):
    """A file of a passphrase that this user alone may read."""

    def write(data=LINES, mode=0o600):
        path = tmp_path / "a folder" / "passphrase"
        path.parent.mkdir()
        path.write_bytes(data)
        path.chmod(mode)
        return path

    return write


def test_it_is_asked_for_once_where_the_keys_exist_and_twice_where_they_are_new(typed):
    assert len(typed(WORDS)) == 0
    assert passphrase.ask("Passphrase: ", None).reveal() == WORDS.encode()
    questions = typed(WORDS, WORDS)
    assert passphrase.ask_twice(None).reveal() == WORDS.encode()
    assert len(questions) == 2


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ((WORDS, f"{WORDS}!"), "The two passphrases differ"),
        (("short", "short"), "shorter than 8 characters"),
        (("",), "New passphrase for the keys: none was given."),
    ],
)
def test_a_new_one_that_does_not_do_is_refused_and_not_repeated(typed, answers, message):
    typed(*answers)
    with pytest.raises(OptionError, match=message) as refused:
        passphrase.ask_twice(None)
    assert WORDS not in f"{refused.value!r}{refused.value.advice}"


def test_a_file_gives_its_first_line_and_no_question_is_asked(typed, private):
    questions = typed()
    assert passphrase.ask("Passphrase: ", private()).reveal() == WORDS.encode()
    assert questions == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another form")
def test_a_file_that_others_may_read_is_refused_with_a_command_that_a_shell_takes_as_it_is(private):
    path = private(mode=0o640)
    with pytest.raises(OptionError, match="Others may read") as refused:
        passphrase.ask("Passphrase: ", path)
    assert refused.value.advice == f"Run: chmod 600 '{path}'"


def test_a_file_that_is_missing_or_is_no_text_is_named(private):
    with pytest.raises(OptionError, match="cannot be read") as refused:
        passphrase.ask("Passphrase: ", Path("missing"))
    assert "Check the name" in refused.value.advice
    with pytest.raises(OptionError, match="is not text in UTF-8"):
        passphrase.ask("Passphrase: ", private(b"\xff\xfe\n"))


def test_standard_input_gives_it_where_there_is_no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORDS}\nrest\n"))
    assert passphrase.ask("Passphrase: ", None).reveal() == WORDS.encode()


@pytest.mark.parametrize(
    ("add", "name"),
    [(passphrase.add_option, "passphrase_file"), (passphrase.add_codes_option, "codes_passphrase_file")],
)
def test_the_options_name_a_file_and_never_a_passphrase(add, name):
    parser = argparse.ArgumentParser()
    add(parser)
    assert getattr(parser.parse_args([f"--{name.replace('_', '-')}", "here"]), name) == Path("here")
