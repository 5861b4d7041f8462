"""The year of a text that names none, from what its words prove."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kaozheng.tasks.vocabulary import Vocabulary, built_once

EARLIEST_YEAR = 1949
_YEAR = re.compile(
    r"(?<![\d—–\-~至到])(?P<year>(?:19|20)\d\d)年(?P<term>度)?(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?(?P<plan>[—–\-~至底末前]|远景|规划|目标)?"
)
_AHEAD = re.compile(r"(?:到|至|在|力争|截至)$")
_THIS_YEAR = re.compile(r"今年[（(，,]?(?P<year>20\d\d)年|(?P<annual>20\d\d)年度(?=[一-鿿]{0,12}第[一二三四1-4]次)")


@dataclass(frozen=True)
class Eras:
    """Terms that news used of the present only between two days. A text that uses one was written in between."""

    _terms: re.Pattern[str]
    _days: dict[str, tuple[datetime.date | None, datetime.date | None]]

    def bounds(self, text: str) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and last day that all the terms in a text allow."""
        found = [self._days[term] for term in set(self._terms.findall(text))]
        firsts = [first for first, _ in found if first]
        lasts = [last for _, last in found if last]
        return max(firsts, default=None), min(lasts, default=None)


def year_of(month: int, day: int, text: str, latest: datetime.date, eras: Eras) -> int | None:
    """The year of a dateline such as 4月21日, or None where the text does not prove one.

    The rule, as an editor would date an undated cutting. The day lies behind every past day that the text names with its year, and not
    after `latest`, the day the document was fetched. It lies in the span of every term of the vocabulary's `eras` that the text uses
    (动态清零 was said of the present from August 2021 to December 2022). If just one year passes, that is it. If several do, the year
    that the text calls the present (今年（2022年）, 2022年度第一次会议) is it. Otherwise the year stays unknown: the latest year that
    a text names is often not its own.
    """
    first, last = eras.bounds(text)
    named = max(_past_days(text, latest), default=None)
    lower = max((d for d in (first, named) if d), default=datetime.date(EARLIEST_YEAR, 1, 1))
    upper = min(last or latest, latest)
    fitting = [year for year in range(lower.year, upper.year + 1) if (at := _date(year, month, day)) and lower <= at <= upper]
    present = {int(m["year"] or m["annual"]) for m in _THIS_YEAR.finditer(text)} & set(fitting)
    if len(fitting) == 1:
        return fitting[0]
    return present.pop() if len(present) == 1 else None


def _past_days(text: str, latest: datetime.date) -> Iterable[datetime.date]:
    """The days from which the dates with a year count, plans aside."""
    for match in _YEAR.finditer(text):
        at = _date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
        if at and at <= latest and not match["plan"] and not _AHEAD.search(text, max(match.start() - 2, 0), match.start()):
            yield at


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@built_once
def compile_eras(vocabulary: Vocabulary) -> Eras:
    days = {e["term"]: (_day(e["first"]), _day(e["last"])) for e in vocabulary.entries("eras")}
    return Eras(re.compile("|".join(sorted(map(re.escape, days), key=len, reverse=True))), days)


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
