"""Where a person is in the program and what it knows of her. No Qt: pages are drawn from this alone.

Pages and widgets change it through its methods, which keep what belongs together in step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from exposure_check.lookup.ledger import Ledger
from exposure_check.lookup.profile import FORMAT, Profile
from exposure_check.lookup.query import Query
from exposure_check.lookup.standing import Standing
from exposure_check.lookup.verdict import Listed
from exposure_check.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.errors import CheckError, InputError
    from exposure_check.guidance.breach import BreachGuidance
    from exposure_check.lookup.profile import Opened
    from exposure_check.lookup.verdict import Privacy, Stage, Verdict

FAILURES = (
    "no_network",
    "proxy_or_tls",
    "busy",
    "out_of_date",
    "not_trusted",
    "not_supported",
    "too_old",
    "this_computer",
    "unexpected",
)
PAGES = (
    "welcome",
    "number",
    "checking",
    "ready",
    "answer",
    "actions",
    "sent",
    "settings",
    "no_profile",
    "ending",
    "help",
    *FAILURES,
)
NO_SERVICE = Profile(FORMAT, "", msgspec.Raw(b""), name="")  # where there is no profile


class Question(Enum):
    """The two questions before the advice, in this order."""

    MISUSED = "misused"
    THREATENED = "threatened"


@dataclass(frozen=True)
class SingleStep:
    """One step of the advice; `place` counts from 0."""

    place: int


@dataclass(frozen=True)
class AllSteps:
    """The list of all advice."""


AdviceView: TypeAlias = Question | SingleStep | AllSteps  # what the page of the advice shows


@dataclass(frozen=True)
class OfferedProfile:
    """A profile that a person chose and has not taken yet, with the bytes of its file."""

    opened: Opened
    data: bytes


@dataclass
class SessionState:
    """The state of one session. `wipe` brings it to its beginning; nothing in it is ever written to disk."""

    profile: Profile
    scheme: str = ""
    trail: list[str] = field(default_factory=lambda: ["welcome"])  # the last is the page that is shown
    number: Secret = field(default_factory=lambda: Secret(""))
    number_again: Secret = field(default_factory=lambda: Secret(""))  # where no check digit notices a slip
    letter_code: Secret = field(default_factory=lambda: Secret(""))
    number_shown: bool = False
    letter_code_open: bool = False
    refused: InputError | None = None  # what the lookup itself found wrong with the input
    stage: Stage | None = None
    stage_done: float = 0.0
    waited: float = 0.0  # seconds in this stage
    slow: bool = False  # the lookup takes longer than most
    verdict: Verdict | None = None
    error: CheckError | None = None
    retry_at: float = 0.0  # monotonic seconds before which a busy server is not asked again
    ledger: Ledger = field(default_factory=Ledger)
    opened: str = ""  # the one category whose meaning is shown
    first_exposure: int = 0  # of those that are shown at once, counted from 0
    first_sealed: int = 0
    unfolded: set[str] = field(default_factory=set)  # breaches whose sensitive categories are shown
    advice_only: bool = False
    misused: bool | None = None
    threatened: bool | None = None
    kept: tuple[str, ...] | None = None  # files that could not be removed, once the computer was to forget everything
    audience: str = "self"  # of `guidance.Audience`: whose data the advice is about
    advice_trail: list[AdviceView] = field(default_factory=lambda: [Question.MISUSED])  # the last is shown
    standing: Standing = field(default_factory=Standing)  # how far the profile is believed
    profile_fault: str = ""  # the code of why a profile is not used; empty where none is at fault
    offered_profile: OfferedProfile | None = None
    _guidance: tuple[BreachGuidance, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        self.scheme = self.scheme or self.profile.schemes[0]
        self.letter_code_open = self.letter_code_open or self.profile.letter_code_first
        if not self.has_service:
            self.trail = ["no_profile"]

    @property
    def has_service(self) -> bool:
        """Whether there is a profile, and so a service to ask."""
        return bool(self.profile.url)

    # Which page is shown

    @property
    def page(self) -> str:
        """The id of the page that is shown."""
        return self.trail[-1]

    @property
    def page_before(self) -> str:
        """The id of the page that Back leads to; that of the page itself where it is the first."""
        return self.trail[-2] if len(self.trail) > 1 else self.trail[-1]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return len(self.trail) > 1

    def go(self, page: str) -> None:
        """Show a page; going to one that is already on the trail cuts the trail back to it."""
        if page not in PAGES:
            raise ValueError(f"no such page: {page}")
        if page in self.trail:
            del self.trail[self.trail.index(page) + 1 :]
            return
        self.trail.append(page)

    def back(self) -> None:
        """Return to what was shown before: within the advice the step or the question before, else the page."""
        if self.page == "actions" and len(self.advice_trail) > 1:
            self.advice_trail.pop()
        elif self.can_go_back and self.trail.pop() == "actions":
            self.advice_trail = [Question.MISUSED]

    # A profile that is chosen

    def offer_profile(self, opened: Opened, data: bytes) -> None:
        """A file was chosen: show whom it trusts."""
        self.offered_profile, self.profile_fault = OfferedProfile(opened, data), ""

    def decline_profile(self) -> None:
        """It is not trusted."""
        self.offered_profile, self.profile_fault = None, ""

    def refuse_profile(self, code: str, *, keep_offer: bool = False) -> None:
        """A file that was chosen cannot be used, or not be kept."""
        self.profile_fault = code
        if not keep_offer:
            self.offered_profile = None

    # What is typed

    def type_number(self, text: str) -> None:
        """Take the number as it was typed, in place of what was there."""
        self.number.wipe()
        self.number = Secret(text)
        self.refused = None

    def type_number_again(self, text: str) -> None:
        """Take the number as it was typed a second time."""
        self.number_again.wipe()
        self.number_again = Secret(text)

    def type_letter_code(self, text: str) -> None:
        """Take the code of the letter as it was typed, in place of what was there."""
        self.letter_code.wipe()
        self.letter_code = Secret(text)
        self.refused = None

    def fill_in(self, number: str, letter_code: str | None) -> None:
        """Take a number, and the code of a letter or none, in place of what was typed."""
        self.type_number(number)
        self.type_number_again(number)
        self.type_letter_code(letter_code or "")
        self.letter_code_open = bool(letter_code)

    def choose_scheme(self, scheme: str) -> None:
        """Take the typed number for one of another kind."""
        self.scheme = scheme

    def show_number(self, *, shown: bool) -> None:
        """Show the number, or dots in its place."""
        self.number_shown = shown

    def open_letter_code(self) -> None:
        """Offer the field of the letter's code."""
        self.letter_code_open = True

    def close_letter_code(self) -> None:
        """Go on without a code: what was typed of one is wiped."""
        self.letter_code.wipe()
        self.letter_code_open = False

    def query(self, privacy: Privacy) -> Query:
        """What is looked up. It shares its secrets with this state: copy it before keeping it."""
        code = self.letter_code if self.letter_code_open and self.letter_code else None
        return Query(self.number, self.scheme, code, privacy)

    # The lookup

    def begin(self) -> None:
        """Show the page of the check: whatever an earlier check brought is dropped."""
        self._drop_answer()
        self.go("number")
        self.trail.append("checking")

    def proceed(self, stage: Stage, done: float) -> None:
        """Note how far the lookup is."""
        if stage is not self.stage:
            self.waited = 0.0
        self.stage, self.stage_done = stage, done

    def wait(self, seconds: float) -> None:
        """Note that so many seconds went by while the lookup reported nothing new."""
        self.waited += seconds

    def note_slow(self) -> None:
        """Note that the lookup takes longer than most."""
        self.slow = True

    def note_sent(self, ledger: Ledger) -> None:
        """Note what the lookup has sent."""
        self.ledger = ledger

    def answer(self, verdict: Verdict, guidance: Sequence[BreachGuidance] = ()) -> None:
        """The lookup ended with an answer: `ready` takes the place of `checking`, also beneath a page opened aside.

        `guidance` is what the publisher says of breaches, read; what could not be read is not in it.
        """
        self.verdict, self._guidance = verdict, tuple(guidance)
        self._replace("checking", "ready")

    def fail(self, error: CheckError, now: float) -> None:
        """The lookup ended without an answer: the page of the failure takes the place of `checking`."""
        self.verdict = None
        self.error = error
        self.retry_at = now + getattr(error, "retry_after", 0)
        self._replace("checking", error.page if error.page in FAILURES else "unexpected")

    def close_input(self) -> None:
        """The one lookup is done: what was typed is wiped, and no way leads back to it."""
        for secret in (self.number, self.number_again, self.letter_code):
            secret.wipe()
        del self.trail[: self.trail.index("ready")]

    def refuse(self, error: InputError) -> None:
        """The lookup sent nothing because the input is wrong: back to the number, which says why."""
        self.refused = error
        self.stop()

    def stop(self) -> None:
        """The person cancelled: the page of the check leaves the trail."""
        if "checking" in self.trail:
            self.trail.remove("checking")

    # What of the answer is open

    def open_category(self, key: str) -> None:
        """Show what one category means, and no other; none for an empty key."""
        self.opened = key

    def unfold(self, breach: str, *, unfolded: bool) -> None:
        """Show the sensitive categories of a breach, or fold them."""
        (self.unfolded.add if unfolded else self.unfolded.discard)(breach)

    def turn_exposures(self, first: int) -> None:
        """Show the breaches from this place on."""
        self.first_exposure, self.opened = first, ""

    def turn_sealed(self, first: int) -> None:
        """Show the sealed breaches from this place on."""
        self.first_sealed = first

    # The advice

    @property
    def advice_is_for_everyone(self) -> bool:
        """Whether the advice is the same for everyone, there being no answer or none that may be shown."""
        return self.advice_only or self.verdict is None

    def close_answer(self) -> None:
        """Only advice is wanted: it then depends on no answer."""
        self.advice_only = True

    def open_answer(self) -> None:
        """The answer has been seen: the advice may follow it."""
        self.advice_only = False

    def choose_audience(self, audience: str) -> None:
        """Say whose data the advice is about."""
        self.audience = audience

    def answer_question(self, question: Question, *, answer: bool | None) -> None:
        """Note an answer, None where the question was skipped, and go on: to the next question, then to the advice."""
        if question is Question.MISUSED:
            self.misused = answer
            self.show_advice(Question.THREATENED)
            return
        self.threatened = answer
        # Advice for everyone begins with the list: its first action need not concern this person, save under threat.
        self.show_advice(AllSteps() if self.advice_is_for_everyone and not answer else SingleStep(0))

    @property
    def advice_view(self) -> AdviceView:
        """What the page of the advice shows."""
        return self.advice_trail[-1]

    def show_advice(self, view: AdviceView) -> None:
        """Show a question, one step or the list of all; what was shown just before is returned to."""
        if self.advice_trail[-2:-1] == [view]:
            self.advice_trail.pop()
        else:
            self.advice_trail.append(view)

    def publisher_guidance(self) -> tuple[BreachGuidance, ...]:
        """What the publisher of the list says of the breaches that concern the person; nothing of a closed answer.

        What was refused is left out, and the general advice remains. No log tells of it: it would name a breach that
        concerns the person.
        """
        if self.advice_is_for_everyone or not isinstance(self.verdict, Listed):
            return ()
        read = {guidance.breach: guidance for guidance in self._guidance}
        return tuple(read[name] for exposure in self.verdict.exposures if (name := exposure.breach.id) in read)

    # The end

    def wipe(self) -> None:
        """Forget everything that was typed, asked and answered, and return to the welcome."""
        for secret in (self.number, self.number_again, self.letter_code):
            secret.wipe()
        fresh = SessionState(self.profile, standing=self.standing, profile_fault=self.profile_fault)
        self.__dict__.clear()
        self.__dict__.update(fresh.__dict__)

    def finish(self, *, kept: Sequence[str] | None = None) -> None:
        """Forget everything, and say so.

        `kept` is given where the computer was to forget everything too: the paths that could not be removed.
        """
        self.wipe()
        self.trail = ["ending"]
        self.kept = None if kept is None else tuple(kept)

    def check_another(self) -> None:
        """Forget everything, and ask for the number of somebody else."""
        self.wipe()
        self.trail.append("number")

    @property
    def holds_anything(self) -> bool:
        """Whether there is something to wipe."""
        typed = self.number or self.number_again or self.letter_code
        return bool(typed or self.verdict or self.error or self.ledger.sent) or (
            self.misused is not None
            or self.threatened is not None
            or self.audience != "self"
            or "checking" in self.trail
        )

    def _drop_answer(self) -> None:
        self.verdict = self.error = self.refused = self.stage = None
        self._guidance = ()
        self.stage_done = self.waited = 0.0
        self.slow = False
        self.ledger = Ledger()
        self.opened, self.unfolded = "", set()
        self.first_exposure = self.first_sealed = 0
        self.advice_only, self.advice_trail = False, [Question.MISUSED]

    def _replace(self, old: str, new: str) -> None:
        if old in self.trail:
            self.trail[self.trail.index(old)] = new
