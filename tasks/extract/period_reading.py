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
from kaozheng.tasks.extract.borders import ONLY_AND
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.measures import CASES
from kaozheng.tasks.extract.periods import CHANGED, DAY, Period, Periods

_YEARLY = re.compile(r"(?:年度|全年)[^，。；\n]{0,6}$")
_DAYS_UNTIL_NOW = re.compile(r"(\d{1,3})([多余])?天来")
_CHANGED_TO = re.compile(rf"{CHANGED}[到至为]")
_DAYS_OF_A_NOTICE = 8
_DAYS_OF_CONTEXT = 31
_NEAR = 16
_REACH = 60
_BEHIND = 160
_OF_ECONOMY = frozenset(("economy_rate", "economy_value", "production", "sales", "projects", "enterprises"))
_TIMELESS = frozenset(("age", "distance_area", "frequency"))
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

    def __init__(self, periods: Periods, article: Article, cues: LinkCues) -> None:
        self._periods = periods
        self._text = article.string
        self._sentences = article.sentences
        self._cues = cues
        self._number = 0
        self._looked_through = 0
        self._day: Period | None = None
        self._day_paragraph = -1
        self._day_sentence = -1
        self._row: list[Period] = []
        self._tells_days_until_now = "天来" in self._text

    def begin(self, number: int) -> None:
        """Go on to the sentence of that number."""
        self._number = number
        self._row = []

    def of(self, told: Told) -> Period | None:
        """The period of a count in the sentence begun last."""
        sentence = self._sentences[self._number]
        if (self._row or "分别" in told.label) and (aligned := self._aligned(told, sentence)):
            return aligned
        own = self._periods.stated(sentence.start, told.start)
        if own:
            return self._narrowed(own, told, sentence)
        self._look_back()
        return self._carried(told, sentence)

    def _look_back(self) -> None:
        """What the sentences before have named becomes context; each is looked at once."""
        behind = range(self._looked_through, self._number)
        if not behind or not self._periods.any_in(self._sentences[behind[0]].start, self._sentences[behind[-1]].end):
            behind = range(0)
        for number in behind:
            sentence = self._sentences[number]
            if stated := self._periods.stated(sentence.start, sentence.end):
                self._day, self._day_paragraph, self._day_sentence = stated, sentence.paragraph, number
        self._looked_through = self._number

    def _aligned(self, told: Told, sentence: Sentence) -> Period | None:
        """3月1日、2日分别新增3例、5例: the day that a number of an aligned list belongs to."""
        if "分别" in told.label:
            self._row = self._periods.row(sentence.start, told.start)
        elif not ONLY_AND.fullmatch(told.label):
            self._row = []
        return self._row.pop(0) if self._row else None

    def _narrowed(self, own: Period, told: Told, sentence: Sentence) -> Period | None:
        """The period of the sentence as the words between the date and the number have it."""
        if _CHANGED_TO.match(told.label) and self._of_the_first(told):
            return None
        if told.days and own.end and (own.as_of or (own.days == 1 and self._cues.used.search(told.label))):
            # 2月28日，仅用39天实现: the days end on the day that is named.
            return Period(own.end - (told.days - 1) * DAY if told.exact else None, own.end, False)
        if own.end and told.aspect == "target" and _YEARLY.search(self._text, max(sentence.start, told.start - _NEAR), told.start):
            return Period(datetime.date(own.end.year, 1, 1), datetime.date(own.end.year, 12, 31), False)
        running = own.days == 1 and not own.as_of and told.aspect == "cumulative" and self._cues.running.search(told.label)
        if running and self._cues.launch.search(self._text, max(sentence.start, told.start - _BEHIND), told.start):
            # 4月18日发放消费券，累计带动消费4亿元: the total has no end.
            return Period(own.start, None, False)
        return own

    def _of_the_first(self, told: Told) -> bool:
        """由3月中旬的35%升至98.7%: whether the day is that of the figure before."""
        ended = self._periods.end_of_last(told.start)
        return ended < told.start - len(told.label) and self._text.startswith("的", ended)

    def _carried(self, told: Told, sentence: Sentence) -> Period | None:
        """The period named before the sentence, where the count may lean on it."""
        periods = self._periods
        if periods.notice and told.measure in OF_CASES:
            return self._of_notice(told, sentence)
        if self._tells_days_until_now and (until_now := self._until_now(told, sentence)):
            return until_now
        long = told.measure == "duration" and told.days is None
        if long or told.measure in _TIMELESS or told.aspect == "target" or periods.vague(sentence.start, told.start):
            return None
        named = self._day_sentence
        context = self._day if named >= 0 and self._sentences[named].paragraph == sentence.paragraph else None
        if context and told.measure in _OF_ECONOMY and told.aspect in ("rate", "cumulative"):
            return context
        if told.days and told.days > 1 and context and context.days == 1:
            return None  # 28日复工。此前停工了10天: a day holds no ten
        if context and named == self._number - 1 and (context.days or 1) <= _DAYS_OF_CONTEXT:
            return context
        return periods.title if told.measure in ("economy_rate", "economy_value") else None

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
        if day and (day.days or _DAYS_OF_A_NOTICE) < _DAYS_OF_A_NOTICE and sentence.paragraph - self._day_paragraph <= 1:
            self._day_paragraph = sentence.paragraph
            return day
        if self._periods.dated or not self._periods.daily or not published or told.measure not in CASES:
            return None
        if told.aspect == "incremental":
            return Period(published - DAY, published - DAY, False)
        return Period(None, published - DAY, True) if told.aspect in ("cumulative", "current") else None
