"""A published list that may be damaged, and what damages it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.publisher.build import no_progress
from exposure_check.publisher.verify import dataset
from exposure_check.trust import keys, sign
from tests.support.publisher import Built, Published

GUIDANCE = "guidance/example-shop-2022.toml"


@pytest.fixture
def copy(built: Built, tmp_path: Path) -> Published:
    """The list that was built, with keys of its own, that may be damaged."""
    out, folder = tmp_path / "out", tmp_path / "keys"
    shutil.copytree(built.published.out, out)
    shutil.copytree(built.published.keys, folder)
    return Published(out, folder)


def root_of(published: Published) -> Path:
    return published.keys / keys.ROOT_FILE


def check(published: Published) -> list[dataset.SoundDataSet]:
    return [sound for _, sound in dataset.verify(published.out, root_of(published), no_progress)]


def publish_guidance(published: Published, content: bytes, at: datetime | None = None) -> None:
    signers = keys.load_signers(published.keys, None)
    sign.publish(published.out, root_of(published).read_bytes(), signers, {GUIDANCE: content}, at or datetime.now(UTC))


def rotate(published: Published, role: str = "timestamp") -> None:
    assert main(["publish", "rotate", role, "--keys", str(published.keys), "--out", str(published.out)]) == 0


def changed(path: Path, at: int) -> None:
    """Flip a bit of a byte."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def replaced_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
