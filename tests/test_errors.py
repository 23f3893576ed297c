from __future__ import annotations

import ast
import copy
import inspect
import re
from pathlib import Path

import pytest

import exposure_check
from exposure_check import errors
from exposure_check.desktop.session_state import FAILURES
from exposure_check.errors import CheckError, ExposureCheckError, InputError

PACKAGE = Path(exposure_check.__file__).parent
CLASSES = {
    name: error_class
    for name, error_class in vars(errors).items()
    if inspect.isclass(error_class) and error_class.__module__ == errors.__name__
}
PAGES = {"number", *FAILURES}
SAMPLES = {
    "NumberError": {"reason": "length"},
    "LetterCodeError": {"reason": "length"},
    "ServerBusyError": {"retry_after": 7},
    "AnonymityError": {"k": 5},
    **{
        name: {"advice": "Do this."}
        for name in (
            "InputError",
            "OptionError",
            "ProfileError",
            "MissingProfileError",
            "ProfileFormatError",
            "ProfileSignatureError",
            "GuidanceError",
            "PublishError",
            "ServeError",
        )
    },
}


def drawn():
    """The tree of the docstring: each class with the class that it hangs from."""
    parents, above = {}, []
    for line in errors.__doc__.split("::", 1)[1].splitlines():
        if found := re.search(r"[A-Z]\w*Error\b", line):
            depth = (found.start() - 4) // 4
            above[depth:] = [found[0]]
            parents[found[0]] = above[depth - 1] if depth else "Exception"
        elif parents and line and not line.startswith(" "):
            return parents
    return parents


def test_the_tree_in_the_docstring_is_the_tree():
    assert drawn() == {name: error_class.__bases__[0].__name__ for name, error_class in CLASSES.items()}
    assert all(len(error_class.__bases__) == 1 for error_class in CLASSES.values())


@pytest.mark.parametrize("error_class", CLASSES.values(), ids=CLASSES)
def test_every_error_comes_out_of_a_worker_process_as_it_was(error_class):
    """A copy is made of what a process would send; without the advice it could not be made again."""
    error = error_class("It happened.", **SAMPLES.get(error_class.__name__, {}))
    same = copy.copy(error)
    assert type(same) is error_class
    assert (str(same), same.message, same.advice, vars(same)) == (str(error), error.message, error.advice, vars(error))


@pytest.mark.parametrize("error_class", CLASSES.values(), ids=CLASSES)
def test_every_error_says_what_happened_and_what_to_do(error_class):
    error = error_class("It happened.", **SAMPLES.get(error_class.__name__, {}))
    assert (str(error), error.message, error.args) == ("It happened.", "It happened.", ("It happened.",))
    assert error.advice.endswith(".")
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", error.code)
    assert error_class.__doc__


def test_every_code_is_unique():
    codes = [error_class.code for error_class in CLASSES.values()]
    assert len(set(codes)) == len(codes)
    assert all("code" in vars(error_class) for error_class in CLASSES.values())


def test_every_failure_of_a_check_has_a_page_and_no_other_error_does():
    for error_class in CLASSES.values():
        if issubclass(error_class, CheckError):
            assert error_class.page in PAGES
        else:
            assert not hasattr(error_class, "page")
    assert {error_class.page for error_class in CLASSES.values() if issubclass(error_class, CheckError)} == PAGES


def test_advice_can_be_given_where_it_is_better_known():
    error = errors.NumberError("No.", reason="length", advice="Do this.")
    assert error.advice == "Do this."
    assert errors.NumberError("No.", reason="length").advice != "Do this."


def test_a_wrong_input_and_a_failed_check_are_never_the_same():
    assert not [
        error_class
        for error_class in CLASSES.values()
        if issubclass(error_class, CheckError) and issubclass(error_class, InputError)
    ]


# Names of values that hold a number, a stretched value, a blind or a code anywhere in the package.
SECRET_NAMES = {
    "number", "typed", "text", "code", "letter", "canonical", "identifier", "stretched", "y", "blind", "blinded",
    "secret", "passphrase", "digits", "row", "value", "private_input", "output", "repaired",
}  # fmt: skip


def _raised(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in CLASSES:
                yield node


def _interpolated(call):
    """Names whose value itself, not its length or its type, becomes part of a message."""
    for node in ast.walk(call):
        if isinstance(node, ast.FormattedValue):
            inside = node.value
            while isinstance(inside, ast.Attribute | ast.Subscript):
                inside = inside.value
            if isinstance(inside, ast.Name):
                yield inside.id
            elif isinstance(inside, ast.Call) and getattr(inside.func, "attr", "") in ("reveal", "decode"):
                yield "reveal"


def sources():
    folders = ("protocol", "trust", "server", "lookup", "identity")
    return [path for folder in folders for path in sorted((PACKAGE / folder).rglob("*.py"))]


@pytest.mark.parametrize("path", sources(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_message_is_made_of_a_secret(path):
    for call in _raised(ast.parse(path.read_text(encoding="utf-8"))):
        assert not set(_interpolated(call)) & (SECRET_NAMES | {"reveal"}), f"{path}:{call.lineno}"


def test_the_check_above_would_notice():
    spoilt = ast.parse('raise NumberError(f"not a number: {number!r}", reason="x")')
    assert [set(_interpolated(call)) for call in _raised(spoilt)] == [{"number"}]


def test_an_error_of_ours_is_caught_by_its_root():
    with pytest.raises(ExposureCheckError):
        raise errors.RollbackError("older")
