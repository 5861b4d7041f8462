"""Days that a calendar has to tell: lunar dates, solar terms, festivals, public holidays and seasons.

The lunar calendar is data (`lunar_years.tsv`, `solar_terms.tsv`, 1950 to 2050), not computation; outside those years the answer is None.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from kaozheng.tasks.vocabulary import Entry, Vocabulary, built_once

DAY = timedelta(days=1)
SEASON_OPENINGS = {"春": "立春", "夏": "立夏", "秋": "立秋", "冬": "立冬"}
_NEXT_SEASON = {"春": "夏", "夏": "秋", "秋": "冬", "冬": "春"}
# The middle third of a season opens and closes with these terms: 初夏 is 立夏 up to 芒种, 暮春 is 清明 up to 立夏.
_SECOND_THIRD = {"春": "惊蛰", "夏": "芒种", "秋": "白露", "冬": "大雪"}
_LAST_THIRD = {"春": "清明", "夏": "小暑", "秋": "寒露", "冬": "小寒"}
_STEMS, _BRANCHES, _ANIMALS = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "鼠牛虎兔龙蛇马羊猴鸡狗猪"


class Days(NamedTuple):
    """A span of days, both ends included."""

    start: date
    end: date


class Festival(NamedTuple):
    """A named day. `needs`: '' where the name alone is enough, else what must stand beside it (see festivals.tsv)."""

    name: str
    calendar: str
    month: str
    day: str
    holiday: str
    needs: str


class LunarYear(NamedTuple):
    """First day of a lunar year, the month that is doubled (0 for none) and the days of its 12 or 13 months."""

    new_year: date
    leap_month: int
    month_days: tuple[int, ...]


@dataclass(frozen=True)
class Calendar:
    """Look-ups in the calendar tables; every method gives None where the tables end or the day does not exist."""

    lunar_years: Mapping[int, LunarYear]
    terms: Mapping[int, Mapping[str, date]]
    festivals: Mapping[str, Festival]
    holidays: Mapping[str, tuple[Days, ...]]
    landmarks: Mapping[str, date]

    def lunar_day(self, year: int, month: int, day: int, leap: bool = False) -> date | None:
        """The day of a lunar date of the lunar year that begins in `year`; `day` -1 is the last of the month."""
        months = self.lunar_months(year, month, leap)
        if months is None:
            return None
        last = (months.end - months.start).days + 1
        wanted = last if day == -1 else day
        return months.start + (wanted - 1) * DAY if wanted <= last else None

    def lunar_months(self, year: int, month: int, leap: bool = False) -> Days | None:
        """The days of a lunar month."""
        found = self.lunar_years.get(year)
        if found is None or (leap and found.leap_month != month):
            return None
        index = month - 1 + (1 if found.leap_month and (month > found.leap_month or leap) else 0)
        start = found.new_year + sum(found.month_days[:index]) * DAY
        return Days(start, start + (found.month_days[index] - 1) * DAY)

    def festival_day(self, name: str, year: int) -> date | None:
        """The day of a festival in `year`; one of the last lunar month is that of the winter that ends in `year`, as news dates 除夕."""
        festival = self.festivals[name]
        if festival.calendar == "term":
            return self.terms.get(year, {}).get(festival.month)
        month = int(festival.month)
        if festival.calendar == "lunar":
            return self.lunar_day(year - (month == 12), month, -1 if festival.day == "last" else int(festival.day))
        if festival.calendar == "weekday":
            nth, weekday = (int(part) for part in festival.day.split("-"))
            return nth_weekday(year, month, nth, weekday)
        return date(year, month, int(festival.day))

    def holiday(self, name: str, day: date) -> Days:
        """The days off of the festival `name` that fell on `day`, or will; the day itself where nothing is arranged."""
        runs = [run for holiday in self.festivals[name].holiday.split() for run in self.holidays.get(holiday, ())]
        near = [run for run in runs if run.start - 7 * DAY <= day <= run.end + 7 * DAY]
        return Days(min(run.start for run in near), max(run.end for run in near)) if near else Days(day, day)

    def season(self, year: int, season: str, third: int = 0) -> Days | None:
        """The season that opens in `year`, from its opening term to the day before the next; `third` 1 to 3 for a part of it."""
        # A winter's last third and its end lie in the year after.
        after = year + (season == "冬")
        try:
            borders = (
                self.terms[year][SEASON_OPENINGS[season]],
                self.terms[year][_SECOND_THIRD[season]],
                self.terms[after][_LAST_THIRD[season]],
                self.terms[after][SEASON_OPENINGS[_NEXT_SEASON[season]]],
            )
        except KeyError:
            return None
        return Days(borders[third - 1], borders[third] - DAY) if third else Days(borders[0], borders[3] - DAY)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth (-1: last) weekday (Monday 1) of a month."""
    if nth == -1:
        last = month_end(year, month)
        return last - ((last.isoweekday() - weekday) % 7) * DAY
    first = date(year, month, 1)
    found = first + ((weekday - first.isoweekday()) % 7 + 7 * (nth - 1)) * DAY
    return found if found.month == month else None


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - DAY if year < datetime.MAXYEAR else date(year, month, 28)


def sexagenary_year(name: str, near: int) -> int | None:
    """The last year up to `near`, or the one after it, called by stem and branch (庚子) or animal (鼠); None for no such name."""
    if len(name) == 1:
        place, cycle = _ANIMALS.find(name), 12
    else:
        stem, branch = _STEMS.find(name[0]), _BRANCHES.find(name[1])
        place, cycle = next((n for n in range(60) if n % 10 == stem and n % 12 == branch), -1), 60
    if place < 0:
        return None
    # The year 4 opens both cycles.
    behind = (near - 4 - place) % cycle
    return near + 1 if behind == cycle - 1 else near - behind


@built_once
def load_calendar(vocabulary: Vocabulary) -> Calendar:
    """The calendar tables of a vocabulary."""
    holidays: dict[str, tuple[Days, ...]] = {}
    for row in vocabulary.entries("public_holidays"):
        run = Days(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
        holidays[row["festival"]] = (*holidays.get(row["festival"], ()), run)
    return Calendar(
        lunar_years={int(row["year"]): _lunar_year(row) for row in vocabulary.entries("lunar_years")},
        terms={int(row["year"]): _terms(row) for row in vocabulary.entries("solar_terms")},
        festivals={
            row["name"]: Festival(row["name"], row["calendar"], row["month"], row["day"], row["holiday"], row["needs"])
            for row in vocabulary.entries("festivals")
        },
        holidays=holidays,
        landmarks={row["name"]: date.fromisoformat(row["first"]) for row in vocabulary.entries("date_landmarks")},
    )


def _lunar_year(row: Entry) -> LunarYear:
    return LunarYear(date.fromisoformat(row["new_year"]), int(row["leap_month"] or 0), tuple(map(int, row["month_days"].split())))


def _terms(row: Entry) -> dict[str, date]:
    return {term: date.fromisoformat(f"{row['year']}-{day}") for term, day in row.items() if term != "year"}
