"""`exposure-check publish fingerprint` as typed: it prints what a client shows of the same list."""

from __future__ import annotations

import re

from exposure_check.cli import main
from exposure_check.protocol import fingerprint
from tests.support.memory_service import publish


def printed(published, capsys):
    root = published.keys / "root.json"
    assert main(["publish", "fingerprint", str(published.out), "--root", str(root)]) == 0
    return re.findall(r"(?:\d{5} ){5}\d{5}", capsys.readouterr().out)


def test_publisher_and_client_see_one_fingerprint_of_one_list(tmp_path, capsys):
    published = publish(tmp_path, count=20)
    of_list, of_publisher = printed(published, capsys)
    verdict = published.look_up(tmp_path / "state", published.memory(), published.people["found"].number)
    assert fingerprint.of_list(verdict.provenance.list_digest) == of_list
    assert verdict.provenance.list_version == 1
    published.sign_targets({"guidance/example-shop-2022.toml": b"advice"})
    changed, same = printed(published, capsys)
    assert changed != of_list
    assert same == of_publisher
    assert of_list != of_publisher


def test_another_list_for_one_visitor_has_another_fingerprint(tmp_path):
    """A catalogue and a key of her own would know her evaluation among all."""
    digests = []
    for folder in ("everybody", "visitor"):
        published = publish(tmp_path / folder, count=20)
        verdict = published.look_up(tmp_path / folder / "state", published.memory(), published.people["found"].number)
        digests.append(verdict.provenance.list_digest)
    assert digests[0] != digests[1]
