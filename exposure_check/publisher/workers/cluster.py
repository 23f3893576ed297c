"""Workers of a Dask cluster that is there already, as a `concurrent.futures.Executor`.

They are given the work folder, its key and the VOPRF key, and open the rows that lie there encrypted: whoever runs the
cluster could read the records. The connection is therefore encrypted, or stays on this computer.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import secrets
import time
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from exposure_check import __version__
from exposure_check.errors import OptionError, PublishError
from exposure_check.publisher.workers.pool import ALLOCATOR
from exposure_check.publisher.workspace.workspace import STATE_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed import Client

    from exposure_check.publisher.workspace.storage import Storage

Made = TypeVar("Made")
Given = ParamSpec("Given")

_CONNECT_SECONDS = 15
_COUNT_SECONDS = 5.0  # workers come and go
_LOGGERS = ("distributed", "distributed.client", "tornado.application")
_PROBE = "probe"
_AGAIN = "Fix the cluster, then run the same command: it goes on where it stopped."


class Cluster(Executor):
    """The workers of a Dask client, as many as there are at the moment. `near` is a pool of this machine, for what
    must not leave it.
    """

    def __init__(self, client: Client, near: Executor) -> None:
        self.near = near
        self._client = client
        self._link = client.scheduler_comm
        self._counted, self._at = 0, -_COUNT_SECONDS
        self._workers = client.get_executor(pure=False)  # a key made from what a task holds would tell of it

    def submit(self, fn: Callable[Given, Made], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Made]:
        """See `concurrent.futures.Executor`."""
        task: Future[Made] = self._workers.submit(fn, *args, **kwargs)
        return task

    @property
    def lost(self) -> bool:
        """Whether the connection to the scheduler broke. What was asked for over it may then never be answered."""
        return self._client.scheduler_comm is not self._link

    @property
    def _max_workers(self) -> int:  # the name that the executors of the standard library have for it
        if time.monotonic() - self._at > _COUNT_SECONDS:
            self._counted, self._at = sum(self._client.nthreads().values()), time.monotonic()
        return self._counted


@dataclass(frozen=True)
class Seen:
    """What a worker told of itself."""

    version: str
    allocator: bool  # set up as those of `pool`
    unseen: list[str]  # folders that it does not see


@contextmanager
def connected(
    address: str,
    work: Storage,
    near: Executor,
    *,
    trust_network: bool,
    warn: Callable[[str], None],
    previous: Storage | None = None,
) -> Iterator[Cluster]:
    """The workers of the cluster whose scheduler is at `address`, each found to be of this version and to see the work
    folder, and the previous one where there is one.

    `near` is a pool of this machine: rows in clear go to no other. `warn` is told what makes the workers slow. Raises
    `OptionError` where the cluster cannot be used and, while the block runs, `PublishError` where it is lost.
    """
    _refuse_open_network(address, trust_network)
    try:
        import distributed
        from distributed.client import ClosedClientError
        from distributed.comm.core import CommClosedError
    except ImportError as error:
        raise OptionError(
            "A cluster needs the package distributed.",
            advice="Install it with: pip install 'exposure-check[cluster]'",
        ) from error
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what ends a build is said once, and by us
    with _connection(distributed, address) as client:
        for worker in client.nthreads():  # the scheduler may be here and they elsewhere
            _refuse_open_network(worker, trust_network)
        _look_at_workers(client, work, previous, warn)
        try:
            yield Cluster(client, near)
        except distributed.KilledWorker as error:
            raise PublishError(
                "Several workers of the cluster died at the same piece of work, most often because memory ran out.",
                advice=f"Give each worker at least 400 MB. {_AGAIN}",
            ) from error
        except (CancelledError, ClosedClientError, CommClosedError) as error:
            raise PublishError(f"The cluster at {address!r} was lost.", advice=_AGAIN) from error


def _refuse_open_network(address: str, trust_network: bool) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname:
        raise OptionError(
            f"{address!r} is not an address such as tls://host:8786 or tcp://127.0.0.1:8786.",
            advice="Give the address of a running Dask scheduler.",
        )
    if parts.scheme == "tcp" and not trust_network and not _is_here(parts.hostname):
        raise OptionError(
            f"The connection to {address!r} is not encrypted, and keys and records would cross it.",
            advice="Use a tls:// scheduler; if the network is yours alone, say so with --trust-network.",
        )


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def _connection(distributed: Any, address: str) -> Iterator[Client]:  # noqa: ANN401  # the module
    security = distributed.Security(require_encryption=True) if address.startswith("tls:") else None
    try:
        client = distributed.Client(address, timeout=_CONNECT_SECONDS, security=security, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise OptionError(
            f"There is no scheduler at {address!r}: {error}.",
            advice="Start it, or correct its address. Certificates for tls:// are those of Dask's own configuration.",
        ) from error
    with client:
        yield client


def _look_at_workers(client: Client, work: Storage, previous: Storage | None, warn: Callable[[str], None]) -> None:
    near = work.beside(f".probe-{secrets.token_hex(8)}")  # gone afterwards, so that a dry run leaves nothing
    wanted = [(str(work), near, _PROBE)]
    if previous is not None:
        wanted.append((str(previous), previous, STATE_FILE))
    near.write(_PROBE, b"")
    try:
        seen = client.run(_look, wanted, on_error="return")
    finally:
        near.delete(_PROBE)
    if not seen:
        raise OptionError("The cluster has no workers.", advice="Start some, then run the same command.")
    for worker, told in seen.items():
        if not isinstance(told, Seen):
            raise OptionError(
                f"The worker {worker} cannot run this program: {type(told).__name__}.",
                advice="Install exposure-check[cluster] and libsodium on every machine of the cluster.",
            )
        if told.version != __version__:
            raise OptionError(
                f"The worker {worker} has version {told.version} of this program, not {__version__}.",
                advice=f"Install version {__version__} on every machine of the cluster.",
            )
        if told.unseen:
            raise OptionError(
                f"The worker {worker} does not see the work folder '{told.unseen[0]}'.",
                advice="Name one that every machine reaches under the same path or URL.",
            )
    slow = [worker for worker, told in seen.items() if not told.allocator]
    if slow:
        settings = " ".join(f"{name}={value}" for name, value in ALLOCATOR.items())
        warn(
            f"{len(slow)} of {len(seen)} workers give memory back after every number, which costs a fifth of the time: "
            f"start them with {settings}"
        )


def _look(wanted: list[tuple[str, Storage, str]]) -> Seen:
    """Run by every worker."""
    from exposure_check.protocol import sodium, stretch  # noqa: F401  # both need libraries of the machine

    allocator = all(os.environ.get(name) == value for name, value in ALLOCATOR.items())
    return Seen(__version__, allocator, [name for name, place, file in wanted if not place.exists(file)])
