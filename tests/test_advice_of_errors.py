"""Each error that an operator or a user can put right, with the advice that is shown beside it.

`pytest -s tests/test_advice_of_errors.py` prints all pairs: read them once when one is added.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import exposure_check
from exposure_check import errors
from exposure_check.cli import advice as advice_command
from exposure_check.cli import main
from exposure_check.guidance.content import Problem

PACKAGE = Path(exposure_check.__file__).parent
NEED_ADVICE = {
    "InputError",
    "OptionError",
    "ProfileError",
    "MissingProfileError",
    "ProfileFormatError",
    "ProfileSignatureError",
    "GuidanceError",
    "PublishError",
    "ServeError",
}
HAVE_ADVICE = {"NumberError", "LetterCodeError"}  # of their class, which fits each of them
POSITIONS = {  # of message and advice, in what describes a problem of a file, for an error or a line of a list
    "Problem": (2, 3),
    "TomlError": (0, 1),
    "problem": (1, 2),
    "_report": (1, 2),
}
STATEMENTS = {"it", "no", "nothing", "the", "there", "these", "they", "this"}  # begin what is no advice
IDIOMS = re.compile(
    r"\b(mend|her|she|lead them|is no (?!longer)|are no |make room|past its|vouch|none of those|at fault|"
    r"cannot be told(?! for certain)|as it was|in each other|is not right|no part of)\b",
    re.IGNORECASE,
)
THERE_IS_NO = re.compile(r"there (is|are) no ", re.IGNORECASE)
OF_A_FILE = re.compile(r"damaged|cannot be read|root of trust|is not a .*(file|folder)|does not match")


@dataclass(frozen=True)
class Pair:
    """One place that makes an error; what is filled in when it runs stands in braces."""

    place: str
    error_class: str
    message: str
    advice: str  # empty: that of the class


def text(node, constants):
    """A string expression as a template: literals as they are, everything else in braces."""
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=values):
            return "".join(text(value, constants) for value in values)
        case ast.Name(id=name) if name in constants:
            return constants[name]
        case ast.IfExp(body=body, orelse=orelse):
            return f"{text(body, constants)} | {text(orelse, constants)}"
        case ast.FormattedValue(value=value):
            return text(value, constants) if isinstance(value, ast.Name) else f"{{{ast.unparse(value)}}}"
    return f"{{{ast.unparse(node)}}}"


def strings(tree):
    """The constants of a module that are text."""
    return {
        target.id: text(node.value, {})
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def pairs(source, place):
    """Every pair of a module."""
    tree = ast.parse(source)
    constants = strings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in POSITIONS and len(node.args) > max(POSITIONS[name]):
                message, advice = (text(node.args[position], constants) for position in POSITIONS[name])
                yield Pair(f"{place}:{node.lineno}", name, message, advice)
            elif name in NEED_ADVICE | HAVE_ADVICE:
                advice = [keyword.value for keyword in node.keywords if keyword.arg == "advice"]
                yield Pair(
                    f"{place}:{node.lineno}",
                    name,
                    text(node.args[0], constants) if node.args else "",
                    text(advice[0], constants) if advice else "",
                )


def is_only_a_statement(advice):
    """Whether there is nothing to do in it. What is filled in when it runs is taken to be something to do."""
    sentences = re.split(r"(?<=[.!?:]) ", advice)
    return bool(advice) and all(sentence.split()[0].lower().strip(",") in STATEMENTS for sentence in sentences)


def fault(pair):
    """Why the advice does not fit, or nothing."""
    full_text = f"{pair.message} {pair.advice}"
    if not pair.advice and pair.error_class in NEED_ADVICE:
        return "has no advice"
    if "--help" in pair.advice and OF_A_FILE.search(pair.message):
        return "sends to --help for a fault of a file"
    if "backup" in pair.message or re.search(r": (take|name|give|run) ", pair.message, re.IGNORECASE):
        return "has its advice in the message"
    if pair.advice and pair.advice in pair.message:
        return "says the same twice"
    if any(is_only_a_statement(advice) for advice in pair.advice.split(" | ")):
        return "has nothing to do in its advice"
    if IDIOMS.search(THERE_IS_NO.sub("", full_text)):
        return "is not in plain English"
    return ""


ALL = [
    pair
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name != "errors.py"
    for pair in pairs(path.read_text(encoding="utf-8"), path.relative_to(PACKAGE))
]


@pytest.mark.parametrize("pair", ALL, ids=lambda pair: pair.place)
def test_the_advice_fits_what_happened(pair):
    advice = pair.advice or f"(of the class) {getattr(errors, pair.error_class).advice}"
    print(f"\n{pair.error_class}  {pair.place}\n    {pair.message}\n    -> {advice}")
    assert fault(pair) == ""


def test_the_errors_were_found():
    assert len(ALL) > 120
    assert {pair.error_class for pair in ALL} == NEED_ADVICE | HAVE_ADVICE | set(POSITIONS)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('OptionError(f"The key {path} is damaged.")', "has no advice"),
        ('OptionError("The root of trust is damaged.", advice=HELP)', "sends to --help for a fault of a file"),
        ('PublishError("It is damaged: take it from your backup.", advice="Do.")', "has its advice in the message"),
        ('ServeError("Do this.", advice="Do this.")', "says the same twice"),
        ('OptionError("It is no folder.", advice="Name another.")', "is not in plain English"),
        ('OptionError("It is wrong.", advice="Mend it.")', "is not in plain English"),
        ('OptionError("No row is valid.", advice="The files hold no row.")', "has nothing to do in its advice"),
        ('OptionError("No.", advice="Do." if x else f"They are {y}.")', "has nothing to do in its advice"),
        ('Problem("", None, "It is wrong.", "They are a and b.")', "has nothing to do in its advice"),
        ('content.problem("action:x", "It is wrong.", "Do this. The words are in docs.", "how")', ""),
        ('OptionError("There is no folder.", advice="Name another.")', ""),
        ('OptionError("It must be 0 to 32.", advice=HELP)', ""),
        ('OptionError(f"It cannot be read: {error.strerror}.", advice=advice_on_file(error))', ""),
    ],
)
def test_the_check_above_would_notice(source, expected):
    [pair] = pairs(f'HELP = "Run it with --help."\n{source}', "here")
    assert fault(pair) == expected


@pytest.mark.parametrize("error_class", sorted(NEED_ADVICE))
def test_an_error_without_advice_cannot_be_made(error_class):
    with pytest.raises(TypeError, match="advice"):
        getattr(errors, error_class)("It happened.")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (FileNotFoundError(2, "No such file"), "name"),
        (PermissionError(13, "Permission denied"), "permission"),
        (IsADirectoryError(21, "Is a directory"), "folder"),
        (OSError(5, "Input/output error"), "disk"),
        (NotADirectoryError(20, "Not a directory"), "folder"),
        (OSError(28, "No space left on device"), "Free space"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_advice_on_a_file_depends_on_what_the_system_said(error, expected):
    assert expected in errors.advice_on_file(error)


def test_nothing_sends_to_a_help_line_that_a_profile_need_not_have():
    """In the terminal; the window knows the profile, and `desktop/text/failures.py` whether it names a help line."""
    classes = [value for value in vars(errors).values() if isinstance(value, type)]
    advice = [getattr(error_class, "advice", "") for error_class in classes] + [pair.advice for pair in ALL]
    assert [words for words in advice if "help line" in words.lower()] == []


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NotADirectoryError(20, "Not a directory", "/a/file/b"), "Name a file"),
        (FileExistsError(17, "File exists", "/a/file"), "Name a file"),
        (OSError(28, "No space left on device", "/a/file"), "Free space"),
        (PermissionError(13, "Permission denied", "/a/file"), "permission"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_a_command_meets_has_the_advice_of_what_the_system_said(monkeypatch, capsys, error, expected):
    def refused(_options):
        raise error

    monkeypatch.setattr(advice_command, "run", refused)
    assert main(["advice"]) == 1
    message, advice = capsys.readouterr().err.splitlines()
    assert "/a/file" in message
    assert expected in advice


def test_one_problem_is_an_error_and_a_line_with_one_place_and_one_advice():
    problem = Problem("actions.toml", 3, "The id is used twice.", "Choose another.")
    error = problem.as_error("fi")
    assert (error.message, error.advice) == ("fi/actions.toml, line 3: The id is used twice.", "Choose another.")
    assert problem.as_line("fi") == f"{error.message} {error.advice}"
    assert Problem("actions.toml", None, "No.", "Do.").as_error().message == "actions.toml: No."
    assert Problem("", None, "No.", "Do.").as_error().message == "No."
