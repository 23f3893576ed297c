"""Where the toolkit takes its plugins from."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QLibraryInfo

from tests.support.world import environment

PROGRAM = """
import sys
sys.frozen = sys.argv[1] == "bundle"
from exposure_check.desktop import app, example_states
from PySide6.QtCore import QCoreApplication, QTimer
application, window = app._open(example_states.profile(), (), None, app.Start())
window.show()
application.processEvents()
print(*QCoreApplication.libraryPaths(), sep="\\n")
"""


def run(folder, form, **variables):
    """What the toolkit says of where it looks, and the folders that it looks into once the window is open."""
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, form],
        cwd=folder,
        env=environment(folder) | {"QT_QPA_PLATFORM": "offscreen", "QT_DEBUG_PLUGINS": "1"} | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stderr, result.stdout.split("\n")


@pytest.fixture
def planted(tmp_path):
    """A folder with files where plugins would lie."""
    folder = tmp_path / "planted"
    for kind in ("platforms", "imageformats", "iconengines", "platforminputcontexts", "styles"):
        (folder / kind).mkdir(parents=True)
        (folder / kind / f"libplanted{kind}.so").write_bytes(b"not a library")
    return folder


@pytest.mark.parametrize("variable", ["QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"])
def test_a_bundle_loads_no_plugin_from_where_the_environment_points(tmp_path, planted, variable):
    value = str(planted / "platforms") if "PLATFORM" in variable else str(planted)
    said, _ = run(tmp_path, "source", **{variable: value})
    assert str(planted) in said, "the toolkit does not say where it looks, so this shows nothing"
    said, folders = run(tmp_path, "bundle", **{variable: value})
    assert "planted" not in said
    assert folders[:-1] == [QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)]


def test_a_bundle_loads_no_plugin_from_the_current_folder(planted):
    said, _ = run(planted, "bundle")
    assert "libplanted" not in said
