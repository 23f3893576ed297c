"""A published folder holds the list, what earlier lists left, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exposure_check.errors import OptionError, PublishError
from exposure_check.publisher.build import no_progress
from exposure_check.publisher.verify import dataset
from exposure_check.trust import sign
from tests.support.damaged_list import check, publish_guidance, root_of, rotate
from tests.support.publisher import Built, Published

DATASET = "0123456789abcdef" * 2  # one that no catalogue names


def test_what_a_publication_left_that_was_stopped_may_stay(copy: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sign.MetaFile, "from_data", stopped)
    with pytest.raises(KeyboardInterrupt):
        publish_guidance(copy, b"advice")
    assert (copy.out / "metadata" / "2.targets.json").exists()
    assert len(check(copy)) == 1


def test_what_earlier_lists_left_may_stay(copy: Published) -> None:
    folder = copy.folder(copy.catalogue())
    earlier = shutil.copytree(folder, folder.with_name(DATASET))
    for path in (earlier / "pack", *(earlier / "buckets").iterdir()):
        path.write_bytes(path.read_bytes().replace(bytes.fromhex(folder.name), bytes.fromhex(DATASET)))
    publish_guidance(copy, b"the first")
    publish_guidance(copy, b"the second")
    rotate(copy, "targets")
    rotate(copy, "root")
    assert len(check(copy)) == 1


@pytest.mark.parametrize("place", ["a file", "no folder", "an empty folder"])
def test_what_is_no_published_folder_is_named(built: Built, tmp_path: Path, place: str) -> None:
    out = tmp_path / "folder"
    if place == "a file":
        out.write_text("something")
    elif place == "an empty folder":
        out.mkdir()
    with pytest.raises(OptionError, match=r"no published list in .*folder'"):
        dataset.verify(out, root_of(built.published), no_progress)


@pytest.mark.parametrize(
    "name",
    [
        "records.csv",
        "voprf/voprf.key",
        "metadata/records.csv",
        "metadata/root.key",
        "metadata/.timestamp.json.abcdef",
        "metadata/7.targets.json",
        "metadata/01.root.json",
        "targets/records.csv",
        "targets/catalogues/records.csv",
        f"targets/catalogues/{'0' * 64}.fi.hetu.json",
        "targets/guidance/notes/todo.txt",
        "targets/guidance/.kept.toml",
        "datasets/records.csv",
        "datasets/.0123.partial/pack",
        "datasets/DATASET/records.csv",
        "datasets/DATASET/.pack.x1",
        "datasets/DATASET/buckets/records.csv",
        "datasets/DATASET/buckets/007",
    ],
)
def test_what_is_no_part_of_a_list_is_named(copy: Published, name: str) -> None:
    path = copy.out / name.replace("DATASET", copy.catalogue().dataset_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("scheme,number,breach,categories,code\n")
    with pytest.raises(PublishError, match="do not belong to a list") as error:
        check(copy)
    named = Path(error.value.message.partition("'")[2].rpartition("'")[0])
    assert path == named or named in path.parents


@pytest.mark.parametrize(
    "damage", ["records instead of a bucket", "a bucket less", "no pack", "of another id", "empty"]
)
def test_a_data_set_of_an_earlier_list_has_to_be_whole(copy: Published, damage: str) -> None:
    folder = copy.folder(copy.catalogue())
    earlier = shutil.copytree(folder, folder.with_name(DATASET))
    if damage != "of another id":
        for path in (earlier / "pack", *(earlier / "buckets").iterdir()):
            path.write_bytes(path.read_bytes().replace(bytes.fromhex(folder.name), bytes.fromhex(DATASET)))
    if damage == "records instead of a bucket":
        bucket = earlier / "buckets" / "5"
        bucket.write_bytes(b"n" * bucket.stat().st_size)
    elif damage == "a bucket less":
        (earlier / "buckets" / "5").unlink()
    elif damage == "no pack":
        (earlier / "pack").unlink()
    elif damage == "empty":
        shutil.rmtree(earlier)
        earlier.mkdir()
    with pytest.raises(PublishError, match=f"{DATASET}' is not a whole data set"):
        check(copy)
