"""A build that is stopped goes on, ends in the same bytes, and leaves nothing behind that could be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import replace
from pathlib import Path

import pytest

from exposure_check.errors import OptionError, PublishError
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
from exposure_check.publisher.input import breaches
from exposure_check.publisher.stages import evaluate
from exposure_check.publisher.workers import pool as pools
from exposure_check.publisher.workspace import lifecycle, storage, workspace
from exposure_check.trust import keys
from tests.support.publisher import Published, files, forget_signed


class StoppedError(Exception):
    """The build was cut off here."""


@pytest.fixture
def options(tmp_path: Path, demo_folder) -> BuildOptions:
    listed = breaches.load(demo_folder[0] / sample_records.BREACHES_FILE)
    records = [demo_folder[0] / sample_records.RECORDS_FILE]
    return BuildOptions(listed, records, tmp_path / "out", XC1_DEMO, prefix_bits=3, allow_test=True, partition_bits=3)


def stop_at(stage: str, done: int):
    def progress(now: str, so_far: int, _total: int) -> None:
        if now == stage and so_far >= done:
            raise StoppedError

    return progress


def work_folder(options: BuildOptions) -> Path:
    """Where the build keeps what it goes on from: the default place, beside the output."""
    return options.out.with_name(f"{options.out.name}.work")


@pytest.mark.parametrize(
    ("stage", "done"), [("read", 1), ("group", 3), ("stretch", 40), ("lay out", 1), ("lay out", 8)]
)
def test_a_stopped_build_ends_in_the_same_bytes(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, stage: str, done: int
) -> None:
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at(stage, done))
    assert not (options.out / "metadata").exists()
    twin = replace(options, out=tmp_path / "twin")  # the same build from its first byte: only its id is known
    work_folder(twin).mkdir()
    shutil.copy(work_folder(options) / workspace.STATE_FILE, work_folder(twin))
    build(options, PublisherKeys(key_folder), pool)
    forget_signed(key_folder)
    build(twin, PublisherKeys(key_folder), pool)
    assert files(options.out) == files(twin.out)
    assert not work_folder(options).exists()


def test_only_unfinished_partitions_are_made_again(
    options: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at("lay out", 1))
    times = {path: path.stat().st_mtime_ns for path in (work_folder(options) / "records").iterdir()}
    damaged = min(times)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at("lay out", 1))
    again = {path: path.stat().st_mtime_ns for path in times}
    assert [path for path in times if times[path] != again[path]] == [damaged]


def test_the_work_folder_holds_no_number_code_or_stretched_value(
    options: BuildOptions, key_folder: Path, pool: Executor, demo_folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretched: list[bytes] = []
    real = evaluate.stretch

    def remembered(canonical: bytes, suite, threads: int) -> bytes:
        stretched.append(real(canonical, suite, threads))
        return stretched[-1]

    monkeypatch.setattr(evaluate, "stretch", remembered)
    with pytest.raises(StoppedError):
        build(replace(options, keep_work=True), PublisherKeys(key_folder), pool, stop_at("lay out", 1))
    assert (work_folder(options) / "stretched").is_dir()
    kept = b"".join(files(work_folder(options)).values())
    rows = (demo_folder[0] / sample_records.RECORDS_FILE).read_text().splitlines()[1:]
    secrets = {field.encode() for row in rows for field in (row.split(",")[1], row.split(",")[4]) if field}
    assert len(stretched) == 119
    assert not [secret for secret in (*secrets, *stretched) if secret in kept]
    assert {path.stat().st_mode & 0o077 for path in work_folder(options).rglob("*")} == {0}


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
    options: BuildOptions, key_folder: Path, pool: Executor, damage: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at("stretch", 40))
    path = work_folder(options) / "rows" / "00000"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(PublishError, match="rows/00000") as caught:
        build(options, PublisherKeys(key_folder), pool)
    assert "reads the records anew" in caught.value.advice
    assert build(options, PublisherKeys(key_folder), pool).data_sets[0].people == 119


@pytest.mark.parametrize("name", ["read", "labels", "rows/files", "rows/00000", "records/00003"])
def test_a_file_that_is_gone_from_the_work_folder_is_made_again(
    options: BuildOptions, key_folder: Path, pool: Executor, name: str
) -> None:
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at("lay out", 1))
    (work_folder(options) / name).unlink()
    if name.startswith("rows/"):
        with pytest.raises(PublishError, match="is damaged"):
            build(options, PublisherKeys(key_folder), pool)
    assert build(options, PublisherKeys(key_folder), pool).data_sets[0].people == 119


def test_many_files_of_rows_give_the_same_bytes(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [tmp_path / f"{part}.csv" for part in range(4)]
    header, *lines = options.records[0].read_text().splitlines(keepends=True)
    for part, path in enumerate(records):
        path.write_text(header + "".join(lines[part::4]))
    options = replace(options, records=records)
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at("group", 1))
    twin = replace(options, out=tmp_path / "twin")
    work_folder(twin).mkdir()
    shutil.copy(work_folder(options) / workspace.STATE_FILE, work_folder(twin))
    build(twin, PublisherKeys(key_folder), pool)
    forget_signed(key_folder)
    monkeypatch.setattr("exposure_check.publisher.workspace.shuffle._BUFFERED_ROWS", 1)
    (work_folder(options) / "read").unlink()
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at("group", 1))
    assert len(list((work_folder(options) / "rows").glob("0*"))) == 5  # one each, and what is left at the end
    build(options, PublisherKeys(key_folder), pool)
    assert files(options.out) == files(twin.out)


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("left", ["all", "state alone"])
def test_a_build_stopped_while_tidying_up_is_over_and_says_the_same(
    options: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch, keep: bool, left: str
) -> None:
    options = replace(options, keep_work=keep)

    def stopped(finished: workspace.Workspace, *, keep_stretched: bool) -> None:
        if left != "all":
            finished.storage.delete("rows", "read", "records")
        raise StoppedError

    with monkeypatch.context() as patch:
        patch.setattr(lifecycle, "remove", stopped)
        with pytest.raises(StoppedError):
            build(options, PublisherKeys(key_folder), pool)
    published = files(options.out)
    summary = build(options, PublisherKeys(key_folder), pool, stop_at("read", 0))  # which is not reached
    assert files(options.out) == published
    assert summary.data_sets[0].people == 119
    assert not work_folder(options).exists()
    assert (options.out.parent / "out.work.kept" / "stretched").exists() is keep
    assert build(options, PublisherKeys(key_folder), pool).data_sets[0].dataset_id != summary.data_sets[0].dataset_id


def test_a_build_with_other_options_does_not_go_on_in_the_same_work_folder(
    options: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at("group", 1))
    with pytest.raises(PublishError, match="other records"):
        build(replace(options, prefix_bits=2), PublisherKeys(key_folder), pool)


def test_kept_work_spares_the_hashing_of_whoever_was_there(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(replace(options, keep_work=True), PublisherKeys(key_folder), pool)
    first = Published(options.out, key_folder).catalogue()
    records = tmp_path / "more.csv"
    new = "010594Y9032"
    records.write_text(options.records[0].read_text() + f"fi.hetu,{new},{sample_records.OPEN_BREACH},name,\n")
    hashed: list[bytes] = []
    real = evaluate.stretch
    monkeypatch.setattr(
        evaluate,
        "stretch",
        lambda canonical, suite, threads: hashed.append(canonical) or real(canonical, suite, threads),
    )
    for cut in (1, 5):  # coarser and finer than the build before
        later = replace(
            options,
            records=[records],
            previous=lifecycle.kept(options.work_folder()),
            work=tmp_path / f"work{cut}",
            partition_bits=cut,
            keep_work=False,
        )
        build(later, PublisherKeys(key_folder), pool)
        assert hashed == [f"fi.hetu\0{new}".encode()]
        hashed.clear()
    published = Published(options.out, key_folder)
    assert published.catalogue().dataset_id != first.dataset_id
    assert published.look_up(new) == {sample_records.OPEN_BREACH: ("name",)}
    row = options.records[0].read_text().splitlines()[1].split(",")
    assert published.look_up(row[1], row[4] or None) is not None


def test_a_worker_that_dies_stops_the_build_and_the_next_run_ends_it(
    tmp_path: Path, options: BuildOptions, key_folder: Path
) -> None:
    sample_records.write_demo(tmp_path / "records", 600)  # half a second of work, so that it dies in the middle
    options = replace(options, records=[tmp_path / "records" / sample_records.RECORDS_FILE], partition_bits=5)
    with pools.processes(1) as workers:

        def kill(stage: str, done: int, _total: int) -> None:
            if stage == "stretch" and done:
                for process in list(workers._processes.values()):
                    process.kill()

        with pytest.raises(BrokenExecutor):
            build(options, PublisherKeys(key_folder), workers, kill)
    finished = len(list((work_folder(options) / "records").iterdir()))
    assert 0 < finished < 32
    with pools.processes(1) as workers:
        build(options, PublisherKeys(key_folder), workers)
    assert Published(options.out, key_folder).catalogue().prefix_bits == 3


def test_gathering_few_buckets_at_a_time_gives_the_same_bytes(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = replace(options, out=tmp_path / "twin")
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at("group", 1))
    work_folder(twin).mkdir()
    shutil.copy(work_folder(options) / workspace.STATE_FILE, work_folder(twin))
    build(options, PublisherKeys(key_folder), pool)
    monkeypatch.setattr("exposure_check.publisher.stages.lay_out._GATHERED_BYTES", 300)  # of about 1,200
    forget_signed(key_folder)
    build(twin, PublisherKeys(key_folder), pool)
    assert files(options.out) == files(twin.out)


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
def test_a_damaged_state_is_named(options: BuildOptions, key_folder: Path, pool: Executor, damage) -> None:
    lifecycle.begin_or_resume(options.work_folder(), keys.load_voprf(key_folder, None), b"", "XC1-DEMO", 1)
    path = work_folder(options) / workspace.STATE_FILE
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(PublishError, match="is not a work folder"):
        build(options, PublisherKeys(key_folder), pool)


@pytest.mark.parametrize("place", ["full", "out", "out/w", ".", "x.kept"])
def test_a_place_that_is_not_for_work_is_refused_and_nothing_in_it_touched(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, place: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    build(options, PublisherKeys(key_folder), pool)
    before = files(tmp_path)
    with pytest.raises((OptionError, PublishError)):
        build(replace(options, work=tmp_path / place), PublisherKeys(key_folder), pool)
    assert files(tmp_path) == before


def test_what_is_not_ours_in_the_folder_of_kept_work_is_refused_before_the_hashing(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    (tmp_path / "out.work.kept").mkdir()
    (tmp_path / "out.work.kept" / "thesis.txt").write_text("mine")
    with pytest.raises(PublishError, match=r"thesis\.txt"):
        build(replace(options, keep_work=True), PublisherKeys(key_folder), pool)
    assert (tmp_path / "out.work.kept" / "thesis.txt").read_text() == "mine"


def test_a_file_that_somebody_put_into_the_work_folder_stays(
    options: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at("stretch", 1))
    (work_folder(options) / "thesis.txt").write_text("mine")
    (work_folder(options) / ".read.x1y2z3w4").write_text("a write that was killed")
    build(options, PublisherKeys(key_folder), pool)
    assert list(files(work_folder(options))) == ["thesis.txt"]


def test_no_build_goes_on_from_what_another_kept(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    build(replace(options, keep_work=True), PublisherKeys(key_folder), pool)
    (tmp_path / "out.work.kept").rename(tmp_path / "renamed")
    with pytest.raises(PublishError, match="other records"):
        build(replace(options, work=tmp_path / "renamed"), PublisherKeys(key_folder), pool)


def test_the_published_list_is_never_said_to_be_in_the_way(
    options: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    build(options, PublisherKeys(key_folder), pool)
    with pytest.raises(PublishError, match="nothing that a build kept") as caught:
        build(replace(options, previous=storage.at(options.out)), PublisherKeys(key_folder), pool)
    assert "elete" not in caught.value.advice
    assert not work_folder(options).exists()


def test_the_corrected_command_begins_again_after_a_refusal(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    with pytest.raises(PublishError, match="k = "):
        build(replace(options, prefix_bits=12), PublisherKeys(key_folder), pool)
    empty = tmp_path / "empty.csv"
    empty.write_text(options.records[0].read_text().partition("\n")[0] + "\n")
    with pytest.raises(PublishError, match="No row"):
        build(replace(options, records=[empty]), PublisherKeys(key_folder), pool)
    assert build(options, PublisherKeys(key_folder), pool).data_sets[0].people == 119


def test_a_refusal_after_hours_of_hashing_costs_none_of_them(
    options: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop_at("lay out", 1))
    finished = files(work_folder(options) / "records")
    with monkeypatch.context() as patch:  # as a later version may, with another count of residents
        patch.setattr("exposure_check.publisher.stages.anonymity.K_MINIMUM", 5_000_000)
        with pytest.raises(PublishError, match="k = "):
            build(options, PublisherKeys(key_folder), pool)
    assert files(work_folder(options) / "records") == finished


def test_a_data_set_that_is_right_is_not_taken_away(
    options: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise StoppedError

    monkeypatch.setattr("exposure_check.publisher.build._tidied", stopped)
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool)
    times = {path: path.stat().st_mtime_ns for path in (options.out / "datasets").rglob("*") if path.is_file()}
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool)
    assert {path: path.stat().st_mtime_ns for path in (options.out / "datasets").rglob("*") if path.is_file()} == times


@pytest.fixture
def own_keys(tmp_path: Path, key_folder: Path) -> Path:
    return Path(shutil.copytree(key_folder, tmp_path / "keys"))


def test_a_new_key_is_not_passed_over_where_a_stopped_build_lies(
    options: BuildOptions, own_keys: Path, pool: Executor
) -> None:
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(own_keys), pool, stop_at("stretch", 1))
    with pytest.raises(PublishError, match="other records, breaches, keys or options"):
        build(replace(options, new_voprf_key=True), PublisherKeys(own_keys), pool)


def test_a_build_that_is_refused_or_goes_on_spends_no_key(
    options: BuildOptions, own_keys: Path, pool: Executor
) -> None:
    before = keys.load_voprf(own_keys, None).key_id
    options.out.write_text("a file")
    options = replace(options, new_voprf_key=True)
    with pytest.raises(OptionError, match="is not a folder"):
        build(options, PublisherKeys(own_keys), pool)
    assert keys.load_voprf(own_keys, None).key_id == before
    options.out.unlink()
    with pytest.raises(StoppedError):
        build(options, PublisherKeys(own_keys), pool, stop_at("stretch", 1))
    new = keys.load_voprf(own_keys, None).key_id
    assert new != before
    build(options, PublisherKeys(own_keys), pool)
    assert keys.load_voprf(own_keys, None).key_id == new
    assert len(list((own_keys / "voprf" / "retired").iterdir())) == 1
