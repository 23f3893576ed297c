from __future__ import annotations

import json
import threading
import time
from datetime import datetime, timedelta

import pytest

from exposure_check.errors import OptionError, PublishError
from exposure_check.trust import sign

from .conftest import CONTENT, NAME, Client, days, now


def signed(publication, file):
    return json.loads(publication.read(f"metadata/{file}"))["signed"]


def test_versions_count_up_and_every_file_but_the_timestamp_keeps_its_name(publication):
    before = {path: path.read_bytes() for path in publication.out.rglob("*") if path.is_file()}
    publication.publish(b"second")
    after = {path: path.read_bytes() for path in publication.out.rglob("*") if path.is_file()}
    assert {path.name for path in before if after[path] != before[path]} == {"timestamp.json"}
    assert [
        signed(publication, file)["version"] for file in ("timestamp.json", "2.snapshot.json", "2.targets.json")
    ] == [2] * 3


def test_every_part_is_pinned_by_length_and_hash(publication):
    assert set(signed(publication, "timestamp.json")["meta"]["snapshot.json"]) == {"hashes", "length", "version"}
    assert set(signed(publication, "1.snapshot.json")["meta"]["targets.json"]) == {"hashes", "length", "version"}
    assert signed(publication, "1.targets.json")["targets"][NAME]["length"] == len(CONTENT)


@pytest.mark.parametrize(
    ("file", "role"),
    [
        ("timestamp.json", "timestamp"),
        ("1.snapshot.json", "snapshot"),
        ("1.targets.json", "targets"),
        ("1.root.json", "root"),
    ],
)
def test_each_role_expires_when_it_says(empty, file, role):
    at = now()
    empty.root = sign.create_root(empty.signers, at)
    empty.publish(at=at)
    expires = datetime.fromisoformat(signed(empty, file)["expires"])
    assert expires - at <= sign.LIFETIME[role]
    assert expires - at > sign.LIFETIME[role] - timedelta(seconds=2)


def test_a_refresh_changes_the_timestamp_alone(publication):
    before = {path: path.read_bytes() for path in publication.out.rglob("*") if path.is_file()}
    sign.refresh(publication.out, publication.signers["timestamp"], days(5))
    after = {path: path.read_bytes() for path in publication.out.rglob("*") if path.is_file()}
    assert set(before) == set(after)
    assert [path.name for path in before if before[path] != after[path]] == ["timestamp.json"]
    assert signed(publication, "timestamp.json")["version"] == 2


def test_there_is_nothing_to_refresh_where_nothing_was_published(tmp_path, made_keys):
    with pytest.raises(PublishError, match="no published list"):
        sign.refresh(tmp_path, made_keys[1]["timestamp"], now())


def test_a_folder_of_another_root_of_trust_is_left_alone(publication, other):
    before = {path: path.read_bytes() for path in publication.out.rglob("*") if path.is_file()}
    publication.root, publication.signers = other.root, other.signers
    with pytest.raises(PublishError, match="another root of trust"):
        publication.publish(b"second")
    assert {path: path.read_bytes() for path in publication.out.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff", b"other role"])
@pytest.mark.parametrize("file", ["timestamp.json", "1.snapshot.json", "1.targets.json"])
def test_a_damaged_list_is_named_and_not_signed_over(publication, file, damage):
    publication.write(f"metadata/{file}", publication.root if damage == b"other role" else damage)
    with pytest.raises(PublishError, match=file.replace(".", r"\.")):
        publication.publish(b"second")


@pytest.mark.parametrize("crash_at", range(1, 5))
def test_whenever_publishing_stops_a_reader_sees_the_old_list_and_the_next_run_succeeds(
    publication, tmp_path, monkeypatch, crash_at
):
    written = 0
    real = sign.write_atomically

    def failing(path, data):
        nonlocal written
        written += 1
        if written == crash_at:
            raise OSError(28, "No space left on device")
        real(path, data)

    monkeypatch.setattr(sign, "write_atomically", failing)
    with pytest.raises(OSError, match="No space"):
        publication.publish(b"second")
    monkeypatch.setattr(sign, "write_atomically", real)
    client = Client(publication, tmp_path / "state", publication.root)
    assert client.look() == CONTENT
    publication.publish(b"third")
    assert client.look() == b"third"


def unchanged(publication):
    return {path: path.read_bytes() for path in publication.out.rglob("*") if path.is_file()}


def test_a_timestamp_key_that_the_root_does_not_name_refreshes_nothing(publication, other):
    before = unchanged(publication)
    with pytest.raises(OptionError, match="timestamp key is not the one"):
        sign.refresh(publication.out, other.signers["timestamp"], now())
    assert unchanged(publication) == before


@pytest.mark.parametrize("role", ["targets", "snapshot", "timestamp"])
def test_a_key_that_the_root_does_not_name_publishes_nothing(publication, other, role):
    before = unchanged(publication)
    publication.signers[role] = other.signers[role]
    with pytest.raises(OptionError, match=f"{role} key is not the one"):
        publication.publish(b"second")
    assert unchanged(publication) == before


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff"])
def test_a_damaged_root_of_trust_is_named(empty, damage):
    empty.root = damage
    with pytest.raises(OptionError, match="root of trust is damaged"):
        empty.publish()


def test_metadata_of_another_role_is_no_root_to_publish_under(publication):
    with pytest.raises(OptionError, match="holds something else"):
        sign.holds_root(publication.out, publication.read("metadata/1.targets.json"))


def test_a_refresh_beside_a_build_waits_and_points_to_the_new_list(publication, client, monkeypatch):
    real, started = sign._next, threading.Event()

    def slow(metadata, role, *rest):
        if role == "timestamp":
            started.set()
            time.sleep(0.2)
        return real(metadata, role, *rest)

    monkeypatch.setattr(sign, "_next", slow)
    build = threading.Thread(target=publication.publish, args=(b"second",))
    build.start()
    started.wait()
    sign.refresh(publication.out, publication.signers["timestamp"], now())
    build.join()
    assert signed(publication, "timestamp.json")["version"] == 3
    assert client.look() == b"second"
