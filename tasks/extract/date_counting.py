"""Days that are counted to from another: weeks, spans of days or hours, N days before or after, the nth day of a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from kaozheng.tasks.extract.calendar_terms import DAY, month_end
from kaozheng.tasks.extract.date_components import Components
from kaozheng.tasks.extract.date_context import Carried, Context, Resolved, unknown, with_clock
from kaozheng.tasks.extract.date_inference import PARAGRAPHS_ON, meant_month, shifted_month, stated_year

_LONGEST_STRETCH = 9 * DAY


def _resolve_week(c: Components, x: Context) -> Resolved | None:
    if x.reference is None:
        return unknown("range")
    monday = x.reference - x.reference.weekday() * DAY + c.number * 7 * DAY
    if c.unit == "week":
        return Resolved(monday, monday + 6 * DAY, "range", "relative")
    if c.unit == "weekend":
        return Resolved(monday + 5 * DAY, monday + 6 * DAY, "range", "relative")
    day = monday + (c.number_last - 1) * DAY
    if not c.term and day > x.reference and not x.future and not x.alone:
        day -= 7 * DAY
    return with_clock(Resolved(day, day, "day", "relative", carries=Carried("day", day)), c.clock)


def _moved(day: date, count: int, unit: str) -> date:
    if unit == "小时":
        return day + int(count / 24) * DAY
    if unit == "分钟":
        return day
    if unit in ("天", "周"):
        return day + count * (7 if unit == "周" else 1) * DAY
    first = shifted_month(day, count * (12 if unit in ("年", "周年") else 1))
    return first.replace(day=min(day.day, month_end(first.year, first.month).day))


def whole_units_before(reference: date, count: int, unit: str) -> Resolved:
    """The calendar months or years before the one that the reference day is in."""
    opening = reference.replace(day=1) if unit != "年" else date(reference.year, 1, 1)
    return Resolved(_moved(opening, -count, unit), opening - DAY, "range", "relative")


def _resolve_past_count(c: Components, x: Context) -> Resolved | None:
    if c.term == "whole" and c.unit == "天" and (first := _resolve_inner_days(c, x)):
        return first
    if x.reference is None:
        return unknown("vague" if not c.number else "range")
    if not c.number:
        return Resolved(None, x.reference, "vague", "relative", "vague")
    if c.term == "过去" and c.number == 1 and c.unit == "年":
        return Resolved(date(x.reference.year - 1, 1, 1), date(x.reference.year - 1, 12, 31), "year", "relative")
    if c.term == "whole" and c.unit in ("月", "年"):
        return whole_units_before(x.reference, c.number, c.unit)
    return _stretch(_moved(x.reference, -c.number, c.unit), x.reference, c.unit)


def _resolve_inner_days(c: Components, x: Context) -> Resolved | None:
    """前4天 where the text named such days shortly before: 10月1日至4日; 前4天接待12万人."""
    stretch = x.stretch
    if stretch is None or c.number < 2 or x.paragraph - stretch.paragraph > PARAGRAPHS_ON:
        return None
    if stretch.start is None or stretch.end is None:
        return unknown("range")
    last = stretch.start + (c.number - 1) * DAY
    fits = stretch.end - stretch.start <= _LONGEST_STRETCH and last <= stretch.end
    return Resolved(stretch.start, last, "range", "relative") if fits else None


def _resolve_coming_count(c: Components, x: Context) -> Resolved | None:
    if x.reference is None:
        return unknown("vague" if not c.number else "range")
    if not c.number:
        return Resolved(x.reference, None, "vague", "relative", "vague")
    return _stretch(x.reference, _moved(x.reference, c.number, c.unit), c.unit)


def _stretch(first: date, last: date, unit: str) -> Resolved:
    """The days that a span touches; one of hours within a day tells an hour."""
    return Resolved(first, last, "hour" if first == last and unit in ("小时", "分钟") else "range", "relative")


def _resolve_offset(c: Components, x: Context) -> Resolved | None:
    """三天后 counts from the day named last, 三天前 from the reference day; months and years away are no exact day."""
    after = c.term.endswith("后")
    anchor = x.counted_from or (x.day.value if x.day and after and x.day.paragraph == x.paragraph else x.reference)
    # 十天后 of a story that names no day is not ten days from now.
    if anchor is None or not c.number or (after and anchor is x.reference and not x.future):
        return unknown("vague")
    day = _moved(anchor, c.number if after else -c.number, c.unit)
    if c.unit in ("天", "周年") or x.counted_from:
        return Resolved(day, day, "day", "relative", carries=Carried("day", day))
    return Resolved(day, day, "vague", "relative", "vague")


def _resolve_nth(c: Components, x: Context) -> Resolved | None:
    """The nth day, weekday or week of a month or year; a week is told from Monday on, the first being the first whole one."""
    if c.month:
        first, basis = meant_month(c.month, c.year, 28, x)
        last = month_end(first.year, first.month) if first else None
    else:
        stated = stated_year(c.year, x)
        first, last, basis = (date(stated[0], 1, 1), date(stated[0], 12, 31), stated[2]) if stated else (None, None, "none")
    if first is None or last is None:
        return unknown("day")
    if c.unit == "天":
        day = first + (c.number - 1) * DAY if c.number > 0 else last + (c.number + 1) * DAY
    elif c.unit == "周" and not c.month and c.number > 0:
        # The weeks of a year are those of ISO 8601, as health notices number them; the first may open in the year before.
        day = date.fromisocalendar(first.year, c.number, 1)
        return Resolved(day, day + 6 * DAY, "range", basis)
    else:
        weekday = c.number_last or 1
        opening = first + ((weekday - first.isoweekday()) % 7) * DAY
        closing = last - ((last.isoweekday() - weekday) % 7) * DAY
        day = opening + (c.number - 1) * 7 * DAY if c.number > 0 else closing + (c.number + 1) * 7 * DAY
    if not first <= day <= last:
        return None
    if c.unit == "周":
        return Resolved(day, day + 6 * DAY, "range", basis)
    return Resolved(day, day, "day", basis, carries=Carried("day", day))


COUNTING: Mapping[str, Callable[[Components, Context], Resolved | None]] = {
    "week": _resolve_week,
    "past_count": _resolve_past_count,
    "inner_days": _resolve_inner_days,
    "coming_count": _resolve_coming_count,
    "offset": _resolve_offset,
    "nth": _resolve_nth,
}
"""The resolvers of the forms that count, as `date_resolution` has for the rest."""
