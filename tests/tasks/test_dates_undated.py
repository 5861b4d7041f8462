"""Dates of texts that no day of publication goes with: what tells their year, and what does not. All texts are written for these tests."""

from __future__ import annotations

import pytest
from test_dates import days, found

UNKNOWN = ".."


@pytest.mark.parametrize(
    "text, quote, expected",
    [
        pytest.param("中学始建于1956年。4月2日开学。", "4月2日", UNKNOWN, id="founded long ago"),
        pytest.param("公司成立于2009年5月3日。4月2日开业。", "4月2日", UNKNOWN, id="founded on a day"),
        pytest.param("2013年因诈骗被外地警方上网追逃的田某现身。4月2日，民警将其抓获。", "4月2日", UNKNOWN, id="wanted since"),
        pytest.param("罗某1985年6月15日出生。4月2日，他带队抢修。", "4月2日", UNKNOWN, id="a birth"),
        pytest.param("永州日报4月2日讯 春旱为1963年以来最重。", "4月2日", UNKNOWN, id="the worst since"),
        pytest.param("1998年以来，全镇修渠9条。4月2日，又修3条。", "4月2日", UNKNOWN, id="told since a year"),
        pytest.param("2020年3月1日以来，全镇修渠9条。4月2日，又修3条。", "4月2日", "2020-04-02", id="told since a day"),
        pytest.param("4月2日，水位超过2016年最高水位。", "4月2日", UNKNOWN, id="but compared with"),
        pytest.param("2020年产粮3万吨，2021年产粮4万吨。4月2日开镰。", "4月2日", UNKNOWN, id="one of two years"),
        pytest.param("该县2020年新修水渠9条。今年3月又修3条。", "今年3月", UNKNOWN, id="this year is another"),
        pytest.param("2020年修渠9条，去年修渠8条。", "去年", UNKNOWN, id="last year is counted from now"),
        pytest.param("2020年5月，全镇修渠9条。6月3日通水。", "6月3日", "2020-06-03", id="the one year named"),
        pytest.param("6月3日，全县举行2020年项目开工仪式。", "6月3日", "2020-06-03", id="the year of what is held"),
        pytest.param("全县召开2020年动员会，今年要开工9个项目。", "今年", "2020-01-01/2020-12-31", id="this year is that of what is held"),
        pytest.param("水库建于1958年。2020年6月3日动工加固，6月9日完工。", "6月9日", "2020-06-09", id="a story goes on behind its day"),
        pytest.param("永州日报2月12日讯 火灾由2016年的825起降至2021年的297起。", "2月12日", "2022-02-12", id="a year with its figure"),
        pytest.param("永州日报2月12日讯 2021年全年修渠9条。", "2月12日", "2022-02-12", id="all of a year is over"),
        pytest.param("永州日报9月12日讯 2021年的9条水渠完工。", "9月12日", "2021-09-12", id="a year late in it is not over"),
        pytest.param("永州日报2月12日讯 2021年马拉松开跑。", "2月12日", "2021-02-12", id="a year without a figure"),
        pytest.param("永州日报2月12日讯 到2023年修路9条。", "2月12日", UNKNOWN, id="a year to come"),
        pytest.param("永州日报5月23日电 2018年底，全村481人脱贫。", "5月23日", "2019-05-23", id="the end of a year is over"),
        pytest.param("永州日报4月9日讯 她2014年度被评为先进。", "4月9日", "2015-04-09", id="so is the year of an award"),
        pytest.param("永州日报4月20日讯 2021年集团卖车350万辆。", "4月20日", "2022-04-20", id="or by its total alone"),
        pytest.param("永州日报4月3日讯 2012年8月借款。至2025年3月27日，他没有还款。", "4月3日", "2025-04-03", id="a day that has come"),
        pytest.param("9月17日，球队夺冠。“2001年的运动会上，我们输了。”教练说。", "9月17日", UNKNOWN, id="somebody remembers"),
        pytest.param("2011年初，村里试种，当年便成功。", "当年", "2011-01-01/2011-12-31", id="the year whose beginning was told"),
        pytest.param("永州日报1月20日讯 2021年，法院共收案9万件。", "1月20日", "2022-01-20", id="a year told in sum"),
        pytest.param("永州日报2月20日讯 2021年第四季度产值9亿元。", "2月20日", "2022-02-20", id="a quarter begins in its first month"),
        pytest.param("“1983年的人，还这么拼。”6月17日，队长说。", "6月17日", UNKNOWN, id="no page is so old"),
        pytest.param("1959年并县，1962年分县；74年建二中，70年未变。", "74年", "1974-01-01/1974-12-31", id="a year of the century told"),
        pytest.param("9月16日，学校建校40周年。\n学校2007年1月改建。", "9月16日", UNKNOWN, id="told by the way in a later paragraph"),
        pytest.param("永州日报9月16日讯 村里办起民宿。\n2013年，他返乡。2015年，他脱贫。", "9月16日", UNKNOWN, id="years of a story"),
        pytest.param("永州日报9月16日讯 村里办起民宿。\n2015年8月，他返乡。", "9月16日", "2015-09-16", id="a month of a story"),
        pytest.param("2020年2月3日至今，全市报告9例。4月2日，又报告1例。", "4月2日", UNKNOWN, id="told up to now"),
        pytest.param("变化始于2015年。这一年，村里修路。", "这一年", "2015-01-01/2015-12-31", id="the year of the sentence before"),
        pytest.param("9月16日，学校迎新。2019年1月，新楼落成。", "9月16日", "2019-09-16", id="told in the same paragraph"),
        pytest.param("9月16日，会议总结五年工作（2016至2020年）。", "9月16日", UNKNOWN, id="years that are summed up"),
        pytest.param(
            "据10月8日消息，县里解封。\n2021年10月7日，复检阴性。\n2023年5月2日", "10月8日", "2021-10-08", id="a full date near by"
        ),
        pytest.param(
            "据10月8日消息，县里解封。\n2021年10月7日复检。\n2023年10月2日又检。", "10月8日", UNKNOWN, id="full dates of two years"
        ),
        pytest.param("4月2日，小区设为管控区，奥密克戎来势汹汹。", "4月2日", "2022-04-02", id="terms of one year"),
        pytest.param("4月2日，小区设为管控区。", "4月2日", UNKNOWN, id="a term of two years"),
        pytest.param("12月6日，小区设为管控区，时空伴随者均居家。", "12月6日", UNKNOWN, id="a day in two years of the terms"),
        pytest.param("小区静态管理，今年3月起免租。", "今年3月", "2022-03-01/2022-03-31", id="this year is that of the terms"),
        pytest.param("罗某1985年6月15日出生，当年随父母迁居。", "当年", "1985-01-01/1985-12-31", id="the same year as told"),
    ],
)
def test_the_year_of_an_undated_text(text, quote, expected):
    assert next(days(m) for q, m in found(text, published=None) if q == quote) == expected


def test_the_time_to_go_tells_a_day_to_come():
    told = found("距离10月22日开馆还有半年。原来年初就已完工。", published="2022-04-22")
    assert [(quote, days(m)) for quote, m in told if "22日" in quote] == [("10月22日", "2022-10-22")]
    assert [days(m) for quote, m in told if "年初" in quote] == ["2022-01-01/2022-01-31"]


def test_a_birthday_holds_for_no_day_told_later():
    told = found("罗某，1985年6月15日出生。3月8日，他带队抢修。", published="2022-04-22")
    assert [days(m) for _, m in told] == ["1985-06-15", "2022-03-08"]


@pytest.mark.parametrize(
    "text, quotes, granularity, clock",
    [
        ("3月25日至4月24日，检查车辆。", ["3月25日至4月24日"], "range", None),
        ("7月1日下午至7月2日凌晨3时，夜查。", ["7月1日下午至7月2日凌晨3时"], "range", None),
        ("10月1日-4日，景区开放。", ["10月1日-4日"], "range", None),
        ("8月11日14时30分许，列车进站。", ["8月11日14时30分许"], "minute", "14:30"),
        ("当晚23时，行动开始。", ["当晚23时"], "hour", "23:00"),
        ("近日至4月3日", ["近日", "4月3日"], "vague", None),
    ],
)
def test_what_an_unknown_day_tells_all_the_same(text, quotes, granularity, clock):
    """X至Y is one range, and a clock time stays, though nothing tells the year."""
    mentions = found(text, published=None)
    assert [quote for quote, _ in mentions] == quotes
    first = mentions[0][1]
    assert (first.granularity, first.status, days(first)) == (granularity, "vague", UNKNOWN)
    assert clock is None or f"{first.time_start:%H:%M}" == clock


@pytest.mark.parametrize("text", ["来源：光明日报", "昆明日报记者", "黎明日出"])
def test_a_word_that_ends_in_the_middle_is_no_day(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text, clock",
    [
        pytest.param("晚上7时30分，民警设卡。7时40分，一车驶来。", "19:40", id="the same evening"),
        pytest.param("下午3时出发。\n4时许抵达。", "16:00", id="in the next paragraph"),
        pytest.param("晚上7时30分，民警设卡。6时，一车驶来。", "06:00", id="told backwards"),
        pytest.param("下午1时集合。9时，一车驶来。", "09:00", id="too long after"),
        pytest.param("晚上7时30分，民警设卡。凌晨3时，一车驶来。", "03:00", id="a word of its own"),
        pytest.param("上午9时集合。10时，一车驶来。", "10:00", id="a morning"),
        pytest.param("16时10分集合。9时，一车驶来。", "09:00", id="by the clock of 24 hours"),
    ],
)
def test_a_story_goes_on_in_its_half_of_the_day(text, clock):
    assert f"{found(text, published=None)[-1][1].time_start:%H:%M}" == clock


def test_a_plan_goes_on_in_its_sentence():
    told = found("到今年5月底要完成首剂接种，到8月底完成第二剂。", published="2022-04-22")
    assert [days(m) for _, m in told] == ["2022-05-21/2022-05-31", "2022-08-21/2022-08-31"]


def test_a_clock_time_is_of_no_day_of_many():
    told = found("2021年3月2日至4月20日，他记下日记：凌晨1点回村。", published="2022-04-22")
    assert [days(m) for _, m in told] == ["2021-03-02/2021-04-20", UNKNOWN]


def test_a_group_of_the_young_is_no_year():
    assert found("这一年轻群体有40人。") == []


def test_an_anniversary_tells_the_year():
    told = found("今年是建党98周年，6月3日，村里开了党课。", published=None)
    assert [days(m) for _, m in told] == ["2019-01-01/2019-12-31", "2019-06-03"]
