"""Tests of what is given away. Those of a built program run where one is named, which `make installer-test` does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.packaging.fresh import run
from tests.packaging.screen import screen
from tests.support.relay import Relay
from tests.support.world import world

PROGRAM = "EXPOSURE_CHECK_PROGRAM"
PACKAGE = "EXPOSURE_CHECK_DEB"
WINDOWS = "EXPOSURE_CHECK_WINDOWS"
REGISTRY = "EXPOSURE_CHECK_REGISTRY"
NEEDED = {
    PROGRAM: "test_program.py",
    PACKAGE: "test_debian.py",
    REGISTRY: "test_wheel_extras.py",
    WINDOWS: "test_windows.py",
}
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "build"))  # the scripts there are no package

collect_ignore = [file for name, file in NEEDED.items() if name not in os.environ]


@pytest.fixture(scope="session")
def program():
    """The built program: the file that a person starts."""
    return Path(os.environ[PROGRAM]).resolve()


@pytest.fixture(scope="session")
def service(tmp_path_factory):
    with world(tmp_path_factory.mktemp("world")) as running:
        yield running


@pytest.fixture
def relay(service):
    with Relay(service.port) as tap:
        yield tap


@pytest.fixture(scope="session")
def x_server(tmp_path_factory):
    with screen(tmp_path_factory.mktemp("screen")) as shown:
        yield shown


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built
