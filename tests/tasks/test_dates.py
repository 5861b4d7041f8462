"""Dates: what is found, and which days it means, in tables of (text, expected). All texts are written for these tests."""

from __future__ import annotations

import datetime
import time
from itertools import pairwise

import pytest
from growth import grows_linearly

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.dates import find_dates
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()
PUBLISHED = "2022-04-22"


def found(text, published=PUBLISHED, dateline=None):
    article = Article(
        "d",
        "d-a1",
        "news",
        None,
        None,
        (),
        day(dateline),
        day(published),
        AlignedText.raw(text),
        (Sentence("d-a1-s1", "body", 0, 0, len(text)),),
    )
    mentions = find_dates(article, VOCABULARY)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    return [(text[m.start : m.end], m) for m in mentions]


def day(iso):
    return datetime.date.fromisoformat(iso) if iso else None


def days(mention):
    """2022-03-17, or 2022-03-17/2022-03-20, with .. for an end that is open."""
    start, end = (d.isoformat() if d else ".." for d in (mention.date_start, mention.date_end))
    return start if start == end else f"{start}/{end}"


def spoken(text, **where):
    return [(quote, days(m), m.granularity, m.basis, m.status) for quote, m in found(text, **where)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2022年4月17日", "2022-04-17 day explicit"),
        ("二〇二二年四月十七日", "2022-04-17 day explicit"),
        ("2022 年 4 月 17 日", "2022-04-17 day explicit"),
        ("2022-04-17", "2022-04-17 day explicit"),
        ("2021/8/9 16:18", "2021-08-09 minute explicit"),
        ("20220417", "2022-04-17 day explicit"),
        ("18年10月", "2018-10-01/2018-10-31 month explicit"),
        ("2022年度", "2022-01-01/2022-12-31 year explicit"),
        ("2021—2035年", "2021-01-01/2035-12-31 range explicit"),
        ("2021年底", "2021-12-01/2021-12-31 vague explicit"),
        ("2022年第一季度", "2022-01-01/2022-03-31 season explicit"),
        ("2021年上半年", "2021-01-01/2021-06-30 season explicit"),
        ("上世纪90年代", "1990-01-01/1999-12-31 range explicit"),
        ("“十四五”期间", "2021-01-01/2025-12-31 range explicit"),
        ("康熙三年", "1664-01-01/1664-12-31 year explicit"),
        ("3月17日", "2022-03-17 day year_inferred"),
        ("3月17日下午", "2022-03-17 day year_inferred"),
        ("4月20日（星期三）晚", "2022-04-20 day year_inferred"),
        ("3月30日10时许", "2022-03-30 hour year_inferred"),
        ("3月30日凌晨1时30分", "2022-03-30 minute year_inferred"),
        ("3月", "2022-03-01/2022-03-31 month year_inferred"),
        ("4月份", "2022-04-01/2022-04-30 month year_inferred"),
        ("1月下旬", "2022-01-21/2022-01-31 range year_inferred"),
        ("2月下旬", "2022-02-21/2022-02-28 range year_inferred"),
        ("3月初", "2022-03-01/2022-03-10 vague year_inferred"),
        ("1至3月", "2022-01-01/2022-03-31 range year_inferred"),
        ("前3个月", "2022-01-01/2022-03-31 range year_inferred"),
        ("18日", "2022-04-18 day year_inferred"),
        ("今天12时", "2022-04-22 hour relative"),
        ("昨日", "2022-04-21 day relative"),
        ("大后天", "2022-04-25 day relative"),
        ("上月", "2022-03-01/2022-03-31 month relative"),
        ("去年10月", "2021-10-01/2021-10-31 month relative"),
        ("去年", "2021-01-01/2021-12-31 year relative"),
        ("今年前2个月", "2022-01-01/2022-02-28 range relative"),
        ("过去一年", "2021-01-01/2021-12-31 year relative"),
        ("近三年来", "2019-04-22/2022-04-22 range relative"),
        ("本周", "2022-04-18/2022-04-24 range relative"),
        ("上周五", "2022-04-15 day relative"),
        ("今春", "2022-02-04/2022-05-04 season relative"),
        ("目前", "2022-04-22 vague relative"),
        ("连日来", "../2022-04-22 vague relative"),
        ("近年来", "../2022-04-22 vague relative"),
        ("截至目前", "../2022-04-22 vague relative"),
        ("今后一段时间", "2022-04-22/.. vague relative"),
        ("5月最后一天", "2021-05-31 day year_inferred"),
        ("2021年11月的第二个星期日", "2021-11-14 day explicit"),
    ],
)
def test_one_expression_in_a_sentence(text, expected):
    quotes = spoken(f"会上通报，{text}，工作平稳有序。")
    assert [(quote, f"{d} {granularity} {basis}") for quote, d, granularity, basis, _ in quotes] == [(text, expected)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("3月16日0—24时", "00:00:00 23:59:59"),
        ("3月16日0时至24时", "00:00:00 23:59:59"),
        ("3月16日24时", "23:59:59 23:59:59"),
        ("3月16日8:30-11:00", "08:30:00 11:00:00"),
        ("3月16日上午9时至下午5时", "09:00:00 17:00:00"),
        ("18日零点", "00:00:00 00:00:00"),
        ("今晚8点半", "20:30:00 20:30:00"),
        ("昨天中午12时", "12:00:00 12:00:00"),
        ("昨天下午12时", "12:00:00 12:00:00"),
        ("昨日晚上12时", "23:59:59 23:59:59"),
        ("3月16日凌晨12点", "00:00:00 00:00:00"),
        ("3月16日下午", "None None"),
    ],
)
def test_clock_times(text, expected):
    [(quote, mention)] = found(f"{text}，通道开放。")
    assert (quote, f"{mention.time_start} {mention.time_end}") == (text, expected)
    assert mention.date_start == mention.date_end


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("3月18日停航，到27日12时复航。", ["2022-03-18", "2022-03-27"], id="a bare day is of the month named last"),
        pytest.param("3月下旬备料，28日开工。", ["2022-03-21/2022-03-31", "2022-03-28"], id="or of the month that a part was named of"),
        pytest.param("一季度平稳，18日开工。", ["2022-01-01/2022-03-31", "2022-04-18"], id="a quarter gives no month"),
        pytest.param("3月28日开工，2日完工。", ["2022-03-28", "2022-04-02"], id="or of the next where the month is over"),
        pytest.param(
            "2020年1月20日立项。\n1月23日开工。\n2月3日封顶。", ["2020-01-20", "2020-01-23", "2020-02-03"], id="a story keeps its year"
        ),
        pytest.param("2021年12月30日启动，1月5日完成。", ["2021-12-30", "2022-01-05"], id="a story goes on into the next year"),
        pytest.param(
            "2018年4月26日他曾来此考察。\n4月18日，专家再次到访。", ["2018-04-26", "2022-04-18"], id="background does not give its year"
        ),
        pytest.param(
            "学生人数较2017年减少。3月复课。", ["2017-01-01/2017-12-31", "2022-03-01/2022-03-31"], id="nor does what is compared with"
        ),
        pytest.param("12月1日，仓库建成。", ["2021-12-01"], id="a report does not run ahead"),
        pytest.param("项目将于12月1日建成。", ["2022-12-01"], id="unless it says so"),
        pytest.param("5月10日开馆。", ["2022-05-10"], id="or the day is near"),
        pytest.param("周六，市民出游。", ["2022-04-16"], id="a weekday to come is last week's"),
        pytest.param(
            "3月20日收治1人。当天转运。当晚10时完工。次日抵达。", ["2022-03-20", "2022-03-20", "2022-03-20", "2022-03-21"], id="named days"
        ),
        pytest.param("3月20日收治1人。三天后，他出院。", ["2022-03-20", "2022-03-23"], id="days later"),
        pytest.param("直到3月30日，6时许才收工。", ["2022-03-30", "2022-03-30"], id="a clock time is of the day named last"),
        pytest.param("中秋节前一天，商场客满。", ["2021-09-20"], id="a count from a date joins it"),
        pytest.param("本报4月21日讯 今天，会议召开。", ["2022-04-21", "2022-04-21"], id="a dateline says what today is"),
    ],
)
def test_days_in_context(text, expected):
    assert [days(m) for _, m in found(text)] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("4月17日至20日", "2022-04-17/2022-04-20"),
        ("3月底到4月份", "2022-03-21/2022-04-30"),
        ("4月起至7月底", "2022-04-01/2022-07-31"),
        ("12月31日至1月2日", "2021-12-31/2022-01-02"),
        ("12月30日到次年1月2日", "2021-12-30/2022-01-02"),
        ("去年12月31日至今年1月2日", "2021-12-31/2022-01-02"),
        ("3月5日至3月6日凌晨4时", "2022-03-05/2022-03-06"),
        ("3月9、10日", "2022-03-09/2022-03-10"),
        ("2017年至今", "2017-01-01/2022-04-22"),
        ("3月17日以来", "2022-03-17/2022-04-22"),
        ("3月中旬以来", "2022-03-11/2022-04-22"),
        ("今年以来", "2022-01-01/2022-04-22"),
        ("入冬以来", "2021-11-07/2022-04-22"),
        ("新中国成立以来", "1949-10-01/2022-04-22"),
    ],
)
def test_ranges(text, expected):
    [(quote, mention)] = found(f"据统计，{text}，共开展三轮。")
    assert (quote, days(mention), mention.granularity) == (text, expected, "range")


def test_two_dates_parted_by_words_are_two():
    assert [quote for quote, _ in found("3月9日和10日，4月1日、2日，从3月5日开始到6日结束。")] == [
        "3月9日",
        "10日",
        "4月1日",
        "2日",
        "3月5日",
        "6日",
    ]


@pytest.mark.parametrize(
    "text, published, expected",
    [
        ("庚子年春节", "2020-05-19", "2020-01-25"),
        ("大年三十", "2020-05-19", "2020-01-24"),
        ("小满将至", "2020-05-19", "2020-05-20"),
        ("“五一”期间", "2020-05-19", "2020-05-01/2020-05-05"),
        ("2021年春节假期", PUBLISHED, "2021-02-11/2021-02-17"),
        ("今年清明", PUBLISHED, "2022-04-05"),
        ("国庆节", PUBLISHED, "2021-10-01"),
        ("双十一", "2021-08-09", "2021-11-11"),
        ("正月十五", PUBLISHED, "2022-02-15"),
        ("腊月二十八", PUBLISHED, "2022-01-30"),
        ("这个春天", "2020-05-19", "2020-02-04/2020-05-04"),
        ("初夏时节", "2020-05-19", "2020-05-05/2020-06-04"),
        ("2020年冬天", PUBLISHED, "2020-11-07/2021-02-02"),
    ],
)
def test_festivals_terms_and_seasons(text, published, expected):
    [(quote, mention)] = found(f"村里人说，{text}，家家团圆。", published=published)
    assert text.startswith(quote)
    assert days(mention) == expected


@pytest.mark.parametrize(
    "text",
    [
        "隔离14天后解除，历时10天，24小时内连续8日无新增，8天来通话不断",
        "每天调度，每晚持续到12时，每周一例会，每月25日发放，每年3月植树",
        "第一时间响应，有一点难度，提出5点要求，八点建议",
        "1933人居家，85岁老人，425.9万人次，百分之三十，三分之二，1.6个百分点",
        "建成后年产电池5万组，投产后年均纳税千万元",
        "每周二、周四坐诊，每周一和周五例会",
        "疫情当前，大敌当前，众人齐心",
        "90后护士，2019级学生，5G信号，N95口罩，G537线",
        "五一路口，八一小学，七一勋章，五四奖章，三八红旗手，三月街",
        "27号楼，5号线，8号院，15号文件，第26号令，电话0731-8221月租",
        "应当天天消毒，体现在细节，同时下发，及时下沉，应当前往，附近日夜施工",
        "5000年文明，2000年历史，20年来，提前两个月，三五天，七八个月",
        "大雪纷飞，雨水充沛，李国庆发言，清明上河图，“十四五”规划",
        "共10日，为期7日，约3日，超过15日，不少于14日，3日内，7日龄",
        "当天受理、当天办结、当天反馈",
        "比例1:10，得分3:2，2021-2022学年，7-11便利店，v2.0.1版，192.168.1.1",
        "出生年月日，月日照时数，岁月日新",
        "13月5日，2021-13-01，2021-02-30，00/05/21，31.04.2021",
    ],
)
def test_look_alikes_are_no_dates(text):
    assert [quote for quote, _ in found(text)] == []


@pytest.mark.parametrize("text", ["2月30日", "4月31日", "2019年2月29日"])
def test_a_day_that_there_is_not_is_no_guess(text):
    assert spoken(f"表上写着{text}，") == [(text, "..", "day", "none", "vague")]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2021 03 09", "2021-03-09"),
        ("9.3.2021", "2021-03-09"),
        ("9/3/2021", "2021-03-09"),
        ("3/19/2021", "2021-03-19"),
        ("05/06/89", "1989-06-05"),
        ("9-3-07", "2007-03-09"),
        ("21-3-9", "2021-03-09"),
        ("03-09", "2022-03-09"),
        ("03/09", "2022-03-09"),
        ("21.3.9", "2021-03-09"),
        ("2021.03", "2021-03-01/2021-03-31"),
        ("（2021.03）", "2021-03-01/2021-03-31"),
        ("2021.03—2021.05", "2021-03-01/2021-05-31"),
    ],
)
def test_dates_in_digits_alone(text, expected):
    assert [days(m) for _, m in found(text)] == [expected]


@pytest.mark.parametrize("text", ["3.12", "3/4", "4-3-3", "3-2-101", "21-19", "21.3", "1/2", "2021.3", "192.168.1.10", "5-10-200"])
def test_digits_that_are_no_date(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ("自月日本市开通航线以来，客流平稳。", ["月日"]),
        ("月日下午，球赛开场。", ["月日下午"]),
        ("导读月日以来，各村通了自来水。", ["月日以来"]),
        ("我市月日凌晨迎来首列班车。", ["月日凌晨"]),
        ("原载日报年月日版。", ["年月日"]),
        ("核心提示月日以来，各地启动预案。", ["月日以来"]),
        ("果园丰收，月的销量，估计翻番。", ["月"]),
        ("4月日，企业复工。", ["4月日"]),
    ],
)
def test_dates_without_their_digits_are_lost(text, expected):
    assert [(q, days(m), m.granularity, m.basis, m.status) for q, m in found(text)] == [
        (q, "..", "missing", "none", "lost") for q in expected
    ]


def test_whole_lines_lose_nothing():
    assert [m.status for _, m in found("3月2日，月的圆缺，月日无光。")] == ["resolved"]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "3月17日，目前稳定。", [("3月17日", "..", "day", "none", "vague"), ("目前", "..", "vague", "none", "vague")], id="nothing tells"
        ),
        pytest.param(
            "3月17日发现，2020年3月20日解除。",
            [("3月17日", "2020-03-17", "day", "year_inferred", "resolved"), ("2020年3月20日", "2020-03-20", "day", "explicit", "resolved")],
            id="the document's own year",
        ),
    ],
)
def test_without_a_reference_day(text, expected):
    assert spoken(text, published=None) == expected


@pytest.mark.parametrize(
    "text, day",
    [
        pytest.param("江城晚报3月15日讯 王女士2022年10月办了卡。", "2023-03-15", id="behind a past month of its own year"),
        pytest.param("江城晚报3月15日讯 该店2022年2月开业。", "2022-03-15", id="in the year of the last past month"),
        pytest.param("江城晚报3月15日讯 该店成立于2018年，2021年5月迁址。", "2022-03-15", id="behind the last of several"),
        pytest.param("江城晚报3月15日讯 该店2021年5月开业，计划2026年9月扩建。", "2022-03-15", id="a plan proves nothing"),
        pytest.param("江城晚报3月15日讯 该店2021年5月开业，到2026年9月止。", "2022-03-15", id="nor does the end of a term"),
        pytest.param("江城晚报1月15日讯 2023年度科学技术奖励大会举行。", "2024-01-15", id="a year summed up is over"),
        pytest.param("江城晚报9月15日讯 2023年度重点工程开工。", "2023-09-15", id="in autumn the year is this one"),
        pytest.param("江城晚报2月29日讯 该店2021年5月开业。", "2024-02-29", id="a leap day"),
    ],
)
def test_the_year_of_a_dateline_lies_behind_what_is_told_as_past(text, day):
    assert days(found(text, published=None)[0][1]) == day


def test_the_dateline_goes_before_the_day_of_publication():
    assert [days(m) for _, m in found("今天，会议召开。", dateline="2022-04-21")] == ["2022-04-21"]


@pytest.mark.parametrize(
    "unit",
    [
        "2021年",
        "去年",
        "4月1日，",
        "22点至次日",
        "“7·20”",
        "1月1日",
        "1234567890",
        "一二三四五",
        "月日，",
        "今天",
        "1日至",
        "当天受理、",
        "“五一",
        "1-",
        "目前\n",
        "3天后",
        "2021-01-",
        "12年",
    ],
)
def test_hostile_repetition_costs_linear_time(unit):
    assert grows_linearly(lambda length: found(unit * (length // len(unit))))


def test_megabytes_of_digits_are_passed_over():
    begun = time.process_time()
    assert found("7" * 4_000_000) == []
    assert time.process_time() - begun < 4
