"""Counted nouns: what of a vocabulary is counted, what it measures, and the words around it by which a phrase ends or begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.changes import Changes, compile_changes
from kaozheng.tasks.extract.word_sets import WordSet
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_AND = "[及与]|和(?![平谐美睦])"
_AND_OPENINGS = "及与和"
_OTHER_UNITS = {"enterprises": "户", "projects": "项"}
_MOST_LINKS = 4
# 床位数: the number of a thing is counted as the thing.
_NUMBER_OF = ("数", "总数", "数量", "总量")


@dataclass(frozen=True, slots=True)
class Noun:
    """What a counted noun measures, the classifier it takes where none is written, and the aspect where no word tells it."""

    measure: str
    unit: str
    aspect: str


class Nouns:
    """The counted nouns of a vocabulary, and the words around them."""

    def __init__(
        self, nouns: dict[str, Noun], openers: re.Pattern[str], links: list[str],
        aspects: re.Pattern[str], plans: re.Pattern[str], deeds: frozenset[str], stops: frozenset[str], changes: Changes,
        words: dict[str, list[str]],
    ) -> None:  # fmt: skip
        self._nouns = {**{noun + number: known for noun, known in nouns.items() for number in _NUMBER_OF}, **nouns}
        self.stops = stops
        self.deeds = deeds
        lengths: dict[str, set[int]] = {}
        for noun in self._nouns:
            lengths.setdefault(noun[-1], set()).add(len(noun))
        self._lengths = {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}
        self._qualifiers = re.compile(f"{any_of(words['qualifier'])}+$")
        self._qualifier_ends = frozenset(word[-1] for word in words["qualifier"])
        self.openers = openers
        self.opener_openings = frozenset(deed[0] for deed in deeds)
        self.aspects = aspects
        self.plans = plans
        self.heads, self.tools, self.bound = frozenset(words["head"]), frozenset(words["tool"]), frozenset(words["bound"])
        self.goes_on, self.narrowing = frozenset(words["goes on"]), frozenset(words["narrowing"])
        self.sending = frozenset(words["sending"])
        self.rates, self.rate_name = frozenset(words["rate"]), re.compile(f"{any_of(words['rate'])}$")
        self._ends_undergone = re.compile(f"{any_of(words['adverb'])}*{any_of(words['undergone'])}+了?$")
        self._undergone = re.compile(f"{any_of(words['adverb'])}*{any_of(words['undergone'])}+了?")
        self.events = frozenset(words["event"])
        self.deeds_are = tuple(words["deed is"])
        self._purposes, self._equipment = (
            frozenset(words["purpose"]),
            re.compile(f"{any_of(words['purpose'])}*{any_of(words['equipment'])}"),
        )
        self.ends_ranked = re.compile(f"{any_of(words['rank'])}(?:第一方阵)?[^，。；\\d]{{0,8}}$")
        # 由3万亩|发展到9万亩, 货款5万元|及利息2万元: the words behind belong to the next number.
        self.of_the_next = re.compile(f"{_AND}|{changes.onto.pattern}")
        self.next_openings = frozenset((*_AND_OPENINGS, *changes.openings))
        self.grown_onto = changes.grown_onto
        self._compared = changes.ends_compared
        self._compared_ends = changes.by_ends
        self._links = WordSet(link[::-1] for link in links)
        self._link_ends = frozenset(link[-1] for link in links)
        self._longer = WordSet(noun for noun in nouns if len(noun) > 1)
        self._backwards = WordSet(noun[::-1] for noun in nouns if len(noun) > 1)
        # 9000副|捐赠给学校: a deed that goes on has its object before the number.
        self._dealt_on = re.compile(f"{any_of([*deeds, *words['given']])}[给了到至往向]")
        self._dealt_on_openings = frozenset(word[0] for word in (*deeds, *words["given"]))
        self._dealt_with = re.compile(f"{any_of(words['adverb'])}*{any_of([*deeds, *words['done']])}?(?:了|出|到){{0,2}}")
        # A phrase is asked for again by all that read it.
        self.ending = lru_cache(maxsize=8192)(self._ending)

    def __getitem__(self, noun: str) -> Noun:
        return self._nouns[noun]

    def _ending(self, text: str) -> str | None:
        """The longest noun that `text` ends in."""
        for length in self._lengths.get(text[-1:], ()):
            if (noun := text[-length:]) in self._nouns:
                return noun
        return None

    def last(self, text: str) -> str | None:
        """The noun that ends last in `text`, the longest at that place."""
        found = self._backwards.first(text[::-1])
        return found[::-1] if found else None

    def first(self, text: str, start: int) -> str | None:
        """The noun that begins first in `text` from `start` on, the longest at that place."""
        return self._longer.first(text[start:])

    def fronted(self, clause: str, unit: str) -> tuple[int, int] | None:
        """Where in `clause` the noun stands that a number behind it counts, where only a deed parts them (通行证已发放, 帐篷共调拨).

        Goods are counted by any unit, and so is what something is done to (小区|改造40个); of other nouns only a `unit` that is theirs
        tells that they are no subject (社区已排查300个).
        """
        if done := self._ends_undergone.search(clause):
            noun = self.ending(clause[: done.start()])
            return (done.start() - len(noun), done.start()) if noun else None
        noun = self.last(clause)
        if noun is None or not (self._nouns[noun].measure == "supplies" or self.counted_in(noun, unit)):
            return None
        end = clause.rindex(noun) + len(noun)
        return (end - len(noun), end) if self.dealt_with(clause, end, len(clause)) else None

    def is_deed(self, phrase: str) -> bool:
        """Whether a phrase names but what was done: 复工复产, 改造."""
        return phrase in self.deeds or self._undergone.fullmatch(phrase) is not None

    def counted_in(self, noun: str, unit: str) -> bool:
        """Whether a unit is a noun's own, and not one of all things; firms are counted as 户 too, projects as 项."""
        known = self._nouns[noun]
        return known.unit == unit != "个" or _OTHER_UNITS.get(known.measure) == unit

    def compared(self, text: str, low: int, end: int) -> re.Match[str] | None:
        """The words before `end` that say with what a figure is compared and how it has changed (比去年增加)."""
        return self._compared.search(text, low, end) if text[end - 1 : end] in self._compared_ends else None

    def dealt_on(self, text: str, start: int, stop: int) -> bool:
        """Whether a deed begins at `start` that goes on: 捐赠给学校."""
        return text[start] in self._dealt_on_openings and self._dealt_on.match(text, start, stop) is not None

    def equips(self, deed: str, text: str, at: int) -> bool:
        """Whether a deed says what the equipment that begins at `at` is for: 抢修|车辆, 抢险|救援任务."""
        return deed in self._purposes and self._equipment.match(text, at) is not None

    def dealt_with(self, text: str, start: int, stop: int) -> bool:
        """Whether text[start:stop] is but a deed and its adverbs: 项目|新开工|89个."""
        return self._dealt_with.fullmatch(text, start, stop) is not None

    def qualified(self, text: str, head: int) -> re.Match[str] | None:
        """The words right before `head` that narrow the noun there."""
        return self._qualifiers.search(text, 0, head) if head and text[head - 1] in self._qualifier_ends else None

    def at(self, text: str, start: int, stop: int) -> int:
        """The end of the noun that begins at `start`, `start` where none does."""
        return self._longer.end(text, start, stop)

    def ahead(self, text: str, start: int, stop: int) -> bool:
        """Whether a noun stands somewhere in text[start:stop]."""
        return self._longer.first(text[start:stop]) is not None

    def unlinked(self, text: str, low: int, end: int) -> int:
        """Where text[low:end] ends without the words that link a noun to its number: 点击量|突破, 收割机|有."""
        if end <= low or text[end - 1] not in self._link_ends:
            return end
        backwards = text[low:end][::-1]
        at = 0
        for _ in range(_MOST_LINKS):
            behind = self._links.end(backwards, at, len(backwards))
            if behind == at:
                break
            noun = self.ending(text[low : end - at])
            if noun and len(noun) > behind - at:
                break
            at = behind
        return end - at


@built_once
def compile_nouns(vocabulary: Vocabulary) -> Nouns:
    nouns = {e["noun"]: Noun(e["measure"], e["unit"], e["aspect"]) for e in vocabulary.entries("counted_nouns")}
    aspect_words = {scope: [e["word"] for e in vocabulary.entries("count_aspects") if e["scope"] == scope] for scope in ("label", "verb")}
    openers, aspects = any_of(aspect_words["label"] + aspect_words["verb"]), any_of(aspect_words["label"])
    links = [e["word"] for e in vocabulary.entries("item_links")]
    stops = frozenset(e["word"] for e in vocabulary.entries("item_stops"))
    deeds = frozenset(aspect_words["label"] + aspect_words["verb"])
    plans = re.compile(any_of(e["word"] for e in vocabulary.entries("count_aspects") if e["aspect"] == "target"))
    words: dict[str, list[str]] = {"qualifier": [e["word"] for e in vocabulary.entries("item_qualifiers")]}
    words["done"] = [e["word"] for e in vocabulary.entries("count_aspects") if e["scope"] == "done"]
    for e in vocabulary.entries("item_words"):
        words.setdefault(e["kind"], []).append(e["word"])
    return Nouns(
        nouns, re.compile(f"{openers}+"), links,
        re.compile(aspects), plans, deeds, stops, compile_changes(vocabulary), words,
    )  # fmt: skip
