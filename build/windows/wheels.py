"""Requirements with hashes, out of requirements-dev.lock, for Windows: those of the client and those that build it.

    python build/windows/wheels.py              everything
    python build/windows/wheels.py NAME...      these alone

pip judges markers such as `sys_platform == 'win32'` by the machine it runs on, which here is not Windows: the choice is
made here and the markers are left out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILDING = (
    "altgraph", "boolean-py", "cyclonedx-python-lib", "defusedxml", "license-expression", "packageurl-python",
    "packaging", "pefile", "py-serializable", "pyinstaller", "pyinstaller-hooks-contrib", "pywin32-ctypes",
    "setuptools", "sortedcontainers", "typing-extensions",
)  # fmt: skip
_BLOCK = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?P<marker> ;[^\\\n]*)?(?P<rest>(?: *\\\n +--hash=\S+)+)",
    re.MULTILINE,
)


def blocks(lock: Path) -> dict[str, str]:
    """Each requirement of a lock file with its hashes, without its marker, by its name."""
    text = lock.read_text(encoding="utf-8")
    return {
        match["name"].lower(): f"{match['name']}=={match['version']}{match['rest']}\n"
        for match in _BLOCK.finditer(text)
    }


def main(names: list[str]) -> int:
    """Print what is asked for; everything that is needed has to be in the lock file."""
    every = blocks(ROOT / "requirements-dev.lock")
    wanted = names or sorted({*blocks(ROOT / "requirements.lock"), *BUILDING})
    missing = [name for name in wanted if name not in every]
    if missing:
        raise SystemExit(f"requirements-dev.lock does not name: {', '.join(missing)}")
    print("".join(every[name] for name in wanted), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
