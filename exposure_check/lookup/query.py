"""What is looked up: everything that a person gives for one lookup, in one value that can be wiped."""

from __future__ import annotations

from dataclasses import dataclass

from exposure_check.lookup.verdict import Privacy
from exposure_check.secret import Secret


@dataclass(frozen=True)
class Query:
    """A number as it was typed, its scheme, the code of a letter or none, and how much the bucket host may learn.

    `repr` shows neither number nor code. Whoever makes a query wipes it, which the end of a `with` block does; whoever
    keeps it past a call copies it first.
    """

    number: Secret
    scheme: str
    code: Secret | None = None
    privacy: Privacy = Privacy.STANDARD

    def __enter__(self) -> Query:
        return self

    def __exit__(self, *_: object) -> None:
        self.wipe()

    def copy(self) -> Query:
        """The same query with secrets of its own, which a wipe of this one leaves alone."""
        code = Secret(self.code.reveal()) if self.code is not None else None
        return Query(Secret(self.number.reveal()), self.scheme, code, self.privacy)

    def wipe(self) -> None:
        """Overwrite number and code."""
        self.number.wipe()
        if self.code is not None:
            self.code.wipe()
