"""The icon of the program in the form of each system, drawn from `build/icon.svg` with Qt."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("icon.svg")
WINDOWS_SIZES = (16, 24, 32, 48, 64, 256)
LINUX_SIZES = (48, 64, 128, 256)
MACOS_KINDS = {b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def for_platform(platform: str, folder: Path) -> str | None:
    """The file that goes into the program itself; Linux has its icons beside it."""
    if platform == "win32":
        return str(written(folder / "exposure-check.ico", ico(pngs(WINDOWS_SIZES, folder))))
    if platform == "darwin":
        drawn = pngs(tuple(MACOS_KINDS.values()), folder)
        return str(written(folder / "exposure-check.icns", icns(drawn)))
    return None


def written(path: Path, data: bytes) -> Path:
    """Write `data` to `path` and give the path back."""
    path.write_bytes(data)
    return path


def ico(drawn: dict[int, bytes]) -> bytes:
    """A Windows icon that holds PNGs (the ICONDIR structure); a width of 256 is written as 0."""
    header = struct.pack("<HHH", 0, 1, len(drawn))
    offset = len(header) + 16 * len(drawn)
    entries, images = b"", b""
    for size, png in sorted(drawn.items()):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), offset + len(images))
        images += png
    return header + entries + images


def icns(drawn: dict[int, bytes]) -> bytes:
    """An Apple icon that holds PNGs: after the header, an entry of kind, length and PNG for each."""
    entries = [kind + struct.pack(">I", len(drawn[size]) + 8) + drawn[size] for kind, size in MACOS_KINDS.items()]
    body = b"".join(entries)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def pngs(sizes: tuple[int, ...], folder: Path) -> dict[int, bytes]:
    """The icon as PNG by its size in pixels. Drawn in a process of its own: a build has no screen."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {size: folder / f"icon-{size}.png" for size in sizes}
    subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), str(folder), *map(str, sizes)],
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return {size: path.read_bytes() for size, path in names.items()}


def _draw(folder: Path, sizes: list[int]) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication([])
    renderer = QSvgRenderer(str(SOURCE))
    for size in sizes:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        if not image.save(str(folder / f"icon-{size}.png")):
            raise SystemExit(f"The icon could not be drawn in {size} pixels.")
    app.quit()


if __name__ == "__main__":
    _draw(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
