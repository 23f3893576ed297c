"""Why a profile is not taken, in words."""

from __future__ import annotations

from exposure_check.desktop.text import profile_faults
from exposure_check.errors import ProfileError


def test_every_kind_of_error_has_a_sentence_and_those_that_differ_in_what_to_do_have_their_own(in_language):
    kinds = [ProfileError, *ProfileError.__subclasses__()]
    said = {kind.code: profile_faults.of(kind.code) for kind in kinds}
    assert all(said.values())
    own = {said["profile.signature"], said["profile.format"], said["profile.invalid"]}
    assert len(own | {profile_faults.of("profile.unkept")}) == 4
