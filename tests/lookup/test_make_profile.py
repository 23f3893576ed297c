"""Making a profile: nothing that does not open again, and every fault with what to do."""

from __future__ import annotations

import os

import msgspec
import pytest

from exposure_check.errors import NumberError, OptionError, ProfileError
from exposure_check.lookup import make_profile, profile

LEAST = profile.Profile(profile.FORMAT, "https://check.example.org", msgspec.Raw(b"{}"))
LINES = (profile.HelpLine("First", "09 1"), profile.HelpLine("Second", "09 2"))


def test_what_is_made_opens_as_it_was_meant():
    assert profile.parse(make_profile.encoded(LEAST)) == LEAST


def test_where_lines_alone_are_given_the_first_is_named_for_letters_and_older_programs():
    new_profile = profile.parse(make_profile.encoded(msgspec.structs.replace(LEAST, help_lines=LINES)))
    assert (new_profile.help_name, new_profile.help_number, new_profile.all_help_lines) == ("First", "09 1", LINES)
    own = msgspec.structs.replace(LEAST, help_lines=LINES, help_name="Own", help_number="09 3")
    assert profile.parse(make_profile.encoded(own)).help_number == "09 3"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"schemes": ("xx.none",)}, NumberError),
        ({"url": "http://check.example.org"}, ProfileError),
        ({"mirrors": ("ftp://b.example.org",)}, ProfileError),
        ({"name": "a\u202eb"}, OptionError),
        ({"logo": "AAAA"}, OptionError),
        ({"covers": {"en": "x" * 601}}, OptionError),
        ({"schemes": ()}, OptionError),
    ],
)
def test_what_would_not_open_is_refused(changes, error):
    with pytest.raises(error):
        make_profile.encoded(msgspec.structs.replace(LEAST, **changes))


def test_a_root_of_trust_is_read_only_from_a_file_that_is_one(tmp_path):
    (tmp_path / "large.json").write_bytes(b"{" + b" " * profile.MAX_BYTES)
    (tmp_path / "other.json").write_bytes(b"{}")
    os.mkfifo(tmp_path / "pipe")
    for name, said in (("none.json", "cannot be read"), ("other.json", "not a root of trust"),
                       ("large.json", "larger"), ("pipe", "is not a file")):  # fmt: skip
        with pytest.raises(OptionError, match=said) as caught:
            make_profile.root_of(tmp_path / name)
        assert caught.value.advice
