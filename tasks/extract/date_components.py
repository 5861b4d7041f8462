"""What a date expression says, before anybody knows which days it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Base(StrEnum):
    """What a part of an expression counts from."""

    NUMBER = "number"
    """Nothing: the part is written out (2022年, 4月, 17日)."""
    REFERENCE = "reference"
    """The reference day: 去年, 上月, 昨天."""
    NAMED = "named"
    """What the text named last: 当年, 当月, 次日."""
    STORY = "story"
    """What the text named last near by, and nothing else: 第二天, 当年."""
    TOLD = "told"
    """The year that the words before it name in so many digits, else the reference day: 2015年增长9%，比上年快2个百分点."""
    CYCLE = "cycle"
    """The cycle of sixty or twelve years: 庚子年, 虎年."""


YEARS_AGO = "years ago"
"""The name of a year counted back from the reference day (两年前的); other parts bear the word that they were written with."""


@dataclass(slots=True)
class Part:
    """A year, month or day: the number, or the shift from its base; `last` ends a range (1至8月), else equals `value`."""

    base: Base
    value: int
    last: int
    name: str = ""


@dataclass(slots=True)
class Clock:
    """A clock time in minutes after midnight, 1440 for 24:00; `end` equals `start` where the text names one time.

    `half`: the half of the day that a word beside it tells (evening of 晚上7时), '' where none does.
    """

    start: int
    end: int
    with_minutes: bool
    half: str = ""


@dataclass(slots=True)
class Components:
    """A date expression taken apart.

    `form` is the name of the pattern that found it, `calendar` for all that name year, month, day or clock time; it says which
    of the parts have a meaning. `term` is a word of the form (上旬, 春, 春节), `number` and `number_last` are its numbers (quarters,
    months, days to count), `unit` the unit that they count. `since`: 以来 follows.
    """

    form: str
    year: Part | None = None
    month: Part | None = None
    day: Part | None = None
    clock: Clock | None = None
    term: str = ""
    number: int = 0
    number_last: int = 0
    unit: str = ""
    since: bool = False


class Expression(NamedTuple):
    """A date expression in the text."""

    start: int
    end: int
    components: Components
