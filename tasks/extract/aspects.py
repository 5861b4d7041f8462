"""The aspect of a count in its sentence: by its words, by what it is a part of, by the flow of a notice.

A notice tells first what is new and then the total, or the other way round, and says so once: 新增确诊病例3例…出院2例. This is its flow.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kaozheng.tasks.extract.borders import CLAUSE_BORDER, PHRASE_BORDER, behind_last
from kaozheng.tasks.extract.case_words import compile_case_words
from kaozheng.tasks.extract.items import Nouns, compile_nouns
from kaozheng.tasks.extract.measures import (
    CASES,
    PEOPLE,
    TOTAL,
    aspect_of,
    compile_cues,
    deed_aspect,
    done_aspect,
    found_aspect,
    is_done,
    total_aspect,
    worded_aspect,
)
from kaozheng.tasks.extract.periods import Periods
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.readings import Reading, governing_words, statement
from kaozheng.tasks.extract.surroundings import Words
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary

# Who is released is no stock, though who is in quarantine is.
_RELEASED = re.compile(r"^(?:已|累计)?解除")
_FLOWING = frozenset(("cumulative", "incremental"))
# 每次往返要花50分钟, 平均审理41天: how long it takes, no length a day.
_EACH_TIME = re.compile("每[次场趟节局轮]|平均(?!每[天日])")
_TITLES = re.compile(r"《[^》]*》")
# 比年初增加200人: by how much, not how many there are.
_CHANGED_BY = re.compile(r"(?:[比较][^，。；]{1,12}|同比|环比|净)(?:增加|减少|净增|增长|增产|减产|下降|扩大|缩减|增|减|多|少)了?$")
# 能力由5000管提升到2万管: the second figure is of the kind of the first.
_CHANGED_TO = re.compile(r"(?:提高|提升|上升|增加|增长|扩大|增|升|下降|降低|减少|缩短|降|减)(?:到|至)(?:了|约|近)?")
# 企业将|超过900家, but 将|3吨葡萄送到: what is to come, where a word of degree follows.
_TO_COME = re.compile("将(?:会|有|可)?(?:超|突破|破|达|不少于|不低于|接近|逼近)")
# 企业将超过900家，带动就业5万人: what a plan goes on with.
_NEXT_CLAUSE = re.compile("[，、](?!其中|目前|现|已|仍|今|去|截)[^，。；、：\n]{0,8}$")
# 一天翻身6次, 一天要跑四趟: how often a day.
_A_DAY = re.compile("一[天日][^，。；、：]{0,5}$")
# 在甲、乙等5个区县: how long a list is, or who is dealt with (对16个乡镇).
_SIZE_OF_LIST = re.compile("(?:等|对|沿[河江线湖海])$")
# Cases that are all sorted, the mild ones first (轻型38例、普通型24例、重型1例), are parts of a total, no stock of the gravely ill.
_MILD = re.compile("轻型|普通型")
_BEHIND = 12
_NEAR = 14


class Aspects:
    """Gives the counts of one article their aspects, from left to right."""

    def __init__(self, text: str, periods: Periods, vocabulary: Vocabulary) -> None:
        self._text = text
        self._periods = periods
        self._cues = compile_cues(vocabulary)
        self._cases = compile_case_words(vocabulary)
        self._nouns: Nouns = compile_nouns(vocabulary)
        self._flow: str | None = None

    def begin_paragraph(self) -> None:
        self._flow = None

    def tell(self, quantity: Quantity, reading: Reading, words: Words, last: Reading | None) -> None:
        """Give a reading its aspect, and its context for the next; `last` is what was counted before it."""
        if reading.measure in CASES and (stated := self._periods.stated(quantity.start - len(words.label.text), quantity.start)):
            self._flow = "cumulative" if stated.as_of else "incremental" if stated.end else self._flow
        self._tell(quantity, reading, words, last)
        if (reading.measure in CASES or reading.measure == "positives") and reading.aspect in _FLOWING and not words.part:
            self._flow = reading.aspect

    def handed_on(self, reading: Reading, words: Words, last: Reading | None) -> Reading:
        """What the next number may continue: behind 其中重症2例 the parts of a total go on (死亡1例), behind 首例确诊病例 the cases."""
        if reading.measure == "ordinal_round" and reading.category == "case":
            noun = self._nouns.ending(reading.item or "")
            return replace(reading, measure=self._nouns[noun].measure if noun else "cases_confirmed")
        stock = words.part and reading.aspect == "current" and self._cases.is_severe(reading.item)
        return replace(reading, aspect=last.aspect) if stock and last else reading

    def _tell(self, quantity: Quantity, reading: Reading, words: Words, last: Reading | None) -> None:
        measure = reading.measure
        reading.context = context = governing_words(last, words)
        if last and words.bare and not words.tail and not reading.span and measure == last.measure and measure in CASES:
            # The next part of a list (岳阳市3例、益阳市5例) is as the one before it.
            reading.aspect = last.aspect
            return
        severe, in_care = self._own(quantity, reading)
        noun = self._nouns.ending(reading.item) if reading.item else None
        usual = self._nouns[noun].aspect if noun else ""
        worded = self._worded(quantity, measure, words, context)
        if worded == "target" and words.category == "share" and words.label.text.endswith("的"):
            worded = None  # 不超过承载量的60%: a limit is a share of something
        if worded == "rate" and measure == "duration" and _EACH_TIME.search(context):
            worded = None
        if not worded and _CHANGED_BY.search(words.label.text):
            worded = "incremental"
        if measure == "frequency" and _A_DAY.search(context):
            worded = "rate"
        if not worded and self._is_to_come(quantity):
            worded = "target"
        if not worded and in_care:
            worded = "current"
        if worded in (None, TOTAL) and usual != "none" and is_done(measure, reading.category):
            worded = self._done(quantity, reading, context) or worded
        if words.category == "length" and reading.item in self._nouns.deeds:
            worded = None  # 驰援400公里: how far, no work done
        if worded == TOTAL:
            worded = total_aspect(self._cues, measure)
        other = severe and not words.part and worded in _FLOWING
        inherited = self._inherited("other" if other else measure, reading, words, last, severe)
        if other:
            reading.measure = measure = "other"
        if not worded and not inherited and last and last.aspect == "target" and _NEXT_CLAUSE.match(words.label.text):
            worded = "target" if not words.first else None
        if usual == "current" and measure == "other" and _SIZE_OF_LIST.search(words.label.text):
            usual = ""
        if not worded and not inherited:
            worded = found_aspect(self._cues, measure, words.label.text)
        if reading.category == "composed":
            reading.aspect = "none"
        else:
            reading.aspect = aspect_of(self._cues, quantity, words.category, measure, worded, inherited, usual)

    def _own(self, quantity: Quantity, reading: Reading) -> tuple[bool, bool]:
        """What a count's own item says: whether of the gravely ill, and whether of those in care."""
        item = reading.item if reading.span or quantity.kind == "zero" else None
        if not item or reading.category not in PEOPLE or reading.measure not in CASES:
            return False, False
        severe = reading.measure == "cases_confirmed" and reading.category == "case" and self._cases.is_severe(item)
        return severe, self._cases.in_care.match(item) is not None

    def _worded(self, quantity: Quantity, measure: str, words: Words, context: str) -> str | None:
        """The aspect that words around a number tell."""
        if quantity.kind == "zero":
            own = self._text[quantity.start : quantity.end]
            if "清零" in own or self._cases.in_care.match(own[1:]):
                return "current"
            return "incremental" if "新" in own else worded_aspect(self._cues, measure, own, "")
        return worded_aspect(self._cues, measure, statement(context), "" if quantity.kind == "ordinal" else words.tail)

    def _is_to_come(self, quantity: Quantity) -> bool:
        at = self._text.rfind("将", max(quantity.start - 2, 0), quantity.number_start)
        return at >= 0 and _TO_COME.match(self._text, at, quantity.number_start) is not None

    def _done(self, quantity: Quantity, reading: Reading, context: str) -> str | None:
        """The aspect that a deed in the clause tells, before the number or behind what it counts."""
        near = _TITLES.sub("", context) if "》" in context else context
        ahead = _NEAR + (reading.span.end - reading.span.start if reading.span and reading.span.end <= quantity.start else 0)
        deed = deed_aspect(self._cues, reading.measure, behind_last(CLAUSE_BORDER, near[-ahead:]))
        return deed or done_aspect(self._cues, reading.measure, self._behind(quantity, reading.span))

    def _behind(self, quantity: Quantity, item: Span | None) -> str:
        """The words behind a number and its item, in their clause."""
        if item and ("done", self._text[item.start : item.end]) in self._cues.aspects:
            item = None  # 3人|死亡 are counted by what became of them
        at = max(quantity.end, item.end) if item else quantity.end
        if self._text.startswith("的", at):
            return ""
        border = PHRASE_BORDER.search(self._text, at, at + _BEHIND)
        return self._text[at : border.start() if border else at + _BEHIND]

    def _inherited(self, measure: str, reading: Reading, words: Words, last: Reading | None, severe: bool) -> str | None:
        if last and self._shares_aspect(last, reading, words):
            # 累计报告确诊病例508例，其中重症33例: who is gravely ill is a stock, whatever the total is.
            stock = severe and last.aspect == "cumulative" and not _is_sorted(reading, last)
            return "current" if stock else last.aspect
        if measure in CASES:
            return "current" if severe and self._flow else self._flow
        return self._flow if measure == "quarantined" and reading.item and _RELEASED.match(reading.item) else None

    def _shares_aspect(self, last: Reading, reading: Reading, words: Words) -> bool:
        """Whether a number has the aspect of the one before: as a part of it, or as the next of a list."""
        if words.part and last.category in PEOPLE and reading.category in PEOPLE:
            return True
        if words.part and last.measure == reading.measure != "other":
            return True
        if words.first or last.measure != reading.measure:
            return False
        if last.unit == reading.unit and _CHANGED_TO.fullmatch(words.label.text):
            return True
        return words.label.continues or (self._cases.is_severe(last.item) and self._cases.is_severe(reading.item))


def _is_sorted(reading: Reading, last: Reading) -> bool:
    """Whether a count is one of the sorts that a total of cases is parted into."""
    return any(_MILD.search(item) for item in (reading.item, last.item) if item)
