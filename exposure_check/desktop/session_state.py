"""Where a person is in the walk and what the program knows of her. No Qt: pages are drawn from this alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exposure_check.lookup.ledger import Ledger
from exposure_check.secret import Secret

if TYPE_CHECKING:
    from exposure_check.errors import CheckError, InputError
    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.verdict import Stage, Verdict

FAILURES = ("X1", "X2", "X3", "X4", "X5", "X6", "X7", "X8")
CODES = ("A1", "B1", "C1", "D1", "D2", "E1", "F1", "G1", *FAILURES)
ASIDE = ("F1", "G1")  # opened from any page and left by "back"; the walk goes on beneath them
LEAVES_NOTHING_BEHIND = ("C1",)  # never returned to: what it showed is over


@dataclass
class SessionState:
    """The state of one session. `wipe` brings it to its beginning; nothing in it is ever written to disk."""

    profile: Profile
    scheme: str = ""
    trail: list[str] = field(default_factory=lambda: ["A1"])  # the last is the page that is shown
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
    advice_step: int = 0  # 0 and 1: the questions; from 2: one step of the advice each; beyond: the list of all

    def __post_init__(self) -> None:
        self.scheme = self.scheme or self.profile.schemes[0]

    @property
    def page(self) -> str:
        """The code of the page that is shown."""
        return self.trail[-1]

    def go(self, code: str) -> None:
        """Show a page; going to one that is already on the trail cuts the trail back to it."""
        if code not in CODES:
            raise ValueError(f"no such page: {code}")
        if code in self.trail:
            del self.trail[self.trail.index(code) + 1 :]
            return
        self.trail.append(code)

    def back(self) -> None:
        """Return to the page before, leaving out those that are over."""
        if len(self.trail) > 1:
            left = self.trail.pop()
            if left == "E1":
                self.advice_step = 0

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return len(self.trail) > 1

    def begin(self) -> None:
        """Enter C1: whatever an earlier check brought is dropped."""
        self._drop_answer()
        self.go("B1")
        self.trail.append("C1")

    def proceed(self, stage: Stage, done: float) -> None:
        """Note how far the lookup is."""
        self.stage, self.stage_done = stage, done

    def answer(self, verdict: Verdict) -> None:
        """The lookup ended with an answer: D1 takes the place of C1, also beneath a page opened aside."""
        self.verdict = verdict
        self._replace("C1", "D1")

    def fail(self, error: CheckError, now: float) -> None:
        """The lookup ended without an answer: the page of the failure takes the place of C1."""
        self.verdict = None
        self.error = error
        self.retry_at = now + getattr(error, "retry_after", 0)
        self._replace("C1", error.page if error.page in FAILURES else "X8")

    def refuse(self, error: InputError) -> None:
        """The lookup sent nothing because the input is wrong: back to B1, which says why."""
        self.refused = error
        self.stop()

    def stop(self) -> None:
        """The person cancelled: C1 leaves the trail."""
        if "C1" in self.trail:
            self.trail.remove("C1")

    def wipe(self) -> None:
        """Forget everything that was typed, asked and answered, and return to A1."""
        self.number.wipe()
        self.letter_code.wipe()
        fresh = SessionState(self.profile)
        self.__dict__.update(fresh.__dict__)

    @property
    def holds_anything(self) -> bool:
        """Whether there is something to wipe."""
        return bool(self.number or self.letter_code or self.verdict or self.error or self.ledger.sent) or (
            self.misused is not None or self.threatened is not None or self.audience != "self" or "C1" in self.trail
        )

    def _drop_answer(self) -> None:
        self.verdict = self.error = self.refused = self.stage = None
        self.stage_done = 0.0
        self.ledger = Ledger()
        self.opened, self.unfolded = "", set()
        self.advice_only, self.advice_step = False, 0

    def _replace(self, old: str, new: str) -> None:
        if old in self.trail:
            self.trail[self.trail.index(old)] = new
