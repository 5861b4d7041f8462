"""Alternations of words as patterns: the longest word at a place, found by its first character."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first. Words share their first characters, so that one that fails is one step."""
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rests[word[0]].append(re.escape(word[1:]))
    return f"(?:{'|'.join(re.escape(first) + _either(found) for first, found in rests.items())})"


def _either(patterns: list[str]) -> str:
    return patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"
