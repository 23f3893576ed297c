"""A report on paper: HTML into the bytes of a PDF, or to a printer. Nothing is written to disk here.

Qt's writer embeds the fonts and writes the text in the order of reading, but it knows no tags: neither `QPdfWriter`
nor its engine writes a structure tree (docs/accessibility.md). The language, which it does not write either, is
added after it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument, QTextOption

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

POINTS = 11  # of body text at 100 %
MOST_POINTS = 18  # large print; beyond it a line holds too few words
RESOLUTION = 600  # dots per inch
SHEET = """
h1 { font-size: 150%; } h2 { font-size: 120%; margin-top: 14px; } h3 { font-size: 100%; margin-top: 12px; }
p { margin-top: 4px; margin-bottom: 4px; } li { margin-bottom: 3px; }
"""


def pdf(
    html: str,
    *,
    title: str,
    language: str,
    percent: int = 100,
    size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4,
) -> bytes:
    """A PDF of pages of one size. Its metadata hold the title, the language and the time, and nobody's name."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    _document(html, percent).print_(writer)
    del writer  # it writes the end of the file when it goes
    return in_language(_spaces(bytes(buffer.data().data())), language)


def send(html: str, printer: QPrinter, *, title: str, percent: int = 100) -> None:
    """Print it; `title` is what the printer's list of jobs shows."""
    printer.setDocName(title)
    printer.setCreator("")
    _document(html, percent).print_(printer)


def in_language(data: bytes, language: str) -> bytes:
    """The PDF with its language in the catalogue, and its title wanted above the window that shows it.

    Both come as an update at the end of the file (PDF 32000-1, 7.5.6), with every byte before it left as it is.
    Raises `ValueError` where the file is not one of Qt's.
    """
    root = re.search(rb"/Root (\d+) 0 R", data)
    size = re.search(rb"/Size (\d+)", data)
    before = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data)
    info = re.search(rb"/Info \d+ 0 R", data)
    if root is None or size is None or before is None or info is None or not re.fullmatch(r"[A-Za-z-]{2,8}", language):
        raise ValueError("not a PDF as Qt writes it, or not the code of a language")
    number = root[1]
    catalogue = re.search(rb"\n" + number + rb" 0 obj\n<<\n(.*?)\n>>\nendobj", data, re.DOTALL)
    if catalogue is None:
        raise ValueError("not a PDF as Qt writes it")
    more = b"/Lang (%b)\n/ViewerPreferences << /DisplayDocTitle true >>" % language.encode()
    place = len(data)
    update = b"%b 0 obj\n<<\n%b\n%b\n>>\nendobj\n" % (number, catalogue[1], more)
    table = b"xref\n0 1\n0000000000 65535 f \n%b 1\n%010d 00000 n \n" % (number, place)
    end = b"trailer\n<< /Size %b /Root %b 0 R %b /Prev %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        size[1],
        number,
        info[0],
        before[1],
        place + len(update),
    )
    return data + update + table + end


def _spaces(data: bytes) -> bytes:
    """The PDF with a space where it says that the sign between two words is a tab.

    Tab and space are one glyph to Qt, and it names the first character that has it. No byte changes its place.
    """

    def with_spaces(table: re.Match[bytes]) -> bytes:
        return re.sub(rb"\[[^\]]*\]", lambda part: part[0].replace(b"<0009>", b"<0020>"), table[0])

    return re.sub(rb"begincmap.*?endcmap", with_spaces, data, flags=re.DOTALL)


def _document(html: str, percent: int) -> QTextDocument:
    font = QFont(QGuiApplication.font().family())
    font.setPointSizeF(min(MOST_POINTS, POINTS * percent / 100))
    # Where "fi" is one sign, a search for the word, a reader's voice and a copied address all go wrong.
    font.setFeature(QFont.Tag("liga"), 0)
    option = QTextOption()
    option.setTextDirection(QGuiApplication.layoutDirection())
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setDefaultTextOption(option)
    document.setDefaultStyleSheet(SHEET)
    document.setHtml(html)
    return document
