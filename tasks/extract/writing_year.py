"""The year that a text without a day of publication is read by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kaozheng.tasks.eras import Eras
from kaozheng.tasks.extract.calendar_terms import month_end
from kaozheng.tasks.extract.date_components import Base, Components, Expression
from kaozheng.tasks.extract.date_inference import valid_day

DATELINE = re.compile("(?:讯|电(?=[（( ]|记者))")
"""What follows the day of a dateline: 4月21日讯."""
_BEFORE_A_YEAR_TO_COME = ("到", "至")
_AFTER_A_YEAR_TO_COME = ("前", "底", "末")
_OF_THE_FIGURE = re.compile(r"的[近约]?\d")
_SUMMED_UP = re.compile(rf"(?<=年度)|(?<=全年)|{_OF_THE_FIGURE.pattern}")
# 2021年，法院共收案9万件; 2021年集团销售整车350万辆
_TOLD_IN_SUM = re.compile(r"，?[^，。；！？\n]{0,24}?(?:共|累计|同比|比上年|较上年|总量|总值|增长|\d[\d.]*[万亿])")
_SPEECH = re.compile(r"[^“”\n]*[。！？，…]”")
"""What goes on behind a year in somebody's speech: “2001年的全运会上，我们止步八强。”"""
_CLOSED = re.compile(r"(?<=年度)(?=被|荣?获|评为)|(?<=年[底末])")
"""What tells that a year was over when a text was written, whatever its month: 2014年度被评为先进."""
_SINCE = "以来"
_UP_TO_NOW = ("至今", "迄今")
_FAR = 200
_EARLIEST = 1995
"""Before that year no text was put up that tells its year by the way alone."""
_NEAR_BY = timedelta(days=31)
"""How far from a full date a day without a year may lie and be of the same year as it."""
_EARLY_MONTHS = 3
"""Until the end of March a year that is summed up (2023年度, 2023年的397起) is the year before."""
_FIRST_HALF = 6
"""So is until the end of June one of which a total is told."""


class PastCues(NamedTuple):
    """The words `before` and `behind` a year that a clause looks back to."""

    before: tuple[str, ...]
    behind: re.Pattern[str]

    def look_back_to(self, text: str, start: int, end: int) -> bool:
        """Whether a clause looks back to the year that stands in text[start:end]: 2016年8月成立."""
        return text.endswith(self.before, 0, start) or self.behind.match(text, end) is not None


class OwnTime:
    """What a text without a day of publication tells of the time that it was written in."""

    def __init__(
        self,
        text: str,
        expressions: Sequence[Expression],
        is_future: Callable[[int, int], bool],
        past: PastCues,
        held: tuple[str, ...],
        eras: Eras,
    ) -> None:
        named_years = (e for e in expressions if _names_year(e.components) and not _is_since(text, e))
        told = [e for e in named_years if not _to_come(text, e) and not is_future(e.start, e.end)]
        own = [e for e in told if not past.look_back_to(text, e.start, e.end) and not _is_spoken(text, e)]
        self._days = [at for e in own if (at := _full_day(e.components)) and at.year >= _EARLIEST]
        self._first, self._last = eras.bounds(text)
        self.year = _year_of_writing(text, expressions, told, own, held)
        """The year of writing, None where the text does not tell."""
        if self.year is None and self._first and self._last and self._first.year == self._last.year:
            self.year = self._first.year

    def year_of(self, month: int, day: int) -> int | None:
        """The year of a day that is told without one: that of a full date near by (11月22日消息 beside 2020年11月21日), else the year of
        writing, else the one in which it lies between the days that the words of the text allow."""
        near = {at.year for told in self._days for at in _days_around(told.year, month, day) if abs(at - told) <= _NEAR_BY}
        if len(near) == 1:
            return near.pop()
        if self.year or not self._first or not self._last:
            return self.year
        possible = range(self._first.year, self._last.year + 1)
        fitting = [y for y in possible if (at := valid_day(y, month, day)) and self._first <= at <= self._last]
        return fitting[0] if len(fitting) == 1 else None


def _year_of_writing(
    text: str, expressions: Sequence[Expression], told: Sequence[Expression], own: Sequence[Expression], held: tuple[str, ...]
) -> int | None:
    """That of the dateline, behind all the past days that the text names with their year (`told`); that of what it tells to be held (`held`
    before it: 召开2019年动员会); the one year of its full dates, if it names no later one; the one year that it names, if no 今年 stands
    beside it and no day is told before it in a paragraph of its own. A year that a clause looks back to (2016年8月成立, 成立于2016年), or
    that something is told since, is none of them.
    """
    dateline = next((e for e in expressions if DATELINE.match(text, e.end)), None)
    if dateline and (year := _dateline_year(text, dateline, told)):
        return year
    present = {part.last for e in told if (part := e.components.year) and text.endswith(held, 0, e.start) and text[e.end - 1] != "度"}
    named = {c.year.last for _, _, c in own if c.year and c.year.last >= _EARLIEST}
    full = {at.year for _, _, c in own if (at := _full_day(c)) and at.year >= _EARLIEST}
    for years in (present, full):
        if len(years) == 1 and years >= {max(named | years)}:
            return years.pop()
    beside = any(e.components.year and e.components.year.base is Base.REFERENCE for e in expressions)
    return named.pop() if len(named) == 1 and not beside and _is_told_in_time(text, expressions, own) else None


def _is_told_in_time(text: str, expressions: Sequence[Expression], own: Sequence[Expression]) -> bool:
    """Whether the year that a text names stands above the first day without one, or in its paragraph: what a later paragraph tells by
    the way (该校2007年1月评为示范学校) says nothing of it. The years between two (2021至2025年) are none that a text is of."""
    first = next((e.end for e in own if (year := e.components.year) and year.value == year.last), None)
    yearless = next((e.start for e in expressions if e.components.year is None and (e.components.month or e.components.day)), None)
    return first is not None and (yearless is None or first < yearless or "\n" not in text[yearless:first])


def _full_day(c: Components) -> date | None:
    """The day that an expression names with its year and month."""
    parts = c.year, c.month, c.day
    if any(part is None or part.base is not Base.NUMBER for part in parts) or c.form != "calendar":
        return None
    year, month, day = (part.last for part in parts if part)
    return valid_day(year, month, day)


def _days_around(year: int, month: int, day: int) -> Iterator[date]:
    return (at for y in (year - 1, year, year + 1) if (at := valid_day(y, month, day)))


def _names_year(c: Components) -> bool:
    return c.year is not None and c.year.base is Base.NUMBER


def _is_since(text: str, expression: Expression) -> bool:
    """1949年以来最低, 2020年1月22日至今: a year alone that something is told since, or any day up to now, which may be long past."""
    start, end, components = expression
    if text.startswith(_UP_TO_NOW, end):
        return True
    return components.month is None and (text.startswith(_SINCE, end) or text.endswith(_SINCE, start, end))


def _is_spoken(text: str, expression: Expression) -> bool:
    """Whether an expression stands in somebody's speech, and not in the name of what is held (“2017年义诊周”)."""
    opened = text.rfind("“", max(expression.start - _FAR, 0), expression.start)
    return opened > text.rfind("”", max(expression.start - _FAR, 0), expression.start) and _SPEECH.match(text, expression.end) is not None


def _to_come(text: str, expression: Expression) -> bool:
    start, end, components = expression
    if text.startswith(_AFTER_A_YEAR_TO_COME, end):
        return True
    # 回落至2023年的397起 has come, and so has 至2025年3月27日.
    return components.day is None and text.endswith(_BEFORE_A_YEAR_TO_COME, 0, start) and _OF_THE_FIGURE.match(text, end) is None


def _dateline_year(text: str, dateline: Expression, past: Sequence[Expression]) -> int | None:
    """The first year in which the day of the dateline lies behind all the past days that the text names with their year.

    None where the last of these is but the year of a story that a later paragraph tells (2013年，他返乡办厂).
    """
    month, day = dateline.components.month, dateline.components.day
    if dateline.components.year or not month or not day or month.base is not Base.NUMBER or day.base is not Base.NUMBER:
        return None
    told = [(at, e) for e in past if (at := _first_day(text, e, month.value))]
    if not told:
        return None
    behind = max(at for at, _ in told)
    if all(_is_by_the_way(text, dateline, e) for at, e in told if at == behind):
        return None
    return next((y for y in range(behind.year, behind.year + 5) if (on := valid_day(y, month.value, day.value)) and on >= behind), None)


def _is_by_the_way(text: str, dateline: Expression, told: Expression) -> bool:
    """Whether a year stands alone, not summed up, in another paragraph than the dateline and not above it."""
    alone = told.components.month is None and told.components.form == "calendar" and told.components.day is None
    return alone and "\n" in text[dateline.end : told.start] and _SUMMED_UP.match(text, told.end) is None


def _first_day(text: str, expression: Expression, dateline_month: int) -> date | None:
    """The first day from which a text can speak of an expression as past."""
    c = expression.components
    if c.year is None:
        return None
    if c.month is None:
        summed_up = (dateline_month <= _EARLY_MONTHS and _SUMMED_UP.match(text, expression.end)) or (
            dateline_month <= _FIRST_HALF and c.form == "calendar" and _TOLD_IN_SUM.match(text, expression.end)
        )
        if summed_up or _CLOSED.match(text, expression.end):
            return month_end(c.year.last, 12)
        return date(c.year.last, _opening_month(c), 1)
    if c.month.base is not Base.NUMBER:
        return None
    return valid_day(c.year.last, c.month.last, c.day.value if c.day and c.day.base is Base.NUMBER else 1)


def _opening_month(c: Components) -> int:
    """The month in which the last of what an expression of a year names begins: 2018年下半年, 2018年前8个月, 2018年第三季度."""
    if c.form == "half":
        return 1 if c.term == "上" else 7
    if c.form == "first_months":
        return c.number_last
    return 3 * c.number_last - 2 if c.form in ("quarters", "first_quarters") else 1
