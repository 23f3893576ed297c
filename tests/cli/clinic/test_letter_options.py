"""What letters and kit are made of: checked before anything is written."""

from __future__ import annotations

import argparse

import pytest

from exposure_check.cli.clinic import letter_options
from exposure_check.errors import NetworkError, OptionError
from exposure_check.lookup import Session
from tests.support.clinic import BREACH


def basis(clinic, *, with_list=True):
    parser = argparse.ArgumentParser()
    letter_options.add_options(parser)
    words = clinic.basis if with_list else clinic.basis[:4]
    return letter_options.basis(parser.parse_args(words))


def test_every_language_of_the_profile_is_complete(clinic):
    found = basis(clinic)
    assert set(found.profile.languages) <= set(found.texts)
    assert (found.breach.id, found.default_language) == (BREACH, found.profile.languages[0])


def test_a_default_language_without_texts_is_refused(clinic):
    clinic.write_settings(language="ru")
    with pytest.raises(OptionError, match="no whole letter in 'ru'"):
        basis(clinic)


def test_without_a_folder_the_service_is_asked_for_its_list_and_nothing_of_a_person(clinic, monkeypatch):
    asked = []

    def listing(_self, scheme, _cancel):
        asked.append(scheme)
        raise NetworkError("There is no connection.")

    monkeypatch.setattr(Session, "listing", listing)
    with pytest.raises(NetworkError):
        basis(clinic, with_list=False)
    assert asked == ["fi.hetu"]
