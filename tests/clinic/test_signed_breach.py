"""The breach comes out of the list that the profile's publisher signed, and of no other."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.clinic import signed_breach
from exposure_check.errors import OptionError, ServerError, TrustError
from exposure_check.lookup import load_profile
from exposure_check.server import run
from exposure_check.server.rate import unlimited
from exposure_check.trust import keys
from tests.support.clinic import BREACH, make_clinic, numbers


@pytest.fixture
def profile(clinic):
    return load_profile(clinic.path("profile.json"))


def test_the_only_sealed_breach_is_taken_and_another_name_is_refused(clinic, profile):
    assert signed_breach.from_folder(profile, clinic.path("list"), "").id == BREACH
    assert signed_breach.from_folder(profile, clinic.path("list"), BREACH).id == BREACH
    with pytest.raises(OptionError, match="no sealed breach 'other'"):
        signed_breach.from_folder(profile, clinic.path("list"), "other")


def test_the_service_of_the_profile_is_asked_for_the_same(clinic, profile):
    pair = keys.load_voprf(clinic.path("keys"), None)
    with run.in_background(clinic.path("list"), {pair.key_id: pair}, unlimited) as url:
        served = msgspec.structs.replace(profile, url=url)
        assert signed_breach.from_service(served, "") == signed_breach.from_folder(profile, clinic.path("list"), "")


def test_a_list_of_another_publisher_is_not_believed(clinic, profile, tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    other = make_clinic(folder, numbers(5))
    with pytest.raises(TrustError):
        signed_breach.from_folder(profile, other.path("list"), "")


def test_a_catalogue_that_was_changed_is_not_believed(clinic, profile):
    [catalogue] = (clinic.path("list") / "targets" / "catalogues").iterdir()
    catalogue.write_bytes(catalogue.read_bytes().replace(b"Watch your post", b"Send us money "))
    with pytest.raises(TrustError):
        signed_breach.from_folder(profile, clinic.path("list"), "")


def test_an_open_breach_alone_has_no_letters_with_codes(clinic, profile):
    path = clinic.path("breaches.toml")
    path.write_text(path.read_text(encoding="utf-8").replace("sealed = true", "sealed = false"), encoding="utf-8")
    assert clinic.build() == 0
    with pytest.raises(OptionError, match="seals no breach"):
        signed_breach.from_folder(profile, clinic.path("list"), "")


def test_a_folder_that_is_no_list_is_an_error(profile, tmp_path):
    with pytest.raises((ServerError, TrustError)):
        signed_breach.from_folder(profile, tmp_path, "")
