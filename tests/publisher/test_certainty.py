"""Certainty on its way from rows to the signed list, and what `verify` says where it is another there."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from exposure_check import identity
from exposure_check.errors import PublishError
from exposure_check.protocol import catalogue
from exposure_check.protocol.catalogue import Breach, Catalogue
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import withdraw
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build, no_progress
from exposure_check.publisher.input import breaches
from exposure_check.publisher.sample_records import BREACHES_FILE, OPEN_BREACH, SEALED_BREACH
from exposure_check.publisher.stages import describe
from exposure_check.publisher.verify import records as verify_records
from exposure_check.publisher.verify import second_opinion
from exposure_check.publisher.workspace import lifecycle
from exposure_check.trust import keys
from tests.support.publisher import Published

NUMBERS = identity.distinct_test_numbers("fi.hetu", 4, random.Random(10))
HEADER = "scheme,number,breach,categories,code,certainty\n"


def row(number: str, categories: str, certainty: str = "") -> str:
    return f"fi.hetu,{number},{OPEN_BREACH},{categories},,{certainty}\n"


def sets(described: Catalogue) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(entry.categories, entry.uncertain) for entries in described.category_sets for entry in entries}


def test_a_row_that_confirms_wins_over_one_that_does_not(publish: Callable) -> None:
    rows = row(NUMBERS[0], "name;phone", "possible") + row(NUMBERS[0], "phone;email?", "confirmed")
    published, summary = publish(rows, header=HEADER)
    assert summary.merged == 1
    assert sets(published.catalogue()) == {(("name", "phone", "email"), ("name", "email"))}
    assert published.look_up(NUMBERS[0]) == {OPEN_BREACH: ("name", "phone", "email")}


def test_confirmed_or_not_the_data_set_has_one_size(publish: Callable) -> None:
    sizes = []
    for certainty in ("", "possible"):
        published, _ = publish(row(NUMBERS[0], "name") + row(NUMBERS[1], "name", certainty), header=HEADER)
        folder = published.folder(published.catalogue())
        sizes.append(sorted(path.stat().st_size for path in folder.rglob("*") if path.is_file()))
    assert sizes[0] == sizes[1]


def test_rare_sets_are_counted_with_their_certainty(publish: Callable) -> None:
    _, summary = publish(row(NUMBERS[0], "name") + row(NUMBERS[1], "name", "possible"), header=HEADER)
    assert (summary.data_sets[0].category_sets, summary.data_sets[0].rare_category_sets) == (2, 2)


def options_for(records: Path, out: Path, folder: Path, **changes: object) -> BuildOptions:
    listed = breaches.load(folder / BREACHES_FILE)
    return BuildOptions(listed, [records], out, XC1_DEMO, **{"prefix_bits": 3, "allow_test": True} | changes)


def test_a_later_build_confirms_without_hashing_anybody_anew(
    tmp_path: Path, pool: Executor, key_folder: Path, demo_folder, monkeypatch
) -> None:
    records = tmp_path / "records.csv"
    records.write_text(HEADER + row(NUMBERS[0], "name", "possible"))
    options = options_for(records, tmp_path / "out", demo_folder[0], keep_work=True)
    build(options, PublisherKeys(key_folder), pool)
    assert sets(Published(options.out, key_folder).catalogue()) == {(("name",), ("name",))}
    records.write_text(HEADER + row(NUMBERS[0], "name", "confirmed"))
    monkeypatch.setattr("exposure_check.publisher.stages.evaluate.stretch", lambda *_, **__: pytest.fail("hashed"))
    later = replace(options, previous=lifecycle.kept(options.work_folder()), keep_work=False, work=tmp_path / "work")
    build(later, PublisherKeys(key_folder), pool)
    assert sets(Published(options.out, key_folder).catalogue()) == {(("name",), ())}


def attempt(described: Catalogue, published: Published, tmp_path: Path, folder: Path, pool: Executor):
    options = options_for(tmp_path / "records.csv", published.out, folder)
    voprf = keys.load_voprf(published.keys, None)
    return verify_records.open_all(options, voprf, {"fi.hetu": described}, 0, pool, no_progress)


@pytest.mark.parametrize("uncertain", [(), ("name",), ("name", "phone")])
def test_a_list_with_another_certainty_than_the_records_is_named(
    publish: Callable, tmp_path: Path, demo_folder, pool: Executor, uncertain: tuple[str, ...]
) -> None:
    published, _ = publish(row(NUMBERS[0], "name;phone?"), header=HEADER)
    described = published.catalogue()
    assert attempt(described, published, tmp_path, demo_folder[0], pool).wider == 0
    (entry,) = described.category_sets[0]
    changed = msgspec.structs.replace(
        described, category_sets=((msgspec.structs.replace(entry, uncertain=uncertain),),)
    )
    with pytest.raises(PublishError, match="does not open to what its rows say"):
        attempt(changed, published, tmp_path, demo_folder[0], pool)


def test_a_list_that_says_more_cannot_be_ruled_out_is_counted_as_wider(
    publish: Callable, tmp_path: Path, demo_folder, pool: Executor
) -> None:
    published, _ = publish(row(NUMBERS[0], "name;phone?"), header=HEADER)
    described = published.catalogue()
    (entry,) = described.category_sets[0]
    for uncertain, is_taken in ((("phone", "email"), True), (("phone",), False)):
        wider = msgspec.structs.replace(entry, categories=("name", "phone", "email"), uncertain=uncertain)
        changed = msgspec.structs.replace(described, category_sets=((wider,),))
        if is_taken:
            assert attempt(changed, published, tmp_path, demo_folder[0], pool).wider == 1
        else:  # nobody confirmed the address
            with pytest.raises(PublishError, match="does not open to what its rows say"):
                attempt(changed, published, tmp_path, demo_folder[0], pool)


def test_two_readers_that_differ_in_certainty_alone_are_named(
    publish: Callable, tmp_path: Path, demo_folder, pool: Executor, monkeypatch
) -> None:
    published, _ = publish(row(NUMBERS[0], "name", "possible") + row(NUMBERS[1], "name"), header=HEADER)
    real = second_opinion.second_reader.rows

    def careless(source, mapping):
        return (tuple(text.replace("?", "") for text in read) for read in real(source, mapping))

    monkeypatch.setattr(second_opinion.second_reader, "rows", careless)
    with pytest.raises(PublishError, match=r"Two readers do not read the same .* differs: 2\."):
        attempt(published.catalogue(), published, tmp_path, demo_folder[0], pool)


def test_what_is_left_after_a_withdrawal_keeps_certainty_and_particulars(publish: Callable) -> None:
    sealed = f"fi.hetu,{NUMBERS[1]},{SEALED_BREACH},name?;phone,0000000000000000,\n"
    published, _ = publish(row(NUMBERS[0], "name;phone?") + sealed, header=HEADER)
    before = published.catalogue()
    change = withdraw.withdraw(published.out, [], [OPEN_BREACH], [], datetime.now(UTC))
    (data,) = change.targets.values()
    after = catalogue.parse(data)
    assert sets(after) == {(("name", "phone"), ("name",))}
    assert after.breaches == before.breaches[1:]
    assert after.breaches[0].measures
    assert msgspec.json.decode(data)["suite"] == "XC1-DEMO/2"


def a_thousand_breaches(length: int) -> Catalogue:
    """A catalogue of as many breaches as there can be, with three texts in three languages of so many characters."""
    texts = dict.fromkeys(("en", "fi", "sv"), "x" * length)
    listed = tuple(
        Breach(
            id=f"breach-{number:04d}",
            holder="Example Oy",
            occurred=date(2020, 1, 1),
            disclosed=date(2020, 1, 1),
            sealed=False,
            categories=("name",),
            references=(),
            name={"en": "Example"},
            summary={"en": "An example."},
            contact_point=texts,
            consequences=texts,
            measures=texts,
        )
        for number in range(1000)
    )
    entry = catalogue.CategorySetEntry("breach-0000", ("name",))
    return Catalogue(
        suite="XC1-DEMO",
        dataset_id=bytes(16).hex(),
        scheme="fi.hetu",
        prefix_bits=3,
        bucket_records=1,
        label_bytes=1,
        voprf_public_key=bytes(32).hex(),
        merkle_root=bytes(32).hex(),
        created=datetime.now(UTC),
        breaches=listed,
        category_sets=((entry,),),
    )


def test_a_thousand_breaches_with_texts_of_some_lines_fit() -> None:
    data = describe.serialise(a_thousand_breaches(400))
    assert len(catalogue.parse(data).breaches) == 1000


def test_texts_too_long_for_a_list_are_named_with_what_to_do() -> None:
    described = a_thousand_breaches(500)
    longest = msgspec.structs.replace(described.breaches[7], measures={"en": "x" * 4000})
    described = msgspec.structs.replace(described, breaches=(*described.breaches[:7], longest, *described.breaches[8:]))
    with pytest.raises(PublishError, match="clients take 4,194,304") as error:
        describe.serialise(described)
    assert "Shorten the texts in the file of breaches" in error.value.advice
    assert "The longest: breach-0007 (" in error.value.advice
    assert "--merge-rare" not in error.value.advice
