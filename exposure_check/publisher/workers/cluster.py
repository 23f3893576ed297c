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

Output = TypeVar("Output")
Inputs = ParamSpec("Inputs")

_CONNECT_SECONDS = 15
_COUNT_SECONDS = 5.0  # workers come and go
_LOGGERS = ("distributed", "distributed.client", "tornado.application")
_PROBE = "probe"
_AGAIN = "Repair the cluster, then run the same command: it goes on where it stopped."


class Cluster(Executor):
    """The workers of a Dask client, as many as there are at the moment. `near` is a pool of this machine, for what
    must not leave it.
    """

    def __init__(self, client: Client, near: Executor) -> None:
        self.near = near
        self._client = client
        self._link = client.scheduler_comm
        self._worker_count, self._counted_at = 0, -_COUNT_SECONDS
        self._workers = client.get_executor(pure=False)  # a key made from what a task holds would tell of it

    def submit(self, fn: Callable[Inputs, Output], /, *args: Inputs.args, **kwargs: Inputs.kwargs) -> Future[Output]:
        """See `concurrent.futures.Executor`."""
        task: Future[Output] = self._workers.submit(fn, *args, **kwargs)
        return task

    @property
    def lost(self) -> bool:
        """Whether the connection to the scheduler broke. What was asked for over it may then never be answered."""
        return self._client.scheduler_comm is not self._link

    @property
    def _max_workers(self) -> int:  # the name that the executors of the standard library have for it
        if time.monotonic() - self._counted_at > _COUNT_SECONDS:
            try:
                self._worker_count = sum(self._client.nthreads().values())
            except OSError as error:  # the scheduler is gone: not a fault of a disk, as an OSError of a build is
                raise CancelledError from error
            self._counted_at = time.monotonic()
        return self._worker_count


@dataclass(frozen=True)
class WorkerReport:
    """What a worker says of itself."""

    version: str
    tuned_allocator: bool  # set up as those of `pool`
    unreachable: list[str]  # work folders that it does not see


@contextmanager
def connected(
    address: str,
    work_folder: Storage,
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
        _check_workers(client, work_folder, previous, warn)
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
            f"{address!r} is not the address of a scheduler.",
            advice="Give --scheduler an address such as tls://host:8786 or tcp://127.0.0.1:8786.",
        )
    if parts.scheme == "tcp" and not trust_network and not _is_loopback(parts.hostname):
        raise OptionError(
            f"The connection to {address!r} is not encrypted, and keys and records would cross it.",
            advice="Use a tls:// scheduler; if the network is yours alone, say so with --trust-network.",
        )


def _is_loopback(host: str) -> bool:
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


def _check_workers(client: Client, work_folder: Storage, previous: Storage | None, warn: Callable[[str], None]) -> None:
    probe = work_folder.beside(f".probe-{secrets.token_hex(8)}")  # gone afterwards, so that a dry run leaves nothing
    files = [(str(work_folder), probe, _PROBE)]
    if previous is not None:
        files.append((str(previous), previous, STATE_FILE))
    probe.write(_PROBE, b"")
    try:
        reports = client.run(_report, files, on_error="return")
    finally:
        probe.delete(_PROBE)
    if not reports:
        raise OptionError("The cluster has no workers.", advice="Start some, then run the same command.")
    for worker, report in reports.items():
        if not isinstance(report, WorkerReport):
            raise OptionError(
                f"The worker {worker} cannot run this program: {type(report).__name__}.",
                advice="Install exposure-check[cluster] and libsodium on every machine of the cluster.",
            )
        if report.version != __version__:
            raise OptionError(
                f"The worker {worker} has version {report.version} of this program, not {__version__}.",
                advice="Install the same version on every machine of the cluster.",
            )
        if report.unreachable:
            raise OptionError(
                f"The worker {worker} does not see the work folder '{report.unreachable[0]}'.",
                advice="Name one that every machine reaches under the same path or URL.",
            )
    slow = [worker for worker, report in reports.items() if not report.tuned_allocator]
    if slow:
        settings = " ".join(f"{name}={value}" for name, value in ALLOCATOR.items())
        warn(
            f"{len(slow)} of {len(reports)} workers give memory back after every number, which costs a fifth of the "
            f"time: start them with {settings}"
        )


def _report(files: list[tuple[str, Storage, str]]) -> WorkerReport:
    """Run by every worker."""
    from exposure_check.protocol import sodium, stretch  # noqa: F401  # both need libraries of the machine

    tuned_allocator = all(os.environ.get(name) == value for name, value in ALLOCATOR.items())
    return WorkerReport(__version__, tuned_allocator, [name for name, place, file in files if not place.exists(file)])
