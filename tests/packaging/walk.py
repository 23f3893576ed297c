"""A lookup by keyboard in a window, the same for the program that was built and for the one in the source."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from exposure_check.desktop.lookups import LEAST_CHECK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtGui import QImage

    from tests.packaging.screen import Screen
    from tests.support.relay import Relay

EVALUATED = b"POST "
COMPARED_SECONDS = 1.0  # after the evaluation, until the next page is there


@contextmanager
def running(
    command: Sequence[str], screen: Screen, home: Path, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A program with a window, in a home directory and a temporary folder of its own; what it says goes to `home`."""
    for name in ("home", "tmp", "here"):
        (home / name).mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    settings = {"DISPLAY": screen.display, "HOME": str(home / "home"), "TMPDIR": str(home / "tmp"), "LANG": "C.UTF-8"}
    with (home / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            command,
            stdout=said,
            stderr=said,
            cwd=home / "here",
            env=kept | settings | environment,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)
            screen.wait_until_empty()


def look_up(screen: Screen, relay: Relay, number: str, code: str | None = None) -> dict[str, QImage]:
    """From the first page to the answer; the pictures of the pages by name."""
    pages = {"first": screen.settled()}
    assert not relay.connections, "the program connected before a lookup was started"
    screen.press("Return")
    pages["number"] = screen.settled(unlike=pages["first"])
    screen.press(*number)
    typed = screen.settled(unlike=pages["number"])
    if code:
        # past "Show" and what the number says to "Enter the code", which puts the caret into its field
        screen.press("Tab", "Tab", "Tab", "space")
        pages["code"] = screen.settled(unlike=typed)
        screen.press(*code)
        typed = screen.settled(unlike=pages["code"])
    assert not relay.connections, "the program connected before a lookup was started"
    screen.press("Return")
    pages["ready"] = screen.settled(unlike=typed, until=_after_the_check(relay))
    screen.press("Return")
    pages["answer"] = screen.settled(unlike=pages["ready"])
    return pages


def _after_the_check(relay: Relay) -> Callable[[], bool]:
    """Whether the page of the check has gone: it stays for a time that is the same for every outcome."""
    begun, evaluated = time.monotonic(), []

    def over() -> bool:
        now = time.monotonic()
        if not evaluated and was_evaluated(relay):
            evaluated.append(now)
        return bool(evaluated) and now > max(evaluated[0], begun + LEAST_CHECK) + COMPARED_SECONDS

    return over


def was_evaluated(relay: Relay) -> bool:
    """Whether an evaluation was asked for and answered."""
    return any(EVALUATED in each.sent and each.received for each in list(relay.connections))
