"""Periods: what an article's dates say about the numbers behind them.

A total up to midnight (截至2月18日0时) is of the day that ended then: `date_end` is the 17th, the last day that the total covers. So print
the tables that are compiled from such notices; the row of the table `dates` still says the 18th, as written.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Sequence

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract import period_cues as told
from kaozheng.tasks.extract.calendar_terms import DAY
from kaozheng.tasks.extract.changes import Changes
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.mentions import DateMention
from kaozheng.tasks.extract.period import Period, Stated
from kaozheng.tasks.extract.report_time import of_lead, of_title


class Periods:
    """The periods that an article's dates state, for look-up by offset."""

    def __init__(self, article: Article, dates: Sequence[DateMention], cues: LinkCues, changes: Changes) -> None:
        self._text = article.string
        self._cues = cues
        self._changes = changes
        self.published = article.published_on
        cases = self._text.count("例")
        self.notice = cases > 1 and cases * told.CASE_DENSITY >= len(self._text)
        self.daily = self.notice and "新增" in self._text
        self.dated = any(d.status == "resolved" for d in dates)
        self.title = of_title(article, dates)
        self._stated: list[Stated] = []
        self._vague: list[int] = []
        self._now: list[int] = []
        self._tells_since = "以来" in self._text
        told_since: set[int] = set()
        before: DateMention | None = None
        since_end = -1
        for date in dates:
            # 自9月29日国庆运输启动以来: what began is no time of its own.
            period = self._period(date, before) if date.start >= since_end else None
            if period:
                noun = self._begun_noun(date)
                clock = date.granularity in told.CLOCKS or (
                    date.granularity == "day" and not told.NAMES_DAY.search(self._text, date.start, date.end)
                )
                self._stated.append(Stated(date.start, date.end, noun or self._reach(date, before), clock, period))
                if noun:
                    self._vague.append(date.start)
            elif date.status != "resolved":
                self._vague.append(date.start)
                if not self.notice and self._text[date.start : date.end] in cues.now:
                    self._now.append(date.start)
            before = date
            if self._tells_since:
                since = self._since(date)
                told_since.add(since.end() if since else date.end)
                since_end = since.end() if since else since_end
        self._starts = [s.at for s in self._stated]
        self.lead = of_lead(article, self._stated)
        ever = told.EVER_SINCE.finditer(self._text) if self._tells_since else ()
        self._since_something = [m.start() for m in ever if m.end() not in told_since]

    def stated(self, low: int, high: int) -> Period | None:
        """The period last named in text[low:high]."""
        found = self._governing(low, high)
        return None if found is None else found.period

    def told_of(self, low: int, high: int) -> Period | None:
        """The period that the sentence text[low:high] hands on: that named last, but for hours and stretches of time in the middle of it,
        which are those of a clause (所用铝材从外地购进，2月中旬库存只够4天). A day on which something was but made known hands on
        the time that was told of (9月21日，记者从市交通局获悉，前8个月)."""
        if self.notice:
            return self.stated(low, high)
        later: datetime.date | None = None
        told_of: Stated | None = None
        for n in range(bisect_left(self._starts, high) - 1, -1, -1):
            stated = self._stated[n]
            if stated.at < low:
                return None
            period = stated.period
            if period.as_of and period.start:
                continue
            of_all = stated.at - low <= told.OPENING or period.as_of or (period.days == 1 and not stated.clock)
            of_all = of_all or self._opens_report(low, stated.at)
            if of_all and stated.until >= high:
                if told_of and period.days == 1 and self._is_of_a_report(stated.end, told_of.at):
                    return told_of.period
                # 2015年3月试点，2016年7月铺开: a sentence that has gone on hands on neither.
                return None if later and period.end and later > period.end else period
            if stated.until >= high and period.start and not later:
                later = period.start
                told_of = stated if (period.days or 0) > told.WEEKS else None
        return None

    def _is_of_a_report(self, low: int, high: int) -> bool:
        """Whether text[low:high] tells how something became known: 记者从市交通局获悉."""
        return self._cues.heard.search(self._text, low, high) is not None or self._cues.report.search(self._text, low, high) is not None

    def _opens_report(self, low: int, at: int) -> bool:
        """Whether what somebody reports opens with the time that stands at `at`: 市长在报告中表示，2021年，全市."""
        low = max(low, at - told.VERB)
        return self._text[at - 1 : at] in told.OPENS_REPORT and self._is_of_a_report(low, at)

    def stated_before_last(self, low: int, high: int) -> Period | None:
        """The period named in text[low:high] before the last."""
        last = self._governing(low, high)
        return self.stated(low, last.at) if last else None

    def behind_stated(self, low: int, high: int) -> str:
        """What stands in text[low:high] behind the period named last, the end of it where that is long."""
        found = self._governing(low, high)
        return self._text[max(found.end, high - told.FAR) : high] if found else ""

    def has_passed(self, low: int, high: int) -> bool:
        """Whether the period last named in text[low:high] is over as the text goes on to what is now: 2021年种茶3万亩，目前有茶企30家."""
        found = self._governing(low, high) if self._now else None
        if found is None or found.period.as_of:
            return False
        return bisect_left(self._now, found.end) < bisect_left(self._now, high)

    def _governing(self, low: int, high: int) -> Stated | None:
        if not self._starts or low >= high:
            return None
        at = bisect_left(self._starts, high) - 1
        while at >= 0 and self._starts[at] >= low:
            if self._stated[at].until >= high:
                return self._stated[at]
            at -= 1
        return None

    def reaches(self, low: int, high: int, end: int) -> bool:
        """Whether the period last named in text[low:high] governs up to `end`."""
        found = self._governing(low, high)
        return found is not None and found.until >= end

    def any_in(self, low: int, high: int) -> bool:
        """Whether text[low:high] names a period."""
        return bisect_left(self._starts, low) < bisect_left(self._starts, high)

    def end_of_stated(self, low: int, high: int) -> int:
        """Where the date ends that `stated` finds, 0 where there is none."""
        found = self._governing(low, high)
        return found.end if found else 0

    def row(self, low: int, high: int) -> list[Period]:
        """The days listed together (3月1日、2日) that were named last in text[low:high]; none where the last day stands alone."""
        last = bisect_left(self._starts, high) - 1
        first = last
        if last >= 0 and self._starts[last] >= low and (each := self._each_of(self._stated[last].period, high)):
            return each
        while first > 0 and self._starts[first - 1] >= low and self._listed(first):
            first -= 1
        return [s.period.alone() for s in self._stated[first : last + 1]] if first < last else []

    def _each_of(self, period: Period, at: int) -> list[Period]:
        """3月3日至5日分别新增|2例、3例、5例: each day of a few, where as many numbers are listed from `at` on."""
        if not period.start or not period.end or not 1 < (period.days or 0) <= told.MOST_LISTED:
            return []
        listed = told.LISTED_NUMBERS.match(self._text, at)
        if listed is None or len(told.LISTED_NUMBER.findall(listed[0])) != period.days:
            return []
        days = (period.start + n * DAY for n in range(period.days))
        return [Period(day, day, False) for day in days]

    def _listed(self, n: int) -> bool:
        """Whether the date stated n-th goes on with the one before it."""
        return told.TOGETHER.fullmatch(self._text, self._stated[n - 1].end, self._stated[n].at) is not None

    def vague(self, low: int, high: int) -> bool:
        """Whether text[low:high] names a time that tells no day: 目前, 近年来, 自月日."""
        return bisect_left(self._vague, low) < bisect_left(self._vague, high)

    def since_something(self, low: int, high: int) -> bool:
        """Whether text[low:high] tells of the time since something (平台上线以来) whose day it does not name."""
        starts = self._since_something
        return bool(starts) and bisect_left(starts, low) < bisect_left(starts, high)

    def _begun_noun(self, date: DateMention) -> int:
        """Where the noun begins that a date is of (去年10月投用的|实验室), 0 where it is of what is told; no day before it is either's."""
        if self._text.find("的", date.end, date.end + told.LONGEST_BEGUN) < 0:
            return 0
        found = self._cues.begun_noun.match(self._text, date.end)
        return found.end() if found else 0

    def _reach(self, date: DateMention, last: DateMention | None) -> int:
        """How far a date governs: in brackets up to where they close, bound to a noun by a particle up to the end of the clause, a day that
        something is due before, or a time that but a part is of, up to the end of the statement. The year of what is held on the day named
        before it (7月12日举行2017年签约仪式) governs its clause."""
        before = self._text[max(date.start - told.GAP, 0) : date.start]
        if self._is_compared_with(date, before) and (compared_to := self._end_of_compared(date, before)):
            return compared_to
        held = last and last.date_start and date.granularity in told.OF_WHAT_IS_HELD and before.endswith(self._cues.held)
        if last and held and not told.SENTENCE_BORDER.search(self._text, last.end, date.start):
            return self._end_of_clause(date.end)
        if self._is_due(date) or (date.granularity in told.CLOCKS and told.PART.search(before)):
            end = told.STATEMENT_ENDS.search(self._text, date.end)
            return end.start() if end else len(self._text)
        if before.endswith(told.BESIDE) and (compared := told.AS_COMPARED.match(self._text, date.end)):
            return compared.end()
        if told.OF_THE_NEXT_WORD.match(self._text, date.end) or before.endswith(told.OF_A_NOUN):
            return self._end_of_clause(date.end)
        if before.endswith(told.STARTING_FROM) and told.OF_THE_FIGURE.match(self._text, date.end):
            return self._end_of_clause(date.end)
        if spoken_to := self._end_of_speech(date):
            return spoken_to
        if ("（" not in before and "(" not in before) or not told.OPENED.search(before):
            return len(self._text)
        closed = told.CLOSES.search(self._text, date.end, date.end + told.GAP)
        return closed.start() if closed else len(self._text)

    def _end_of_clause(self, at: int) -> int:
        end = told.CLAUSE_ENDS.search(self._text, at, at + told.GAP)
        return end.start() if end else len(self._text)

    def _end_of_speech(self, date: DateMention) -> int:
        """Where the speech ends that a date stands in, 0 where it stands in none: “去年卖了3吨。”56岁的村民说."""
        text = self._text
        opened = text.rfind("“", max(date.start - told.FAR, 0), date.start)
        if opened < 0 or text.find("”", opened, date.start) >= 0 or text.find("\n", opened, date.start) >= 0:
            return 0
        closed = text.find("”", date.end, date.end + told.FAR)
        return closed if closed > 0 and text[closed - 1] in told.ENDS_SPEECH else 0

    def _period(self, date: DateMention, last: DateMention | None) -> Period | None:
        """What a date says about the numbers behind it; None where it tells no day. `last` is the date before it."""
        before = self._text[date.start - told.BEFORE if date.start > told.BEFORE else 0 : date.start]
        inside = self._text[date.start : date.end]
        if last is None and date.granularity == "hour" and not self.notice and not told.NAMES_DAY.search(inside):
            # 凌晨3点，她又一次起身: the hour of a scene that a story opens with is of no day that it tells.
            return None
        if self._is_of_a_share(date, before, inside) or self._is_by_the_way(date, before, inside):
            return None
        if self._is_compared_with(date, before):
            return self._of_compared(date, before)
        up_to = before.endswith(told.UP_TO_MARKS)
        if up_to and self._cues.put_off.search(before):
            return None if told.DAY_OR_LONGER.search(inside) else Period(date.date_start, date.date_end, False)
        if self._is_due(date):
            return Period(None, date.date_end, False) if date.date_end else None
        changed = up_to and (self._changes.ends_onto.search(before) is not None or self._is_second_figure(date, last))
        as_of = not changed and bool((before[-1:] in told.AS_OF_ENDS and told.AS_OF.search(before)) or told.ONLY_AS_OF.search(inside))
        if date.status == "vague" or (date.date_end is None and date.date_start is None):
            return self._of_vague(date, last, before, as_of)
        if as_of:
            start = self._begun(last, date) if last and told.UP_TO.search(before) else None
            return Period(start, _last_day(date), start is None)
        if last and date.granularity == "year" and self._is_in_name(date, last):
            return None
        if last and date.granularity == "year" and (within := self._within_year(date, last)):
            return within
        return self._of_days(date, last, before, inside)

    def _is_of_a_share(self, date: DateMention, before: str, inside: str) -> bool:
        """是去年全年的1.02倍, 恢复到去年同期的六成: whether a day is that of what a share is of."""
        if before.endswith(told.IS):
            return told.SHARE_OF.match(self._text, date.end) is not None
        if not inside.endswith("同期"):
            return False
        return told.SHARE_OF.match(self._text, date.end) is not None or told.EQUALS.search(before) is not None

    def _is_by_the_way(self, date: DateMention, before: str, inside: str) -> bool:
        """为奋战在炎炎夏日的职工: whether a season is but part of a picture."""
        return date.granularity == "season" and told.SEASON.fullmatch(inside) is not None and before[-1:] not in told.CLAUSE_OPENINGS

    def _is_compared_with(self, date: DateMention, before: str) -> bool:
        """比一季度, 与上月相比: whether a day is but what another is compared with, or still awaited."""
        if before.endswith(self._cues.awaited) or (before[-1:] in told.COMPARED_ENDS and told.COMPARED.search(before)):
            return True
        return told.COMPARED_WITH.match(self._text, date.end) is not None

    def _is_in_name(self, date: DateMention, last: DateMention) -> bool:
        """7月9日，2025年“艺海流金”活动团一行70人到访: whether a year is but part of the name of what is told of a day in it."""
        if last.granularity != "day" or not last.date_start or not date.date_start or last.date_start.year != date.date_start.year:
            return False
        return self._text.startswith("“", date.end) and not told.SENTENCE_BORDER.search(self._text, last.end, date.start)

    def _within_year(self, date: DateMention, last: DateMention) -> Period | None:
        """截至8月，今年出警154次: the year up to then."""
        until = self._stated[-1] if self._stated else None
        if until is None or until.at != last.start or not until.period.as_of or self._text[last.end : date.start] not in told.COMMA:
            return None
        start, end = date.date_start, until.period.end
        return Period(start, end, False) if start and end and start.year == end.year else None

    def _of_vague(self, date: DateMention, last: DateMention | None, before: str, as_of: bool) -> Period | None:
        """截至目前, 由2012年底的26.8%, 自3月12日封控至今: the period of a date that tells no day by itself."""
        if date.status != "vague":
            return None
        if as_of and last and told.UNTIL_NOW.fullmatch(self._text, date.start, date.end) and (begun := self._begun(last, date)):
            return Period(begun, self.published, False, self.published is None)
        if date.date_end is None and date.date_start is None:
            return self._up_to(self.published) if as_of and self.published else None
        if before.endswith(told.STARTING_FROM) and told.OF_THE_FIGURE.match(self._text, date.end):
            return Period(None, date.date_end, True)
        if as_of:
            return self._up_to(date.date_end or self.published)
        return Period(date.date_start, date.date_end, True) if self._is_past_end(date, before) else None

    def _is_past_end(self, date: DateMention, before: str) -> bool:
        """2021年末，全县有学校30所: whether a clause opens with the end of a year or month that is over."""
        if date.date_end is None or self._text[date.end - 1] not in told.CLOSES_A_YEAR or self._text.startswith("前", date.end):
            return False
        if before and before[-1] not in told.CLAUSE_OPENINGS:
            return False
        return date.date_end <= self.published if self.published else date.basis == "explicit"

    def _of_days(self, date: DateMention, last: DateMention | None, before: str, inside: str) -> Period | None:
        """The days that a date names, or those since it."""
        apposed = told.APPOSED.match(self._text, date.end)
        end = apposed.end() if apposed else date.end
        if self._since(date) or told.SINCE.match(self._text, end) or (told.FROM.search(before) and told.ONWARD.match(self._text, end)):
            return Period(date.date_start, None, False, True)
        since = "以来" in inside
        if since and told.SUPERLATIVE.match(self._text, date.end):
            return None
        return Period(self._first_of_days(date, last) or date.date_start, date.date_end, False, since)

    def _since(self, date: DateMention) -> re.Match[str] | None:
        """What goes on behind a date up to 以来, unless that tells of a rank: 2月14日承担任务以来."""
        if date.date_start is None or not self._tells_since:
            return None
        since = told.SINCE_DEED.match(self._text, date.end)
        if since and self._cues.report.match(self._text, date.end) and not told.FROM.search(self._text, max(date.start - 1, 0), date.start):
            # 4月10日通报称疫情发生以来: not since that day.
            return None
        return None if since is None or told.SUPERLATIVE.match(self._text, since.end()) else since

    def _is_due(self, date: DateMention) -> bool:
        """Whether something is due before a date: 8月31日前, 30日12时前."""
        return self._text[date.end - 1] in told.DAY_NAMED and told.BEFORE_IT.match(self._text, date.end) is not None

    def _first_of_days(self, date: DateMention, last: DateMention | None) -> datetime.date | None:
        """8月9日和10日: the first of two days in a row that are told of together."""
        if last is None or date.start - last.end > told.LONGEST_AND or last.granularity != "day" or date.granularity != "day":
            return None
        if not told.TOGETHER.fullmatch(self._text, last.end, date.start):
            return None
        in_a_row = last.date_start and date.date_start and date.date_start - last.date_start == DAY
        clause = told.CLAUSE_ENDS.search(self._text, date.end, date.end + told.GAP)
        apart = clause is not None and told.EACH in self._text[date.end : clause.start()]
        return last.date_start if in_a_row and not apart else None

    def _is_second_figure(self, date: DateMention, last: DateMention | None) -> bool:
        """从2016年高峰的825起回落至2021年的297起: whether a date is that of a figure which another one of an earlier date came to."""
        if (
            last is None
            or not told.OF_THE_FIGURE.match(self._text, date.end)
            or self._text[last.start - 1 : last.start] not in told.STARTING_FROM
        ):
            return False
        between = self._text[last.end : date.start]
        return told.DIGIT.search(between) is not None and not told.SENTENCE_BORDER.search(between)

    def _of_compared(self, date: DateMention, before: str) -> Period | None:
        """较2017年累计减少: since then; 较2月（报告9例）: of the figure of that time alone; else a comparison tells no day."""
        if told.SINCE_YEAR.search(before) and self._text.startswith("累计", date.end):
            return Period(date.date_start, None, False)
        if not self._end_of_compared(date, before) or date.date_end is None:
            return None
        return Period(None, date.date_end, True) if date.status == "vague" else Period(date.date_start, date.date_end, False)

    def _end_of_compared(self, date: DateMention, before: str) -> int:
        """How far the figures go of a time that is but compared with: 较2月（报告9例，死亡2例）, 比2020年的8万吨增长. 0: it has none."""
        if self._text[date.end : date.end + 1] in told.OPENS:
            closed = told.CLOSES.search(self._text, date.end, date.end + told.GAP)
            return closed.start() if closed else 0
        figure = told.OF_THE_FIGURE.match(self._text, date.end)
        if figure is None or (not told.SINCE_YEAR.search(before) and told.SHARE_OF.match(self._text, date.end)):
            return 0
        return figure.end()

    def _up_to(self, now: datetime.date | None) -> Period:
        """截至目前: the publication; in a notice the day that its totals ran up to before, where that is hardly past."""
        last = next((s.period for s in reversed(self._stated) if s.period.as_of), None)
        if self.notice and last and last.end and now and (now - last.end).days <= 1:
            return last
        return Period(None, now, True)

    def _begun(self, last: DateMention, date: DateMention) -> datetime.date | None:
        """从3月18日封控，到27日解除: the day of the first, where nothing but commas parts the two, or nothing at all (1月22日至今)."""
        text, begun, end = self._text, last.date_start, date.date_end or self.published
        if begun is None or (end and begun > end):
            return None  # 截至3月31日13日, as a page is damaged
        if date.start == last.end:
            return begun
        if date.start - last.end > told.GAP or not told.FROM.search(text, max(last.start - 1, 0), last.start):
            return None
        return begun if last.status == "resolved" and not told.SENTENCE_BORDER.search(text, last.end, date.start) else None


def _last_day(date: DateMention) -> datetime.date | None:
    """The last day of a total up to `date`: the day before, where it is up to its midnight."""
    end = date.date_end or date.date_start
    return end - DAY if end and date.time_end == told.MIDNIGHT else end
