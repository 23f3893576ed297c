"""What stages leave for each other: the same files and msgpack forms as earlier versions wrote."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from exposure_check.publisher.summary import DataSet
from exposure_check.publisher.workspace import artifacts
from exposure_check.publisher.workspace.artifacts import Labels, ReadFigures, SchemeCount
from exposure_check.publisher.workspace.storage import Folder
from exposure_check.publisher.workspace.workspace import CorruptError, State, Workspace
from exposure_check.trust.code_book import DrawnCode

NARROW, WIDE = (("a", 1),), (("a", 3),)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    state = State(2, "00" * 16, datetime(2026, 1, 2, tzinfo=UTC), "digest", "XC1-DEMO", 1, "11" * 8)
    return Workspace(Folder(tmp_path / "work"), bytes(32), state)


def test_the_state_is_written_as_before(workspace: Workspace) -> None:
    assert msgspec.json.encode(workspace.state) == (
        b'{"format":2,"build_id":"00000000000000000000000000000000","created":"2026-01-02T00:00:00Z","order":"digest",'
        b'"suite":"XC1-DEMO","partition_bits":1,"voprf_key_id":"1111111111111111"}'
    )


def test_figures_and_labels_are_written_as_before(workspace: Workspace) -> None:
    drawn = DrawnCode("r.csv", "0123456789ab", 2, "", "a", "0000000000000000")
    artifacts.save_read_figures(workspace, ReadFigures(3, {"row.malformed": 1}, {"r.csv: row.malformed": [4]}, [drawn]))
    artifacts.save_labels(workspace, {"fi.hetu": Labels([WIDE], [(NARROW, 0), (WIDE, 0)])})
    code = {"file": "r.csv", "digest": "0123456789ab", "line": 2, "row": "", "breach": "a", "code": "0000000000000000"}
    assert msgspec.msgpack.decode(workspace.load("read")) == {
        "rows": 3,
        "refused": {"row.malformed": 1},
        "refused_lines": {"r.csv: row.malformed": [4]},
        "drawn": [code],
    }
    assert msgspec.msgpack.decode(workspace.load("labels")) == {
        "fi.hetu": {"profiles": [[["a", 3]]], "label_of": [[[["a", 1]], 0], [[["a", 3]], 0]]}
    }


def test_the_summary_is_printed_and_kept_as_before() -> None:
    names = [field.encode_name for field in msgspec.structs.fields(DataSet)]
    assert names == [
        *("scheme", "dataset_id", "people", "records", "buckets", "bucket_records", "bytes", "k"),
        *("profiles", "rare_profiles", "false_positive"),
    ]


def test_records_and_stretched_values_lie_where_they_lay(workspace: Workspace) -> None:
    artifacts.save_records(workspace, 1, {"fi.hetu": [b"a", b"b"]})
    artifacts.save_stretched(workspace, 0, {b"fi.hetu\0x": bytes(32)})
    assert msgspec.msgpack.decode(workspace.load("records/00001")) == {"fi.hetu": b"ab"}
    assert artifacts.load_records(workspace, 1) == {"fi.hetu": b"ab"}
    assert workspace.intact("stretched/00000")
    assert artifacts.load_stretched(workspace, 0) == {b"fi.hetu\0x": bytes(32)}
    assert [artifacts.has_records(workspace, partition) for partition in workspace.partitions] == [False, True]


def test_what_is_not_there_is_no_figures_but_corrupt_records(workspace: Workspace) -> None:
    assert artifacts.load_read_figures(workspace) is None
    with pytest.raises(CorruptError, match="records/00000"):
        artifacts.load_records(workspace, 0)


def test_records_are_counted_by_the_set_that_they_get() -> None:
    count = SchemeCount(people=5, records=5, category_sets=Counter({NARROW: 2, WIDE: 3}))
    assert Labels([WIDE], [(NARROW, 0), (WIDE, 0)]).records_by_set(count) == {WIDE: 5}
