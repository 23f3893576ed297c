"""What kind of file a file is, told from its first bytes and never from its name; and, of each kind that is not read,
what it is and how to get a table out of it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from zipfile import BadZipFile, ZipFile

from exposure_check.errors import OptionError
from exposure_check.tables import encoding as encodings

if TYPE_CHECKING:
    from pathlib import Path

TEXT, PARQUET, SHEET = "text", "parquet", "spreadsheet"


class _Unread(NamedTuple):
    what: str
    advice: str


_UNPACK = "Unpack it and name the files of records in it."
_EXPORT_CSV = "Export the table as CSV in UTF-8, with the names of the columns in the first line."
_OPEN_AND_SAVE = "Open it in a spreadsheet program and save the sheet as .xlsx or as CSV in UTF-8."
_DELETE = "keep that copy on an encrypted disk and delete it after the build."
_DECRYPT = "Decrypt it on an encrypted disk, name what comes out, and delete that after the build."

_ACCESS = _Unread(
    "a Microsoft Access database", "In Access export the table: External Data, Text File, with delimiters."
)
_SPSS = _Unread("an SPSS file", "In SPSS: SAVE TRANSLATE OUTFILE='records.csv' /TYPE=CSV /ENCODING='UTF8' /FIELDNAMES.")
_POSTGRES = _Unread(
    "a PostgreSQL dump",
    "Restore it into a database and there run: \\copy TABLE to 'records.csv' with (format csv, header).",
)
_SQL = _Unread(
    "an SQL dump",
    "Restore it into a database and export the table as CSV: in PostgreSQL \\copy TABLE to 'records.csv' with (format "
    "csv, header); in MySQL mysqlsh util.exportTable(..., {dialect: 'csv-unix'}); in SQLite .mode csv and .headers on.",
)
_ARCHIVE = _Unread("an archive", _UNPACK)

_MAGIC: tuple[tuple[int, bytes, _Unread], ...] = (
    (0, b"SQLite format 3\0", _Unread("an SQLite database", "Run: sqlite3 -header -csv FILE 'select * from TABLE'.")),
    (4, b"Standard Jet DB", _ACCESS),
    (4, b"Standard ACE DB", _ACCESS),
    (0, b"$FL2", _SPSS),
    (0, b"$FL3", _SPSS),
    (0, b"%PDF", _Unread("a PDF document", "Ask for the table that it was made from: a PDF has no rows.")),
    (0, b"{\\rtf", _Unread("an RTF document", "Ask for the table that it was made from.")),
    (0, b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (0, b"Rar!\x1a\x07", _ARCHIVE),
    (257, b"ustar", _ARCHIVE),
    (0, b"BZh", _Unread("compressed with bzip2", "Decompress it first: bunzip2 FILE.")),
    (0, b"\xfd7zXZ\0", _Unread("compressed with xz", "Decompress it first: unxz FILE.")),
    (0, b"\x04\x22\x4d\x18", _Unread("compressed with lz4", "Decompress it first: lz4 -d FILE.")),
    (0, b"\x1f\x9d", _Unread("compressed with compress", "Decompress it first: uncompress FILE.")),
    (0, b"PGDMP", _POSTGRES),
    (0, b"PARE", _Unread("an encrypted Parquet file", _DECRYPT)),
    (0, b"ORC", _Unread("an ORC file", "Convert it to Parquet or CSV.")),
    (0, b"ARROW1", _Unread("an Arrow file", "Convert it to Parquet or CSV.")),
    (0, b"FEA1", _Unread("a Feather file", "Convert it to Parquet or CSV.")),
    (0, b"Obj\x01", _Unread("an Avro file", "Convert it to Parquet or JSON lines.")),
    (0, b"\x89HDF\r\n\x1a\n", _Unread("an HDF5 file", "Export the table as Parquet or CSV.")),
    (0, b"<stata_dta>", _Unread("a Stata file", "In Stata: export delimited using records.csv.")),
    (0, b"RDX", _Unread("an R data file", "In R: write.csv(TABLE, 'records.csv', row.names = FALSE).")),
    (0, b"-----BEGIN PGP", _Unread("encrypted with PGP", _DECRYPT)),
    (0, b"age-encryption.org/", _Unread("encrypted with age", _DECRYPT)),
    (0, b"Salted__", _Unread("encrypted with OpenSSL", _DECRYPT)),
)
_SAS = bytes.fromhex("000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011")
_SAS_FILE = _Unread("a SAS file", "In SAS: proc export data=TABLE outfile='records.csv' dbms=csv; run.")
_DBASE = _Unread("a dBase file", _OPEN_AND_SAVE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XLS_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOOKED_AT = 1 << 24  # bytes of an OLE file: its directory may lie anywhere

_PROSE: tuple[tuple[str, _Unread], ...] = (
    (r"<(?:!doctype\s+html|html|head|body|table|meta)\b", _Unread("an HTML page", _OPEN_AND_SAVE)),
    (r"<\?xml|<[a-z_][\w:.-]*[\s>]", _Unread("XML", "Convert it to CSV or JSON, one record a row.")),
    (r"MSH\|", _Unread("an HL7 version 2 message", "Export the patients as CSV or as FHIR in JSON.")),
    (r"BEGIN:VCARD", _Unread("a file of vCards", _EXPORT_CSV)),
    (r"dn(?:::?)\s", _Unread("an LDIF file", _EXPORT_CSV)),
    (
        r"(?:#[^\n]*\n|\s)*"
        r"(?:\[\[?[\w.-]+\]\]?[ \t]*(?:#[^\n]*)?\r?\n|[\w.-]+[ \t]+=[ \t]+(?:[\"'\[{\d]|true\b|false\b))",
        _Unread("a TOML file", "Breaches are named with --breaches FILE, names of columns with --mapping FILE."),
    ),
    (r"--\s*\n?--\s*PostgreSQL database|-- PostgreSQL", _POSTGRES),
    (
        r"(?:(?:--|/\*|#)[^\n]*\n|\s)*(?:-- MySQL dump|(?:create|insert|drop|alter|set|use|begin|pragma|copy|lock)\s"
        r"[^,;\n]*(?:;|\n|\())",
        _SQL,
    ),
)
_PROSE_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), unread) for pattern, unread in _PROSE)


def kind_of(path: Path, beginning: bytes) -> str:
    """The kind of a file that is read; raises `OptionError` for any other."""
    if not beginning.strip(b" \t\r\n\0"):
        raise OptionError(
            f"The file of records {str(path)!r} is empty{', or holds nothing but zeros' if beginning else ''}.",
            advice="Look where it comes from whether it was saved.",
        )
    if beginning.startswith(b"PAR1"):
        return PARQUET
    for at, magic, unread in _MAGIC:
        if beginning[at : at + len(magic)] == magic:
            _refuse(path, unread)
    if beginning.startswith(b"PK\x03\x04"):
        return _zip(path)
    if beginning.startswith(_OLE):
        return _ole(path)
    if beginning.startswith(_SAS):
        _refuse(path, _SAS_FILE)
    if beginning[:1] in (b"\x03", b"\x83", b"\xf5", b"\x8b") and b"\r" in beginning[32:] and b"\0" in beginning[:32]:
        _refuse(path, _DBASE)
    _refuse_prose(path, beginning)
    return TEXT


def _refuse_prose(path: Path, beginning: bytes) -> None:
    text = beginning[:8192].decode(encodings.unicode_of(beginning), "replace").lstrip("\ufeff \t\r\n")
    for pattern, unread in _PROSE_PATTERNS:
        if pattern.match(text):
            _refuse(path, unread)


def _zip(path: Path) -> str:
    names: list[str] = []
    media = b""
    with suppress(BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError), ZipFile(path) as file:
        names = file.namelist()
        if "mimetype" in names:
            media = file.read("mimetype")[:200]
    if any(name.startswith("xl/workbook.") for name in names) or b"opendocument.spreadsheet" in media:
        return SHEET
    if any(name.startswith(("word/", "ppt/")) for name in names) or b"opendocument" in media:
        _refuse(path, _Unread("a document of an office program", "Ask for the table that it was made from."))
    if "Index/Document.iwa" in names:
        _refuse(path, _Unread("a Numbers document", "In Numbers: File, Export To, CSV or Excel."))
    return _refuse(path, _ARCHIVE)


def _ole(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(_LOOKED_AT)
    if _ENCRYPTED in content:
        _refuse(path, _Unread("protected by a password", "Open it and save a copy without the password; " + _DELETE))
    if any(name in content for name in _XLS_STREAMS):
        return SHEET
    return _refuse(path, _Unread("an old document of Microsoft Office", _OPEN_AND_SAVE))


def _refuse(path: Path, unread: _Unread) -> NoReturn:
    raise OptionError(f"The file of records {str(path)!r} is {unread.what}, which is not read.", advice=unread.advice)
