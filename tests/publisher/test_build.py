"""The build as a whole: every record opens to what was put in, and nothing else does."""

from __future__ import annotations

import csv
import os
import random
import shutil
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

import pytest

from exposure_check import identity
from exposure_check.errors import OptionError, PublishError
from exposure_check.protocol import catalogue, letter_code
from exposure_check.protocol.bucket import HEADER, layout
from exposure_check.protocol.record import TAG_BYTES
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
from exposure_check.publisher.sample_records import OPEN_BREACH, SEALED_BREACH
from exposure_check.publisher.workers import pool as pools
from exposure_check.tables.refusals import Limits
from exposure_check.trust import keys, sign
from tests.support.publisher import Built, Published

CODE = "0000000000000000"
OTHER_CODE = "1234567890123450"
NUMBERS = ("010594Y9032", "010594Y9021", "020594X903P", "030594W903B")

Publish = Callable[..., tuple[Published, object]]


def test_every_record_opens_to_its_categories(built: Built) -> None:
    with built.records.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 120
    for row in rows:
        exposed = built.published.look_up(row["number"], row["code"] or None)
        assert exposed is not None
        assert {breach: set(names) for breach, names in exposed.items()} == {
            row["breach"]: set(row["categories"].replace("?", "").split(";"))
        }


def test_a_number_that_is_not_in_the_records_opens_nothing(built: Built) -> None:
    assert built.published.look_up(built.people["not_found"].number) is None


def test_a_sealed_record_is_invisible_without_its_code_and_with_another(built: Built) -> None:
    sealed = built.people["sealed"]
    assert built.published.look_up(sealed.number) is None
    assert built.published.look_up(sealed.number, letter_code.draw()) is None
    assert SEALED_BREACH in (built.published.look_up(sealed.number, sealed.code) or {})


def test_an_open_record_does_not_open_with_a_code(built: Built) -> None:
    assert built.published.look_up(built.people["found"].number, letter_code.draw()) is None


def test_buckets_are_equal_in_size_and_as_many_as_the_prefix_says(built: Built) -> None:
    described = built.published.catalogue()
    files = list((built.published.folder(described) / "buckets").iterdir())
    assert {path.name for path in files} == {str(index) for index in range(512)}
    assert {path.stat().st_size for path in files} == {layout(described).bucket_bytes}


def test_padding_cannot_be_told_from_records(built: Built) -> None:
    described = built.published.catalogue()
    pack = (built.published.folder(described) / "pack").read_bytes()
    body, size = layout(described).content_bytes, TAG_BYTES + described.label_bytes
    records = [
        pack[start : start + size]
        for bucket in range(0, len(pack), body)
        for start in range(bucket + HEADER.size, bucket + body, size)
    ]
    assert len(records) == 512 * described.bucket_records
    assert len(set(records)) == len(records)  # padding is drawn, not repeated
    ones = sum(byte.bit_count() for record in records for byte in record)
    bits = 8 * size * len(records)
    assert abs(ones - bits / 2) < 6 * (bits**0.5) / 2  # six standard deviations


def test_the_summary_counts_what_was_published(built: Built) -> None:
    (data_set,) = built.summary.data_sets
    assert (built.summary.rows, built.summary.refused, built.summary.merged) == (120, {}, 0)
    assert (data_set.people, data_set.records, data_set.buckets) == (119, 120, 512)  # one person is in both
    assert data_set.k == 10_945
    assert data_set.bytes == (built.published.folder(built.published.catalogue()) / "pack").stat().st_size


def test_no_number_or_code_is_in_the_output(built: Built) -> None:
    with built.records.open(newline="") as file:
        secrets = {value for row in csv.DictReader(file) for value in (row["number"], row["code"]) if value}
    written = b"".join(path.read_bytes() for path in built.published.out.rglob("*") if path.is_file())
    assert not [secret for secret in secrets if secret.encode() in written]


def test_rows_of_one_person_become_one_profile(publish: Publish) -> None:
    published, summary = publish(
        f"fi.hetu,{NUMBERS[0]},{OPEN_BREACH},name,\n"
        f"fi.hetu,{NUMBERS[0].lower()},{OPEN_BREACH},phone;name,\n"
        f"fi.hetu,{NUMBERS[0]},{SEALED_BREACH},therapy_notes,{CODE}\n"
    )
    assert summary.merged == 1
    assert published.look_up(NUMBERS[0]) == {OPEN_BREACH: ("name", "phone")}
    assert published.look_up(NUMBERS[0], CODE) == {SEALED_BREACH: ("therapy_notes",)}


def test_two_codes_of_one_person_open_two_records(publish: Publish) -> None:
    published, _ = publish(
        f"fi.hetu,{NUMBERS[0]},{SEALED_BREACH},name,{CODE}\nfi.hetu,{NUMBERS[0]},{SEALED_BREACH},email,{OTHER_CODE}\n"
    )
    assert published.look_up(NUMBERS[0], CODE) == {SEALED_BREACH: ("name",)}
    assert published.look_up(NUMBERS[0], OTHER_CODE) == {SEALED_BREACH: ("email",)}


def test_each_scheme_has_its_own_catalogue_and_data_set(publish: Publish) -> None:
    published, summary = publish(
        f"fi.hetu,{NUMBERS[0]},{OPEN_BREACH},name,\ngb.nhs,999 000 0018,{OPEN_BREACH},email,\n"
    )
    assert [data_set.scheme for data_set in summary.data_sets] == ["fi.hetu", "gb.nhs"]
    assert published.look_up("9990000018", scheme="gb.nhs") == {OPEN_BREACH: ("email",)}
    assert published.catalogue("gb.nhs").dataset_id != published.catalogue("fi.hetu").dataset_id


def test_a_second_build_has_new_versions_and_keeps_the_old_data_set(publish: Publish) -> None:
    published, _ = publish(f"fi.hetu,{NUMBERS[0]},{OPEN_BREACH},name,\n")
    first = published.catalogue()
    kept = (published.folder(first) / "pack").read_bytes()
    publish(f"fi.hetu,{NUMBERS[1]},{OPEN_BREACH},name,\n")
    second = published.catalogue()
    assert second.dataset_id != first.dataset_id
    assert (published.folder(first) / "pack").read_bytes() == kept
    timestamp = sign._read(published.out / "metadata" / "timestamp.json", sign.Timestamp)
    assert (timestamp.version, timestamp.snapshot_meta.version) == (2, 2)
    assert published.look_up(NUMBERS[0]) is None
    assert published.look_up(NUMBERS[1]) is not None


def test_a_prefix_outside_the_anonymity_rule_is_refused_and_the_error_names_k(publish: Publish) -> None:
    with pytest.raises(PublishError, match=r"k = 5,472 living people") as refused:
        publish(f"fi.hetu,{NUMBERS[0]},{OPEN_BREACH},name,\n", prefix_bits=10)
    assert "--prefix-bits 9" in refused.value.advice


def test_the_default_prefix_is_the_longest_that_the_rule_allows(built: Built) -> None:
    described = built.published.catalogue()
    assert described.prefix_bits == 9


def test_test_numbers_are_refused_unless_allowed(publish: Publish, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="No row") as refused:
        publish(f"fi.hetu,{NUMBERS[0]},{OPEN_BREACH},name,\n", allow_test=False)
    assert "number.temporary (1)" in refused.value.advice
    assert not (tmp_path / "out" / "metadata").exists()


def test_a_list_of_another_root_of_trust_is_not_touched(
    publish: Publish, tmp_path: Path, built: Built, pool: Executor
) -> None:
    published, _ = publish(f"fi.hetu,{NUMBERS[0]},{OPEN_BREACH},name,\n")
    before = published.catalogue()
    others = tmp_path / "others"
    signers = keys.create(others, None)
    (others / keys.ROOT_FILE).write_bytes(sign.create_root(signers, before.created))
    options = BuildOptions({breach.id: breach for breach in before.breaches}, [built.records], published.out, XC1_DEMO)
    with pytest.raises(PublishError):
        build(options, PublisherKeys(others), pool)
    assert published.catalogue() == before


def test_a_missing_key_is_named_before_any_record_is_read(tmp_path: Path, pool: Executor) -> None:
    with pytest.raises(OptionError, match="targets"):
        build(BuildOptions({}, [tmp_path / "absent.csv"], tmp_path, XC1_DEMO), PublisherKeys(tmp_path), pool)


def test_worker_processes_start_with_the_allocator_settings() -> None:
    with pools.processes(1) as workers:
        seen = workers.submit(_environment, "MALLOC_TOP_PAD_").result()
    assert seen == "134217728"
    assert _environment("MALLOC_TOP_PAD_") != seen  # this process keeps its own


def _environment(name: str) -> str | None:
    return os.environ.get(name)


def test_keys_that_cannot_sign_the_list_are_refused_before_anything_is_read(
    tmp_path: Path, publish, key_folder
) -> None:
    keys.create(tmp_path / "other", None)
    publish(f"fi.hetu,{NUMBERS[0]},{OPEN_BREACH},name,\n")
    before = (tmp_path / "out" / "metadata" / "timestamp.json").read_bytes()
    mixed = tmp_path / "mixed"
    shutil.copytree(key_folder, mixed)
    shutil.copy(keys.key_path(tmp_path / "other", "targets"), keys.key_path(mixed, "targets"))
    with pytest.raises(OptionError, match="targets key is not the one"):
        build(BuildOptions({}, [tmp_path / "records.csv"], tmp_path / "out", XC1_DEMO), PublisherKeys(mixed), None)
    assert (tmp_path / "out" / "metadata" / "timestamp.json").read_bytes() == before


@pytest.mark.parametrize(("limit", "says"), [("MAX_BYTES", "clients take"), ("MAX_BUCKET_RECORDS", "A bucket of")])
def test_what_no_client_would_take_is_refused_before_the_hashing(publish, monkeypatch, limit: str, says: str) -> None:
    monkeypatch.setattr(catalogue, limit, 1 if limit == "MAX_BUCKET_RECORDS" else 100)
    monkeypatch.setattr("exposure_check.publisher.build.evaluate", lambda *_: pytest.fail("hashed"))
    rows = "".join(f"fi.hetu,{number},{OPEN_BREACH},name,\n" for number in NUMBERS[:2])
    with pytest.raises(PublishError, match=says):
        publish(rows, prefix_bits=0)


def test_a_letter_code_that_many_people_have_is_refused(publish: Publish) -> None:
    """As where a cell was copied downwards: whoever gets such a letter could look the others up."""
    rows = [f"fi.hetu,{number},{SEALED_BREACH},name,{CODE}\n" for number in NUMBERS]
    with pytest.raises(PublishError, match="4 people have the letter code of another person"):
        publish("".join(rows))


def test_a_letter_code_is_missed_in_no_other_partition(publish: Publish) -> None:
    rows = [f"fi.hetu,{number},{SEALED_BREACH},name,{CODE}\n" for number in NUMBERS[:2]]
    with pytest.raises(PublishError, match="2 people have the letter code of another person"):
        publish("".join(rows), partition_bits=12)


@pytest.mark.parametrize("part", ["breach", "scheme"])
def test_a_breach_or_scheme_of_which_nobody_is_left_stops_a_build_of_many_rows(publish: Publish, part: str) -> None:
    numbers = identity.distinct_test_numbers("fi.hetu", 300, random.Random(3))
    many = "".join(f"fi.hetu,{number},{OPEN_BREACH},name,\n" for number in numbers)
    lost = {"breach": f"fi.hetu,{NUMBERS[0]},{SEALED_BREACH},name,short\n", "scheme": f"us.ssn,1,{OPEN_BREACH},name,\n"}
    expected = {"breach": f"1 of 1 rows of the breach {SEALED_BREACH}", "scheme": "1 of 1 rows of the scheme us.ssn"}
    with pytest.raises(PublishError, match=expected[part]) as error:
        publish(many + lost[part])
    assert "--max-refused 100%" in error.value.advice
    publish(many + lost[part], limits=Limits(max_refused=100))


def test_one_person_may_have_one_code_for_several_rows_and_numbers(publish: Publish) -> None:
    sealed = f"{SEALED_BREACH},name,{CODE}\n"
    _, summary = publish(f"fi.hetu,{NUMBERS[0]},{sealed}" * 2 + f"us.ssn,666121234,{sealed}")
    assert [figures.people for figures in summary.data_sets] == [1, 1]
