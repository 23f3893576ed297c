"""The fingerprint of a root of trust, without anything of a network."""

from __future__ import annotations

import subprocess
import sys

import pytest

from exposure_check.errors import SignatureError
from exposure_check.trust import root_of_trust

WITHOUT_SOCKETS = """
import socket, sys

class Forbidden(socket.socket):
    def __init__(self, *arguments, **words):
        raise AssertionError("a socket was opened")

socket.socket = Forbidden
from exposure_check.trust import root_of_trust
print("urllib3" in sys.modules, root_of_trust.root_digest(sys.stdin.buffer.read()).hex())
"""


def test_it_is_worked_out_without_a_socket(publication):
    """The library of `verify` asks for one when it is loaded, and the desk showed a fingerprint by it."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_SOCKETS], input=publication.root, capture_output=True, check=False
    )
    assert done.stdout.decode().split() == ["False", root_of_trust.root_digest(publication.root).hex()], done.stderr


def test_what_is_no_root_has_none():
    with pytest.raises(SignatureError):
        root_of_trust.root_digest(b"{}")
