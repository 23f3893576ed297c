from __future__ import annotations

import json
import shutil

import pytest
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from exposure_check.errors import (
    CheckError,
    ExpiredError,
    MalformedError,
    MixedRepositoryError,
    NetworkError,
    OldProfileError,
    RollbackError,
    ServerBusyError,
    ServerError,
    SignatureError,
    TrustError,
    UnsupportedError,
)
from exposure_check.trust import keys, root_of_trust, sign, verify

from .conftest import CONTENT, NAME, Client, Publication, days, now

TIMESTAMP = "metadata/timestamp.json"


def flipped(data, position):
    spoilt = bytearray(data)
    spoilt[position] ^= 1
    return bytes(spoilt)


def with_signature_changed(data):
    document = json.loads(data)
    first = document["signatures"][0]
    first["sig"] = ("0" if first["sig"][0] != "0" else "1") + first["sig"][1:]
    return json.dumps(document).encode()


def changed(data, change):
    """The metadata with its signed part changed and the old signature kept."""
    document = json.loads(data)
    change(document["signed"])
    return json.dumps(document).encode()


# --- what must work


def test_a_fresh_client_gets_the_signed_bytes(client):
    assert client.look() == CONTENT


def test_a_client_asks_for_the_same_files_whatever_it_wants_to_know(client):
    client.look()
    assert client.asked[:4] == [
        "metadata/2.root.json",
        TIMESTAMP,
        "metadata/1.snapshot.json",
        "metadata/1.targets.json",
    ]
    assert len(client.asked) == 5
    assert client.asked[4].startswith("targets/catalogues/")


def test_a_new_list_is_taken(client):
    client.look()
    client.publication.publish(b"second")
    assert client.look() == b"second"


def test_targets_published_earlier_stay_in_the_list(client):
    client.publication.publish(b"for Sweden", "catalogues/se.personnummer.json")
    assert client.look() == CONTENT
    assert client.look("catalogues/se.personnummer.json") == b"for Sweden"


def test_a_refreshed_timestamp_is_taken(client):
    client.look()
    sign.refresh(client.publication.out, client.publication.signers["timestamp"], days(3))
    assert client.look() == CONTENT


def rotated(publication, folder, version=2):
    """A root of version 2 with new keys for every role, signed by the old root key and the new."""
    old, new = publication.signers, keys.create(folder, None)
    root = Metadata[Root].from_bytes(sign.create_root(new, now()))
    root.signed.version = version
    root.signatures.clear()
    root.sign(old["root"])
    root.sign(new["root"], append=True)
    publication.write(f"metadata/{version}.root.json", root.to_bytes())
    publication.signers = new
    return root


def test_a_rotated_root_is_followed_and_the_new_keys_are_trusted(client, tmp_path):
    client.look()
    rotated(client.publication, tmp_path / "new-keys")
    client.publication.publish(b"under new keys")
    assert client.look() == b"under new keys"


def test_a_client_that_never_asked_before_follows_the_rotation_too(client, tmp_path):
    rotated(client.publication, tmp_path / "new-keys")
    client.publication.publish(b"under new keys")
    assert client.look() == b"under new keys"


@pytest.fixture
def thief(monkeypatch):
    """Someone who does not mind that the root of trust does not name her keys."""
    monkeypatch.setattr(sign, "_refuse_unknown", lambda _root, _signers: None)


@pytest.mark.usefixtures("thief")
def test_after_a_rotation_the_old_keys_are_worth_nothing(client, tmp_path):
    stolen = dict(client.publication.signers)
    rotated(client.publication, tmp_path / "new-keys")
    client.publication.publish(b"under new keys")
    client.look()
    client.publication.signers = stolen
    client.publication.publish(b"by the thief")
    with pytest.raises(SignatureError):
        client.look()


# --- attacks


def test_timestamp_rollback_is_refused(client):
    old = client.publication.read(TIMESTAMP)
    client.publication.publish(b"second")
    assert client.look() == b"second"
    client.swapped[TIMESTAMP] = old
    with pytest.raises(RollbackError):
        client.look()


def test_rollback_of_the_whole_repository_is_refused(client, tmp_path):
    shutil.copytree(client.publication.out, tmp_path / "yesterday")
    client.publication.publish(b"second")
    assert client.look() == b"second"
    client.publication.out = tmp_path / "yesterday"
    with pytest.raises(RollbackError):
        client.look()


def test_snapshot_rollback_under_a_new_timestamp_is_refused(client):
    client.publication.publish(b"second")
    client.look()
    old = client.publication.read("metadata/1.snapshot.json")
    timestamp = Metadata[Timestamp].from_bytes(client.publication.read(TIMESTAMP))
    timestamp.signed.version += 1
    timestamp.signed.snapshot_meta = sign.MetaFile.from_data(1, old, ["sha256"])
    timestamp.sign(client.publication.signers["timestamp"])
    client.swapped[TIMESTAMP] = timestamp.to_bytes()
    with pytest.raises(RollbackError):
        client.look()


def test_targets_rollback_under_a_new_snapshot_is_refused(client):
    publication = client.publication
    publication.publish(b"second")
    client.look()
    snapshot = Metadata[Snapshot].from_bytes(publication.read("metadata/2.snapshot.json"))
    snapshot.signed.version = 3
    snapshot.signed.meta["targets.json"] = sign.MetaFile.from_data(
        1, publication.read("metadata/1.targets.json"), ["sha256"]
    )
    snapshot.sign(publication.signers["snapshot"])
    timestamp = Metadata[Timestamp].from_bytes(publication.read(TIMESTAMP))
    timestamp.signed.version = 3
    timestamp.signed.snapshot_meta = sign.MetaFile.from_data(3, snapshot.to_bytes(), ["sha256"])
    timestamp.sign(publication.signers["timestamp"])
    client.swapped |= {"metadata/3.snapshot.json": snapshot.to_bytes(), TIMESTAMP: timestamp.to_bytes()}
    with pytest.raises(RollbackError):
        client.look()


def test_rollback_memory_survives_a_refused_answer(client):
    old = client.publication.read(TIMESTAMP)
    client.publication.publish(b"second")
    client.look()
    for _ in range(2):
        client.swapped[TIMESTAMP] = old
        with pytest.raises(RollbackError):
            client.look()
    client.swapped.clear()
    assert client.look() == b"second"


def test_expired_timestamp_is_a_freeze(empty, tmp_path):
    empty.publish(at=days(-15))  # a timestamp lives for 14 days
    with pytest.raises(ExpiredError) as caught:
        Client(empty, tmp_path / "state", empty.root).look()
    assert "date" in caught.value.advice


def test_a_list_held_back_after_a_first_look_is_a_freeze(empty, tmp_path):
    empty.publish(at=days(-13))
    client = Client(empty, tmp_path / "state", empty.root)
    assert client.look() == CONTENT
    sign.refresh(empty.out, empty.signers["timestamp"], days(-20))
    with pytest.raises(ExpiredError):
        client.look()


def test_an_expired_snapshot_and_targets_are_a_freeze_even_under_a_fresh_timestamp(empty, tmp_path):
    empty.publish(at=days(-366))
    sign.refresh(empty.out, empty.signers["timestamp"], now())
    with pytest.raises(ExpiredError):
        Client(empty, tmp_path / "state", empty.root).look()


def test_an_expired_root_is_a_freeze(publication, tmp_path):
    publication.root = sign.create_root(publication.signers, days(-366))
    with pytest.raises(ExpiredError):
        Client(publication, tmp_path / "state", publication.root).look()


@pytest.mark.parametrize("file", [TIMESTAMP, "metadata/1.snapshot.json", "metadata/1.targets.json"])
def test_wrong_signature_is_refused(client, file):
    client.swapped[file] = with_signature_changed(client.publication.read(file))
    # the hash of snapshot and targets is signed one level up, so there the change shows before the signature does
    with pytest.raises(SignatureError if file == TIMESTAMP else MixedRepositoryError):
        client.look()


def sign_chain(client, role, data):
    """Serve `data` as snapshot or targets of version 1, with the hashes above it signed anew by the honest keys."""
    publication = client.publication
    if role == "targets":
        client.swapped["metadata/1.targets.json"] = data
        snapshot = Metadata[Snapshot].from_bytes(publication.read("metadata/1.snapshot.json"))
        snapshot.signed.meta["targets.json"] = sign.MetaFile.from_data(1, data, ["sha256"])
        snapshot.sign(publication.signers["snapshot"])
        data = snapshot.to_bytes()
    client.swapped["metadata/1.snapshot.json"] = data
    timestamp = Metadata[Timestamp].from_bytes(publication.read(TIMESTAMP))
    timestamp.signed.snapshot_meta = sign.MetaFile.from_data(1, data, ["sha256"])
    timestamp.sign(publication.signers["timestamp"])
    client.swapped[TIMESTAMP] = timestamp.to_bytes()


@pytest.mark.parametrize("role", ["snapshot", "targets"])
def test_wrong_signature_under_right_hashes_is_refused(client, role):
    sign_chain(client, role, with_signature_changed(client.publication.read(f"metadata/1.{role}.json")))
    with pytest.raises(SignatureError):
        client.look()


@pytest.mark.usefixtures("thief")
@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_a_role_signed_by_the_key_of_another_role_is_refused(client, role):
    other = "timestamp" if role != "timestamp" else "snapshot"
    client.publication.signers[role] = client.publication.signers[other]
    client.publication.publish(b"second")
    with pytest.raises(SignatureError):
        client.look()


def test_metadata_without_any_signature_is_refused(client):
    document = json.loads(client.publication.read(TIMESTAMP))
    client.swapped[TIMESTAMP] = json.dumps({**document, "signatures": []}).encode()
    with pytest.raises(SignatureError):
        client.look()


def test_a_changed_expiry_breaks_the_signature(client):
    client.swapped[TIMESTAMP] = changed(
        client.publication.read(TIMESTAMP), lambda signed: signed.update(expires="2999-01-01T00:00:00Z")
    )
    with pytest.raises(SignatureError):
        client.look()


def test_mixed_repositories_are_refused(client):
    client.publication.publish(b"second")
    # the snapshot of the second publication with the targets of the first
    client.swapped["metadata/2.targets.json"] = client.publication.read("metadata/1.targets.json")
    with pytest.raises(MixedRepositoryError):
        client.look()


def test_the_snapshot_of_another_publication_is_refused(client):
    client.publication.publish(b"second")
    client.swapped["metadata/2.snapshot.json"] = client.publication.read("metadata/1.snapshot.json")
    with pytest.raises(MixedRepositoryError):
        client.look()


@pytest.mark.parametrize("swap", [lambda data: b"x" * len(data), lambda data: data + b" ", lambda data: data[:-1]])
def test_a_swapped_target_is_refused(client, swap):
    path = client.publication.target()
    path.write_bytes(swap(CONTENT))
    with pytest.raises((MixedRepositoryError, MalformedError)):
        client.look()


def test_the_target_of_an_earlier_list_is_refused(client):
    old = client.publication.target().read_bytes()
    client.publication.publish(b"x" * len(old))
    client.publication.target().write_bytes(old)
    with pytest.raises(MixedRepositoryError):
        client.look()


@pytest.mark.parametrize("file", [TIMESTAMP, "metadata/1.snapshot.json", "metadata/1.targets.json"])
def test_metadata_of_another_root_of_trust_is_refused(client, other, file):
    client.swapped[file] = other.read(file)
    with pytest.raises(SignatureError if file == TIMESTAMP else TrustError):
        client.look()


def test_the_whole_repository_of_another_publisher_is_refused(client, other):
    client.publication.out = other.out
    with pytest.raises(SignatureError):
        client.look()


@pytest.mark.parametrize("signers", [["new"], ["old"], []])
def test_a_new_root_needs_the_signatures_of_the_old_root_and_the_new(client, tmp_path, signers):
    old = dict(client.publication.signers)
    root = rotated(client.publication, tmp_path / "new-keys")
    root.signatures.clear()
    for name in signers:
        root.sign({"old": old, "new": client.publication.signers}[name]["root"], append=True)
    client.publication.write("metadata/2.root.json", root.to_bytes())
    with pytest.raises(SignatureError):
        client.look()


def test_a_root_that_skips_a_version_is_refused(client, tmp_path):
    root = rotated(client.publication, tmp_path / "new-keys", version=3)
    client.swapped["metadata/2.root.json"] = root.to_bytes()
    with pytest.raises(TrustError):
        client.look()


def test_the_same_root_again_does_not_pass_for_a_new_one(client):
    client.swapped["metadata/2.root.json"] = client.root
    with pytest.raises(RollbackError):
        client.look()


def chain(publication, client, newest):
    """Serve roots up to the version `newest`, each signed by the same keys."""
    root = Metadata[Root].from_bytes(publication.root)
    for version in range(2, newest + 1):
        root.signed.version = version
        root.sign(publication.signers["root"])
        client.swapped[f"metadata/{version}.root.json"] = root.to_bytes()


def test_64_rotations_are_followed_and_the_next_has_to_be_absent(publication, client):
    chain(publication, client, newest=65)
    assert client.look() == CONTENT
    assert "metadata/66.root.json" in client.asked


def test_a_root_after_the_64th_ends_the_lookup_by_name(publication, client):
    """The walk stopped there in silence: a root beyond it that revokes a key was never seen."""
    chain(publication, client, newest=80)
    with pytest.raises(OldProfileError):
        client.look()
    assert len([path for path in client.asked if path.endswith(".root.json")]) == verify.LIMITS.max_root_rotations + 1
    assert TIMESTAMP not in client.asked


@pytest.mark.parametrize(
    "file", [TIMESTAMP, "metadata/2.root.json", "metadata/1.snapshot.json", "metadata/1.targets.json"]
)
@pytest.mark.parametrize(
    "garbage",
    [b"", b"{}", b"null", b"\xff\xfe", b"[" * 10_000, b'{"signed": {}, "signatures": []}', b"<html>login</html>"],
)
def test_garbage_for_metadata_is_a_trust_error(client, file, garbage):
    client.swapped[file] = garbage
    with pytest.raises(TrustError):
        client.look()


@pytest.mark.parametrize(
    "file", [TIMESTAMP, "metadata/2.root.json", "metadata/1.snapshot.json", "metadata/1.targets.json"]
)
def test_oversized_metadata_is_refused(client, file):
    client.swapped[file] = b" " * (2 << 20)
    with pytest.raises(TrustError):
        client.look()


@pytest.mark.parametrize("file", [TIMESTAMP, "metadata/1.snapshot.json", "metadata/1.targets.json"])
@pytest.mark.parametrize("status", [403, 404])
def test_missing_metadata_is_a_server_error_and_not_an_empty_answer(client, file, status):
    client.swapped[file] = ServerError("absent", status=status)
    with pytest.raises(ServerError) as caught:
        client.look()
    assert caught.value.status == status


def test_a_missing_target_file_is_a_server_error_and_not_an_empty_answer(client):
    client.publication.target().unlink()
    with pytest.raises(ServerError):
        client.look()


def test_a_name_that_is_not_in_the_list_has_no_bytes(client):
    assert client.look("catalogues/se.personnummer.json") is None


@pytest.mark.parametrize(
    "error",
    [ServerError("500", status=500), ServerBusyError("busy", retry_after=7), NetworkError("gone"), CheckError("other")],
)
@pytest.mark.parametrize("file", [TIMESTAMP, "metadata/2.root.json", "metadata/1.snapshot.json"])
def test_a_failure_of_the_network_passes_through_as_it_is(client, file, error):
    client.swapped[file] = error
    with pytest.raises(type(error)) as caught:
        client.look()
    assert caught.value is error


def test_a_target_larger_than_the_client_takes_is_refused_before_it_is_fetched(client):
    with pytest.raises(TrustError, match="larger"):
        client.look(max_bytes=len(CONTENT) - 1)
    assert not [path for path in client.asked if path.startswith("targets/")]


def test_a_target_under_another_hash_than_sha_256_is_found(client):
    publication = client.publication
    targets = Metadata[Targets].from_bytes(publication.read("metadata/1.targets.json"))
    described = TargetFile.from_data(NAME, CONTENT, ["sha512"])
    targets.signed.targets[NAME] = described
    targets.sign(publication.signers["targets"])
    sign_chain(client, "targets", targets.to_bytes())
    client.swapped[f"targets/catalogues/{described.hashes['sha512']}.fi.hetu.json"] = CONTENT
    assert client.look() == CONTENT


# --- what a client believes of itself


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_a_signed_length_never_overrides_what_a_client_takes(client, role):
    """The key of the timestamp alone made a client fetch a snapshot of 200 MB."""
    publication = client.publication
    if role == "timestamp":
        client.swapped[TIMESTAMP] = b" " * (verify.LIMITS.timestamp_max_length + 1)
    elif role == "snapshot":
        timestamp = Metadata[Timestamp].from_bytes(publication.read(TIMESTAMP))
        timestamp.signed.snapshot_meta.length = 200 << 20
        timestamp.sign(publication.signers["timestamp"])
        client.swapped[TIMESTAMP] = timestamp.to_bytes()
    else:
        snapshot = Metadata[Snapshot].from_bytes(publication.read("metadata/1.snapshot.json"))
        snapshot.signed.meta["targets.json"].length = 200 << 20
        snapshot.sign(publication.signers["snapshot"])
        sign_chain(client, "snapshot", snapshot.to_bytes())
    with pytest.raises(TrustError, match="larger") as caught:
        client.look()
    assert type(caught.value) is TrustError
    assert f"metadata/1.{role}.json" not in client.asked
    assert all(limit <= verify.LIMITS.targets_max_length for limit in client.limits)


@pytest.mark.parametrize(("days_ahead", "believed"), [(30, True), (32, False), (3650, False)])
def test_a_timestamp_that_claims_to_hold_for_ever_is_not_believed(client, days_ahead, believed):
    timestamp = Metadata[Timestamp].from_bytes(client.publication.read(TIMESTAMP))
    timestamp.signed.expires = days(days_ahead).replace(microsecond=0)
    timestamp.sign(client.publication.signers["timestamp"])
    client.swapped[TIMESTAMP] = timestamp.to_bytes()
    if believed:
        assert client.look() == CONTENT
        return
    with pytest.raises(ExpiredError, match="31 days"):
        client.look()


@pytest.mark.parametrize("year", ["0001", "9999"])
@pytest.mark.parametrize("file", [TIMESTAMP, "metadata/1.snapshot.json", "metadata/1.targets.json"])
def test_dates_at_the_ends_of_the_calendar_are_no_fault_of_the_program(client, file, year):
    def change(signed):
        signed["expires"] = f"{year}-01-01T00:00:00Z"

    role = file.removesuffix(".json").rpartition(".")[2].rpartition("/")[2]
    kind = {"timestamp": Timestamp, "snapshot": Snapshot, "targets": Targets}[role]
    metadata = Metadata[kind].from_bytes(changed(client.publication.read(file), change))
    metadata.sign(client.publication.signers[role])
    if role == "timestamp":
        client.swapped[file] = metadata.to_bytes()
    else:
        sign_chain(client, role, metadata.to_bytes())
    if year == "9999" and role != "timestamp":
        assert client.look() == CONTENT
        return
    with pytest.raises((ExpiredError, SignatureError)):  # the library writes the year 1 in another way than it came
        client.look()


@pytest.mark.parametrize("consistent", [False, None])
def test_a_root_without_consistent_snapshots_is_refused_by_name(publication, tmp_path, consistent):
    root = Metadata[Root].from_bytes(publication.root)
    root.signed.consistent_snapshot = consistent
    root.sign(publication.signers["root"])
    with pytest.raises(UnsupportedError, match="consistent"):
        Client(publication, tmp_path / "state", root.to_bytes()).look()


@pytest.mark.parametrize("file", [TIMESTAMP, "metadata/2.root.json"])
def test_a_later_specification_is_unsupported_and_no_bad_signature(client, file):
    source = "metadata/1.root.json" if "root" in file else file
    data = client.root if "root" in file else client.publication.read(source)
    client.swapped[file] = changed(data, lambda signed: signed.update(spec_version="2.0.0"))
    with pytest.raises(UnsupportedError):
        client.look()


def test_a_part_newer_than_the_one_that_was_signed_is_no_rollback(client):
    publication = client.publication
    data = publication.read("metadata/1.targets.json")
    targets = Metadata[Targets].from_bytes(data)
    targets.signed.version = 5
    targets.sign(publication.signers["targets"])
    sign_chain(client, "targets", targets.to_bytes())
    with pytest.raises(MixedRepositoryError):
        client.look()


@pytest.mark.parametrize(
    "hash_of_file", ["a" * 64 + "?x=1", "../" * 10 + "a" * 34, "a" * 32 + "#", "a/" * 16, "", "A" * 64]
)
def test_what_is_no_hash_never_becomes_part_of_an_address(client, hash_of_file):
    publication = client.publication
    targets = Metadata[Targets].from_bytes(publication.read("metadata/1.targets.json"))
    targets.signed.targets[NAME].hashes = {"sha256": hash_of_file}
    targets.sign(publication.signers["targets"])
    sign_chain(client, "targets", targets.to_bytes())
    with pytest.raises(TrustError):
        client.look()
    assert not [path for path in client.asked if path.startswith("targets/")]


def test_delegations_are_not_followed(client):
    """On purpose (`docs/protocol.md`, section 7): one publisher, one table of contents."""
    publication = client.publication
    targets = Metadata[Targets].from_bytes(publication.read("metadata/1.targets.json"))
    key = publication.signers["targets"].public_key
    role = DelegatedRole("more", [key.keyid], 1, True, paths=["catalogues/*"])
    targets.signed.delegations = Delegations({key.keyid: key}, {"more": role})
    targets.sign(publication.signers["targets"])
    sign_chain(client, "targets", targets.to_bytes())
    assert client.look("catalogues/se.personnummer.json") is None
    assert not [path for path in client.asked if "more" in path]


# --- the root of trust itself


def test_a_root_signed_by_its_own_keys_passes(publication):
    root_of_trust.check_root(publication.root)


@pytest.mark.parametrize("file", [TIMESTAMP, "metadata/1.snapshot.json", "metadata/1.targets.json"])
def test_metadata_of_another_role_is_no_root(publication, file):
    with pytest.raises(SignatureError):
        root_of_trust.check_root(publication.read(file))


def test_an_unsigned_or_changed_root_is_refused(publication):
    document = json.loads(publication.root)
    for spoilt in (
        json.dumps({**document, "signatures": []}).encode(),
        with_signature_changed(publication.root),
        changed(publication.root, lambda signed: signed.update(version=2)),
        changed(publication.root, lambda signed: signed["roles"]["targets"].update(threshold=2)),
    ):
        with pytest.raises(SignatureError):
            root_of_trust.check_root(spoilt)


def test_a_root_signed_by_the_key_of_another_role_is_refused(publication):
    root = Metadata[Root].from_bytes(publication.root)
    root.signatures.clear()
    root.sign(publication.signers["targets"])
    with pytest.raises(SignatureError):
        root_of_trust.check_root(root.to_bytes())


@pytest.mark.parametrize(
    "garbage", [b"", b"{}", b"null", b"[]", b"\xff", b"[" * 10_000, b'{"signed": {"_type": "root"}}']
)
def test_garbage_is_no_root(garbage):
    with pytest.raises(SignatureError):
        root_of_trust.check_root(garbage)


@pytest.mark.parametrize("garbage", [b"", b"{}", b"null", b"[" * 10_000])
def test_a_profile_with_garbage_for_a_root_trusts_nothing(client, garbage):
    client.root = garbage
    with pytest.raises(TrustError):
        client.look()
    assert client.asked == []


def test_no_publication_is_a_server_error(made_keys, tmp_path):
    _, signers = made_keys
    nothing = Publication(tmp_path / "nothing", dict(signers), sign.create_root(signers, now()))
    with pytest.raises(ServerError):
        Client(nothing, tmp_path / "state", nothing.root).look()
