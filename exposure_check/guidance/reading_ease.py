"""LIX, the Swedish readability index (C.-H. Björnsson, 1968): about 30 is easy, 40 plain prose, 60 hard."""

from __future__ import annotations

import re

LONG_WORD = 6  # letters; a longer word counts as long

_WORD = re.compile(r"[^\W\d_]+(?:[-'’:][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;](?=\s|$)")


def lix(text: str) -> float:
    """Words in a sentence plus the percentage of words of more than six letters; 0 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len([part for part in _SENTENCE_END.split(text) if _WORD.search(part)]))
    long_words = sum(len(word) > LONG_WORD for word in words)
    return len(words) / sentences + 100 * long_words / len(words)
