"""`publish verify` passes a sound list and names what is wrong with any other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, Timestamp

from exposure_check.cli import main
from exposure_check.errors import OptionError, PublishError
from exposure_check.publisher.build import silent
from exposure_check.publisher.verify import dataset
from exposure_check.trust import keys, sign

from .conftest import Built, Published

GUIDANCE = "guidance/example-shop-2022.toml"
DATASET = "0123456789abcdef" * 2  # one that no catalogue names


@pytest.fixture
def copy(built: Built, tmp_path: Path) -> Published:
    """The list that was built, with keys of its own, that may be damaged."""
    out, folder = tmp_path / "out", tmp_path / "keys"
    shutil.copytree(built.published.out, out)
    shutil.copytree(built.published.keys, folder)
    return Published(out, folder)


def root_of(published: Published) -> Path:
    return published.keys / keys.ROOT_FILE


def check(published: Published) -> list[dataset.Sound]:
    return [sound for _, sound in dataset.verify(published.out, root_of(published), silent)]


def publish_guidance(published: Published, content: bytes, at: datetime | None = None) -> None:
    signers = keys.load_signers(published.keys, None)
    sign.publish(published.out, root_of(published).read_bytes(), signers, {GUIDANCE: content}, at or datetime.now(UTC))


def rotate(published: Published, role: str = "timestamp") -> None:
    assert main(["publish", "rotate", role, "--keys", str(published.keys), "--out", str(published.out)]) == 0


def changed(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def replaced_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def test_a_sound_list_passes(built: Built) -> None:
    (sound,) = check(built.published)
    assert (sound.scheme, sound.buckets, sound.k) == ("fi.hetu", 512, 10_945)
    assert abs(sound.deviation) < dataset.MAX_DEVIATION


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


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda out: changed(out / "metadata" / "timestamp.json", 300), "metadata/timestamp.json' is at fault"),
        (lambda out: (out / "metadata" / "timestamp.json").unlink(), "metadata/timestamp.json' is missing"),
        (lambda out: replaced_by_a_folder(out / "metadata" / "timestamp.json"), "metadata/timestamp.json'"),
        (lambda out: replaced_by_a_folder(out / "metadata" / "1.targets.json"), "metadata/1.targets.json'"),
        (lambda out: changed(out / "metadata" / "2.snapshot.json", 300), "2.snapshot.json' is not the one"),
        (lambda out: (out / "metadata" / "2.targets.json").unlink(), "metadata/2.targets.json' is missing"),
        (lambda out: shutil.rmtree(out / "targets"), r"targets/.*\.json' is missing"),
        (lambda out: replaced_by_a_folder(only(out, "targets/catalogues/*.json")), "fi.hetu.json'"),
        (lambda out: changed(only(out, "targets/catalogues/*.json"), 40), "fi.hetu.json' is not the one"),
        (lambda out: changed(only(out, "targets/guidance/*.toml"), 2), "example-shop-2022.toml' is not the one"),
        (lambda out: only(out, "targets/guidance/*.toml").unlink(), "example-shop-2022.toml' is missing"),
        (lambda out: only(out, "targets/guidance/*.toml").write_bytes(b"advice and more"), "toml' is longer"),
    ],
)
def test_a_damaged_part_of_the_signed_list_is_named(
    copy: Published, damage: Callable[[Path], object], message: str
) -> None:
    publish_guidance(copy, b"advice")
    damage(copy.out)
    with pytest.raises(PublishError, match=message):
        check(copy)


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (Path.unlink, "missing"),
        (replaced_by_a_folder, "something else"),
        (lambda path: changed(path, 200), "does not vouch|not what its name says"),
        (lambda path: path.write_bytes(b"{}"), "does not vouch"),
    ],
)
def test_every_version_of_the_root_of_trust_has_to_be_there(
    copy: Published, version: int, damage: Callable[[Path], object], message: str
) -> None:
    rotate(copy)
    rotate(copy)
    rotate(copy, "root")
    assert len(check(copy)) == 1
    damage(copy.out / "metadata" / f"{version}.root.json")
    with pytest.raises(PublishError, match=message) as error:
        check(copy)
    assert f"metadata/{version}.root.json'" in error.value.message
    assert "an earlier profile" in error.value.advice


def test_the_first_root_may_be_absent_and_not_damaged(copy: Published) -> None:
    first = copy.out / "metadata" / "1.root.json"
    kept = first.read_bytes()
    rotate(copy)
    first.write_bytes(b"{}")
    with pytest.raises(PublishError, match=r"1\.root\.json' is damaged"):
        check(copy)
    first.unlink()  # no client asks for it: it is in the oldest profiles
    assert len(check(copy)) == 1
    first.write_bytes(kept)
    assert len(check(copy)) == 1


def test_a_root_that_the_one_before_does_not_vouch_for_is_named(copy: Published, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert main(["publish", "keys", str(other), "--plain"]) == 0
    root = Metadata.from_bytes((other / keys.ROOT_FILE).read_bytes())
    root.signed.version = 2
    root.sign(keys.load_signer(other, "root", None))
    (copy.out / "metadata" / "2.root.json").write_bytes(root.to_bytes())
    with pytest.raises(PublishError, match=r"2\.root\.json' is damaged, or the one before"):
        check(copy)


def test_a_root_that_is_past_its_date_is_named_with_what_renews_it(copy: Published) -> None:
    root = Metadata.from_bytes(root_of(copy).read_bytes())
    root.signed.expires = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    root.sign(keys.load_signer(copy.keys, "root", None))
    for path in (root_of(copy), copy.out / "metadata" / "1.root.json"):
        path.write_bytes(root.to_bytes())
    with pytest.raises(PublishError, match=r"1\.root\.json' is past its date") as error:
        check(copy)
    assert "publish rotate" in error.value.advice


def test_any_version_of_the_root_may_be_given_and_no_other_root(copy: Published, tmp_path: Path) -> None:
    for version in (1, 2):
        rotate(copy)
        earlier = copy.out / "metadata" / f"{version}.root.json"
        assert len(dataset.verify(copy.out, earlier, silent)) == 1
    other = tmp_path / "other"
    assert main(["publish", "keys", str(other), "--plain"]) == 0
    with pytest.raises(PublishError, match=r"other/root\.json' is none of those"):
        dataset.verify(copy.out, other / keys.ROOT_FILE, silent)


@pytest.mark.parametrize("content", [b"", b"no root", b"{}", None])
def test_a_file_that_is_no_root_of_trust_is_named(built: Built, tmp_path: Path, content: bytes | None) -> None:
    given = tmp_path / "given.json"
    given.write_bytes(
        (built.published.out / "metadata" / "timestamp.json").read_bytes() if content is None else content
    )
    with pytest.raises(OptionError, match=r"given\.json' is not a root of trust"):
        dataset.verify(built.published.out, given, silent)
    with pytest.raises(OptionError, match="cannot be read"):
        dataset.verify(built.published.out, tmp_path, silent)


def test_a_list_past_its_date_is_named_with_what_renews_it(copy: Published) -> None:
    path = copy.out / "metadata" / "timestamp.json"
    timestamp = Metadata[Timestamp].from_bytes(path.read_bytes())
    timestamp.signed.expires = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    timestamp.sign(keys.load_signer(copy.keys, "timestamp", None))
    path.write_bytes(timestamp.to_bytes())
    with pytest.raises(PublishError, match=r"timestamp\.json' is past its date") as error:
        check(copy)
    assert "publish refresh" in error.value.advice
    assert main(["publish", "refresh", str(copy.out), "--keys", str(copy.keys)]) == 0
    assert len(check(copy)) == 1
    publish_guidance(copy, b"advice", datetime.now(UTC) - timedelta(days=400))
    assert main(["publish", "refresh", str(copy.out), "--keys", str(copy.keys)]) == 0
    with pytest.raises(PublishError, match=r"2\.snapshot\.json' is past its date") as error:
        check(copy)
    assert "publish build" in error.value.advice


@pytest.mark.parametrize("place", ["a file", "no folder", "an empty folder"])
def test_what_is_no_published_folder_is_named(built: Built, tmp_path: Path, place: str) -> None:
    out = tmp_path / "folder"
    if place == "a file":
        out.write_text("something")
    elif place == "an empty folder":
        out.mkdir()
    with pytest.raises(OptionError, match=r"no published list in .*folder'"):
        dataset.verify(out, root_of(built.published), silent)


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
    with pytest.raises(PublishError, match="No part of a list") as error:
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


def test_bytes_that_are_not_uniform_are_seen(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "MAX_DEVIATION", -100.0)
    with pytest.raises(PublishError, match="not uniform"):
        check(built.published)
    even = dataset.Counter(dict.fromkeys(range(256), 40))
    skewed = dataset.Counter({value: 40 + 40 * (value % 2) for value in range(256)})
    assert dataset._deviation(even) < -6
    assert dataset._deviation(skewed) > 20


@pytest.mark.parametrize("text", ["-1", "0", "abc"])
def test_a_number_of_workers_that_is_none_is_refused_at_once(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["publish", "verify", str(tmp_path), "--root", "root.json", "--workers", text])
    assert end.value.code == 2
    assert "--workers: must be 1 to 1024" in capsys.readouterr().err
