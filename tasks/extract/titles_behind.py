"""What people are called behind their names: 周琴护士, 邱立志（队长）, 吴敏、潘华两位专家, 吴敏、潘华等县领导."""

from __future__ import annotations

import re
from collections.abc import Collection

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.lexicon import Lexicon
from kaozheng.tasks.extract.title_marks import NO_ROLE

_HAN = "\u4e00-\u9fff"
_IN_BRACKETS = re.compile(f"（([{_HAN}]{{2,8}})）")
_APPOSED = re.compile(f"(?P<others>(?:[、和][{_HAN}]{{2,4}}?){{0,6}})(?:等?[2-9两三四五六七八九][位名个]|等)(?P<title>[{_HAN}]{{2,6}})")
_NEXT = re.compile("[、和]")
_NOUNS = frozenset(("n", "nz", "an"))


def title_behind(reading: Reading, lexicon: Lexicon, start: int) -> str | None:
    """The title right behind a name that ends at `start`, in brackets or not."""
    index = reading.index_at(start)
    if index >= len(reading.tokens):
        return None
    said = _IN_BRACKETS.match(reading.text, start)
    if said and lexicon.title_kind(said[1]):
        return said[1]
    token = reading.tokens[index]
    if token.start > start or token.tag not in _NOUNS:
        return None
    word = reading.text[start : token.end]
    return word if lexicon.title_kind(word) and word not in NO_ROLE else None


def apposed(reading: Reading, lexicon: Lexicon, people: Collection[int], start: int) -> str | None:
    """What the names of a list are said to be behind it, of one that ends at `start`; `people` are the offsets of names."""
    match = _APPOSED.match(reading.text, start)
    if match is None or any(mark.end() not in people for mark in _NEXT.finditer(reading.text, start, match.end("others"))):
        return None
    return next((match["title"][:n] for n in (6, 5, 4, 3, 2) if lexicon.title_kind(match["title"][:n])), None)
