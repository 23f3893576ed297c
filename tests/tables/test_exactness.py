"""Nobody gained, nobody lost: what one exact pass says of files that made other readers lose or invent rows."""

from __future__ import annotations

import gzip
import os
import tracemalloc
from pathlib import Path

import duckdb
import pytest

from exposure_check.errors import OptionError, PublishError
from exposure_check.publisher.input import rows
from exposure_check.tables import batch as batches
from exposure_check.tables import detection, limits, reader, stream
from exposure_check.tables.batch import Account, Figures
from exposure_check.tables.framing import Dialect, Scanner
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.tables.reader import Reading, read
from exposure_check.tables.refusals import Limits, Refusals
from tests.support.judged_records import judged

NAMED = "scheme,number,breach,categories,code,note"
PEOPLE = ("010140-900T", "020140-900E", "030140-9003", "040140-900R", "050140-900C", "060140-9001")
CHECKED = {stream.zstd.CompressionParameter.checksum_flag: 1}  # as the command does
RULES = rows.Rules({"shop": rows.BreachRule(sealed=False, categories=rows.bits(("name", "email")))}, allow_test=True)


def row(number: str, note: str = "") -> str:
    return f"fi.hetu,{number},shop,name;email,,{note}"


def write(path: Path, *lines: str, end: str = "\n") -> Path:
    path.write_bytes(end.join((NAMED, *lines, "")).encode())
    return path


def people(path: Path, mapping: Mapping = AS_IS) -> list[str]:
    entries, _ = judged(path, RULES, mapping)
    return [entry.canonical.decode().partition("\0")[2] for entry in entries]


def refusals(*paths: Path) -> Refusals:
    found = Refusals()
    for path in paths:
        source = detection.detect(path, AS_IS)
        reading = Reading(source)
        for batch in read(reading, AS_IS):
            found.add(source, batch.refused, batch.spans)
        found.close(source, reading.figures.rows)
    return found


def test_f0_the_line_of_a_row_is_right_behind_another_line_end_and_a_short_row(tmp_path: Path) -> None:
    text = "\n".join((NAMED, row(PEOPLE[0]) + "\r", "fi.hetu,1,shop", row(PEOPLE[1]), row("020140-900X"), ""))
    path = tmp_path / "r.csv"
    path.write_bytes(text.encode())
    entries, faults = judged(path, RULES)
    assert faults == [(3, "row.malformed"), (5, "number.check_character")]
    lines = [line for batch in read(Reading(detection.detect(path, AS_IS)), AS_IS) for line, _ in batch.rows]
    assert (lines, len(entries)) == ([2, 4, 5], 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_lines_are_exact_for_every_line_end_and_across_blocks(tmp_path: Path, end: str) -> None:
    lines = [row(PEOPLE[0], "x" * 300), "", "short", row(PEOPLE[1], f'"a{end}b"')] * 2000
    path = write(tmp_path / "r.csv", *lines, end=end)
    assert path.stat().st_size > 2 * limits.BLOCK
    _, faults = judged(path, RULES)
    assert faults == [(4 + 5 * at, "row.malformed") for at in range(2000)]


def test_f1_lines_inside_a_long_note_are_nobody(tmp_path: Path) -> None:
    ghost = row("080366-959J", "x")
    note = '"' + "\n".join([ghost] * 25_000) + '"'
    # 12 MB: of half as many the reader of before, which guessed where threads begin, made no ghosts (OLD_READER.md).
    path = write(tmp_path / "r.csv", *(row(number, note) for number in PEOPLE * 2))
    assert path.stat().st_size > 40 * limits.BLOCK
    assert people(path) == list(PEOPLE) * 2
    found = refusals(path)
    assert len(found.spans()) == 12
    with pytest.raises(PublishError, match="lines 2 to 25001, 24,999 of which would be rows") as error:
        found.require_within(Limits(), 12)
    assert found.spans_digest() in error.value.advice
    found.require_within(Limits(multiline_fields=found.spans_digest()), 12)


def test_f2_people_behind_a_stray_quotation_mark_are_not_swallowed(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", row(PEOPLE[0], '"open'), row(PEOPLE[1]), row(PEOPLE[2], 'close"'), row(PEOPLE[3]))
    found = refusals(path)
    with pytest.raises(PublishError, match="lines 2 to 4, 2 of which would be rows"):
        found.require_within(Limits(), 2)
    accepted = Limits(multiline_fields=found.spans_digest())
    found.require_within(accepted, 2)
    more = write(
        tmp_path / "more.csv", row(PEOPLE[0], '"open'), row(PEOPLE[1]), row(PEOPLE[2]), row(PEOPLE[3], 'close"')
    )
    with pytest.raises(PublishError, match="lines 2 to 5"):
        refusals(more).require_within(accepted, 1)
    with pytest.raises(PublishError, match="not in these files"):
        refusals(write(tmp_path / "none.csv", row(PEOPLE[0]))).require_within(accepted, 1)


def test_a_note_of_several_lines_of_prose_stops_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", row(PEOPLE[0], '"She said: yes, no,\nand, then, left, in, 2021,\r\n\r\nthe end"'))
    found = refusals(path)
    found.require_within(Limits(), 1)
    assert people(path) == [PEOPLE[0]]


@pytest.mark.parametrize(
    "note",
    [
        '"open',  # to the end of the file
        '"a" b',
        '"a"b""',
        'a "b',
        '"He said "no", and left"',
        r'"He said \"no\", and left"',
        'x "y\n' + row("080366-959J", "x") + '\nz" w',  # a mark inside a field, over lines
    ],
)
def test_wrong_quotation_marks_stop_the_reading_and_name_the_line(tmp_path: Path, note: str) -> None:
    path = write(tmp_path / "r.csv", row(PEOPLE[0]), row(PEOPLE[1], note), row(PEOPLE[2]))
    with pytest.raises(PublishError, match=r"begins in line 3\b") as error:
        judged(path, RULES)
    assert PEOPLE[1] not in str(error.value)


def test_f3_a_row_that_is_too_long_is_refused_by_its_line(tmp_path: Path) -> None:
    long = row(PEOPLE[1], "x" * (limits.LONGEST_ROW + 1))
    longer = row(PEOPLE[2], "y" * (33 * limits.LONGEST_ROW))
    path = write(tmp_path / "r.csv", row(PEOPLE[0]), long, row(PEOPLE[3]), longer, row(PEOPLE[4]), "short", end="\r\n")
    entries, faults = judged(path, RULES)
    assert len(entries) == 3
    assert faults == [(3, "row.too_long"), (5, "row.too_long"), (7, "row.malformed")]
    assert people(write(tmp_path / "last.csv", row(PEOPLE[0]), longer)) == [PEOPLE[0]]


@pytest.mark.parametrize("size", [limits.LONGEST_ROW, 3 * limits.LONGEST_ROW])
@pytest.mark.parametrize("begin", ["", "a\n"])
def test_a_row_that_is_too_long_and_spans_lines_stops_the_reading(tmp_path: Path, size: int, begin: str) -> None:
    note = f'"{begin}{"x" * size}\n{row("080366-959J", "")}\n"'
    path = write(tmp_path / "r.csv", row(PEOPLE[0]), row(PEOPLE[1], note), row(PEOPLE[2]))
    with pytest.raises(PublishError, match=r"line 3 .*longer than|line 3 spans lines"):
        judged(path, RULES)


def test_f3_a_last_object_over_the_buffer_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    entry = '{"scheme": "fi.hetu", "number": "%s", "breach": "shop", "categories": "name", "note": "%s"}'
    path.write_text(
        f"{entry % (PEOPLE[0], '')}\n{entry % (PEOPLE[1], 'x' * (17 << 20))}\n{entry % (PEOPLE[2], 'y' * 900_000)}"
    )
    entries, faults = judged(path, RULES)
    assert len(entries) == 2
    assert faults == [(2, "row.too_long")]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "json", "parquet"])
@pytest.mark.parametrize("change", ["shorter", "longer", "other", "gone"])
def test_f7_a_file_that_changes_while_it_is_read_is_not_used(tmp_path: Path, suffix: str, change: str) -> None:
    path = tmp_path / f"r.{suffix}"
    entry = f'{{"scheme": "fi.hetu", "number": "{PEOPLE[0]}", "breach": "shop", "categories": "name"}}'
    if suffix == "parquet":
        duckdb.sql(f"COPY (SELECT 'fi.hetu' scheme, '1' number, 'a' breach, 'name' categories) TO '{path}'")
    elif suffix == "csv":
        write(path, *[row(PEOPLE[0])] * 30_000)
    else:
        path.write_text("\n".join([entry] * 10_000) if suffix == "jsonl" else f"[{','.join([entry] * 10_000)}]")
    source = detection.detect(path, AS_IS)
    data, status = path.read_bytes(), path.stat()
    chunks = Reading(source).chunks()
    next(chunks)
    if change == "gone":
        path.unlink()
    else:
        changed = {"shorter": data[:-100], "longer": data + b" " * 100, "other": data[:-9] + b"x" + data[-8:]}[change]
        path.write_bytes(changed)
    if change == "other":
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    with pytest.raises(PublishError, match=r"changed while it was read|cannot be read to its end|not whole JSON"):
        list(chunks)


def test_f8_a_list_of_few_is_not_made_of_a_file_of_many(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", row(PEOPLE[0]), *["short"] * 99)
    found = refusals(path)
    with pytest.raises(PublishError, match=r"99 of 100 rows were refused, 99.0%") as error:
        found.require_within(Limits(), 100)
    assert "--max-refused 99%" in error.value.advice
    found.require_within(Limits(max_refused=99), 100)
    refusals(write(tmp_path / "few.csv", *[row(PEOPLE[0])] * 99, "short")).require_within(Limits(), 100)


def test_a_file_of_which_hardly_anybody_is_left_stops_a_build_of_many_files(tmp_path: Path) -> None:
    many = write(tmp_path / "many.csv", *[row(PEOPLE[0])] * 990)
    lost = write(tmp_path / "lost.csv", *["short"] * 5, row(PEOPLE[1]))
    found = refusals(many, lost)
    with pytest.raises(PublishError, match=r"5 of 6 rows of 'lost.csv' were refused") as error:
        found.require_within(Limits(), 996)
    assert "--max-refused 84%" in error.value.advice
    found.require_within(Limits(max_refused=84), 996)
    refusals(many, write(tmp_path / "some.csv", "short", row(PEOPLE[0]))).require_within(Limits(), 992)


def test_lines_of_files_that_have_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder, lines in (("a", ["short", row(PEOPLE[0])]), ("b", [row(PEOPLE[0]), "short"])):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "r.csv", *lines)
    found = refusals(tmp_path / "a" / "r.csv", tmp_path / "b" / "r.csv").lines()
    assert found == {
        f"{tmp_path / 'a' / 'r.csv'}: row.malformed": [2],
        f"{tmp_path / 'b' / 'r.csv'}: row.malformed": [3],
    }


def test_what_is_not_accounted_for_stops_the_reading() -> None:
    account = Account("r.csv")
    account.add(Figures(lines=3, bytes=30), Figures(lines=3, bytes=30, records=3, read=1, refused=1, blank=1), 2)
    for found in (
        Figures(lines=2, bytes=30, records=3, read=3),
        Figures(lines=3, bytes=29, records=3, read=3),
        Figures(lines=3, bytes=30, records=3, read=2),
    ):
        with pytest.raises(PublishError, match="lines from 7 on"):
            account.add(Figures(lines=3, bytes=30), found, 7)
    with pytest.raises(PublishError, match="4 lines and 30 bytes, of which 3 and 30"):
        account.close(Figures(lines=4, bytes=30))
    account.close(Figures(lines=3, bytes=30))


def test_a_chunk_that_gets_lost_on_the_way_is_missed(tmp_path: Path) -> None:
    reading = Reading(detection.detect(write(tmp_path / "r.csv", *[row(PEOPLE[0])] * 30_000), AS_IS))
    parse = reader.parser(reading.source, AS_IS)
    chunks = list(reading.chunks())
    for chunk in chunks[1:]:
        reading.enter(chunk, parse(chunk).figures())
    with pytest.raises(PublishError, match="30,000 lines"):
        reading.close()


def test_every_byte_and_record_is_accounted_for(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", row(PEOPLE[0], '"a\nb"'), "", "short", ",,,,,", row(PEOPLE[1]))
    reading = Reading(detection.detect(path, AS_IS))
    list(read(reading, AS_IS))
    figures = reading.figures
    assert (figures.lines, figures.records, figures.read, figures.refused, figures.blank) == (6, 5, 2, 1, 2)
    assert figures.bytes == path.stat().st_size - len(NAMED) - 1
    assert figures.tallest == (2, 2)
    assert figures.longest == (len(row(PEOPLE[0], '"a\nb"')) + 1, 2)
    assert batches.NOTHING.plus(figures) == figures


@pytest.mark.parametrize("escape", ["", "\\"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_it_does_not_matter_where_blocks_end(size: int, escape: str) -> None:
    text = 'a,b\r\r\n"c\r\n""d",e\r"f\n\r",g\n\n\r\n"h"\r\r\nlast,"\n"'
    if escape:
        text = text.replace('""d', '\\"d') + ',\\\n"\\\\"'
    data = text.encode()
    dialect = Dialect(escape=escape)
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    scanner = Scanner("r.csv", dialect)
    chunks = list(scanner.chunks(blocks))
    whole = Scanner("r.csv", dialect)
    at_once = list(whole.chunks([data]))
    assert b"".join(chunk.data for chunk in chunks) == data == b"".join(chunk.data for chunk in at_once)
    assert sum(chunk.lines for chunk in chunks) == sum(chunk.lines for chunk in at_once)
    assert scanner.line == whole.line
    assert [chunk.line for chunk in chunks] == sorted(chunk.line for chunk in chunks)


def test_a_file_of_quoted_notes_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    note = '"' + 'He said, ""no"", and\n left\r\n' * 20_000 + '"'
    peaks = []
    for count in (4, 16):
        path.write_bytes("\n".join((NAMED, *[row(PEOPLE[0], note)] * count, "")).encode())
        tracemalloc.start()
        reading = Reading(detection.detect(path, AS_IS))
        for _ in read(reading, AS_IS):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert reading.figures.read == count
    assert path.stat().st_size > 8 << 20
    assert peaks[1] < peaks[0] + (1 << 20)


def test_compressed_files_are_opened_on_the_way(tmp_path: Path) -> None:
    text = "\n".join((NAMED, row(PEOPLE[0]), row(PEOPLE[1]), "")).encode()
    for name, data in (
        ("r.csv.gz", gzip.compress(text)),
        ("parts", gzip.compress(text[:50]) + gzip.compress(text[50:])),
        ("r.csv.zst", stream.zstd.compress(text)),
        ("wide.gz", gzip.compress(text.decode().encode("utf-16"))),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert people(path) == [PEOPLE[0], PEOPLE[1]]


@pytest.mark.parametrize("name", ["gz", "zst"])
@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_compressed_file_that_is_cut_short_is_not_taken_for_its_beginning(
    tmp_path: Path, name: str, damage: str
) -> None:
    text = "\n".join((NAMED, *(row(PEOPLE[at % 6], str(at * at)) for at in range(5000)), "")).encode()
    data = bytearray(gzip.compress(text) if name == "gz" else stream.zstd.compress(text, options=CHECKED))
    path = tmp_path / f"r.{name}"
    if damage == "flipped":
        data[len(data) // 2] ^= 1
    path.write_bytes(data[:-4] if damage == "cut" else data)
    with pytest.raises((OptionError, PublishError), match=r"damaged or cut short|is not"):
        judged(path, RULES)


def test_a_compressed_file_does_not_expand_without_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SMALL_EXPANSION", 1 << 20)
    path = tmp_path / "r.csv.zst"
    path.write_bytes(stream.zstd.compress(NAMED.encode() + b"\n" * (64 << 20)))
    with pytest.raises(OptionError, match="expands to more than 200 times"):
        detection.detect(path, AS_IS)
