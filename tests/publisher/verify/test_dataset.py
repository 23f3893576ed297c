"""A sound list passes; damage of a data set is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from exposure_check.errors import PublishError
from exposure_check.publisher.verify import dataset
from tests.support.damaged_list import changed, check, replaced_by_a_folder
from tests.support.publisher import Built, Published


def test_a_sound_list_passes(built: Built) -> None:
    (sound,) = check(built.published)
    assert (sound.scheme, sound.buckets, sound.k) == ("fi.hetu", 512, 10_945)
    assert abs(sound.deviation) < dataset.MAX_DEVIATION


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: changed(folder / "buckets" / "7", 30), "fi.hetu: bucket 7 is not the one"),
        (lambda folder: (folder / "buckets" / "9").write_bytes(b"XCB1"), "fi.hetu: bucket 9 .* wrong size"),
        (lambda folder: shutil.copy(folder / "buckets" / "1", folder / "buckets" / "2"), "fi.hetu: bucket 2 is not"),
        (lambda folder: (folder / "buckets" / "511").unlink(), "bucket 511 of 512 buckets is missing"),
        (lambda folder: shutil.rmtree(folder), "fi.hetu: bucket 0 of 512 buckets is missing"),
        (lambda folder: (folder / "buckets" / "512").touch(), "buckets/512'"),
        (lambda folder: changed(folder / "pack", 3000), "fi.hetu: the pack differs from bucket"),
        (lambda folder: (folder / "pack").unlink(), "fi.hetu: the pack is missing"),
        (lambda folder: replaced_by_a_folder(folder / "pack"), "pack'"),
    ],
)
def test_a_damaged_data_set_is_named(copy: Published, damage: Callable[[Path], object], message: str) -> None:
    damage(copy.folder(copy.catalogue()))
    with pytest.raises(PublishError, match=message):
        check(copy)


@pytest.mark.parametrize("at", range(0, 28, 4))
def test_the_headers_inside_the_pack_are_compared(copy: Published, at: int) -> None:
    folder = copy.folder(copy.catalogue())
    size = (folder / "pack").stat().st_size // 512
    changed(folder / "pack", 3 * size + at)
    with pytest.raises(PublishError, match="the pack differs from bucket 3"):
        check(copy)


def test_bytes_that_are_not_uniform_are_seen(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "MAX_DEVIATION", -100.0)
    with pytest.raises(PublishError, match="not uniform"):
        check(built.published)
    even = dataset.Counter(dict.fromkeys(range(256), 40))
    skewed = dataset.Counter({value: 40 + 40 * (value % 2) for value in range(256)})
    assert dataset._deviation(even) < -6
    assert dataset._deviation(skewed) > 20
