"""One serving process: in a thread for the demo, in worker processes for an operator (`workers`)."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import uvicorn

from exposure_check.errors import ServeError
from exposure_check.server import addresses, published
from exposure_check.server.accepting import Acceptor, Share
from exposure_check.server.app import Service, application
from exposure_check.server.bounded_protocol import BoundedProtocol
from exposure_check.server.connections import BOUNDS, Bounds, Connections
from exposure_check.server.direct import Direct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.server.rate import Admit

_log = logging.getLogger(__name__)

BACKLOG = 2048
SEND_BUFFER_BYTES = 128 << 10  # in the kernel, for one slow reader; left to itself it grows to 4 MB
DRAIN_SECONDS = 3  # for answers that are under way when the process is asked to end
_CUT_SECONDS = DRAIN_SECONDS - 0.15  # then what is under way is cut: uvicorn would write a line for each
_STARTED_SECONDS = 10
_LAST_PORT = 65535


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one, and `::` takes IPv4 too. Raises `ServeError`."""
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
        both = host == "::" and socket.has_dualstack_ipv6()
        bound = socket.create_server((host, port), family=family, backlog=BACKLOG, dualstack_ipv6=both)
    except OSError as error:
        raise ServeError(
            f"Cannot listen on {host} port {port}: {addresses.reason(error)}.",
            advice="Give another --host or --port, or stop the program that uses this port.",
        ) from error
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)  # each connection inherits it
    return bound


async def _at_once() -> None:
    pass


@dataclass(frozen=True)
class Stages:
    """What is called as a server goes on. `closed` is waited for before the connections that there are end."""

    prepared: Callable[[], None] = lambda: None  # before it takes connections
    started: Callable[[], None] = lambda: None  # when it takes them
    closed: Callable[[], Awaitable[None]] = _at_once  # when it has ceased to
    quiet: Callable[[], None] = lambda: None  # when it takes no more requests


class Server(uvicorn.Server):
    """A server of uvicorn that says how far it is, and logs a fault of the loop by its type alone."""

    def __init__(
        self, config: uvicorn.Config, connections: Connections, stages: Stages, share: Share | None = None
    ) -> None:
        super().__init__(config)
        self._connections, self._stages, self._share = connections, stages, share

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Take connections: all that come, or as many as the other workers."""
        asyncio.get_running_loop().set_exception_handler(_log_type)
        self._stages.prepared()
        await super().startup(sockets if self._share is None else [])
        if self._share is not None:
            for bound in sockets or []:
                acceptor = Acceptor(bound, self._protocol, self._connections, self._share)
                self.servers.append(cast("Any", acceptor))  # it is closed as a server is
        self._stages.started()

    def _protocol(self) -> asyncio.Protocol:
        """As uvicorn makes it."""
        return self.config.http_protocol_class(  # type: ignore[call-arg]  # what `server` chose
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, finish what is under way, and end."""
        for listener in self.servers:
            listener.close()
        await self._stages.closed()
        await self._connections.end()
        asyncio.get_running_loop().call_later(_CUT_SECONDS, self._connections.cut_all)
        self._stages.quiet()
        await super().shutdown(sockets)


def _log_type(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    # the loop's own words name the socket, and with it who is connected
    _log.error("A fault of the event loop: %s", type(context.get("exception")).__name__)


def server(
    service: Service,
    *,
    forwarded_from: str | None = None,
    bounds: Bounds = BOUNDS,
    stages: Stages = Stages(),  # frozen
    share: Share | None = None,
) -> Server:
    """A server that has not started. `forwarded_from`: the address of a proxy whose X-Forwarded-For is believed;
    `share`: this process among others that take connections from the same socket.
    """
    connections = Connections(bounds, service.count, forwarded_from)
    direct = Direct(service, clients_are_peers=forwarded_from is None)
    config = uvicorn.Config(
        application(service),
        http=cast("Any", partial(BoundedProtocol, connections, direct)),  # called as a class of protocols is
        log_config=None,
        access_log=False,
        log_level="error",  # a line for each thing that is no request would keep back others
        server_header=False,
        lifespan="off",
        ws="none",
        proxy_headers=forwarded_from is not None,
        forwarded_allow_ips=forwarded_from,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
    return Server(config, connections, stages, share)


@contextmanager
def in_background(folder: Path, keys: Mapping[str, KeyPair], admit: Admit) -> Iterator[str]:
    """Serve a folder on a free loopback port while the block runs; gives the base URL. Raises `ServeError`."""
    with serving(Service(published.load(folder, None, keys), keys, admit)) as url:
        yield url


@contextmanager
def serving(service: Service, bounds: Bounds = BOUNDS) -> Iterator[str]:
    """As `in_background`, whatever the service."""
    bound = listen("127.0.0.1", 0)
    started = threading.Event()
    running = server(service, bounds=bounds, stages=Stages(started=started.set))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]}, name="server", daemon=True)
    thread.start()
    started.wait(_STARTED_SECONDS)
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        running.should_exit = True
        thread.join(_STARTED_SECONDS)
        bound.close()
