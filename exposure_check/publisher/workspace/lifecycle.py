"""How a work folder begins, is claimed, goes on and ends."""

from __future__ import annotations

import hmac
import secrets
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from exposure_check.errors import PublishError
from exposure_check.files import LOCK_FILE, exclusive, is_leftover, make_private_folder
from exposure_check.publisher.workspace.storage import KEPT, Folder
from exposure_check.publisher.workspace.workspace import (
    FORMAT,
    LABELS,
    PUBLISHED,
    READ,
    RECORDS,
    ROWS,
    STATE_FILE,
    STRETCHED,
    State,
    Workspace,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.publisher.workspace.storage import Storage

_DISPOSABLE = (ROWS, READ, LABELS, RECORDS)  # once the data set is signed
_KEPT = "kept"  # in the place of a digest of options: no build goes on from there


@contextmanager
def claimed(storage: Storage) -> Iterator[None]:
    """Keep a work folder for this process while the block runs; raises `PublishError` where another one has it.

    The claim ends with the process, however that ends. The storages of fsspec have no locks, and two builds there are
    not told of each other.
    """
    refuse_foreign(storage)
    if not isinstance(storage, Folder):
        yield
        return
    make_private_folder(storage.path)
    with ExitStack() as at_the_end:
        at_the_end.callback(storage.delete)  # the folder, where the build left nothing in it
        try:
            at_the_end.enter_context(exclusive(storage.path, wait=False))
        except BlockingIOError:
            raise PublishError(
                f"Another build is at work in '{storage}'.", advice="Wait for it, or stop it and run this again."
            ) from None
        yield


def begin_or_resume(
    storage: Storage, voprf_keys: KeyPair, options_digest: bytes, suite: str, partition_bits: int
) -> Workspace:
    """The work folder of a build; `options_digest` is of everything that it was asked for.

    Raises `PublishError` where the folder belongs to another build, `OSError`.
    """
    keyed = hmac.digest(voprf_keys.secret_key.reveal(), b"exposure-check/work/order" + options_digest, sha256).hex()
    refuse_foreign(storage)
    if not storage.exists(STATE_FILE):
        now = datetime.now(UTC).replace(microsecond=0)
        state = State(FORMAT, secrets.token_hex(16), now, keyed, suite, partition_bits, voprf_keys.key_id)
        storage.write(STATE_FILE, msgspec.json.encode(state))
    workspace = open_workspace(storage, voprf_keys)
    if workspace.state.options_digest != keyed:
        raise PublishError(
            f"The work folder '{storage}' belongs to a build with other records, breaches, keys or options.",
            advice="Finish that build with the command that began it, or delete the folder to begin again.",
        )
    return workspace


def refuse_foreign(storage: Storage) -> None:
    """Raise `PublishError` where a place is neither empty nor a work folder: at the end of a build it is removed."""
    if storage.exists(STATE_FILE):
        return
    foreign = [name for name in storage.names() if name != LOCK_FILE and not _is_temporary(name)]
    if foreign:
        raise PublishError(
            f"The folder '{storage}' is not empty, and it is not the work folder of a build: it holds {foreign[0]!r}.",
            advice="Name another place for the work with --work: it is removed at the end.",
        )


def open_kept(storage: Storage, voprf_keys: KeyPair) -> Workspace:
    """What an earlier build kept; raises `PublishError`."""
    if not storage.exists(STATE_FILE):
        raise PublishError(
            f"The folder '{storage}' holds nothing that a build kept.",
            advice="Leave --previous out, or name what a build with --keep-work left: OUT.work.kept.",
        )
    return open_workspace(storage, voprf_keys)


def open_workspace(storage: Storage, voprf_keys: KeyPair) -> Workspace:
    """A work folder that is there; raises `PublishError`."""
    state = state_of(storage)
    if state.format != FORMAT or state.voprf_key_id != voprf_keys.key_id:
        raise PublishError(
            f"The work folder '{storage}' was made under another VOPRF key or by another version.",
            advice="Name the keys that it was begun with, or delete the folder to begin again.",
        )
    salt = b"exposure-check/work/key" + bytes.fromhex(state.build_id)
    return Workspace(storage, hmac.digest(voprf_keys.secret_key.reveal(), salt, sha256), state)


def state_of(storage: Storage) -> State:
    """What the build of a work folder kept of itself; raises `PublishError`."""
    try:
        return msgspec.json.decode(storage.read(STATE_FILE), type=State)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PublishError(
            f"The folder '{storage}' is not a work folder of a build, or its {STATE_FILE} is damaged.",
            advice="Name another, or delete it to begin again.",
        ) from error


def remove(workspace: Workspace, *, keep_stretched: bool) -> None:
    """Remove the work folder; where they are to be kept, the state and the stretched values move to `WORK.kept`.

    What else lies there is not of this program and stays.
    """
    storage = workspace.storage
    storage.delete(*_DISPOSABLE)
    if keep_stretched:
        place = kept(storage)
        if storage.exists(STRETCHED):  # else an earlier run was stopped after it moved them
            place.delete(STRETCHED, PUBLISHED, STATE_FILE)
            storage.move_to(place, STRETCHED)
        state = msgspec.structs.replace(workspace.state, options_digest=_KEPT)
        place.write(STATE_FILE, msgspec.json.encode(state))
    discard(workspace)


def discard(workspace: Workspace) -> None:
    """Remove the work folder of a build that comes to nothing, or is over."""
    discard_in(workspace.storage)


def discard_in(storage: Storage) -> None:
    """Remove what a build left in its work folder, whoever has the key of it; a claim of the folder is needed."""
    storage.delete(STATE_FILE)  # first: what is left then belongs to no build
    storage.delete(*_DISPOSABLE, STRETCHED, PUBLISHED, *filter(_is_temporary, storage.names()))


def kept(storage: Storage) -> Storage:
    """Where a work folder goes that is kept: the next build needs its place."""
    return storage.beside(KEPT)


def _is_temporary(name: str) -> bool:
    return any(is_leftover(name, file) for file in (STATE_FILE, READ, LABELS, PUBLISHED))
