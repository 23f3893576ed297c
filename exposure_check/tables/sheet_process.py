"""Spreadsheets are parsed in a process of their own, which may end as it likes.

calamine answers some damaged files with a panic, which no `except Exception` catches and which prints what it stood at;
one whose tables name absurd sizes aborts the process or fills the memory. Who hands in records may make such a file on
purpose. Here that ends this process alone, without a word and without an image of its memory, and the file is told as
one that cannot be read.
"""

from __future__ import annotations

import os
import sys
from datetime import date, time
from io import BytesIO
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final

import msgspec
import python_calamine as calamine

from exposure_check.secret import protect_memory
from exposure_check.tables import limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

PATIENCE_SECONDS: Final = 600.0  # for one message; a sheet of a million rows takes less than a minute
_NAMES, _ROWS, _END, _PASSWORD, _BROKEN = b"N", b"R", b"E", b"P", b"B"  # the first byte of a message
_BOF: Final = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # the first record of a workbook of BIFF8, as far as it is fixed
_FILE_PASS: Final = 0x002F
_RECORDS_LOOKED_AT: Final = 4  # it is the second, or the third of a workbook that is protected against writing
_AS_THEY_ARE = (str, int, float, type(None))  # and bool, which is an int


class PasswordError(Exception):
    """The spreadsheet is protected by a password."""


class BrokenError(Exception):
    """The spreadsheet cannot be read."""


def names(content: bytes) -> list[str]:
    """The sheets that hold anything; raises `PasswordError`, `BrokenError`."""
    return [name for message in _messages(content, None) for name in message]


def rows(content: bytes, sheet: str) -> list[list[Any]]:
    """All rows of a sheet from its first, empty ones too; raises `PasswordError`, `BrokenError`.

    Cells are texts, numbers, booleans, and empty texts; dates and times are texts in the form of ISO 8601.
    """
    return [row for message in _messages(content, sheet) for row in message]


def _messages(content: bytes, sheet: str | None) -> Iterator[Any]:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        ours.send_bytes(content)
        ours.send_bytes(msgspec.msgpack.encode(sheet))
        while True:
            if not ours.poll(PATIENCE_SECONDS):
                raise BrokenError
            message = ours.recv_bytes()
            kind, rest = message[:1], memoryview(message)[1:]
            if kind == _END:
                return
            if kind not in (_NAMES, _ROWS):
                raise PasswordError if kind == _PASSWORD else BrokenError
            yield msgspec.msgpack.decode(rest)
    except (EOFError, OSError, msgspec.DecodeError):
        raise BrokenError from None
    finally:
        process.kill()
        process.join()
        ours.close()


def serve(connection: Connection) -> None:
    """What the process does: read a spreadsheet and the name of a sheet, or none, and send what is asked for."""
    _restrain()
    content = connection.recv_bytes()
    sheet = msgspec.msgpack.decode(connection.recv_bytes(), type=str | None)
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        if sheet is None:
            filled = [name for name in book.sheet_names if book.get_sheet_by_name(name).height]
            connection.send_bytes(_NAMES + msgspec.msgpack.encode(filled))
        else:
            cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            for at in range(0, len(cells), limits.BATCH):
                part = [[_plain(cell) for cell in row] for row in cells[at : at + limits.BATCH]]
                connection.send_bytes(_ROWS + msgspec.msgpack.encode(part))
        connection.send_bytes(_END)
    except calamine.PasswordError:
        connection.send_bytes(_PASSWORD)
    except BaseException:  # noqa: BLE001  # a panic of calamine is no Exception
        connection.send_bytes(_PASSWORD if _has_file_pass(content) else _BROKEN)


def _has_file_pass(content: bytes) -> bool:
    """Whether a workbook of Excel 97 begins with the record that says it is encrypted ([MS-XLS] 2.4.117); calamine
    tells it as a file of no known kind.
    """
    at = content.find(_BOF)
    for _ in range(_RECORDS_LOOKED_AT if at >= 0 else 0):
        kind, size = (int.from_bytes(content[place : place + 2], "little") for place in (at, at + 2))
        if kind == _FILE_PASS:
            return True
        at += 4 + size
    return False


def _plain(cell: object) -> object:
    if isinstance(cell, _AS_THEY_ARE):
        return cell
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def _restrain() -> None:
    protect_memory()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)  # a panic is printed, with what it stood at
    if sys.platform != "win32":
        import resource

        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if most < 0 else min(memory, most), most))
