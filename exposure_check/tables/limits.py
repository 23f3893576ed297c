"""What one reading may take: bounds that a file cannot set."""

from __future__ import annotations

from typing import Final

BLOCK: Final = 1 << 18  # bytes that are read, framed and handed to a worker at a time
LONGEST_ROW: Final = 1 << 20  # bytes of UTF-8; a longer row is refused, or stops the reading where it spans lines
LONGEST_SPREADSHEET: Final = 1 << 29  # bytes: a spreadsheet is read whole
BATCH: Final = 4096  # rows of cells that are handed to a worker at a time
EXPANSION: Final = 200  # how many times its own size a compressed file may expand to ...
SMALL_EXPANSION: Final = 1 << 30  # ... beyond these bytes
ZSTD_WINDOW_LOG: Final = 27  # 128 MiB, what the zstd command takes without being told
LISTED_LINES: Final = 100_000  # refused lines that are kept for each file and reason; all are counted
