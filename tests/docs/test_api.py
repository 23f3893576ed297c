"""`docs/api`: the schema fits what the program prints of every outcome, and the OpenAPI what the server answers."""

from __future__ import annotations

import io
import json
import os
import signal
from pathlib import Path

import pytest
import requests
from jsonschema import Draft202012Validator, FormatChecker

from exposure_check.cli import main
from exposure_check.errors import NetworkError, ServerBusyError
from exposure_check.lookup import session
from exposure_check.lookup.transport import HEADERS
from exposure_check.protocol import sodium, voprf
from exposure_check.server import run
from exposure_check.server.problem import Problem
from exposure_check.server.rate import limited
from tests.support.memory_service import publish
from tests.support.served import served

API = Path(__file__).parents[2] / "docs" / "api"
SCHEMA = json.loads((API / "output.schema.json").read_text(encoding="utf-8"))
OPENAPI = json.loads((API / "openapi.json").read_text(encoding="utf-8"))
OUTPUT = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("published"), count=20)


@pytest.fixture(scope="module")
def service(published, tmp_path_factory):
    """A server without a limit, a profile for it, and the people in its list."""
    with served(published, tmp_path_factory.mktemp("api")) as profile:
        yield profile, published.people


@pytest.fixture
def printed(capsys, monkeypatch):
    """What a command prints with `--json`: its status and the object, which fits the schema."""

    def call(*words, typed=()):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        status = main([*map(str, words), "--json"])
        [line] = capsys.readouterr().out.splitlines()
        found = json.loads(line)
        assert [error.message for error in OUTPUT.iter_errors(found)] == []
        return status, found

    return call


def test_both_documents_are_of_their_kind():
    Draft202012Validator.check_schema(SCHEMA)
    assert OPENAPI["openapi"].startswith("3.1.")
    for schema in found_in(OPENAPI, "schema"):
        Draft202012Validator.check_schema(schema)


def found_in(document, name):
    """Every value of that name, at any depth."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key == name:
                yield value
            yield from found_in(value, name)
    elif isinstance(document, list):
        for value in document:
            yield from found_in(value, name)


@pytest.mark.parametrize(("label", "outcome"), [("found", "found"), ("not_found", "not_found"), ("sealed", "found")])
@pytest.mark.parametrize("privacy", ["standard", "maximum"])
def test_an_answer_fits_the_schema(service, printed, label, outcome, privacy):
    profile, people = service
    code = people[label].code
    words = ["check", "--profile", profile, "--privacy", privacy, *(["--with-code"] if code else [])]
    status, found = printed(*words, typed=[people[label].number, *([code] if code else [])])
    assert (status, found["format"], found["outcome"], found["privacy"]) == (0, 1, outcome, privacy)
    assert bool(found["exposures"]) == (outcome == "found")


def test_the_signed_list_is_shown_without_a_number(service, printed, capsys):
    profile, _ = service
    status, found = printed("breaches", "--profile", profile)
    assert (status, found["outcome"], len(found["breaches"])) == (0, "breaches", 2)
    assert main(["breaches", "--profile", str(profile)]) == 0
    text = capsys.readouterr().out
    assert "Esimerkki Oy, online shop (demo)" in text
    assert "sealed" in text


def test_advice_fits_the_schema(printed):
    status, found = printed("advice", "--category", "phone")
    assert (status, found["outcome"]) == (0, "advice")


@pytest.mark.parametrize(
    ("words", "typed", "status", "code"),
    [
        (["check", "--nonsense"], (), 2, "option.invalid"),
        (["check", "--privacy", "some"], (), 2, "option.invalid"),
        (["check", "--proxy", "nonsense"], (), 2, "option.invalid"),
        (["check", "--scheme", "se.personnummer"], (), 2, "option.invalid"),
        (["check", "010594Y9032"], (), 2, "option.invalid"),
        (["check", "--profile", "missing.json"], (), 2, "profile.invalid"),
        (["check"], (), 2, "input"),
        (["check"], ["010594Y9033"], 2, "number.invalid"),
        (["check", "--with-code"], ["010594Y9032", "1"], 2, "letter_code.invalid"),
        (["breaches", "--nonsense"], (), 2, "option.invalid"),
        (["advice", "--category", "nonsense"], (), 2, "option.invalid"),
        (["nonsense"], (), 2, "option.invalid"),
    ],
)
def test_what_is_wrong_is_one_object_too(service, printed, words, typed, status, code):
    profile, _ = service
    if words[0] == "check" and "--profile" not in words:
        words = [*words, "--profile", profile]
    found = printed(*words, typed=typed)
    assert (found[0], found[1]["outcome"], found[1]["error"]["code"]) == (status, "error", code)
    assert "010594" not in json.dumps(found[1])


def fails(monkeypatch, fault):
    def check(self, query, progress, cancel):
        raise fault

    monkeypatch.setattr(session.Session, "check", check)


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (NetworkError("gone"), 3, "network.unreachable"),
        (ServerBusyError("busy", retry_after=30), 3, "server.busy"),
        (OSError(28, "No space left on device"), 3, "system.refused"),
        (KeyboardInterrupt(), 3, "cancelled"),
        (ZeroDivisionError("010594Y9032"), 3, "check.failed"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_failure_is_one_object_and_never_not_found(service, printed, monkeypatch, fault, status, code):
    profile, people = service
    fails(monkeypatch, fault)
    found = printed("check", "--profile", profile, typed=[people["found"].number])
    assert (found[0], found[1]["outcome"], found[1]["error"]["code"]) == (status, "error", code)
    assert found[1]["error"].get("retry_after_seconds") == (30 if code == "server.busy" else None)
    assert "010594" not in json.dumps(found[1])


def test_ctrl_c_is_one_object(service, printed, monkeypatch):
    profile, people = service

    def check(self, query, progress, cancel):
        os.kill(os.getpid(), signal.SIGINT)
        while not cancel.is_set():
            pass
        cancel.check()

    monkeypatch.setattr(session.Session, "check", check)
    status, found = printed("check", "--profile", profile, typed=[people["found"].number])
    assert (status, found["error"]["code"]) == (3, "cancelled")


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.pop("format"),
        lambda found: found.update(format=2),
        lambda found: found.update(outcome="unknown"),
        lambda found: found.update(outcome="not_found"),
        lambda found: found["dataset"].update(created="yesterday"),
        lambda found: found["exposures"][0].update(categories=["shoe_size"]),
        lambda found: found.update(k=10),
        lambda found: found.update(list_fingerprint="1234"),
    ],
)
def test_the_schema_refuses_what_is_not_promised(service, printed, change):
    profile, people = service
    _, found = printed("check", "--profile", profile, typed=[people["found"].number])
    change(found)
    assert not OUTPUT.is_valid(found)


def addresses(published):
    """Each operation of the OpenAPI with addresses that the published list has."""
    described, pair = published.catalogue(), published.memory().pair
    metadata = sorted(path.name for path in (published.out / "metadata").iterdir())
    targets = [path.relative_to(published.out / "targets") for path in (published.out / "targets").rglob("*.json")]
    dataset = f"/v1/datasets/{described.dataset_id}"
    return {
        "metadata": [f"/v1/metadata/{name}" for name in metadata],
        "target": [f"/v1/targets/{target.as_posix()}" for target in targets],
        "bucket": [f"{dataset}/buckets/0", f"{dataset}/buckets/{(1 << described.prefix_bits) - 1}"],
        "pack": [f"{dataset}/pack"],
        "evaluate": [f"/v1/keys/{pair.key_id}/evaluate"],
    }


OPERATIONS = [(method, operation) for methods in OPENAPI["paths"].values() for method, operation in methods.items()]
BY_NAME = {operation["operationId"]: operation for _, operation in OPERATIONS}
each_operation = pytest.mark.parametrize(("method", "operation"), OPERATIONS, ids=BY_NAME)


def assert_described(operation, response):
    """An answer is one that the OpenAPI describes: status, headers, type and body."""
    described = operation["responses"][str(response.status_code)]
    for name, header in described.get("headers", {}).items():
        assert name in response.headers or not header.get("required"), name
        value = response.headers.get(name, "")
        value = int(value) if header["schema"].get("type") == "integer" else value
        Draft202012Validator(header["schema"]).validate(value)
    [(media_type, content)] = described["content"].items()
    assert media_type in ("*/*", response.headers["Content-Type"].partition(";")[0])
    schema = {**content["schema"], "components": OPENAPI["components"]}
    if media_type.endswith("json"):
        Draft202012Validator(schema).validate(response.json())
    else:
        Draft202012Validator(schema).validate(response.content.decode("latin-1"))


def ask(url, method, address, **kwargs):
    headers = {**HEADERS, **kwargs.pop("headers", {})}
    return requests.request(method, url + address, headers=headers, timeout=20, **kwargs)


@pytest.fixture(scope="module")
def server(published):
    pair = published.memory().pair
    with run.in_background(published.out, {pair.key_id: pair}, limited("40/hour")) as url:
        yield url


def elements():
    return b"".join(voprf.blind(bytes([place])).element for place in range(2))


@each_operation
def test_each_operation_answers_as_described(server, published, method, operation):
    for address in addresses(published)[operation["operationId"]]:
        response = ask(server, method, address, data=elements() if method == "post" else None)
        assert response.status_code == 200, address
        assert_described(operation, response)


ABSENT = {
    "metadata": "/v1/metadata/999.root.json",
    "target": "/v1/targets/catalogues/none.json",
    "bucket": f"/v1/datasets/{'0' * 32}/buckets/0",
    "pack": f"/v1/datasets/{'0' * 32}/pack",
    "evaluate": f"/v1/keys/{'0' * 16}/evaluate",
}


@each_operation
def test_each_operation_refuses_as_described(server, published, method, operation):
    name, [present, *_] = operation["operationId"], addresses(published)[operation["operationId"]]
    data = elements() if method == "post" else None
    absent = ask(server, method, ABSENT[name], data=data)
    assert absent.status_code == 404
    other = ask(server, "delete", present)
    assert other.status_code == 405
    for response in (absent, other):
        assert_described(operation, response)


def test_errors_of_a_range_and_of_a_body_are_described(server, published):
    places = {name: found[0] for name, found in addresses(published).items()}
    part = ask(server, "get", places["pack"], headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"XCB1")
    assert_described(BY_NAME["pack"], part)
    beyond = ask(server, "get", places["pack"], headers={"Range": "bytes=99999999-"})
    assert beyond.status_code == 416
    assert_described(BY_NAME["pack"], beyond)
    for body in (b"", bytes(63), bytes(65), bytes(2 * sodium.ELEMENT_BYTES)):
        refused = ask(server, "post", places["evaluate"], data=body)
        assert refused.status_code == 400
        assert_described(BY_NAME["evaluate"], refused)


def test_who_asks_too_often_is_answered_as_described(published):
    pair = published.memory().pair
    with run.in_background(published.out, {pair.key_id: pair}, limited("2/hour")) as url:
        place = addresses(published)["evaluate"][0]
        answers = [ask(url, "post", place, data=elements()) for _ in range(2)]
    assert answers[-1].status_code == 429
    assert_described(BY_NAME["evaluate"], answers[-1])


def test_every_problem_of_the_server_is_described():
    types = [schema for schema in found_in(OPENAPI["paths"], "type") if isinstance(schema, dict)]
    described = {name for schema in types for name in schema["enum"]}
    of_no_lookup = {Problem.NOT_READY, Problem.TARGET_TOO_LONG}  # of /readyz, and of an address that is none here
    of_lookups = set(Problem) - of_no_lookup
    assert {f"urn:exposure-check:problem:{problem.value[0]}" for problem in of_lookups} <= described
