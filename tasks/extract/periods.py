"""Periods: what an article's dates say about the numbers behind them.

A total up to midnight (截至2月18日0时) is of the day that ended then: `date_end` is the 17th, the last day that the total covers. So print
the tables that are compiled from such notices; the row of the table `dates` still says the 18th, as written.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.mentions import DateMention

_AS_OF = re.compile(r"(?:截至|截止到?|截止|至|(?<![不想收接来看得])到|止)\s*(?:北京时间)?$")
_ONLY_AS_OF = re.compile(r"截至|截止|迄今|为止|至今")
# 比一季度加快, 较2017年减少, 为去年全年的85%: the day compared with is not the day counted.
_COMPARED = re.compile(r"(?:[比较为超]|恢复[到至]|相当于)(?:上年|去年)?$")
_COMPARED_WITH = re.compile(r"(?:同期|全年)?(?:水平)?相比")
# 对3月17日首批划定的封控区解除管控: the day is that of the noun, not of what is told.
_OF_A_NOUN = ("对", "把", "将", "被")
_CLAUSE_ENDS = re.compile(r"[，。；！？\n]|$")
_TOGETHER = re.compile(r"[、和与及]|以及")
_LONGEST_AND = 2
_EACH = "分别"
_FROM = re.compile(r"[从自]$")
_UP_TO = re.compile(r"(?:到|至|直到|直至)$")
# 由2015年的58.3%提高到2021年的64.1%: each figure is of its own year.
_TO = ("到", "至")
CHANGED = "(?:提高|提升|上升|增加|增长|增|升|下降|降低|减少|降|减|扩大|缩小|发展)"
"""Verbs of a change from one figure to another."""
_CHANGED_TO = re.compile(rf"{CHANGED}[到至]$")
_SINCE = re.compile(r"(?:零[点时])?(?:起|以来)(?=[，、]|[^至到始])")
_ONWARD = re.compile(r"(?:零点|凌晨|早上|\d{1,2}[时点])?(?:开始|起|以来|以后|后)")
# 新中国成立以来最大的水利工程: the time is that of the rank, not of what is counted later.
_SUPERLATIVE = re.compile(r"[^，。；\n]{0,12}?(?:最|首|罕见)")
_SINCE_YEAR = re.compile(r"[比较]$")
_OPENED = re.compile(r"[(（][^()（）]*$")
_CLOSES = re.compile(r"[)）]")
_SENTENCE_BORDER = re.compile(r"[。；！？\n]")
_GAP = 48
# 例 stands every few words in a notice; a feature about an epidemic has it here and there.
_CASE_DENSITY = 100
_MIDNIGHT = datetime.time(0, 0)
DAY = datetime.timedelta(days=1)


@dataclass(slots=True)
class Period:
    """What `date_start` and `date_end` of a count are; `as_of`: a total up to the day."""

    start: datetime.date | None
    end: datetime.date | None
    as_of: bool

    @property
    def days(self) -> int | None:
        """Its length; None where an end is open, 1 for a day that totals run up to."""
        if self.end is None:
            return None
        return (self.end - self.start).days + 1 if self.start else 1


@dataclass(slots=True)
class _Stated:
    """A period, where it is named and up to where it governs."""

    at: int
    end: int
    until: int
    period: Period


class Periods:
    """The periods that an article's dates state, for look-up by offset."""

    def __init__(self, article: Article, dates: Sequence[DateMention], cues: LinkCues) -> None:
        self._text = article.string
        self._cues = cues
        self.published = article.published_on
        cases = self._text.count("例")
        self.notice = cases > 1 and cases * _CASE_DENSITY >= len(self._text)
        self.daily = self.notice and "新增" in self._text
        self.dated = any(d.status == "resolved" for d in dates)
        self.title = self._of_title(article, dates)
        self._stated: list[_Stated] = []
        self._vague: list[int] = []
        before: DateMention | None = None
        for date in dates:
            period = self._period(date, before)
            if period:
                self._stated.append(_Stated(date.start, date.end, self._reach(date), period))
            elif date.status != "resolved":
                self._vague.append(date.start)
            before = date
        self._starts = [s.at for s in self._stated]

    def stated(self, low: int, high: int) -> Period | None:
        """The period last named in text[low:high]."""
        if not self._starts or low >= high:
            return None
        at = bisect_left(self._starts, high) - 1
        while at >= 0 and self._starts[at] >= low:
            if self._stated[at].until >= high:
                return self._stated[at].period
            at -= 1
        return None

    def any_in(self, low: int, high: int) -> bool:
        """Whether text[low:high] names a period."""
        return bisect_left(self._starts, low) < bisect_left(self._starts, high)

    def end_of_last(self, at: int) -> int:
        """Where the date ends that was stated last before `at`, 0 where none was."""
        n = bisect_left(self._starts, at) - 1
        return self._stated[n].end if n >= 0 else 0

    def row(self, low: int, high: int) -> list[Period]:
        """The days listed together (3月1日、2日) that were named last in text[low:high]; none where the last day stands alone."""
        last = bisect_left(self._starts, high) - 1
        first = last
        while first > 0 and self._starts[first - 1] >= low and self._listed(first):
            first -= 1
        return [Period(s.period.end, s.period.end, False) for s in self._stated[first : last + 1]] if first < last else []

    def _listed(self, n: int) -> bool:
        """Whether the date stated n-th goes on with the one before it."""
        return _TOGETHER.fullmatch(self._text, self._stated[n - 1].end, self._stated[n].at) is not None

    def vague(self, low: int, high: int) -> bool:
        """Whether text[low:high] names a time that tells no day: 目前, 近年来, 自月日."""
        return bisect_left(self._vague, low) < bisect_left(self._vague, high)

    def _reach(self, date: DateMention) -> int:
        """How far a date governs: in brackets up to where they close, bound to a noun by a particle up to the end of the clause."""
        before = self._text[max(date.start - _GAP, 0) : date.start]
        if before.endswith(_OF_A_NOUN) and (end := _CLAUSE_ENDS.search(self._text, date.end, date.end + _GAP)):
            return end.start()
        if ("（" not in before and "(" not in before) or not _OPENED.search(before):
            return len(self._text)
        closed = _CLOSES.search(self._text, date.end, date.end + _GAP)
        return closed.start() if closed else len(self._text)

    def _of_title(self, article: Article, dates: Sequence[DateMention]) -> Period | None:
        """The one month, season or year that the title names."""
        titles = article.part_spans("title")
        if not titles:
            return None
        found = [d for d in dates if d.status == "resolved" and any(t.start <= d.start < t.end for t in titles)]
        if len(found) != 1 or found[0].date_start is None or found[0].granularity == "day":
            return None
        return Period(found[0].date_start, found[0].date_end, False)

    def _period(self, date: DateMention, last: DateMention | None) -> Period | None:
        """What a date says about the numbers behind it; None where it tells no day. `last` is the date before it."""
        before = self._text[max(date.start - 8, 0) : date.start]
        inside = self._text[date.start : date.end]
        if _COMPARED.search(before) or before.endswith(self._cues.awaited) or _COMPARED_WITH.match(self._text, date.end):
            return self._since_compared(date, before)
        changed = before.endswith(_TO) and _CHANGED_TO.search(before) is not None
        as_of = not changed and bool(_AS_OF.search(before) or _ONLY_AS_OF.search(inside))
        if date.date_end is None and date.date_start is None:
            return self._up_to(self.published) if as_of and date.status == "vague" and self.published else None
        if date.status == "vague":
            return self._up_to(date.date_end or self.published) if as_of else None
        if as_of:
            start = self._begun(last, date) if last and _UP_TO.search(before) else None
            return Period(start, _last_day(date), start is None)
        if _SINCE.match(self._text, date.end) or (_FROM.search(before) and _ONWARD.match(self._text, date.end)):
            return Period(date.date_start, None, False)
        if "以来" in inside and _SUPERLATIVE.match(self._text, date.end):
            return None
        return Period(self._first_of_days(date, last) or date.date_start, date.date_end, False)

    def _first_of_days(self, date: DateMention, last: DateMention | None) -> datetime.date | None:
        """8月9日和10日: the first of two days in a row that are told of together."""
        if last is None or date.start - last.end > _LONGEST_AND or last.granularity != "day" or date.granularity != "day":
            return None
        if not _TOGETHER.fullmatch(self._text, last.end, date.start):
            return None
        in_a_row = last.date_start and date.date_start and date.date_start - last.date_start == DAY
        clause = _CLAUSE_ENDS.search(self._text, date.end, date.end + _GAP)
        apart = clause is not None and _EACH in self._text[date.end : clause.start()]
        return last.date_start if in_a_row and not apart else None

    def _since_compared(self, date: DateMention, before: str) -> Period | None:
        """较2017年累计减少: since then; else a comparison tells no day."""
        if _SINCE_YEAR.search(before) and self._text.startswith("累计", date.end):
            return Period(date.date_start, None, False)
        return None

    def _up_to(self, now: datetime.date | None) -> Period:
        """截至目前: the publication; in a notice the day that its totals ran up to before, where that is hardly past."""
        last = next((s.period for s in reversed(self._stated) if s.period.as_of), None)
        if self.notice and last and last.end and now and (now - last.end).days <= 1:
            return last
        return Period(None, now, True)

    def _begun(self, last: DateMention, date: DateMention) -> datetime.date | None:
        """从3月18日封控，到27日解除: the day of the first, where nothing but commas parts the two."""
        text = self._text
        if date.start - last.end > _GAP or not _FROM.search(text, max(last.start - 1, 0), last.start):
            return None
        between = text[last.end : date.start]
        return last.date_start if last.status == "resolved" and not _SENTENCE_BORDER.search(between) else None


def _last_day(date: DateMention) -> datetime.date | None:
    """The last day of a total up to `date`: the day before, where it is up to its midnight."""
    end = date.date_end or date.date_start
    return end - DAY if end and date.time_end == _MIDNIGHT else end
