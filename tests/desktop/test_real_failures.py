"""Each failure page, brought about by what really causes it: a real server, a real list, a fault in one of them."""

from __future__ import annotations

import json
import os
import shutil
import socketserver
import ssl
import threading
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QLabel

from exposure_check.desktop.app import make_session
from exposure_check.desktop.session_state import FAILURES, SessionState
from exposure_check.lookup import profile
from exposure_check.lookup.service import state_folder
from exposure_check.protocol import catalogue
from exposure_check.server import rate
from exposure_check.trust import keys, memory, sign
from tests.support.careless import careless
from tests.support.certificate import self_signed
from tests.support.memory_service import publish
from tests.support.window import texts
from tests.support.world import check

NOT_AN_ANSWER = "This is not an answer. It says nothing about whether your data was taken."


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("published"), count=20)


class SpoiledService:
    """A copy of the publication that may be spoiled, and servers that end with the test."""

    def __init__(self, published, folder, stack):
        self.published, self.out, self.stack = published, folder / "out", stack
        shutil.copytree(published.out, self.out)

    def serve(self, admit=rate.unlimited):
        pair = keys.load_voprf(self.published.keys, None)
        return self.profile(self.stack.enter_context(careless(self.out, {pair.key_id: pair}, admit)))

    def profile(self, url, root=None, **named):
        root = root or self.published.root
        return profile.Profile(format=profile.FORMAT, url=url, root=msgspec.Raw(root), demo=True, **named)

    def sign(self, described, now=None):
        signers = {role: keys.load_signer(self.published.keys, role, None) for role in keys.ROLES}
        targets = {f"catalogues/{described['scheme']}.json": json.dumps(described).encode()}
        sign.publish(self.out, self.published.root, signers, targets, now or datetime.now(UTC))

    def catalogue(self):
        return json.loads(catalogue.serialise(self.published.catalogue()))


class Handler(socketserver.BaseRequestHandler):
    """Speaks TLS with a certificate which nobody trusts, until the client hangs up."""

    context: ssl.SSLContext

    def handle(self):
        with suppress(OSError), self.context.wrap_socket(self.request, server_side=True) as connection:
            connection.recv(1)


@contextmanager
def tls_server(context):
    handler = type("Handler", (Handler,), {"context": context})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"https://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def no_network(spoiled):
    return spoiled.profile("http://127.0.0.1:9")


def intercepted(spoiled):
    _, context = self_signed(spoiled.out)
    return spoiled.profile(spoiled.stack.enter_context(tls_server(context)))


def busy(spoiled):
    admit = rate.limited("2/hour")
    admit("127.0.0.1")
    return spoiled.serve(admit)


def out_of_date(spoiled):
    spoiled.sign(spoiled.catalogue(), datetime.now(UTC) - timedelta(days=400))
    return spoiled.serve()


def signed_by_another(spoiled):
    other = keys.create(spoiled.out.parent / "other", None)
    return spoiled.profile(spoiled.serve().url, sign.create_root(other, datetime.now(UTC)))


def another_kind_of_number(spoiled):
    shutil.rmtree(spoiled.out)
    spoiled.out.mkdir()
    spoiled.sign(spoiled.catalogue() | {"scheme": "se.personnummer"})
    return spoiled.serve()


def newer_suite(spoiled):
    spoiled.sign(spoiled.catalogue() | {"suite": "XC2"})
    return spoiled.serve()


def buckets_gone(spoiled):
    for folder in (spoiled.out / "datasets").glob("*/buckets"):
        shutil.rmtree(folder)
    return spoiled.serve()


def memory_garbled(spoiled):
    chosen = spoiled.serve()
    folder = state_folder(chosen)
    of_terminal = Path(os.environ["HOME"], ".local", "share", "exposure-check", "trust", folder.name)
    for place in {folder, of_terminal}:  # the terminal is started without what names another place to the tests
        place.mkdir(parents=True)
        (place / memory.FILE_NAME).write_bytes(b"")  # what a power cut leaves of a file
    return chosen


CAUSES = {
    no_network: ("no_network", "network.unreachable"),
    intercepted: ("proxy_or_tls", "network.tls"),
    busy: ("busy", "server.busy"),
    out_of_date: ("out_of_date", "trust.expired"),
    signed_by_another: ("not_trusted", "trust.signature"),
    another_kind_of_number: ("not_supported", "number.not_served"),
    newer_suite: ("too_old", "version.unsupported"),
    memory_garbled: ("this_computer", "computer.fault"),
    buckets_gone: ("unexpected", "server.error"),
}


@pytest.fixture
def spoiled(published, tmp_path):
    with ExitStack() as stack:
        yield SpoiledService(published, tmp_path / "spoiled", stack)


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.__name__)
def test_each_cause_ends_on_its_page_and_with_its_code_in_the_terminal(qtbot, open_window, spoiled, tmp_path, cause):
    page, code = CAUSES[cause]
    chosen = cause(spoiled)
    number = spoiled.published.people["not_found"].number
    window = open_window(state=SessionState(chosen))
    window._make_checker = make_session
    window.state.type_number(number)
    window.check()
    qtbot.waitUntil(lambda: window.state.page != "checking", timeout=30_000)
    assert (window.state.page, window.state.error.code) == (page, code)
    assert window.state.verdict is None
    assert NOT_AN_ANSWER in texts(window)
    assert not [label for label in window.findChildren(QLabel) if number in label.text()]

    path = tmp_path / "profile.json"
    path.write_bytes(msgspec.json.encode(chosen))
    result = check(path, number)
    assert result.returncode == 3
    answer = json.loads(result.stdout)
    assert answer["error"]["code"] == code
    assert answer["outcome"] == "error"


def test_every_page_of_a_failure_has_a_cause_here():
    assert sorted(page for page, _ in CAUSES.values()) == sorted(FAILURES)
