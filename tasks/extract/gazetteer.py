"""Named places that the vocabulary knows: divisions of China down to the county, countries, cities and natural features of the world.

The names are found in one pass of an automaton. What a name means here (吉林 the province or the city, 鼓楼区 of which city) is for
`tasks.extract.region`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kaozheng.tasks.vocabulary import Vocabulary, built_once

LEVELS = {"world": 0, "province": 1, "prefecture": 2, "county": 3}

# 岳阳楼 and 鼓楼 are sights: short for 岳阳楼区 and 鼓楼区 in lists and addresses alone.
_SIGHTS = ("楼", "山", "湖", "塔", "桥", "岛", "门", "台", "坛", "池", "泉")
# What counties become.
_RAISED = ("市", "区")
# 上海市民, 北京市场: the 市 belongs to the next word.
_TAKES_CITY = ("民", "场", "值", "容")


class Division(NamedTuple):
    """A place of the gazetteer. `code` is the six-digit code of GB/T 2260, '' outside China; `parent` is a code or ''."""

    code: str
    name: str
    short: str
    level: str
    parent: str

    def within(self, other: Division) -> bool:
        """Whether this lies inside `other`, by code."""
        return bool(other.code) and self.code != other.code and self.code.startswith(stem(other.code))

    @property
    def province(self) -> str:
        """The code of the province that holds it, '' outside China."""
        return self.code[:2] + "0000" if self.code else ""


class Hit(NamedTuple):
    """A name as it stands in a text. `sure`: the name alone says that a place is meant."""

    start: int
    end: int
    divisions: tuple[Division, ...]
    sure: bool
    sight: bool = False


class _Known(NamedTuple):
    """What a name means and what `Hit` says of it; `short` is what it means without its last character, 上海 in 上海|市民."""

    divisions: tuple[Division, ...]
    sure: bool
    sight: bool
    short: _Known | None


class Gazetteer:
    """The names and what each may mean, the largest division first. `no_districts`: the ends of names in 区 that are no district's."""

    def __init__(
        self,
        meanings: dict[str, tuple[Division, ...]],
        sure: frozenset[str],
        by_code: dict[str, Division],
        abbreviations: dict[str, Division],
        lone: frozenset[str],
        no_districts: tuple[str, ...],
    ) -> None:
        self.meanings = meanings
        self.sure = sure
        self.abbreviations = abbreviations
        self.no_districts = no_districts
        self.abbreviation_pattern = re.compile(f"[{''.join(sorted(lone))}]{{1,3}}")
        self.by_code = by_code
        self._after_city = tuple(name for name in meanings if name.startswith(_TAKES_CITY))
        self._found = tuple(map(self._known, meanings))
        self._automaton = AhoCorasick(list(meanings), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Hit]:
        """The names in `text`, the longest at each place, without overlap."""
        hits = []
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            found = self._found[index]
            if found is None:
                continue
            if found.short is not None and text.startswith(_TAKES_CITY, end) and not self._begins(text, end, found.divisions):
                found, end = found.short, end - 1
            hits.append(Hit(start, end, found.divisions, found.sure, found.sight))
        return hits

    def _begins(self, text: str, at: int, cities: tuple[Division, ...]) -> bool:
        """Whether a division of a city begins at an offset: 民和 of 海东, not the 民 of 市民."""
        inside = (d for name in self._after_city if text.startswith(name, at) for d in self.meanings[name])
        return any(d.within(city) for d in inside for city in cities)

    def _known(self, name: str) -> _Known | None:
        """What a name tells wherever it stands; None for a word that is no place."""
        divisions = self.meanings.get(name)
        if not divisions:
            return None
        sight = name not in self.sure and name.endswith(_SIGHTS) and divisions[0].name == name + "区"
        return _Known(divisions, name in self.sure, sight, self._known(name[:-1]) if name[-1] == "市" else None)


@built_once
def compile_gazetteer(vocabulary: Vocabulary) -> Gazetteer:
    divisions = [Division(e["code"], e["name"], e["short"], e["level"], e["parent"]) for e in vocabulary.entries("places")]
    doubtful = {e["short"] for e in vocabulary.entries("ambiguous_places")}
    meanings: dict[str, list[Division]] = defaultdict(list)
    sure = set()
    for division in divisions:
        for name, certain in _names(division):
            meanings[name].append(division)
            if certain and name not in doubtful:
                sure.add(name)
    for entry in vocabulary.entries("countries"):
        meanings[entry["name"]].append(Division("", entry["canonical"], "", "world", ""))
        sure.add(entry["name"])
    by_code = {d.code: d for d in divisions}
    known = frozenset(meanings)
    for name, division in _other_names(divisions, by_code, vocabulary):
        if name not in known:
            meanings[name].append(division)
            sure.add(name)
    abbreviations = {e["short"]: by_code[e["code"]] for e in vocabulary.entries("place_abbreviations")}
    lone = frozenset(e["short"] for e in vocabulary.entries("place_abbreviations") if e["alone"] == "yes")
    for entry in vocabulary.entries("no_places"):
        meanings[entry["phrase"]] = []
    ordered = {name: tuple(sorted(found, key=lambda d: LEVELS[d.level])) for name, found in meanings.items()}
    no_districts = tuple(e["word"] for e in vocabulary.entries("no_districts"))
    return Gazetteer(ordered, frozenset(sure), by_code, abbreviations, lone, no_districts)


def _names(division: Division) -> Iterator[tuple[str, bool]]:
    """The names that news gives a division, and whether the name alone is proof: 恩施土家族苗族自治州, 恩施州, 恩施."""
    name, short, level = division.name, division.short, division.level
    yield name, len(name) > 2
    if not short:
        return
    yield short, level != "county"
    for full, brief in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("自治区", "自治区")):
        if name.endswith(full) and short + brief != name:
            yield short + brief, True


def _other_names(divisions: Sequence[Division], by_code: dict[str, Division], vocabulary: Vocabulary) -> Iterator[tuple[str, Division]]:
    """Names that divisions had or go by, with what they mean: 平果县, which became 平果市, and 哈市 for 哈尔滨市."""
    for division in divisions:
        if division.level == "county" and division.name[-1] in _RAISED and len(division.short) > 1:
            former = division.short + "县"
            yield former, division._replace(name=former)
    for e in vocabulary.entries("place_aliases"):
        yield e["name"], by_code[e["code"]]._replace(name=e["canonical"])


def stem(code: str) -> str:
    """The digits that all divisions inside share: 43 for 430000, 4312 for 431200."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
