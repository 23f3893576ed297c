"""What PDF/A-2b asks for and can be looked at here: metadata, colours, fonts, no transparency. veraPDF was not run."""

from __future__ import annotations

import io
import re
import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from exposure_check.clinic import face, pdf
from exposure_check.clinic.typeset import Box, Line
from exposure_check.resources import assets
from tests.support.clinic import ADULTS, everything_in, patient

OPERATORS_OF_COLOUR = re.compile(rb"(?:^|\s)(rg|RG|k|K|cs|CS|sc|SC|scn|SCN|sh)(?=\s|$)")


@pytest.fixture
def reader(clinic):
    clinic.write_patients([patient(number, format="large" if at else "") for at, number in enumerate(ADULTS[:3])])
    assert clinic.letters() == 0
    [path] = clinic.pdfs()
    return PdfReader(path)


def objects(reader):
    """Every object of a file, those inside others too."""
    for number in range(1, reader.trailer["/Size"]):
        found = IndirectObject(number, 0, reader).get_object()
        if found is not None:
            yield from inside(found)


def inside(found):
    yield found
    if isinstance(found, DictionaryObject):
        for value in found.values():
            if not isinstance(value, IndirectObject):
                yield from inside(value)
    elif isinstance(found, ArrayObject):
        for value in found:
            if not isinstance(value, IndirectObject):
                yield from inside(value)


def dictionaries(reader):
    return [found for found in objects(reader) if isinstance(found, DictionaryObject)]


def character_maps(font: bytes) -> int:
    """How many subtables the table cmap of a TrueType file has; ISO 19005-2, 6.2.11.6, wants one of a symbolic font."""
    (tables,) = struct.unpack(">H", font[4:6])
    directory = [struct.unpack(">4sLLL", font[12 + at * 16 : 28 + at * 16]) for at in range(tables)]
    [start] = [offset for tag, _, offset, _ in directory if tag == b"cmap"]
    (count,) = struct.unpack(">H", font[start + 2 : start + 4])
    return int(count)


def test_it_says_that_it_is_an_archive_and_in_which_colours(reader):
    catalog = reader.trailer["/Root"]
    metadata = catalog["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert "/Filter" not in catalog["/Metadata"], "metadata is not compressed"
    [intent] = catalog["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    profile = intent["/DestOutputProfile"].get_object()
    assert profile["/N"] == 3
    assert profile.get_data()[36:40] == b"acsp"
    assert reader.pdf_header == "%PDF-1.7"
    assert len(reader.trailer["/ID"]) == 2
    assert "/Encrypt" not in reader.trailer


def test_metadata_and_information_say_the_same_and_nothing_of_a_person(reader):
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    information = reader.metadata
    assert (information.title, information.author, information.creator) == (
        "Letter",
        "Exposure Check",
        "Exposure Check",
    )
    for value in (information.title, information.creator, information.producer):
        assert f">{value}<" in metadata
    date = information["/CreationDate"]
    assert f"<xmp:CreateDate>{date[2:6]}-{date[6:8]}-{date[8:10]}T{date[10:12]}:{date[12:14]}" in metadata
    assert reader.outline == []
    assert reader.attachments == {}


def test_a_title_of_somebody_else_does_not_break_the_metadata():
    document = pdf.Document(face.load(), "en", title="Letters of <A & B>")
    document.put([Line(20, 20, "Text", 10)])
    document.end_page()
    reader = PdfReader(io.BytesIO(document.close()))
    metadata = ET.fromstring(reader.trailer["/Root"]["/Metadata"].get_data())  # noqa: S314  # our own
    assert "Letters of <A & B>" in "".join(metadata.itertext())
    assert reader.metadata.title == "Letters of <A & B>"


def test_no_file_says_where_it_or_its_fonts_lay(clinic):
    clinic.write_patients([patient(ADULTS[0])])
    assert clinic.letters() == 0
    [path] = clinic.pdfs()
    content = everything_in(path)
    for folder in (clinic.folder, assets(), Path.home()):
        assert str(folder).encode() not in content
    assert b".ttf" not in content


def test_every_font_is_embedded_as_a_subset_and_can_be_searched(reader):
    fonts = [found for found in dictionaries(reader) if found.get("/Type") == "/Font"]
    assert len(fonts) == 2
    for font in fonts:
        assert re.match(r"/[A-Z]{6}\+Atkinson", font["/BaseFont"])
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font
        assert font["/FontDescriptor"]["/Flags"] & 4, "symbolic: its codes are its own"
        assert "/Encoding" not in font
        assert character_maps(font["/FontDescriptor"]["/FontFile2"].get_object().get_data()) == 1


def test_nothing_is_transparent_coloured_or_active(reader):
    for found in dictionaries(reader):
        assert "/SMask" not in found
        assert found.get("/S") != "/Transparency"
        assert found.get("/CA", 1) == found.get("/ca", 1) == 1
        assert found.get("/BM", "/Normal") == "/Normal"
        for key in ("/AA", "/OpenAction", "/JavaScript", "/EmbeddedFiles", "/Annots", "/AcroForm", "/JS"):
            assert key not in found, key
        assert found.get("/Subtype") not in ("/Image", "/PS")


def test_black_is_gray_so_that_no_press_mixes_it(reader):
    drawn = 0
    for found in dictionaries(reader):
        if found.get("/Subtype") == "/Form":
            drawn += 1
            assert not OPERATORS_OF_COLOUR.search(found.get_data())
    for page in reader.pages:
        if page.get_contents() is not None:
            assert not OPERATORS_OF_COLOUR.search(page.get_contents().get_data())
    assert drawn >= 4


def test_the_check_of_colours_would_notice():
    assert OPERATORS_OF_COLOUR.search(b"q\n1 0 0 rg\n0 0 10 10 re f")
    assert not OPERATORS_OF_COLOUR.search(b"q\n0 g\n0 0 10 10 re f")


def test_every_page_is_a4_and_has_no_other_box(reader):
    for page in reader.pages:
        assert [round(float(edge) / 72 * 25.4) for edge in page.mediabox] == [0, 0, 210, 297]
        assert page.cropbox == page.mediabox


def test_a_form_is_drawn_once_and_put_on_many_pages():
    document = pdf.Document(face.load(), "en")
    with document.form("body"):
        document.put([Line(20, 20, "The same for all", 10)], [Box(20, 30, 10, 10)])
    sizes = []
    for _ in range(2):
        for _ in range(50):
            document.put_form("body")
            document.put([Line(20, 60, "Its own", 10)])
            document.end_page()
        sizes.append(document.has_form("body"))
    data = document.close()
    assert sizes == [True, True]
    assert data.count(b"/Subtype /Form") == 1
    assert b"/Lang" in data
