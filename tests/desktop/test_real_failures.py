"""Each failure page, brought about by what really causes it: a real server, a real list, a fault in one of them."""

from __future__ import annotations

import json
import shutil
import socketserver
import ssl
import threading
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from PySide6.QtWidgets import QLabel

from exposure_check.desktop.app import make_session
from exposure_check.desktop.session_state import SessionState
from exposure_check.lookup import profile
from exposure_check.protocol import catalogue
from exposure_check.secret import Secret
from exposure_check.server import rate
from exposure_check.server.run import in_background
from exposure_check.trust import keys, sign
from tests.support.certificate import self_signed
from tests.support.memory_service import publish
from tests.support.window import texts
from tests.support.world import check

NOT_AN_ANSWER = "This is not an answer. It says nothing about whether your data was taken."


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("published"), count=20)


class Scene:
    """A copy of the publication that may be spoiled, and servers that end with the test."""

    def __init__(self, published, folder, stack):
        self.published, self.out, self.stack = published, folder / "out", stack
        shutil.copytree(published.out, self.out)

    def serve(self, admit=rate.unlimited):
        pair = keys.load_voprf(self.published.keys, None)
        return self.profile(self.stack.enter_context(in_background(self.out, {pair.key_id: pair}, admit)))

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


def no_network(scene):
    return scene.profile("http://127.0.0.1:9")


def intercepted(scene):
    _, context = self_signed(scene.out)
    return scene.profile(scene.stack.enter_context(tls_server(context)))


def busy(scene):
    admit = rate.limited("1/hour")
    admit({"client": ("127.0.0.1", 1)})
    return scene.serve(admit)


def out_of_date(scene):
    scene.sign(scene.catalogue(), datetime.now(UTC) - timedelta(days=400))
    return scene.serve()


def signed_by_another(scene):
    other = keys.create(scene.out.parent / "other", None)
    return scene.profile(scene.serve().url, sign.create_root(other, datetime.now(UTC)))


def another_kind_of_number(scene):
    shutil.rmtree(scene.out)
    scene.out.mkdir()
    scene.sign(scene.catalogue() | {"scheme": "se.personnummer"})
    return scene.serve()


def newer_suite(scene):
    scene.sign(scene.catalogue() | {"suite": "XC2"})
    return scene.serve()


def buckets_gone(scene):
    for folder in (scene.out / "datasets").glob("*/buckets"):
        shutil.rmtree(folder)
    return scene.serve()


CAUSES = {
    no_network: ("X1", "network.unreachable"),
    intercepted: ("X2", "network.tls"),
    busy: ("X3", "server.busy"),
    out_of_date: ("X4", "trust.expired"),
    signed_by_another: ("X5", "trust.signature"),
    another_kind_of_number: ("X6", "number.not_served"),
    newer_suite: ("X7", "version.unsupported"),
    buckets_gone: ("X8", "server.error"),
}


@pytest.fixture
def scene(published, tmp_path):
    with ExitStack() as stack:
        yield Scene(published, tmp_path / "scene", stack)


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.__name__)
def test_each_cause_ends_on_its_page_and_with_its_code_in_the_terminal(qtbot, open_window, scene, tmp_path, cause):
    page, code = CAUSES[cause]
    chosen = cause(scene)
    number = scene.published.people["not_found"].number
    window = open_window(walk=SessionState(chosen))
    window._make_checker = make_session
    window.walk.number = Secret(number)
    window.check()
    qtbot.waitUntil(lambda: window.walk.page != "C1", timeout=30_000)
    assert (window.walk.page, window.walk.error.code) == (page, code)
    assert window.walk.verdict is None
    assert NOT_AN_ANSWER in texts(window)
    assert not [label for label in window.findChildren(QLabel) if number in label.text()]

    path = tmp_path / "profile.json"
    path.write_bytes(msgspec.json.encode(chosen))
    result = check(path, number)
    assert result.returncode == 3
    answer = json.loads(result.stdout)
    assert answer["error"]["code"] == code
    assert "outcome" not in answer


def test_every_page_of_a_failure_has_a_cause_here():
    assert sorted(page for page, _ in CAUSES.values()) == [f"X{number}" for number in range(1, 9)]
