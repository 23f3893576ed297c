"""`exposure-check publish refresh`: a new timestamp, from the timestamp key alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from tuf.api.metadata import Metadata, Timestamp

from exposure_check.cli import main


def test_a_refresh_needs_the_timestamp_key_only(folders, tmp_path: Path) -> None:
    key_folder, out = folders
    alone = tmp_path / "alone"
    shutil.copytree(key_folder / "timestamp", alone / "timestamp")
    assert main(["publish", "refresh", str(out), "--keys", str(alone)]) == 0
    assert Metadata[Timestamp].from_file(str(out / "metadata" / "timestamp.json")).signed.version == 2
