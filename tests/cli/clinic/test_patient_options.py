"""The options of the commands that read patients."""

from __future__ import annotations

import argparse

import pytest

from exposure_check.cli.clinic import patient_options
from exposure_check.errors import OptionError
from tests.support.clinic import ADULTS, patient


def parsed(*words):
    parser = argparse.ArgumentParser()
    patient_options.add_options(parser)
    return parser.parse_args(words)


def test_the_only_scheme_of_a_profile_need_not_be_said(clinic):
    path = str(clinic.write_patients([patient(ADULTS[0])]))
    [(_, row)] = patient_options.patient_file(parsed("--patients", path), ["fi.hetu"]).rows()
    assert row.scheme == "fi.hetu"
    [(_, row)] = patient_options.patient_file(
        parsed("--patients", path, "--scheme", "se.personnummer"), ["fi.hetu"]
    ).rows()
    assert row.scheme == "se.personnummer"


def test_of_several_schemes_none_is_guessed(clinic):
    path = str(clinic.write_patients([patient(ADULTS[0])]))
    [(_, row)] = patient_options.patient_file(parsed("--patients", path), ["fi.hetu", "se.personnummer"]).rows()
    assert row.scheme == ""


def test_an_unknown_scheme_is_refused(clinic):
    with pytest.raises(OptionError):
        patient_options.patient_file(parsed("--patients", "x.csv", "--scheme", "xx.id"))
