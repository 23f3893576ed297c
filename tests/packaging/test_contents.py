"""What goes into the packaged program, judged without building it."""

from __future__ import annotations

import ast
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

import package_contents as contents
import package_icu
import package_licences
import package_version
import pytest

from exposure_check.desktop.style import typeface

ROOT = Path(__file__).resolve().parents[2]


def entry(name, source=None, kind="BINARY"):
    return name, source or f"/somewhere/{name}", kind


def test_every_module_of_the_client_is_named_and_none_that_publishes_or_serves():
    names = contents.own_modules()
    assert "exposure_check.lookup.session" in names
    assert "exposure_check.desktop.pages.welcome" in names
    assert "exposure_check" in names
    assert not [name for name in names if name.startswith(("exposure_check.publisher", "exposure_check.server"))]
    assert not [name for name in names if name.startswith("exposure_check.desktop.profile_maker")]  # goes with clinic
    assert "exposure_check.cli.publish.build" not in names and "exposure_check.cli.check" in names


@pytest.mark.parametrize("folder", ["lookup", "trust", "guidance", "desktop", "identity", "protocol"])
def test_the_folders_of_the_client_are_walked_whole(folder):
    files = {path for path in (ROOT / "exposure_check" / folder).rglob("*.py") if path.name != "__init__.py"}
    files = {path for path in files if path.parent.name != "profile_maker"}
    named = [name for name in contents.own_modules() if name.startswith(f"exposure_check.{folder}.")]
    assert {path.stem for path in files} <= {name.rpartition(".")[2] for name in named}


def test_a_package_that_the_client_does_not_depend_on_ends_the_build():
    contents.check_modules(["exposure_check.lookup.check", "requests", "json", "_strange_builtin"])
    with pytest.raises(SystemExit, match=r"pytest \(of pytest\)"):
        contents.check_modules(["requests", "pytest"])
    with pytest.raises(SystemExit, match=r"exposure_check\.server\.app"):
        contents.check_modules(["exposure_check.server.app"])


def test_data_is_what_the_window_reads():
    files = [f"{folder}/{Path(path).name}" for path, folder in contents.data_files()]
    assert any(file.startswith("assets/guidance/") for file in files)
    assert {f"assets/fonts/{name}" for name in (*typeface.FILES, "OFL.txt")} <= set(files)
    assert not [file for file in files if file.endswith(".ts") or "/demo/" in file]
    kept = contents.kept_data(
        [
            entry("PySide6/Qt/translations/qtbase_fi.qm", kind="DATA"),
            entry("PySide6/Qt/translations/qtbase_de.qm", kind="DATA"),
            entry("stdnum/be/banks.dat", kind="DATA"),
            entry("certifi/cacert.pem", kind="DATA"),
        ],
        ["en", "fi"],
    )
    assert [name for name, _, _ in kept] == ["PySide6/Qt/translations/qtbase_fi.qm", "certifi/cacert.pem"]


def test_the_typeface_is_listed_with_its_licence():
    [font] = [part for part in package_licences._always() if part.name == "atkinson-hyperlegible-next"]
    assert font.licence == "OFL-1.1"
    assert "SIL OPEN FONT LICENSE Version 1.1" in font.texts[0].read_text(encoding="utf-8")
    tool = (ROOT / "build" / "font.py").read_text(encoding="utf-8")
    assert f"npm pack @fontsource-variable/atkinson-hyperlegible-next@{font.version}\n" in tool


def test_libraries_are_those_that_something_inside_asks_for():
    links = {
        "QtGui.abi3.so": ["libQt6Gui.so.6"],
        "libQt6Gui.so.6": ["libQt6Core.so.6", "libX11.so.6"],
        "libqxcb.so": ["libxcb-cursor.so.0"],
    }
    entries = [
        entry("PySide6/QtGui.abi3.so", kind="EXTENSION"),
        entry("PySide6/Qt/lib/libQt6Gui.so.6"),
        entry("PySide6/Qt/lib/libQt6Core.so.6"),
        entry("PySide6/Qt/lib/libQt6Quick.so.6"),
        entry("PySide6/Qt/plugins/platforms/libqxcb.so"),
        entry("PySide6/Qt/plugins/platforms/libqvnc.so"),
        entry("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0"),
        entry("libX11.so.6", "/usr/lib/x86_64-linux-gnu/libX11.so.6"),
        entry("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        entry("libQt6Quick.so.6", "PySide6/Qt/lib/libQt6Quick.so.6", "SYMLINK"),
    ]
    kept = contents.kept_libraries(entries, lambda path: links.get(Path(path).name, []), "linux")
    assert {name for name, _, _ in kept} == {
        "PySide6/QtGui.abi3.so",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "libxcb-cursor.so.0",
        "libQt6Gui.so.6",
    }


def test_windows_names_are_compared_without_regard_to_case():
    entries = [
        entry("_ssl.pyd", kind="EXTENSION"),
        entry("VCRUNTIME140.dll"),
        entry("PySide6/opengl32sw.dll"),
        entry("PySide6/Qt6Core.dll"),
        entry("python3.dll"),
    ]
    kept = contents.kept_libraries(entries, lambda _: ["vcruntime140.DLL", "opengl32sw.dll", "Qt6Core.dll"], "win32")
    assert {name for name, _, _ in kept} == {"_ssl.pyd", "VCRUNTIME140.dll", "PySide6/Qt6Core.dll", "python3.dll"}


@pytest.mark.parametrize(
    ("item", "kept"),
    [
        ("root.res", True),
        ("pool.res", True),
        ("coll/ucadata.icu", True),
        ("coll/res_index.res", True),
        ("coll/sv.res", True),
        ("sv_FI.res", True),
        ("zone/fi.res", True),
        ("zoneinfo64.res", True),
        ("coll/de.res", False),
        ("coll/de__PHONEBOOK.res", False),
        ("svm.res", False),
        ("curr/sv.res", False),
        ("unames.icu", False),
        ("brkitr/thaidict.dict", False),
        ("ibm-943_P15A-2003.cnv", False),
    ],
)
def test_data_of_icu_is_trimmed_to_the_languages_of_the_window(item, kept):
    assert package_icu.is_kept(item, ["en", "fi", "sv"]) is kept


class Recorded:
    """Stands in for PyInstaller: takes what the specification says."""

    def __init__(self):
        self.calls = []

    def take(self, name, **result):
        def call(*arguments, **named):
            self.calls.append((name, arguments, named))
            return SimpleNamespace(**result)

        return call


def run_specification(monkeypatch, tmp_path, platform):
    """Run `installer.spec` as PyInstaller does, for another platform than this one."""
    recorded = Recorded()
    pure = [("exposure_check.cli", "", "PYMODULE"), ("requests", "", "PYMODULE")]
    library = {"win32": "PySide6/Qt6Core.dll", "darwin": "PySide6/Qt/lib/QtCore", "linux": "PySide6/x.so"}[platform]
    parts = {"pure": pure, "scripts": [], "binaries": [entry(library, kind="EXTENSION")], "datas": []}
    fakes = {
        "PyInstaller.building.api": {name: recorded.take(name) for name in ("PYZ", "EXE", "COLLECT")},
        "PyInstaller.building.build_main": {"Analysis": recorded.take("Analysis", **parts)},
        "PyInstaller.building.osx": {"BUNDLE": recorded.take("BUNDLE")},
        "PyInstaller.depend.bindepend": {"get_imports": lambda _: []},
    }
    for name, members in fakes.items():
        monkeypatch.setitem(sys.modules, name, SimpleNamespace(**members))
    monkeypatch.setattr(sys, "platform", platform)
    sodium = tmp_path / "libsodium"
    sodium.write_bytes(b"")
    monkeypatch.setenv("LIBSODIUM", str(sodium))
    import package_icons

    monkeypatch.setattr(package_icons, "pngs", lambda sizes, _: dict.fromkeys(sizes, b"PNG"))
    runpy.run_path(str(ROOT / "installer.spec"), {"SPECPATH": str(ROOT), "workpath": str(tmp_path)})
    return recorded.calls


def test_the_specification_for_macos_is_an_arm64_bundle_with_the_hardened_runtime(monkeypatch, tmp_path):
    calls = run_specification(monkeypatch, tmp_path, "darwin")
    (program,) = [named for name, _, named in calls if name == "EXE"]
    assert program["target_arch"] == "arm64" and program["upx"] is False
    assert Path(program["entitlements_file"]).is_file()
    assert Path(program["icon"]).read_bytes().startswith(b"icns")
    (bundle,) = [named for name, _, named in calls if name == "BUNDLE"]
    assert bundle["name"] == "Exposure Check.app"
    assert bundle["info_plist"]["CFBundleShortVersionString"] == package_version.VERSION


def test_the_specification_for_windows_makes_a_program_without_and_one_with_a_console(monkeypatch, tmp_path):
    calls = run_specification(monkeypatch, tmp_path, "win32")
    programs = {named["name"]: named for name, _, named in calls if name == "EXE"}
    assert {name: named["console"] for name, named in programs.items()} == {
        "exposure-check": False,
        "exposure-check-terminal": True,
    }
    for named in programs.values():
        assert named["upx"] is False
        assert package_version.VERSION in Path(named["version"]).read_text()
        assert "PerMonitorV2" in Path(named["manifest"]).read_text()
        assert "longPathAware" in Path(named["manifest"]).read_text()
    assert not [name for name, _, _ in calls if name == "BUNDLE"]


def imported_by_the_client():
    """Every module that a module of the client names in an import, wherever in it."""
    found = set()
    for name in contents.own_modules():
        path = ROOT.joinpath(*name.split("."))
        source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_nothing_that_the_client_imports_is_left_out():
    """QtNetwork was, and every lookup of the built program ended with an error."""
    imported = imported_by_the_client()
    assert "PySide6.QtWidgets" in imported
    assert imported & set(contents.UNUSED_MODULES) == set()
