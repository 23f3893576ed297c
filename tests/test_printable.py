"""Control and format characters: refused at every parser of text that somebody else wrote, escaped when shown."""

from __future__ import annotations

import base64
import json
import tomllib
import unicodedata
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check import printable
from exposure_check.desktop.example_states import NOTICE
from exposure_check.errors import GuidanceError, MalformedError, OptionError, ProfileError, UnsupportedError
from exposure_check.guidance.breach import parse_breach_guidance
from exposure_check.guidance.content import Content, read_bytes
from exposure_check.lookup import profile
from exposure_check.protocol import catalogue
from exposure_check.publisher.input import breaches
from exposure_check.resources import assets
from tests.support.profiles import png

REFUSED = {
    "escape": "\x1b",
    "bell": "\x07",
    "line end": "\n",
    "carriage return": "\r",
    "tab": "\t",
    "delete": "\x7f",
    "C1 control": "\x9b",
    "soft hyphen": "\u00ad",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "right-to-left mark": "\u200f",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "byte order mark": "\ufeff",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "tag": "\U000e0041",
    "private use": "\ue000",
}
HARMLESS = "Ääkkösiä, ”lainausmerkkejä” – 116\u00a0006, 中文, עברית, क्षि, e\u0301, 🕊"


@pytest.mark.parametrize("character", REFUSED.values(), ids=REFUSED)
def test_such_a_character_is_found_and_escaped(character):
    found = printable.find({"breaches": [{"holder": f"Example{character}Oy"}]})
    assert (found.path, found.place) == (("breaches", 0, "holder"), "breaches.0.holder")
    assert found.code == f"U+{ord(character):04X}"
    with pytest.raises(ValueError, match="control or format character") as caught:
        printable.check(character)
    assert str(caught.value).isprintable()
    shown = printable.escaped(f"a{character}b")
    if character in "\n\t":
        assert shown == f"a{character}b"
    else:
        assert shown.isascii()
        assert json.loads(f'"{shown}"') == f"a{character}b"


def test_text_of_people_is_left_as_it_is():
    assert printable.find([HARMLESS]) is None
    assert printable.escaped(HARMLESS) == HARMLESS


@given(text=st.text() | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp"])))
def test_what_is_shown_is_obeyed_by_no_terminal_and_loses_nothing(text):
    shown = printable.escaped(text)
    assert all(unicodedata.category(c) not in printable.REFUSED_CATEGORIES or c in "\n\t" for c in shown)
    assert (printable.find(text) is None) == (text == shown and not set(text) & set("\n\t"))


def test_a_key_is_text_too():
    assert printable.find({"e\x1bn": "text"}).code == "U+001B"


# --- every field of every structure that comes from somebody else -------------------------------------------------


def texts_of(kind: Any, path: tuple = ()) -> list[tuple]:
    """The way to each text that a type can hold: names of fields, 0 for an item, "*" for the value of a mapping."""
    origin = get_origin(kind)
    if origin is Annotated:
        return texts_of(get_args(kind)[0], path)
    if origin is Literal:
        return []  # one of a few texts that this program has itself
    if kind is str or (isinstance(kind, type) and issubclass(kind, Enum)):
        return [path]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind, include_extras=True)
        encoded = {field.name: field.encode_name for field in msgspec.structs.fields(kind)}
        return [way for name in encoded for way in texts_of(hints[name], (*path, encoded[name]))]
    if origin in (tuple, list):
        return texts_of(get_args(kind)[0], (*path, 0))
    if origin is dict:
        return texts_of(get_args(kind)[1], (*path, "*"))
    if origin is not None and (origin is Union or origin.__name__ == "UnionType"):
        return [way for part in get_args(kind) for way in texts_of(part, path)]
    assert kind in (int, bool, float, date, datetime, msgspec.Raw, type(None)), f"not known to this test: {kind}"
    return []


def with_planted(document: Any, way: tuple, character: str) -> Any:
    """A copy of a document whose text at the end of the way holds the character; None where it has no such text."""
    if not way:
        return f"{document}{character}" if isinstance(document, str) else None
    step, *rest = way
    if isinstance(document, dict):
        key = next(iter(document), None) if step == "*" else step
        if key not in document:
            return None
        planted = with_planted(document[key], tuple(rest), character)
        return None if planted is None else {**document, key: planted}
    if isinstance(document, list) and document and step == 0:
        planted = with_planted(document[0], tuple(rest), character)
        return None if planted is None else [planted, *document[1:]]
    return None


BREACH = {
    "id": "example-2020",
    "holder": "Example Oy",
    "occurred": "2018-11-20",
    "disclosed": "2020-10-21",
    "sealed": False,
    "categories": ["name"],
    "references": ["https://example.org/notice"],
    "name": {"en": "Example"},
    "summary": {"en": "An example."},
    "discovered": "2019-01-02",
    "controller": "Example Oy",
    "processor": "Example Hosting Oy",
    "contact_point": {"en": "Ask us."},
    "consequences": {"en": "Somebody may write."},
    "measures": {"en": "The way in was closed."},
}
CATALOGUE = {
    "suite": "XC1",
    "dataset_id": "00" * 16,
    "scheme": "fi.hetu",
    "prefix_bits": 9,
    "bucket_records": 100,
    "label_bytes": 1,
    "voprf_public_key": "00" * 32,
    "merkle_root": "00" * 32,
    "created": "2026-01-02T03:04:05Z",
    "breaches": [BREACH],
    "profiles": [[{"breach": "example-2020", "categories": ["name"], "uncertain": ["name"]}]],
}
PROFILE = {
    "format": 1,
    "url": "https://check.example.org",
    "root": {},
    "evaluator_url": "https://evaluate.example.org",
    "name": "Example",
    "schemes": ["fi.hetu"],
    "languages": ["en"],
    "country": "fi",
    "help_name": "Help",
    "help_number": "116 006",
    "mirrors": ["https://mirror.example.org"],
    "covers": {"en": "The breach at Example Oy"},
    "help_lines": [{"name": "Line", "number": "1", "hours": {"en": "9-15"}, "languages": ["fi"]}],
    "logo": base64.b64encode(png()).decode(),
    "updates": {"address": "https://new.example.org"},
}


def read_catalogue(document):
    catalogue.parse(json.dumps(document).encode())


def read_profile(document):
    profile.parse(json.dumps(document).encode())


def read_breaches(document, folder):
    path = folder / "breaches.toml"
    lines = ["[[breach]]", *(f"{key} = {toml(value, key)}" for key, value in document.items())]
    path.write_text("\n".join(lines), encoding="utf-8")
    breaches.load(path)


def toml(value, key=""):
    """A value of a file of breaches; a JSON string is a string of TOML too, but for escapes of half characters."""
    if key in ("occurred", "discovered", "disclosed"):
        return value
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {toml(text)}" for name, text in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\x9b", "\\u009b")


def refused(read, document, kind, error):
    """Each text of the type is in the document, and is refused with each character; the ways that were tried."""
    read(document)
    tried = texts_of(kind)
    for way in tried:
        for character in REFUSED.values():
            planted = with_planted(document, way, character)
            assert planted is not None, f"the document of this test has no text at {way}"
            with pytest.raises(error):
                read(planted)
    return tried


def test_every_text_of_a_catalogue_is_refused_with_such_a_character():
    assert len(refused(read_catalogue, CATALOGUE, catalogue.Catalogue, (MalformedError, UnsupportedError))) >= 13


def test_every_text_of_a_profile_is_refused_with_such_a_character():
    assert len(refused(read_profile, PROFILE, profile.Profile, ProfileError)) >= 15


def test_every_text_of_a_file_of_breaches_is_refused_before_it_is_signed(tmp_path):
    tried = refused(lambda document: read_breaches(document, tmp_path), BREACH, catalogue.Breach, OptionError)
    assert len(tried) >= 6


def test_the_publisher_is_told_where_it_stands(tmp_path):
    with pytest.raises(OptionError, match=r"breach\.0\.summary\.en: .* U\+202E"):
        read_breaches({**BREACH, "summary": {"en": "An \u202e example."}}, tmp_path)


GUIDANCE_FILES = sorted((assets() / "guidance").rglob("*.toml"))


@pytest.mark.parametrize("path", GUIDANCE_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_text_of_a_file_of_advice_can_hold_such_a_character(path):
    """Strings of each bundled file in turn, with a character that no pattern of the schema names."""
    source = path.read_text(encoding="utf-8")
    texts = list(strings_in(tomllib.loads(source)))
    tried = 0
    for text in dict.fromkeys(texts[:40] + texts[40::7]):
        planted = source.replace(json_string(text), json_string(f"{text}\u2060"), 1)
        if planted == source:
            continue  # with quotation marks of the other kind
        content = Content()
        read_bytes(planted.encode(), path.name, content)
        assert content.problems, f"taken in: {text}"
        tried += 1
    assert tried > min(len(set(texts)), 40) / 2


def json_string(text):
    return json.dumps(text, ensure_ascii=False)


def strings_in(value):
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings_in(part)


def test_a_publishers_guidance_is_refused_with_such_a_character():
    source = NOTICE.decode()
    parse_breach_guidance(NOTICE, "clinic-2018")
    places = [text for text in strings_in(tomllib.loads(source)) if " " in text]
    assert len(places) > 10
    for text in places:
        planted = source.replace(json_string(text), json_string(f"{text}\u00ad"), 1)
        assert planted != source
        with pytest.raises(GuidanceError):
            parse_breach_guidance(planted.encode(), "clinic-2018")
