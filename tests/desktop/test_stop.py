"""Stop means stop: whichever way a check is left, no thread and no connection of it is there a moment later."""

from __future__ import annotations

import socket
import threading

import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.desktop import app, example_states
from exposure_check.desktop.session_state import SessionState

PATIENCE_MS = 5000  # for a machine that is busy; the deadlines that are cut short are of 20 seconds and more


class SlowServer:
    """A server that sends one byte of a header now and then, for ever, and sees when its caller has gone."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.asked, self.left, self.closed = threading.Event(), threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._serve, name="slow server", daemon=True)
        self.thread.start()

    def _serve(self):
        caller, _ = self.listener.accept()
        with caller:
            caller.recv(65536)
            caller.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            self.asked.set()
            try:
                while not self.closed.wait(0.02):
                    caller.sendall(b"a")
            except OSError:
                self.left.set()

    def close(self):
        self.closed.set()
        self.listener.close()
        self.thread.join()


@pytest.fixture
def slow_server():
    server = SlowServer()
    yield server
    server.close()


@pytest.mark.parametrize("way", ["cancel", "start_afresh", "leave_quickly", "close", "_idle_wipe"])
def test_no_way_of_leaving_a_check_leaves_a_thread_or_a_connection(qtbot, open_window, slow_server, tmp_path, way):
    assert main(["publish", "keys", str(tmp_path / "keys"), "--plain"]) == 0
    profile = msgspec.structs.replace(
        example_states.profile(demo=True),
        url=slow_server.url,
        root=msgspec.Raw((tmp_path / "keys" / "root.json").read_bytes()),
    )
    window = open_window(state=SessionState(profile))
    window._make_checker = app.make_session
    window.state.type_number(example_states.NUMBER)
    window.go("number")
    window.check()
    task = window.lookups.task
    qtbot.waitUntil(slow_server.asked.is_set, timeout=60_000)
    getattr(window, way)()
    qtbot.waitUntil(lambda: not task.is_running, timeout=PATIENCE_MS)
    qtbot.waitUntil(slow_server.left.is_set, timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: not any(thread.name.startswith("lookup") for thread in threading.enumerate()), timeout=PATIENCE_MS
    )
    assert not task._query.number
    assert window.state.verdict is None
    assert window.state.error is None
