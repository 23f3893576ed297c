"""A lookup in the demo by keyboard alone, with a stopwatch: docs/walk.md holds what it printed.

Run by nobody but whoever renews that page and docs/pictures/keyboard. It opens the real `exposure-check demo` on a
screen of its own (Xvfb), presses keys with xdotool as a person does, and looks at the screen until it stands still. How
long a person reads is estimated from the words, and what Orca says is spoken by espeak-ng, where that is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from exposure_check.publisher.sample_records import write_demo
from tests.soak.screen_reader import KEPT, LOCALES
from tests.support import screen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures" / "keyboard"
SIZE = (1024, 720)
POINTER = (950, 620)  # px: beside the column of every page
STILL_SECONDS, PATIENCE_SECONDS = 1.0, 60.0
CARET = 60 * 60  # px: a smaller change is the caret of a field
WORDS_A_MINUTE = 120  # of an anxious reader; adults read 238 of plain text silently (Brysbaert 2019)
SECONDS_A_CHARACTER = 2.5  # of somebody who looks for each key and at a card


@dataclass(frozen=True)
class Step:
    """One step of the walk: what is done, the keys, the picture that is kept, the heading of the transcripts."""

    done: str
    keys: tuple[str, ...]
    picture: str = ""
    typed: int = 0  # characters that are typed in it


def steps(number: str) -> list[Step]:
    """The walk of somebody who takes the main way: her number, her answer, two questions, one step, the end."""
    return [
        Step("Enter: Start", ("Return",), ""),
        Step("the number is typed", (f"type:{number}",), "2-number", len(number)),
        Step("Enter: Check, until the answer is ready", ("Return", "wait:ready"), "3-ready"),
        Step("Enter: Show it now", ("Return",), "4-answer"),
        Step("Enter: What to do first", ("Return",), "5-question"),
        Step("Tab, Tab, Enter: No", ("Tab", "Tab", "Return")),
        Step("Tab, Tab, Enter: No", ("Tab", "Tab", "Return"), "6-step"),
        Step("Shift and Tab five times, Enter: Finish and wipe", (*["shift+Tab"] * 5, "Return"), "7-ending"),
        Step("Enter: Close, until the process has ended", ("Return", "wait:end")),
    ]


class Eye:
    """The screen, looked at by a process of its own."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self._environment, self._file = environment, folder / "screen.png"
        code = (
            "import sys\nfrom PySide6.QtGui import QGuiApplication\napp = QGuiApplication([])\n"
            "for line in sys.stdin:\n"
            f"    app.primaryScreen().grabWindow(0).save({str(self._file)!r})\n    print(flush=True)\n"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def look(self) -> Image.Image:
        """What is on the screen now."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self._process.stdout.readline()
        with Image.open(self._file) as picture:
            return picture.convert("RGB")

    def until_still(self, since: float) -> tuple[float, Image.Image]:
        """Seconds from `since` to the last change of the screen, once it stands still, and what is on it then."""
        picture, changed = self.look(), time.monotonic()
        while time.monotonic() - changed < STILL_SECONDS and time.monotonic() - since < PATIENCE_SECONDS:
            new = self.look()
            if differs(picture, new):
                changed = time.monotonic()
            picture = new
        return changed - since, picture

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def differs(first: Image.Image, second: Image.Image) -> bool:
    """Whether two pictures of the screen differ by more than a caret."""
    box = ImageChops.difference(first, second).getbbox()
    return box is not None and (box[2] - box[0]) * (box[3] - box[1]) > CARET


def steps_timed(environment: dict[str, str], folder: Path) -> Iterator[tuple[Step, int, float]]:
    """Each step with how many keys it takes and how many seconds the computer needed."""
    eye = Eye(environment, folder)
    eye.look()  # from now on the screen has a client, without which it forgets where its pointer is
    # At nothing, but within the window: without a window manager the keys go where it points.
    subprocess.run(["xdotool", "mousemove", *map(str, POINTER)], env=environment, check=True)
    before = eye.look()
    number = write_demo(folder, 2000)[0].number
    start = time.monotonic()
    window = subprocess.Popen(
        [sys.executable, "-m", "exposure_check", "demo"], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        while not differs(before, eye.look()):
            if time.monotonic() - start > PATIENCE_SECONDS:
                raise RuntimeError("no window came")
        seconds, picture = eye.until_still(start)
        keep(picture, "1-welcome")
        shown = picture
        yield Step("the program is started", ()), 0, seconds
        for step in steps(number):
            presses, last = press(step, environment)
            if "wait:end" in step.keys:
                window.wait(PATIENCE_SECONDS)
                yield step, presses, time.monotonic() - last
                continue
            seconds, picture = eye.until_still(last)
            if "wait:ready" in step.keys:  # the page of the check stands still for a while as well
                seconds, picture = eye.until_still(last)
            if not differs(shown, picture):
                raise RuntimeError(f"nothing changed on the screen: {step.done}")
            shown = picture
            if step.picture:
                keep(picture, step.picture)
            yield step, presses, seconds
        if window.returncode != 0:
            raise RuntimeError(f"the demo ended with status {window.returncode}")
    finally:
        window.kill()
        eye.close()


def press(step: Step, environment: dict[str, str]) -> tuple[int, float]:
    """Press the keys of a step; how many, and when the last of them was about to be pressed."""
    presses, last = 0, time.monotonic()
    for key in step.keys:
        kind, _, rest = key.partition(":")
        if kind == "wait":
            continue
        words = ["type", "--delay", "50", rest] if kind == "type" else ["key", key]
        last = time.monotonic()  # the moment before: what presses the key takes a while itself
        subprocess.run(["xdotool", *words], env=environment, check=True)
        if kind == "type":
            last = time.monotonic()
        presses += len(rest) if kind == "type" else key.count("+") + 1
    return presses, last


def keep(picture: Image.Image, name: str) -> None:
    """Keep what is on the screen as a picture of the documentation."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture.crop((0, 0, *SIZE)).save(PICTURES / f"{name}.png", optimize=True)


def spoken_seconds(lines: list[str], language: str, folder: Path) -> float:
    """How long espeak-ng speaks these lines at the rate that Orca and it begin with."""
    out = folder / "said.wav"
    total = 0.0
    for line in lines:
        subprocess.run(["espeak-ng", "-v", language, "-w", str(out), "--", line], check=True)
        with wave.open(str(out)) as sound:
            total += sound.getnframes() / sound.getframerate()
    return total


def transcript(language: str) -> list[tuple[str, list[str]]]:
    """What is done, and what Orca then says, of a kept transcript."""
    parts = (KEPT / f"{language}.md").read_text(encoding="utf-8").split("\n## ")[1:]
    found = []
    for part in parts:
        done, _, rest = part.partition("\n")
        found.append((done, [line[2:] for line in rest.splitlines() if line.startswith("- ")]))
    return found


def main() -> int:
    """Walk, and print two tables."""
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    if missing:
        print(f"Missing: {', '.join(missing)}. tests/soak/set_up.sh installs them.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name, screen.x11() as display:
        folder = Path(name)
        home = {"HOME": name, "XDG_CONFIG_HOME": name, "XDG_DATA_HOME": name, "XDG_RUNTIME_DIR": name}
        environment = os.environ | display | home | {"LANG": LOCALES["en"], "LC_ALL": LOCALES["en"]}
        print(f"load of this computer: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for step, presses, seconds in steps_timed(environment, folder):
            typing = f", typing {SECONDS_A_CHARACTER * step.typed:.0f} s" if step.typed else ""
            print(f"| {step.done} | {presses} | {seconds:.1f} s{typing} |")
        if shutil.which("espeak-ng") is None:
            print("espeak-ng is not installed: how long Orca speaks is not told", file=sys.stderr)
            return 0
        for language in LOCALES:
            print(f"\n{language}")
            for done, lines in transcript(language):
                characters = sum(map(len, lines))
                print(f"| {done} | {characters} | {spoken_seconds(lines, language, folder):.1f} s |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
