"""A session: one profile, one ledger, and `check`. What the window and the terminal hold of the client."""

from __future__ import annotations

import logging
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, TypeVar

from exposure_check.errors import ExposureCheckError, program_fault
from exposure_check.lookup import proxies
from exposure_check.lookup.check import check, listed
from exposure_check.lookup.ledger import Ledger
from exposure_check.lookup.mirrors import Mirrored
from exposure_check.lookup.service import Service, state_folder
from exposure_check.lookup.transport import LIMITS, HttpTransport, Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exposure_check.lookup.cancel import Cancel
    from exposure_check.lookup.checker import Progress
    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.query import Query
    from exposure_check.lookup.service import Listing
    from exposure_check.lookup.verdict import Verdict

Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


class Session:
    """A `checker.Checker` over the network. `ledger` holds what the last check sent."""

    def __init__(
        self, profile: Profile, *, proxy: str | None = None, state: Path | None = None, limits: Limits = LIMITS
    ) -> None:
        self._profile, self._proxy, self._limits = profile, proxy, limits
        self._state = None if profile.kiosk else state or state_folder(profile)
        self.ledger = Ledger()

    def check(self, query: Query, progress: Progress, cancel: Cancel) -> Verdict:
        """See `checker.Checker.check`."""
        return self._asking(cancel, lambda service: check(service, query, progress, cancel))

    def listing(self, scheme: str, cancel: Cancel) -> tuple[Listing, bool]:
        """The signed list alone, with nothing of a number, and whether this computer could remember it.

        Raises `CheckError`.
        """

        def get(service: Service) -> tuple[Listing, bool]:
            with listed(service, scheme, cancel) as (listing, written):
                pass
            return listing, written[0]

        return self._asking(cancel, get)

    def _asking(self, cancel: Cancel, ask: Callable[[Service], Answer]) -> Answer:
        """Ask through connections of its own. The net for faults of this program inside a session."""
        self.ledger, fault = Ledger(), ""
        try:
            for url in (self._profile.url, *self._profile.mirrors, self._profile.evaluator):
                proxies.choose(url, self._proxy)  # one that cannot be used is said before anything is computed
            with ExitStack() as stack:  # no connection is common to two of them
                host, evaluator, advisor = (
                    stack.enter_context(closing(HttpTransport(self.ledger, cancel, self._proxy, self._limits)))
                    for _ in range(3)
                )
                mirrored = (Mirrored(host, self._profile), Mirrored(advisor, self._profile))
                return ask(Service(self._profile, mirrored[0], evaluator, self._state, self._limits, mirrored[1]))
        except ExposureCheckError as error:
            failure = error
        except Exception as error:  # noqa: BLE001  # whatever else it is, it is not an answer
            failure, fault = program_fault(), type(error).__name__
        # Here, where no exception is handled: a handler of the log that fails prints the one that is, with its text.
        if fault:
            _log.error("A lookup failed: %s", fault)  # the type alone: frames hold the number
        # raised here, without cause and frames: their variables are the number and what was made of it
        failure.__cause__ = failure.__context__ = None
        raise failure.with_traceback(None)
