"""The period of a count: of the date that governs it, else of its immediate context.

A date in the sentence before the number governs it. Without one, the sentence before in the same paragraph is context for a day or a month
that it named; figures of the economy keep the period of their paragraph, else of the title.

A health notice without any date (新增确诊病例3例，累计报告30例) is of the day before its publication, because commissions report each
morning what came in up to midnight: all of the undated notices that independent tables can date are. In any other text an undated count
keeps null dates, because nothing there says how old its numbers are.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.age_groups import AGE_GROUP
from kaozheng.tasks.extract.borders import ONLY_AND
from kaozheng.tasks.extract.calendar_terms import DAY
from kaozheng.tasks.extract.changes import Changes
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.measures import CASES
from kaozheng.tasks.extract.parts import opens_with_cue
from kaozheng.tasks.extract.period import Period
from kaozheng.tasks.extract.periods import Periods

_YEARLY = re.compile(r"(?:年度|全年)[^，。；\n]{0,6}$")
_DAYS_UNTIL_NOW = re.compile(r"(\d{1,3})([多余])?天来")
_UNTIL_THEN = "至此"
# 4月3日，一周内排查: from that day on; 连续88天无新增: until now. What is told behind has no such end.
_WITHIN = re.compile(r"[\d一二两三四五六七八九十半]{1,3}(?:多|余)?(?:天|日|周|个?星期|个?月)[之以]?内")
_ON_END = re.compile(r"连续\d{1,4}[多余]?天")
# 县红十字会4天接收: a statement with a time of its own.
_OWN_DAYS = re.compile(r"[\d一二两三四五六七八九十]{1,3}(?:多|余)?(?:天|周|个月)(?!前|后|龄|大)")
_OPENS_WITH_DAYS = re.compile(r"[\d一二两三四五六七八九十半]{1,3}(?:多|余)?(?:天|周|个月|年)(?:时间)?(?:里|来|间|中)?，")
# 二期工厂投产，总投资3亿元
_BUILT = re.compile(r"，(?:总投资|建有|设有|拥有|建设|占|用地|设计|年产)")
# 投资3亿元的园区主体封顶: a trait of what is told of, not what was done.
_OF_A_THING = re.compile(r"[^，。；\n\d]{0,6}[\d.]{1,8}[万亿]{0,2}[多余]?(?:元|美元|亩|平方米)的")
_PARAGRAPHS_OF_A_SCENE = 2
_DAYS_OF_A_NOTICE = 8
_DAYS_OF_CONTEXT = 31
_DAYS_OF_A_PLAN = 5 * 366
_DAYS_OF_A_YEAR = 365
_NEAR = 16
# 到第三天，指标回升到95%: a day counted from the one that is named.
_LATER_DAY = re.compile(r"第[\d二三四五六七八九十]{1,3}天(?!的)")
_NEAREST = 4
_REACH = 60
_BEHIND = 160
_OF_ECONOMY = frozenset(("economy_rate", "economy_value", "production", "sales", "projects", "enterprises"))
_TIMELESS = frozenset(("age", "distance_area", "frequency"))
_PASSING = "突破"  # it belongs to its number as a hedge does
_COME_TO = re.compile(r"，?[^，。；\n\d]{0,8}累计[^，。；\n]{0,12}(?:达到?|突破)[^，。；\n]{0,2}$")
# 结案1.6万件，同比增长4%
_COMPARED_BEHIND = re.compile(r"[^，。；\n]{1,20}，(?:可比|按[^，。；\n]{1,8}，)?(?:同比|比上年|比去年|较上年|较去年|增长|增幅|下降)")
# 年收入达到6万元: no shorter time is that of a year's figure.
_OF_A_YEAR = re.compile(
    r"(?<![今去前明全半每近多余几两\d一二三四五六七八九十])年(?:均|总?产|总?收入|纯收入|营业|营收|销售|发电|接待|加工|处理|供应)[^，。；\n]{0,8}$"
)
_DAYS_OF_A_SEASON = 100
# A notice names its day once, often sentences before these.
OF_CASES = CASES | {"close_contacts", "quarantined", "positives", "tests"}


@dataclass(slots=True)
class Told:
    """What of a count its period depends on: where it starts, the words since the number before it, how it was read.

    `days` is what a length of time in days counts, None for any other count; `exact`: no more and no less.
    """

    start: int
    label: str
    measure: str
    aspect: str
    days: int | None
    exact: bool


class PeriodReader:
    """Gives each count of an article its period, from left to right."""

    def __init__(self, periods: Periods, article: Article, cues: LinkCues, changes: Changes) -> None:
        self._periods = periods
        self._text = article.string
        self._sentences = article.sentences
        self._cues = cues
        self._changes = changes
        self._number = 0
        self._looked_through = 0
        self._day: Period | None = None
        self._day_paragraph = -1
        self._day_sentence = -1
        self._given: Period | None = None
        self._given_number = -1
        self._given_measure = ""
        self._row: list[Period] = []
        self._held = False
        self._tells_days_until_now = "天来" in self._text
        self._tells_until_then = _UNTIL_THEN in self._text
        self._tells_stock = cues.stock.search(self._text) is not None

    def begin(self, number: int) -> None:
        """Go on to the sentence of that number."""
        self._number = number
        self._row = []
        self._held = False

    def of(self, told: Told) -> Period | None:
        """The period of a count in the sentence begun last."""
        sentence = self._sentences[self._number]
        if self._tells_stock:
            self._held = (self._held and told.label.startswith("、")) or self._cues.stock.search(told.label) is not None
        if (self._row or "分别" in told.label) and (aligned := self._aligned(told, sentence)):
            return aligned
        own = self._periods.stated(sentence.start, told.start)
        if own and self._periods.has_passed(sentence.start, told.start):
            return None
        if own:
            found = self._narrowed(own, told, sentence)
            if found and self._periods.reaches(sentence.start, told.start, sentence.end):
                self._given, self._given_number, self._given_measure = found, self._number, told.measure
        else:
            self._look_back()
            found = self._carried(told, sentence)
            if found and found is self._given:
                self._given_number, self._given_measure = self._number, told.measure
        if found and not found.as_of and self._has_come_to(told, sentence):
            return self._ending(Period(None, found.end, True), told)
        return found

    def _look_back(self) -> None:
        """What the sentences before have named becomes context; each is looked at once."""
        behind = range(self._looked_through, self._number)
        if not behind or not self._periods.any_in(self._sentences[behind[0]].start, self._sentences[behind[-1]].end):
            behind = range(0)
        for number in behind:
            sentence = self._sentences[number]
            stated = self._periods.told_of(sentence.start, sentence.end)
            if stated and not self._is_of_a_notice(stated, sentence):
                self._day, self._day_paragraph, self._day_sentence = stated, sentence.paragraph, number
        self._looked_through = self._number

    def _is_of_a_notice(self, stated: Period, sentence: Sentence) -> bool:
        """28日举行新闻发布会，介绍督察情况: whether a day is but that on which something was made known."""
        if self._periods.notice or stated.as_of or stated.since or stated.days != 1:
            return False
        behind = self._periods.end_of_stated(sentence.start, sentence.end)
        return self._cues.heard.search(self._text, behind, sentence.end) is not None

    def _aligned(self, told: Told, sentence: Sentence) -> Period | None:
        """3月1日、2日分别新增3例、5例: the day that a number of an aligned list belongs to."""
        if "分别" in told.label:
            self._row = self._periods.row(sentence.start, told.start)
        elif not ONLY_AND.fullmatch(told.label):
            self._row = []
        return self._row.pop(0) if self._row else None

    def _narrowed(self, own: Period, told: Told, sentence: Sentence) -> Period | None:
        """The period of the sentence as the words between the date and the number have it."""
        if own.as_of and own.start:
            if told.aspect in ("current", "rate"):
                return Period(None, own.end, True)
            return self._periods.stated_before_last(sentence.start, told.start)
        if self._changes.onto.match(told.label) and self._of_the_first(told, sentence):
            return self._periods.stated_before_last(sentence.start, told.start)
        if told.days and own.end and (own.as_of or (own.days == 1 and self._cues.used.search(told.label))):
            # 2月28日，仅用39天实现: the days end on the day that is named.
            return self._ending(own, told)
        if told.measure == "age" and (AGE_GROUP.match(self._text, told.start) or "最" in told.label[-_NEAREST:] or self._in_year(own)):
            return None
        if not own.as_of and (own.since or not self._periods.notice) and told.measure != "age":
            behind = self._periods.behind_stated(sentence.start, told.start)
            if not self._holds(own, told, behind):
                return None
            if own.days == 1 and _WITHIN.search(behind):
                return Period(own.start, None, False)
        if own.end and told.aspect == "target" and _YEARLY.search(self._text, max(sentence.start, told.start - _NEAR), told.start):
            return Period(datetime.date(own.end.year, 1, 1), datetime.date(own.end.year, 12, 31), False)
        if self._cues.first_day.search(behind := self._periods.behind_stated(sentence.start, told.start)) and own.start:
            return Period(own.start, own.start, False)
        in_turn = own.days == 1 and not own.as_of and self._cues.in_turn.search(behind)
        if in_turn and (days := self._periods.row(sentence.start, told.start)):
            return Period.over(days)  # 3月9日、11日和17日，先后派出三批
        running = own.days == 1 and not own.as_of and told.aspect == "cumulative" and self._cues.running.search(told.label)
        if running and self._cues.launch.search(behind):
            # 4月18日发放消费券，累计带动消费4亿元: the total has no end.
            return Period(own.start, None, False)
        if running and _COME_TO.match(behind + (_PASSING if self._text.startswith(_PASSING, told.start) else "")):
            # 5月22日，累计接种达到100万剂次
            return Period(None, own.end, True)
        return own

    def _in_year(self, own: Period) -> bool:
        """今年35岁: a year tells an age of now."""
        return own.days is not None and own.days >= _DAYS_OF_A_YEAR

    def _has_come_to(self, told: Told, sentence: Sentence) -> bool:
        """Whether 至此 makes a total of what is told, whatever happened on the day."""
        return self._tells_until_then and self._text.find(_UNTIL_THEN, max(sentence.start, told.start - _BEHIND), told.start) >= 0

    def _ending(self, until: Period, told: Told) -> Period:
        """The days that a length of time counts up to the end of a period; the period for any other count."""
        if not told.days or not until.end:
            return until
        return Period(until.end - (told.days - 1) * DAY if told.exact else None, until.end, False)

    def _holds(self, own: Period, told: Told, behind: str) -> bool:
        """Whether a day of the sentence is that of a count, with `behind` between the two."""
        if own.since and _ON_END.search(behind[: -len(told.label) or None]):
            return False
        if self._periods.notice:
            return True
        if told.measure == "duration" and _WITHIN.match(self._text, told.start):
            return False
        if own.start and (own.days or 0) < _DAYS_OF_A_SEASON and told.aspect != "target" and _OF_A_YEAR.search(told.label):
            return False
        if self._cues.trait.search(told.label) or (_BUILT.search(behind) and self._cues.founded.match(behind)):
            return False
        if self._periods.since_something(told.start - len(behind), told.start):
            return False
        if self._held and told.aspect == "current" and own.days != 1:
            return False
        if own.days == 1 and (_LATER_DAY.search(behind) or (not own.since and self._cues.heard.search(behind))):
            return False
        statement = behind.rpartition("；")
        return not (statement[1] and (told.days or _OWN_DAYS.search(statement[2])))

    def _of_the_first(self, told: Told, sentence: Sentence) -> bool:
        """由3月中旬的35%升至98.7%: whether the day is that of the figure before."""
        ended = self._periods.end_of_stated(sentence.start, told.start)
        return ended < told.start - len(told.label) and self._text.startswith("的", ended)

    def _carried(self, told: Told, sentence: Sentence) -> Period | None:
        """The period named before the sentence, where the count may lean on it."""
        periods = self._periods
        if periods.notice and told.measure in OF_CASES:
            return self._of_notice(told, sentence)
        if self._tells_days_until_now and (until_now := self._until_now(told, sentence)):
            return until_now
        if self._is_timeless(told) or told.aspect == "target" or periods.vague(sentence.start, told.start):
            return None
        if scene := self._of_scene(told, sentence):
            return scene
        if periods.since_something(sentence.start, told.start) or self._cues.days_since.match(self._text, sentence.start):
            return None
        if _OPENS_WITH_DAYS.match(self._text, sentence.start):
            return None
        named = self._day_sentence
        context = self._day if named >= 0 and self._sentences[named].paragraph == sentence.paragraph else None
        if context and periods.published and _is_to_come(context, periods.published):
            # What is still to come is no day of what is told as done.
            return None
        given = self._given if self._given_number >= self._number - 1 else None
        if given and self._sentences[self._number - 1].paragraph != sentence.paragraph:
            given = None
        if given and given.as_of and told.aspect == "current" and told.measure == self._given_measure != "other":
            return given
        if opens_with_cue(self._text[sentence.start : sentence.start + _NEAREST]):
            if given:
                return given
            if context and named == self._number - 1:
                return context
        lasting = context and (context.as_of or context.since or 1 < (context.days or _DAYS_OF_A_YEAR) <= _DAYS_OF_A_PLAN)
        if lasting and self._is_of_a_report(told):
            return context
        if context and named == self._number - 1 and (context.days or 1) <= _DAYS_OF_CONTEXT and self._leans(context, told):
            return context
        if told.measure in ("economy_rate", "economy_value") and periods.title:
            return periods.title
        return (periods.title or periods.lead) if self._is_compared(told) else None

    def _is_compared(self, told: Told) -> bool:
        """Whether a count is a change from the year before (同比增长4%, or 增长4% right behind a figure), or a total beside one."""
        if told.aspect == "rate":
            change = self._changes.ends_rate.search(told.label)
            return change is not None and (change[1] is not None or told.label.startswith("，"))
        return told.aspect == "cumulative" and _COMPARED_BEHIND.match(self._text, told.start) is not None

    def _is_of_a_report(self, told: Told) -> bool:
        """Whether a count is a figure of the economy or a change (审结案件同比上升5%): a paragraph of such tells its time once."""
        if told.measure in _OF_ECONOMY:
            return told.aspect in ("rate", "cumulative")
        return self._is_compared(told) or (told.aspect == "rate" and self._changes.ends_rate.search(told.label) is not None)

    def _is_timeless(self, told: Told) -> bool:
        """Whether no day before its sentence can be that of a count: an age, a length, what a thing can hold, hours."""
        if told.measure == "duration" and told.days is None:
            return True
        if told.measure in _TIMELESS or self._cues.capacity.search(told.label) is not None:
            return True
        return told.measure == "economy_value" and _OF_A_THING.match(self._text, told.start) is not None

    def _leans(self, context: Period, told: Told) -> bool:
        """Whether a count can be of the days of the sentence before: what is held or in force (现有, 储备) is not of one day, nor of all
        that has passed since, nor is what a thing is said to have beside its size (占地9亩，设6个班); a day holds
        no ten (28日复工。此前停工了10天)."""
        if context.as_of:
            return True
        if told.days and context.days == 1:
            return self._has_come_to(told, self._sentences[self._number])
        if self._held or self._cues.trait.search(self._text, self._sentences[self._number].start, told.start):
            return False
        return not context.since or told.aspect in ("cumulative", "incremental")

    def _of_scene(self, told: Told, sentence: Sentence) -> Period | None:
        """The day, named a paragraph or two before, of a sentence that goes on with what happened then: 行动首日, 活动现场."""
        day = self._day
        if day is None or day.start is None or sentence.paragraph - self._day_paragraph > _PARAGRAPHS_OF_A_SCENE:
            return None
        if self._cues.first_day.search(self._text, sentence.start, told.start):
            return Period(day.start, day.start, False)
        return day if day.days == 1 and self._cues.scene.match(self._text, sentence.start) else None

    def _until_now(self, told: Told, sentence: Sentence) -> Period | None:
        """上线6天来: the days up to that of publication, where such words stand near the number."""
        published = self._periods.published
        low, high = max(told.start - _REACH, sentence.start), min(told.start + _NEAR, sentence.end)
        until = _DAYS_UNTIL_NOW.search(self._text, low, high) if published else None
        if until is None or published is None:
            return None
        return Period(None if until[2] else published - (int(until[1]) - 1) * DAY, published, False)

    def _of_notice(self, told: Told, sentence: Sentence) -> Period | None:
        """The day that the notice named in this or the last paragraph; without any, the day before its publication."""
        day, published = self._day, self._periods.published
        if day and self._day_sentence == self._number - 1 and opens_with_cue(self._text[sentence.start : sentence.start + _NEAREST]):
            return day
        if day and (day.days or _DAYS_OF_A_NOTICE) < _DAYS_OF_A_NOTICE and sentence.paragraph - self._day_paragraph <= 1:
            self._day_paragraph = sentence.paragraph
            return day
        if self._periods.dated or not self._periods.daily or not published or told.measure not in CASES:
            return None
        if told.aspect == "incremental":
            return Period(published - DAY, published - DAY, False)
        return Period(None, published - DAY, True) if told.aspect in ("cumulative", "current") else None


def _is_to_come(period: Period, now: datetime.date) -> bool:
    """Whether a period has not begun; one that tells but an end, whether that is far off (截止11月 is said in that month)."""
    if period.start:
        return period.start > now
    return period.end is not None and (period.end - now).days > _DAYS_OF_CONTEXT
