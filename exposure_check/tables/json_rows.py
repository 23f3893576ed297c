"""Records of JSON to rows: objects, decoded by `msgspec`. A key that occurs twice refuses the record."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import msgspec

from exposure_check.tables.batch import Batch
from exposure_check.tables.faults import DUPLICATE_KEY, MALFORMED, TOO_LONG, RowFault

if TYPE_CHECKING:
    from exposure_check.tables.columns import Columns
    from exposure_check.tables.framing import Chunk
    from exposure_check.tables.json_framing import Objects

_BLANK = b" \t\n\v\f\r"
_KEY = re.compile(rb'"\s*:')  # every key ends so, and now and then a text


class JsonRows:
    """Reads the records of one file."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._decoder = msgspec.json.Decoder(dict[str, object])

    def lines(self, chunk: Chunk) -> Batch:
        """The rows of a chunk of which each line is a record."""
        batch = Batch(lines=chunk.lines, bytes=len(chunk.data))
        lines = chunk.data.removesuffix(b"\n").split(b"\n") if chunk.data else [b""]
        for line, raw in enumerate(lines, start=chunk.line):
            batch.records += 1
            if not chunk.data:
                batch.refused.append((line, TOO_LONG))
            elif raw.strip(_BLANK):
                self._judge(batch, line, raw)
            else:
                batch.blank += 1
        return batch

    def objects(self, chunk: Objects) -> Batch:
        """The rows of records that were framed one by one."""
        batch = Batch()
        for line, raw in chunk.records:
            batch.records += 1
            batch.bytes += len(raw)
            if raw:
                self._judge(batch, line, raw)
            else:
                batch.refused.append((line, TOO_LONG))
        return batch

    def _judge(self, batch: Batch, line: int, raw: bytes) -> None:
        batch.longest = max(batch.longest, (len(raw), line))
        try:
            record = self._decoder.decode(raw)
            _require_unique_keys(raw, record)
            batch.rows.append((line, self._columns.row(record)))
        except RowFault as fault:
            batch.refuse(line, fault)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
            batch.refused.append((line, MALFORMED))


def _require_unique_keys(raw: bytes, record: dict[str, object]) -> None:
    if len(_KEY.findall(raw)) != _keys(record) and _has_duplicate(raw):
        raise RowFault(DUPLICATE_KEY)


def _keys(value: object) -> int:
    if isinstance(value, dict):
        return len(value) + sum(_keys(each) for each in value.values() if isinstance(each, (dict, list)))
    return sum(_keys(each) for each in value if isinstance(each, (dict, list))) if isinstance(value, list) else 0


def _has_duplicate(raw: bytes) -> bool:
    class FoundError(Exception):
        pass

    def unique(pairs: list[tuple[str, object]]) -> None:
        if len({key for key, _ in pairs}) != len(pairs):
            raise FoundError

    try:
        json.loads(raw, object_pairs_hook=unique)
    except FoundError:
        return True
    return False
