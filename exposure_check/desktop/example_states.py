"""Walks with invented content, to draw pages from: for pictures, for tests, for the support desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec

from exposure_check.desktop.demo_number import DemoNumber
from exposure_check.desktop.session_state import FAILURES, SessionState
from exposure_check.errors import (
    AnonymityError,
    CheckError,
    ExpiredError,
    NetworkError,
    NumberNotServedError,
    ServerBusyError,
    SignatureError,
    TlsError,
    UnsupportedError,
)
from exposure_check.lookup.ledger import Ledger, Purpose, Sent
from exposure_check.lookup.profile import Profile
from exposure_check.lookup.verdict import Exposure, Listed, NotListed, Privacy, Provenance, Stage
from exposure_check.protocol.catalogue import Breach
from exposure_check.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from exposure_check.lookup.verdict import Verdict

NUMBER = "010594Y9032"  # of the authority's fictitious test persons: belongs to no one
CODE = "4821 0397 5516 2040"
DATASET = "5f0c1de2a7b84c3f9d60e1f2a3b4c5d6"

SHOP = Breach(
    id="shop-2024",
    holder="Example Shop Oy",
    occurred=date(2024, 3, 2),
    disclosed=date(2024, 4, 18),
    sealed=False,
    categories=("name", "postal_address", "phone", "email", "identity_number"),
    references=("https://example.org/notice",),
    name={"en": "The Example Shop breach", "fi": "Esimerkkikaupan tietomurto", "sv": "Dataintrånget i Exempelbutiken"},
    summary={
        "en": "Somebody copied the register of customers of an online shop.",
        "fi": "Verkkokaupan asiakasrekisteri kopioitiin luvatta.",
        "sv": "Någon kopierade kundregistret i en nätbutik.",
    },
)
CLINIC = Breach(
    id="clinic-2018",
    holder="Example Clinic Oy",
    occurred=date(2018, 11, 20),
    disclosed=date(2020, 10, 21),
    sealed=True,
    categories=("name", "phone", "identity_number", "diagnosis", "therapy_notes"),
    references=("https://example.org/clinic",),
    name={
        "en": "The Example Clinic breach",
        "fi": "Esimerkkiklinikan tietomurto",
        "sv": "Dataintrånget i Exempelkliniken",
    },
    summary={
        "en": "Somebody broke into the data of a clinic and copied it.",
        "fi": "Klinikan tietoihin murtauduttiin ja ne kopioitiin.",
        "sv": "Någon bröt sig in i en kliniks uppgifter och kopierade dem.",
    },
)
PROVENANCE = Provenance(
    DATASET, datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "fi.hetu", 9, 10_945, Privacy.STANDARD, demo=False
)
NOTICE = """
[notice]
breach = "clinic-2018"
updated = 2026-11-20
contacts = ["clinic"]
known.en = ["The records were copied in November 2018.", "Everyone in them gets a letter."]
known.fi = ["Tiedot kopioitiin marraskuussa 2018.", "Jokainen, jota ne koskevat, saa kirjeen."]
known.sv = ["Uppgifterna kopierades i november 2018.", "Alla som de handlar om får ett brev."]
not_known.en = ["Who has a copy today."]
not_known.fi = ["Kenellä on kopio nyt."]
not_known.sv = ["Vem som har en kopia i dag."]

[[deadline]]
date = 2099-12-31
source = "notice"
text.en = "The last day to ask the clinic for its advice."
text.fi = "Viimeinen päivä pyytää neuvoa klinikalta."
text.sv = "Sista dagen att be kliniken om råd."

[[source]]
id = "notice"
name.en = "Example Clinic: notice"
name.fi = "Esimerkkiklinikka: tiedote"
name.sv = "Exempelkliniken: meddelande"
url = "https://example.org/notices/2018/what-was-taken-and-what-we-do-about-it.html"
supports = "What is known."
reviewed = 2026-11-20
review_by = 2099-12-31
verified = true

[[contact]]
id = "clinic"
kind = "advice"
sources = ["notice"]
name.en = "Example Clinic, for those concerned"
name.fi = "Esimerkkiklinikka, neuvonta"
name.sv = "Exempelkliniken, rådgivning"

[[contact.line]]
number = "09 000 00 00"
languages = ["fi", "sv"]
hours.en = "Mon-Fri 9-15"
hours.fi = "ma-pe 9-15"
hours.sv = "mån-fre 9-15"
""".encode()
NOT_LISTED = NotListed(PROVENANCE, (CLINIC,))
LISTED = Listed(
    PROVENANCE,
    (CLINIC,),
    (Exposure(CLINIC, CLINIC.categories),),
)
LISTED_TWICE = Listed(
    PROVENANCE, (CLINIC,), (Exposure(SHOP, ("name", "email", "identity_number")), Exposure(CLINIC, CLINIC.categories))
)
ERRORS: dict[str, CheckError] = {
    "X1": NetworkError("No connection."),
    "X2": TlsError("The certificate is not trusted."),
    "X3": ServerBusyError("Busy.", retry_after=90),
    "X4": ExpiredError("Past its date."),
    "X5": SignatureError("Not valid."),
    "X6": NumberNotServedError("Not served."),
    "X7": UnsupportedError("Newer."),
    "X8": CheckError("A fault."),
}
TOO_FEW = AnonymityError("Too few people.", k=12)
HINTS = (
    DemoNumber("found", NUMBER),
    DemoNumber("not_found", "010594Y9021"),
    DemoNumber("sealed", "020594X903P", CODE),
)


def profile(*, demo: bool = False, schemes: tuple[str, ...] = ("fi.hetu",)) -> Profile:
    """A profile of an invented service."""
    return Profile(
        format=1,
        url="https://check.example.org",
        root=msgspec.Raw(b"{}"),
        name="Example service",
        demo=demo,
        schemes=schemes,
        help_number="116 006",
    )


def ledger() -> Ledger:
    """What a lookup sends, with invented bytes."""
    base = "https://check.example.org/v1"
    agent = (("Host", "check.example.org"), ("User-Agent", "exposure-check"), ("Accept", "*/*"))
    blinded = bytes((37 * place + 11) % 256 for place in range(64))
    return Ledger(
        [
            Sent(Purpose.METADATA, "GET", f"{base}/metadata/timestamp.json", agent, b""),
            Sent(Purpose.CATALOGUE, "GET", f"{base}/targets/catalogues/fi.hetu.json", agent, b""),
            Sent(Purpose.BUCKET, "GET", f"{base}/datasets/{DATASET}/buckets/345", agent, b""),
            Sent(
                Purpose.EVALUATE,
                "POST",
                f"{base}/keys/0011223344556677/evaluate",
                (*agent, ("Content-Type", "application/octet-stream"), ("Content-Length", "64")),
                blinded,
            ),
        ]
    )


def walk(code: str, *, demo: bool = False) -> SessionState:
    """A walk that stands on a page, with content for it."""
    return SCENES[code](SessionState(profile(demo=demo)))


def _number(walk: SessionState) -> SessionState:
    walk.number = Secret(NUMBER if walk.profile.demo else NUMBER[:9])  # half typed: none of a real person is shown
    walk.trail = ["A1", "B1"]
    return walk


def _checking(walk: SessionState) -> SessionState:
    _number(walk).begin()
    walk.proceed(Stage.ASKING, 0.5)
    return walk


def _ready(walk: SessionState, verdict: Verdict = LISTED) -> SessionState:
    _number(walk).begin()
    walk.ledger = ledger()
    walk.answer(verdict)
    return walk


def _then(walk: SessionState, *codes: str) -> SessionState:
    for code in codes:
        walk.go(code)
    return walk


def _advice(walk: SessionState) -> SessionState:
    _then(_ready(walk), "D2", "E1").advice_step = 2
    return walk


def _everything(walk: SessionState) -> SessionState:
    _advice(walk).advice_step = 1_000_000
    return walk


def _told(walk: SessionState) -> SessionState:
    told = replace(LISTED, provenance=replace(PROVENANCE, guidance={CLINIC.id: NOTICE}))
    _then(_ready(walk, told), "D2", "E1").advice_step = 2
    return walk


def _failed(code: str) -> Callable[[SessionState], SessionState]:
    def fail(walk: SessionState) -> SessionState:
        _number(walk).begin()
        # The clock of the window starts anywhere: the largest wait shown is that of the error itself.
        import time

        walk.fail(ERRORS[code], time.monotonic())
        return walk

    return fail


SCENES: dict[str, Callable[[SessionState], SessionState]] = {
    "A1": lambda walk: walk,
    "B1": _number,
    "C1": _checking,
    "D1": _ready,
    "D2": lambda walk: _then(_ready(walk), "D2"),
    "D2-two": lambda walk: _then(_ready(walk, LISTED_TWICE), "D2"),
    "D2-none": lambda walk: _then(_ready(walk, NOT_LISTED), "D2"),
    "E1": lambda walk: _then(_ready(walk), "D2", "E1"),
    "E1-step": _advice,
    "E1-notice": _told,
    "E1-all": _everything,
    "F1": lambda walk: _then(_ready(walk), "D2", "F1"),
    "G1": lambda walk: _then(walk, "G1"),
    **{code: _failed(code) for code in FAILURES},
}
