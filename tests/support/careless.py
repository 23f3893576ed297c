"""A server that verifies nothing of what it gives out, for what only a dishonest or broken one can do."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from exposure_check.errors import CheckError
from exposure_check.protocol import bucket, catalogue
from exposure_check.server import published, run
from exposure_check.server.app import Service
from exposure_check.server.folder import Folder
from exposure_check.server.published import PIECE_BYTES, DataSet, Published

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.server.rate import Admit


class CarelessDataSet(DataSet):
    """A data set whose files are given out as they lie there."""

    def read(self, index: int) -> bytes:
        return self.folder.read("datasets", self.id, "buckets", str(index), most=1 << 30)

    def read_piece(self, number: int) -> bytes:
        pack = self.folder.read("datasets", self.id, "pack", most=1 << 30)
        return pack[number * PIECE_BYTES :][:PIECE_BYTES]


def _published(out: Path) -> Published:
    files, datasets = {}, {}
    for path in out.rglob("*.json"):
        name, data = str(path.relative_to(out)), path.read_bytes()
        files[name] = published._file(name, data)
        if name.startswith("targets/catalogues/"):
            try:
                form = bucket.layout(catalogue.parse(data))
            except CheckError:
                continue
            datasets[form.dataset_id.hex()] = CarelessDataSet(form, Folder(out), pieces=(b"",))
    return Published(files=files, datasets=datasets)


@contextmanager
def careless(out: Path, keys: Mapping[str, KeyPair], admit: Admit) -> Iterator[str]:
    """Serve the folder `out` as it is, on a free loopback port; gives the base URL."""
    with run.serving(Service(_published(out), keys, admit)) as url:
        yield url
