"""`build/setup.sh` finds the system libraries of each Debian that it says it is for."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "build" / "setup.sh"
KNOWS = """#!/bin/sh
# dpkg-query of a system on which every library is installed, libglib2.0-0 under the name {glib}.
status=0
for name do
  case $name in
    -*|*Status*) ;;
    libglib2.0-0*) if [ "$name" = {glib} ]; then echo "install ok installed"; else status=1; fi ;;
    *t64) status=1 ;;
    *) echo "install ok installed" ;;
  esac
done
exit $status
"""


@pytest.mark.parametrize(
    ("glib", "missing"), [("libglib2.0-0", False), ("libglib2.0-0t64", False), ("libglib2.0-0-other", True)]
)
def test_a_library_with_the_new_name_of_debian_13_is_not_missing(tmp_path, glib, missing):
    stubs = {
        "dpkg-query": KNOWS.format(glib=glib),
        "apt-get": "#!/bin/sh\necho apt-get >&2\n",
        "python3": "#!/bin/sh\nexit 1\n",
    }
    for name, text in stubs.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        [shutil.which("bash"), SCRIPT, tmp_path / "venv"],
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert ("apt-get" in done.stderr) is missing
    assert missing or "Python 3.11 or newer is needed." in done.stderr
