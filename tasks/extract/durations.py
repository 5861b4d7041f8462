"""Items of durations and distances: the deed that they measure, before the number (连续奋战16天) or behind it (24小时连轴转)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.borders import PHRASE_END, UP_TO_LIST_BORDER
from kaozheng.tasks.extract.changes import Changes
from kaozheng.tasks.extract.items import item_after, tags
from kaozheng.tasks.extract.items_before import item_before
from kaozheng.tasks.extract.nouns import Nouns
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary, built_once

# A name in quotation marks is part of a deed.
_DEED_BORDER = re.compile(r"[，；。：！？\n,;:!?（）()…—、]")
_BEFORE = 26
_AFTER = 18
_INSIDE = re.compile(r"(?:之内|以内|之间|期间|时间|左右|[内里间])*(?:就|便|即|内|里)?(?:可以|会|能|可)?")
# 48小时内核酸检测阴性证明
_VALID = re.compile(r"(?:之内|以内|内)?(?:有效的?)?((?:核酸|抗原)(?:检测)?(?:阴性)?(?:证明|报告|结果))")
_OF = re.compile(r"[的后前来]")
_A_TIME = re.compile(r"(?:期|时间|时长|时限|工程|龄|徒刑|间隔|行程|车程|航程|路程)$")
_COMPARES = re.compile("[比较]")
_BEING = frozenset("是有")
_BEHIND_DEED = frozenset(("在", "于", "都", "均", "才", "并", "是", "后", "之后", "以后"))
_AND = frozenset("和与及")
_KIND_END = re.compile(f"的|{PHRASE_END.pattern}")
# 连续8年|回落至2023年
_ONTO_FIGURE = re.compile(r"[至到]\d.*")
_FROM = re.compile(r"[从由](?:原来|过去|以前|之前|此前|原先|最初|当初)?的?$")
_LIMIT = re.compile("[内里]$")
_TIME_LIMIT = re.compile("[内里前后]")
_SHORT_DEED = 6
_HEDGES = ("了", "约", "近", "达", "超", "仅", "大约", "超过", "将近", "不到", "时间")
_DEED_TAGS = frozenset("vda")


@dataclass(frozen=True, slots=True)
class Verbs:
    """Verbs before a length of time that it does not measure: those that only link the two, and those that open what lasts so long."""

    light: frozenset[str]
    opening: tuple[str, ...]


@built_once
def compile_verbs(vocabulary: Vocabulary) -> Verbs:
    verbs: dict[str, list[str]] = {}
    for entry in vocabulary.entries("duration_deeds"):
        verbs.setdefault(entry["kind"], []).append(entry["verb"])
    return Verbs(frozenset(verbs["none"]), tuple(verbs["opening"]))


class Names(NamedTuple):
    """Words at the end of a label that tell what is counted without naming it, the names, and the last characters of such labels."""

    pattern: re.Pattern[str]
    names: dict[tuple[str, str], str]
    ends: frozenset[str]

    def of(self, label: str, category: str) -> str | None:
        """What the end of `label` says is counted by a unit of `category`."""
        found = self.pattern.search(label) if label[-1:] in self.ends else None
        return self.names.get((found.group(1), category)) if found else None


@built_once
def compile_names(vocabulary: Vocabulary) -> Names:
    entries = vocabulary.entries("item_names")
    return Names(
        re.compile(f"({any_of(e['word'] for e in entries)})(?:{'|'.join(_HEDGES)})*$"),
        {(e["word"], category): e["item"] for e in entries for category in e["categories"].split()},
        frozenset(word[-1] for word in (*_HEDGES, *(e["word"] for e in entries))),
    )


class Durations:
    """Tells what the lengths of time of one article measure."""

    def __init__(self, text: str, nouns: Nouns, changes: Changes, vocabulary: Vocabulary) -> None:
        self._text = text
        self._nouns = nouns
        self._changes = changes
        self._names = compile_names(vocabulary)
        self._verbs = compile_verbs(vocabulary)
        self.light = self._verbs.light

    def measured(self, low: int, start: int, end: int, limit: int) -> tuple[str | None, Span | None]:
        """What the quantity text[start:end] of time measures, and its span where that stands before it.

        The look goes back to `low` and on to `limit`, where the next number begins. 仅用39天时间实现清零 is the time it took: 实现清零用时.
        """
        text, nouns = self._text, self._nouns
        if valid := _VALID.match(text, end, limit):
            return valid.group(1), None
        low = max(low, start - _BEFORE)
        border = UP_TO_LIST_BORDER.match(text, low, start)
        low = border.end() if border else low
        if (source := _FROM.search(text, low, start)) and self._changes.onto.match(text, end):
            changing = item_before(text, low, source.start(), nouns, True)
            return (text[changing.start : changing.end], changing) if changing else (None, None)
        behind = deed_after(text, end, limit)
        if name := self._names.of(text[low:start], "duration"):
            return (behind or "") + name, None
        if spent := self._deed_of(low, start):
            return text[spent.start : spent.end], Span(spent.start, start)
        noun = item_before(text, low, start, nouns, False)
        if noun and _A_TIME.search(text, noun.start, noun.end):
            return text[noun.start : noun.end], noun
        if before := self.deed_before(low, nouns.unlinked(text, low, start)):
            if text[before.start : before.end].endswith(self._verbs.opening) and (open_for := nouns.at(text, end, limit)) > end:
                return text[end:open_for], None
            return text[before.start : before.end], Span(before.start, start)
        if behind:
            return behind, None
        lasting = self._lasting(noun, low) if noun else (None, None)
        return lasting if lasting[0] else (self._event_behind(end, limit), None)

    def _event_behind(self, end: int, limit: int) -> str | None:
        """What lasted so long, behind the time and its 的 (2天的义诊活动): no people and no goods are told of by a time."""
        if (kind := _kind(self._text, end, limit)) and not _A_TIME.search(kind):
            return kind
        if self._text[end : end + 1] != "的" or _TIME_LIMIT.match(self._text, end - 1):
            return None
        if effort := _effort(self._text, end + 1, limit):
            return effort
        event = item_after(self._text, end + 1, limit, self._nouns, True, False)
        phrase = self._text[event.start : event.end] if event else ""
        noun = self._nouns.ending(phrase)
        if event is None or not PHRASE_END.match(self._text, event.end) or _A_TIME.search(phrase):
            return None
        return phrase if noun is None or self._nouns[noun].measure == "frequency" else None

    def deed_before(self, low: int, end: int) -> Span | None:
        """The verb that ends at `end`, with its adverbs (连续奋战); None where it only links (要, 达到)."""
        at = end
        verb = None
        for word, tag in reversed(tags(self._text[low:end])):
            if tag[0] not in _DEED_TAGS or not word.strip() or word.isdigit():
                break
            if tag[0] == "v":
                verb = verb or word
            elif verb is None:
                break
            at -= len(word)
        if verb is None or verb in self._verbs.light:
            return None
        return Span(at, end)

    def _deed_of(self, low: int, start: int) -> Span | None:
        """进驻企业|的50多个日夜, 住院床日缩短|2天: verb and object before 的, subject and verb where a time is changed."""
        text = self._text
        if text[start - 1 : start] == "的":
            at = start - 1
            for word, tag in reversed(tags(text[low : start - 1])):
                if tag[0] not in "nvl":
                    break
                at -= len(word)
                if tag[0] == "v" and tag != "vn":
                    return Span(at, start - 1)
            return None
        changed = self._changes.ends_later.search(text, low, start)
        if not changed:
            return None
        at = changed.start()
        for word, tag in reversed(tags(text[low:at])):
            if tag[0] != "n":
                break
            at -= len(word)
        return Span(at, start)

    def _lasting(self, noun: Span, low: int) -> tuple[str | None, Span | None]:
        """The thing before a length of time that lasts so long, where it is none that is counted otherwise."""
        text, nouns = self._text, self._nouns
        phrase = text[noun.start : noun.end]
        if len(phrase) == 1 or nouns.ending(phrase) or _COMPARES.search(text, low, noun.start):
            return None, None
        last = nouns.last(phrase)
        begin = text.rfind(last, noun.start, noun.end) + len(last) if last else noun.start
        return text[begin : noun.end], Span(begin, noun.end)


def _kind(text: str, at: int, limit: int) -> str | None:
    """The nouns that end the clause right behind a length of time: 24小时|热线."""
    end = _KIND_END.search(text, at, min(at + _SHORT_DEED, limit))
    words = tags(text[at : end.start()]) if end and end.start() > at else ()
    return "".join(word for word, _ in words) if words and all(tag[0] == "n" for _, tag in words) else None


def _effort(text: str, at: int, limit: int) -> str | None:
    """A clause that is but deeds and how they were done: 40分钟的|奋力扑救."""
    end = PHRASE_END.search(text, at, min(at + _AFTER, limit))
    words = tags(text[at : end.start()]) if end and end.start() > at else ()
    if not words or words[-1][1][0] != "v" or any(tag[0] not in "vdac" and word not in _AND for word, tag in words):
        return None
    return "".join(word for word, _ in words)


def deed_after(text: str, at: int, limit: int) -> str | None:
    """The deed behind a duration or a number of times, in its clause: 无新增确诊病例, 开发推出“湘就业”小程序; `limit`: the next number."""
    inside = _INSIDE.match(text, at)
    at = inside.end() if inside else at
    border = _DEED_BORDER.search(text, at, at + _AFTER)
    clause = border.start() if border else min(at + _AFTER, len(text))
    stop = min(clause, limit)
    if at >= stop or _OF.match(text, at):
        return None
    words = tags(text[at:stop])
    if stop < clause and words[-1][1] == "v" and words[-1][0] not in _BEING and "%" not in text[stop:clause]:
        words = tags(text[at:clause])  # 3秒钟|处置1起警情: the next number is of its object
    if words[0][1] == "p" or words[0][0] in _AND:
        words = _behind_circumstance(words)  # 首次|在快件中|查获毒品
    if not words:
        return None
    deed = _LIMIT.search(text, at - 1, at) is not None and clause - at <= _SHORT_DEED  # 1小时内|报告, 48小时内|查清
    acts = any(tag[0] in "vl" for _, tag in words[:3]) or words[-1][1] == "ad"  # 两年|努力
    if not (deed or acts) or words[0][1][0] in "prcm" or words[0][0] in _BEING:
        return None
    end = next((n for n in range(1, len(words)) if _ends_deed(words, n)), len(words))
    return _ONTO_FIGURE.sub("", "".join(word for word, _ in words[:end])).strip() or None


def _behind_circumstance(words: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The words from the first verb on behind where or with whom something is done."""
    return words[next((n for n, (word, tag) in enumerate(words) if tag == "v" and word != "在"), len(words)) :]


def _ends_deed(words: tuple[tuple[str, str], ...], n: int) -> bool:
    """Whether a deed ends before words[n]: 坚守|在长沙, 服务|的有, 靠近|都, but 赶着浩浩荡荡|的羊群."""
    word = words[n][0]
    return word in _BEHIND_DEED or (word == "的" and words[n - 1][1][0] not in "azib")
