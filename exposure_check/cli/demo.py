"""`exposure-check demo`: invented people, a server on this computer, and the window or the terminal."""

from __future__ import annotations

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exposure_check.cli.answer import as_text
from exposure_check.desktop.system.display import has_display
from exposure_check.errors import OptionError
from exposure_check.files import write_atomically
from exposure_check.lookup import Cancel, Profile, Query, Secret
from exposure_check.lookup.profile import FORMAT

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from exposure_check.publisher.sample_records import DemoPerson

RECORDS = 2000
_COVERS = {
    "en": "two invented breaches, of a shop and of a clinic",
    "fi": "kaksi keksittyä tietomurtoa, kauppaan ja klinikkaan",
    "sv": "två påhittade dataintrång, i en butik och på en klinik",
}
_LABELS = {
    "found": "An invented person in the open breach",
    "not_found": "An invented person who is in neither",
    "sealed": "An invented person in the sealed breach, with the code from their letter",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--terminal", action="store_true", help="look up in the terminal, even with a display")


def run(options: argparse.Namespace) -> int:
    """Make the data, serve it on a free port of this computer, and open the window or look up in the terminal."""
    with _folder("exposure-check-demo-") as folder, _service(folder) as (demo_profile, people):
        if options.terminal:
            return _in_terminal(demo_profile, people)
        if not has_display():
            print("There is no display here, so the demo runs in the terminal.\n")
            return _in_terminal(demo_profile, people)
        from exposure_check.desktop.app import DemoNumber, Start
        from exposure_check.desktop.app import run as open_window

        hints = [DemoNumber(person.label, person.number, person.code) for person in people]
        return open_window(
            demo_profile,
            hints=hints,
            clear=lambda: shutil.rmtree(folder, ignore_errors=True),
            start=Start(state=folder / "state"),
        )


@contextmanager
def _folder(prefix: str) -> Iterator[Path]:
    # A demo that is stopped leaves threads that may still write: what they leave is invented, and no reason to fail.
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def _service(folder: Path) -> Iterator[tuple[Profile, Sequence[DemoPerson]]]:
    try:
        from exposure_check.server import rate, run
    except ImportError as error:
        raise OptionError(
            "The demo needs the publisher and the server.",
            advice="Install them with: pip install 'exposure-check[publisher,server]'",
        ) from error
    from exposure_check.trust import keys

    print(f"Making {RECORDS:,} invented records and signing them ...", flush=True)
    people = _publish(folder)
    pair = keys.load_voprf(folder / "keys", None)
    with run.in_background(folder / "out", {pair.key_id: pair}, rate.unlimited) as url:
        print(f"Serving them on {url}, for this demo only.", flush=True)
        root = msgspec.Raw((folder / "keys" / keys.ROOT_FILE).read_bytes())
        yield Profile(format=FORMAT, url=url, root=root, name="Demo", demo=True, covers=_COVERS), people


def _publish(folder: Path) -> Sequence[DemoPerson]:
    from exposure_check.protocol.suite import XC1_DEMO
    from exposure_check.publisher import sample_records
    from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
    from exposure_check.publisher.input import breaches
    from exposure_check.trust import keys, sign

    people = sample_records.write_demo(folder, RECORDS)
    root = sign.create_root(keys.create(folder / "keys", None), datetime.now(UTC))
    write_atomically(folder / "keys" / keys.ROOT_FILE, root)
    options = BuildOptions(
        breaches=breaches.load(folder / sample_records.BREACHES_FILE),
        records=[folder / sample_records.RECORDS_FILE],
        out=folder / "out",
        suite=XC1_DEMO,
        allow_test=True,
    )
    with ThreadPoolExecutor() as pool:  # the demo suite is quick: starting processes would take longer
        build(options, PublisherKeys(folder / "keys"), pool)
    return people


def _in_terminal(demo_profile: Profile, people: Sequence[DemoPerson]) -> int:
    from exposure_check.lookup import Session

    for person in people:
        print(f"\n=== {_LABELS[person.label]}: {person.number}" + (f", code {person.code}" if person.code else ""))
        with _folder("exposure-check-demo-state-") as state, _query(person, demo_profile.schemes[0]) as query:
            verdict = Session(demo_profile, state=state).check(query, lambda _stage, _fraction: None, Cancel())
        print(as_text(verdict, demo_profile.country, with_code=person.code is not None))
    return 0


def _query(person: DemoPerson, scheme: str) -> Query:
    return Query(Secret(person.number), scheme, Secret(person.code) if person.code else None)
