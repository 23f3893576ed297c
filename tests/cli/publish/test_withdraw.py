"""`exposure-check publish withdraw`, and what a build does with a scheme that has no row any more."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from exposure_check import identity
from exposure_check.cli import main
from exposure_check.errors import PublishError
from exposure_check.publisher import withdraw
from exposure_check.publisher.verify.dataset import verify
from exposure_check.server import published as served_list
from exposure_check.tables.refusals import Limits
from exposure_check.trust import keys, sign
from tests.support.publisher import Built, Published, files

FINN, SWEDE = (
    f"{scheme},{identity.distinct_test_numbers(scheme, 1, random.Random(1))[0]},{{open}},name,\n"
    for scheme in ("fi.hetu", "se.personnummer")
)
UNKNOWN = "fi.hetu,not a number,{open},name,\n"


@pytest.fixture
def own(built: Built, tmp_path: Path) -> Published:
    """A copy of the published demo list, with keys of its own that remember it."""
    out, key_folder = tmp_path / "list", tmp_path / "own-keys"
    shutil.copytree(built.published.out, out)
    shutil.copytree(built.published.keys, key_folder)
    return Published(out, key_folder)


def run(published: Published, *what: str) -> int:
    return main(["publish", "withdraw", *what, "--keys", str(published.keys), "--out", str(published.out)])


def checked(published: Published) -> list[str]:
    found = verify(published.out, published.keys / keys.ROOT_FILE, lambda *_: None)
    return [described.scheme for described, _ in found]


def test_a_withdrawn_scheme_is_a_signed_empty_list(own: Published, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(own, "--scheme", "fi.hetu") == 0
    described = own.catalogue()
    assert (described.breaches, described.category_sets) == ((), ())
    assert checked(own) == []
    assert main(["publish", "verify", str(own.out), "--root", str(own.keys / keys.ROOT_FILE)]) == 0
    assert "Every list is withdrawn" in capsys.readouterr().out
    assert run(own, "--scheme", "fi.hetu") == 2  # it is withdrawn already


def test_a_withdrawn_breach_leaves_every_set_and_the_records_stay_sound(own: Published, built: Built) -> None:
    before = own.catalogue()
    person = built.people["found"]
    exposed = own.look_up(person.number)
    assert exposed is not None
    breach = next(iter(exposed))
    assert run(own, "--breach", breach) == 0
    described = own.catalogue()
    assert {entry.id for entry in described.breaches} == {entry.id for entry in before.breaches} - {breach}
    assert len(described.category_sets) == len(before.category_sets)
    assert (described.dataset_id, described.merkle_root) == (before.dataset_id, before.merkle_root)
    assert breach not in (own.look_up(person.number) or {})
    assert checked(own) == ["fi.hetu"]


def test_a_withdrawn_list_is_served(own: Published) -> None:
    before = served_list.load(own.out, None, None)
    assert before.current == {own.catalogue().dataset_id}
    assert run(own, "--scheme", "fi.hetu") == 0
    for earlier in (None, before):
        served = served_list.load(own.out, None, None, earlier)
        assert (served.current, served.key_ids) == (frozenset(), frozenset())
        assert served.version == before.version + 1


def test_where_every_breach_is_withdrawn_the_list_is_empty(own: Published) -> None:
    for breach in own.catalogue().breaches:
        assert run(own, "--breach", breach.id) == 0
    assert own.catalogue().breaches == ()
    assert own.catalogue().category_sets == ()


def test_guidance_is_withdrawn_alone_and_with_its_breach(own: Published, tmp_path: Path) -> None:
    root, signers = keys.read_root(own.keys), keys.load_signers(own.keys, None)
    names = [breach.id for breach in own.catalogue().breaches]
    targets = {f"guidance/{name}.toml": b"text" for name in names}
    sign.publish(own.out, root, signers, targets, own.catalogue().created)
    assert run(own, "--guidance", names[0]) == 0
    assert set(sign.read_targets(own.out, "guidance/")) == set(targets) - {f"guidance/{names[0]}.toml"}
    assert run(own, "--breach", names[1]) == 0
    assert f"guidance/{names[1]}.toml" not in sign.read_targets(own.out, "guidance/")
    assert run(own, "--scheme", "fi.hetu") == 0
    assert sign.read_targets(own.out, "guidance/") == {}


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        (["--scheme", "se.personnummer"], "no scheme 'se.personnummer'"),
        (["--breach", "other"], "no breach 'other'"),
        (["--guidance", "other"], "no guidance 'other'"),
        ([], "Nothing to withdraw"),
    ],
)
def test_what_the_list_does_not_have_is_named(
    own: Published, capsys: pytest.CaptureFixture[str], what: list[str], shown: str
) -> None:
    before = files(own.out)
    assert run(own, *what) == 2
    assert shown in capsys.readouterr().err
    assert files(own.out) == before


def rows(demo_breach: str, *lines: str) -> str:
    return "".join(line.format(open=demo_breach) for line in lines)


@pytest.fixture
def open_breach(built: Built) -> str:
    return next(breach.id for breach in built.published.catalogue().breaches if not breach.sealed)


def test_a_scheme_without_rows_leaves_the_list(publish, open_breach: str) -> None:
    published, _ = publish(rows(open_breach, FINN, SWEDE), prefix_bits=None)
    assert set(sign.read_targets(published.out, "catalogues/")) == {
        withdraw.target("fi.hetu"),
        withdraw.target("se.personnummer"),
    }
    _, summary = publish(rows(open_breach, FINN), prefix_bits=None)
    assert summary.gone == ["se.personnummer"]
    assert set(sign.read_targets(published.out, "catalogues/")) == {withdraw.target("fi.hetu")}


def test_a_scheme_does_not_leave_the_list_because_its_rows_were_refused(publish, open_breach: str) -> None:
    published, _ = publish(rows(open_breach, FINN, SWEDE), prefix_bits=None)
    before = files(published.out)
    limits = {"limits": Limits(max_refused=90)}
    with pytest.raises(PublishError, match=r"se\.personnummer, of which these records have no valid row"):
        publish(rows(open_breach, FINN, UNKNOWN), prefix_bits=None, **limits)
    assert files(published.out) == before


def test_a_build_leaves_a_withdrawn_scheme_withdrawn_until_it_has_rows(publish, open_breach: str) -> None:
    published, _ = publish(rows(open_breach, FINN, SWEDE), prefix_bits=None)
    assert run(published, "--scheme", "se.personnummer") == 0
    _, summary = publish(rows(open_breach, FINN), prefix_bits=None)
    assert summary.gone == []
    assert published.catalogue("se.personnummer").breaches == ()
    publish(rows(open_breach, FINN, SWEDE), prefix_bits=None)
    assert len(published.catalogue("se.personnummer").breaches) == 1


def test_a_build_of_no_valid_row_makes_no_empty_list(publish, open_breach: str) -> None:
    published, _ = publish(rows(open_breach, FINN), prefix_bits=None)
    before = files(published.out)
    with pytest.raises(PublishError):
        publish(rows(open_breach, UNKNOWN), prefix_bits=None, limits=Limits(max_refused=100))
    assert files(published.out) == before


def test_what_is_withdrawn_already_is_told_as_that(
    publish, open_breach: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where the command was killed when all was done, and given again."""
    published, _ = publish(rows(open_breach, FINN), prefix_bits=None)
    assert run(published, "--scheme", "fi.hetu") == 0
    capsys.readouterr()
    assert run(published, "--scheme", "fi.hetu") == 2
    assert "It may be withdrawn already. The list has no scheme left." in capsys.readouterr().err
