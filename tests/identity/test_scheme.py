from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.identity import SCHEMES, Population, Scheme, get, parse, schemes
from exposure_check.resources import LANGUAGES

K_MINIMUM = 10_000


def test_all_schemes_are_there_in_the_order_of_the_choice() -> None:
    assert list(schemes()) == [
        "fi.hetu",
        "se.personnummer",
        "no.fodselsnummer",
        "dk.cpr",
        "ee.ik",
        "gb.nhs",
        "us.ssn",
        "nl.bsn",
    ]
    assert all(get(scheme_id).id == scheme_id for scheme_id in schemes())


def test_the_registry_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        SCHEMES["fi.hetu"] = SCHEMES["nl.bsn"]  # type: ignore[index]


def test_these_are_the_languages() -> None:
    """Pinned here alone: every other test takes them from `LANGUAGES`."""
    assert LANGUAGES == ("en", "fi", "sv")


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_a_scheme_is_described_in_every_language(scheme: Scheme) -> None:
    assert set(scheme.names) == set(scheme.hints) == set(LANGUAGES)
    for language in LANGUAGES:
        assert scheme.name(language)
        assert scheme.hint(language).endswith(".")
        assert not any(character.isdigit() for character in scheme.hint(language).replace("W-2", ""))
    assert len({scheme.hint(language) for language in LANGUAGES}) == len(LANGUAGES)
    assert scheme.name("xx") == scheme.name("en") == scheme.name()
    assert scheme.hint("xx") == scheme.hint("en") == scheme.hint()


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_the_example_is_a_number_of_the_scheme(scheme: Scheme) -> None:
    assert parse(scheme.example, scheme.id, allow_test=True).scheme_id == scheme.id


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_the_population_has_a_source_and_a_year(scheme: Scheme) -> None:
    assert 2020 <= scheme.population.year <= 2025
    assert len(scheme.population.source) > 40


# population, longest prefix with at least 10,000 people in a bucket, and how many there are: worked out by hand
@pytest.mark.parametrize(
    ("scheme_id", "population", "bits", "k"),
    [
        ("fi.hetu", 5_603_851, 9, 10_945),
        ("se.personnummer", 10_587_710, 10, 10_339),
        ("no.fodselsnummer", 5_594_340, 9, 10_926),
        ("dk.cpr", 5_961_249, 9, 11_643),
        ("ee.ik", 1_374_687, 7, 10_739),
        ("gb.nhs", 57_690_300, 12, 14_084),
        ("us.ssn", 300_000_000, 14, 18_310),
        ("nl.bsn", 17_942_942, 10, 17_522),
    ],
)
def test_the_anonymity_rule_allows_this_prefix(scheme_id: str, population: int, bits: int, k: int) -> None:
    scheme = get(scheme_id)
    assert scheme.population.count == population
    assert scheme.prefix_bits(K_MINIMUM) == bits
    assert scheme.k(bits) == k
    assert scheme.k(bits) >= K_MINIMUM > scheme.k(bits + 1)


@given(count=st.integers(1, 2**34), k_minimum=st.integers(1, 2**34))
def test_the_prefix_is_the_longest_that_the_rule_allows(count: int, k_minimum: int) -> None:
    scheme = made_up_scheme(count)
    if k_minimum > count:
        with pytest.raises(ValueError, match="k_minimum"):
            scheme.prefix_bits(k_minimum)
        return
    bits = scheme.prefix_bits(k_minimum)
    assert count / 2**bits >= k_minimum
    assert bits == 32 or count / 2 ** (bits + 1) < k_minimum


def test_a_prefix_longer_than_any_population_is_shared_by_nobody() -> None:
    assert [get("fi.hetu").k(bits) for bits in (0, 22, 23, 33, 10**30)] == [5_603_851, 1, 0, 0, 0]


def test_a_negative_prefix_is_refused() -> None:
    with pytest.raises(ValueError, match="prefix_bits"):
        get("fi.hetu").k(-1)


@pytest.mark.parametrize("k_minimum", [0, -1])
def test_a_rule_that_asks_for_nobody_is_refused(k_minimum: int) -> None:
    with pytest.raises(ValueError, match="k_minimum"):
        get("fi.hetu").prefix_bits(k_minimum)


def made_up_scheme(count: int) -> Scheme:
    return Scheme(
        id="xx.test",
        names={"en": "Test"},
        hints={"en": "Test."},
        population=Population(count=count, year=2024, source="made up"),
        example="",
        read=lambda text, *, allow_test: text,
        sample=lambda rng: "",
    )
