"""Starting the server: in the foreground for an operator, in a thread for the demo."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from exposure_check.errors import ServeError
from exposure_check.server.app import application

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.server.rate import Admit

BACKLOG = 2048
KEEP_ALIVE_SECONDS = 10
MOST_CONNECTIONS = 4096
_STARTED_SECONDS = 10
_LAST_PORT = 65535


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one. Raises `ServeError`."""
    if not 0 <= port <= _LAST_PORT:
        raise ServeError(
            f"The port {port} must be 0 to {_LAST_PORT}.", advice="Give another --port; 0 takes a free one."
        )
    if not host:
        raise ServeError(
            "No address to listen on was given.",
            advice="Give one with --host: 0.0.0.0 or :: listens on all interfaces.",
        )
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise ServeError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}.",
            advice="Give another --host or --port, or stop the program that uses this port.",
        ) from error


def check_folder(folder: Path) -> None:
    """Raise `ServeError` unless `folder` holds a published list."""
    if not ((folder / "metadata" / "timestamp.json").is_file() and (folder / "targets").is_dir()):
        raise ServeError(
            f"There is no published list in {str(folder)!r}.", advice="Make one with: exposure-check publish build"
        )


def server(
    folder: Path, keys: Mapping[str, KeyPair], admit: Admit, *, forwarded_from: str | None = None
) -> uvicorn.Server:
    """A server that has not started. `forwarded_from`: the address of a proxy whose X-Forwarded-For is believed."""
    check_folder(folder)
    return uvicorn.Server(
        uvicorn.Config(
            application(folder, keys, admit),
            access_log=False,
            log_level="warning",
            server_header=False,
            lifespan="off",
            ws="none",
            proxy_headers=forwarded_from is not None,
            forwarded_allow_ips=forwarded_from,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            limit_concurrency=MOST_CONNECTIONS,
        )
    )


@contextmanager
def in_background(folder: Path, keys: Mapping[str, KeyPair], admit: Admit) -> Iterator[str]:
    """Serve on a free loopback port while the block runs; gives the base URL."""
    bound = listen("127.0.0.1", 0)
    running = server(folder, keys, admit)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]}, name="server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        running.should_exit = True
        thread.join(_STARTED_SECONDS)
        bound.close()
