"""A published demo data set behind a server on loopback."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from exposure_check.lookup.profile import FORMAT, Profile
from exposure_check.server import run
from exposure_check.server.rate import unlimited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.memory_service import Published


@contextmanager
def served(published: Published, folder: Path) -> Iterator[Path]:
    """The profile of a server without limits, written to `folder`."""
    pair = published.memory().pair
    with run.in_background(published.out, {pair.key_id: pair}, unlimited) as url:
        profile = Profile(format=FORMAT, url=url, root=msgspec.Raw(published.root), demo=True)
        path = folder / "profile.json"
        path.write_bytes(msgspec.json.encode(profile))
        yield path
