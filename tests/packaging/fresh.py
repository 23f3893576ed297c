"""A fresh environment of Python, and commands in it that see nothing of this one."""

from __future__ import annotations

import os
import subprocess
import venv


def run(*command, **named):
    """What a command prints; it has to succeed."""
    kept = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": os.environ["HOME"], "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=600, env=kept, check=False, **named
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment(folder):
    venv.create(folder, with_pip=False, symlinks=True)
    return folder / "bin" / "python"
