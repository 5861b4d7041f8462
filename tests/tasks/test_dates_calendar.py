"""The calendar tables against days that everybody can look up."""

from __future__ import annotations

from datetime import date

import pytest
from test_dates import days, found

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


@pytest.mark.parametrize(
    "published, text, expected",
    [
        ("2017-01-31", "春节假日前四天，全县迎客2万人次。", "春节假日前四天=2017-01-27/2017-01-30"),
        ("2026-02-21", "春节假期第五天，茶园限流。", "春节假期第五天=2026-02-19"),
        ("2019-02-05", "4日是春节“黄金周”第一天。", "4日=2019-02-04; 春节“黄金周”第一天=2019-02-04"),
        ("2022-10-02", "今年国庆首日，渡口迎客1万人次。", "今年国庆首日=2022-10-01"),
        ("2024-02-18", "春节假期最后一天，船票售罄。", "春节假期最后一天=2024-02-17"),
        ("2022-05-06", "五一前三天，值班人员到岗。", "五一=2022-05-01"),
        ("2014-02-04", "除夕至初三，灯会照常。", "除夕至初三=2014-01-30/2014-02-02"),
        ("2009-02-02", "今年春节初一至初六，街头献血3万毫升。", "今年春节初一至初六=2009-01-26/2009-01-31"),
        ("2023-01-28", "大年初三至初五人最多，到了初六仍在排队。", "大年初三至初五=2023-01-24/2023-01-26; 初六=2023-01-27"),
        ("2023-01-28", "初一至初三年级返校，当初五家企业入驻，大年将至。", ""),
        ("2021-09-10", "初四的课程有六门。", ""),
        ("2020-09-24", "国庆中秋假期加开班船。", "国庆中秋假期=2020-10-01/2020-10-08"),
        ("2023-10-08", "中秋国庆假期迎客8万人次，中秋假期首日最多。", "中秋国庆假期=2023-09-29/2023-10-06; 中秋假期首日=2023-09-29"),
        ("2019-04-20", "今日是谷雨节气。", "今日=2019-04-20; 谷雨=2019-04-20"),
        ("2021-03-01", "2020—2021学年招生800人。", "2020—2021学年=2020-09-01/2021-08-31"),
        ("2022-07-01", "2022年夏季风偏弱，盛夏季风转强。", "2022年=2022-01-01/2022-12-31"),
        ("2024-03-05", "去年第四季新增75宗，今年首季持平。", "去年第四季=2023-10-01/2023-12-31; 今年首季=2024-01-01/2024-03-31"),
        ("2015-05-01", "1996年至2014年初，他在任。", "1996年至2014年初=1996-01-01/2014-01-31"),
        ("2019-06-02", "6月5到6月6日有雨。", "6月5到6月6日=2019-06-05/2019-06-06"),
        ("2026-01-16", "2026年第二周，流感减少。", "2026年第二周=2026-01-05/2026-01-11"),
        ("2019-08-02", "2019年“八一”建军节将至，社区慰问。", "2019年“八一”建军节=2019-08-01"),
        ("2024-03-20", "以“二月八”庙会为契机，三月三家企业开工。", "三月=2024-03-01/2024-03-31"),
        ("2021-05-01", "今年来，我县修渠9条。他今年来了两次。", "今年来=2021-01-01/2021-05-01; 今年=2021-01-01/2021-12-31"),
    ],
)
def test_days_of_holidays_and_other_stretches(published, text, expected):
    assert "; ".join(f"{quote}={days(m)}" for quote, m in found(text, published=published)) == expected


@pytest.mark.parametrize(
    "published, text, expected",
    [
        ("2026-02-21", "昨天（2月19日）迎客3万人次。今天限流。", ["2026-02-19", "2026-02-19", "2026-02-20"]),
        ("2026-02-21", "昨天（2月19日至20日）有雨。昨天晴。", ["2026-02-20", "2026-02-19/2026-02-20", "2026-02-20"]),
        ("2026-02-21", "昨天（1月3日）迎客3万人次。", ["2026-02-20", "2026-01-03"]),
        ("2021-10-06", "10月1日至4日迎客6万人次，湖区前4天累计1万人。", ["2021-10-01/2021-10-04", "2021-10-01/2021-10-04"]),
        ("2021-10-09", "国庆假期，茶园火热。前五天，全县迎客2万人次。", ["2021-10-01/2021-10-07", "2021-10-01/2021-10-05"]),
        ("2022-05-07", "本周（4月25日至5月1日）卖菜30吨。", ["2022-04-25/2022-05-01", "2022-04-25/2022-05-01"]),
        ("2019-01-31", "船队2014年5月3日至9日试航。\n5月4日返港。", ["2014-05-03/2014-05-09", "2014-05-04"]),
        ("2024-10-06", "9时至11时和16时至19时为易拥堵时段，早一点走。20时，大桥封闭。", ["2024-10-06"]),
        ("2023-11-20", "今年首三季增长7%，消防宣传日前夕，共绘美好明天。", ["2023-01-01/2023-09-30"]),
        ("2022-06-10", "盛夏时节，荷花开了。", ["2022-07-07/2022-08-06"]),
        ("2022-05-07", "在2010年和2012年之间修路，2007年与2009年间，种树。", ["2010-01-01/2012-12-31", "2007-01-01/2009-12-31"]),
        ("2022-05-07", "2018年和2019年间隔一年。", ["2018-01-01/2018-12-31", "2019-01-01/2019-12-31"]),
        ("", "今年以来修渠9条，3月以来种树。", [".. range", ".. range"]),
        ("2021-10-09", "他发病前4天接触过3人，湖区前4天累计1万人。", []),
        ("", "国庆假期火热。1至9月，产值4亿元。", [".. range", ".. range"]),
    ],
)
def test_days_told_by_their_neighbours(published, text, expected):
    told = found(text, published=published or None)
    assert [days(m) if m.date_start else f"{days(m)} {m.granularity}" for _, m in told] == expected
