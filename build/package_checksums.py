"""`SHA256SUMS` of everything in a folder that is given away, in the form that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

NAME = "SHA256SUMS"
KINDS = (".deb", ".xz", ".zip", ".msi", ".dmg", ".json", ".whl")


def write(folder: Path) -> Path:
    """Write the sums of the archives in `folder`, sorted by name."""
    lines = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix in KINDS:
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    target = folder / NAME
    target.write_text("".join(lines), encoding="ascii", newline="\n")
    return target


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
