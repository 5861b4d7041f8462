"""Percentages, points and multiples: of what they are a share, and what grew by them."""

from __future__ import annotations

import re

from kaozheng.tasks.extract.changes import Changes
from kaozheng.tasks.extract.items_before import noun_phrase, topic
from kaozheng.tasks.extract.nouns import Nouns
from kaozheng.tasks.extract.period_reading import OF_CASES
from kaozheng.tasks.extract.readings import Reading, text_of
from kaozheng.tasks.extract.surroundings import Words

_COMPARED = re.compile(
    r"[与和跟比较][^，。；与和跟]{1,20}相比(?:仍|还)?$|(?:比(?![重例率值])|较)[^，。；]{1,12}$|(?:同比|环比|累计|预计|年均|月均|日均|平均|[一二两三四五六七八九十]{1,2}年[来间]?)$"
)
_MOST_CLAUSES = 3
# 比一季度加快, 高于全省平均水平: a clause that compares what was told before it.
_COMPARES = re.compile(r"[，、\s]*((?:比|较|高于|低于|高出|低出|快于|慢于|好于|超出)[^，。；]{1,16}?)(?:了|达到?|约|近|超过)*$")
# 同比（下同）增长
_ASIDE = re.compile(r"[（(][^（()）]{1,8}[）)]")
# 覆盖率从2015年的58.3%提高到64.1%
_FROM = re.compile(r"[从由][^，。；从由]{0,14}的?$")
_OF_WHOLE = re.compile(
    r"[约仅共各均]*(?P<deed>占(?![地领据用有]|比[为约近达至到超过]*$)|相当于|完成(?=[^，。；]{0,12}(?:计划|任务|目标|预算|总数|总量)的?[约近]?$))[到了约近]*"
    r"(?P<whole>[^，。；]{0,16}?)的?(?P<name>比重|比例|份额|占比)?(?:[约近逾为是超过达到了]|高达|接近)*$"
)
# 占全市生产总值比重: a share at the end of a name.
_SHARE_ENDING = re.compile("增速(?:比|较|[高低快慢好][于出]|超出).*$|(?:占|相当于|完成).{0,16}(?:比重|比例|份额)$|占比$")
# 零售总额|两年平均|增长
_AVERAGED = re.compile(r"[一二两三四五六七八九十\d]{1,2}年(?:平均|年均)$")
# 自然|增幅
_MANNER = 2
_AVERAGE = ("平均", "年均")
_FARTHEST_AVERAGE = 8
_LONGEST_SUBJECT = 24
_THEN = re.compile("同期|[去上前当本今]年|平时|往[年日常]|原来|以前|之前")
_UP_TO = re.compile("^(?:超过|超出|达到|完成|不足)")
_TIME = re.compile(r"^.*(?:季度|月份?|年|日|以来|目前)")
_PROPORTION = re.compile(r"(?:占比|比例|比重|份额|参与率)(?:达到?|为|约|超过?)*$")
# 服务业|占生产总值的比重, 老年人口|所占比例
_PART_OF = re.compile("所?占[^，。；]{0,12}(?:比重|比例|份额)$")
# 分别|高0.7、1.4个百分点
_MORE_OR_LESS = frozenset("高低多少快慢")
_CLAUSES = re.compile(r"[，。；：\n]")
_NO_ECONOMY = OF_CASES | {"vaccinations", "population", "households", "beds", "other"}
_OF_ECONOMY = frozenset(("economy_value", "sales", "production"))
# A share of a length of time or of an age is none of that measure.
_NO_SHARES = frozenset(("duration", "age", "distance_area", "ordinal_round", "frequency", "supplies", "facilities"))
# Nor does one go on with what these count.
_NO_TOPIC = frozenset(("duration", "age", "length", "temperature"))


class Shares:
    """Reads the shares, points and multiples of one article."""

    def __init__(self, text: str, nouns: Nouns, changes: Changes) -> None:
        self._text = text
        self._nouns = nouns
        self._changes = changes
        self._topic: Reading | None = None

    def read(self, start: int, words: Words, unit: str | None, last: Reading | None) -> Reading:
        """What the share counts that begins at `start`; `last` is what was counted before it."""
        if last and last.category == "duration" and words.label.text.startswith(_AVERAGE):
            last = self._topic
        last = last if last and not words.first and last.category not in _NO_TOPIC else None
        before, after = text_of(self._text, words.before), text_of(self._text, words.after)
        measure, item = self._measure_and_item(start, words, before, after, last)
        if last and item is None:
            measure, item = measure or last.measure if words.label.continues else measure, last.item
        stands = words.before if item and before and before in item else None
        measure = measure or share_default(words.category, last.measure if last else None)
        return Reading(measure, item, stands, unit, category=words.category)

    def keep(self, reading: Reading | None) -> None:
        """Keep what was counted last, None where a sentence begins: 零售总额增长12%，两年|平均增长4% goes on with it."""
        if reading is None or reading.category != "duration":
            self._topic = reading

    def _measure_and_item(
        self, start: int, words: Words, before: str | None, after: str | None, last: Reading | None
    ) -> tuple[str | None, str | None]:
        """Measure and item; the measure is None where nothing tells it. `last` is what the sentence counted before it."""
        label, nouns, last_item = words.label.text, self._nouns, last.item if last else None
        clauses = _CLAUSES.split(label)
        clause = clauses[-1]
        if words.category == "point" and last_item and (compared := _COMPARES.match(label)):
            rate = self._rate_of(last_item)
            composed = rate != last_item or (last is not None and last.category == words.category == "point") or last_item.endswith("率")
            measured = self.measure_of_change(last_item, last.measure if last else "")
            return measured, rate + compared.group(1) if composed else last_item
        of_it = words.tail.startswith("的")
        # The subject of a change stands behind any place, where there is one.
        placeless = _CLAUSES.split(label[words.low - start :])[-1] if words.low < start else clause
        changed = self._change_in(placeless, clause)
        if changed and label.startswith(_AVERAGE) and (averaged := self._averaged(start - len(label), last)):
            return self.measure_of_change(averaged, last.measure if last else ""), averaged + changed.group(2)
        if changed:
            points = words.category == "point"
            if after and of_it:
                return self._change(after, [], changed, last, points)  # 缩短三分之二的时间
            return self._change(changed.string[: changed.start()], clauses[:-1], changed, last, points)
        if of_it and after and (noun := nouns.ending(after)):
            return _share_measure(nouns[noun].measure), after
        part_of = _OF_WHOLE.search(clause)
        if part_of and last_item and not clause[: part_of.start()].strip("（(、 "):
            return None, _shared(self._stem(last_item), part_of)  # 一审300件，占收案总数的84%
        subject = self._subject(clause, part_of)
        before = (_shared(subject, part_of) if subject and part_of else subject) or (None if before in _MORE_OR_LESS else before)
        if before in nouns.rates and before:
            subject = clause[: clause.rindex(before)]
            whose = (noun_phrase(subject, nouns) if len(subject) > _MANNER else "") or self._stem(last_item or "")
            measure = self._measure_of(whose or before) if len(subject) > _MANNER or not last_item else None
            return measure, whose + before  # 收入3亿元，增幅6%
        if not before and clause.endswith("的"):
            whole = noun_phrase(clause[:-1], nouns)  # 最大承载量的|50%
            before = None if _THEN.search(whole) else _UP_TO.sub("", whole)
        if not before:
            return None, after
        return self._measure_of(before) or ("other" if words.category == "share" else None), before

    def _measure_of(self, subject: str) -> str | None:
        """The measure of a share of what a phrase names, None where it names nothing known."""
        stem = _PROPORTION.sub("", subject)
        noun = self._nouns.ending(stem) or self._nouns.ending(subject) or self._nouns.last(stem)
        return _share_measure(self._nouns[noun].measure) if noun else None

    def _subject(self, clause: str, whole: re.Match[str] | None) -> str:
        """What stands before 从去年的 or 占…: 覆盖率|从2015年的58.3%; '' where nothing does. `whole`: of what a share is told."""
        behind = (_FROM.search(clause) if "从" in clause or "由" in clause else None) or whole
        return noun_phrase(clause[: behind.start()], self._nouns, behind is whole) if behind else ""

    def _averaged(self, at: int, last: Reading | None) -> str | None:
        """零售总额|两年平均: what changed so much a year, with the years that end at `at`."""
        low = max(at - _FARTHEST_AVERAGE, 0)
        years = _AVERAGED.search(self._text, low, at + len(_AVERAGE[0]))
        if years is None:
            return None
        clause = _CLAUSES.split(self._text[max(at - _LONGEST_SUBJECT, 0) : years.start()])[-1]
        subject = noun_phrase(clause, self._nouns) or self._stem((last.item if last else None) or "")
        return subject + years.group() if subject else None

    def _stem(self, item: str) -> str:
        """What a rate or a share is told of: 用电量|同比增长, 增加值|占生产总值比重."""
        return self._nouns.rate_name.sub("", self._changes.rate_ending.sub("", _SHARE_ENDING.sub("", item)))

    def _change_in(self, placeless: str, clause: str) -> re.Match[str] | None:
        """The verb of change at the end of a clause, in its part behind any place where the subject stands there."""
        changed = self._changes.ends_rate.search(placeless)
        return changed if changed and changed.start() else self._changes.ends_rate.search(clause)

    def _rate_of(self, item: str) -> str:
        """工业用电量增长 → 工业用电量增速: what a comparison of growth is about."""
        stem = self._changes.rate_ending.sub("", item)
        return f"{stem}增速" if stem != item and not stem.endswith("率") else stem

    def _change(
        self, subject: str, previous: list[str], changed: re.Match[str], last: Reading | None, points: bool
    ) -> tuple[str, str | None]:
        """产值同比增长: subject and verb; without a subject that of the clauses before (订单，较去年同期增长), else the last's.

        `points`: it grew by points, as shares do (占生产总值比重|同比提高).
        """
        nouns = self._nouns
        subject = self._compared(subject)
        noun = nouns.last(subject)
        part = _PART_OF.search(subject)
        phrase = noun_phrase(subject[: part.start()], nouns) + part.group() if part else noun_phrase(subject, nouns)
        if phrase and (not noun or noun in phrase):
            subject = phrase
        elif noun:
            subject = subject[subject.rfind(noun) :]
        subject = _TIME.sub("", subject)
        for clause in previous[: -_MOST_CLAUSES - 1 : -1]:
            subject = subject or noun_phrase(self._compared(clause), nouns) or topic(self._compared(clause), nouns)
        of_last = (not subject or subject in nouns.rates) and last is not None and last.item is not None
        if of_last and last and last.item:
            subject = (self._changes.rate_ending.sub("", last.item) if points and not subject else self._stem(last.item)) + subject
        if not subject:
            return "economy_rate", None
        measure = self.measure_of_change(subject, last.measure if of_last and last else "")
        if changed.group(2) == "翻":
            return measure, subject  # 进出口总额翻了一番
        return measure, subject + (changed.group(1) or "") + changed.group(2)

    def measure_of_change(self, subject: str, last: str = "") -> str:
        """The measure of how a subject changed, `last` that of what it goes on with: 审结7739件，同比上升5% is no figure of the economy."""
        stem = self._changes.rate_ending.sub("", subject)
        known = self._nouns.last(stem) or self._nouns.ending(stem)
        return "other" if (self._nouns[known].measure if known else last) in _NO_ECONOMY else "economy_rate"

    def _compared(self, clause: str) -> str:
        """A clause up to the words that say with what its figure is compared: 警情总量|与去年同期相比."""
        return _COMPARED.sub("", _COMPARED.sub("", _ASIDE.sub("", clause))).strip()


def share_default(category: str, last_measure: str | None) -> str:
    """The measure of a share that nothing tells: it goes on with the measure before it, points with economic rates."""
    if category != "share" or (last_measure or "").startswith("economy"):
        return "economy_rate"
    return "other" if last_measure is None or last_measure in _NO_SHARES else last_measure


def _shared(subject: str, part: re.Match[str]) -> str:
    """The name of a share: 制种量|占全省|比例, 女队员|占比."""
    deed, whole, name = part.group("deed", "whole", "name")
    if deed == "占" and (not whole or whole[0] == "比"):
        return f"{subject}占比"
    return f"{subject}{deed}{whole}{name or '比例'}"


def _share_measure(measure: str) -> str:
    """Shares of money and of volumes of the economy are economic rates."""
    if measure in _OF_ECONOMY:
        return "economy_rate"
    return "other" if measure in _NO_SHARES else measure
