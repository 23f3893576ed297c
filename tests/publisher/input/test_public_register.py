"""Open breaches under numbers that are no secret: warned of, and refused where they are of health."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exposure_check import identity
from exposure_check.errors import PublishError
from exposure_check.protocol.catalogue import CATEGORIES, SENSITIVE_CATEGORIES
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
from exposure_check.publisher.input import breaches, public_register, rows
from exposure_check.publisher.input.public_register import PublicRegister
from exposure_check.publisher.workspace import lifecycle
from tests.support.publisher import HEADER

OPEN = sorted(scheme.id for scheme in identity.SCHEMES.values() if scheme.open_number is not None)

BREACHES = """
[[breach]]
id = "clinic"
holder = "Example Oy"
occurred = 2020-01-01
disclosed = 2020-02-01
sealed = {sealed}
categories = ["name", "diagnosis"]
references = []
name = {{ en = "Example Oy" }}
summary = {{ en = "A clinic that does not exist." }}
"""


def rule(categories, *, sealed: bool = False) -> rows.BreachRule:
    return rows.BreachRule(sealed, rows.bits(tuple(categories)))


def test_these_numbers_are_no_secret_and_it_is_said_where_that_can_be_read() -> None:
    assert OPEN == ["ee.ik", "no.fodselsnummer", "se.personnummer"]
    for scheme in OPEN:
        open_number = identity.get(scheme).open_number
        assert open_number is not None
        assert open_number.fact.endswith(".")
        assert "www" in open_number.source


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("scheme", identity.SCHEMES)
def test_an_open_breach_is_found_under_such_a_number_alone_and_of_health_by_what_it_declares(scheme, category) -> None:
    rules = {"open": rule([category]), "shut": rule([category], sealed=True)}
    found = public_register.find(rules, [(scheme, "open"), (scheme, "shut"), (scheme, "open"), (scheme, "unheard")])
    is_health = category in SENSITIVE_CATEGORIES
    assert found == ([PublicRegister(scheme, "open", is_health)] if scheme in OPEN else [])
    if found and is_health:
        with pytest.raises(PublishError, match="open"):
            public_register.refuse_health(found, allowed=False)
    else:
        public_register.refuse_health(found, allowed=False)
    public_register.refuse_health(found, allowed=True)


def test_without_breaches_none_is_found() -> None:
    assert public_register.find(None, [("se.personnummer", rows.UNCHECKED)]) == []


@pytest.fixture
def options(tmp_path):
    """The build of a Swedish clinic, of one person; its row names no category of health."""

    def of(*, sealed: bool, **changes) -> BuildOptions:
        (tmp_path / "breaches.toml").write_text(BREACHES.format(sealed=str(sealed).lower()))
        number = identity.get("se.personnummer").example
        (tmp_path / "records.csv").write_text(f"{HEADER}se.personnummer,{number},clinic,name,\n")
        return replace(
            BuildOptions(
                breaches=breaches.load(tmp_path / "breaches.toml"),
                records=[tmp_path / "records.csv"],
                out=tmp_path / "out",
                suite=XC1_DEMO,
                allow_test=True,
            ),
            **changes,
        )

    return of


def test_a_build_publishes_no_open_register_of_health_unless_it_is_told_to(options, key_folder, pool) -> None:
    warnings: list[str] = []
    with pytest.raises(PublishError, match=r"'clinic' \(se.personnummer\)"):
        build(options(sealed=False), PublisherKeys(key_folder), pool, warn=warnings.append)
    assert not options(sealed=False).out.exists()
    assert not options(sealed=False).work_folder().exists("")
    assert warnings == []
    build(options(sealed=False, open_health=True), PublisherKeys(key_folder), pool, warn=warnings.append)
    assert len(warnings) == 1
    assert "public register of its people under se.personnummer" in warnings[0]


def test_a_sealed_breach_of_health_is_built_without_a_word(options, key_folder, pool) -> None:
    warnings: list[str] = []
    sealed = options(sealed=True, codes_key=bytes(32))
    assert build(sealed, PublisherKeys(key_folder), pool, warn=warnings.append).codes_drawn == 1
    assert warnings == []


def test_an_incremental_build_and_one_that_goes_on_are_held_to_it_too(options, key_folder, pool) -> None:
    allowed = options(sealed=False, open_health=True, keep_work=True)

    def stop(stage: str, _done: int, _total: int) -> None:
        if stage == "lay out":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(allowed, PublisherKeys(key_folder), pool, stop)
    with pytest.raises(PublishError, match="clinic"):
        build(replace(allowed, open_health=False), PublisherKeys(key_folder), pool)
    build(allowed, PublisherKeys(key_folder), pool)
    again = replace(allowed, open_health=False, keep_work=False, previous=lifecycle.kept(allowed.work_folder()))
    with pytest.raises(PublishError, match="clinic"):
        build(again, PublisherKeys(key_folder), pool)
