"""`exposure-check mirror`: a copy of a published list from another host, every byte verified before it is kept.

A copy that was stopped goes on: what is there and verifies is not fetched again. The list itself, `timestamp.json`, is
written last, so that what serves the folder never gives out a list whose parts are not there.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.errors import CheckError, OptionError
from exposure_check.files import is_leftover, write_atomically

if TYPE_CHECKING:
    import argparse

    from exposure_check.lookup.transport import Transport
    from exposure_check.protocol.bucket import Layout

_TIMESTAMP = "metadata/timestamp.json"
_DATA_SET = re.compile(r"[0-9a-f]{32}")
_GIVEN_UP_SECONDS = 3600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("url", metavar="URL", help="the host that has the list")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the copy is, or will be")
    parser.add_argument("--root", type=Path, required=True, metavar="FILE", help="the root of trust of the list")
    parser.add_argument("--proxy", metavar="URL", help="a proxy to go through")


def run(options: argparse.Namespace) -> int:
    """Copy what is missing."""
    from exposure_check.lookup.cancel import Cancel
    from exposure_check.lookup.ledger import Ledger
    from exposure_check.lookup.profile import check_url
    from exposure_check.lookup.transport import HttpTransport

    check_url(options.url)
    try:
        root = options.root.read_bytes()
    except OSError as error:
        raise OptionError(
            f"The root of trust {str(options.root)!r} cannot be read: {error.strerror}.",
            advice="Name the root.json that is in the profiles.",
        ) from error
    transport = HttpTransport(Ledger(), Cancel(), options.proxy)
    try:
        mirror = Mirror(options.url.rstrip("/"), options.folder, transport)
        fetched, present = mirror.copy(root)
        removed, unnamed = mirror.drop()
    finally:
        transport.close()
    print(f"The copy in {options.folder} is whole: {fetched:,} files fetched, {present:,} were there.")
    if removed:
        print(f"Removed {removed:,} data sets that no catalogue names any more.")
    if unnamed:
        print(f"{unnamed:,} data sets that no catalogue names any more are removed by a run in an hour.")
    return 0


class Mirror:
    """One copy of one list."""

    def __init__(self, url: str, folder: Path, transport: Transport) -> None:
        self._url, self._folder, self._transport = url, folder, transport
        self._fetched = self._kept = 0
        self._named: set[str] = set()

    def copy(self, root: bytes) -> tuple[int, int]:
        """Make the copy whole; how many files were fetched, and how many were there. Raises `CheckError`, `OSError`."""
        from tuf.api.metadata import Metadata

        from exposure_check.protocol import bucket, catalogue
        from exposure_check.trust.verify import SignedList

        metadata: dict[str, bytes] = {}

        def get(url: str, max_bytes: int) -> bytes:
            data = self._fetch(url, max_bytes)
            metadata[url.removeprefix(f"{self._url}/v1/")] = data
            return data

        signed = SignedList(root, self._url, get)
        for name, target in signed.targets.items():
            data = signed.target(name, catalogue.MAX_BYTES)
            if data is None:
                continue
            self._write(f"targets/{target.get_prefixed_paths()[0]}", data)
            described = catalogue.parse(data) if name.startswith("catalogues/") else None
            if described is not None and described.breaches:  # else it is withdrawn, and has no data set
                self._copy_data_set(bucket.layout(described))
                self._named.add(described.dataset_id)
        root_version = Metadata.from_bytes(root).signed.version
        self._write(f"metadata/{root_version}.root.json", root)
        for name, data in metadata.items():
            if name.startswith("metadata/") and name != _TIMESTAMP:
                self._write(name, data)
        self._write(_TIMESTAMP, metadata[_TIMESTAMP])
        return self._fetched, self._kept

    def drop(self) -> tuple[int, int]:
        """Remove the data sets that the list does not name, once no lookup needs them; how many, and how many stay.

        For after `copy`. Raises `OSError`.
        """
        from exposure_check.server.published import is_earlier_over

        folders = [*(self._folder / "datasets").iterdir()] if (self._folder / "datasets").is_dir() else []
        unnamed = [path for path in folders if _DATA_SET.fullmatch(path.name) and path.name not in self._named]
        if not is_earlier_over(self._folder):
            return 0, len(unnamed)
        for path in unnamed:
            shutil.rmtree(path)
        return len(unnamed), 0

    def _copy_data_set(self, form: Layout) -> None:
        """Every bucket, each verified by its path to the signed root, and the pack that they make."""
        base = f"datasets/{form.dataset_id.hex()}"
        pack = self._folder / base / "pack"
        if pack.is_file() and pack.stat().st_size == form.pack_bytes and self._is_whole(form, base):
            return
        (self._folder / base / "buckets").mkdir(parents=True, exist_ok=True)
        for folder in (self._folder / base, self._folder / base / "buckets"):
            _remove_what_killed_runs_left(folder)
        with tempfile.NamedTemporaryFile(dir=self._folder / base, prefix=".pack.") as gathered:
            for index in range(form.buckets):
                gathered.write(self._bucket(form, base, index)[: form.content_bytes])
            gathered.flush()
            part = Path(gathered.name)
            part.chmod(0o644)
            pack.unlink(missing_ok=True)
            pack.hardlink_to(part)

    def _is_whole(self, form: Layout, base: str) -> bool:
        """Whether all buckets are there and the pack is made of them."""
        with (self._folder / base / "pack").open("rb") as pack:
            for index in range(form.buckets):
                data = self._present(form, base, index)
                if data is None or pack.read(form.content_bytes) != data[: form.content_bytes]:
                    return False
        self._kept += form.buckets
        return True

    def _bucket(self, form: Layout, base: str, index: int) -> bytes:
        from exposure_check.protocol import bucket

        data = self._present(form, base, index)
        if data is not None:
            self._kept += 1
            return data
        name = f"{base}/buckets/{index}"
        data = self._fetch(f"{self._url}/v1/{name}", form.bucket_bytes)
        bucket.parse_bucket(data, form, index)
        self._write(name, data)
        return data

    def _present(self, form: Layout, base: str, index: int) -> bytes | None:
        """The bucket that an earlier run left, where it is what was signed."""
        from exposure_check.protocol import bucket

        try:
            data = (self._folder / base / "buckets" / str(index)).read_bytes()
            bucket.parse_bucket(data, form, index)
        except (FileNotFoundError, CheckError):
            return None
        return data

    def _fetch(self, url: str, max_bytes: int) -> bytes:
        from exposure_check.lookup.ledger import Purpose

        purpose = Purpose.METADATA if "/v1/metadata/" in url else Purpose.CATALOGUE
        data = self._transport.fetch(Purpose.BUCKET if "/buckets/" in url else purpose, url, max_bytes)
        self._fetched += 1
        return data

    def _write(self, name: str, data: bytes) -> None:
        path = self._folder / name
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)


def _remove_what_killed_runs_left(folder: Path) -> None:
    """Remove files that were not finished an hour ago; whatever is younger another run may still be writing."""
    for path in folder.iterdir():
        name = path.name.split(".")  # the first part is empty
        if len(name) == 3 and is_leftover(path.name, name[1]):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _GIVEN_UP_SECONDS:
                    path.unlink()
