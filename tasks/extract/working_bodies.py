"""Bodies set up for a task: words up to the last word of a working body, which needs no place before it (物资 + 保供 + 工作专班)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kaozheng.tasks.extract.actor_reading import NAME_TAGS, Reading
from kaozheng.tasks.extract.lexicon import Lexicon, Suffix
from kaozheng.tasks.extract.name_growth import AFTER_TITLE, Growth
from kaozheng.tasks.extract.tagger import Token

# How far before its end the name of a working body begins at most.
_REACH = 24
_OF_LEVEL = re.compile("[国省市县区]级?|国家|中央")
# 整个医疗队, 派出工作组
_ANY_TEAM = re.compile("其中|部分|整个|每|多支|派出|派驻|选派|组建|抽调|增派")
# 全市|公安机关 are the city's.
_WHOLE_LEVEL = re.compile("全[省市县区州]")
_UNITS = frozenset("人名个年月日")


class WorkingBody(NamedTuple):
    """`type`: group for experts whom no level sent, else organisation; `bare`: but its last word (调研组)."""

    start: int
    end: int
    type: str
    suffix: Suffix
    bare: bool


class WorkingBodies:
    """Finds the working bodies of one article."""

    def __init__(self, reading: Reading, lexicon: Lexicon, growth: Growth) -> None:
        self._reading, self._lexicon, self._growth = reading, lexicon, growth
        self._text, self._tokens = reading.text, reading.tokens
        self._ends = [end for _, _, end in lexicon.working.find_matches_as_indexes(reading.text)]

    def candidates(self) -> Iterator[int]:
        """The indices of the words that are a little before the end of a working body."""
        starts = self._reading.starts
        for end in self._ends:
            yield from range(bisect_left(starts, end - _REACH), bisect_left(starts, end))

    def at(self, index: int) -> WorkingBody | None:
        """The working body that begins with a word."""
        token, lexicon, text = self._tokens[index], self._lexicon, self._text
        near = bisect_right(self._ends, token.start)
        if near == len(self._ends) or self._ends[near] > token.start + _REACH:
            return None
        if not (lexicon.bridges(text, token) or token.tag in ("a", "b", "j")) or self._counts(index) or self._is_office(token):
            return None
        best = None if _ANY_TEAM.match(text, token.start) or _WHOLE_LEVEL.match(text, token.start) else self._farthest(index)
        if best is None:
            return None
        end, suffix = best
        start = token.start - 2 if text[token.start - 2 : token.start - 1] == "援" else token.start
        bare = end - start == len(suffix.text) and suffix.kind != "department" and suffix.text not in lexicon.own_teams
        crew = suffix.text.endswith("专家组") and not _OF_LEVEL.search(text, start, end)
        return WorkingBody(start, end, "group" if crew else "organisation", suffix, bare)

    def _farthest(self, index: int) -> tuple[int, Suffix] | None:
        """The farthest last word of a working body that the words from an index on lead to."""
        start = at = self._tokens[index].start
        best: tuple[int, Suffix] | None = None
        for token in self._tokens[index : index + _REACH]:
            if token.start != at or token.end - start > _REACH or token.tag in NAME_TAGS or self._is_office(token):
                break
            if token.start > start and not self._lexicon.bridges(self._text, token):
                break
            at = token.end
            suffix = self._lexicon.suffix(self._text, start, at)
            if suffix and (suffix.kind in ("working", "department") or (suffix.kind == "party" and not self._growth.title_follows(at))):
                best = (at, suffix)
        return best

    def _is_office(self, token: Token) -> bool:
        kind = self._lexicon.title_kind(self._text[token.start : token.end])
        return kind == "office" and not AFTER_TITLE.match(self._text, token.end)

    def _counts(self, index: int) -> bool:
        """13 + 人 + 专家组, 2023 + 年 + 市场监管部门: whether a word is but the unit of the number before it, or of one that was lost."""
        token = self._tokens[index]
        word = self._text[token.start : token.end]
        if word not in _UNITS:
            return False
        before = next((t for t in self._tokens[max(index - 2, 0) : index][::-1] if self._text[t.start] != " "), None)
        return word == "名" or (before is not None and before.tag == "m")
