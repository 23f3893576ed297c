"""A screen without a monitor: Xvfb, keys pressed by xdotool, pictures read from the memory of the screen."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE_SECONDS = 60
QUIET_SECONDS = 0.4
STILL = 0.001  # of the cells: a caret that blinks is no movement
CELL = 8  # pixels: what is compared is the mean of a square
ALIKE = 24  # of 255: a cell differs from here on

_XWD_FIELDS = 25  # of 4 bytes, big-endian (X11/XWDFile.h)


@dataclass(frozen=True)
class Screen:
    """One X server."""

    display: str
    memory: Path

    def picture(self) -> QImage:
        """What is shown now."""
        data = self.memory.read_bytes()
        fields = struct.unpack(f">{_XWD_FIELDS}I", data[: 4 * _XWD_FIELDS])
        header, width, height, line, colours = fields[0], fields[4], fields[5], fields[12], fields[19]
        start = header + 12 * colours
        return QImage(data[start : start + line * height], width, height, line, QImage.Format.Format_RGB32).copy()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as a keyboard does."""
        self._xdotool("key", "--clearmodifiers", "--delay", "25", *keys)

    def settled(self, unlike: QImage | None = None, until: Callable[[], bool] = lambda: True) -> QImage:
        """The picture once it has changed from `unlike`, `until` holds, and nothing moves any more."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        last, since = self.picture(), time.monotonic()
        while True:
            time.sleep(0.05)
            now = self.picture()
            moved = difference(now, last) > STILL or (unlike is not None and difference(now, unlike) <= STILL)
            if moved or not until():
                last, since = now, time.monotonic()
            elif time.monotonic() - since > QUIET_SECONDS and not is_blank(now):
                return now
            if time.monotonic() > deadline:
                raise AssertionError("the screen did not come to rest with what was waited for")

    def wait_until_empty(self) -> None:
        """Wait until the window of an ended program is gone."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_blank(self.picture()):
            assert time.monotonic() < deadline, "a window is still there"
            time.sleep(0.05)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, env={**os.environ, "DISPLAY": self.display})


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """Start an X server that keeps its picture in `folder`.

    It does not start anew when the last window closes: whoever connects in that moment would be refused.
    """
    assert shutil.which("Xvfb"), "Xvfb is missing: make setup installs it"
    assert shutil.which("xdotool"), "xdotool is missing: make installer-test installs it"
    read, write = os.pipe()
    options = ["-screen", "0", "1100x800x24", "-nolisten", "tcp", "-noreset", "-nocursor", "-fbdir", str(folder)]
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), *options], pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield Screen(f":{number.readline().strip()}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait()


def is_blank(picture: QImage) -> bool:
    """Whether nothing is shown: one colour."""
    return len(set(_cells(picture))) == 1


def difference(left: QImage, right: QImage) -> float:
    """The share of cells in which two pictures differ, from 0 to 1."""
    if left.size() != right.size():
        return 1.0
    cells = [_cells(picture) for picture in (left, right)]
    differing = sum(abs(a - b) >= ALIKE for a, b in zip(*cells, strict=True))
    return differing / len(cells[0])


def _cells(picture: QImage) -> bytes:
    width, height = picture.width() // CELL, picture.height() // CELL
    stretch, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = picture.scaled(width, height, stretch, smooth).convertToFormat(QImage.Format.Format_Grayscale8)
    return b"".join(bytes(small.constScanLine(row))[:width] for row in range(height))
