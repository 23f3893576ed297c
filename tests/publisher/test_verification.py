"""`publish verify` passes a sound list and names what is wrong with any other."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

import pytest

from exposure_check import identity
from exposure_check.cli import main
from exposure_check.errors import PublishError
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import breaches, demo, opening, verification
from exposure_check.publisher.build import Order, silent
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


def test_every_record_opens_and_strangers_do_not(built: Built, demo_folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "verify", str(built.published.out), "--root", str(built.published.keys / "root.json")]
    assert main(arguments) == 0
    assert "fi.hetu: sound" in capsys.readouterr().out
    arguments += ["--records", str(built.records), "--breaches", str(folder / "breaches.toml"), "--workers", "2"]
    assert main(arguments) == 2  # the VOPRF key is missing
    assert main([*arguments, "--keys", str(built.published.keys), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["opened"] == {"people": 119, "records": 120, "wider": 0, "strangers": 1000}


def attempt(published: Published, records: Path, told: Path, pool: Executor) -> opening.Opened:
    order = Order(breaches.load(told), [records], published.out, XC1_DEMO, allow_test=True)
    described = {"fi.hetu": published.catalogue()}
    return opening.open_all(order, keys.load_voprf(published.keys, None), described, 0, pool, silent)


@pytest.mark.parametrize("change", ["missing", "other categories", "found without code"])
def test_records_that_are_not_what_was_published_are_named(
    built: Built, demo_folder, tmp_path: Path, pool: Executor, change: str
) -> None:
    records = tmp_path / "records.csv"
    text = built.records.read_text()
    found, sealed = built.people["found"], built.people["sealed"]
    if change == "missing":
        text += f"fi.hetu,{built.people['not_found'].number},{demo.OPEN_BREACH},name,\n"
    elif change == "other categories":
        text += f"fi.hetu,{sealed.number},{demo.SEALED_BREACH},name,0000000000000000\n"
    else:
        kept = [line for line in text.splitlines() if found.number not in line]
        text = "\n".join(kept) + f"\nfi.hetu,{found.number},{demo.SEALED_BREACH},name,0000000000000000\n"
    records.write_text(text)
    expected = "found without her code" if change == "found without code" else "does not open"
    with pytest.raises(PublishError, match=expected) as error:
        attempt(built.published, records, demo_folder[0] / demo.BREACHES_FILE, pool)
    assert found.number not in str(error.value)


def test_merged_profiles_open_to_more_and_are_counted(publish: Callable, demo_folder, tmp_path, pool: Executor) -> None:
    numbers = identity.distinct_test_numbers("fi.hetu", 12, random.Random(2))
    rows = f"fi.hetu,{numbers[0]},{demo.OPEN_BREACH},name,\n"
    rows += "".join(f"fi.hetu,{number},{demo.OPEN_BREACH},name;phone,\n" for number in numbers[1:])
    published, _ = publish(rows, merge_rare=True)
    opened = attempt(published, tmp_path / "records.csv", demo_folder[0] / demo.BREACHES_FILE, pool)
    assert (opened.people, opened.wider) == (12, 1)


@pytest.mark.parametrize("text", ["-1", "0", "abc"])
def test_a_number_of_workers_that_is_none_is_refused_at_once(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["publish", "verify", str(tmp_path), "--root", "root.json", "--workers", text])
    assert end.value.code == 2
    assert "--workers: a whole number" in capsys.readouterr().err
