"""The one small interface through which the window, the terminal and the tests look something up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from exposure_check.lookup.cancel import Cancel
    from exposure_check.lookup.ledger import Ledger
    from exposure_check.lookup.query import Query
    from exposure_check.lookup.verdict import Stage, Verdict

# Called from the thread that checks: the stage, and how much of it is done (0.0 to 1.0).
Progress: TypeAlias = "Callable[[Stage, float], None]"


class Checker(Protocol):
    """One lookup. `lookup.session.Session` is the real one; import it late, it brings the network libraries."""

    @property
    def ledger(self) -> Ledger:
        """What was sent so far."""

    def check(self, query: Query, progress: Progress, cancel: Cancel) -> Verdict:
        """Look up a number as it was typed. Blocks: call it off the interface's thread.

        Raises `InputError` where nothing was sent because what was typed is wrong, and `CheckError` where it
        could not be checked.
        """
