"""Lies by the hundred: each ends in a named error or the right answer, in time, in little memory, and leaves nothing.

`make soak` runs two thousand of them.
"""

from __future__ import annotations

import os

import pytest

from tests.support.hostile import KINDS, Case, HostileServer, cases, client_process
from tests.support.memory_service import publish

CASES = int(os.environ.get("EXPOSURE_CHECK_HOSTILE_CASES", "180"))
PEAK_KIB = 150 << 10
QUICK_SECONDS, SLOW_SECONDS = 25.0, 10.0  # of the limits of the client, and more for a busy computer


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    shared = publish(tmp_path_factory.mktemp("honest"))
    shared.sign_targets({f"guidance/{breach.id}.toml": b"advice" for breach in shared.catalogue().breaches})
    return shared


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("other"), count=20)


@pytest.fixture
def server(published):
    server = HostileServer(published)
    yield server
    server.close()


def question(published, server, label, privacy, limits="quick"):
    return {
        "url": f"http://127.0.0.1:{server.port}",
        "port": server.port,
        "root": published.root.decode(),
        "number": published.people[label].number,
        "privacy": privacy,
        "limits": limits,
    }


def complaints(case: Case, said: dict, label: str) -> list[str]:
    """What is wrong with what a lookup came to."""
    outcome, wrong = said["outcome"], []
    if outcome in ("found", "not_found"):
        if outcome != label:
            wrong.append(f"the wrong answer: {outcome} for {label}")
        if not case.may_be_right:
            wrong.append("an answer where there can be none")
    elif outcome == "check.failed":
        wrong.append("an error that nobody named")
    elif case.kind == "guidance":
        wrong.append(f"advice stood in the way of the answer: {outcome}")
    if said["seconds"] > (SLOW_SECONDS if case.limits == "slow" else QUICK_SECONDS):
        wrong.append(f"{said['seconds']:.1f} s")
    if said["peak_kib"] > PEAK_KIB:
        wrong.append(f"{said['peak_kib']} KiB")
    if any(said["left"].values()):
        wrong.append(f"left running: {said['left']}")
    if said["busy_afterwards"] > 0.5:
        wrong.append(f"{said['busy_afterwards']:.2f} s of processor time afterwards")
    return wrong


@pytest.mark.timeout(3600 if CASES > 1000 else 240)  # thirty seconds where nothing else runs
def test_every_lie_is_a_named_error_or_the_right_answer_and_leaves_nothing(published, other, server):
    wrong, outcomes, kinds = {}, set(), set()
    with client_process() as ask:
        for number, case in enumerate(cases(published, other, CASES)):
            label = ("found", "not_found")[number % 2]
            privacy = "maximum" if case.kind == "pack" else "standard"
            server.begin(case)
            said = ask(question(published, server, label, privacy, case.limits))
            outcomes.add(said["outcome"])
            kinds.add(case.kind)
            if complaint := complaints(case, said, label):
                wrong[case.name] = complaint
    assert wrong == {}
    assert kinds == set(KINDS)
    assert len(outcomes) > 7, outcomes


@pytest.mark.parametrize("label", ["found", "not_found"])
@pytest.mark.parametrize("privacy", ["standard", "maximum"])
def test_the_server_is_honest_where_no_case_is_played(published, server, label, privacy):
    with client_process() as ask:
        said = ask(question(published, server, label, privacy))
    assert said["outcome"] == label
    assert said["peak_kib"] < PEAK_KIB
    assert said["left"] == {"threads": 0, "connections": 0}
