"""What a date expression is read against, and what reading it gives.

The context carries what the text named before: 27日 after 3月18日 is the 27th of March, even in a paper of April.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from kaozheng.tasks.extract.calendar_terms import DAY, Calendar
from kaozheng.tasks.extract.date_components import Clock


@dataclass(slots=True)
class NamedTime:
    """A day, month or year that the text named, as the first day of it, where, and how it was told (as in `Resolved`)."""

    value: date
    paragraph: int
    sentence: int
    basis: str


class Stretch(NamedTuple):
    """Some days in a row that the text named, None where their year is unknown, and where."""

    start: date | None
    end: date | None
    paragraph: int


class Carried(NamedTuple):
    """What an expression names: a `level` of day, month or year, and the day or the first of the month or year."""

    level: str
    value: date


@dataclass(slots=True)
class Resolved:
    """The days meant, as in the table `dates`, and what later expressions may lean on."""

    start: date | None
    end: date | None
    granularity: str
    basis: str
    status: str = "resolved"
    time_start: time | None = None
    time_end: time | None = None
    carries: Carried | None = None


LOST = Resolved(None, None, "missing", "none", "lost")


def unknown(granularity: str) -> Resolved:
    """An expression whose day nothing tells."""
    return Resolved(None, None, granularity, "none", "vague")


def with_clock(found: Resolved, clock: Clock | None) -> Resolved:
    """Days with the clock time that was named with them."""
    if clock is None:
        return found
    granularity = "minute" if clock.with_minutes else "hour"
    end = found.end
    if clock.end < clock.start and end:
        # 22时至凌晨2时 runs into the next day.
        end, granularity = end + DAY, "range"
    return Resolved(
        found.start, end, granularity, found.basis, found.status, _time(clock.start), _time(clock.end), found.carries
    )  # fmt: skip


def _time(minutes: int) -> time:
    """24:00 is the last second of the day, as the type TIME has nothing later that is still that day."""
    return time(minutes // 60, minutes % 60) if minutes < 24 * 60 else time(23, 59, 59)


@dataclass(slots=True)
class Context:
    """What an expression is read against; it is moved from one expression to the next.

    `reference` is the day of the dateline or of publication. `day`, `month` and `year` are what the text named last, `ahead` a day of a
    year to come, on which only its sentence leans, `planned` the last day of a range that has not ended yet. `written` is the year that a
    text without a reference day tells to be its own, `year_of` tells that of a month and day in it. `future`: the clause is about
    the future; `alone`: the expression fills its line; `compared`: it is what something is compared with (较2017年); `up_to`: a total runs
    up to it. `floor` is the start of a range of which this is the end, `counted_from` the day right before it (2月13日的3天后), `stretch`
    the days in a row named last. `clock` is the clock time told last with a word for its half of the day, and in which paragraph.
    `aside`: the expression stands in brackets.
    """

    reference: date | None
    calendar: Calendar
    written: int | None = None
    year_of: Callable[[int, int], int | None] | None = None
    paragraph: int = 0
    sentence: int = 0
    day: NamedTime | None = None
    month: NamedTime | None = None
    year: NamedTime | None = None
    ahead: NamedTime | None = None
    planned: NamedTime | None = None
    stretch: Stretch | None = None
    future: bool = False
    alone: bool = False
    compared: bool = False
    up_to: bool = False
    aside: bool = False
    floor: date | None = None
    counted_from: date | None = None
    clock: Clock | None = None
    clock_paragraph: int = 0

    def remember(self, found: Resolved) -> None:
        """What `found` names is carried on, unless it is a comparison, a long range or still to come."""
        if self.compared or found.carries is None:
            return
        level, value = found.carries
        named = NamedTime(value, self.paragraph, self.sentence, found.basis)
        if self.reference and value.year > self.reference.year:
            self.ahead = named if level == "day" else None
            return
        self.year = named
        if level != "year":
            self.month = named
        if level == "day":
            self.day = named


def _is_unknown(found: Resolved) -> bool:
    """Whether an expression of the calendar means days that nothing tells: 3月25日 without a year."""
    return found.start is None and found.end is None and found.granularity != "vague"


def join(first: Resolved, last: Resolved) -> Resolved | None:
    """X至Y as one range, of unknown days too; None where the two make no range."""
    if first.status == "lost" or last.status == "lost":
        return LOST if first.status == last.status else None
    if _is_unknown(first) and _is_unknown(last):
        return Resolved(None, None, "range", "none", "vague", first.time_start, last.time_end)
    if first.start is None or last.end is None or last.end < first.start:
        return None
    basis = first.basis if first.basis == last.basis else "year_inferred" if "year_inferred" in (first.basis, last.basis) else "relative"
    if "explicit" in (first.basis, last.basis) and "relative" not in (first.basis, last.basis):
        basis = first.basis
    same_day = first.start == last.end and first.time_start is not None
    granularity = last.granularity if same_day else "range"
    return Resolved(first.start, last.end, granularity, basis, "resolved", first.time_start, last.time_end, last.carries)
