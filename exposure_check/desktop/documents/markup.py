"""The few elements that a report is made of; every text is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def tag(name: str, text: str, *, new_page: bool = False) -> str:
    """One element; `new_page` begins a sheet of paper with it."""
    style = ' style="page-break-before: always"' if new_page else ""
    return f"<{name}{style}>{escape(text)}</{name}>"


def listed(lines: Iterable[str], kind: str = "ul") -> Iterator[str]:
    """A list, or nothing where there are no lines."""
    items = "".join(tag("li", line) for line in lines)
    if items:
        yield f"<{kind}>{items}</{kind}>"
