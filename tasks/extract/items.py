"""Items: the counted noun phrase behind a number (3万名白衣战士) or before it (党员干部65名).

Word classes come from rjieba; the vocabulary of counted nouns says where a phrase has reached its head, and the vocabulary of links which
words may part it from its number. Both looks stop at the border of the clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.borders import MARKS, PHRASE_BORDER, UP_TO_LIST_BORDER
from kaozheng.tasks.extract.changes import Changes, compile_changes
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_WINDOW = 26
_OUTCOMES = frozenset(("cases_cured", "cases_deaths"))
_NARROWING = frozenset(("cases_confirmed", "tests", "vaccinations", "quarantined", "frequency"))
# What is named by the goods in front of it: 3条口罩|生产线.
_MAKERS = frozenset(("facilities", "enterprises", "projects", "teams", "staff"))
# Behind a number these begin a predicate, not what is counted.
_NO_ITEM = frozenset(MARKS + "、 为是系均已有含属未经")
# Things that people are named by (3名社区干部): behind a number of people they narrow the noun that follows.
_THINGS = frozenset(("facilities", "enterprises", "projects", "zones", "supplies", "beds", "teams", "households", "other"))
_MOST_LINKS = 4
_QUOTES = {"“": "”", "‘": "’", "《": "》"}
_OPENINGS = {closing: opening for opening, closing in _QUOTES.items()}
_BEHIND_QUOTE = 10
# 及时发现, 定向培养: four characters that a tagger takes for one word.
_SET_PHRASE = 4
_NUMERALS = frozenset("一两二三四五六七八九十数几多")
_WHOLE = frozenset("全我本该各")
_LEVELS = frozenset("国省市县区州镇乡村")
# 12条|10千伏线路: how large a thing is.
_RATED = re.compile(r"\d+(?:\.\d+)?(?:千伏|[kK][Vv]|万?吨级|英寸|寸|座|匹|排)")
_AND = "[及与]|和(?![平谐美睦])"
_AND_OPENINGS = "及与和"


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
        self._nouns = nouns
        self.stops = stops
        self.deeds = deeds
        lengths: dict[str, set[int]] = {}
        for noun in nouns:
            lengths.setdefault(noun[-1], set()).add(len(noun))
        self._lengths = {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}
        self._qualifiers = re.compile(f"{any_of(words['qualifier'])}+$")
        self._qualifier_ends = frozenset(word[-1] for word in words["qualifier"])
        self.openers = openers
        self.opener_openings = frozenset(deed[0] for deed in deeds)
        self.aspects = aspects
        self.plans = plans
        self.heads, self.tools, self.bound = frozenset(words["head"]), frozenset(words["tool"]), frozenset(words["bound"])
        self.ends_ranked = re.compile(f"{any_of(words['rank'])}(?:第一方阵)?[^，。；\\d]{{0,8}}$")
        # 由3万亩|发展到9万亩, 货款5万元|及利息2万元: the words behind belong to the next number.
        self.of_the_next = re.compile(f"{_AND}|{changes.onto.pattern}")
        self.next_openings = frozenset((*_AND_OPENINGS, *changes.openings))
        self.compared = changes.ends_compared
        self._links = re.compile(any_of(link[::-1] for link in links))
        self._link_ends = frozenset(link[-1] for link in links)
        longer = [noun for noun in nouns if len(noun) > 1]
        self._backwards = re.compile(any_of(noun[::-1] for noun in longer))
        self._forwards = re.compile(any_of(longer))
        self._dealt_with = re.compile(f"{any_of(words['adverb'])}*{any_of(deeds)}?(?:了|出|到){{0,2}}")
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
        found = self._backwards.search(text[::-1])
        return found.group()[::-1] if found else None

    def fronted(self, clause: str, unit: str) -> tuple[int, int] | None:
        """Where in `clause` the noun stands that a number behind it counts, where only a deed parts them (通行证已发放, 帐篷共调拨).

        Goods are counted by any unit; of other nouns only a `unit` that is theirs tells that they are no subject (社区已排查300个).
        """
        noun = self.last(clause)
        if noun is None or not (self._nouns[noun].measure == "supplies" or self._nouns[noun].unit == unit != "个"):
            return None
        end = clause.rindex(noun) + len(noun)
        return (end - len(noun), end) if self.dealt_with(clause, end, len(clause)) else None

    def dealt_with(self, text: str, start: int, stop: int) -> bool:
        """Whether text[start:stop] is but a deed and its adverbs: 项目|新开工|89个."""
        return self._dealt_with.fullmatch(text, start, stop) is not None

    def qualified(self, text: str, head: int) -> re.Match[str] | None:
        """The words right before `head` that narrow the noun there."""
        return self._qualifiers.search(text, 0, head) if head and text[head - 1] in self._qualifier_ends else None

    def at(self, text: str, start: int, stop: int) -> int:
        """The end of the noun that begins at `start`, `start` where none does."""
        found = self._forwards.match(text, start, stop)
        return found.end() if found else start

    def ahead(self, text: str, start: int, stop: int) -> bool:
        """Whether a noun stands somewhere in text[start:stop]."""
        return self._forwards.search(text, start, stop) is not None

    def unlinked(self, text: str, low: int, end: int) -> int:
        """Where text[low:end] ends without the words that link a noun to its number: 点击量|突破, 收割机|有."""
        if end <= low or text[end - 1] not in self._link_ends:
            return end
        backwards = text[low:end][::-1]
        at = 0
        for _ in range(_MOST_LINKS):
            found = self._links.match(backwards, at)
            if not found:
                break
            noun = self.ending(text[low : end - at])
            if noun and len(noun) > found.end() - at:
                break
            at = found.end()
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
    for e in vocabulary.entries("item_words"):
        words.setdefault(e["kind"], []).append(e["word"])
    return Nouns(
        nouns, re.compile(f"{openers}+"), links,
        re.compile(aspects), plans, deeds, stops, compile_changes(vocabulary), words,
    )  # fmt: skip


@lru_cache(maxsize=8192)
def tags(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(text))


def item_after(text: str, start: int, limit: int, nouns: Nouns, verbs: bool, people: bool) -> Span | None:
    """The noun phrase that begins at `start`; `limit` is where the next number begins.

    `verbs`: it may begin with one (受影响的企业); `people`: what is counted are people (3名社区干部).
    """
    if start >= limit:
        return None
    opening = text[start]
    if opening in _QUOTES:
        return _quoted(text, start, limit, nouns, people)
    if opening in _NO_ITEM or (opening in nouns.next_openings and nouns.of_the_next.match(text, start, limit)):
        return None
    if opening.isdigit() and (rated := _RATED.match(text, start, limit)):
        found = item_after(text, rated.end(), limit, nouns, verbs, people)
        return Span(start, found.end) if found else None
    if _is_no_word(opening):
        return None
    stop = start + _WINDOW if limit - start > _WINDOW else limit
    border = PHRASE_BORDER.search(text, start, stop)
    stop = border.start() if border else stop
    found = _walk(text[start:stop], nouns, verbs, people)
    return Span(start + found.start, start + found.end) if found else None


def _is_no_word(character: str) -> bool:
    return character.isspace() or character.isdecimal()


def _quoted(text: str, start: int, limit: int, nouns: Nouns, people: bool) -> Span | None:
    """312支“连心小队”: the name in the quotation marks, or the known noun behind them (5辆“雷锋号”志愿服务车)."""
    close = text.find(_QUOTES[text[start]], start + 1, min(start + _WINDOW, limit))
    if close < 0:
        return None
    behind = text[close + 1 : min(close + _BEHIND_QUOTE, limit)]
    named = _walk(behind, nouns, False, people) if behind else None
    if named and nouns.ending(behind[: named.end]):
        return Span(close + 1 + named.start, close + 1 + named.end)
    return Span(start + 1, close)


@lru_cache(maxsize=8192)
def _walk(text: str, nouns: Nouns, verbs: bool, people: bool) -> Span | None:
    """The phrase that begins `text`, up to its head: a known noun, else the last noun before a verb, an adverb or its 的."""
    at, begin, end, acted = 0, 0, None, False
    stop = len(text)
    verbs = verbs or "的" in text[:4]
    for word, tag in tags(text):
        after = at + len(word)
        known = nouns.ending(text[begin:after])
        if known and people and nouns[known].measure in _THINGS:
            head = _to_head(text, begin, after, stop, nouns)
            known = nouns.ending(text[begin:head])
            known = None if known and nouns[known].measure in _THINGS else known
        if known and len(known) > 1 and (tag[0] in "nvkgjlaibzmq" or len(word) > 1):
            if end and known == word and tag[0] == "v" and not nouns.ahead(text, after, min(after + 4, stop)):
                break
            return Span(begin, _to_head(text, begin, after, stop, nouns))
        if (word in nouns.stops and "的" not in text[after:stop]) or (end and nouns.aspects.match(text, at, stop)):
            break
        if word == "的":
            if end and not acted:
                break
            begin, end, acted = after, None, False
        elif tag[0] in "njli" or tag in ("vn", "an", "eng") or known == word:
            end = after
        elif tag == "zg" and word == text:
            end = after  # 11个县
        elif (tag[0] == "v" and not verbs) or not _may_pass(text, word, tag, after, stop, end is not None, nouns):
            named = nouns.at(text, 0, stop) if at == 0 else 0
            if named > after:
                return Span(0, _to_head(text, 0, named, stop, nouns))  # a tagger reads 高速口 as an adverb and a classifier
            break
        acted = acted or tag == "v"
        at = after
    return Span(begin, end) if end else None


def _to_head(text: str, begin: int, at: int, stop: int, nouns: Nouns) -> int:
    """Where a phrase ends whose known noun is but a part of a longer one (核酸检测|机构) or narrows the next (新冠肺炎|确诊病例).

    What became of the counted (3例确诊病例|出院) is no part of it; alone it is what is counted (3例治愈出院病例).
    """
    known = nouns.ending(text[begin:at])
    became = known is not None and nouns[known].measure in _OUTCOMES
    for after in range(min(at + 3, stop), at, -1):
        longer = nouns.ending(text[begin:after])
        if longer and after - len(longer) < at and (became or nouns[longer].measure not in _OUTCOMES):
            at = after
            break
    while (noun := nouns.ending(text[begin:at])) and (became or nouns[noun].measure in _NARROWING or nouns[noun].measure == "supplies"):
        after = nouns.at(text, at, stop)
        if nouns[noun].measure == "supplies" and (after == at or nouns[text[at:after]].measure not in _MAKERS):
            break
        if after == at or (not became and nouns[text[at:after]].measure in _OUTCOMES):
            break
        at = after
    return at


def _may_pass(text: str, word: str, tag: str, after: int, stop: int, has_noun: bool, nouns: Nouns) -> bool:
    """Whether a word that is no noun may stand inside the phrase."""
    if word == "、" or tag[0] == "c" or word == "等":
        return nouns.ahead(text, after, stop)
    if tag[0] in "abzkmqtfsgy" or word in ("省", "市", "县"):
        return True
    if tag[0] == "v" and has_noun and text[after : after + 1] in _NUMERALS:
        return False  # 6名徒弟赶制一批订单: the verb has an object of its own
    if tag[0] == "v" and has_noun:
        clause = text.find("的", after, stop)
        return nouns.ahead(text, after, min(after + 4, stop)) or (clause > 0 and nouns.ahead(text, clause, stop))
    if tag[0] == "v":
        return True
    return not has_noun and "的" in text[after:stop]


def item_before(text: str, low: int, start: int, nouns: Nouns, verbs: bool) -> Span | None:
    """The noun phrase that ends before `start`, not reaching back over `low` or the border of the clause; a name in quotation marks is one.

    `verbs`: a verb may stand for it (抢救10次).
    """
    if low >= start:
        return None
    if start - low > _WINDOW:
        low = start - _WINDOW
    if opening := _OPENINGS.get(text[start - 1]):
        quoted = text.rfind(opening, low, start - 1) + 1
        return Span(quoted, start - 1) if quoted else None
    found = _phrase_before(text[low:start], nouns, verbs)
    return Span(low + found.start, low + found.end) if found else None


@lru_cache(maxsize=8192)
def _phrase_before(text: str, nouns: Nouns, verbs: bool) -> Span | None:
    """The noun phrase that ends `text`, up to the words that link it to the number."""
    end = nouns.unlinked(text, 0, len(text))
    noun = nouns.ending(text[:end])
    border = UP_TO_LIST_BORDER.match(text, 0, end)
    begin = border.end() if border else 0
    if begin >= end:
        return None
    if noun:
        head = end - len(noun)
        if qualified := nouns.qualified(text, head):
            return Span(qualified.start(), end)
        if nouns[noun].measure.startswith("cases") or noun.endswith(("病例", "感染者")):
            return Span(head, end)
        # 窗户 ends in 户 and is none: what one character names is read as a word first.
        known = end if len(noun) == 1 else head if head > begin else begin
        start = _phrase_start(text, begin, known, end, nouns, verbs)
        start = start if start < head else head
        return None if text[start:end] in nouns.tools else Span(_opened(text, start, head, end, nouns), end)
    phrase = _phrase_start(text, begin, end, end, nouns, verbs)
    return Span(phrase, end) if phrase < end else None


def noun_phrase(text: str, nouns: Nouns) -> str:
    """The noun phrase that `text` ends in, without the words that link it to what follows; '' where it ends in none."""
    span = item_before(text, 0, len(text), nouns, False)
    return text[span.start : span.end] if span else ""


def _opened(text: str, start: int, head: int, end: int, nouns: Nouns) -> int:
    """Where the phrase starts without the deed or aspect in front of it (日产口罩), unless one stands before it (投入|抢修人员)."""
    found = nouns.openers.match(text, start, head) if text[start] in nouns.opener_openings else None
    if not found or (text[head:end] in nouns.bound and any(text[max(start - size, 0) : start] in nouns.deeds for size in (2, 3))):
        return start
    return found.end()


def _phrase_start(text: str, begin: int, head: int, end: int, nouns: Nouns, verbs: bool) -> int:
    """Where the noun phrase that ends at `end` begins, whose known head begins at `head` (`end` where none is known).

    `verbs`: a lone verb stands for what is counted (抢救10次).
    """
    at = head
    words = tags(text[begin:head])
    for n in range(len(words) - 1, -1, -1):
        word, tag = words[n]
        if _is_no_word(word[0]) or (word[0] in _WHOLE and word[-1] in _LEVELS):
            break
        if (len(word) == 1 and word in nouns.heads and at == end) or (
            end - at == 1 and text[at] in nouns.heads and (tag[0] in "nv" or len(word) == 2)
        ):
            at -= len(word)
            continue
        if at == end and word in nouns.tools and n and words[n - 1][1][0] == "v" and len(words[n - 1][0]) > 1:
            deed = words[n - 1][0]
            named = deed not in nouns.deeds or (n > 1 and words[n - 2][1][0] in "nvlj")
            at -= 1 + (len(deed) if named else 0)
            break
        deed = word[2:] if len(word) == _SET_PHRASE else word
        if n and word in nouns.deeds and _of_a_deed(words[n - 1], text[at:end], nouns):
            at -= len(word)
            continue
        if deed in nouns.deeds and (at < end or tag[0] == "v" or deed != word or nouns.aspects.fullmatch(word)):
            break
        if tag[0] == "v" and tag != "vn":
            if at < end and not _narrows(word, text[at:end], words[n - 1] if n else None, nouns):
                break
            if at == end and (not verbs or len(word) < 2):
                break
            at -= len(word)
            if at + len(word) == end:
                break
        elif (tag[0] in "nvbajlkg" and tag != "ns") or tag in ("i", "eng") or (word == "以上" and at < end):
            at -= len(word)
        else:
            break
    return at


def _of_a_deed(word_before: tuple[str, str], phrase: str, nouns: Nouns) -> bool:
    """Whether a deed narrows the `phrase` behind it: 投入|抢修|人员, 脐橙|种植|面积."""
    if phrase not in nouns.bound:
        return False
    return word_before[0] in nouns.deeds or (word_before[1][0] == "n" and phrase != "人员")


def _narrows(verb: str, phrase: str, word_before: tuple[str, str] | None, nouns: Nouns) -> bool:
    """Whether a verb belongs to the phrase behind it: its head can't stand alone (办结|率), or it has a verb before it (投入|抢险|队员)."""
    if len(phrase) == 1 or phrase in nouns.bound:
        return True
    if word_before is None or len(verb) == 1 or nouns.plans.fullmatch(word_before[0]):
        return False
    return word_before[0] in nouns.deeds or word_before[1] == "v"
