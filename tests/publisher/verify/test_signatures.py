"""Every root of trust and every part of the signed list is verified; damage is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, Timestamp

from exposure_check.cli import main
from exposure_check.errors import OptionError, PublishError
from exposure_check.publisher.build import no_progress
from exposure_check.publisher.verify import dataset
from exposure_check.trust import keys, sign
from tests.support.damaged_list import changed, check, publish_guidance, replaced_by_a_folder, root_of, rotate
from tests.support.publisher import Built, Published


def only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda out: changed(out / "metadata" / "timestamp.json", 300), "metadata/timestamp.json' cannot be trusted"),
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
        (lambda path: changed(path, 200), "not signed by the keys|not what its name says"),
        (lambda path: path.write_bytes(b"{}"), "not signed by the keys"),
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
    with pytest.raises(PublishError, match=r"2\.root\.json' is damaged, or not signed by the keys"):
        check(copy)


def test_a_root_that_has_expired_is_named_with_what_renews_it(copy: Published) -> None:
    root = Metadata.from_bytes(root_of(copy).read_bytes())
    root.signed.expires = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    root.sign(keys.load_signer(copy.keys, "root", None))
    for path in (root_of(copy), copy.out / "metadata" / "1.root.json"):
        path.write_bytes(root.to_bytes())
    with pytest.raises(PublishError, match=r"1\.root\.json' has expired") as error:
        check(copy)
    assert "publish rotate" in error.value.advice


def test_any_version_of_the_root_may_be_given_and_no_other_root(copy: Published, tmp_path: Path) -> None:
    for version in (1, 2):
        rotate(copy)
        earlier = copy.out / "metadata" / f"{version}.root.json"
        assert len(dataset.verify(copy.out, earlier, no_progress)) == 1
    other = tmp_path / "other"
    assert main(["publish", "keys", str(other), "--plain"]) == 0
    with pytest.raises(PublishError, match=r"other/root\.json' is not one of the roots"):
        dataset.verify(copy.out, other / keys.ROOT_FILE, no_progress)


@pytest.mark.parametrize("content", [b"", b"no root", b"{}", None])
def test_a_file_that_is_no_root_of_trust_is_named(built: Built, tmp_path: Path, content: bytes | None) -> None:
    given = tmp_path / "given.json"
    given.write_bytes(
        (built.published.out / "metadata" / "timestamp.json").read_bytes() if content is None else content
    )
    with pytest.raises(OptionError, match=r"given\.json' is not a root of trust"):
        dataset.verify(built.published.out, given, no_progress)
    with pytest.raises(OptionError, match="cannot be read"):
        dataset.verify(built.published.out, tmp_path, no_progress)


def test_a_list_past_its_date_is_named_with_what_renews_it(copy: Published) -> None:
    path = copy.out / "metadata" / "timestamp.json"
    timestamp = Metadata[Timestamp].from_bytes(path.read_bytes())
    timestamp.signed.expires = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    timestamp.sign(keys.load_signer(copy.keys, "timestamp", None))
    path.write_bytes(timestamp.to_bytes())
    with pytest.raises(PublishError, match=r"timestamp\.json' has expired") as error:
        check(copy)
    assert "publish refresh" in error.value.advice
    assert main(["publish", "refresh", str(copy.out), "--keys", str(copy.keys)]) == 0
    assert len(check(copy)) == 1
    publish_guidance(copy, b"advice", datetime.now(UTC) - timedelta(days=400))
    assert main(["publish", "refresh", str(copy.out), "--keys", str(copy.keys)]) == 1  # nobody would take it
    sign.refresh(copy.out, keys.load_signer(copy.keys, "timestamp", None), datetime.now(UTC))
    with pytest.raises(PublishError, match=r"2\.snapshot\.json' has expired") as error:
        check(copy)
    assert "publish build" in error.value.advice
