"""The period that a number is about."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

_TWO_DAYS = 2


@dataclass(slots=True)
class Period:
    """What `date_start` and `date_end` of a count are; `as_of`: a total up to the day; `since`: it goes on until the text was written.

    One that is both as of a day and has a start is the end of a year or month (2021年末), of which only a stock or a rate is.
    """

    start: datetime.date | None
    end: datetime.date | None
    as_of: bool
    since: bool = False

    @property
    def days(self) -> int | None:
        """Its length; None where an end is open, 1 for a day that totals run up to."""
        if self.end is None:
            return None
        return (self.end - self.start).days + 1 if self.start else 1

    @staticmethod
    def over(periods: Iterable[Period]) -> Period:
        """From the first day of some to the last, in whatever order they are told."""
        known = list(periods)
        starts, ends = [p.start for p in known if p.start], [p.end for p in known if p.end]
        return Period(min(starts, default=None), max(ends, default=None), False)

    def alone(self) -> Period:
        """A day listed behind another by itself, where the two would be taken together; a longer time as it is."""
        return Period(self.start if (self.days or 0) > _TWO_DAYS else self.end, self.end, False)


@dataclass(slots=True)
class Stated:
    """A period, where it is named and up to where it governs; `clock`: named with a clock time, or as a festival."""

    at: int
    end: int
    until: int
    clock: bool
    period: Period
