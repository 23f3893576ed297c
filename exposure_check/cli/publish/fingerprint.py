"""`exposure-check publish fingerprint`."""

from __future__ import annotations

import argparse
from pathlib import Path

from exposure_check.protocol import fingerprint
from exposure_check.publisher.verify.signatures import Published, verify_roots
from exposure_check.trust.root_of_trust import root_digest


def add_fingerprint(parser: argparse.ArgumentParser) -> None:
    """The options of `publish fingerprint`."""
    parser.set_defaults(publish_run=_fingerprint)
    parser.add_argument("out", type=Path, metavar="DIR", help="the published folder")
    parser.add_argument("--root", type=Path, required=True, metavar="FILE", help="the root.json of the profiles")


def _fingerprint(options: argparse.Namespace) -> int:
    root = verify_roots(options.out, options.root)
    signed = Published(options.out, root)
    print(f"List {signed.version}:  {fingerprint.of_list(signed.digest)}")
    print(f"Publisher: {fingerprint.of_publisher(root_digest(root))}")
    print("The first is of the list as it is now: whoever was served the same list sees it beside the answer.")
    print("The second is of the root of trust in the profiles. It stays the same when the list changes.")
    return 0
