from __future__ import annotations

import pytest

from tests.support.world import world


@pytest.fixture(scope="session")
def service(tmp_path_factory):
    """A published demo data set and a server process over it."""
    with world(tmp_path_factory.mktemp("world")) as published_world:
        yield published_world
