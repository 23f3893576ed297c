"""The glossary: each noun once, in the order of the alphabet, with a module that is there."""

from __future__ import annotations

import re

import pytest

from tests.docs.evidence import MODULE, ROOT, rows

ROWS = rows((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), columns=3)
WHERE = re.compile(r"`[^`]+`")


def test_each_noun_stands_once_and_in_order():
    nouns = [noun.casefold() for noun, _, _ in ROWS]
    assert len(nouns) > 50
    assert nouns == sorted(set(nouns))


@pytest.mark.parametrize(("noun", "meaning", "where"), ROWS, ids=[row[0] for row in ROWS])
def test_a_noun_has_one_line_and_a_module(noun: str, meaning: str, where: str):
    assert noun
    assert len(meaning.split()) >= 3
    assert WHERE.fullmatch(where), "one module"
    assert MODULE.fullmatch(where) or where.endswith("/`"), "a module, or a folder with a slash at its end"
    if not MODULE.fullmatch(where):
        assert any((folder / where.strip("`")).is_dir() for folder in (ROOT, ROOT / "exposure_check"))
