"""States with invented content, to draw pages from: for pictures, for tests, for the support desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec

from exposure_check.desktop.scene import DemoNumber
from exposure_check.desktop.session_state import FAILURES, NO_SERVICE, AllSteps, Question, SessionState, SingleStep
from exposure_check.desktop.text import fingerprints
from exposure_check.errors import (
    AnonymityError,
    CheckError,
    ExpiredError,
    NetworkError,
    NumberNotServedError,
    ServerBusyError,
    SignatureError,
    ThisComputerError,
    TlsError,
    UnsupportedError,
)
from exposure_check.lookup.ledger import Ledger, Purpose, Sent
from exposure_check.lookup.profile import HelpLine, Opened, Profile
from exposure_check.lookup.standing import Place, Standing
from exposure_check.lookup.verdict import Exposure, Listed, NoBreaches, NotListed, Privacy, Provenance, Stage
from exposure_check.protocol.catalogue import Breach
from exposure_check.protocol.statements import Partner, Statements

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
    DATASET,
    datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
    "fi.hetu",
    9,
    10_945,
    Privacy.STANDARD,
    demo=False,
    list_version=12,
    list_digest=bytes(range(32)),
)
COVERS = {
    "en": "The breach at Example Clinic of 2018",
    "fi": "Esimerkkiklinikan tietomurto vuodelta 2018",
    "sv": "Dataintrånget i Exempelkliniken 2018",
}
ROOT = b"{}"  # no root of trust, so its fingerprint is invented as well
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
NO_BREACHES = NoBreaches(PROVENANCE)
LISTED = Listed(
    PROVENANCE,
    (CLINIC,),
    (Exposure(CLINIC, CLINIC.categories),),
)
LISTED_TWICE = Listed(
    PROVENANCE, (CLINIC,), (Exposure(SHOP, ("name", "email", "identity_number")), Exposure(CLINIC, CLINIC.categories))
)
TOLD = msgspec.structs.replace(
    CLINIC,
    discovered=date(2020, 9, 28),
    controller="Example Clinic Oy",
    processor="Example Hosting Oy",
    contact_point={
        "en": "The help line of the clinic, 09 000 00 00.",
        "fi": "Klinikan neuvonta, 09 000 00 00.",
        "sv": "Klinikens rådgivning, 09 000 00 00.",
    },
    consequences={
        "en": "Somebody may threaten to publish what was written, and ask for money.",
        "fi": "Joku voi uhata julkaista kirjattua ja vaatia rahaa.",
        "sv": "Någon kan hota med att publicera det som skrevs och kräva pengar.",
    },
    measures={
        "en": "The way in was closed. The police and the authority know of it.",
        "fi": "Murtoreitti suljettiin. Poliisi ja viranomainen tietävät asiasta.",
        "sv": "Vägen in stängdes. Polisen och myndigheten känner till det.",
    },
)
UNCERTAIN = Listed(
    PROVENANCE, (TOLD,), (Exposure(TOLD, TOLD.categories, ("phone", "therapy_notes"), certainty_stated=True),)
)
ERRORS: dict[str, CheckError] = {
    "no_network": NetworkError("No connection."),
    "proxy_or_tls": TlsError("The certificate is not trusted."),
    "busy": ServerBusyError("Busy.", retry_after=90),
    "out_of_date": ExpiredError("Past its date."),
    "not_trusted": SignatureError("Not valid."),
    "not_supported": NumberNotServedError("Not served."),
    "too_old": UnsupportedError("Newer."),
    "this_computer": ThisComputerError("The disk."),
    "unexpected": CheckError("A fault."),
}
LOGO = (  # of an invented clinic: a PNG of three colours, 176 by 64
    "iVBORw0KGgoAAAANSUhEUgAAALAAAABAAgMAAADHSxXUAAAACVBMVEX///8fX2v////aCxcZAAAAAXRSTlMAQObYZgAAAMpJREFU"
    "eNrV1jsOwyAQRVFTsAT2wxIomCb7c+NVxvk4gPPhXcko8tRH45EFzJum4RV1GsxMtX61ljXr7F5Jb6y2tmdFvbHWOmzYwBTKHK7g"
    "pI+sDF1GFoa+ocuyzNvQ1ZfaShC7Gqcjsa9x7uBQY/sbtgbHkbh75l449fAqHzWfFvvPJxlj3+J8XOeTYnSQdIzO80D8drsR/nJh"
    "OVbfuvKjhVeUY/Xl369BAe+31U+M9iDasGh3s1SA8gZKMiwjofSFch1LjCyLanUFS8HneaLuKt4AAAAASUVORK5CYII="
)
TOO_FEW = AnonymityError("Too few people.", k=12)
DEMO_NUMBERS = (
    DemoNumber("found", NUMBER),
    DemoNumber("not_found", "010594Y9021"),
    DemoNumber("sealed", "020594X903P", CODE),
)


def profile(*, demo: bool = False, schemes: tuple[str, ...] = ("fi.hetu",)) -> Profile:
    """A profile of an invented service."""
    return Profile(
        format=1,
        url="https://check.example.org",
        root=msgspec.Raw(ROOT),
        name="Example service",
        demo=demo,
        schemes=schemes,
        help_number="116 006",
        covers={
            "en": "the breaches at Example Shop and Example Clinic",
            "fi": "Esimerkkikaupan ja Esimerkkiklinikan tietomurrot",
            "sv": "dataintrången i Exempelbutiken och Exempelkliniken",
        },
    )


def clinic_profile() -> Profile:
    """A profile with all that a clinic can say: logo, help lines with hours, the code of the letter asked for first."""
    lines = (
        HelpLine(
            "Clinic help line",
            "09 000 0000",
            {"en": "Mon-Fri 9-15", "fi": "ma-pe 9-15", "sv": "mån-fre 9-15"},
            ("fi", "en"),
        ),
        HelpLine("Klinikens hjälptelefon", "09 000 0001", {"en": "Mon-Wed 9-12", "sv": "mån-ons 9-12"}, ("sv",)),
    )
    return msgspec.structs.replace(profile(), help_lines=lines, logo=LOGO, letter_code_first=True)


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


SIGNER = "ab" * 32
STATEMENTS = Statements((Partner("Example service", SIGNER),))
fingerprints.keep(fingerprints.Kind.PARTNER, bytes.fromhex(SIGNER), "71204 39958 00126 64471 80935 21683")
fingerprints.keep(fingerprints.Kind.PUBLISHER, ROOT, "30918 27654 00412 88376 51290 66147")


def state(example: str, of: Profile | None = None, *, demo: bool = False) -> SessionState:
    """The state of one of `EXAMPLES`, which stands on the page that its name begins with, with content for it.

    It is under an invented profile, or under that which is given, as an administrator would have put it in place.
    """
    if example.startswith("no_profile"):
        return EXAMPLES[example](SessionState(NO_SERVICE))
    return EXAMPLES[example](SessionState(of or profile(demo=demo), standing=Standing(Place.ADMINISTRATOR)))


def _number(state: SessionState) -> SessionState:
    if state.scheme == "fi.hetu":
        state.type_number(NUMBER if state.profile.demo else NUMBER[:9])  # half typed: none of a real person is shown
    state.go("number")
    return state


def _of_a_clinic(state: SessionState) -> SessionState:
    profile = msgspec.structs.replace(clinic_profile(), demo=state.profile.demo)
    return SessionState(profile, standing=Standing(Place.ADMINISTRATOR))


def _checking(state: SessionState) -> SessionState:
    _number(state).begin()
    state.proceed(Stage.ASKING, 0.5)
    return state


def _ready(state: SessionState, verdict: Verdict = LISTED) -> SessionState:
    _number(state).begin()
    from exposure_check.guidance.breach import accept  # here: the first frame of the window needs none of it

    state.note_sent(ledger())
    state.answer(verdict, accept(verdict.provenance.guidance)[0])
    return state


def _then(state: SessionState, *pages: str) -> SessionState:
    for page in pages:
        state.go(page)
    return state


def _step(state: SessionState, verdict: Verdict = LISTED) -> SessionState:
    _then(_ready(state, verdict), "answer", "actions").show_advice(SingleStep(0))
    return state


def _all_steps(state: SessionState) -> SessionState:
    _step(state).show_advice(AllSteps())
    return state


def _ending(state: SessionState) -> SessionState:
    _ready(state).finish()
    return state


def _forgotten(state: SessionState) -> SessionState:
    state.finish(kept=())
    return state


def _slow(state: SessionState) -> SessionState:
    _checking(state).note_slow()
    return state


def _threatened(state: SessionState) -> SessionState:
    _then(_ready(state), "answer", "actions")
    for question, answer in ((Question.MISUSED, False), (Question.THREATENED, True)):
        state.answer_question(question, answer=answer)
    return state


def _notice(state: SessionState) -> SessionState:
    return _step(state, replace(LISTED, provenance=replace(PROVENANCE, guidance={CLINIC.id: NOTICE})))


def _offered(state: SessionState) -> SessionState:
    state.offer_profile(Opened(msgspec.structs.replace(profile(), covers=COVERS), SIGNER), b"")
    return state


def _refused(state: SessionState) -> SessionState:
    state.refuse_profile("profile.signature")
    return state


def _of_a_partner(state: SessionState, stated: Statements) -> SessionState:
    """The answer under a loose profile that a partner signed, with what its publisher states."""
    state.standing = Standing(Place.USER, SIGNER)
    listed = replace(LISTED, provenance=replace(PROVENANCE, statements=stated))
    return _then(_ready(state, listed), "answer")


def _failed(page: str) -> Callable[[SessionState], SessionState]:
    def fail(state: SessionState) -> SessionState:
        _number(state).begin()
        # The clock of the window starts anywhere: the largest wait shown is that of the error itself.
        import time

        state.fail(ERRORS[page], time.monotonic())
        return state

    return fail


EXAMPLES: dict[str, Callable[[SessionState], SessionState]] = {
    "welcome": lambda state: state,
    "number": _number,
    "welcome-clinic": _of_a_clinic,
    "number-clinic": lambda state: _number(_of_a_clinic(state)),
    "checking": _checking,
    "checking-slow": _slow,
    "ready": _ready,
    "answer": lambda state: _then(_ready(state), "answer"),
    "answer-two": lambda state: _then(_ready(state, LISTED_TWICE), "answer"),
    "answer-uncertain": lambda state: _then(_ready(state, UNCERTAIN), "answer"),
    "answer-none": lambda state: _then(_ready(state, NOT_LISTED), "answer"),
    "answer-withdrawn": lambda state: _then(_ready(state, NO_BREACHES), "answer"),
    "actions": lambda state: _then(_ready(state), "answer", "actions"),
    "actions-step": _step,
    "actions-threatened": _threatened,
    "actions-notice": _notice,
    "actions-particulars": lambda state: _step(state, UNCERTAIN),
    "actions-all": _all_steps,
    "sent": lambda state: _then(_ready(state), "answer", "sent"),
    "settings": lambda state: _then(state, "settings"),
    "answer-confirmed": lambda state: _of_a_partner(state, STATEMENTS),
    "answer-unsafe": lambda state: _of_a_partner(state, msgspec.structs.replace(STATEMENTS, oldest_safe="9.0")),
    "no_profile": lambda state: state,
    "no_profile-offered": _offered,
    "no_profile-refused": _refused,
    "ending": _ending,
    "ending-forgotten": _forgotten,
    "help": lambda state: _then(_number(state), "help"),
    **{page: _failed(page) for page in FAILURES},
}
