"""What is taken up and what is refused: a list verifies whole, or the one before it goes on."""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from exposure_check.errors import PublishError, ServeError
from exposure_check.protocol import catalogue, voprf
from exposure_check.publisher.verify import dataset as dataset_of
from exposure_check.server import published
from exposure_check.server.app import Service, application
from exposure_check.server.rate import unlimited
from exposure_check.trust import keys, sign
from tests.support.memory_service import publish
from tests.support.operated import copied, rebuild

from .conftest import ask


def kept(publication):
    return [pair.key_id for pair in keys.all_voprf(publication.keys, None)]


def load(publication, root=None, before=None):
    return published.load(publication.out, root, kept(publication), before)


def dataset(publication):
    [path] = (publication.out / "datasets").iterdir()
    return path


def answers(served, path):
    return ask(application(Service(served, {}, unlimited)), "GET", path).status


def test_what_is_published_is_taken_up_whole(publication):
    served = load(publication)
    assert served.version == 1
    assert served.is_current
    assert served.current == {dataset(publication).name}
    assert set(served.key_ids) == set(kept(publication))
    for path in publication.out.rglob("*"):
        if path.is_file():
            name = str(path.relative_to(publication.out))
            assert answers(served, f"/v1/{name}") == 200, name


def test_a_root_of_trust_can_be_named(publication, altered):
    assert load(publication, publication.root).version == 1
    stranger = sign.create_root(keys.create(altered.folder / "others", None), datetime.now(UTC))
    with pytest.raises(ServeError, match="another publisher"):
        load(publication, stranger)


def test_a_list_of_a_form_to_come_is_named_as_too_new_and_not_as_damaged(altered):
    described = msgspec.json.decode(catalogue.serialise(altered.catalogue())) | {"suite": "XC1-DEMO/3"}
    altered.sign_targets({"catalogues/fi.hetu.json": msgspec.json.encode(described)})
    with pytest.raises(ServeError, match="of a form that this version does not know") as error:
        load(altered)
    assert "newest version of the server" in error.value.advice
    with pytest.raises(PublishError, match=r"cannot be read\. The list uses a suite or a form") as error:
        dataset_of.verify(altered.out, altered.keys / keys.ROOT_FILE, lambda *_: None)
    assert "newest version" in error.value.advice


def test_a_folder_without_a_list_is_named(tmp_path):
    for present in ("", "metadata", "targets"):
        (tmp_path / "out" / present).mkdir(parents=True)
        with pytest.raises(ServeError, match="no published list") as caught:
            published.load(tmp_path / "out", None, None)
        assert "publish build" in caught.value.advice
    with pytest.raises(ServeError, match="no folder"):
        published.load(tmp_path / "absent", None, None)


def cut(path):
    path.write_bytes(path.read_bytes()[:-9])


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def link(path):
    moved = path.parents[3] / f"moved-{secrets.token_hex(4)}"
    path.rename(moved)
    path.symlink_to(moved)


@pytest.mark.parametrize("damage", [cut, flip, os.unlink, link], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize(
    "place",
    ["metadata/1.root.json", "metadata/timestamp.json", "metadata/1.snapshot.json", "metadata/1.targets.json",
     "targets/catalogues/*", "datasets/*/buckets/77", "datasets/*/pack"],
)  # fmt: skip
def test_a_half_copied_list_is_refused_and_named(altered, place, damage):
    [path] = altered.out.glob(place)
    damage(path)
    with pytest.raises(ServeError) as caught:
        load(altered)
    assert str(altered.out.resolve()) in caught.value.message
    assert "77" not in caught.value.message.replace(str(altered.out), "").replace(dataset(altered).name, "")


def test_a_list_of_another_key_is_refused_and_the_key_named(publication):
    with pytest.raises(ServeError, match=kept(publication)[0]) as caught:
        published.load(publication.out, None, [voprf.generate_key_pair().key_id])
    assert "keys/voprf" in caught.value.advice
    assert published.load(publication.out, None, None).version == 1, "files alone need no key"


@pytest.mark.parametrize("place", ["", "metadata", "targets", "datasets"])
def test_a_folder_that_everyone_may_write_to_is_refused(altered, place):
    (altered.out / place).chmod(0o777)
    with pytest.raises(ServeError, match="Everyone may write") as caught:
        load(altered)
    assert "chmod o-w" in caught.value.advice


def test_a_list_past_its_date_is_refused_with_the_command_that_renews_it(altered):
    signers = keys.load_signers(altered.keys, None)
    sign.publish(altered.out, altered.root, signers, {}, datetime.now(UTC) - timedelta(days=400))
    with pytest.raises(ServeError, match="has expired") as caught:
        load(altered)
    assert "publish refresh" in caught.value.advice


def test_an_older_list_and_another_publishers_do_not_follow(altered, tmp_path):
    older = copied(altered, tmp_path / "older")
    rebuild(altered)
    before = load(altered)
    with pytest.raises(ServeError, match="older"):
        load(older, before=before)
    foreign = publish(tmp_path / "foreign")
    with pytest.raises(ServeError, match="another publisher"):
        load(foreign, before=before)


def test_whoever_is_in_the_middle_of_a_lookup_finishes_with_the_list_before(altered, tmp_path):
    first = load(altered)
    asked = [f"/v1/{name}" for name in first.files] + [
        f"/v1/datasets/{dataset(altered).name}/{rest}" for rest in ("buckets/5", "pack")
    ]
    rebuild(altered, new_key=True)
    second = load(altered, before=first)
    assert second.version == 2 and second.current != first.current
    assert [answers(second, path) for path in asked] == [200] * len(asked)
    assert second.files["metadata/timestamp.json"] != first.files["metadata/timestamp.json"]
    # and at a new start, what earlier signatures still vouch for
    again = load(altered)
    assert [answers(again, path) for path in asked[:-1]] == [200] * (len(asked) - 1)


def test_after_a_folder_was_replaced_whole_the_list_before_is_still_there(altered, tmp_path):
    link_ = tmp_path / "current"
    link_.symlink_to(altered.out)
    first = published.load(link_, None, kept(altered))
    following = copied(altered, tmp_path / "following")
    old = dataset(altered).name
    rebuild(following)
    shutil.rmtree(following.out / "datasets" / old)
    link_.unlink()
    link_.symlink_to(following.out)
    second = published.load(link_, None, kept(altered), first)
    assert answers(second, f"/v1/datasets/{old}/buckets/5") == 200
    [new] = second.current
    assert answers(second, f"/v1/datasets/{new}/pack") == 200


def test_earlier_lists_that_are_damaged_are_left_out_and_stop_nothing(altered):
    old = dataset(altered)
    rebuild(altered)
    flip(altered.out / "metadata" / "1.targets.json")
    served = load(altered)
    assert served.version == 2
    assert answers(served, "/v1/metadata/1.targets.json") == 404
    assert answers(served, f"/v1/datasets/{old.name}/buckets/5") == 404


def test_what_is_kept_of_earlier_lists_does_not_grow_with_every_list():
    kept = {}
    for version in range(1000):
        kept = published._joined(kept, {f"{version}.{name}": b"" for name in range(5)})
    assert len(kept) == 5 * 17
    assert "999.0" in kept and "983.0" in kept and "900.0" not in kept


def laid_for(publication, seconds):
    """Make the newest list look as if it had lain there for so long."""
    newest = max((publication.out / "metadata").glob("*.targets.json"), key=lambda path: int(path.name.split(".")[0]))
    os.utime(newest, (newest.stat().st_mtime - seconds,) * 2)


@pytest.mark.parametrize("running", [True, False], ids=["running", "started anew"])
def test_a_data_set_that_no_catalogue_names_is_served_for_an_hour_and_no_longer(altered, running):
    before = load(altered)
    old = dataset(altered).name
    asked = f"/v1/datasets/{old}/buckets/5"
    rebuild(altered)
    assert not published.is_earlier_over(altered.out)
    served = load(altered, before=before if running else None)
    assert (answers(served, asked), served.dropped) == (200, frozenset())
    laid_for(altered, published.UNDER_WAY_SECONDS + 60)
    assert published.is_earlier_over(altered.out)
    served = load(altered, before=served if running else None)
    assert (answers(served, asked), served.dropped) == (404, {old})
    [new] = served.current
    assert answers(served, f"/v1/datasets/{new}/buckets/5") == 200
    assert answers(served, "/v1/metadata/timestamp.json") == 200


def test_a_data_set_that_no_list_ever_named_is_not_served_and_said_to_be_there(altered):
    stranger = "ab" * 16
    shutil.copytree(dataset(altered), altered.out / "datasets" / stranger)
    served = load(altered)
    assert served.dropped == {stranger}
    assert answers(served, f"/v1/datasets/{stranger}/buckets/5") == 404


@pytest.mark.parametrize("left", ["notes.targets.json", "1x.targets.json", "0.targets.json"])
def test_an_odd_name_beside_the_list_keeps_what_earlier_lists_named(altered, left):
    laid_for(altered, 2 * published.UNDER_WAY_SECONDS)
    (altered.out / "metadata" / left).write_bytes(b"")
    assert isinstance(published.is_earlier_over(altered.out), bool)
    assert load(altered).version == 1
