"""A Dask cluster hashes as the process pool does, loses workers without loss, and is named where it cannot be used."""

from __future__ import annotations

import pickle
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.errors import OptionError, PublishError
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
from exposure_check.publisher.input import breaches
from exposure_check.publisher.workers import cluster, tasks
from exposure_check.publisher.workspace import lifecycle, storage, workspace
from exposure_check.trust import keys
from tests.support.certificate import self_signed
from tests.support.dask_cluster import DaskCluster, dask_cluster
from tests.support.publisher import files, forget_signed

ROWS = 1500  # a second of work for two workers, so that there is a middle to be killed in


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    sample_records.write_demo(folder, ROWS)
    return folder


@pytest.fixture
def options(tmp_path: Path, records: Path) -> BuildOptions:
    listed = breaches.load(records / sample_records.BREACHES_FILE)
    rows = [records / sample_records.RECORDS_FILE]
    return BuildOptions(listed, rows, tmp_path / "out", XC1_DEMO, prefix_bits=3, allow_test=True, partition_bits=5)


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path_factory.mktemp("dask") / "two") as running:
        yield running


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[DaskCluster]:
    """Two workers that a test may kill."""
    with dask_cluster(tmp_path / "dask") as running:
        yield running


def connected(running: DaskCluster, options: BuildOptions, pool: Executor, warnings: list[str] | None = None):
    heard = [] if warnings is None else warnings
    return cluster.connected(
        running.address, options.work_folder(), pool, trust_network=False, warn=heard.append, previous=options.previous
    )


def refused(why: str, running: DaskCluster, options: BuildOptions) -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(OptionError, match=why), connected(running, options, pool):
        pass


def twin_on_the_pool(options: BuildOptions, key_folder: Path, pool: Executor, tmp_path: Path) -> dict[str, bytes]:
    """What the pool makes of the build whose work folder is there: only its id is taken over."""
    twin = replace(options, out=tmp_path / "twin", work=None)
    state = storage.at(options.work or tmp_path / "out.work").read(workspace.STATE_FILE)
    twin.work_folder().write(workspace.STATE_FILE, state)
    forget_signed(key_folder)
    build(twin, PublisherKeys(key_folder), pool)
    forget_signed(key_folder)
    return files(twin.out)


def watched(stage: str, done: int, action) -> object:
    """Progress that does something once, when a stage has come so far."""
    waiting = [action]

    def progress(now: str, so_far: int, _total: int) -> None:
        if now == stage and so_far >= done and waiting:
            waiting.pop()()

    return progress


class KeptError(Exception):
    """Stops a build before its work folder goes."""


def stop() -> None:
    raise KeptError


@pytest.mark.parametrize("kind", ["path", "url"])
def test_cluster_and_pool_make_the_same_bytes(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, two_workers: DaskCluster, kind: str
) -> None:
    if kind == "url":
        options = replace(options, work=(tmp_path / "elsewhere").as_uri())
    with connected(two_workers, options, pool) as workers, pytest.raises(KeptError):
        build(options, PublisherKeys(key_folder), workers, watched("lay out", 1, stop))
    on_the_pool = twin_on_the_pool(options, key_folder, pool, tmp_path)
    with connected(two_workers, options, pool) as workers:
        build(options, PublisherKeys(key_folder), workers)
    assert files(options.out) == on_the_pool
    assert not (tmp_path / "out.work").exists()
    assert not (tmp_path / "elsewhere").exists()


def test_a_worker_that_is_killed_in_the_middle_costs_nothing_but_time(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, doomed: DaskCluster
) -> None:
    victim = doomed.workers[0]
    kill = watched("stretch", ROWS // 4, victim.kill)
    with connected(doomed, options, pool) as workers:
        with pytest.raises(KeptError):
            build(options, PublisherKeys(key_folder), workers, watched("lay out", 1, stop))
        twin = twin_on_the_pool(options, key_folder, pool, tmp_path)
        shutil.rmtree(tmp_path / "out.work" / "records")
        summary = build(options, PublisherKeys(key_folder), workers, kill)
    assert victim.wait() == -signal.SIGKILL
    assert summary.data_sets[0].people == ROWS - 1
    assert files(options.out) == twin


def test_a_lost_scheduler_is_named_and_another_engine_goes_on(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, doomed: DaskCluster
) -> None:
    lose = watched("stretch", ROWS // 4, doomed.stop)
    with pytest.raises(PublishError, match="was lost") as caught, connected(doomed, options, pool) as workers:
        build(options, PublisherKeys(key_folder), workers, lose)
    assert "goes on where it stopped" in caught.value.advice
    finished = files(tmp_path / "out.work" / "records")
    assert finished
    with pytest.raises(KeptError):
        build(options, PublisherKeys(key_folder), pool, watched("lay out", 1, stop))
    kept = files(tmp_path / "out.work" / "records")
    assert {name: kept[name] for name in finished} == finished  # nothing was hashed twice


def test_a_scheduler_that_is_gone_when_workers_are_counted_is_lost_and_not_a_full_disk() -> None:
    class Client:
        scheduler_comm = None

        def get_executor(self, **_: object) -> Executor:
            return ThreadPoolExecutor(1)

        def nthreads(self) -> dict[str, int]:
            raise OSError("Timed out trying to connect to tcp://127.0.0.1:1 after 15 s")

    with ThreadPoolExecutor(1) as near, pytest.raises(CancelledError):
        tasks.width(cluster.Cluster(Client(), near))


def test_an_answer_that_is_lost_with_the_connection_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Executor):
        lost = False

        def submit(self, *_: object) -> Future:
            self.lost = True
            return Future()  # which nobody will ever fulfil

    monkeypatch.setattr(tasks, "_LOOK_SECONDS", 0.01)
    with pytest.raises(CancelledError):
        list(tasks.each(Broken(), len, [b""]))


def test_a_piece_of_work_that_kills_every_worker_is_named(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with dask_cluster(tmp_path / "dask", 1, settings) as running:
        kill = watched("stretch", 1, running.workers[0].kill)
        with (
            pytest.raises(PublishError, match="workers of the cluster died"),
            connected(running, options, pool) as workers,
        ):
            build(options, PublisherKeys(key_folder), workers, kill)
    assert (tmp_path / "out.work" / "records").is_dir()


def test_neither_the_log_of_a_worker_nor_its_folder_holds_a_key_or_a_number(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, doomed: DaskCluster
) -> None:
    with pytest.raises(PublishError, match="is damaged"), connected(doomed, options, pool) as workers:
        build(options, PublisherKeys(key_folder), workers, watched("stretch", 1, lambda: damage(tmp_path)))
    logs = doomed.logs()
    assert b"CorruptError" in logs  # Dask prints the task that failed, with what it was given
    pair = keys.load_voprf(key_folder, None)
    secret = pair.secret_key.reveal()
    work = lifecycle.open_workspace(options.work_folder(), pair)
    numbers = [line.split(",")[1].encode() for line in options.records[0].read_text().splitlines()[1:]]
    written = logs + b"".join(files(tmp_path / "dask").values())
    for key in (secret, work.key):
        assert not [way for way in (key, key.hex().encode(), repr(key)[2:-1].encode()) if way in written]
    assert not [number for number in numbers if number in written]


def test_the_workers_of_a_cluster_are_given_no_row(options: BuildOptions, key_folder: Path, pool: Executor) -> None:
    class Watched(ThreadPoolExecutor):
        near = pool

        def submit(self, function, /, *arguments, **named):
            given.append(pickle.dumps((arguments, named)))
            return super().submit(function, *arguments, **named)

    given: list[bytes] = []
    with Watched(2) as workers:
        build(options, PublisherKeys(key_folder), workers)
    numbers = [line.split(",")[1].encode() for line in options.records[0].read_text().splitlines()[1:]]
    assert len(given) == 2 * 32  # partitions to count and to hash
    assert not [number for number in numbers if number in b"".join(given)]


def damage(tmp_path: Path) -> None:
    path = tmp_path / "out.work" / "rows" / "00000"
    path.write_bytes(path.read_bytes()[:-1] + b"\0")


def test_certificates_are_asked_for_and_used(
    tmp_path: Path, records: Path, key_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    certificate, _ = self_signed(tmp_path)
    names = ("CA_FILE", "CLIENT__CERT", "SCHEDULER__CERT", "WORKER__CERT")
    settings = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(certificate) for name in names}
    with dask_cluster(tmp_path / "dask", 1, settings) as running:
        assert running.address.startswith("tls://")
        arguments = ["publish", "build", "--breaches", str(records / sample_records.BREACHES_FILE), "--workers", "1"]
        arguments += [
            "--records",
            str(records / sample_records.RECORDS_FILE),
            "--keys",
            str(key_folder),
            "--suite",
            "XC1-DEMO",
        ]
        arguments += ["--out", str(tmp_path / "out"), "--scheduler", running.address]
        assert main(arguments) == 2
        assert "Certificates for tls://" in capsys.readouterr().err
        import dask

        with (
            dask.config.set({"distributed.comm.tls.ca-file": str(certificate)}),
            dask.config.set({"distributed.comm.tls.client.cert": str(certificate)}),
        ):
            assert main(arguments) == 0
    assert "1,499 people" in capsys.readouterr().out


@pytest.mark.parametrize("address", ["tcp://10.1.2.3:8786", "tcp://check.example.org:8786", "tcp://[2001:db8::1]:1"])
def test_an_open_network_is_refused_before_anything_is_sent(
    tmp_path: Path, options: BuildOptions, address: str
) -> None:
    refused("not encrypted", DaskCluster(tmp_path, {}, address), options)


@pytest.mark.parametrize("address", ["", "8786", "http://127.0.0.1:8786", "tcp://", "127.0.0.1:8786"])
def test_an_address_that_is_none_is_named(tmp_path: Path, options: BuildOptions, address: str) -> None:
    refused("is not the address of a scheduler", DaskCluster(tmp_path, {}, address), options)


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path, options: BuildOptions, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.5)
    refused("There is no scheduler", DaskCluster(tmp_path, {}, "tcp://127.0.0.1:9"), options)


def test_a_cluster_without_workers_is_named(tmp_path: Path, options: BuildOptions) -> None:
    with dask_cluster(tmp_path / "dask", workers=0) as running:
        refused("no workers", running, options)
    assert [path.name for path in tmp_path.iterdir()] == ["dask"]


def test_a_worker_that_does_not_see_the_work_folder_is_named(options: BuildOptions, two_workers: DaskCluster) -> None:
    elsewhere = replace(options, work="memory://of-this-process-alone")
    refused("does not see the work folder 'memory:", two_workers, elsewhere)
    previous = replace(options, previous=storage.at("memory://an-earlier-one"))
    refused("does not see the work folder 'memory://an-earlier-one'", two_workers, previous)


def test_a_worker_that_came_later_and_does_not_see_the_work_folder_is_named(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, two_workers: DaskCluster
) -> None:
    elsewhere = replace(options, work="memory://of-this-process-alone")
    with connected(two_workers, options, pool) as workers, pytest.raises(PublishError, match="as this machine does"):
        build(elsewhere, PublisherKeys(key_folder), workers)
    lifecycle.discard(lifecycle.open_workspace(elsewhere.work_folder(), keys.load_voprf(key_folder, None)))


def test_a_worker_of_another_version_is_named(options: BuildOptions, two_workers: DaskCluster, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "__version__", "99.0")
    refused(r"not 99\.0", two_workers, options)


def test_workers_that_were_started_without_the_allocator_are_told_of(
    options: BuildOptions, pool: Executor, doomed: DaskCluster
) -> None:
    warnings: list[str] = []
    with connected(doomed, options, pool, warnings):
        pass
    assert warnings == []
    doomed.add_worker(MALLOC_TOP_PAD_="0")
    with connected(doomed, options, pool, warnings):
        pass
    assert "1 of 3 workers" in warnings[0]
    assert "MALLOC_TOP_PAD_=134217728" in warnings[0]


def test_a_dry_run_measures_the_cluster(
    tmp_path: Path, records: Path, two_workers: DaskCluster, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["publish", "build", "--breaches", str(records / sample_records.BREACHES_FILE), "--suite", "XC1-DEMO"]
    arguments += [
        "--records",
        str(records / sample_records.RECORDS_FILE),
        "--keys",
        "none",
        "--out",
        str(tmp_path / "out"),
    ]
    assert main([*arguments, "--workers", "1", "--scheduler", two_workers.address, "--dry-run"]) == 0
    assert "1,500 rows" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())
