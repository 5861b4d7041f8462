"""The year of a text that names none, from what its words prove."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from kaozheng.tasks.eras import Eras
from kaozheng.tasks.segment.days import day as date_of

EARLIEST_YEAR = 1949
_YEAR = re.compile(
    r"(?<![\d—–\-~至到])(?P<year>(?:19|20)\d\d)年(?P<term>度)?(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?(?P<plan>[—–\-~至底末前]|远景|规划|目标)?"
)
_WEEKDAY = re.compile(r"(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日[，,]?\s?[（(]?(?:星期|周)(?P<weekday>[一二三四五六日天])")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_HALF_A_YEAR = 6
_AHEAD = re.compile(r"(?:到|至|在|力争|截至)$")
_THIS_YEAR = re.compile(r"今年[（(，,]?(?P<year>20\d\d)年|(?P<annual>20\d\d)年度(?=[一-鿿]{0,12}第[一二三四1-4]次)")


class Dating:
    """What a text proves of its own year, read once, for any number of datelines."""

    def __init__(self, text: str, latest: datetime.date, eras: Eras) -> None:
        """`latest`: the day the document was fetched."""
        first, last = eras.bounds(text)
        self.last_named = max(past_days(text, latest), default=None)
        self.first = first or datetime.date(EARLIEST_YEAR, 1, 1)
        self.last = min(last or latest, latest)
        self._present = {int(m["year"] or m["annual"]) for m in _THIS_YEAR.finditer(text)}
        self._weekdays = {(int(m["month"]), int(m["day"]), _WEEKDAYS[m["weekday"]]) for m in _WEEKDAY.finditer(text)}

    def year_of(self, month: int, day: int) -> int | None:
        """The year of a dateline such as 4月21日, or None where the text does not prove one.

        The rule, as an editor would date an undated cutting. The day lies behind every past day that the text names with its year, and
        not after `latest`. It lies in the span of every term of the vocabulary's `eras` that the text uses (动态清零 was said of the
        present from August 2021 to December 2022). Of the years that pass, those stay in which the text's days fall on the weekdays
        that it gives them (4月21日，星期四), if any do. If just one year is left, that is it. If several are, the year that the text
        calls the present (今年（2022年）, 2022年度第一次会议) is it. Otherwise the year stays unknown: the latest year that a text names
        is often not its own.
        """
        lower = max(self.first, self.last_named or self.first)
        fitting = [year for year in range(lower.year, self.last.year + 1) if (at := date_of(year, month, day)) and lower <= at <= self.last]
        fitting = [year for year in fitting if self._has_weekdays(year, month)] or fitting
        if len(fitting) == 1:
            return fitting[0]
        present = self._present & set(fitting)
        return present.pop() if len(present) == 1 else None

    def _has_weekdays(self, year: int, month: int) -> bool:
        """Whether the days that the text names with their weekday have it in the year nearest to a text of that year and month."""
        for of_month, day, weekday in self._weekdays:
            apart = of_month - month
            at = date_of(year + (apart < -_HALF_A_YEAR) - (apart > _HALF_A_YEAR), of_month, day)
            if at is None or at.weekday() != weekday:
                return False
        return True


def past_days(text: str, latest: datetime.date) -> Iterable[datetime.date]:
    """The days from which the dates with a year count, plans aside."""
    for match in _YEAR.finditer(text):
        at = date_of(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
        if at and at <= latest and not match["plan"] and not _AHEAD.search(text, max(match.start() - 2, 0), match.start()):
            yield at
