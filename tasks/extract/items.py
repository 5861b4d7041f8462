"""Items: the counted noun phrase behind a number (3万名白衣战士) or before it (党员干部65名).

Word classes come from rjieba; the vocabulary of counted nouns says where a phrase has reached its head. Both looks stop at the border of
the clause.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import rjieba

from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary, built_once

CLAUSE_BORDER = "，；。：！？\n,;:!?（）()…—“”‘’《》"
_WINDOW = 26
_OUTCOMES = frozenset(("cases_cured", "cases_deaths"))
_NARROWING = frozenset(("cases_confirmed", "tests", "vaccinations", "quarantined", "frequency"))
# Behind a number these begin a predicate, not what is counted.
_NO_ITEM = frozenset(CLAUSE_BORDER + "、 为是系均已有含属未")
_HARD_BORDER = re.compile(rf"[{CLAUSE_BORDER}]")
_LIST_BORDER = re.compile(rf"[{CLAUSE_BORDER}、]")
_NOT_WORD = re.compile(r"[\s\d]")
_COPULA = re.compile(
    r"(?:突破|新增|累计|增加?到|增至|降至|升至|缩减至|直至|[到至]|达到了?|累计达|已达|达|为|是|有|共有|共计|共|计|已|约|仅|近|了|总计|合计|超|逾|占){0,3}$"
)


class Noun(NamedTuple):
    """What a counted noun measures, and the classifier it takes where none is written."""

    measure: str
    unit: str


class Nouns:
    """The counted nouns of a vocabulary."""

    def __init__(
        self, nouns: dict[str, Noun], qualifiers: re.Pattern[str], openers: re.Pattern[str], aspects: re.Pattern[str], stops: frozenset[str]
    ) -> None:
        self._nouns = nouns
        self.stops = stops
        self._longest = max(map(len, nouns))
        self.qualifiers = qualifiers
        self.openers = openers
        self.aspects = aspects
        reverse = sorted((n[::-1] for n in nouns if len(n) > 1), key=len, reverse=True)
        self._backwards = re.compile("|".join(map(re.escape, reverse)))
        self._forwards = re.compile("|".join(sorted(map(re.escape, (n for n in nouns if len(n) > 1)), key=len, reverse=True)))

    def __getitem__(self, noun: str) -> Noun:
        return self._nouns[noun]

    def ending(self, text: str) -> str | None:
        """The longest noun that `text` ends in."""
        for length in range(min(self._longest, len(text)), 0, -1):
            if text[-length:] in self._nouns:
                return text[-length:]
        return None

    def last(self, text: str) -> str | None:
        """The noun that ends last in `text`, the longest at that place."""
        found = self._backwards.search(text[::-1])
        return found.group()[::-1] if found else None

    def at(self, text: str, start: int, stop: int) -> int:
        """The end of the noun that begins at `start`, `start` where none does."""
        found = self._forwards.match(text, start, stop)
        return found.end() if found else start

    def ahead(self, text: str, start: int, stop: int) -> bool:
        """Whether a noun stands somewhere in text[start:stop]."""
        return self._forwards.search(text, start, stop) is not None


@built_once
def compile_nouns(vocabulary: Vocabulary) -> Nouns:
    nouns = {e["noun"]: Noun(e["measure"], e["unit"]) for e in vocabulary.entries("counted_nouns")}
    words = {scope: [e["word"] for e in vocabulary.entries("count_aspects") if e["scope"] == scope] for scope in ("label", "verb")}
    qualifiers = _any([e["word"] for e in vocabulary.entries("item_qualifiers")])
    openers, aspects = _any(words["label"] + words["verb"]), _any(words["label"])
    stops = frozenset(e["word"] for e in vocabulary.entries("item_stops"))
    return Nouns(nouns, re.compile(f"{qualifiers}+$"), re.compile(f"{openers}+"), re.compile(aspects), stops)


def _any(words: list[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"


@lru_cache(maxsize=8192)
def _tags(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(text))


def item_after(text: str, start: int, limit: int, nouns: Nouns, verbs: bool) -> Span | None:
    """The noun phrase that begins at `start`; `limit` is where the next number begins; `verbs`: it may begin with one (受影响的企业)."""
    if start >= limit or text[start] in _NO_ITEM or _NOT_WORD.match(text[start]):
        return None
    border = _HARD_BORDER.search(text, start, min(start + _WINDOW, limit))
    stop = border.start() if border else min(start + _WINDOW, limit)
    return _walk(text, start, stop, nouns, verbs)


def _walk(text: str, start: int, stop: int, nouns: Nouns, verbs: bool) -> Span | None:
    """The phrase in text[start:stop] up to its head: a known noun, else the last noun before a verb, an adverb or its 的."""
    at, begin, end, acted = start, start, None, False
    verbs = verbs or "的" in text[start : start + 4]
    for word, tag in _tags(text[start:stop]):
        after = at + len(word)
        known = nouns.ending(text[begin:after])
        if known and (tag[0] in "nvkgjlaibz" or len(word) > 1):
            if end and known == word and tag[0] == "v":
                break
            return Span(begin, _to_head(text, begin, after, stop, nouns))
        if (word in nouns.stops and "的" not in text[after:stop]) or (end and nouns.aspects.match(text, at, stop)):
            break
        if word == "的":
            if end and not acted:
                break
            begin, end, acted = after, None, False
        elif tag[0] in "njli" or tag in ("vn", "an", "eng"):
            end = after
        elif (tag[0] == "v" and not verbs) or not _may_pass(text, word, tag, after, stop, end is not None, nouns):
            break
        acted = acted or tag == "v"
        at = after
    return Span(begin, end) if end else None


def _to_head(text: str, begin: int, at: int, stop: int, nouns: Nouns) -> int:
    """Where a phrase ends whose known noun is but a part of a longer one (核酸检测|机构) or narrows the next (新冠肺炎|确诊病例).

    What became of the counted (出院) is no part of it.
    """
    for after in range(min(at + 3, stop), at, -1):
        longer = nouns.ending(text[begin:after])
        if longer and after - len(longer) < at and nouns[longer].measure not in _OUTCOMES:
            at = after
            break
    while (noun := nouns.ending(text[begin:at])) and nouns[noun].measure in _NARROWING:
        after = nouns.at(text, at, stop)
        if after == at or nouns[text[at:after]].measure in _OUTCOMES:
            break
        at = after
    return at


def _may_pass(text: str, word: str, tag: str, after: int, stop: int, has_noun: bool, nouns: Nouns) -> bool:
    """Whether a word that is no noun may stand inside the phrase."""
    if word == "、" or tag[0] == "c" or word == "等":
        return nouns.ahead(text, after, stop)
    if tag[0] in "abzkmqtfsgy" or word in ("省", "市", "县"):
        return True
    if tag[0] == "v" and has_noun:
        clause = text.find("的", after, stop)
        return nouns.ahead(text, after, min(after + 4, stop)) or (clause > 0 and nouns.ahead(text, clause, stop))
    if tag[0] == "v":
        return True
    return not has_noun and "的" in text[after:stop]


def item_before(text: str, low: int, start: int, nouns: Nouns, verbs: bool) -> Span | None:
    """The noun phrase that ends before `start`, not reaching back over `low` or the border of the clause.

    `verbs`: a verb may stand for it (抢救10次).
    """
    low = max(low, start - _WINDOW)
    copula = _COPULA.search(text, low, start)
    end = copula.start() if copula else start
    noun = nouns.ending(text[low:end])
    begin = low
    for border in _LIST_BORDER.finditer(text, low, end):
        begin = border.end()
    if begin >= end:
        return None
    if noun:
        head = end - len(noun)
        qualified = nouns.qualifiers.search(text, low, head)
        if qualified:
            return Span(qualified.start(), end)
        if nouns[noun].measure.startswith("cases"):
            return Span(head, end)
        return Span(_opened(text, min(head, _phrase_start(text, begin, end, verbs)), head, nouns), end)
    phrase = _phrase_start(text, begin, end, verbs)
    return Span(phrase, end) if phrase < end else None


def _opened(text: str, start: int, head: int, nouns: Nouns) -> int:
    """Where the phrase starts without the deed or aspect in front of it: 日产口罩, 发展党员."""
    found = nouns.openers.match(text, start, head)
    return found.end() if found else start


def deed_before(text: str, low: int, start: int) -> Span | None:
    """The verbs that end before a duration: 连续奋战16天."""
    low = max(low, start - _WINDOW)
    for border in _LIST_BORDER.finditer(text, low, start):
        low = border.end()
    at = start
    for word, tag in reversed(_tags(text[low:start])):
        if tag[0] not in "vda" or _NOT_WORD.match(word):
            break
        at -= len(word)
    return Span(at, start) if at < start else None


def _phrase_start(text: str, begin: int, end: int, verbs: bool) -> int:
    """Where the noun phrase that ends at `end` begins; with `verbs` a lone verb stands for what is counted (抢救10次)."""
    at = end
    for word, tag in reversed(_tags(text[begin:end])):
        if tag[0] == "v" and tag != "vn" and (at < end or not verbs):
            break
        if (tag[0] not in "nvbajlkg" and tag not in ("i", "eng")) or tag == "ns" or _NOT_WORD.match(word):
            break
        at -= len(word)
        if tag[0] == "v" and tag != "vn":
            break
    return at
