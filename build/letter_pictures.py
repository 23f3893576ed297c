"""Draw the pictures of docs/clinic.md: the letter in three languages and in large print.

    python build/letter_pictures.py        writes docs/pictures/letters.png and docs/pictures/letters-large.png

The breach, the clinic and the people are invented. pypdfium2 renders what a printer would.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pypdfium2
from PIL import Image

from exposure_check.clinic import letter_texts
from exposure_check.clinic.hold import Letter
from exposure_check.clinic.settings import Stationery
from exposure_check.clinic.sheet_mark import reference
from exposure_check.clinic.sheets import Numbered, Writer
from exposure_check.lookup.profile import FORMAT, Profile
from exposure_check.protocol.catalogue import Breach

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SETTINGS = """
program = "https://check.example.org/get"
valid_until = {valid}
return_address = ["Postfach 12", "10115 Berlin"]
envelope = "de-dl"
"""
ADDRESS = ("Aino Esimerkki", "Esimerkkikatu 5 B 12", "10115 Berlin")
SCALE, GAP, GROUND = 1.1, 16, (128, 128, 128)
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


def main() -> int:
    """Write the pictures."""
    profile = Profile(
        format=FORMAT, url="https://check.example.org", root=msgspec.Raw(b"{}"), name="Example Oy",
        help_name="Help line of Example Oy", help_number="09 000 000",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "letters.toml"
        path.write_text(SETTINGS.format(valid=date.today() + timedelta(days=300)), encoding="utf-8")  # noqa: DTZ011
        stationery = Stationery(path, date.today())  # noqa: DTZ011
        writer = Writer(stationery, letter_texts.load_all(), BREACH, profile)
    drawn = {language: pages(writer.document([letter(language)])[0]) for language in ("fi", "sv", "en")}
    beside([drawn["fi"][0], drawn["sv"][0], drawn["en"][0], drawn["en"][1]], PICTURES / "letters.png")
    large = pages(writer.document([letter("fi", "large")])[0])
    beside(large[:3], PICTURES / "letters-large.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
