"""Every record is opened, and nothing is said of one that was not tried."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

import pytest

from exposure_check import identity
from exposure_check.errors import PublishError
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, no_progress
from exposure_check.publisher.input import breaches
from exposure_check.publisher.verify import records as verify_records
from exposure_check.trust import keys
from tests.support.publisher import Built, Published


def attempt(published: Published, records: Path, breaches_file: Path, pool: Executor) -> verify_records.Opened:
    options = BuildOptions(breaches.load(breaches_file), [records], published.out, XC1_DEMO, allow_test=True)
    described = {"fi.hetu": published.catalogue()}
    return verify_records.open_all(options, keys.load_voprf(published.keys, None), described, 0, pool, no_progress)


@pytest.mark.parametrize("change", ["missing", "other categories", "found without code"])
def test_records_that_are_not_what_was_published_are_named(
    built: Built, demo_folder, tmp_path: Path, pool: Executor, change: str
) -> None:
    records = tmp_path / "records.csv"
    text = built.records.read_text()
    found, sealed = built.people["found"], built.people["sealed"]
    if change == "missing":
        text += f"fi.hetu,{built.people['not_found'].number},{sample_records.OPEN_BREACH},name,\n"
    elif change == "other categories":
        text += f"fi.hetu,{sealed.number},{sample_records.SEALED_BREACH},name,0000000000000000\n"
    else:
        kept = [line for line in text.splitlines() if found.number not in line]
        text = "\n".join(kept) + f"\nfi.hetu,{found.number},{sample_records.SEALED_BREACH},name,0000000000000000\n"
    records.write_text(text)
    expected = "found without their code" if change == "found without code" else "does not open"
    with pytest.raises(PublishError, match=expected) as error:
        attempt(built.published, records, demo_folder[0] / sample_records.BREACHES_FILE, pool)
    assert found.number not in str(error.value)


def test_merged_profiles_open_to_more_and_are_counted(publish: Callable, demo_folder, tmp_path, pool: Executor) -> None:
    numbers = identity.distinct_test_numbers("fi.hetu", 12, random.Random(2))
    rows = f"fi.hetu,{numbers[0]},{sample_records.OPEN_BREACH},name,\n"
    rows += "".join(f"fi.hetu,{number},{sample_records.OPEN_BREACH},name;phone?,\n" for number in numbers[1:])
    published, _ = publish(rows, merge_rare=True)
    opened = attempt(published, tmp_path / "records.csv", demo_folder[0] / sample_records.BREACHES_FILE, pool)
    assert (opened.people, opened.wider) == (12, 1)
