"""Pictures of every page, to be looked at.

    python build/pictures.py            out/pictures: pages x languages x light, dark, high contrast x 100 %, 200 %,
                                        and as they are first seen in a demo, with its banner and not scrolled
    python build/pictures.py docs       docs/pictures/<PAGE>.png: English, light, 100 %, for the documentation

Pages are drawn from `exposure_check.desktop.example_states`, without a network and without a screen.
"""

from __future__ import annotations

import html
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from exposure_check.desktop import example_states
from exposure_check.desktop.main_window import MainWindow
from exposure_check.desktop.profile_maker.maker_window import MakerWindow
from exposure_check.desktop.system.settings import Appearance, Preferences
from exposure_check.desktop.text import language
from exposure_check.lookup.profile import Opened
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    from exposure_check.lookup.checker import Checker
    from exposure_check.lookup.profile import Profile

ROOT = Path(__file__).resolve().parent.parent
SIZES = ((1024, 720, 100), (1024, 720, 200), (640, 560, 200))
FORM = (1220, 820)  # px of the profile maker
SMALLEST = 0  # quality of a PNG: the more it is packed, the lower; nothing is lost
APPEARANCES = (Appearance.LIGHT, Appearance.DARK, Appearance.HIGH_CONTRAST)
STYLE = "body{font:16px sans-serif;background:#888;color:#fff}img{width:32%;margin:.3%;vertical-align:top}"


def no_lookup(profile: Profile, proxy: str | None) -> Checker:
    """Pictures ask nobody."""
    raise RuntimeError("a picture does not look anything up")


def draw(
    app: QApplication,
    example: str,
    preferences: Preferences,
    width: int,
    height: int,
    *,
    whole: bool,
    demo: bool = False,
) -> QImage:
    """One page as a picture; `whole` makes the window as high as the page, `demo` adds what a demo adds."""
    hints = example_states.DEMO_NUMBERS if demo else ()
    state = example_states.state(example, demo=demo)
    window = MainWindow(state, preferences, no_lookup, hints=hints, end=lambda: None)
    window.resize(width, height)
    window.show()
    settle(app)
    if whole and window.page is not None:
        inside = window.page.widget()
        window.resize(width, height + max(0, inside.height() - window.page.viewport().height()))
        settle(app)
    picture = window.grab().toImage()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return picture


def settle(app: QApplication) -> None:
    """Let layouts come to rest."""
    for _ in range(4):
        app.processEvents()


def gallery(app: QApplication, folder: Path) -> int:
    """Draw everything; the number of pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[str]] = {}
    for spoken in language.available(LANGUAGES):
        for width, height, percent in SIZES:
            for example in example_states.EXAMPLES:
                name = f"{example}-{spoken}-demo-{percent}-{width}.png"
                preferences = Preferences(spoken, percent, Appearance.LIGHT)
                draw(app, example, preferences, width, height, whole=False, demo=True).save(str(folder / name))
                rows.setdefault(f"{spoken}, as first seen in a demo, {percent} %, {width} px", []).append(name)
        for appearance in APPEARANCES:
            for width, height, percent in SIZES:
                for example in example_states.EXAMPLES:
                    name = f"{example}-{spoken}-{appearance.value}-{percent}-{width}.png"
                    preferences = Preferences(spoken, percent, appearance)
                    draw(app, example, preferences, width, height, whole=True).save(str(folder / name))
                    rows.setdefault(f"{spoken}, {appearance.value}, {percent} %, {width} px", []).append(name)
    (folder / "index.html").write_text(page(rows), encoding="utf-8")
    return sum(map(len, rows.values()))


def page(rows: dict[str, list[str]]) -> str:
    """The gallery as one HTML file beside the pictures."""
    parts = [
        "<!doctype html><meta charset=utf-8><title>Pages</title>",
        f"<style>{STYLE}</style>",
    ]
    for title, names in rows.items():
        parts.append(f"<h2>{html.escape(title)}</h2>")
        parts += [f"<a href={name}><img src={name} alt={html.escape(name)} loading=lazy></a>" for name in names]
    return "\n".join(parts) + "\n"


def documentation(app: QApplication, folder: Path) -> int:
    """Draw one picture a page for the documentation; the number of pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    preferences = Preferences("en", 100, Appearance.LIGHT)
    for example in example_states.EXAMPLES:
        picture = draw(app, example, preferences, 1024, 720, whole=False)
        picture.convertToFormat(QImage.Format.Format_RGB888).save(str(folder / f"{example}.png"), "PNG", SMALLEST)
    profile_maker(app, folder)
    return len(example_states.EXAMPLES) + 1


def profile_maker(app: QApplication, folder: Path) -> None:
    """Draw the form of a clinic, for the documentation."""
    preferences = Preferences("en", 100, Appearance.LIGHT)
    window = MakerWindow("en", preferences, Opened(example_states.clinic_profile()))
    window.resize(*FORM)
    window.show()
    settle(app)
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    picture.save(str(folder / "profile-maker.png"), "PNG", SMALLEST)
    window.deleteLater()


def main(arguments: list[str]) -> int:
    """Draw the gallery, or the pictures of the documentation."""
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={ROOT / 'build' / 'large_screen.json'}")
    app = QApplication(["information"])
    app.setStyle("Fusion")
    if arguments == ["docs"]:
        print(documentation(app, ROOT / "docs" / "pictures"), "pictures in docs/pictures")
    elif not arguments:
        print(gallery(app, ROOT / "out" / "pictures"), "pictures; open out/pictures/index.html")
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
