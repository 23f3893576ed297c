"""The wheel in a fresh environment, without any network."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import pytest

from tests.packaging.fresh import environment, run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The wheel alone in an environment that sees the packages of this one, but not the program of this checkout."""
    python = environment(tmp_path_factory.mktemp("fresh"))
    here = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", here, wheel)
    (here / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_program_comes_from_the_wheel_with_assets_and_translations(installed, tmp_path):
    program = (
        "from exposure_check.resources import assets; from exposure_check.desktop.text import language; import pathlib;"
        "print(assets()); print(*language.available(['en', 'fi', 'sv']));"
        "print(*(len(list(assets().rglob(f'*.{kind}'))) for kind in ('toml', 'svg', 'ttf')))"
    )
    place, languages, counts = run(installed, "-c", program, cwd=tmp_path).splitlines()
    assert str(installed.parents[1]) in place
    assert languages == "en fi sv"
    expected = [len(list((ROOT / "assets").rglob(f"*.{kind}"))) for kind in ("toml", "svg", "ttf")]
    assert [int(count) for count in counts.split()] == expected


def test_the_window_and_the_advice_open_from_the_wheel(installed, tmp_path):
    program = "from exposure_check.cli import main; raise SystemExit(main(['advice', '--help']))"
    assert "advice" in run(installed, "-c", program, cwd=tmp_path)
    page = (
        "from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from exposure_check.desktop.style import icons; from PySide6.QtGui import QColor;"
        "import inspect; print(inspect.getfile(icons))"
    )
    assert str(installed.parents[1]) in run(installed, "-c", page, cwd=tmp_path)
