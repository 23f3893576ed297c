"""What a computer remembers of a signed list: enough to know an older one, and nothing that a server can see or set."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading

import pytest
from tuf.api.metadata import Metadata, Root
from tuf.ngclient import FetcherInterface, Updater

from exposure_check.errors import CheckError, ForkError, RollbackError, ThisComputerError
from exposure_check.trust import memory, sign

from .conftest import BASE, CONTENT, Client, Publication
from .test_verify import TIMESTAMP, chain, rotated

FILES = ["memory.json"]


def files_of(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.name != ".lock")


# --- no request depends on what a server served before


def test_every_lookup_of_one_published_state_asks_for_the_same(client):
    """The newest root seen was a cookie: visitor i was served roots up to i, and asked for the next one ever after."""
    client.look()
    first = list(client.asked)
    for _ in range(2):
        client.asked.clear()
        client.look()
        assert client.asked == first


def test_clients_that_have_seen_different_roots_ask_for_the_same(client, publication, tmp_path):
    others = []
    for newest in (1, 3, 7):
        visitor = Client(publication, tmp_path / f"visitor-{newest}", publication.root)
        chain(publication, visitor, newest)
        visitor.look()
        others.append(visitor)
    asked = []
    for visitor in [*others, client]:
        visitor.swapped.clear()
        chain(publication, visitor, newest=7)
        visitor.asked.clear()
        visitor.look()
        asked.append(visitor.asked)
    assert all(requests == asked[0] for requests in asked)


def test_a_memory_that_refuses_the_list_asks_for_the_same_as_one_that_does_not(client, publication, tmp_path):
    old = shutil.copytree(publication.out, tmp_path / "yesterday")
    publication.publish(b"second")
    client.look()
    client.publication = Publication(old, publication.signers, publication.root)
    client.asked.clear()
    with pytest.raises(RollbackError):
        client.look()
    fresh = Client(client.publication, tmp_path / "fresh", publication.root)
    fresh.look()
    assert client.asked == fresh.asked


# --- what an older or another list is recognised by


def test_the_chain_has_to_contain_the_remembered_root(client, publication, made_keys):
    """Retired root keys can sign a fork of the chain: it is as valid as the real one, but not the one that was seen."""
    root = Metadata[Root].from_bytes(publication.root)
    root.signed.version = 2
    root.sign(publication.signers["root"])
    client.swapped["metadata/2.root.json"] = root.to_bytes()
    client.look()
    root.signed.unrecognized_fields["fork"] = "another"
    root.sign(publication.signers["root"])
    client.swapped["metadata/2.root.json"] = root.to_bytes()
    with pytest.raises(ForkError):
        client.look()


def test_an_older_root_is_a_rollback(client, publication):
    chain(publication, client, newest=3)
    client.look()
    del client.swapped["metadata/3.root.json"]
    with pytest.raises(RollbackError):
        client.look()


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_other_bytes_under_an_equal_version_are_a_fork(client, publication, role):
    client.look()
    parts = {}
    for name in ("targets", "snapshot", "timestamp"):
        file = TIMESTAMP if name == "timestamp" else f"metadata/1.{name}.json"
        metadata = Metadata.from_bytes(publication.read(file))
        if name == "snapshot" and "targets" in parts:
            metadata.signed.meta["targets.json"] = sign.MetaFile.from_data(1, parts["targets"], ["sha256"])
        if name == "timestamp" and "snapshot" in parts:
            metadata.signed.snapshot_meta = sign.MetaFile.from_data(1, parts["snapshot"], ["sha256"])
        if name == role:
            metadata.signed.unrecognized_fields["other"] = 1
        if name == role or parts:
            metadata.sign(publication.signers[name])
            parts[name] = client.swapped[file] = metadata.to_bytes()
    with pytest.raises(ForkError):
        client.look()


def fast_forwarded(client, role):
    """A thief of the key of a role signs a version that no publisher will ever reach."""
    publication = client.publication
    for name in ("snapshot", "timestamp"):
        file = TIMESTAMP if name == "timestamp" else "metadata/1.snapshot.json"
        metadata = Metadata.from_bytes(publication.read(file))
        if name == role:
            metadata.signed.version = 1_000_000
        if name == "timestamp" and role == "snapshot":
            data = client.swapped["metadata/1000000.snapshot.json"]
            metadata.signed.snapshot_meta = sign.MetaFile.from_data(1_000_000, data, ["sha256"])
        metadata.sign(publication.signers[name])
        if name == "timestamp":
            client.swapped[TIMESTAMP] = metadata.to_bytes()
        elif role == "snapshot":
            client.swapped["metadata/1000000.snapshot.json"] = metadata.to_bytes()


@pytest.mark.parametrize("role", ["timestamp", "snapshot"])
def test_a_root_that_changes_the_keys_of_a_role_recovers_from_fast_forward(client, tmp_path, role):
    fast_forwarded(client, role)
    client.look()
    client.swapped.clear()
    with pytest.raises((RollbackError, ForkError)):
        client.look()
    rotated(client.publication, tmp_path / "new-keys")
    client.publication.publish(b"under new keys")
    assert client.look() == b"under new keys"


def test_a_root_that_leaves_the_keys_of_a_role_alone_forgives_nothing(client, publication):
    publication.publish(b"second")
    old = publication.read(TIMESTAMP)
    publication.publish(b"third")
    client.look()
    chain(publication, client, newest=2)
    client.swapped[TIMESTAMP] = old
    with pytest.raises(RollbackError):
        client.look()


def test_of_two_lookups_that_end_together_the_newer_list_stays(client, publication):
    older = publication.read(TIMESTAMP)
    remembering = memory.Memory(client.state)
    seen_at_start = remembering.read()
    publication.publish(b"second")
    client.look()
    newest = (client.state / "memory.json").read_bytes()
    from exposure_check.trust.verify import SignedList

    client.swapped[TIMESTAMP] = older
    assert remembering.keep(seen_at_start, SignedList(publication.root, BASE, client.get))
    assert (client.state / "memory.json").read_bytes() == newest


# --- nothing but that is kept, and its times say nothing


def test_the_memory_holds_versions_and_hashes_alone(client):
    client.look()
    assert files_of(client.state) == FILES
    remembered = json.loads((client.state / "memory.json").read_bytes())
    assert set(remembered) == {"format", "root", "roles"}
    assert all(set(part) == {"version", "sha256"} for part in [remembered["root"], *remembered["roles"].values()])


def test_the_times_of_file_and_folder_do_not_say_when_somebody_asked(client, publication):
    client.state = client.state / "trust" / "0123"
    for content in (b"first", b"first", b"second"):
        publication.publish(content)
        client.look()
        for path in (client.state.parent, client.state, *client.state.iterdir()):
            assert path.stat().st_mtime_ns == memory.TIME_NS, path
            assert path.stat().st_atime_ns == memory.TIME_NS or path.is_dir(), path


def test_a_lookup_of_a_list_already_seen_writes_nothing(client):
    client.look()
    before = (client.state / "memory.json").stat()
    client.look()
    after = (client.state / "memory.json").stat()
    assert (after.st_ino, after.st_ctime_ns) == (before.st_ino, before.st_ctime_ns)


def test_the_memory_belongs_to_this_user_alone(client):
    client.look()
    assert client.state.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in client.state.iterdir())


# --- a fault of this computer is told as one


@pytest.mark.parametrize(
    "damage",
    [b"", b"\xff", b"{}", b"null", b"[" * 5000, b'{"format": 2, "root": {}, "roles": {}}', b" " * (1 << 20)],
    ids=lambda damage: repr(damage[:20]),
)
def test_a_memory_that_cannot_be_read_is_said_and_not_begun_anew(client, damage):
    client.look()
    (client.state / "memory.json").write_bytes(damage)
    client.asked.clear()
    with pytest.raises(ThisComputerError) as caught:
        client.look()
    assert caught.value.page == "this_computer"
    assert str(client.state) in caught.value.message
    assert "delete the folder" in caught.value.advice
    assert client.asked == []
    shutil.rmtree(client.state)
    assert client.look() == CONTENT


def test_a_memory_that_is_a_folder_is_said(client):
    (client.state / "memory.json").mkdir(parents=True)
    with pytest.raises(ThisComputerError):
        client.look()


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(5, "I/O error")])
def test_a_disk_that_does_not_read_is_said(client, monkeypatch, error):
    def refused(*_):
        raise error

    monkeypatch.setattr(memory, "_open_quietly", refused)
    with pytest.raises(ThisComputerError):
        client.look()


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests(monkeypatch):
    monkeypatch.setattr(memory, "_in_process", {})


@pytest.mark.parametrize(
    "kind", ["file in the place of the folder", "full disk", "no permission", "no lock", "no home"]
)
def test_where_nothing_can_be_written_a_lookup_works_and_says_so(client, publication, tmp_path, monkeypatch, kind):
    if kind.startswith("file"):
        (tmp_path / "file").write_bytes(b"")
        client.state = tmp_path / "file" / "state"
    elif kind == "no home":
        client.state = None
    elif kind == "no lock":
        monkeypatch.setattr(memory, "FileLock", lambda *_, **__: (_ for _ in ()).throw(NotImplementedError))
    else:
        error = OSError(28, "No space left") if kind == "full disk" else PermissionError(13, "no")
        monkeypatch.setattr(memory.files, "write_atomically", lambda *_, **__: (_ for _ in ()).throw(error))
    old = publication.read(TIMESTAMP)
    publication.publish(b"second")
    assert client.look() == b"second"
    assert client.remembered is False
    assert client.look() == b"second"
    client.swapped[TIMESTAMP] = old  # remembered as long as the process lives
    with pytest.raises(RollbackError):
        client.look()


def test_a_link_in_the_place_of_the_folder_is_followed(client, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    client.state.symlink_to(tmp_path / "elsewhere")
    assert client.look() == CONTENT
    assert (tmp_path / "elsewhere" / "memory.json").is_file()


# --- what was kept before there was this memory


class _OverFolder(FetcherInterface):
    def __init__(self, client):
        self.client = client

    def _fetch(self, url):
        try:
            yield self.client.get(url, 1 << 20)
        except CheckError as error:
            from tuf.api.exceptions import DownloadHTTPError

            raise DownloadHTTPError("absent", 404) from error

    def fetch(self, url):
        return self._fetch(url)


@pytest.fixture
def legacy(client):
    """The folder as versions of this program left it that kept the metadata itself."""
    client.publication.publish(b"second")
    client.state.mkdir(mode=0o700)
    Updater(str(client.state), f"{BASE}/v1/metadata/", fetcher=_OverFolder(client), bootstrap=client.root).refresh()
    assert (client.state / "timestamp.json").is_file()
    client.asked.clear()
    return client


def test_an_old_memory_is_taken_over_and_its_files_go(legacy):
    assert legacy.look() == b"second"
    assert files_of(legacy.state) == FILES


def test_an_old_memory_recognises_an_older_list(legacy, tmp_path, made_keys):
    first = Publication(tmp_path / "first", legacy.publication.signers, legacy.root)
    first.publish(b"first")
    legacy.publication = first
    with pytest.raises((RollbackError, ForkError)):
        legacy.look()


@pytest.mark.parametrize("file", ["timestamp.json", "snapshot.json", "targets.json", "root_history/1.root.json"])
@pytest.mark.parametrize("damage", [b"", b"\xff", b"{}"])
def test_a_damaged_old_memory_is_said(legacy, file, damage):
    (legacy.state / file).write_bytes(damage)
    with pytest.raises(ThisComputerError):
        legacy.look()
    assert legacy.asked == []


def test_an_old_memory_without_its_roots_is_said(legacy):
    shutil.rmtree(legacy.state / "root_history")
    with pytest.raises(ThisComputerError):
        legacy.look()


# --- many at once


def test_800_lookups_at_once_lose_nothing(client, publication):
    """Five of 800 failed where each wrote files of its own kind into one folder."""
    failures = []

    def some():
        own = Client(client.publication, client.state, client.root)
        for _ in range(25):
            try:
                own.look()
                assert own.remembered
            except Exception as error:  # noqa: BLE001  # counted below
                failures.append(error)

    threads = [threading.Thread(target=some) for _ in range(32)]
    for thread in threads:
        thread.start()
    publication.publish(b"while they ask")
    for thread in threads:
        thread.join()
    assert failures == []
    assert client.look() == b"while they ask"


def test_processes_wait_for_each_other(client, tmp_path):
    client.look()
    script = (
        "import sys; from pathlib import Path; from filelock import FileLock\n"
        "with FileLock(Path(sys.argv[1]) / '.lock'):\n"
        "    print('held', flush=True); sys.stdin.readline()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(client.state)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        client.publication.publish(b"second")
        looking = threading.Thread(target=client.look)
        looking.start()
        looking.join(0.3)
        assert looking.is_alive()
        holder.stdin.write(b"\n")
        holder.stdin.close()
        looking.join(20)
        assert not looking.is_alive()
    finally:
        holder.kill()
        holder.stdout.close()
        holder.wait()
    assert client.remembered
