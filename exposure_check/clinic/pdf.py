"""PDF for print shops and archives: PDF/A-2b (ISO 19005-2), fonts embedded as subsets, black alone, no transparency.

Drawn by reportlab. What is the same on many letters is drawn once, as a form XObject, and each letter refers to it: a
letter takes a third of a millisecond and some hundred bytes (`docs/decisions/0024-letters-by-reportlab.md`). The file
says nothing of whom its letters are for: its title is the same for all, and it has no bookmarks.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from exposure_check.clinic.envelope import PAGE_HEIGHT, PAGE_WIDTH
from exposure_check.clinic.face import POINTS_A_MILLIMETRE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exposure_check.clinic.face import Face
    from exposure_check.clinic.typeset import Box, Line

TITLE, CREATOR = "Letter", "Exposure Check"
_VERSION = (1, 7)
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class Document:
    """One file of pages, made in memory: `page` after `page`, then `close`."""

    def __init__(self, face: Face, language: str | None = None, *, title: str = TITLE) -> None:
        self._face = face
        self._buffer = BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=(PAGE_WIDTH * POINTS_A_MILLIMETRE, PAGE_HEIGHT * POINTS_A_MILLIMETRE),
            pageCompression=1,
            pdfVersion=_VERSION,
            initialFontName=face.regular,
            lang=language,
        )
        self._forms: set[str] = set()
        self._title = title
        self._as_archive()

    def has_form(self, name: str) -> bool:
        """Whether a form of that name was drawn."""
        return name in self._forms

    @contextmanager
    def form(self, name: str) -> Iterator[None]:
        """Keep what is drawn in the block under a name, to be put on pages."""
        self._canvas.beginForm(name, 0, 0, *self._canvas._pagesize)
        yield
        self._canvas.endForm()
        self._forms.add(name)

    def put(self, lines: Iterable[Line], boxes: Iterable[Box] = ()) -> None:
        """Draw on the page, or into the form, that is begun."""
        canvas = self._canvas
        canvas.setFillGray(0)
        canvas.setStrokeGray(0)
        for box in boxes:
            left, bottom = _place(box.left, box.top + box.height)
            width, height = box.width * POINTS_A_MILLIMETRE, box.height * POINTS_A_MILLIMETRE
            canvas.setLineWidth(box.stroke * POINTS_A_MILLIMETRE)
            canvas.rect(left, bottom, width, height, stroke=int(box.stroke > 0), fill=int(not box.stroke))
        for line in lines:
            canvas.setFont(self._face.name(bold=line.bold), line.points)
            canvas.drawString(*_place(line.left, line.baseline), line.text)

    def put_form(self, name: str) -> None:
        """Put a form on the page."""
        self._canvas.doForm(name)

    def end_page(self) -> None:
        """Go on to the next page."""
        self._canvas.showPage()

    def close(self) -> bytes:
        """The whole file."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _as_archive(self) -> None:
        document: Any = self._canvas._doc
        info = document.info
        info.title, info.author, info.creator, info.subject = self._title, CREATOR, CREATOR, self._title
        catalog = document.Catalog
        catalog.Metadata = pdfdoc.XMP(creator=self._metadata)
        profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), _srgb())
        profile.filters = [pdfdoc.PDFZCompress]
        intent = {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
            "DestOutputProfile": document.Reference(profile),
        }
        catalog.OutputIntents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]  # reportlab writes those that are named here

    def _metadata(self, document: Any) -> bytes:  # noqa: ANN401  # reportlab's own
        stamp = document._timeStamp
        date = f"{stamp.YMDhms[0]:04d}-" + "{:02d}-{:02d}T{:02d}:{:02d}:{:02d}".format(*stamp.YMDhms[1:6])
        offset = f"{stamp.dhh:+03d}:{stamp.dmm:02d}"
        producer = document.info.producer
        return _XMP.format(title=escape(self._title), creator=CREATOR, producer=producer, date=date + offset).encode()


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    profile: bytes = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile


def _place(left: float, down: float) -> tuple[float, float]:
    return left * POINTS_A_MILLIMETRE, (PAGE_HEIGHT - down) * POINTS_A_MILLIMETRE
