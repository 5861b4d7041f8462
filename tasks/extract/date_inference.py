"""The years, months and days that a text leaves out.

A report speaks of what has been: an inferred day lies on or before the reference day, unless the clause is about the future or the
day is only weeks ahead. What the text named before goes first where it is near: in the same sentence, the same paragraph, or as a story
that goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from kaozheng.tasks.extract.calendar_terms import DAY, month_end, sexagenary_year
from kaozheng.tasks.extract.date_components import Base, Components, Part
from kaozheng.tasks.extract.date_context import Context

_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
SOON = timedelta(days=31)
"""How far ahead a day may be inferred without a word that points to the future."""
STORY = timedelta(days=60)
"""How far a story moves on between two dates of which only the first names its year."""
SEASON_AHEAD = timedelta(days=100)
"""How far ahead a festival may be: it is spoken of before it comes (双十一 in August)."""
HALF_YEAR = timedelta(days=183)
PARAGRAPHS_ON = 2
"""How far on days in a row (10月1日至4日) are still those that a text speaks of."""
SHORT_WAY_BACK, LONG_WAY_BACK = 15, 20
"""How many days a bare day may lie before the one named last: in its sentence, elsewhere. Farther back it is of the next month."""


def valid_day(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= _LONGEST_MONTH):
        return None
    return date(year, month, day) if day <= _SHORTEST_MONTH or day <= month_end(year, month).day else None


def stated_year(part: Part | None, x: Context) -> tuple[int, int, str] | None:
    """First and last year and the basis, where the expression names a year."""
    if part is None:
        return None
    if part.base is Base.NUMBER:
        return part.value, part.last, "explicit"
    reference = x.reference.year if x.reference else x.written
    if part.base is Base.NAMED or part.base is Base.STORY:
        # 当年 is the year that the story is in; where it named none near by it is some year of the past.
        near = x.year and (part.base is Base.NAMED or x.paragraph - x.year.paragraph <= 1)
        reference = x.year.value.year if x.year and near else None
    if part.base is Base.TOLD and x.year and x.year.basis == "explicit" and x.sentence - x.year.sentence <= 1:
        reference = x.year.value.year
    if reference is None:
        return None
    if part.base is Base.CYCLE:
        year = sexagenary_year(part.name, reference)
        return (year, year, "year_inferred") if year else None
    return reference + part.value, reference + part.last, "relative"


def inferred_year(month: int, day: int, x: Context) -> int | None:
    """The year of a month and day without one."""
    if x.floor:
        candidate = valid_day(x.floor.year, month, day)
        return x.floor.year + (candidate is None or candidate < x.floor)
    if x.ahead and x.ahead.sentence == x.sentence and (candidate := valid_day(x.ahead.value.year, month, day)):
        return x.ahead.value.year + (x.ahead.value - candidate > HALF_YEAR)
    if x.year and x.year.sentence == x.sentence:
        year = _rolled_on(x.year.value.year, month, day, x)
        candidate = valid_day(year, month, day)
        if x.reference is None or x.future or candidate is None or candidate - x.reference <= SOON or _goes_on(candidate, x):
            return year
    elif x.stretch and (within := _within_stretch(month, day, x)):
        return within
    elif x.day:
        year = _rolled_on(x.day.value.year, month, day, x)
        candidate = valid_day(year, month, day)
        if candidate and (x.day.paragraph == x.paragraph or timedelta(0) <= candidate - x.day.value <= STORY):
            return year
    return _year_by_reference(month, day, x)


def _within_stretch(month: int, day: int, x: Context) -> int | None:
    """The year of a day that lies in the days in a row told shortly before: 2014年5月3日至9日出访。5月4日，"""
    stretch = x.stretch
    if stretch is None or stretch.start is None or stretch.end is None or x.paragraph - stretch.paragraph > PARAGRAPHS_ON:
        return None
    year = stretch.start.year
    candidate = valid_day(year, month, day) if stretch.end - stretch.start < HALF_YEAR else None
    return year if candidate and stretch.start <= candidate <= stretch.end else None


def _goes_on(candidate: date, x: Context) -> bool:
    """Whether a day or month follows one that lies ahead and stands in the same sentence: 将于9月16日开幕，9月20日闭幕; or lies within a
    time that its paragraph told to go on."""
    if x.reference is None:
        return False
    if x.planned and x.planned.paragraph == x.paragraph and candidate <= x.planned.value:
        return True
    named = x.day if x.day and x.day.sentence == x.sentence else x.month
    return named is not None and named.sentence == x.sentence and x.reference < named.value <= candidate


def _rolled_on(year: int, month: int, day: int, x: Context) -> int:
    """`year`, or the next where a story that stood in December goes on in January."""
    candidate, following = valid_day(year, month, day), valid_day(year + 1, month, day)
    if x.month is None or x.month.value.year != year or candidate is None or following is None:
        return year
    return year + (x.month.value - candidate > HALF_YEAR and (x.reference is None or following <= x.reference))


def _year_by_reference(month: int, day: int, x: Context) -> int | None:
    if x.reference is None:
        return x.year_of(month, day) if x.year_of else x.written
    year = x.reference.year
    candidate = valid_day(year, month, day)
    if candidate is None:
        return next((y for y in range(year, year - 9, -1) if valid_day(y, month, day)), None)
    if x.alone or candidate <= x.reference:
        return year + (x.future and not x.alone and x.reference - candidate > HALF_YEAR * 1.5)
    return year if x.future or candidate - x.reference <= SOON or _goes_on(candidate, x) else year - 1


def inferred_day(day: int, x: Context) -> date | None:
    """The day meant by 27日."""
    if x.floor:
        return same_or_next_month(x.floor, day)
    if x.ahead and x.ahead.sentence == x.sentence:
        return same_or_next_month(x.ahead.value, day)
    if x.month and x.month.sentence == x.sentence and (x.day is None or x.day.sentence != x.sentence):
        return valid_day(x.month.value.year, x.month.value.month, day)
    if x.day and (x.day.paragraph == x.paragraph or x.reference is None or abs(x.reference - x.day.value) <= 2 * HALF_YEAR):
        named = x.day.value
        following = same_or_next_month(named, day)
        back = SHORT_WAY_BACK if x.day.sentence == x.sentence else LONG_WAY_BACK
        back = 1 if x.up_to else back
        if named.day - day >= back and following and (x.future or x.reference is None or following <= x.reference):
            return following
        if found := valid_day(named.year, named.month, day):
            return found if x.alone else _not_ahead(found, named, x)
    if x.reference is None:
        return None
    found = valid_day(x.reference.year, x.reference.month, day)
    if found and (found <= x.reference or x.future or x.alone):
        return found
    return _in_earlier_month(x.reference, day)


def _not_ahead(found: date, named: date, x: Context) -> date:
    """A day to come, or that of the month before where it is nearer: 30日 in a report of 1 May. A story to come goes on."""
    if x.reference is None or x.future or found <= x.reference or named > x.reference:
        return found
    earlier = _in_earlier_month(found, found.day)
    return earlier if earlier and x.reference - earlier < found - x.reference else found


def same_or_next_month(named: date, day: int) -> date | None:
    found = valid_day(named.year, named.month, day)
    if found and found >= named:
        return found
    following = month_end(named.year, named.month) + DAY
    return valid_day(following.year, following.month, day)


def _in_earlier_month(reference: date, day: int) -> date | None:
    before = reference.replace(day=1) - DAY
    return valid_day(before.year, before.month, day) or valid_day(
        (before.replace(day=1) - DAY).year, (before.replace(day=1) - DAY).month, day
    )


def shifted_month(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def meant_month(part: Part, year: Part | None, day: int, x: Context) -> tuple[date | None, str]:
    """The first of the month that is meant, and the basis."""
    stated = stated_year(year, x)
    if part.base is Base.NUMBER:
        if stated:
            return date(stated[0], part.value, 1), stated[2]
        if part.last > part.value and (following := _after_planned(part.value, x)):
            return following, "year_inferred"
        # A range of months is told when it is over: its last month must not lie ahead.
        inferred = inferred_year(part.last if part.last > part.value else part.value, day, x)
        return (date(inferred, part.value, 1) if inferred else None), "year_inferred"
    named = x.month or x.day
    # 3月，报告24例（5例为本月发病）: brackets speak of the month that their sentence told.
    told = part.base is Base.NAMED or (x.aside and year is None and named is not None and named.sentence == x.sentence)
    anchor = named.value if told and named else x.reference
    if anchor is None:
        return None, "none"
    shifted = shifted_month(anchor, part.value)
    return (shifted.replace(year=stated[0]) if stated else shifted), "relative"


def _after_planned(month: int, x: Context) -> date | None:
    """The first of a month that opens where a range to come ended: 4至6月将多雨；7至9月少雨."""
    if x.planned is None or x.planned.paragraph != x.paragraph:
        return None
    following = x.planned.value + DAY
    return following if following.day == 1 and following.month == month else None


def period_year(c: Components, month: int, x: Context) -> tuple[int, str] | None:
    """The year of a period that opens in `month`: stated, or the sentence's, or the reference day's; far ahead is the year before."""
    if stated := stated_year(c.year, x):
        return stated[0], stated[2]
    if x.year and x.year.sentence == x.sentence and x.year.basis != "relative":
        return x.year.value.year, "year_inferred"
    if x.reference is None:
        return (x.written, "year_inferred") if x.written else None
    ahead = date(x.reference.year, month, 1) - x.reference
    far = SOON if c.form == "quarters" else HALF_YEAR
    return x.reference.year - (ahead > far and not x.future), "year_inferred"


def nearest_named_day(c: Components, x: Context, day_in: Callable[[int], date | None]) -> tuple[date | None, str]:
    """The day in the stated year, else the one nearest to the reference day."""
    if stated := stated_year(c.year, x):
        return day_in(stated[0]), stated[2]
    told = x.year if x.year and x.year.sentence == x.sentence and x.year.basis != "year_inferred" else None
    if told is None and x.reference is None and x.year and x.year.basis == "explicit" and x.paragraph - x.year.paragraph <= PARAGRAPHS_ON:
        told = x.year
    anchor = told.value if told else x.reference
    year = anchor.year if anchor else x.written
    if year is None:
        return None, "none"
    near = [day for y in (year - 1, year, year + 1) if (day := day_in(y))]
    if anchor is None or anchor != x.reference:
        return next((day for day in near if day.year == year), None), "year_inferred"
    near = [day for day in near if x.future or day - anchor <= SEASON_AHEAD]
    return min(near, key=lambda day: abs(day - anchor), default=None), "year_inferred"
