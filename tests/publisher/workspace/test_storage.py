"""A work folder on a disk and behind a URL of fsspec: the same files, and the same build."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest

from exposure_check.errors import PublishError
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
from exposure_check.publisher.input import breaches
from exposure_check.publisher.stages import evaluate
from exposure_check.publisher.workspace import lifecycle, storage, workspace
from exposure_check.publisher.workspace.storage import Storage
from tests.support.publisher import Published


@pytest.fixture(params=["path", "file", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    folder = tmp_path / "some where"
    return {"path": str(folder), "file": f"file://{folder}", "memory": f"memory:/{folder}"}[request.param]


@pytest.fixture
def options(place: str, tmp_path: Path, demo_folder) -> BuildOptions:
    listed = breaches.load(demo_folder[0] / sample_records.BREACHES_FILE)
    rows = [demo_folder[0] / sample_records.RECORDS_FILE]
    out = tmp_path / "out"
    return BuildOptions(listed, rows, out, XC1_DEMO, prefix_bits=3, allow_test=True, partition_bits=3, work=place)


def test_files_are_written_read_and_removed(place: str) -> None:
    here = storage.at(place)
    here.write("a", b"0123456789")
    here.write("folder/b", b"x")
    here.write("a", b"abcdefghij")
    assert here.read("a") == b"abcdefghij"
    assert here.read("a", 2, 5) == b"cde"
    assert here.read("a", 8, 20) == b"ij"
    assert here.exists("folder/b")
    here.delete("folder", "never there")
    assert not here.exists("folder/b")
    with pytest.raises(FileNotFoundError):
        here.read("folder/b")
    assert here.names() == ["a"]
    here.delete("a")
    here.delete("a")
    assert here.names() == []
    assert not here.exists("a")


def test_a_folder_is_moved_whole_and_nothing_else(place: str) -> None:
    here = storage.at(place)
    there = here.beside(".kept")
    here.write("folder/new", b"1")
    here.write("folder/newer", b"2")
    here.write("b", b"3")
    here.move_to(there, "folder")
    assert there.read("folder/new") == b"1"
    assert there.read("folder/newer") == b"2"
    assert there.names() == ["folder"]
    assert here.names() == ["b"]


def test_a_stopped_build_goes_on_wherever_its_work_lies(
    options: BuildOptions, key_folder: Path, pool: Executor, demo_folder
) -> None:
    class StoppedError(Exception):
        pass

    def stop(stage: str, done: int, _total: int) -> None:
        if stage == "stretch" and done >= 40:
            raise StoppedError

    with pytest.raises(StoppedError):
        build(options, PublisherKeys(key_folder), pool, stop)
    build(options, PublisherKeys(key_folder), pool)
    for person in demo_folder[1]:
        found = Published(options.out, key_folder).look_up(person.number, person.code)
        assert (found is None) == (person.label == "not_found")
    assert not options.work_folder().exists(workspace.STATE_FILE)


def test_kept_work_is_found_beside_it(
    options: BuildOptions, key_folder: Path, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(replace(options, keep_work=True), PublisherKeys(key_folder), pool)
    monkeypatch.setattr(evaluate, "stretch", lambda *_, **__: pytest.fail("what was kept was hashed again"))
    build(replace(options, previous=lifecycle.kept(options.work_folder())), PublisherKeys(key_folder), pool)


def test_damage_is_named_wherever_it_lies(options: BuildOptions, key_folder: Path, pool: Executor) -> None:
    def damage(stage: str, _done: int, _total: int) -> None:
        if stage == "group":
            here = options.work_folder()
            here.write("rows/00000", here.read("rows/00000")[:-1])

    with pytest.raises(PublishError, match="is damaged"):
        build(options, PublisherKeys(key_folder), pool, damage)


def test_both_kinds_answer_to_the_same_calls() -> None:
    wanted = {name for name in vars(Storage) if not name.startswith("_")}
    for kind in (storage.Folder, storage.Remote):
        assert wanted <= {name for name in vars(kind) if isinstance(vars(kind)[name], Callable)}
