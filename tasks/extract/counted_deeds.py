"""Deeds that numbers are counted by, where no noun names what is counted: 约谈12人, 163人受灾, 立案处罚9家."""

from __future__ import annotations

import re

from kaozheng.tasks.extract.borders import CLAUSE_BORDER, behind_last
from kaozheng.tasks.extract.items import tags
from kaozheng.tasks.extract.nouns import Nouns
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.surroundings import Words
from kaozheng.tasks.text import Span

# 拘留（含行政和刑事）287人
_ASIDE = re.compile(r"[（(][^（()）]{1,16}[）)]$")
_OF_DEEDS = frozenset(("person", "household", "visits", "area", "weight"))
_WITH_OBJECT = frozenset(("area", "weight"))
# 163人受灾, 12人被约谈: the deed that ends the clause behind a number of people.
_PASSIVE = re.compile("(?:已经?|均|全部|先后|陆续|相继)?(?:被|已经?)?")
_LONGEST_DEED = 12
_BODIES = ("机关", "部门", "法院", "检察院", "公安", "政府", "纪委", "监委", "局", "厅", "委")
_SHORT_DEED = 4
_SEVERAL = 10
# 将两人|纳入合作社
_DONE_TO = re.compile("[为给向将把对让使]")
# How far before a number its deed is looked for.
_WINDOW = 60
# What is dealt with so often: a deed tells it (立案查处19件), where in 带回两盒 it does not.
_DEALT_WITH = frozenset(("件", "起", "宗", "单", "家", "批次", "件次", "户次", "人份"))
SHORTEST_DEED = 2
"""How many characters a deed has at least."""


class CountedDeeds:
    """Finds the deeds beside the numbers of one article; `light`: verbs that only link a number to its words."""

    def __init__(self, text: str, nouns: Nouns, light: frozenset[str]) -> None:
        self._text = text
        self._nouns = nouns
        self._light = light

    def behind(self, quantity: Quantity, words: Words) -> str | None:
        """The short predicate that ends the clause behind a number of people (163人受灾, 30人参与值守); none where they are its object."""
        if _DONE_TO.search(behind_last(CLAUSE_BORDER, words.label.text)) or self._nouns.of_the_next.match(self._text, quantity.end):
            return None
        passive = _PASSIVE.match(words.tail)
        deed = words.tail[passive.end() if passive else 0 :]
        if not SHORTEST_DEED <= len(deed) <= _LONGEST_DEED or "了" in deed:
            return None
        spelt = tags(deed)
        first, tag = spelt[0]
        known = deed[:SHORTEST_DEED] in self._nouns.deeds
        if len(deed) > _SHORT_DEED and quantity.value is not None and quantity.value < _SEVERAL:
            return None  # 三人|决定先架设绳索
        if not known and (len(first) < SHORTEST_DEED or tag[0] not in "va" or first in self._light):
            return None
        return deed if any(its[0] == "v" for _, its in spelt) or known else None

    def sent_to(self, noun: Span, unit: str | None) -> Span | None:
        """The deed with the body right before a number that something was sent to: 移送公安机关|3554件, but 通报企业|9家."""
        start = noun.start - SHORTEST_DEED
        if self._text[max(start, 0) : noun.start] not in self._nouns.sending or not self._text.endswith(_BODIES, noun.start, noun.end):
            return None
        body = self._nouns.ending(self._text[noun.start : noun.end])
        return None if body and unit and self._nouns.counted_in(body, unit) else Span(start, noun.end)

    def before(self, quantity: Quantity, words: Words) -> str | None:
        """The deed right before a number, with the one that it is done by (立案侦查); None where the words there only link or count."""
        matter = quantity.unit is not None and quantity.unit.base in _DEALT_WITH
        if not matter and words.category not in _OF_DEEDS:
            return None
        text, nouns = self._text, self._nouns
        end = nouns.unlinked(text, words.low, quantity.start)
        if aside := _ASIDE.search(text, words.low, end):
            end = aside.start()
        words_before = tags(text[max(words.low, end - _WINDOW) : end])
        if not words_before:
            return None
        deed, tag = words_before[-1]
        if text[end - SHORTEST_DEED : end] in nouns.deeds:
            deed, tag = text[end - SHORTEST_DEED : end], "v"  # 约|谈 to a tagger
        changed = nouns.of_the_next.match(text, end - len(deed), quantity.start)
        if tag[0] != "v" or len(deed) < SHORTEST_DEED or changed or deed in self._light or nouns.aspects.fullmatch(deed):
            return None
        verb, its = words_before[-2] if len(words_before) > 1 else ("", "x")
        if words.category in _WITH_OBJECT:
            return verb + deed if its[0] == "n" else deed
        joined = verb in nouns.deeds or verb + deed in nouns.deeds or its in ("v", "vn", "b")
        return verb + deed if joined and len(verb) == SHORTEST_DEED and not nouns.aspects.fullmatch(verb) else deed
