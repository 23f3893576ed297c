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

PACKAGE = Path(exposure_check.__file__).parent
NEED_ADVICE = {"InputError", "OptionError", "ProfileError", "PublishError", "ServeError"}
HAVE_ADVICE = {"GuidanceError", "NumberError", "LetterCodeError"}  # of their class, which fits each of them
IDIOMS = re.compile(r"\b(mend|her|she|lead them|is no (?!longer)|are no |make room)\b", re.IGNORECASE)
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
            if name in NEED_ADVICE | HAVE_ADVICE:
                advice = [keyword.value for keyword in node.keywords if keyword.arg == "advice"]
                yield Pair(
                    f"{place}:{node.lineno}",
                    name,
                    text(node.args[0], constants) if node.args else "",
                    text(advice[0], constants) if advice else "",
                )


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
    default = f"(of the class) {getattr(errors, pair.error_class).advice}"
    print(f"\n{pair.error_class}  {pair.place}\n    {pair.message}\n    -> {pair.advice or default}")
    assert fault(pair) == ""


def test_the_errors_were_found():
    assert len(ALL) > 120
    assert {pair.error_class for pair in ALL} == NEED_ADVICE | HAVE_ADVICE


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('OptionError(f"The key {path} is damaged.")', "has no advice"),
        ('OptionError("The root of trust is damaged.", advice=HELP)', "sends to --help for a fault of a file"),
        ('PublishError("It is damaged: take it from your backup.", advice="Do.")', "has its advice in the message"),
        ('ServeError("Do this.", advice="Do this.")', "says the same twice"),
        ('OptionError("It is no folder.", advice="Name another.")', "is not in plain English"),
        ('OptionError("It is wrong.", advice="Mend it.")', "is not in plain English"),
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
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_advice_on_a_file_depends_on_what_the_system_said(error, expected):
    assert expected in errors.advice_on_file(error)
