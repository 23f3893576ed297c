"""`exposure-check serve`: what an operator starts, what it says, and how it is stopped."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys

import pytest
import requests

from exposure_check.cli import main
from exposure_check.server import hardening, rate
from exposure_check.server.operate import Operation
from exposure_check.server.published import Published
from tests.support.memory_service import publish
from tests.support.world import COMMAND, environment

PASSPHRASE = "four random words here"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("published"), count=20)


@pytest.fixture
def started(monkeypatch):
    """The services that would be served, without a server and without what hardens a process."""
    services = []

    def run(operation, bound, passphrase, say_started):
        services.append((operation, operation.load(passphrase)))
        say_started()

    monkeypatch.setattr(Operation, "run", run)
    monkeypatch.setattr(hardening, "log_little", lambda: None)
    return services


def answer(url):
    """The status of a first request, once the server takes requests."""
    return requests.get(f"{url}/v1/metadata/timestamp.json", timeout=60).status_code


def serve(published, *words, folder=None):
    return main(["serve", str(folder or published.out), "--keys", str(published.keys), "--port", "0", *words])


def test_a_published_folder_is_served_under_its_key(published, started, capfd):
    assert serve(published, "--forwarded-from", "192.0.2.1") == 0
    [(operation, service)] = started
    assert list(service.keys) == [published.memory().pair.key_id]
    assert operation.settings.forwarded_from == "192.0.2.1"
    assert service.admit is not rate.unlimited
    assert f"Serving {published.out} on http://127.0.0.1:" in capfd.readouterr().out


def test_a_gateway_that_limits_is_served_without_a_limit_here(published, started):
    assert serve(published, "--rate", "none") == 0
    assert started[0][1].admit is rate.unlimited


@pytest.mark.parametrize(
    ("words", "status", "advice"),
    [
        (["--rate", "many"], 2, "60/minute"),
        (["--port", "70000"], 2, "65535"),
        (["--host", "192.0.2.1", "--check"], 1, "--host"),  # RFC 5737: nobody's
        (["--host", ""], 1, "--host"),
        (["--passphrase-file", "/none"], 0, ""),  # the keys are not encrypted: it is not even read
    ],
)
def test_what_cannot_be_used_is_named_with_what_to_do(published, started, capsys, words, status, advice):
    assert serve(published, *words) == status
    said = capsys.readouterr().err
    assert advice in said
    assert "while attempting" not in said


def test_a_port_for_metrics_that_is_taken_is_named_and_leaves_nothing_open(published):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = [*COMMAND, "serve", published.out, "--keys", published.keys, "--port", "0", "--metrics-port", port]
        result = subprocess.run(
            list(map(str, words)), capture_output=True, text=True, env=environment(published.folder), check=False
        )
    assert result.returncode == 1
    first, second = result.stderr.strip().splitlines()
    assert first == f"The port {port} for metrics cannot be used: Address already in use."
    assert second == "Name another with --metrics-port."


def test_a_folder_that_was_not_published_is_refused(published, tmp_path, capsys):
    assert serve(published, folder=tmp_path) == 1
    assert "publish build" in capsys.readouterr().err


def test_an_installation_without_the_server_is_told_how_to_get_it(published, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "exposure_check.server", None)
    assert serve(published) == 2
    assert "pip install 'exposure-check[server]'" in capsys.readouterr().err


def test_an_encrypted_key_is_opened_with_the_passphrase_of_a_file(published, started, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("exposure_check.server.published.load", lambda *arguments: Published())
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(f"{PASSPHRASE}\n")
    passphrase.chmod(0o600)
    assert main(["publish", "keys", str(tmp_path / "keys"), "--passphrase-file", str(passphrase)]) == 0
    words = ["serve", str(published.out), "--keys", str(tmp_path / "keys" / "voprf"), "--port", "0"]
    assert main([*words, "--passphrase-file", str(passphrase)]) == 0
    assert len(started[0][1].keys) == 1
    passphrase.write_text("something else here\n")
    capsys.readouterr()
    assert main([*words, "--passphrase-file", str(passphrase)]) == 2
    assert PASSPHRASE not in capsys.readouterr().err


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_running_server_ends_in_order_when_it_is_asked_to(published, ending):
    words = [*COMMAND, "serve", str(published.out), "--keys", str(published.keys), "--port", "0"]
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(published.folder)
    )
    try:
        url = process.stdout.readline().rpartition(" on ")[2].strip()
        assert answer(url) == 200
        process.send_signal(ending)
        _, errors = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert errors == ""


def test_a_data_set_that_is_not_served_is_named(published, tmp_path, started, capsys, caplog):
    copy = tmp_path / "out"
    shutil.copytree(published.out, copy)
    stranger = "ab" * 16
    [data_set] = (copy / "datasets").iterdir()
    shutil.copytree(data_set, copy / "datasets" / stranger)
    assert serve(published, "--check", folder=copy) == 0
    assert f"Data set {stranger}: not served, no catalogue names it." in capsys.readouterr().out
    assert "1 data sets are not served" in caplog.text


@pytest.mark.parametrize("check", [[], ["--check"]], ids=["serve", "check"])
@pytest.mark.parametrize("place", ["keys", "datasets/keys", "", "linked"])
def test_keys_inside_what_is_served_are_refused(published, tmp_path, started, capsys, place, check):
    copy = tmp_path / "out"
    shutil.copytree(published.out, copy)
    inside = copy / ("keys" if place == "linked" else place)
    shutil.copytree(published.keys, inside, dirs_exist_ok=True)
    if place == "linked":
        (tmp_path / "elsewhere").symlink_to(inside)
        inside = tmp_path / "elsewhere"
    assert main(["serve", str(copy), "--keys", str(inside / "voprf"), "--port", "0", *check]) == 2
    assert "lie one in the other" in capsys.readouterr().err
    assert started == []


def test_a_passphrase_inside_what_is_served_is_refused(published, tmp_path, started, capsys):
    copy = tmp_path / "out"
    shutil.copytree(published.out, copy)
    (copy / "passphrase").write_text(PASSPHRASE)
    assert serve(published, "--passphrase-file", str(copy / "passphrase"), folder=copy) == 2
    assert "lies in the published folder" in capsys.readouterr().err


def test_what_earlier_lists_named_ends_with_its_hour_as_a_new_list_would(published, tmp_path, started, monkeypatch):
    copy = tmp_path / "out"
    shutil.copytree(published.out, copy)
    assert serve(published, folder=copy) == 0
    [(operation, _)] = started
    state = operation._state()
    assert operation._state() == state
    monkeypatch.setattr("exposure_check.server.published.UNDER_WAY_SECONDS", -1)
    assert operation._state() != state
