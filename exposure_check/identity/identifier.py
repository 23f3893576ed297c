"""One person's number in one scheme, ready for the protocol and careful with itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from exposure_check.secret import Secret


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Identifier:
    """A valid number in the one spelling of its scheme.

    It prints without the number, compares in constant time, has no hash (an oracle for equality) and does not
    pickle. Only `identity.parse` makes one.
    """

    scheme_id: str
    _number: Secret

    __hash__ = None  # type: ignore[assignment]

    def canonical(self) -> bytes:
        """`scheme_id || 0x00 || number` in ASCII, the input of the stretch. Raises `ValueError` after `wipe`."""
        if not self._number:
            # An empty number would be looked up like any other, and never found.
            raise ValueError("the identifier was wiped")
        return self.scheme_id.encode("ascii") + b"\0" + self._number.reveal()

    def wipe(self) -> None:
        """Overwrite the number with zeros; see `Secret.wipe` for what that is worth."""
        self._number.wipe()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Identifier):
            return NotImplemented
        return self.scheme_id == other.scheme_id and self._number == other._number

    def __repr__(self) -> str:
        return f"<identifier {self.scheme_id}>"

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return repr(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError("an identifier does not leave the process")
