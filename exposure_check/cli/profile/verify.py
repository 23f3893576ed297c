"""`exposure-check profile verify`: that a profile is whole; with `--ask`, what its publisher says of who signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.cli import output
from exposure_check.cli.options import proxy_address
from exposure_check.cli.profile import show
from exposure_check.cli.signals import handled
from exposure_check.errors import ProfileError
from exposure_check.lookup import Cancel
from exposure_check.lookup.standing import Confirmation, confirmation

if TYPE_CHECKING:
    import argparse

    from exposure_check.lookup.profile_places import FoundProfile

_SAID = {
    Confirmation.NOT_SIGNED: "It is not signed: anybody could have changed its name or its telephone numbers.",
    Confirmation.NOT_ASKED: "Whether the publisher confirms the key was not asked: add --ask.",
    Confirmation.UNKNOWN: "The publisher does not name the key that signed it.",
    Confirmation.OTHER_NAME: "The publisher names the key that signed it, for somebody of another name.",
    Confirmation.CONFIRMED: "Confirmed: the publisher names its key under this name. Compare the publisher's digits.",
}


def add_verify(parser: argparse.ArgumentParser) -> None:
    """The options of `profile verify`."""
    parser.set_defaults(profile_run=_verify)
    show.add_file_and_json(parser)
    parser.add_argument("--ask", action="store_true", help="fetch the signed list, with nothing of a number")
    parser.add_argument("--proxy", type=proxy_address, metavar="URL", help="http://..., socks5h://...")


def _verify(options: argparse.Namespace) -> int:
    """0, or 2 where the profile cannot be used or, with `--ask`, the publisher does not confirm who signed it."""
    shown = show.found(options)
    described = show.as_json(shown)  # reads the root of trust
    said = _asked(shown, options) if options.ask else confirmation(shown.profile, shown.standing, None)
    if options.ask and said is not Confirmation.CONFIRMED:
        raise ProfileError(_SAID[said], advice="Ask whoever gave you the profile, and the publisher, by another way.")
    if options.json:
        print(output.as_json({**described, "confirmation": said.value}))
    else:
        print("\n".join([*show.as_text(shown), f"  {_SAID[said]}"]))
    return 0


def _asked(shown: FoundProfile, options: argparse.Namespace) -> Confirmation:
    from exposure_check.lookup import Session

    cancel = Cancel()
    with handled(lambda _signal, _frame: cancel.set(), "SIGINT"):
        listing, _ = Session(shown.profile, proxy=options.proxy).listing(shown.profile.schemes[0], cancel)
    return confirmation(shown.profile, shown.standing, listing.signed.statements)
