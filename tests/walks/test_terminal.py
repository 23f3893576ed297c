"""`exposure-check check` against a real server process: what it prints and how it ends."""

from __future__ import annotations

import json
import socket

import pytest

from exposure_check.protocol import letter_code
from tests.support.world import check, command, looked_up

LEVELS = ("standard", "maximum")


@pytest.mark.parametrize("privacy", LEVELS)
def test_a_listed_number_is_found_with_its_categories(service, privacy):
    answer = looked_up(service.profile, service.people["found"], "--privacy", privacy)
    assert answer["outcome"] == "found"
    assert [exposure["breach"] for exposure in answer["exposures"]] == ["example-shop-2022"]
    assert answer["exposures"][0]["categories"]
    assert answer["privacy"] == privacy
    assert answer["k"] >= 10_000


@pytest.mark.parametrize("privacy", LEVELS)
def test_a_number_that_is_not_listed_is_not_found(service, privacy):
    answer = looked_up(service.profile, service.people["not_found"], "--privacy", privacy)
    assert (answer["outcome"], answer["exposures"]) == ("not_found", [])
    assert answer["sealed_breaches"] == ["example-therapy-2020"]


@pytest.mark.parametrize("privacy", LEVELS)
def test_a_sealed_record_opens_with_the_code_of_the_letter_only(service, privacy):
    person = service.people["sealed"]
    opened = looked_up(service.profile, person, "--privacy", privacy, code=person.code)
    assert [exposure["breach"] for exposure in opened["exposures"]] == ["example-therapy-2020"]
    assert "therapy_notes" in opened["exposures"][0]["categories"]
    wrong_code = letter_code.draw()
    for code in (None, wrong_code):
        answer = looked_up(service.profile, person, "--privacy", privacy, code=code)
        assert (answer["outcome"], answer["exposures"]) == ("not_found", [])


def test_a_code_as_it_is_printed_is_read(service):
    person = service.people["sealed"]
    printed = letter_code.grouped(person.code)
    assert looked_up(service.profile, person, code=printed)["outcome"] == "found"


def test_the_answer_says_the_same_of_sealed_breaches_to_everyone(service):
    answers = [looked_up(service.profile, person) for person in service.people.values()]
    assert {json.dumps(answer["sealed_breaches"]) for answer in answers} == {'["example-therapy-2020"]'}


def test_the_text_for_a_person_names_what_to_expect(service):
    person = service.people["sealed"]
    stdin = f"{person.number}\n{person.code}\n"
    words = ("check", "--profile", service.profile, "--with-code", "--show-sent")
    result = command(*words, stdin=stdin)
    assert result.returncode == 0
    therapy_notes = "Notes from conversations in care"
    for text in ("Your data is in this list.", therapy_notes, "DEMO", "10,900 people", "POST /v1/keys/"):
        assert text in result.stdout
    assert person.number not in result.stdout


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "input"),
        ("010100A907N", "number.invalid"),
        ("01010", "number.invalid"),
        ("ääkköset", "number.invalid"),
        ("0101\x00", "number.invalid"),
    ],
)
def test_a_wrong_number_ends_with_status_2_and_is_not_repeated(service, number, code):
    result = check(service.profile, number)
    assert result.returncode == 2
    error = json.loads(result.stdout)["error"]
    assert error["code"] == code
    assert not number or number not in result.stdout + result.stderr


def test_a_wrong_letter_code_ends_with_status_2(service):
    result = check(service.profile, service.people["sealed"].number, code="1234 5678 9012 3451")
    assert result.returncode == 2
    assert json.loads(result.stdout)["error"]["code"] == "letter_code.invalid"
    assert "1234" not in result.stdout + result.stderr


def test_a_profile_that_is_missing_ends_with_status_2(tmp_path):
    result = check(tmp_path / "none.json", "010100A906N")
    assert result.returncode == 2
    assert json.loads(result.stdout)["error"]["code"] == "profile.invalid"


def test_a_number_is_never_taken_from_the_command_line(service):
    result = command("check", "--profile", service.profile, service.people["found"].number)
    assert result.returncode == 2
    assert "outcome" not in result.stdout


def test_no_server_ends_with_status_3_and_no_outcome(service):
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    profile = service.profile_for(f"http://127.0.0.1:{port}", "nobody.json")
    result = check(profile, service.people["found"].number)
    assert result.returncode == 3
    answer = json.loads(result.stdout)
    assert answer["error"]["code"] == "network.unreachable"
    assert answer["outcome"] == "error"


def test_a_demo_data_set_is_refused_under_a_profile_that_is_no_demo(service):
    genuine = json.loads(service.profile.read_text()) | {"demo": False}
    path = service.folder / "genuine.json"
    path.write_text(json.dumps(genuine))
    result = check(path, service.people["found"].number)
    assert result.returncode == 2  # a number that was never issued is refused before anything is sent
    assert json.loads(result.stdout)["error"]["code"] == "number.invalid"
