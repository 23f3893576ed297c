"""A Dask scheduler and workers on loopback, each a process of its own, as an operator would start them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exposure_check.publisher.workers.pool import ALLOCATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SECONDS = 60


@dataclass
class DaskCluster:
    """The processes. `environment` holds settings of Dask, certificates among them."""

    folder: Path
    environment: Mapping[str, str]
    address: str = ""
    scheduler: subprocess.Popen | None = None
    workers: list[subprocess.Popen] = field(default_factory=list)

    def logs(self) -> bytes:
        """All that scheduler and workers have written."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.glob("*.log")))

    def add_worker(self, **variables: str) -> subprocess.Popen:
        """One more worker with one thread; it is part of the cluster when this returns."""
        name = f"worker{len(self.workers)}"
        words = [self.address, "--nthreads", "1", "--nworkers", "1", "--no-nanny", "--name", name]
        self.workers.append(self._started(name, "dask_worker", *words, **ALLOCATOR | variables))
        self._until(lambda: b"Registered to" in (self.folder / f"{name}.log").read_bytes(), self.workers[-1])
        return self.workers[-1]

    def start(self) -> None:
        """The scheduler, on a port of its own."""
        scheduler_file = self.folder / "scheduler.json"
        protocol = ["--protocol", "tls"] if any("TLS" in name for name in self.environment) else []
        words = ["--port", "0", "--scheduler-file", str(scheduler_file), *protocol]
        self.scheduler = self._started("scheduler", "dask_scheduler", *words)
        self._until(
            lambda: scheduler_file.exists() and scheduler_file.read_text().rstrip().endswith("}"), self.scheduler
        )
        self.address = json.loads(scheduler_file.read_text())["address"]

    def stop(self) -> None:
        """End them all."""
        for process in [*self.workers, self.scheduler]:
            if process is not None:
                process.kill()
                process.wait()

    def _started(self, name: str, program: str, *words: str, **variables: str) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1", "--no-dashboard"]
        if program == "dask_worker":
            command += ["--local-directory", str(self.folder / name)]
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [*command, *words],
                stdout=log,
                stderr=log,
                env=os.environ | self.environment | variables,
                cwd=self.folder,
            )

    def _until(self, condition, process: subprocess.Popen) -> None:
        deadline = time.monotonic() + _SECONDS
        while not condition():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.logs().decode(errors="replace"))
            time.sleep(0.02)


@contextmanager
def dask_cluster(folder: Path, workers: int = 2, environment: Mapping[str, str] | None = None) -> Iterator[DaskCluster]:
    """A scheduler and so many workers, ended when the block is left."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = DaskCluster(folder, environment or {})
    try:
        cluster.start()
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
    finally:
        cluster.stop()
