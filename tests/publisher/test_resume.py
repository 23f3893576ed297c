"""A build that is stopped goes on, ends in the same bytes, and leaves nothing behind that could be read."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import replace
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.errors import OptionError, PublishError
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, Keys, build
from exposure_check.publisher.input import breaches
from exposure_check.publisher.stages import evaluate
from exposure_check.publisher.workers import pool as pools
from exposure_check.publisher.workspace import storage, workspace
from exposure_check.trust import keys

from .conftest import Published, files


class StoppedError(Exception):
    """The build was cut off here."""


@pytest.fixture
def order(tmp_path: Path, demo_folder) -> BuildOptions:
    told = breaches.load(demo_folder[0] / sample_records.BREACHES_FILE)
    records = [demo_folder[0] / sample_records.RECORDS_FILE]
    return BuildOptions(told, records, tmp_path / "out", XC1_DEMO, prefix_bits=3, allow_test=True, partition_bits=3)


def stop_at(stage: str, done: int):
    def progress(now: str, so_far: int, _total: int) -> None:
        if now == stage and so_far >= done:
            raise StoppedError

    return progress


def work_folder(order: BuildOptions) -> Path:
    """Where the build keeps what it goes on from: the default place, beside the output."""
    return order.out.with_name(f"{order.out.name}.work")


@pytest.mark.parametrize(
    ("stage", "done"), [("read", 1), ("group", 3), ("stretch", 40), ("lay out", 1), ("lay out", 8)]
)
def test_a_stopped_build_ends_in_the_same_bytes(
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor, stage: str, done: int
) -> None:
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at(stage, done))
    assert not (order.out / "metadata").exists()
    twin = replace(order, out=tmp_path / "twin")  # the same build from its first byte: only its id is known
    work_folder(twin).mkdir()
    shutil.copy(work_folder(order) / workspace.STATE_FILE, work_folder(twin))
    build(order, Keys(key_folder), pool)
    build(twin, Keys(key_folder), pool)
    assert files(order.out) == files(twin.out)
    assert not work_folder(order).exists()


def test_only_unfinished_partitions_are_made_again(
    order: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at("lay out", 1))
    made = {path: path.stat().st_mtime_ns for path in (work_folder(order) / "records").iterdir()}
    damaged = min(made)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at("lay out", 1))
    again = {path: path.stat().st_mtime_ns for path in made}
    assert [path for path in made if made[path] != again[path]] == [damaged]


def test_the_work_folder_holds_no_number_code_or_stretched_value(
    order: BuildOptions, key_folder: Path, pool: Executor, demo_folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretched: list[bytes] = []
    real = evaluate.stretch

    def remembered(canonical: bytes, suite, threads: int) -> bytes:
        stretched.append(real(canonical, suite, threads))
        return stretched[-1]

    monkeypatch.setattr(evaluate, "stretch", remembered)
    with pytest.raises(StoppedError):
        build(replace(order, keep_work=True), Keys(key_folder), pool, stop_at("lay out", 1))
    assert (work_folder(order) / "stretched").is_dir()
    kept = b"".join(files(work_folder(order)).values())
    rows = (demo_folder[0] / sample_records.RECORDS_FILE).read_text().splitlines()[1:]
    secrets = {field.encode() for row in rows for field in (row.split(",")[1], row.split(",")[4]) if field}
    assert len(stretched) == 119
    assert not [secret for secret in (*secrets, *stretched) if secret in kept]
    assert {path.stat().st_mode & 0o077 for path in work_folder(order).rglob("*")} == {0}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[:-4] + b"\0\0\0\0",
        lambda data: b"\xff" * 8 + data[8:],  # an offset beyond the end
        lambda data: data[:8] + b"\x7f" + data[9:],  # a partition of more bytes than there is memory
        lambda data: data[8:16] + data[8:],  # the first partition without rows
        lambda data: data[8:16] + data[:8] + data[16:],
        lambda data: data[:10],
        lambda data: b"",
    ],
)
def test_damaged_rows_are_named_and_read_again(
    order: BuildOptions, key_folder: Path, pool: Executor, damage: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at("stretch", 40))
    path = work_folder(order) / "rows" / "00000"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(PublishError, match="rows/00000") as caught:
        build(order, Keys(key_folder), pool)
    assert "reads the records anew" in caught.value.advice
    assert build(order, Keys(key_folder), pool).data_sets[0].people == 119


@pytest.mark.parametrize("name", ["read", "labels", "rows/files", "rows/00000", "records/00003"])
def test_a_file_that_is_gone_from_the_work_folder_is_made_again(
    order: BuildOptions, key_folder: Path, pool: Executor, name: str
) -> None:
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at("lay out", 1))
    (work_folder(order) / name).unlink()
    if name.startswith("rows/"):
        with pytest.raises(PublishError, match="is damaged"):
            build(order, Keys(key_folder), pool)
    assert build(order, Keys(key_folder), pool).data_sets[0].people == 119


def test_many_files_of_rows_give_the_same_bytes(
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [tmp_path / f"{part}.csv" for part in range(4)]
    header, *lines = order.records[0].read_text().splitlines(keepends=True)
    for part, path in enumerate(records):
        path.write_text(header + "".join(lines[part::4]))
    order = replace(order, records=records)
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at("group", 1))
    twin = replace(order, out=tmp_path / "twin")
    work_folder(twin).mkdir()
    shutil.copy(work_folder(order) / workspace.STATE_FILE, work_folder(twin))
    build(twin, Keys(key_folder), pool)
    monkeypatch.setattr("exposure_check.publisher.workspace.shuffle._BUFFERED_ROWS", 1)
    (work_folder(order) / "read").unlink()
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at("group", 1))
    assert len(list((work_folder(order) / "rows").glob("0*"))) == 5  # one each, and what is left at the end
    build(order, Keys(key_folder), pool)
    assert files(order.out) == files(twin.out)


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("left", ["all", "state alone"])
def test_a_build_stopped_while_tidying_up_is_over_and_says_the_same(
    order: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch, keep: bool, left: str
) -> None:
    order = replace(order, keep_work=keep)

    def stopped(told: workspace.Workspace, *, keep_stretched: bool) -> None:
        if left != "all":
            told.storage.delete("rows", "read", "records")
        raise StoppedError

    with monkeypatch.context() as patch:
        patch.setattr(workspace, "remove", stopped)
        with pytest.raises(StoppedError):
            build(order, Keys(key_folder), pool)
    published = files(order.out)
    summary = build(order, Keys(key_folder), pool, stop_at("read", 0))  # which is not reached
    assert files(order.out) == published
    assert summary.data_sets[0].people == 119
    assert not work_folder(order).exists()
    assert (order.out.parent / "out.work.kept" / "stretched").exists() is keep
    assert build(order, Keys(key_folder), pool).data_sets[0].dataset_id != summary.data_sets[0].dataset_id


def test_another_order_does_not_go_on_in_the_same_work_folder(
    order: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at("group", 1))
    with pytest.raises(PublishError, match="other records"):
        build(replace(order, prefix_bits=2), Keys(key_folder), pool)


def test_kept_work_spares_the_hashing_of_whoever_was_there(
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(replace(order, keep_work=True), Keys(key_folder), pool)
    first = Published(order.out, key_folder).catalogue()
    records = tmp_path / "more.csv"
    new = "010594Y9032"
    records.write_text(order.records[0].read_text() + f"fi.hetu,{new},{sample_records.OPEN_BREACH},name,\n")
    hashed: list[bytes] = []
    real = evaluate.stretch
    monkeypatch.setattr(
        evaluate, "stretch", lambda one, suite, threads: hashed.append(one) or real(one, suite, threads)
    )
    for cut in (1, 5):  # coarser and finer than the build before
        later = replace(
            order,
            records=[records],
            previous=workspace.kept(order.work_folder()),
            work=tmp_path / f"work{cut}",
            partition_bits=cut,
            keep_work=False,
        )
        build(later, Keys(key_folder), pool)
        assert hashed == [f"fi.hetu\0{new}".encode()]
        hashed.clear()
    published = Published(order.out, key_folder)
    assert published.catalogue().dataset_id != first.dataset_id
    assert published.look_up(new) == {sample_records.OPEN_BREACH: ("name",)}
    row = order.records[0].read_text().splitlines()[1].split(",")
    assert published.look_up(row[1], row[4] or None) is not None


def test_a_build_killed_outright_goes_on(tmp_path: Path, key_folder: Path) -> None:
    folder = tmp_path / "records"
    people = sample_records.write_demo(
        folder, 600
    )  # more than half a second of work, so that it can be killed in the middle
    arguments = [sys.executable, "-m", "exposure_check", "publish", "build", "--suite", "XC1-DEMO", "--workers", "1"]
    arguments += ["--breaches", str(folder / "breaches.toml"), "--records", str(folder / "records.csv")]
    arguments += ["--keys", str(key_folder), "--out", str(tmp_path / "out")]
    first = subprocess.Popen(arguments, start_new_session=True, stderr=subprocess.DEVNULL)
    work_folder = tmp_path / "out.work"
    until = time.monotonic() + 20
    while not (work_folder / "rows").exists() and first.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert first.returncode == -signal.SIGKILL, "the build was over before it could be killed"
    subprocess.run(arguments, check=True, capture_output=True)
    published = Published(tmp_path / "out", key_folder)
    assert published.look_up(people[0].number) is not None
    assert not work_folder.exists()


def test_a_worker_that_dies_stops_the_build_and_the_next_run_ends_it(
    tmp_path: Path, order: BuildOptions, key_folder: Path
) -> None:
    sample_records.write_demo(tmp_path / "records", 600)  # half a second of work, so that it dies in the middle
    order = replace(order, records=[tmp_path / "records" / sample_records.RECORDS_FILE], partition_bits=5)
    with pools.processes(1) as workers:

        def kill(stage: str, done: int, _total: int) -> None:
            if stage == "stretch" and done:
                for process in list(workers._processes.values()):
                    process.kill()

        with pytest.raises(BrokenExecutor):
            build(order, Keys(key_folder), workers, kill)
    made = len(list((work_folder(order) / "records").iterdir()))
    assert 0 < made < 32
    with pools.processes(1) as workers:
        build(order, Keys(key_folder), workers)
    assert Published(order.out, key_folder).catalogue().prefix_bits == 3


def test_a_full_disk_is_named_and_the_next_run_goes_on(
    tmp_path: Path, demo_folder, key_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--suite", "XC1-DEMO"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--workers", "1"]
    arguments += ["--out", str(tmp_path / "out")]

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "out" / "x"))

    with monkeypatch.context() as patch:
        patch.setattr("exposure_check.publisher.stages.lay_out._write_buckets", full)
        assert main(arguments) == 1
    error = capsys.readouterr().err
    assert "No space left on device" in error
    assert "goes on where it stopped" in error
    assert main(arguments) == 0


@pytest.mark.parametrize("named", ["out", "out.work", "out.work.kept"])
def test_what_was_kept_is_found_beside_the_folder_that_is_named(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--suite", "XC1-DEMO"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--workers", "1"]
    arguments += ["--out", str(tmp_path / "out")]
    kept = tmp_path / "out.work.kept"
    kept.mkdir()
    pair = keys.load_voprf(key_folder, None)
    (tmp_path / "empty").mkdir()
    workspace.begin_or_resume(storage.at(tmp_path / "empty"), pair, b"another order", "XC1", 0)
    shutil.copy(tmp_path / "empty" / workspace.STATE_FILE, kept)
    assert main([*arguments, "--previous", str(tmp_path / named)]) == 1
    assert "is of suite XC1" in capsys.readouterr().err


def test_two_builds_do_not_share_a_work_folder(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--suite", "XC1-DEMO"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--workers", "1"]
    arguments += ["--out", str(tmp_path / "out")]
    with workspace.claimed(storage.at(tmp_path / "out.work")):
        assert main(arguments) == 1
    assert "Another build is at work" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_gathering_few_buckets_at_a_time_gives_the_same_bytes(
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = replace(order, out=tmp_path / "twin")
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at("group", 1))
    work_folder(twin).mkdir()
    shutil.copy(work_folder(order) / workspace.STATE_FILE, work_folder(twin))
    build(order, Keys(key_folder), pool)
    monkeypatch.setattr("exposure_check.publisher.stages.lay_out._GATHERED_BYTES", 300)  # of about 1,200
    build(twin, Keys(key_folder), pool)
    assert files(order.out) == files(twin.out)


@pytest.mark.parametrize(
    "damage",
    [
        lambda state: b"",
        lambda state: b"\xff" + state,
        lambda state: state.replace(b'"partition_bits":', b'"partition_bits":9'),
        lambda state: state.replace(b'"build_id":"', b'"build_id":"zz'),
        lambda state: b"[" * 100_000,
    ],
)
def test_a_damaged_state_is_named(order: BuildOptions, key_folder: Path, pool: Executor, damage) -> None:
    workspace.begin_or_resume(order.work_folder(), keys.load_voprf(key_folder, None), b"", "XC1-DEMO", 1)
    path = work_folder(order) / workspace.STATE_FILE
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(PublishError, match="is not a work folder"):
        build(order, Keys(key_folder), pool)


@pytest.mark.parametrize("place", ["full", "out", "out/w", ".", "x.kept"])
def test_a_place_that_is_not_for_work_is_refused_and_nothing_in_it_touched(
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor, place: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    build(order, Keys(key_folder), pool)
    before = files(tmp_path)
    with pytest.raises((OptionError, PublishError)):
        build(replace(order, work=tmp_path / place), Keys(key_folder), pool)
    assert files(tmp_path) == before


def test_what_is_not_ours_in_the_folder_of_kept_work_is_refused_before_the_hashing(
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    (tmp_path / "out.work.kept").mkdir()
    (tmp_path / "out.work.kept" / "thesis.txt").write_text("mine")
    with pytest.raises(PublishError, match=r"thesis\.txt"):
        build(replace(order, keep_work=True), Keys(key_folder), pool)
    assert (tmp_path / "out.work.kept" / "thesis.txt").read_text() == "mine"


def test_a_file_that_somebody_put_into_the_work_folder_stays(
    order: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at("stretch", 1))
    (work_folder(order) / "thesis.txt").write_text("mine")
    (work_folder(order) / ".read.x1y2z3w4").write_text("a write that was killed")
    build(order, Keys(key_folder), pool)
    assert list(files(work_folder(order))) == ["thesis.txt"]


def test_no_build_goes_on_from_what_another_kept(
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    build(replace(order, keep_work=True), Keys(key_folder), pool)
    (tmp_path / "out.work.kept").rename(tmp_path / "renamed")
    with pytest.raises(PublishError, match="other records"):
        build(replace(order, work=tmp_path / "renamed"), Keys(key_folder), pool)


def test_the_published_list_is_never_said_to_be_in_the_way(
    order: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    build(order, Keys(key_folder), pool)
    with pytest.raises(PublishError, match="nothing that a build kept") as caught:
        build(replace(order, previous=storage.at(order.out)), Keys(key_folder), pool)
    assert "elete" not in caught.value.advice
    assert not work_folder(order).exists()


def test_the_mended_command_begins_anew_after_a_refusal(
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    with pytest.raises(PublishError, match="k = "):
        build(replace(order, prefix_bits=12), Keys(key_folder), pool)
    empty = tmp_path / "empty.csv"
    empty.write_text(order.records[0].read_text().partition("\n")[0] + "\n")
    with pytest.raises(PublishError, match="No row"):
        build(replace(order, records=[empty]), Keys(key_folder), pool)
    assert build(order, Keys(key_folder), pool).data_sets[0].people == 119


def test_a_refusal_after_hours_of_hashing_costs_none_of_them(
    order: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool, stop_at("lay out", 1))
    made = files(work_folder(order) / "records")
    with monkeypatch.context() as patch:  # as a later version may, with another count of residents
        patch.setattr("exposure_check.publisher.stages.anonymity.K_MINIMUM", 5_000_000)
        with pytest.raises(PublishError, match="k = "):
            build(order, Keys(key_folder), pool)
    assert files(work_folder(order) / "records") == made


def test_a_data_set_that_is_right_is_not_taken_away(
    order: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise StoppedError

    monkeypatch.setattr("exposure_check.publisher.build._tidied", stopped)
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool)
    made = {path: path.stat().st_mtime_ns for path in (order.out / "datasets").rglob("*") if path.is_file()}
    with pytest.raises(StoppedError):
        build(order, Keys(key_folder), pool)
    assert {path: path.stat().st_mtime_ns for path in (order.out / "datasets").rglob("*") if path.is_file()} == made


@pytest.fixture
def own_keys(tmp_path: Path, key_folder: Path) -> Path:
    return Path(shutil.copytree(key_folder, tmp_path / "keys"))


def test_a_new_key_is_not_passed_over_where_a_stopped_build_lies(
    order: BuildOptions, own_keys: Path, pool: Executor
) -> None:
    with pytest.raises(StoppedError):
        build(order, Keys(own_keys), pool, stop_at("stretch", 1))
    with pytest.raises(PublishError, match="other records, breaches, keys or options"):
        build(replace(order, new_voprf_key=True), Keys(own_keys), pool)


def test_a_build_that_is_refused_or_goes_on_spends_no_key(order: BuildOptions, own_keys: Path, pool: Executor) -> None:
    before = keys.load_voprf(own_keys, None).key_id
    order.out.write_text("a file")
    order = replace(order, new_voprf_key=True)
    with pytest.raises(OptionError, match="is not a folder"):
        build(order, Keys(own_keys), pool)
    assert keys.load_voprf(own_keys, None).key_id == before
    order.out.unlink()
    with pytest.raises(StoppedError):
        build(order, Keys(own_keys), pool, stop_at("stretch", 1))
    made = keys.load_voprf(own_keys, None).key_id
    assert made != before
    build(order, Keys(own_keys), pool)
    assert keys.load_voprf(own_keys, None).key_id == made
    assert len(list((own_keys / "voprf" / "retired").iterdir())) == 1
