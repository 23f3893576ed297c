"""`publish verify` passes a sound list and names what is wrong with any other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.errors import PublishError
from exposure_check.publisher import verification
from exposure_check.publisher.build import silent
from exposure_check.trust import keys

from .conftest import Built, Published


@pytest.fixture
def copy(built: Built, tmp_path: Path) -> Published:
    out = tmp_path / "out"
    shutil.copytree(built.published.out, out)
    return Published(out, built.published.keys)


def check(published: Published) -> list[verification.Sound]:
    root = (published.keys / keys.ROOT_FILE).read_bytes()
    return [sound for _, sound in verification.verify(published.out, root, silent)]


def test_a_sound_list_passes(built: Built) -> None:
    (sound,) = check(built.published)
    assert (sound.scheme, sound.buckets, sound.k) == ("fi.hetu", 512, 10_945)
    assert abs(sound.deviation) < verification.MAX_DEVIATION


def changed(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: changed(folder / "buckets" / "7", 30), "does not belong"),
        (lambda folder: changed(folder / "pack", 3000), "pack differs"),
        (lambda folder: (folder / "buckets" / "511").unlink(), "512 buckets"),
        (lambda folder: (folder / "buckets" / "512").touch(), "512 buckets"),
        (lambda folder: (folder / "pack").unlink(), "pack is missing"),
        (lambda folder: changed(folder.parent.parent / "metadata" / "timestamp.json", 300), "signature|read"),
        (lambda folder: shutil.rmtree(folder.parent.parent / "targets"), "missing"),
        (lambda folder: shutil.copy(folder / "buckets" / "1", folder / "buckets" / "2"), "does not belong"),
    ],
)
def test_a_damaged_list_is_named(copy: Published, damage: Callable[[Path], object], message: str) -> None:
    damage(copy.folder(copy.catalogue()))
    with pytest.raises(PublishError, match=message):
        check(copy)


def test_bytes_that_are_not_uniform_are_seen(copy: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "MAX_DEVIATION", -100.0)
    with pytest.raises(PublishError, match="not uniform"):
        check(copy)
    even = verification.Counter(dict.fromkeys(range(256), 40))
    skewed = verification.Counter({value: 40 + 40 * (value % 2) for value in range(256)})
    assert verification._deviation(even) < -6
    assert verification._deviation(skewed) > 20


@pytest.mark.parametrize("text", ["-1", "0", "abc"])
def test_a_number_of_workers_that_is_none_is_refused_at_once(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["publish", "verify", str(tmp_path), "--root", "root.json", "--workers", text])
    assert end.value.code == 2
    assert "--workers: a whole number" in capsys.readouterr().err
