"""Draw the pictures of docs/clinic.md: the letter in three languages, in large print and in its envelope, the poster.

    python build/letter_pictures.py        writes into docs/pictures and docs/pictures/clinic

The breach, the clinic and the people are invented. pypdfium2 renders what a printer would.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pypdfium2
from PIL import Image, ImageDraw

from exposure_check.clinic import kit, letter_texts
from exposure_check.clinic.hold import Letter
from exposure_check.clinic.settings import Stationery
from exposure_check.clinic.sheet_mark import reference
from exposure_check.clinic.sheets import Numbered, Writer
from exposure_check.lookup.profile import FORMAT, HelpLine, Profile
from exposure_check.protocol.catalogue import Breach
from exposure_check.trust import keys, sign

if TYPE_CHECKING:
    from exposure_check.clinic.envelope import Envelope

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SETTINGS = """
program = "https://check.example.org/get"
valid_until = {valid}
return_address = ["Postfach 12", "10115 Berlin"]
envelope = "de-dl"
"""
ADDRESS = ("Aino Esimerkki", "Esimerkkikatu 5 B 12", "10115 Berlin")
SCALE, GAP, GROUND = 1.1, 16, (128, 128, 128)
ENVELOPE_MM, PAPER = (220, 110), (226, 214, 190)  # DL, as "de-dl" has it
LINES = (
    HelpLine("Tukilinja", "09 000 000", {"en": "Mon-Fri 9-15", "fi": "ma-pe 9-15", "sv": "mån-fre 9-15"}, ("fi", "en")),
    HelpLine("Stödlinjen", "09 000 001", {"en": "Mon-Wed 9-12", "fi": "ma-ke 9-12", "sv": "mån-ons 9-12"}, ("sv",)),
)
BREACH = Breach(
    id="example-therapy-2020",
    holder="Example Oy",
    occurred=date(2018, 11, 20),
    disclosed=date(2020, 10, 21),
    discovered=date(2020, 9, 28),
    sealed=True,
    categories=("name", "postal_address", "phone", "identity_number", "diagnosis"),
    references=(),
    name={"en": "Example Oy, health care"},
    summary={
        "en": "A criminal copied the patient register of Example Oy, an invented health care provider.",
        "fi": "Rikollinen kopioi keksityn terveyspalvelujen tuottajan Example Oy:n potilasrekisterin.",
        "sv": "En brottsling kopierade patientregistret hos Example Oy, en påhittad vårdgivare.",
    },
    contact_point={
        "en": "Data protection officer of Example Oy, dpo@example.org",
        "fi": "Example Oy:n tietosuojavastaava, dpo@example.org",
        "sv": "Dataskyddsombudet för Example Oy, dpo@example.org",
    },
    consequences={
        "en": "Somebody may order goods in your name, or threaten to spread what is in the records.",
        "fi": "Joku voi tilata tavaroita nimissäsi tai uhata levittää rekisterin tietoja.",
        "sv": "Någon kan beställa varor i ditt namn eller hota att sprida det som står i registret.",
    },
    measures={
        "en": "The system was closed and the authority was told. You can set a credit ban and watch your post.",
        "fi": "Järjestelmä suljettiin ja viranomaiselle ilmoitettiin. Voit asettaa luottokiellon ja seurata postiasi.",
        "sv": "Systemet stängdes och myndigheten underrättades. Du kan sätta ett kreditförbud och följa din post.",
    },
)


def letter(language: str, size: str = "standard") -> Numbered:
    """One invented letter."""
    entry = "00" * 16
    drawn = Letter(2, entry, "0" * 16, 0, "self", "paper", size, language, False, ADDRESS)
    return Numbered(drawn, reference(entry, ""))


def pages(data: bytes) -> list[Image.Image]:
    """Each page of a PDF as a picture."""
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=SCALE).to_pil() for page in document]


def beside(pictures: list[Image.Image], path: Path) -> None:
    """Save pictures side by side, in few colours."""
    width = sum(picture.width + GAP for picture in pictures) + GAP
    sheet = Image.new("RGB", (width, max(picture.height for picture in pictures) + 2 * GAP), GROUND)
    left = GAP
    for picture in pictures:
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    sheet.quantize(16).save(path, optimize=True)
    print(path)


def in_envelope(page: Image.Image, envelope: Envelope) -> Image.Image:
    """What is seen of a first page, folded to a third, through the window of a DL envelope."""
    window, points = envelope.window, SCALE * 72 / 25.4
    size = (round(ENVELOPE_MM[0] * points), round(ENVELOPE_MM[1] * points))
    seen = Image.new("RGB", size, PAPER)
    box = tuple(round(edge * points) for edge in (window.left, window.top, window.right, window.bottom))
    edge = ImageDraw.Draw(seen)
    edge.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=(120, 110, 90))
    seen.paste(page.crop(box), box[:2])
    edge.rectangle(box, outline=(120, 110, 90))
    return seen


def posters(folder: Path, writer: Writer) -> list[Image.Image]:
    """The poster of the announcement kit in each language."""
    days = (date(2027, 3, 1), date(2027, 3, 10))
    kit.write(folder, BREACH, writer.profile, writer.stationery, writer.texts, days, 33_000)
    return [pages((folder / language / "poster.pdf").read_bytes())[0] for language in ("fi", "sv", "en")]


def main() -> int:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as name:
        root = msgspec.Raw(sign.create_root(keys.create(Path(name) / "keys", None), datetime.now(UTC)))
        profile = Profile(
            format=FORMAT, url="https://check.example.org", root=root, name="Example Oy", help_lines=LINES
        )
        path = Path(name) / "letters.toml"
        path.write_text(SETTINGS.format(valid=date.today() + timedelta(days=300)), encoding="utf-8")  # noqa: DTZ011
        stationery = Stationery(path, date.today())  # noqa: DTZ011
        writer = Writer(stationery, letter_texts.load_all(), BREACH, profile)
        beside(posters(Path(name) / "kit", writer), PICTURES / "clinic" / "poster.png")
    drawn = {language: pages(writer.document([letter(language)])[0]) for language in ("fi", "sv", "en")}
    beside([drawn["fi"][0], drawn["sv"][0], drawn["en"][0], drawn["en"][1]], PICTURES / "letters.png")
    large = pages(writer.document([letter("fi", "large")])[0])
    beside(large[:3], PICTURES / "letters-large.png")
    beside([in_envelope(drawn["fi"][0], stationery.envelope)], PICTURES / "clinic" / "envelope.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
