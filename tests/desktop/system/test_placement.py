"""The window within its screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, QRect, QSize
from PySide6.QtWidgets import QWidget

from exposure_check.desktop import example_states
from exposure_check.desktop.system.placement import HEIGHT, WIDTH, Placement, fitted
from exposure_check.desktop.system.settings import Preferences, QSettings, load, open_settings, save
from exposure_check.resources import LANGUAGES

ROOT = Path(__file__).resolve().parents[3]
FRAME = QMargins(4, 30, 4, 4)
AREA = QRect(0, 24, 1280, 876)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (QRect(100, 100, 1024, 720), QRect(100, 100, 1024, 720)),
        (QRect(100, 100, 1536, 1080), QRect(4, 54, 1272, 842)),
        (QRect(900, 100, 640, 560), QRect(636, 100, 640, 560)),
        (QRect(-300, -300, 640, 560), QRect(4, 54, 640, 560)),
        (QRect(0, 800, 640, 560), QRect(4, 336, 640, 560)),
    ],
)
def test_a_window_with_its_frame_lies_in_the_free_area(inside, expected):
    assert fitted(inside, FRAME, AREA) == expected
    assert AREA.contains(fitted(inside, FRAME, AREA).marginsAdded(FRAME))


# Every page in every size of text, and every language in the least and the most of them.
EVERY_PAGE = """
import json, sys
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect
from PySide6.QtWidgets import QApplication
from exposure_check.desktop import example_states
from exposure_check.desktop.main_window import MainWindow
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.system.text_size import TEXT_SIZES

app = QApplication(["information", "-style", "fusion"])
area = app.primaryScreen().availableGeometry()
ratio = app.primaryScreen().devicePixelRatio()
wrong, seen = [], 0
for spoken in json.loads(sys.argv[1]):
    sizes = TEXT_SIZES if spoken == "en" else (100, 200)
    for percent in sizes:
        window = MainWindow(example_states.state("welcome", demo=True), Preferences(spoken), lambda *_: None)
        window.show()
        app.processEvents()
        window._step_text(0)
        while window.preferences.text_percent < percent:
            window._step_text(1)
        for example in example_states.EXAMPLES:
            window.state = example_states.state(example, demo=True)
            window.draw()
            for _ in range(3):
                app.processEvents()
            leave = window.header.leave
            place = QRect(leave.mapToGlobal(QPoint()), leave.size())
            seen += 1
            if not (
                area.contains(place)
                and area.contains(window.frameGeometry())
                and leave.visibleRegion().boundingRect() == leave.rect()
                and window.page.height() >= 40
            ):
                wrong.append([spoken, percent, example, window.geometry().getRect(), place.getRect()])
        window.close()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
print(json.dumps({"ratio": ratio, "area": area.getRect(), "seen": seen, "wrong": wrong}))
"""


def screen_of(tmp_path, width, height, dpi):
    """The platform whose one screen has this size in device pixels and this resolution."""
    screen = {"name": "test", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    config = tmp_path / "screen.json"
    config.write_text(json.dumps({"screens": [screen | {"logicalDpi": dpi, "logicalBaseDpi": 96}]}))
    return {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("width", "height"), [(1280, 900), (1024, 600)])
@pytest.mark.parametrize("dpi", [96, 144])
def test_leave_quickly_lies_on_the_screen_on_every_page_in_every_size(tmp_path, width, height, dpi):
    done = subprocess.run(
        [sys.executable, "-c", EVERY_PAGE, json.dumps(LANGUAGES)],
        env=screen_of(tmp_path, width, height, dpi),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["ratio"] == dpi / 96
    assert found["seen"] == len(example_states.EXAMPLES) * (5 + 2 * 2)
    assert found["wrong"] == []


def test_it_grows_back_to_the_size_that_is_wanted(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    placement = Placement(window, QSize(800, 600))
    assert window.size() == QSize(800, 600)
    window.resize(900, 700)
    placement.resized()
    window.setMinimumSize(0, 0)
    placement._given = QSize(500, 400)
    window.resize(500, 400)  # as on a screen that was smaller
    placement.resized()
    assert placement.wanted == QSize(900, 700)
    placement.fit()
    assert window.size() == QSize(900, 700)


def test_what_the_screen_leaves_room_for_is_nobodys_wish(tmp_path):
    """Neither while the window is opened, nor while the text grows, nor when it is closed."""
    script = (
        "from PySide6.QtWidgets import QApplication; from exposure_check.desktop import example_states\n"
        "from exposure_check.desktop.main_window import MainWindow\n"
        "from exposure_check.desktop.system.settings import Preferences\n"
        "app = QApplication(['information', '-style', 'fusion'])\n"
        "window = MainWindow(example_states.state('number'), Preferences('en'), lambda *_: None)\n"
        "window.show(); app.processEvents(); window._step_text(1); app.processEvents(); window._placement.fit()\n"
        "app.processEvents(); print(*window._placement.wanted.toTuple(), *window.size().toTuple())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=screen_of(tmp_path, 1024, 600, 144),
        capture_output=True,
        text=True,
        check=True,
    )
    *wanted, width, height = map(int, done.stdout.split())
    assert wanted == [WIDTH, HEIGHT]
    assert 640 < width <= 683 and 340 < height <= 400


@pytest.mark.parametrize("off", [(1, 0), (0, -1), (-2, 2)])
def test_a_pixel_more_or_less_is_nobodys_wish(qtbot, off):
    window = QWidget()
    qtbot.addWidget(window)
    placement = Placement(window, QSize(800, 600))
    window.resize(800 + off[0], 600 + off[1])  # as a window manager rounds at a scale of 150 %
    placement.resized()
    assert placement.wanted == QSize(800, 600)


@pytest.mark.parametrize("change", ["another", "area", "resolution", "text"])
def test_a_change_of_the_screen_or_of_the_text_fits_it_anew(open_window, change):
    window = open_window(size=(1000, 700))
    window._placement._given = QSize(800, 600)
    window.resize(800, 600)  # as on a screen that was smaller
    screen = window.windowHandle().screen()
    if change == "another":
        window.windowHandle().screenChanged.emit(screen)
    elif change == "area":
        screen.availableGeometryChanged.emit(screen.availableGeometry())
    elif change == "resolution":
        screen.logicalDotsPerInchChanged.emit(144.0)
    else:
        window._step_text(1)
    assert window.size() == QSize(1000, 700)


def opened(open_window, tmp_path, **options):
    stored = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    return open_window(stored=stored, state=example_states.state("welcome"), preferences=load(stored), **options)


def test_the_size_that_somebody_chose_is_remembered_and_nothing_else_of_the_window(open_window, tmp_path):
    window = opened(open_window, tmp_path, size=(WIDTH, HEIGHT))
    window.close()
    assert not (tmp_path / "settings.ini").exists(), "nobody chose anything"
    window = opened(open_window, tmp_path, size=(1200, 800))
    window.move(30, 40)
    window.close()
    written = (tmp_path / "settings.ini").read_text(encoding="utf-8")
    assert "size=1200x800" in written
    assert {line.partition("=")[0] for line in written.splitlines()[1:]} == {
        "appearance", "block_capture", "language", "privacy", "proxy", "size", "text_percent",
    }  # fmt: skip
    stored = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    again = Placement(QWidget(), QSize(*load(stored).size))
    assert again.wanted == QSize(1200, 800)


@pytest.mark.parametrize("way", ["quickly", "demo"])
def test_who_leaves_quickly_and_the_demo_leave_no_size(open_window, tmp_path, way):
    stored = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    state = example_states.state("welcome", demo=way == "demo")
    window = open_window(stored=stored, state=state, size=(1200, 800))
    if way == "quickly":
        window.leave_quickly()
    else:
        window.close()
    assert not (tmp_path / "settings.ini").exists()


@pytest.mark.parametrize(
    "stored", ["", "x", "1024", "1e3x5", "-5x700", "99999x99999", "10x10", "1024x720x3", "１０２４x720"]
)
def test_a_size_that_is_none_is_left_out(qapp, stored):
    settings = open_settings()
    settings.setValue("size", stored)
    assert load(settings).size is None


def test_a_size_comes_back_as_it_was_saved(qapp):
    assert save(open_settings(), Preferences("en", size=(1200, 800)))
    assert load(open_settings()).size == (1200, 800)
