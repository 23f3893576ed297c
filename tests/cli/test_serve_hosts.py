"""Two hosts of one service: one that gives out files, as a copy of its own, and one that evaluates."""

from __future__ import annotations

import os

import pytest

from tests.support.memory_service import publish
from tests.support.operated import rebuild, serve, until
from tests.support.world import command, looked_up, output_of

ONE = {"EXPOSURE_CHECK_WORKERS": "1", "EXPOSURE_CHECK_RATE": "none", "EXPOSURE_CHECK_WATCH_SECONDS": "1"}


@pytest.fixture(scope="module")
def publication(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("two"), 60)


@pytest.fixture(scope="module")
def evaluator(publication, tmp_path_factory):
    with serve(tmp_path_factory.mktemp("evaluator"), publication.out, "--keys", publication.keys, **ONE) as served:
        yield served


def mirror(evaluator, publication, folder, home):
    words = ("mirror", f"http://127.0.0.1:{evaluator.port}", folder, "--root", publication.keys / "root.json")
    return command(*words, home=home)


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_copy_is_what_was_published_and_goes_on_where_it_was_stopped(evaluator, publication, tmp_path):
    result = mirror(evaluator, publication, tmp_path / "copy", tmp_path)
    assert result.returncode == 0, result.stderr
    assert files(tmp_path / "copy") == files(publication.out)
    [data_set] = (tmp_path / "copy" / "datasets").iterdir()
    (data_set / "buckets" / "7").unlink()
    (data_set / "buckets" / "8").write_bytes(b"half")
    (data_set / "pack").unlink()
    for left in (data_set / ".pack.abcd1234", data_set / "buckets" / ".7.abcd1234"):  # by a run that was killed
        left.write_bytes(b"half")
        os.utime(left, (0, 0))
    result = mirror(evaluator, publication, tmp_path / "copy", tmp_path)
    assert "510 were there" in result.stdout, result.stdout
    assert files(tmp_path / "copy") == files(publication.out)


def test_a_copy_drops_what_no_catalogue_names_once_no_lookup_needs_it(tmp_path):
    publication = publish(tmp_path / "origin", 60)
    with serve(tmp_path / "home", publication.out, "--keys", publication.keys, **ONE) as served:
        assert mirror(served, publication, tmp_path / "copy", tmp_path).returncode == 0
        [old] = (tmp_path / "copy" / "datasets").iterdir()
        (tmp_path / "copy" / "datasets" / "notes").mkdir()
        rebuild(publication)
        served.reload()
        until(lambda: "A new list is served" in served.written)
        result = mirror(served, publication, tmp_path / "copy", tmp_path)
        assert "1 data sets that no catalogue names any more are removed by a run in an hour" in result.stdout
        assert (old / "pack").is_file()
        newest = tmp_path / "copy" / "metadata" / "2.targets.json"
        os.utime(newest, (newest.stat().st_mtime - 4000,) * 2)
        result = mirror(served, publication, tmp_path / "copy", tmp_path)
        assert "Removed 1 data sets" in result.stdout, result.stdout
        assert not old.exists()
        assert sorted(path.name for path in (tmp_path / "copy" / "datasets").iterdir())[1:] == ["notes"]


def test_a_list_that_was_withdrawn_is_copied_too(tmp_path):
    publication = publish(tmp_path / "origin", 60)
    words = ("--keys", publication.keys, "--out", publication.out)
    output_of("publish", "withdraw", "--scheme", "fi.hetu", *words)
    with serve(tmp_path / "home", publication.out, "--keys", publication.keys, **ONE) as served:
        result = mirror(served, publication, tmp_path / "copy", tmp_path)
        assert result.returncode == 0, result.stderr
        assert not (tmp_path / "copy" / "datasets").exists()


def test_a_copy_of_another_publishers_list_is_refused(evaluator, tmp_path):
    stranger = publish(tmp_path / "stranger", 60)
    result = mirror(evaluator, stranger, tmp_path / "copy", tmp_path)
    assert result.returncode != 0
    assert not (tmp_path / "copy" / "metadata").exists()


def test_files_from_one_host_and_evaluation_from_another(evaluator, publication, tmp_path):
    assert mirror(evaluator, publication, tmp_path / "copy", tmp_path).returncode == 0
    with serve(tmp_path / "files", tmp_path / "copy", "--static-only", **ONE) as static:
        profile = tmp_path / "profile.json"
        addresses = [
            "--url",
            f"http://127.0.0.1:{static.port}",
            "--evaluator-url",
            f"http://127.0.0.1:{evaluator.port}",
        ]
        output_of("profile", "new", *addresses, "--root", publication.keys / "root.json", "--demo", "--out", profile)
        found = looked_up(profile, publication.people["found"], home=tmp_path)
        absent = looked_up(profile, publication.people["not_found"], home=tmp_path)
        assert (found["outcome"], absent["outcome"]) == ("found", "not_found")


def test_a_mirror_answers_where_the_first_host_is_gone(evaluator, publication, tmp_path):
    profile = tmp_path / "profile.json"
    addresses = ["--url", "http://127.0.0.1:9", "--mirror", f"http://127.0.0.1:{evaluator.port}"]
    evaluates = ["--evaluator-url", f"http://127.0.0.1:{evaluator.port}"]
    root = ["--root", publication.keys / "root.json"]
    output_of("profile", "new", *addresses, *evaluates, *root, "--demo", "--out", profile)
    assert looked_up(profile, publication.people["found"], home=tmp_path)["outcome"] == "found"
