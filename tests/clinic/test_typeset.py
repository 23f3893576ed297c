"""Text in lines and pages: nothing lost, nothing outside, codes and QR codes whole."""

from __future__ import annotations

import pytest
import segno

from exposure_check.clinic import face, typeset
from exposure_check.clinic.envelope import PAGE_HEIGHT, PAGE_WIDTH
from exposure_check.clinic.typeset import Block, Form, Typesetter

FACE = face.load()
TEXT = "Everything that is said here has to arrive on the paper, word for word. " * 12


def pages(blocks, points=11.0, first_top=105.0):
    return Typesetter(Form(first_top, 25, 20, 22, points), FACE).put(blocks)


@pytest.mark.parametrize("points", [9.0, 11.0, 18.0, 30.0])
def test_every_word_is_there_in_order_and_inside_the_margins(points):
    found = pages([Block("Heading", [TEXT] * 6, title=True), Block("Code", [TEXT], code=True)], points)
    words = [word for page in found for line in page.lines for word in line.text.split()]
    assert words == ["Heading", *(TEXT * 6).split(), "Code", *TEXT.split()]
    for number, page in enumerate(found):
        for line in page.lines:
            assert line.left + FACE.width(line.text, line.points, bold=line.bold) <= PAGE_WIDTH - 20 + 0.01
            assert (105 if number == 0 else 22) < line.baseline < PAGE_HEIGHT - 22
        for box in page.boxes:
            assert box.top + box.height <= PAGE_HEIGHT - 22 + 0.01


def test_a_code_has_its_place_on_one_page_inside_its_box():
    found = pages([Block("", [TEXT] * 4), Block("Your code", ["Here it is."], code=True)])
    [page] = [page for page in found if page.code]
    [box] = [box for box in page.boxes if box.stroke]
    code = "0000   0000   0000   0000"
    assert box.left < page.code.left
    assert page.code.left + FACE.width(code, page.code.points, bold=True) < box.left + box.width
    assert box.top < page.code.baseline < box.top + box.height
    assert any(line.text == "Your code" for line in page.lines), "a code never stands apart from what it is"


def test_a_heading_never_stands_alone_at_the_foot():
    for fill in range(20):
        found = pages([Block("", ["word"] * fill), Block("Heading", [TEXT])])
        for page in found[:-1]:
            assert page.lines[-1].text != "Heading"


@pytest.mark.parametrize("points", [11.0, 18.0])
def test_no_line_of_a_paragraph_stands_alone_at_the_foot_or_the_top_of_a_page(points):
    for sentences in (3, 4, 6, 9):
        paragraph = "Words that stand in a paragraph of some lines. " * sentences
        for fill in range(30):
            found = pages([Block("", [*["word"] * fill, paragraph, "end"])], points)
            on_pages = [sum(line.text not in ("word", "end") for line in page.lines) for page in found]
            assert sum(on_pages) > 1
            assert 1 not in on_pages, (sentences, fill)


def test_a_word_that_is_wider_than_a_line_is_cut_and_kept():
    address = "https://check.example.org/" + "abcdefghij" * 30
    found = pages([Block("", [f"See {address} now."])])
    assert "".join(line.text for line in found[0].lines).replace(" ", "") == f"See{address}now."


def test_what_a_no_break_space_joins_is_never_cut_in_two():
    number = "09\u00a0000\u00a0000"
    for words in range(30):
        found = pages([Block("", ["word " * words + number + " end"])])
        assert any("09 000 000" in line.text for line in found[0].lines), words
        assert "\u00a0" not in "".join(line.text for line in found[0].lines)


def test_a_qr_code_holds_the_address_and_nothing_else():
    """Its modules are drawn as rectangles; read back as a matrix, they are what the library gives for the address."""
    address = "https://check.example.org/get"
    boxes = typeset.qr_boxes(address, 10, 20)
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=4)]
    module = typeset.QR_SIDE / len(rows)
    drawn = [[0] * len(rows) for _ in rows]
    for box in boxes:
        across, down = round((box.left - 10) / module), round((box.top - 20) / module)
        for at in range(round(box.width / module)):
            drawn[down][across + at] = 1
    assert drawn == [[int(dark) for dark in row] for row in rows]


def test_a_character_without_a_shape_is_named():
    assert FACE.lacks("Åsa Öhman – ’€") == ""
    assert FACE.lacks("Aino \U0001f600") == "U+1F600"


@pytest.mark.parametrize("name", ["שרה לוי", "سارة", "ศรี", "देवी"])
def test_a_script_that_cannot_be_set_is_refused_though_the_font_has_it(name, monkeypatch):
    """Put one behind the other from left to right, such a name is another one."""
    monkeypatch.setattr(FACE, "_known", frozenset(range(0x110000)))
    assert FACE.lacks("Åsa Öhman") == FACE.lacks("\u0160emik") == FACE.lacks("Δημήτρης Жуков") == ""
    assert FACE.lacks(name).startswith("U+")
