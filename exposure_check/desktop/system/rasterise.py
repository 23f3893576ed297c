"""A logo as it lies in a file, PNG or SVG, as the plain PNG that a profile holds.

An SVG is drawn here, on the computer of whoever makes the profile, and the client never parses it. Even so only shapes
and gradients are taken: a file that holds a script, a picture, a link, an entity, a style sheet or text is refused with
the way out, instead of being drawn as something that its maker did not see.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from exposure_check.errors import OptionError, advice_on_file
from exposure_check.lookup import logo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_FILE_BYTES = 512 << 10
MAX_ELEMENTS = 5000
_PNG = b"\x89PNG"
_SVG = "http://www.w3.org/2000/svg"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_ELEMENTS = _SHAPES | {"svg", "g", "defs", "linearGradient", "radialGradient", "stop", "title", "desc"}
_REMOTE = re.compile(r"url\s*\(\s*(?!#[\w-]+\s*\))|[a-z][a-z0-9+.-]*:\s*//|javascript:|data:|@|\\", re.IGNORECASE)
_OPTION = "Save it as plain SVG with text as paths, or as a PNG of at most 640 by 320 pixels."


def logo_of(path: Path) -> bytes:
    """The plain PNG for a profile; raises `OptionError` that says what is wrong with the file."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise OptionError(
            f"The logo {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    if len(data) > MAX_FILE_BYTES:
        raise OptionError(f"The logo {str(path)!r} is larger than 512 KiB.", advice=_OPTION)
    try:
        picture = logo.plain(data) if data.startswith(_PNG) else _drawn(data)
        _check_visible(picture)
    except (ValueError, expat.ExpatError) as error:
        raise OptionError(f"The logo {str(path)!r} cannot be taken: {error}.", advice=_OPTION) from error
    return picture


def check_svg(data: bytes) -> None:
    """Raise `ValueError` or `ExpatError` unless an SVG is of shapes and gradients alone."""
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse("a document type, which can name other files")
    parser.EntityDeclHandler = _refuse("an entity, which can name other files")
    parser.ProcessingInstructionHandler = _refuse("an instruction for another program")
    parser.XmlDeclHandler = _check_declaration
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS:
            raise ValueError("more parts than a logo has")
        namespace, _, local = name.rpartition(" ")
        if namespace != _SVG or local not in _ELEMENTS or (count == 1) != (local == "svg"):
            raise ValueError(f"it holds {local!r}, and a logo is of shapes and gradients alone")
        for attribute, value in attributes.items():
            plain_name = attribute.rpartition(" ")[2]
            if plain_name.lower().startswith("on") or plain_name in ("href", "base", "src") or _REMOTE.search(value):
                raise ValueError(f"it holds {plain_name!r}, which runs or fetches something")

    parser.StartElementHandler = start
    parser.Parse(data, True)


def _refuse(what: str) -> Callable[..., None]:
    def handler(*_: object) -> None:
        raise ValueError(f"it holds {what}")

    return handler


def _check_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() != "utf-8":  # one reader would see other shapes than the next
        raise ValueError("it is not UTF-8")


def _drawn(data: bytes) -> bytes:
    check_svg(data)
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawing = QSvgRenderer(QByteArray(data))
    natural = drawing.defaultSize()
    if not drawing.isValid() or natural.width() < 1 or natural.height() < 1:
        raise ValueError("it cannot be drawn")
    for part in (1, 2, 4):  # a picture with many colours becomes smaller until it fits
        box = natural.scaled(logo.MAX_WIDTH // part, logo.MAX_HEIGHT // part, Qt.AspectRatioMode.KeepAspectRatio)
        picture = QImage(max(box.width(), 1), max(box.height(), 1), QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawing.render(painter, QRectF(picture.rect()))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, the library text
        packed = bytes(buffer.data().data())
        if len(packed) <= logo.MAX_BYTES:
            return logo.plain(packed)
    raise ValueError("it has too many colours for a small picture")


def _check_visible(picture: bytes) -> None:
    """Raise `ValueError` for a picture that shows nothing: an SVG whose shapes lie beside its view, or are drawn by
    means that are not known here.
    """
    from PySide6.QtGui import QImage

    alpha = QImage.fromData(picture).convertToFormat(QImage.Format.Format_Alpha8)
    if alpha.isNull() or not any(alpha.constBits()):
        raise ValueError("nothing of it can be seen")
