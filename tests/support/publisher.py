"""A publisher of its own for tests: keys, a published list, and the means to open its records. `conftest.py` of the
folders that need them takes the fixtures from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exposure_check.protocol import bucket, catalogue, record, voprf
from exposure_check.protocol.catalogue import Catalogue
from exposure_check.protocol.stretch import stretch
from exposure_check.protocol.suite import SUITES, XC1_DEMO
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build, discard_codes
from exposure_check.publisher.input import breaches
from exposure_check.publisher.sample_records import DemoPerson
from exposure_check.publisher.summary import Summary
from exposure_check.trust import guard, keys, sealed_file, sign

HEADER = "scheme,number,breach,categories,code\n"
ROWS = 120

Opened = dict[str, tuple[str, ...]] | None


@dataclass(frozen=True)
class Published:
    """A published list as a client and the key holder together see it."""

    out: Path
    keys: Path

    def catalogue(self, scheme: str = "fi.hetu") -> Catalogue:
        """The newest catalogue of a scheme, found through the signed targets."""
        newest = max((self.out / "metadata").glob("*.targets.json"), key=lambda path: int(path.name.split(".")[0]))
        targets = sign._read(newest, sign.Targets).targets
        digest = targets[f"catalogues/{scheme}.json"].hashes["sha256"]
        return catalogue.parse((self.out / "targets" / "catalogues" / f"{digest}.{scheme}.json").read_bytes())

    def folder(self, described: Catalogue) -> Path:
        return self.out / "datasets" / described.dataset_id

    def look_up(self, number: str, code: str | None = None, scheme: str = "fi.hetu") -> Opened:
        """What a number opens: breach to categories, or None. Every part of the bucket is verified on the way."""
        described = self.catalogue(scheme)
        layout = bucket.layout(described)
        stretched = stretch(f"{scheme}\0{number}".encode(), SUITES[described.suite])
        index = bucket.bucket_index(stretched, layout.prefix_bits)
        records = bucket.parse_bucket((self.folder(described) / "buckets" / str(index)).read_bytes(), layout, index)
        pack = (self.folder(described) / "pack").read_bytes()
        assert bucket.parse_pack(pack, layout, index) == records
        private_input = record.sealed_input(stretched, code) if code else record.open_input(stretched)
        secret_key = keys.load_voprf(self.keys, None).secret_key.reveal()
        output = voprf.evaluate_unblinded(secret_key, private_input)
        label = record.find(output, layout.dataset_id, records, layout.label_bytes)
        return None if label is None else {entry.breach: entry.categories for entry in described.category_sets[label]}


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder, name to content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases are stretched with 1 MiB here: what they cost in earnest is not what these tests are about."""
    monkeypatch.setattr(sealed_file, "_MEMORY_KIB", 1024)


@pytest.fixture(scope="session")
def pool() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


def forget_signed(key_folder: Path) -> None:
    """Let keys sign a second list as if it were their first, which is refused but for tests that compare two."""
    (key_folder / guard.SIGNED_FILE).unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def nothing_signed(key_folder: Path) -> Iterator[None]:
    """Let the keys that all tests share sign the first list of each, and that of `built`, which is made before."""
    forget_signed(key_folder)
    yield
    forget_signed(key_folder)


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("publisher") / "keys"
    signers = keys.create(folder, None)
    (folder / keys.ROOT_FILE).write_bytes(sign.create_root(signers, datetime.now(UTC)))
    return folder


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[DemoPerson]]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, sample_records.write_demo(folder, ROWS)


@dataclass(frozen=True)
class Built:
    published: Published
    summary: Summary
    people: dict[str, DemoPerson]
    records: Path


@pytest.fixture(scope="session")
def built(
    pool: Executor,
    key_folder: Path,
    demo_folder: tuple[Path, list[DemoPerson]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Built:
    """The demo records, published in the demo suite."""
    folder, people = demo_folder
    out = tmp_path_factory.mktemp("out")
    records = folder / sample_records.RECORDS_FILE
    options = BuildOptions(
        breaches.load(folder / sample_records.BREACHES_FILE), [records], out, XC1_DEMO, allow_test=True
    )
    forget_signed(key_folder)  # of a test that published before the first that needs this
    summary = build(options, PublisherKeys(key_folder), pool)
    return Built(Published(out, key_folder), summary, {person.label: person for person in people}, records)


@pytest.fixture
def publish(
    tmp_path: Path, pool: Executor, key_folder: Path, demo_folder: tuple[Path, list[DemoPerson]]
) -> Callable[..., tuple[Published, Summary]]:
    """Publish rows given as text (without the header) of the demo breaches."""

    def run(
        rows: str, *, header: str = HEADER, keep_codes: Callable = discard_codes, **changes: object
    ) -> tuple[Published, Summary]:
        records = tmp_path / "records.csv"
        records.write_text(header + rows, encoding="utf-8")
        out = tmp_path / "out"
        changes = {"prefix_bits": 3, "allow_test": True} | changes
        options = BuildOptions(
            breaches.load(demo_folder[0] / sample_records.BREACHES_FILE), [records], out, XC1_DEMO, **changes
        )
        return Published(out, key_folder), build(options, PublisherKeys(key_folder), pool, keep_codes=keep_codes)

    return run
