"""A root of trust, and a profile under it."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from tests.support.publisher import quick_passphrases

__all__ = ["quick_passphrases"]
URL = "https://check.example.org"


@pytest.fixture(scope="package")
def root(tmp_path_factory):
    """The root of trust of new keys."""
    folder = tmp_path_factory.mktemp("keys") / "keys"
    assert main(["publish", "keys", str(folder), "--plain"]) == 0
    return folder / "root.json"


@pytest.fixture
def workbench(root, tmp_path, capsys):
    """An unsigned profile and a key in clear: `profile.json` and `partner.key`; nothing printed."""
    assert main(["profile", "new", "--url", URL, "--root", str(root), "--name", "Clinic", "--help-number", "09 000",
                 "--out", str(tmp_path / "profile.json")]) == 0  # fmt: skip
    assert main(["profile", "key", "--out", str(tmp_path / "partner.key"), "--plain"]) == 0
    capsys.readouterr()
    return tmp_path


@pytest.fixture
def signed(workbench, capsys):
    """The signed form of it."""
    source, key, target = (workbench / name for name in ("profile.json", "partner.key", "signed.json"))
    assert main(["profile", "sign", str(source), "--key", str(key), "--out", str(target)]) == 0
    capsys.readouterr()
    return workbench / "signed.json"
