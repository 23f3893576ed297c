"""`exposure-check publish guidance`: what is said about a breach, signed apart from a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.trust import keys
from tests.support.publisher import files
from tests.support.signed_list import NAME, client, sign_list

GUIDANCE = """
[notice]
breach = "example-2020"
updated = 2026-11-20
contacts = []
known.en = ["Records were taken in 2018."]
known.fi = ["Tietoja vietiin vuonna 2018."]
known.sv = ["Uppgifter togs 2018."]
not_known.en = ["Who took them."]
not_known.fi = ["Kuka ne vei."]
not_known.sv = ["Vem som tog dem."]
"""


def described(*breaches: str) -> bytes:
    """A catalogue with these breaches."""
    breach = {
        "holder": "Example Oy",
        "occurred": "2018-11-20",
        "disclosed": "2020-10-21",
        "sealed": False,
        "categories": ["name"],
        "references": [],
        "name": {"en": "Example"},
        "summary": {"en": "Example."},
    }
    catalogue = {
        "suite": "XC1-DEMO",
        "dataset_id": "00" * 16,
        "scheme": "fi.hetu",
        "prefix_bits": 3,
        "bucket_records": 1,
        "label_bytes": 1,
        "voprf_public_key": "00" * 32,
        "merkle_root": "00" * 32,
        "created": "2026-11-20T00:00:00Z",
        "breaches": [breach | {"id": name} for name in breaches],
        "profiles": [[{"breach": breaches[0], "categories": ["name"]}]],
    }
    return json.dumps(catalogue).encode()


@pytest.fixture
def listed(folders: tuple[Path, Path]) -> tuple[Path, Path]:
    """Keys, and a list with two catalogues."""
    sign_list(*folders, {NAME: described("example-2020", "example-2022"), "catalogues/se.pnr.json": described("other")})
    return folders


def guided(folders: tuple[Path, Path], *paths: Path) -> int:
    key_folder, out = folders
    return main(["publish", "guidance", *map(str, paths), "--keys", str(key_folder), "--out", str(out)])


def test_two_files_of_guidance_for_one_breach_are_refused(
    listed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / folder / "example-2020.toml" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(GUIDANCE)
    before = files(listed[1])
    assert guided(listed, *paths) == 2
    printed = capsys.readouterr()
    assert all(repr(str(path)) in printed.err for path in paths)
    assert not printed.out
    assert files(listed[1]) == before
    assert guided(listed, paths[1]) == 0


def test_guidance_for_a_breach_that_no_catalogue_names_is_refused(
    listed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / f"{breach}.toml" for breach in ("example-2020", "example-2021")]
    for path in paths:
        path.write_text(GUIDANCE.replace("example-2020", path.stem))
    before = files(listed[1])
    assert guided(listed, *paths) == 2
    printed = capsys.readouterr().err
    assert "names no breach 'example-2021'" in printed
    assert "example-2020, example-2022, other" in printed
    assert files(listed[1]) == before


@pytest.mark.parametrize("damage", [b"", b"[]", None])
def test_guidance_is_not_signed_beside_a_catalogue_that_is_damaged(
    listed, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: bytes | None
) -> None:
    key_folder, out = listed
    path = tmp_path / "example-2020.toml"
    path.write_text(GUIDANCE)
    for file in (out / "targets" / "catalogues").glob("*.se.pnr.json"):
        file.unlink() if damage is None else file.write_bytes(damage)
    assert guided(listed, path) == 1
    assert "missing or damaged" in capsys.readouterr().err
    sign_list(key_folder, out, {"catalogues/se.pnr.json": b"{}"})
    assert guided(listed, path) == 1
    assert "'catalogues/se.pnr.json'" in capsys.readouterr().err


def test_guidance_for_a_breach_is_signed_apart_from_a_build(
    listed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, out = listed
    path = tmp_path / "example-2020.toml"
    path.write_text(GUIDANCE)
    arguments = ["publish", "guidance", str(path), "--keys", str(key_folder)]
    assert main([*arguments, "--out", str(out)]) == 0
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    assert client(root, tmp_path / "state", out, "guidance/example-2020.toml") == GUIDANCE.encode()
    assert client(root, tmp_path / "state", out) == described("example-2020", "example-2022")  # the list is as it was
    assert main([*arguments, "--out", str(tmp_path / "nothing")]) == 2
    path.write_text(GUIDANCE.replace("example-2020", "another"))
    assert main([*arguments, "--out", str(out)]) == 2
    assert "example-2020" in capsys.readouterr().err
    assert client(root, tmp_path / "state", out, "guidance/example-2020.toml") == GUIDANCE.encode()
