"""Orca reads a whole check, in each language, and what it says is compared with `docs/screen-reader`.

Run with `make soak`, and by nothing else: it takes some minutes. `write` as an argument keeps what is said now. Orca is
the real one, on a screen of its own (Xvfb), with `orca_to_file` in the place of a voice; the keys are pressed by
xdotool, as a person presses them. The lookup finds an invented record: `orca_child`.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.desktop import example_states
from exposure_check.resources import LANGUAGES
from tests.support import screen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "screen-reader"
TOOLS = ("orca", "Xvfb", "xdotool", "dbus-run-session", "localedef")
QUIET_SECONDS, PATIENCE_SECONDS = 2.0, 20.0
LOCALES = {"en": "C.UTF-8", "fi": "fi_FI.UTF-8", "sv": "sv_SE.UTF-8"}
NAMES = {"en": "English", "fi": "Finnish", "sv": "Swedish"}
WRONG, RIGHT = example_states.NUMBER[:-1] + "3", example_states.NUMBER[-1]
BEGUN = 6  # characters of the number that are typed first
WRONG_CODE = example_states.CODE[:-1] + "1"
PERCENT = re.compile(r"- \d+ \w+\.")  # "- 1 percent."
ANOTHER_PAGE = ("Return", "F1", "Escape", "alt+Left")  # keys after which something is said, however late it comes
# (what is done, the keys); `type:` types letters, `wait:` waits so many seconds longer
STEPS = [
    *[("Tab", ["Tab"])] * 3,
    ("F1", ["F1"]),
    ("F1 again", ["F1"]),
    ("Enter, the main button", ["Return"]),
    ("Enter, though nothing is typed", ["Return"]),
    ("The beginning of a number of the test registry is typed", [f"type:{WRONG[:BEGUN]}"]),
    ("Enter, though it is not complete", ["Return"]),
    ("The rest is typed, the last character wrong", [f"type:{WRONG[BEGUN:]}"]),
    ("The last character is taken out", ["BackSpace"]),
    ("The right one is typed", [f"type:{RIGHT}"]),
    ("Tab", ["Tab"]),
    ("Space", ["space"]),
    ("Space again", ["space"]),
    *[("Tab", ["Tab"])] * 2,
    ("Space", ["space"]),
    ("A code is typed, one digit of it wrong", [f"type:{WRONG_CODE.replace(' ', '')}"]),
    ("Enter, the main button", ["Return"]),
    ("Tab", ["Tab"]),
    ("Enter, the button", ["Return"]),
    ("Enter, the main button", ["Return"]),
    ("Esc, while it checks", ["Escape"]),
    ("Enter, the main button", ["Return", "wait:10"]),
    ("Tab", ["Tab"]),
    ("Alt and left arrow", ["alt+Left"]),
    ("Enter, the main button", ["Return", "wait:10"]),
    ("Enter, the main button", ["Return"]),
    ("Tab", ["Tab"]),
    ("Space", ["space"]),
    ("Space again", ["space"]),
    *[("Tab", ["Tab"])] * 7,
    ("Enter, the button", ["Return"]),
    ("Tab", ["Tab"]),
    ("Tab", ["Tab"]),
    ("Enter, the button", ["Return"]),
    ("Tab", ["Tab"]),
    ("Tab", ["Tab"]),
    ("Enter, the button", ["Return"]),
    *[("Tab", ["Tab"])] * 3,
    ("Ctrl and plus", ["ctrl+plus"]),
    ("F1", ["F1"]),
    ("F1 again", ["F1"]),
    *[("Shift and Tab", ["shift+Tab"])] * 5,
    ("Enter, the button", ["Return"]),
    *[("Tab", ["Tab"])] * 2,
    ("Enter, the button", ["Return"]),
    ("Shift three times", ["Shift_L", "Shift_L", "Shift_L"]),
]


class Listener:
    """What Orca says, as it says it."""

    def __init__(self, said: Path) -> None:
        self._said = said
        said.touch()
        self._heard = 0

    def hear(self, *, waits: bool = False) -> list[str]:
        """What was said since the last time, once it has been quiet for a while; `waits` for the first words."""
        start = since = time.monotonic()
        size = before = self._said.stat().st_size
        while time.monotonic() - start < PATIENCE_SECONDS and (
            time.monotonic() - since < QUIET_SECONDS or (waits and size == before)
        ):
            time.sleep(0.05)
            now = self._said.stat().st_size
            if now != size:
                size, since = now, time.monotonic()
        lines = self._said.read_text(encoding="utf-8").splitlines()
        new, self._heard = lines[self._heard :], len(lines)
        return new


def transcript(spoken: str) -> str:
    """What Orca says of a whole check in a language, as a page of the documentation."""
    lines = [
        f"# A check as Orca says it: {NAMES[spoken]}",
        "",
        "Written by `tests/soak/screen_reader.py`; [README.md](README.md) says how. Each heading says what a person",
        "does, and below it is what she then hears.",
        "",
    ]
    for done, heard in _whole_check(spoken):
        lines += [f"## {done}", "", *([f"- {line}" for line in heard] or ["(nothing)"]), ""]
    return "\n".join(lines)


def _whole_check(spoken: str) -> Iterator[tuple[str, list[str]]]:
    with tempfile.TemporaryDirectory() as folder, screen.x11() as display:
        home = Path(folder)
        environment = os.environ | display | _environment(home, spoken)
        listener = Listener(home / "said")
        with _running(["orca", "--replace"], environment, home / "orca.log"):
            listener.hear(waits=True)
            words = [sys.executable, "-m", "tests.soak.orca_child", spoken, str(home / "settings.ini")]
            with _running(words, environment, home / "window.log") as window:
                yield "The window opens", listener.hear(waits=True)
                for done, keys in STEPS:
                    _press(keys, environment)
                    yield done, listener.hear(waits=keys[0] in ANOTHER_PAGE)
                if window.wait(PATIENCE_SECONDS) != 0:
                    raise RuntimeError((home / "window.log").read_text(encoding="utf-8"))


def _environment(home: Path, spoken: str) -> dict[str, str]:
    """A home in which nobody was before, and the language of Orca's own words."""
    (home / "orca").mkdir()
    shutil.copyfile(Path(__file__).with_name("orca_to_file.py"), home / "orca" / "orca-customizations.py")
    (home / "run").mkdir(mode=0o700)
    locale, here = LOCALES[spoken], {}
    if spoken != "en":
        subprocess.run(["localedef", "-i", locale.partition(".")[0], "-f", "UTF-8", str(home / locale)], check=True)
        here["LOCPATH"] = str(home)
    return here | {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "ORCA_SAYS": str(home / "said"),
        "LANG": locale,
        "LC_ALL": locale,
        "LANGUAGE": spoken,
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def _running(words: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out, subprocess.Popen(words, env=environment, stdout=out, stderr=out, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:  # Orca does not always end of itself
                process.kill()


def _press(keys: list[str], environment: dict[str, str]) -> None:
    for key in keys:
        kind, _, rest = key.partition(":")
        if kind == "wait":
            time.sleep(float(rest))
        else:
            words = ["type", "--delay", "300", rest] if kind == "type" else ["key", key]
            subprocess.run(["xdotool", *words], env=environment, check=True)
            time.sleep(0.3)


def settled(page: str) -> list[str]:
    """The lines of a page but for how far the bar of a check was: that is as fast as the computer is."""
    return [line for line in page.splitlines() if not PERCENT.fullmatch(line)]


def main(arguments: list[str]) -> int:
    """Compare, or write; 1 where something else is said than what is kept."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"Missing: {', '.join(missing)}. `make soak` installs what Orca needs.", file=sys.stderr)
        return 2
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "--inside" not in arguments:
        return subprocess.run(
            ["dbus-run-session", "--", sys.executable, "-m", "tests.soak.screen_reader", "--inside", *arguments],
            cwd=ROOT,
            check=False,
        ).returncode
    different = 0
    for spoken in [name for name in arguments if name in LANGUAGES] or LANGUAGES:
        said, path = transcript(spoken), KEPT / f"{spoken}.md"
        if "write" in arguments:
            KEPT.mkdir(exist_ok=True)
            path.write_text(said, encoding="utf-8")
            print("written:", path.relative_to(ROOT))
        elif (kept := settled(path.read_text(encoding="utf-8"))) != (now := settled(said)):
            different += 1
            print(*difflib.unified_diff(kept, now, "kept", "said now", lineterm=""), sep="\n")
        else:
            print(f"Orca says the same as in {path.relative_to(ROOT)}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
