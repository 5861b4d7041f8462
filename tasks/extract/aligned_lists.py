"""Aligned lists: names first and then the numbers in their order (死亡、治愈分别为2例、30例), or counts and then how each has changed."""

from __future__ import annotations

import re
from typing import NamedTuple

from kaozheng.tasks.extract.borders import ONLY_AND
from kaozheng.tasks.extract.changes import Changes
from kaozheng.tasks.extract.items import tags
from kaozheng.tasks.extract.items_before import noun_phrase
from kaozheng.tasks.extract.nouns import Nouns
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.surroundings import Words

_ROW_OF_CHANGES = re.compile(r"[-\d.]+(?:%|个百分点|倍)(?:[、，和及与][^，。；、\d]{0,2}[-\d.]+(?:%|个百分点|倍)){1,5}")
_CHANGE_UNIT = re.compile("%|个百分点|倍")
# ，分别占全年同类警情的
_SHARES = re.compile(r"\s*[，,]\s*分别占[^，。；、\d]{1,14}")
_DIVISION = re.compile(r"[省市县区州镇乡村旗地]$")
_DAY = re.compile(r"[\d年月]*\d[日号]")
_NAMING = frozenset("nvlji")
_TRADE = "业"
_FEWEST = 2
_ANDS = "、和及与"
_AND = re.compile(f"[{_ANDS}]")
_VERB = 2


class Name(NamedTuple):
    """What a number of an aligned list counts: the item, its measure where a number told it; with what a change is compared, its verb."""

    item: str
    measure: str
    compared: str = ""
    verb: str = ""

    @property
    def full(self) -> str:
        return self.item + self.compared + self.verb


class AlignedLists:
    """Gives the numbers of one article the names that they belong to, from left to right.

    `told`: items and measures that its sentence counted so far; `parts`: the list that was begun last says what parts of a whole
    they are (分别占).
    """

    def __init__(self, text: str, nouns: Nouns, changes: Changes) -> None:
        self._text = text
        self._nouns = nouns
        self._changes = changes
        self._names: list[Name] = []
        self.parts = False
        self.told: list[tuple[str | None, str]] = []

    def begin_sentence(self) -> None:
        self._names = []
        self.told = []

    def name_of(self, quantity: Quantity, words: Words) -> Name | None:
        """死亡、治愈分别为2例、30例: the name that a number of an aligned list belongs to; names of places are none."""
        label = words.label.text
        if "分别" not in label:
            name = self._next_name(label) if self._names else None
            if name is None and words.category == "share":
                self._names = self._changed(quantity, label)
                name = self._names.pop(0) if self._names else None
            return name
        self.parts = _SHARES.fullmatch(label) is not None
        if changed := self._changed(quantity, label):
            self._names = changed
        elif self.parts:
            of_what = label.partition("分别")[2].removesuffix("的")
            self._names = [Name(f"{item}{of_what}比例", measure) for item, measure in self._told_last(quantity)]
        elif found := self._changes.respectively.search(label):
            self._names = self._aligned(found, words, _length_of_row(self._text, quantity.start))
        elif found := self._changes.each_did.search(label):
            self._names = self._done_by_each(found)
        else:
            self._names = []
        return self._names.pop(0) if self._names else None

    def _next_name(self, label: str) -> Name | None:
        """The next name of the list, where nothing but its mark, and at most another verb, stands before the number: 下降9%、上升4%."""
        verb = label[-_VERB:] if label[-_VERB:] in self._changes.rates else ""
        if not ONLY_AND.fullmatch(label.removesuffix(verb)) or (verb and not self._names[0].verb):
            self._names = []
            return None
        name = self._names.pop(0)
        return name._replace(verb=verb) if verb else name

    def _changed(self, quantity: Quantity, label: str) -> list[Name]:
        """How each of what was counted last changed, where a row of shares follows (产量8万辆、销量7万辆，增长6%、5%)."""
        changed = self._changes.each_rate.fullmatch(label)
        if changed is None:
            return []
        on, also_on, verb = changed.groups()
        return [Name(item, measure, (on or "") + (also_on or ""), verb) for item, measure in self._told_last(quantity)]

    def _done_by_each(self, found: re.Match[str]) -> list[Name]:
        """制造业、纺织业分别实现|产值: the names, each with what it brought about; none where that is no known noun."""
        names = [name for name in _AND.split(found.group(1)) if name]
        if len(names) < _FEWEST or self._nouns.ending(found.group(2)) is None or not all(name.endswith(_TRADE) for name in names):
            return []
        return [Name(name + found.group(2), "") for name in names]

    def _told_last(self, quantity: Quantity) -> list[tuple[str, str]]:
        """接待游客8万人次，旅游收入3亿元，同比分别增长12%、9%: what was counted last, as many as there are shares."""
        number = _length_of_row(self._text, quantity.start)
        told = self.told[-number:] if 1 < number <= len(self.told) else []
        named = [(item, measure) for item, measure in told if item]
        return named if len(named) == len(told) else []

    def _aligned(self, found: re.Match[str], words: Words, number: int) -> list[Name]:
        """The names of an aligned list, each with the change that is told of all (营业收入同比增长); none where it lists places.

        `number`: how many shares follow, 0 where it is not plain. Of more names the first are one (山洪和泥石流损失、房屋分别减少11%、49%).
        """
        names = [name for name in _AND.split(found.group(1)) if name]
        joined = 1 < number < len(names)
        if joined:
            first = found.group(1)[: found.group(1).rindex(names[1 - number])]
            names = [first.rstrip(_ANDS), *names[1 - number :]]
        places = [self._text[p.at : p.end] for p in words.places]
        if all(_DAY.fullmatch(name) for name in names):
            return []
        divisions = all(_DIVISION.search(name) for name in names) or any(_is_place(name, place) for name in names[1:] for place in places)
        if len(names) < 2 or divisions:
            return []
        on, verb = (found.group(2), found.group(3)) if found.group(3) in self._changes.rates else ("", "")
        whole = joined or all(tag[0] in _NAMING and tag != "ns" for _, tag in tags(names[0]))
        first = names[0] if whole else noun_phrase(names[0], self._nouns) or names[0]
        return [Name(name, "", on, verb) for name in (first, *names[1:])]


def _length_of_row(text: str, start: int) -> int:
    """How many shares stand in a row there."""
    row = _ROW_OF_CHANGES.match(text, start)
    return len(_CHANGE_UNIT.findall(row.group())) if row else 0


def _is_place(name: str, place: str) -> bool:
    """Whether a name in a list is that of a place, with at most 两地 or 三市 behind it."""
    return name.startswith(place) and len(name) <= len(place) + 2
