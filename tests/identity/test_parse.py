from __future__ import annotations

import random
import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exposure_check.errors import NumberError
from exposure_check.identity import SCHEMES, Reason, get, parse, random_test_number, schemes

scheme_ids = st.sampled_from(sorted(SCHEMES))
near_numbers = st.from_regex(r"[0-9]{5,12}[-+A-FU-Yx ]?[0-9]{0,4}[0-9A-Z]?", fullmatch=True)


@given(
    text=st.text() | near_numbers | st.text("0123456789-+.: ", max_size=16), scheme_id=scheme_ids, allow=st.booleans()
)
@example(text="\ud800", scheme_id="fi.hetu", allow=False)
@example(text="\x00" * 11, scheme_id="fi.hetu", allow=False)
@example(text="0" * 11, scheme_id="no.fodselsnummer", allow=True)
def test_any_text_gives_a_canonical_identifier_or_a_known_reason(text: str, scheme_id: str, allow: bool) -> None:
    try:
        canonical = parse(text, scheme_id, allow_test=allow).canonical()
    except NumberError as error:
        refusal = error
    else:
        assert re.fullmatch(rf"{re.escape(scheme_id)}\0[0-9A-Y+-]{{9,12}}".encode(), canonical)
        return
    words = refusal.message + refusal.advice
    assert refusal.reason in set(Reason)
    assert not re.search(r"\d", words), "a digit could be a part of the number"
    visible = "".join(text.split())
    assert len(visible) < 4 or visible.isalpha() or visible not in words


@given(seed=st.integers(), scheme_id=scheme_ids)
def test_the_canonical_spelling_is_its_own_canonical_spelling(seed: int, scheme_id: str) -> None:
    number = random_test_number(scheme_id, random.Random(seed))
    canonical = parse(number, scheme_id, allow_test=True).canonical()
    assert canonical == f"{scheme_id}\0{number}".encode("ascii")


def test_the_same_digits_in_two_schemes_are_two_identifiers() -> None:
    british = parse("9990000018", "gb.nhs", allow_test=True)
    danish = parse("6101804321", "dk.cpr", allow_test=True)
    assert british.canonical().startswith(b"gb.nhs\0")
    assert danish.canonical().startswith(b"dk.cpr\0")
    assert british != danish


@pytest.mark.parametrize("scheme_id", ["", "fi", "FI.HETU", "fi.hetu ", "fi.hetu\0"])
def test_an_unknown_scheme_is_named_as_such(scheme_id: str) -> None:
    for call in (lambda: parse("010594Y9032", scheme_id), lambda: get(scheme_id)):
        with pytest.raises(NumberError) as caught:
            call()
        assert caught.value.reason == Reason.UNKNOWN_SCHEME


def test_tests_and_temporary_numbers_are_refused_unless_asked_for() -> None:
    for scheme in schemes().values():
        with pytest.raises(NumberError) as caught:
            parse(scheme.example, scheme.id)
        assert caught.value.reason in {Reason.TEST, Reason.TEMPORARY, Reason.NEVER_ISSUED}


def test_every_reason_has_its_own_sentence_and_advice() -> None:
    from exposure_check.identity.reason import refuse

    sentences = set()
    for reason in Reason:
        with pytest.raises(NumberError) as caught:
            refuse(reason)
        assert caught.value.reason is reason
        assert caught.value.message.endswith(".")
        assert caught.value.advice
        assert caught.value.code == "number.invalid"
        sentences.add(caught.value.message)
    assert len(sentences) == len(Reason)


def test_reason_codes_are_stable() -> None:
    assert [str(reason) for reason in Reason] == [
        "unknown_scheme",
        "empty",
        "character",
        "length",
        "separator",
        "century",
        "date",
        "future",
        "clock",
        "check_character",
        "never_issued",
        "temporary",
        "test",
        "taxpayer_number",
        "withdrawn",
        "other_scheme",
    ]


def test_a_refusal_carries_nothing_of_the_number_in_its_chain() -> None:
    with pytest.raises(NumberError) as caught:
        parse("010594Y9033", "fi.hetu")
    error: BaseException | None = caught.value
    assert caught.value.__cause__ is None
    while error is not None:
        assert "9033" not in repr(error)
        assert "010594" not in f"{error} {error.args}"
        error = error.__context__


def test_stdnum_is_not_imported_before_a_number_is_read() -> None:
    # It takes as long to import as everything else that the first page of the window needs from here.
    code = "import sys, exposure_check.identity as i; i.schemes(); sys.exit('stdnum' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
