"""A letter as a page of HTML, without the code: for an e-mail that a person sends, and for screen readers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.clinic.typeset import Block

_STYLE = "body{font:1.25rem/1.6 sans-serif;max-width:38em;margin:2em auto;padding:0 1em}"


def page(title: str, language: str, blocks: Sequence[Block]) -> str:
    """One document with a heading a part, no scripts and nothing from elsewhere."""
    body = "".join(_block(block) for block in blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    level = "h1" if block.title else "h2"
    heading = f"<{level}>{escape(block.heading)}</{level}>\n" if block.heading else ""
    link = f'<p><a href="{escape(block.qr)}">{escape(block.qr)}</a></p>\n' if block.qr else ""
    return heading + "".join(f"<p>{escape(text)}</p>\n" for text in block.paragraphs) + link
