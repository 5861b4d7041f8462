"""From what an expression says to the days it means: a pure function of the components and the context."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from kaozheng.tasks.extract.calendar_terms import DAY, Days, month_end
from kaozheng.tasks.extract.date_components import Base, Clock, Components, Part
from kaozheng.tasks.extract.date_context import LOST, Carried, Context, Resolved
from kaozheng.tasks.extract.date_inference import (
    inferred_day,
    meant_month,
    nearest_named_day,
    period_year,
    same_or_next_month,
    shifted_month,
    stated_year,
    valid_day,
)  # fmt: skip

_THIRDS_OF_MONTH = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "上半月": (1, 15),
    "下半月": (16, 31),
    "初": (1, 10),
    "底": (21, 31),
    "末": (21, 31),
}
_VAGUE_MONTH_PARTS = ("初", "底", "末")


def resolve(components: Components, context: Context) -> Resolved | None:
    """The days an expression means, None where there is no such day (2月30日)."""
    try:
        found = _RESOLVERS[components.form](components, context)
    except (ValueError, OverflowError):
        return None
    if found is None or not components.since:
        return found
    if found.start is None or (context.reference and found.start > context.reference):
        return found
    return Resolved(found.start, context.reference, "range", "relative" if found.basis == "none" else found.basis)


def _unknown(granularity: str) -> Resolved:
    return Resolved(None, None, granularity, "none", "vague")


# --- calendar dates


def _resolve_calendar(c: Components, x: Context) -> Resolved | None:
    if c.day is None and c.month is None:
        return _resolve_clock_alone(c, x) if c.year is None else _resolve_year(c, x)
    if c.day is None:
        return _resolve_month(c, x)
    granularity = "day"
    days, basis = _days(c, x)
    if days is None:
        return None if x.reference else _unknown(granularity)
    if days.end != days.start:
        granularity = "range"
    return _with_clock(Resolved(days.start, days.end, granularity, basis, carries=Carried("day", days.end)), c.clock)


def _with_clock(found: Resolved, clock: Clock | None) -> Resolved:
    if clock is None:
        return found
    granularity = "minute" if clock.with_minutes else "hour"
    return found._replace(granularity=granularity, time_start=_time(clock.start), time_end=_time(clock.end))


def _time(minutes: int) -> time:
    """24:00 is the last second of the day, as the type TIME has nothing later that is still that day."""
    return time(minutes // 60, minutes % 60) if minutes < 24 * 60 else time(23, 59, 59)


def _days(c: Components, x: Context) -> tuple[Days | None, str]:
    """The days of an expression that names a day, and the basis."""
    assert c.day is not None
    if c.day.base is not Base.NUMBER:
        return _deictic_days(c.day, c.year, x)
    if c.month is None:
        start, basis = inferred_day(c.day.value, x), "year_inferred"
    else:
        month, basis = meant_month(c.month, c.year, c.day.value, x)
        start = valid_day(month.year, month.month, c.day.value) if month else None
    if start is None or c.day.last == c.day.value:
        return (Days(start, start) if start else None), basis
    end = same_or_next_month(start, c.day.last)
    return (Days(start, end) if end else None), basis


def _deictic_days(day: Part, year: Part | None, x: Context) -> tuple[Days | None, str]:
    anchor = x.reference
    if day.base is Base.NAMED and (x.counted_from or x.day):
        anchor = x.counted_from or (x.day.value if x.day else None)
    if anchor is None:
        return None, "none"
    if stated := stated_year(year, x):
        anchor = anchor.replace(year=stated[0])
    return Days(anchor + day.value * DAY, anchor + day.last * DAY), "relative"


def _resolve_month(c: Components, x: Context) -> Resolved | None:
    assert c.month is not None
    start, basis = meant_month(c.month, c.year, 1, x)
    if start is None:
        return _unknown("month")
    if c.month.last == c.month.value:
        return Resolved(start, month_end(start.year, start.month), "month", basis, carries=Carried("month", start))
    months = (c.month.last - c.month.value) % 12
    end = shifted_month(start, months)
    return Resolved(start, month_end(end.year, end.month), "range", basis)


def _resolve_year(c: Components, x: Context) -> Resolved | None:
    stated = stated_year(c.year, x)
    if stated is None:
        return _unknown("year")
    first, last, basis = stated
    granularity = "year" if first == last else "range"
    return Resolved(
        date(first, 1, 1), date(last, 12, 31), granularity, basis, carries=Carried("year", date(first, 1, 1)) if first == last else None
    )


def _resolve_clock_alone(c: Components, x: Context) -> Resolved | None:
    anchor = x.day.value if x.day else x.reference
    if x.floor:
        anchor = x.floor
    if anchor is None:
        return _with_clock(_unknown("hour"), c.clock)
    return _with_clock(Resolved(anchor, anchor, "hour", "relative"), c.clock)


# --- parts of years and months


def _resolve_months_of_year(c: Components, x: Context) -> Resolved | None:
    """Quarters, halves, and the first months or quarters."""
    if c.form == "half":
        first, last, granularity = (1, 6, "season") if c.term == "上" else (7, 12, "season")
    elif c.form == "quarters":
        first, last, granularity = 3 * c.number - 2, 3 * c.number_last, "season" if c.number == c.number_last else "range"
    else:
        first, last, granularity = 1, c.number * (3 if c.form == "first_quarters" else 1), "range"
    found = period_year(c, first, x)
    if found is None:
        return _unknown(granularity)
    year, basis = found
    opening = c.form.startswith("first") and c.year is None
    if opening and x.reference and month_end(year, last) >= x.reference:
        # The first N months of a year are told when they are over: else they are the year before's, or few and the last ones.
        if c.form == "first_months" and last <= 3:
            return _whole_units_before(x.reference, last, "月")
        year -= 1
    return Resolved(
        date(year, first, 1),
        month_end(year, last),
        granularity,
        basis,
        carries=Carried("year", date(year, 1, 1)) if granularity == "season" else None,
    )


def _resolve_year_part(c: Components, x: Context) -> Resolved | None:
    part = c.term.removeprefix("年").removeprefix("岁")
    first, last = {"初": (1, 1), "中": (6, 7)}.get(part, (12, 12))
    found = period_year(c, 1, x)
    if found is None:
        return _unknown("vague")
    year, basis = found
    if c.year is None and first == 12 and x.reference and x.reference.month <= 2 and not x.future:
        year -= 1
    return Resolved(date(year, first, 1), month_end(year, last), "vague", basis, "vague")


def _resolve_month_part(c: Components, x: Context) -> Resolved | None:
    part = c.term.removeprefix("月")
    first, last = _THIRDS_OF_MONTH[part]
    if c.month:
        start, basis = meant_month(c.month, c.year, first, x)
    else:
        named = x.month if x.month and x.month.paragraph == x.paragraph else None
        start, basis = (named.value if named else x.reference), "year_inferred"
    if start is None:
        return _unknown("range")
    end = min(last, month_end(start.year, start.month).day)
    vague = part in _VAGUE_MONTH_PARTS
    return Resolved(
        start.replace(day=first), start.replace(day=end), "vague" if vague else "range", basis, "vague" if vague else "resolved",
        carries=Carried("month", start.replace(day=1)),
    )  # fmt: skip


def _resolve_same_period(c: Components, x: Context) -> Resolved | None:
    found = _resolve_year(c, x)
    return found._replace(granularity="vague", status="vague", carries=None) if found else None


def _resolve_season(c: Components, x: Context) -> Resolved | None:
    stated = stated_year(c.year, x)
    anchor = x.reference or (date(x.years[0], 12, 31) if x.years else None)
    if stated:
        days, basis = x.calendar.season(stated[0], c.term, c.number), stated[2]
    elif anchor:
        seasons = (x.calendar.season(year, c.term, c.number) for year in (anchor.year, anchor.year - 1))
        days, basis = next((s for s in seasons if s and s.start <= anchor), None), "year_inferred"
    else:
        return _unknown("season")
    return Resolved(days.start, days.end, "season", basis) if days else None


# --- festivals and the lunar calendar


def _resolve_festival(c: Components, x: Context) -> Resolved | None:
    day, basis = nearest_named_day(c, x, lambda year: x.calendar.festival_day(c.term, year))
    if day is None:
        return _unknown("day")
    if c.unit == "holiday":
        days = x.calendar.holiday(c.term, day)
        return Resolved(
            days.start, days.end, "range" if days.start < days.end else "day", basis, carries=Carried("month", days.start.replace(day=1))
        )
    return _with_clock(Resolved(day, day, "day", basis, carries=Carried("day", day)), c.clock)


def _resolve_lunar(c: Components, x: Context) -> Resolved | None:
    month = c.month.value if c.month else 1
    # The lunar months 冬 and 腊 are told by the year that ends with them only where the year is left out or relative.
    if c.day is None:
        first, basis = nearest_named_day(c, x, lambda year: m.start if (m := x.calendar.lunar_months(year, month)) else None)
        return Resolved(first, first + 29 * DAY, "month", basis) if first else _unknown("month")
    number, leap = c.day.value, bool(c.term)
    day, basis = nearest_named_day(c, x, lambda year: x.calendar.lunar_day(year, month, number, leap))
    return _with_clock(Resolved(day, day, "day", basis, carries=Carried("day", day)), c.clock) if day else _unknown("day")


# --- weeks and counted spans


def _resolve_week(c: Components, x: Context) -> Resolved | None:
    if x.reference is None:
        return _unknown("range")
    monday = x.reference - x.reference.weekday() * DAY + c.number * 7 * DAY
    if c.unit == "week":
        return Resolved(monday, monday + 6 * DAY, "range", "relative")
    if c.unit == "weekend":
        return Resolved(monday + 5 * DAY, monday + 6 * DAY, "range", "relative")
    day = monday + (c.number_last - 1) * DAY
    if not c.term and day > x.reference and not x.future and not x.alone:
        day -= 7 * DAY
    return _with_clock(Resolved(day, day, "day", "relative", carries=Carried("day", day)), c.clock)


def _moved(day: date, count: int, unit: str) -> date:
    if unit in ("天", "周"):
        return day + count * (7 if unit == "周" else 1) * DAY
    first = shifted_month(day, count * (12 if unit == "年" else 1))
    return first.replace(day=min(day.day, month_end(first.year, first.month).day))


def _whole_units_before(reference: date, count: int, unit: str) -> Resolved:
    """The calendar months or years before the one that the reference day is in."""
    opening = reference.replace(day=1) if unit != "年" else date(reference.year, 1, 1)
    return Resolved(_moved(opening, -count, unit), opening - DAY, "range", "relative")


def _resolve_past_count(c: Components, x: Context) -> Resolved | None:
    if x.reference is None:
        return _unknown("vague" if not c.number else "range")
    if not c.number:
        return Resolved(None, x.reference, "vague", "relative", "vague")
    if c.term == "过去" and c.number == 1 and c.unit == "年":
        return Resolved(date(x.reference.year - 1, 1, 1), date(x.reference.year - 1, 12, 31), "year", "relative")
    if c.term == "whole" and c.unit in ("月", "年"):
        return _whole_units_before(x.reference, c.number, c.unit)
    return Resolved(_moved(x.reference, -c.number, c.unit), x.reference, "range", "relative")


def _resolve_coming_count(c: Components, x: Context) -> Resolved | None:
    if x.reference is None:
        return _unknown("vague" if not c.number else "range")
    if not c.number:
        return Resolved(x.reference, None, "vague", "relative", "vague")
    return Resolved(x.reference, _moved(x.reference, c.number, c.unit), "range", "relative")


def _resolve_offset(c: Components, x: Context) -> Resolved | None:
    """三天后 counts from the day named last, 三天前 from the reference day; months and years away are no exact day."""
    after = c.term.endswith("后")
    anchor = x.counted_from or (x.day.value if x.day and after and x.day.paragraph == x.paragraph else x.reference)
    if anchor is None or not c.number:
        return _unknown("vague")
    day = _moved(anchor, c.number if after else -c.number, c.unit)
    if c.unit == "天" or x.counted_from:
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
        return _unknown("day")
    if c.unit == "天":
        day = first + (c.number - 1) * DAY if c.number > 0 else last + (c.number + 1) * DAY
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


# --- periods called by name, and vague words


def _resolve_decade(c: Components, _x: Context) -> Resolved | None:
    century = c.number_last or (20 if c.number >= 30 else 21)
    first = (century - 1) * 100 + c.number
    return Resolved(date(first, 1, 1), date(first + 9, 12, 31), "range", "explicit" if c.number_last else "year_inferred")


def _resolve_plan(c: Components, _x: Context) -> Resolved | None:
    """The five-year plans: the fourteenth runs from 2021 to 2025."""
    first = 2021 + 5 * (c.number - 14)
    return Resolved(date(first, 1, 1), date(first + 4, 12, 31), "range", "explicit")


def _resolve_landmark(c: Components, x: Context) -> Resolved | None:
    first = x.calendar.landmarks[c.term]
    return Resolved(first, first, "day", "relative")


def _resolve_vague(c: Components, x: Context) -> Resolved | None:
    if c.term == "named":
        named = x.day.value if x.day else None
        return Resolved(named, named, "vague", "relative" if named else "none", "vague")
    if x.reference is None or c.term == "unknown":
        return _unknown("vague")
    start, end = {"at": (x.reference, x.reference), "until": (None, x.reference), "after": (x.reference, None)}[c.term]
    return Resolved(start, end, "vague", "relative", "vague")


def _resolve_lost(_c: Components, _x: Context) -> Resolved | None:
    return LOST


_RESOLVERS: dict[str, Callable[[Components, Context], Resolved | None]] = {
    "calendar": _resolve_calendar,
    **dict.fromkeys(("half", "quarters", "first_months", "first_quarters"), _resolve_months_of_year),
    "year_part": _resolve_year_part,
    "month_part": _resolve_month_part,
    "same_period": _resolve_same_period,
    "season": _resolve_season,
    "festival": _resolve_festival,
    "lunar": _resolve_lunar,
    "week": _resolve_week,
    "past_count": _resolve_past_count,
    "coming_count": _resolve_coming_count,
    "offset": _resolve_offset,
    "nth": _resolve_nth,
    "decade": _resolve_decade,
    "plan": _resolve_plan,
    "landmark": _resolve_landmark,
    "vague": _resolve_vague,
    "lost": _resolve_lost,
}
