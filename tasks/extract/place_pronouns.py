"""Pronouns of places (全市, 我省, 该县, 整个社区): which place each means in its article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from kaozheng.tasks.extract.gazetteer import Gazetteer
from kaozheng.tasks.extract.home import Home
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.place import Place

# A search for one first character goes at several times the speed of one for any of some.
WORLD = {"国": "中国", "球": "全球"}
"""What 全国 and 全球 mean."""
_RANKED = re.compile(r"\s?(?:唯一|首(?!例)|最|率先|第[一二三四五六七八九十\d]|前[\d十]|领先|平均)")
_SENTENCE_MARKS = ("。", "！", "\n")
_CLAUSE_BEGINS = frozenset("，：“")
# A short name tells these for certain: 黑龙江, but not 沿河.
_SURE = frozenset("省市州")
# 绍良村全村种树千亩: an article on a county tells of many.
_SMALL = frozenset(("村", "镇", "乡", "街道", "社区", "小区"))
_LABEL_OPENS = frozenset("\n。")
# How many places back a pronoun may refer.
_REACH = 200
_NEAR = 4
_BEFORE = 12


class Pronouns:
    """Finds the pronouns of one article and what they mean.

    `named`: the places named in it, `seats`: those of its bodies, `names`: how it calls the division of a code; `code_of`: tells a name's.
    """

    def __init__(
        self,
        text: str,
        named: Sequence[Place],
        seats: Sequence[Place],
        names: Mapping[str | None, str],
        code_of: Callable[[str], str | None],
        home: Home,
        gazetteer: Gazetteer,
        cues: LinkCues,
    ) -> None:
        self._text = text
        self._named_places = named
        self._seats = seats
        self._names = names
        self._code_of = code_of
        self._home = home
        self._gazetteer = gazetteer
        self._cues = cues
        self._own_places: dict[str, tuple[str, str | None] | None] = {}

    def found(self) -> list[Place]:
        """The pronouns of the article that mean a place."""
        named = self._named_places
        found = []
        starts = [p.at for p in named]
        labels = [p for p in named if self._text.startswith("：", p.end) and (p.at == 0 or self._text[p.at - 1] in _LABEL_OPENS)]
        for match in chain.from_iterable(pronoun.finditer(self._text) for pronoun in self._cues.pronouns):
            at = bisect_left(starts, match.start())
            if at < len(named) and named[at].at < match.end():
                continue
            near = match.group()[0] in "该这"
            level = match.group(match.lastindex or 0)
            told = self._labelled(level, match.start(), labels) or self._told_of(level, at, match.start())
            if place := told or self._meant(level, at, near and match.start()):
                found.append(Place(match.start(), match.end(), *place, kind=self._kind(*match.span(), world=place[0] in WORLD.values())))
        return found

    def _kind(self, start: int, end: int, *, world: bool) -> str:
        """What a pronoun's place is to the numbers beside it: an aside where something but ranks in it, a goal where it is the world or
        the country and somebody goes there."""
        low = max(start - _BEFORE, 0)
        if self._text.endswith(self._cues.ranked_in, low, start) or (not world and _RANKED.match(self._text, end)):
            return "aside"
        return "goal" if world and self._text.endswith(self._cues.destination, low, start) else "pronoun"

    def _labelled(self, level: str, at: int, labels: Sequence[Place]) -> tuple[str, str | None] | None:
        """云南：4日，全省: name and code of the place that the line or a sentence in it begins with, where it is of the level."""
        label = next((p for p in reversed(labels) if p.at < at), None)
        if label is None or not label.name.endswith(level) or self._text.find("\n", label.end, at) >= 0:
            return None
        return label.name, label.code

    def _told_of(self, level: str, number: int, at: int) -> tuple[str, str | None] | None:
        """泸溪县多山，全县: name and code of the last place of a level before `at`, where a sentence of its paragraph opens with it."""
        if level == "区" and not self._home.holds(level):
            return None  # 全区 may be all of 宁夏
        last = next((p for p in reversed(self._named_places[max(number - _NEAR, 0) : number]) if p.name.endswith(level)), None)
        if last is None or last.kind == "aside" or not last.code or (level not in _SURE and self._text[last.end - 1] != level):
            return None
        if self._text.find("\n", last.end, at) >= 0:
            return None
        opens = max(self._text.rfind(mark, 0, last.at) for mark in _SENTENCE_MARKS) + 1
        clause = last.at == opens or self._text[last.at - 1] in _CLAUSE_BEGINS
        return (last.name, last.code) if clause and not any(opens <= p.at < last.at for p in self._named_places[:number]) else None

    def _meant(self, level: str, number: int, near: int) -> tuple[str, str | None] | None:
        """全省, 我市, 该县: name and code of the place meant; `near`: where a pronoun stands that means the last of the first `number`
        places, or a nearer body's seat, before the article's own."""
        if level in WORLD:
            return WORLD[level], None
        if near or level in _SMALL or self._home.holds(level):
            return self._latest(level, number, near) or self._own(level) or self._latest(level, len(self._named_places))
        # Else the one that the article names most, which need not be in any gazetteer.
        return self._own(level) or self._latest(level, len(self._named_places))

    def _own(self, level: str) -> tuple[str, str | None] | None:
        """Name and code of the article's own place of a level."""
        if level not in self._own_places:
            own = self._home.of_level("区" if level == "自治区" else level) if len(level) == 1 or level == "自治区" else None
            code = self._code_of(own) if own else None
            self._own_places[level] = (self._names.get(code, own), code) if own else None
        return self._own_places[level]

    def _latest(self, level: str, number: int, before: int = 0) -> tuple[str, str | None] | None:
        """The last of the first `number` places that is of a level, or the seat of an authority between it and `before`."""
        endings = self._cues.zone if level in ("园区", "开发区") else (level,)
        near = self._named_places[max(number - _REACH, 0) : number]
        no_such = self._gazetteer.no_districts if level == "区" else ()
        found = (
            p
            for p in reversed(near)
            if p.name.endswith(endings) and (p.name.endswith(self._cues.ruled_zone) or not p.name.endswith(no_such))
        )
        named = next(found, None)
        seats = reversed(self._seats[: bisect_left(self._seats, (before,))]) if before else ()
        seat = next((p for p in seats if p.kind == "seat" and p.name.endswith(level)), None)
        last = seat if named is None or (seat and seat.at > named.at) else named
        return (last.name, last.code) if last else None
