"""Where a person is in the program and what it knows of her. No Qt: pages are drawn from this alone.

Pages and widgets change it through its methods, which keep what belongs together in step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from exposure_check.lookup.ledger import Ledger
from exposure_check.lookup.query import Query
from exposure_check.lookup.verdict import Listed
from exposure_check.secret import Secret

if TYPE_CHECKING:
    from exposure_check.errors import CheckError, InputError
    from exposure_check.guidance.breach import BreachGuidance
    from exposure_check.lookup.profile import Profile
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
PAGES = ("welcome", "number", "checking", "ready", "answer", "actions", "sent", "settings", *FAILURES)


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


@dataclass
class SessionState:
    """The state of one session. `wipe` brings it to its beginning; nothing in it is ever written to disk."""

    profile: Profile
    scheme: str = ""
    trail: list[str] = field(default_factory=lambda: ["welcome"])  # the last is the page that is shown
    number: Secret = field(default_factory=lambda: Secret(""))
    letter_code: Secret = field(default_factory=lambda: Secret(""))
    number_shown: bool = False
    letter_code_open: bool = False
    refused: InputError | None = None  # what the lookup itself found wrong with the input
    stage: Stage | None = None
    stage_done: float = 0.0
    verdict: Verdict | None = None
    error: CheckError | None = None
    retry_at: float = 0.0  # monotonic seconds before which a busy server is not asked again
    ledger: Ledger = field(default_factory=Ledger)
    opened: str = ""  # the one category whose meaning is shown
    unfolded: set[str] = field(default_factory=set)  # breaches whose sensitive categories are shown
    advice_only: bool = False
    misused: bool | None = None
    threatened: bool | None = None
    audience: str = "self"  # of `guidance.Audience`: whose data the advice is about
    advice_view: AdviceView = Question.MISUSED
    _guidance: tuple[Listed, tuple[BreachGuidance, ...]] | None = field(default=None, init=False)  # of that answer

    def __post_init__(self) -> None:
        self.scheme = self.scheme or self.profile.schemes[0]

    # Which page is shown

    @property
    def page(self) -> str:
        """The id of the page that is shown."""
        return self.trail[-1]

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
        """Return to the page before, leaving out those that are over."""
        if self.can_go_back and self.trail.pop() == "actions":
            self.advice_view = Question.MISUSED

    # What is typed

    def type_number(self, text: str) -> None:
        """Take the number as it was typed, in place of what was there."""
        self.number.wipe()
        self.number = Secret(text)
        self.refused = None

    def type_letter_code(self, text: str) -> None:
        """Take the code of the letter as it was typed, in place of what was there."""
        self.letter_code.wipe()
        self.letter_code = Secret(text)
        self.refused = None

    def fill_in(self, number: str, letter_code: str | None) -> None:
        """Take a number, and the code of a letter or none, in place of what was typed."""
        self.type_number(number)
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
        self.stage, self.stage_done = stage, done

    def note_sent(self, ledger: Ledger) -> None:
        """Note what the lookup has sent."""
        self.ledger = ledger

    def answer(self, verdict: Verdict) -> None:
        """The lookup ended with an answer: `ready` takes the place of `checking`, also beneath a page opened aside."""
        self.verdict = verdict
        self._replace("checking", "ready")

    def fail(self, error: CheckError, now: float) -> None:
        """The lookup ended without an answer: the page of the failure takes the place of `checking`."""
        self.verdict = None
        self.error = error
        self.retry_at = now + getattr(error, "retry_after", 0)
        self._replace("checking", error.page if error.page in FAILURES else "unexpected")

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
            self.misused, self.advice_view = answer, Question.THREATENED
            return
        self.threatened = answer
        # Advice for everyone begins with the list: its first action need not concern this person, save under threat.
        self.advice_view = AllSteps() if self.advice_is_for_everyone and not answer else SingleStep(0)

    def show_advice(self, view: AdviceView) -> None:
        """Show one step of the advice, or the list of all."""
        self.advice_view = view

    def publisher_guidance(self) -> tuple[BreachGuidance, ...]:
        """What the publisher of the list says of the breaches that concern the person; nothing of a closed answer.

        Parsed once for an answer. What is refused is left out, and the general advice remains. No log tells of it: it
        would name a breach that concerns the person.
        """
        verdict = self.verdict
        if self.advice_is_for_everyone or not isinstance(verdict, Listed):
            return ()
        if self._guidance is None or self._guidance[0] is not verdict:
            from exposure_check.guidance.breach import accept  # here: the first frame needs none of it

            signed = verdict.provenance.guidance
            names = [exposure.breach.id for exposure in verdict.exposures]
            accepted, _ = accept({name: signed[name] for name in names if name in signed})
            self._guidance = verdict, accepted
        return self._guidance[1]

    # The end

    def wipe(self) -> None:
        """Forget everything that was typed, asked and answered, and return to the welcome."""
        self.number.wipe()
        self.letter_code.wipe()
        fresh = SessionState(self.profile)
        self.__dict__.clear()
        self.__dict__.update(fresh.__dict__)

    @property
    def holds_anything(self) -> bool:
        """Whether there is something to wipe."""
        return bool(self.number or self.letter_code or self.verdict or self.error or self.ledger.sent) or (
            self.misused is not None
            or self.threatened is not None
            or self.audience != "self"
            or "checking" in self.trail
        )

    def _drop_answer(self) -> None:
        self.verdict = self.error = self.refused = self.stage = self._guidance = None
        self.stage_done = 0.0
        self.ledger = Ledger()
        self.opened, self.unfolded = "", set()
        self.advice_only, self.advice_view = False, Question.MISUSED

    def _replace(self, old: str, new: str) -> None:
        if old in self.trail:
            self.trail[self.trail.index(old)] = new
