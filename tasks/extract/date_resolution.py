"""From what an expression says to the days it means: a pure function of the components and the context."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from kaozheng.tasks.extract.calendar_terms import DAY, Days, month_end
from kaozheng.tasks.extract.date_components import YEARS_AGO, Base, Clock, Components, Part
from kaozheng.tasks.extract.date_context import LOST, Carried, Context, Resolved, unknown, with_clock
from kaozheng.tasks.extract.date_counting import COUNTING, whole_units_before
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
    "上中旬": (1, 20),
    "中下旬": (11, 31),
    "下旬": (21, 31),
    "上半月": (1, 15),
    "下半月": (16, 31),
    "初": (1, 10),
    "底": (21, 31),
    "末": (21, 31),
}
_LAST_OF_HALF = 6
_LATER_HALVES = ("afternoon", "evening")
_HALF_DAY = 12 * 60
_GOES_ON = 4 * 60
"""How many minutes later a story is told to go on by the clock alone."""
_VAGUE_MONTH_PARTS = ("初", "底", "末")


def resolve(components: Components, context: Context) -> Resolved | None:
    """The days an expression means, None where there is no such day (2月30日)."""
    try:
        found = _RESOLVERS[components.form](components, context)
    except (ValueError, OverflowError):
        return None
    if found is None or not components.since:
        return found
    if found.start is None and found.status == "vague" and found.granularity != "vague":
        return unknown("range")
    if found.start is None or (context.reference and found.start > context.reference):
        return found
    return Resolved(found.start, context.reference, "range", "relative" if found.basis == "none" else found.basis)


# --- calendar dates


def _resolve_calendar(c: Components, x: Context) -> Resolved | None:
    if c.day is None and c.month is None:
        return _resolve_clock_alone(c, x) if c.year is None else _resolve_year(c, x)
    if c.day is None:
        return _resolve_month(c, x)
    granularity = "range" if c.day.last != c.day.value else "day"
    days, basis = _days(c, x)
    if days is None:
        # 2月30日 is no day, and it is not guessed which was meant.
        impossible = c.month is not None and c.day.base is Base.NUMBER
        return with_clock(unknown(granularity), c.clock) if impossible or x.reference is None else None
    return with_clock(Resolved(days.start, days.end, granularity, basis, carries=Carried("day", days.end)), c.clock)


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
    if day.base is Base.STORY:
        anchor = x.day.value if x.day and x.day.paragraph == x.paragraph else None
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
        return unknown("month" if c.month.last == c.month.value else "range")
    if c.month.last == c.month.value:
        return Resolved(start, month_end(start.year, start.month), "month", basis, carries=Carried("month", start))
    months = (c.month.last - c.month.value) % 12
    end = shifted_month(start, months)
    return Resolved(start, month_end(end.year, end.month), "range", basis)


def _resolve_year(c: Components, x: Context) -> Resolved | None:
    stated = stated_year(c.year, x)
    if stated is None:
        return unknown("year")
    first, last, basis = stated
    granularity = "year" if first == last else "range"
    return Resolved(
        date(first, 1, 1), date(last, 12, 31), granularity, basis, carries=Carried("year", date(first, 1, 1)) if first == last else None
    )


def _of_told_half(clock: Clock | None, x: Context) -> Clock | None:
    """A clock time as of the half of the day that the story is in: 7时40分 behind 晚上7时30分 is 19:40."""
    last = x.clock
    if clock is None or clock.half or last is None or last.half not in _LATER_HALVES or x.paragraph - x.clock_paragraph > 1:
        return clock
    later = Clock(clock.start + _HALF_DAY, clock.end + _HALF_DAY, clock.with_minutes, last.half)
    return later if clock.end < _HALF_DAY and 0 <= later.start - last.end <= _GOES_ON else clock


def _resolve_clock_alone(c: Components, x: Context) -> Resolved | None:
    clock = _of_told_half(c.clock, x)
    anchor = x.day.value if x.day else x.reference
    if x.stretch and x.stretch.start and x.stretch.end and x.day and x.stretch.end == x.day.value and x.stretch.end - x.stretch.start > DAY:
        # 7月2日至30日的日记里，凌晨1点: of some day of these.
        anchor = None
    if x.floor:
        anchor = x.floor
    if anchor is None:
        return with_clock(unknown("hour"), clock)
    return with_clock(Resolved(anchor, anchor, "hour", "relative"), clock)


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
        return unknown(granularity)
    year, basis = found
    opening = c.form.startswith("first") and c.year is None
    if opening and x.reference and month_end(year, last) >= x.reference:
        # The first N months of a year are told when they are over: else they are the year before's, or few and the last ones.
        if c.form == "first_months" and last <= 3:
            return whole_units_before(x.reference, last, "月")
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
        return unknown("vague")
    year, basis = found
    if c.year is None and first == 12 and x.reference and x.reference.month <= 2 and not x.future:
        year -= 1
    carries = Carried("year", date(year, 1, 1)) if c.year else None
    return Resolved(date(year, first, 1), month_end(year, last), "vague", basis, "vague", carries=carries)


def _resolve_month_part(c: Components, x: Context) -> Resolved | None:
    part = c.term.removeprefix("月")
    first, last = _THIRDS_OF_MONTH[part]
    if c.month:
        start, basis = meant_month(c.month, c.year, first, x)
    else:
        named = x.month if x.month and x.month.paragraph == x.paragraph else None
        start, basis = (named.value if named else x.reference), "year_inferred"
    vague = part in _VAGUE_MONTH_PARTS
    if start is None:
        return unknown("vague" if vague else "range")
    end = min(last, month_end(start.year, start.month).day)
    return Resolved(
        start.replace(day=first), start.replace(day=end), "vague" if vague else "range", basis, "vague" if vague else "resolved",
        carries=Carried("month", start.replace(day=1)),
    )  # fmt: skip


def _resolve_same_period(c: Components, x: Context) -> Resolved | None:
    found = _resolve_year(c, x)
    return replace(found, granularity="vague", status="vague", carries=None) if found else None


def _resolve_season(c: Components, x: Context) -> Resolved | None:
    stated = stated_year(c.year, x)
    anchor = x.reference or (date(x.written, 12, 31) if x.written else None)
    if stated:
        # In spring the winter of two years ago is the one that had just ended then.
        ended = c.term == "冬" and c.year is not None and c.year.name == YEARS_AGO and anchor is not None and anchor.month <= _LAST_OF_HALF
        days, basis = x.calendar.season(stated[0] - ended, c.term, c.number), stated[2]
    elif anchor:
        years = [y for y in (anchor.year, anchor.year - 1) if (whole := x.calendar.season(y, c.term)) and whole.start <= anchor]
        days, basis = x.calendar.season(years[0], c.term, c.number) if years else None, "year_inferred"
    else:
        return unknown("season")
    return Resolved(days.start, days.end, "season", basis) if days else unknown("season")


# --- festivals and the lunar calendar


def _resolve_festival(c: Components, x: Context) -> Resolved | None:
    day, basis = nearest_named_day(c, x, lambda year: x.calendar.festival_day(c.term, year))
    if day is None:
        return unknown("day" if c.unit == "day" or c.number == c.number_last != 0 else "range")
    if c.unit == "holiday":
        days = _counted_days(c, x.calendar.holiday(c.term, day))
        if days.start == days.end:
            return Resolved(days.start, days.end, "day", basis, carries=Carried("day", days.start))
        return Resolved(days.start, days.end, "range", basis, carries=Carried("month", days.start.replace(day=1)))
    return with_clock(Resolved(day, day, "day", basis, carries=Carried("day", day)), c.clock)


def _counted_days(c: Components, holiday: Days) -> Days:
    """The days of a holiday that are counted from its first, or from its last where `number` is negative; all of it where none are."""
    if c.number < 0:
        return Days(holiday.end, holiday.end)
    if not c.number:
        return holiday
    return Days(holiday.start + (c.number - 1) * DAY, holiday.start + (c.number_last - 1) * DAY)


def _resolve_school_year(c: Components, _x: Context) -> Resolved | None:
    """From September to the next August: 2020—2021学年, 2020学年."""
    assert c.year is not None
    first, last = c.year.value, max(c.year.last, c.year.value + 1)
    return Resolved(date(first, 9, 1), date(last, 8, 31), "range", "explicit")


def _resolve_lunar(c: Components, x: Context) -> Resolved | None:
    month = c.month.value if c.month else 1
    # The lunar months 冬 and 腊 are told by the year that ends with them only where the year is left out or relative.
    if c.day is None:
        first, basis = nearest_named_day(c, x, lambda year: m.start if (m := x.calendar.lunar_months(year, month)) else None)
        return Resolved(first, first + 29 * DAY, "month", basis) if first else unknown("month")
    number, leap = c.day.value, bool(c.term)
    day, basis = nearest_named_day(c, x, lambda year: x.calendar.lunar_day(year, month, number, leap))
    return with_clock(Resolved(day, day, "day", basis, carries=Carried("day", day)), c.clock) if day else unknown("day")


# --- periods called by name, and vague words


def _resolve_period(c: Components, _x: Context) -> Resolved | None:
    """Decades, centuries and plans: years that the words tell."""
    days = date(c.number, 1, 1), date(c.number_last, 12, 31)
    basis = "explicit" if c.term else "year_inferred"
    return Resolved(*days, "vague", basis, "vague") if c.unit == "vague" else Resolved(*days, "range", basis)


def _resolve_dotted(c: Components, x: Context) -> Resolved | None:
    """A day that an event is called by: nothing that follows leans on it."""
    found = _resolve_calendar(c, x)
    return replace(found, carries=None) if found else None


def _resolve_landmark(c: Components, x: Context) -> Resolved | None:
    first = x.calendar.landmarks[c.term]
    return Resolved(first, first, "day", "relative")


def _resolve_vague(c: Components, x: Context) -> Resolved | None:
    if c.term == "named":
        named = x.day.value if x.day else None
        return Resolved(named, named, "vague", "relative" if named else "none", "vague")
    if x.reference is None or c.term == "unknown":
        return unknown("vague")
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
    "school_year": _resolve_school_year,
    "period": _resolve_period,
    "dotted": _resolve_dotted,
    "landmark": _resolve_landmark,
    "vague": _resolve_vague,
    "lost": _resolve_lost,
    **COUNTING,
}
