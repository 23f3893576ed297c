"""Every fault has words, in every language."""

from __future__ import annotations

import pytest

from exposure_check.desktop.profile_maker import fault_words
from exposure_check.desktop.profile_maker.draft import Fault, Reason
from exposure_check.resources import LANGUAGES


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_has_words_of_its_own_in_each_language(in_language, reason):
    said = set()
    for spoken in LANGUAGES:
        in_language(spoken)
        said.add(fault_words.of(Fault(reason, 200)))
    assert len(said) == len(LANGUAGES)
    assert not any("{" in words for words in said)
    assert all(words.endswith(".") for words in said)


def test_the_most_that_there_may_be_is_named(in_language):
    assert "200" in fault_words.of(Fault(Reason.LONG, 200))
    assert "8" in fault_words.of(Fault(Reason.TOO_MANY, 8))


@pytest.mark.parametrize("words", [fault_words.logo, fault_words.root, fault_words.key, fault_words.unwritten,
                                   fault_words.unmade])  # fmt: skip
def test_a_file_that_is_not_taken_has_words_too(in_language, words):
    english = words()
    in_language("fi")
    assert words() != english
