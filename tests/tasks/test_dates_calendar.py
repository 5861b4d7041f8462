"""The calendar tables against days that everybody can look up."""

from __future__ import annotations

from datetime import date

import pytest

from kaozheng.tasks.extract.calendar_terms import DAY, load_calendar, nth_weekday, sexagenary_year
from kaozheng.tasks.vocabulary import Vocabulary

CALENDAR = load_calendar(Vocabulary.default())


@pytest.mark.parametrize(
    "name, year, expected",
    [
        ("春节", 2020, date(2020, 1, 25)),
        ("除夕", 2020, date(2020, 1, 24)),
        ("元宵节", 2022, date(2022, 2, 15)),
        ("端午", 2020, date(2020, 6, 25)),
        ("中秋", 2020, date(2020, 10, 1)),
        ("重阳节", 2023, date(2023, 10, 23)),
        ("清明", 2022, date(2022, 4, 5)),
        ("冬至", 2021, date(2021, 12, 21)),
        ("母亲节", 2022, date(2022, 5, 8)),
        ("国庆节", 2022, date(2022, 10, 1)),
        ("春节", 2150, None),
    ],
)
def test_festivals(name, year, expected):
    assert CALENDAR.festival_day(name, year) == expected


@pytest.mark.parametrize("year", sorted(CALENDAR.lunar_years))
def test_lunar_years_follow_one_another(year):
    found = CALENDAR.lunar_years[year]
    assert len(found.month_days) == 12 + (found.leap_month > 0)
    assert set(found.month_days) <= {29, 30}
    following = CALENDAR.lunar_years.get(year + 1)
    assert following is None or found.new_year + sum(found.month_days) * DAY == following.new_year


def test_a_leap_month_stands_after_the_month_it_doubles():
    assert CALENDAR.lunar_day(2020, 4, 1) == date(2020, 4, 23)
    assert CALENDAR.lunar_day(2020, 4, 1, leap=True) == date(2020, 5, 23)
    assert CALENDAR.lunar_day(2020, 5, 5) == date(2020, 6, 25)
    assert CALENDAR.lunar_day(2021, 4, 1, leap=True) is None


@pytest.mark.parametrize(
    "name, near, expected",
    [("庚子", 2020, 2020), ("庚子", 1930, 1900), ("甲子", 2022, 1984), ("虎", 2022, 2022), ("鼠", 2022, 2020), ("甲丑", 2022, None)],
)
def test_names_of_years(name, near, expected):
    assert sexagenary_year(name, near) == expected


@pytest.mark.parametrize(
    "season, third, expected",
    [
        ("夏", 0, (date(2020, 5, 5), date(2020, 8, 6))),
        ("夏", 1, (date(2020, 5, 5), date(2020, 6, 4))),
        ("冬", 3, (date(2021, 1, 5), date(2021, 2, 2))),
    ],
)
def test_seasons(season, third, expected):
    assert CALENDAR.season(2020, season, third) == expected


def test_the_fifth_friday_may_not_exist():
    assert nth_weekday(2022, 4, 5, 5) == date(2022, 4, 29)
    assert nth_weekday(2022, 5, 5, 5) is None
    assert nth_weekday(2022, 5, -1, 5) == date(2022, 5, 27)
