"""What kind of file a file is, and what is said of each kind that is not read."""

from __future__ import annotations

import gzip
import sqlite3
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from exposure_check.errors import OptionError
from exposure_check.publisher.input import rows
from exposure_check.tables import detection
from exposure_check.tables.mapping import AS_IS, Mapping
from tests.support.judged_records import judged

NUMBER = "010594Y9032"
RULES = rows.Rules({"a": rows.BreachRule(sealed=False, categories=rows.bits(("name",)))}, allow_test=True)
HEADER = "scheme,number,breach,categories,code"
ROW = f"fi.hetu,{NUMBER},a,name,"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def count(path: Path, names: Mapping = AS_IS) -> int:
    entries, faults = judged(path, RULES, names)
    assert faults == []
    return len(entries)


@pytest.mark.parametrize(
    ("content", "what", "way_out"),
    [
        (b"", "is empty", "saved"),
        (bytes(5000), "nothing but zeros", "saved"),
        (b"\0\1\0\0Standard Jet DB\0", "Microsoft Access", "export"),
        (b"\0\1\0\0Standard ACE DB\0", "Microsoft Access", "export"),
        (b"$FL2@(#) SPSS DATA FILE", "SPSS", "SAVE TRANSLATE"),
        (b"%PDF-1.7\n", "PDF", "table"),
        (b"{\\rtf1\\ansi", "RTF", "table"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "archive", "Unpack"),
        (b"Rar!\x1a\x07\x01\0", "archive", "Unpack"),
        (b"BZh91AY&SY", "bzip2", "bunzip2"),
        (b"\xfd7zXZ\0\0", "xz", "unxz"),
        (b"PGDMP\1\16", "PostgreSQL", "\\copy"),
        (b"PARE....", "encrypted Parquet", "Decrypt"),
        (b"<stata_dta><header>", "Stata", "export"),
        (b"-----BEGIN PGP MESSAGE-----\n", "PGP", "Decrypt"),
        (b"age-encryption.org/v1\n", "age", "Decrypt"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "without the password"),
        (OLE + "WordDocument".encode("utf-16-le"), "Microsoft Office", "save"),
        (b"<!DOCTYPE html>\n<html><table>", "HTML", "spreadsheet"),
        (b"\xef\xbb\xbf<html xmlns:x='urn'>", "HTML", "spreadsheet"),
        (b'<?xml version="1.0"?>\n<Workbook>', "XML", "Convert"),
        ("<?xml version='1.0'?>".encode("utf-16"), "XML", "Convert"),
        (b"MSH|^~\\&|A|B\r", "HL7", "FHIR"),
        (b"BEGIN:VCARD\r\n", "vCards", "CSV"),
        (b"-- MySQL dump 10.13\n\nDROP TABLE", "SQL dump", "mysqlsh"),
        (b"--\n-- PostgreSQL database dump\n--\n\nSET x", "PostgreSQL dump", "\\copy"),
        (b"-- x\n/* y */\nCREATE TABLE `people` (\n", "SQL dump", "csv"),
        (b"INSERT INTO people VALUES ('010594Y9032');", "SQL dump", "csv"),
        (b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "SQL dump", ".headers on"),
        (b'# breaches\n[[breaches]]\nid = "x"\n', "TOML", "--breaches"),
        (b'separator = ";"\r\n[columns]\r\n', "TOML", "--mapping"),
    ],
)
def test_f10_each_kind_that_is_not_read_has_its_own_sentence(
    tmp_path: Path, content: bytes, what: str, way_out: str
) -> None:
    path = tmp_path / "records.csv"  # the name says nothing
    for data in (content, gzip.compress(content)) if content and not content.startswith(OLE) else (content,):
        path.write_bytes(data)
        with pytest.raises(OptionError, match=what) as error:
            detection.detect(path, AS_IS)
        assert way_out in error.value.advice
        assert NUMBER not in str(error.value) + error.value.advice


def test_f10_databases_archives_and_documents_as_they_really_are(tmp_path: Path) -> None:
    inner = tmp_path / "r.csv"
    inner.write_text(f"{HEADER}\n{ROW}\n")
    base = tmp_path / "base"
    with sqlite3.connect(base) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with tarfile.open(tmp_path / "r.tar", "w") as file:
        file.add(inner)
    with tarfile.open(tmp_path / "r.tgz", "w:gz") as file:
        file.add(inner)
    with ZipFile(tmp_path / "r.zip", "w") as file:
        file.write(inner)
    with ZipFile(tmp_path / "r.docx", "w") as file:
        file.writestr("word/document.xml", "")
    with ZipFile(tmp_path / "r.numbers", "w") as file:
        file.writestr("Index/Document.iwa", "")
    for name, what in (
        ("base", "SQLite"),
        ("r.tar", "archive"),
        ("r.tgz", "archive"),
        ("r.zip", "archive"),
        ("r.docx", "document of an office"),
        ("r.numbers", "Numbers"),
    ):
        with pytest.raises(OptionError, match=what):
            detection.detect(tmp_path / name, AS_IS)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"sep=;\n{HEADER}\n{ROW}\n".replace(",", ";"), AS_IS),
        (f'SEP=\t"\r\n{HEADER}\r\n{ROW}\r\n'.replace(",", "\t"), AS_IS),
        (f"\r\n\r\n{HEADER}\r\n{ROW}\r\n", AS_IS),
        (f'Raportti "2021\nOsasto: x, y\n{HEADER}\n{ROW}\n', Mapping(header=3)),
        (f"{HEADER},\n{ROW},\n", AS_IS),
        (f"{HEADER}\n{ROW},,\n", AS_IS),
        (f"{HEADER},,\n{ROW}\n", AS_IS),
        (f"{HEADER}\r\r\n{ROW}\r\r\n", AS_IS),
        (f"{HEADER}\r{ROW}\r", AS_IS),
        (f"{HEADER}\n{ROW}\n\x1a", AS_IS),
        (f"\ufeff\ufeff{HEADER}\n{ROW}\n", AS_IS),
        (f'scheme,"num\nber",breach,categories\n{ROW}\n', Mapping(columns={"number": "num ber"})),
        (
            f"[scheme],[number],[breach],[categories]\n{ROW}\n",
            Mapping(columns={n: f"[{n}]" for n in HEADER.split(",")[:4]}),
        ),
    ],
)
def test_f10_what_programs_write_around_a_table_is_read(tmp_path: Path, text: str, names: Mapping) -> None:
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert count(path, names) == 1


def test_f10_an_array_under_the_name_of_json_lines_is_read(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(f'[{{"scheme": "fi.hetu", "number": "{NUMBER}", "breach": "a", "categories": ["name"]}}]')
    assert count(path) == 1


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (f"Raportti\n\n{HEADER}\n{ROW}\n", "header = 3"),
        (f"{HEADER.title()}\n{ROW}\n", "'number' is there as 'Number'"),
        (f"{ROW}\n", "header = 0"),
    ],
)
def test_f10_a_missing_column_is_told_with_what_would_help(tmp_path: Path, text: str, advice: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(text)
    with pytest.raises(OptionError, match="lacks the columns") as error:
        detection.detect(path, AS_IS)
    assert advice in error.value.advice
    assert NUMBER not in str(error.value) + error.value.advice
