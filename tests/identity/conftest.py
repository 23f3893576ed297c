from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exposure_check.errors import NumberError
from exposure_check.identity import Reason, parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@pytest.fixture(scope="session")
def read() -> Callable[..., str]:
    """The canonical spelling of a number, or the reason why there is none."""

    def canonical_or_reason(
        text: str, scheme_id: str, *, allow_test: bool = True, today: date | None = None
    ) -> str | Reason:
        try:
            identifier = parse(text, scheme_id, allow_test=allow_test, today=today)
        except NumberError as error:
            return Reason(error.reason)
        scheme, _, number = identifier.canonical().partition(b"\0")
        assert scheme.decode("ascii") == scheme_id
        return number.decode("ascii")

    return canonical_or_reason
