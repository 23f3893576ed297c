"""Taking one person out of what builds leave behind (GDPR article 17): code book, kept work, unfinished work.

The published data set holds nobody in the clear; the next build, from records without her, leaves her out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.errors import PublishError
from exposure_check.publisher.stages import lay_out
from exposure_check.publisher.workspace import artifacts, lifecycle
from exposure_check.publisher.workspace.workspace import STATE_FILE, CorruptError, partition_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.publisher.workspace.storage import Storage


def from_kept(kept: Storage, canonical: bytes, voprf_keys: Sequence[KeyPair]) -> bool:
    """Take the stretched value of a person out of what a build kept; whether there was one.

    `voprf_keys` holds the key that the build had. Raises `PublishError` where it does not, or a file is damaged.
    """
    if not kept.exists(STATE_FILE):
        return False
    pair = next((pair for pair in voprf_keys if pair.key_id == lifecycle.state_of(kept).voprf_key_id), voprf_keys[0])
    workspace = lifecycle.open_workspace(kept, pair)
    partition = partition_of(pair.secret_key.reveal(), canonical, workspace.state.partition_bits)
    try:
        stretched = artifacts.load_stretched(workspace, partition)
    except CorruptError as error:
        raise PublishError(
            f"The file {str(error)!r} of '{kept}' is damaged: it is not known whether the person is in it.",
            advice="Delete the folder: the next build without --previous hashes everyone anew.",
        ) from error
    if stretched.pop(canonical, None) is None:
        return False
    artifacts.save_stretched(workspace, partition, stretched)
    return True


def unfinished(work: Storage, data_sets: Path) -> bool:
    """Remove what a build that was stopped left in its work folder, so that it cannot go on with the rows that it had,
    and beside the published data sets; whether there was anything of the first.

    Raises `PublishError` where that build is still at work, or the place holds something else, and `OSError`.
    """
    with lifecycle.claimed(work):
        is_there = work.exists(STATE_FILE)
        if is_there:
            lifecycle.discard_in(work)
        lay_out.discard_unfinished(data_sets)
    return is_there
