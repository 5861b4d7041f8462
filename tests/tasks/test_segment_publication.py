"""The day of publication: what tells it, in which order, and the year of a dateline that names none."""

from __future__ import annotations

import datetime

import pytest
from segment_pages import FETCHED, VOCABULARY, segmented

from kaozheng.tasks.eras import compile_eras
from kaozheng.tasks.segment.credits import compile_credits
from kaozheng.tasks.segment.dating import Dating
from kaozheng.tasks.segment.days import day_in_url, written_days
from kaozheng.tasks.segment.publication import Evidence, dateline_day, header_day, paper_day, published

TODAY = FETCHED.date()
CREDITS = compile_credits(VOCABULARY)


def date(text):
    return datetime.date.fromisoformat(text) if text else None


# --- lines of date and source

BODY = "图书室昨天开放，藏书两千册。\n学生们放学后可以借阅图书，老师也来。"


@pytest.mark.parametrize("above", [True, False], ids=["above the headline", "below the headline"])
@pytest.mark.parametrize(
    "header",
    [
        "2021-05-06",
        "2021年5月6日 星期四",
        "2021.05.06",
        "2021/5/6 10:21",
        "20210506",
        "2021 年 5 月 6 日",
        "（2021年5月6日）",
        "二〇二一年五月六日",
        "二○二一年五月六日",
        "发布时间：2021-05-06",
        "发布时间：2021-05-06T08:14:00+08:00",
        "来源：湘江日报  时间：2021-05-06 10:00",
        "稿源：湘江日报 2021-05-06 08:14",
        "2021-5-6 10:21:33 来源: 湘江日报 作者: 李江 浏览: 33",
        "2021年05月06日 星期四 第03版：要闻",
        "湘江日报 2021年5月6日 星期四 A3版",
    ],
)
def test_the_day_of_a_header(header, above):
    lines = [header, "山村小学建起图书室"] if above else ["山村小学建起图书室", header]
    tables = segmented("\n".join([*lines, BODY]))
    assert (tables["publication"][0]["published_on"], tables["publication"][0]["published_basis"]) == (datetime.date(2021, 5, 6), "header")
    assert [(a["title"], a["published_on"]) for a in tables["articles"]] == [("山村小学建起图书室", datetime.date(2021, 5, 6))]


@pytest.mark.parametrize(
    "line, day",
    [
        ("更新：2021-05-07 发布时间：2021-05-06", "2021-05-06"),
        ("2021-05-06 更新：2021-05-07", "2021-05-06"),
        ("2040-01-01 2021-05-06", "2021-05-06"),
        ("2021-02-29", None),
        ("2020-02-29", "2020-02-29"),
        ("2021-13-06", None),
        ("电话：12021050612", None),
        ("来源：湘江日报", None),
    ],
)
def test_header_day(line, day):
    assert header_day(line, TODAY) == date(day)


@pytest.mark.parametrize(
    "line, days",
    [
        ("二〇二一年十月三十一日", ["2021-10-31"]),
        ("二〇二一年十二月二十日", ["2021-12-20"]),
        ("二〇二一年二月三十日", []),
        ("一九九八年十月十日", ["1998-10-10"]),
        ("2021年5月6日，2021年5月8日", ["2021-05-06", "2021-05-08"]),
    ],
)
def test_written_days(line, days):
    assert [w.on.isoformat() for w in written_days(line)] == days


# --- addresses and names of files


@pytest.mark.parametrize(
    "uri",
    [
        "https://example.org/2022/04/22/news.html",
        "https://example.org/2022-04-22/content_1.htm",
        "https://example.org/2022-04/22/content_123.htm",
        "https://example.org/html/2022-04/22/node_12.htm",
        "https://example.org/202204/t20220422_123.html",
        "https://example.org/202204/22/1.html",
        "https://example.org/content/202204/22/c123.html",
        "https://example.org/2022/0422/c123-456.html",
        "https://example.org/c/2022-04-22/123.shtml",
        "https://example.org/gn/2022/04-22/9736271.shtml",
        "https://example.org/art/2022/4/22/art_123_456.html",
        "https://example.org/20220422/",
        "https://example.org/yq/20220422/260159.html",
        "https://example.org/rain/a/20220422A04P3F00",
        "https://example.org/22/0422/10/H5HP8Q2L000189FH.html",
        "https://example.org/a?date=2022-04-22",
        "https://example.org/a?day=20220422&page=3",
        "/home/pages/2022-04-22_x.txt",
        "/home/pages/20220422.txt",
        "/home/pages/湘江日报2022年4月22日.txt",
        "湘江日报20220422第03版.pdf",
        "pages\\2022.04.22 要闻.txt",
    ],
)
def test_the_day_in_an_address(uri):
    assert day_in_url(uri, TODAY) == datetime.date(2022, 4, 22)


@pytest.mark.parametrize(
    "uri",
    [
        pytest.param("https://example.org/20221399/1.html", id="no month 13"),
        pytest.param("https://example.org/2021/02/29/1.html", id="no 29 February"),
        pytest.param("https://example.org/2032/04/22/news.html", id="not yet"),
        pytest.param("https://example.org/newsDetail_forward_20181203", id="a number behind forward"),
        pytest.param("https://example.org/p/20181203.html", id="a number of a page"),
        pytest.param("https://example.org/a?id=20181203", id="an id"),
        pytest.param("https://example.org/content_20181203.htm", id="a number behind content"),
        pytest.param("https://example.org/1234520220422.html", id="a longer number"),
        pytest.param("https://20220422.example.org/x", id="a host"),
        pytest.param("https://example.org/202204/123.html", id="a month"),
        pytest.param("/home/2022/04/22/page.txt", id="folders of this machine"),
        pytest.param("/home/000_9634bcb88b92ba38.txt", id="a hash"),
        pytest.param("/home/doc20220422.txt", id="not apart in its name"),
        pytest.param("/home/crawl_20220422.txt", id="the day of a crawl"),
        pytest.param("/home/2022-04-22.jsonl#17", id="a member of a file"),
        pytest.param("/home/20220431.txt", id="no 31 April"),
    ],
)
def test_no_day_in_an_address(uri):
    assert day_in_url(uri, TODAY) is None


# --- which evidence goes first


def dateline(text):
    return CREDITS.dateline(text)


def evidence(**known):
    nothing = {"headers": [], "metadata": None, "datelines": [], "opening": "", "closings": [], "uri": "", "text": "", "fetched_on": TODAY}
    return Evidence(**{**nothing, **known})


DATELINE = dateline("湘江日报4月21日讯（记者 李江）")
WITH_YEAR = dateline("湘江日报2022年4月21日讯（记者 李江）")
URL = "https://example.org/2022/04/23/1.html"
METADATA = datetime.date(2022, 4, 24)


@pytest.mark.parametrize(
    "known, day, basis",
    [
        ({"headers": ["更新：2022-05-01 发布时间：2022-04-22"], "metadata": METADATA, "uri": URL}, "2022-04-22", "header"),
        ({"headers": ["2040-01-01"], "metadata": METADATA}, "2022-04-24", "metadata"),
        ({"headers": ["2040-01-01"], "metadata": datetime.date(2040, 1, 1), "uri": URL}, "2022-04-23", "url"),
        ({"datelines": [WITH_YEAR], "uri": URL}, "2022-04-21", "dateline"),
        ({"datelines": [DATELINE], "uri": URL}, "2022-04-23", "url"),
        ({"datelines": [DATELINE], "uri": "2022-04-22.txt"}, "2022-04-22", "url"),
        ({"datelines": [DATELINE], "uri": "2023-09-01.txt"}, None, "none"),
        ({"datelines": [DATELINE], "uri": "2023-09-01.txt", "text": "动态清零"}, "2022-04-21", "dateline"),
        ({"datelines": [DATELINE], "text": "动态清零"}, "2022-04-21", "dateline"),
        ({"headers": ["04-22 10:21"], "datelines": [DATELINE], "text": "动态清零"}, "2022-04-22", "header"),
        ({"headers": ["04-22 10:21"], "text": "图书室"}, None, "none"),
        ({"opening": "9月23日10时许，最后一例病例出院。", "text": "德尔塔"}, "2021-09-23", "dateline"),
        ({"opening": "海棠体育2024年6月3日讯（记者 王山）球赛昨天结束。"}, "2024-06-03", "dateline"),
        ({"opening": "2022年10月11日，县卫健局通报新增病例。", "text": "2022年10月11日，县卫健局通报新增病例。"}, "2022-10-11", "dateline"),
        ({"opening": "2022年10月11日，图书室奠基。", "text": "2022年10月11日奠基，2023年5月落成。"}, None, "none"),
        ({"opening": "1949年10月1日，图书室开放。", "text": "1949年10月1日"}, None, "none"),
        ({"opening": "2018年10月1日，图书室开放。", "text": "2018年10月1日，动态清零"}, None, "none"),
        ({"closings": ["2020年2月5日"]}, "2020-02-05", "dateline"),
        ({"closings": ["某县人民政府 2020年2月5日"]}, "2020-02-05", "dateline"),
        ({"closings": ["二〇二〇年二月五日"]}, "2020-02-05", "dateline"),
        ({"closings": ["2020年2月5日，图书室开放。"]}, None, "none"),
        ({"closings": ["2040年2月5日"]}, None, "none"),
        ({"datelines": [DATELINE], "text": "图书室"}, None, "none"),
    ],
)
def test_the_day_of_publication(known, day, basis):
    assert published(evidence(**known), compile_eras(VOCABULARY)) == (date(day), basis)


@pytest.mark.parametrize(
    "line, publication, day",
    [
        pytest.param("湘江日报4月21日讯", "2022-04-22", "2022-04-21", id="printed the day after"),
        pytest.param("湘江日报4月21日讯", "2022-01-03", "2021-04-21", id="of the year before"),
        pytest.param("湘江日报12月31日讯", "2022-01-01", "2021-12-31", id="December under a header of January"),
        pytest.param("湘江日报1月1日讯", "2021-12-31", "2022-01-01", id="January under a header of December"),
        pytest.param("湘江日报5月7日讯", "2021-05-06", "2021-05-07", id="a day later than the header"),
        pytest.param("湘江日报2月29日讯", "2020-03-01", "2020-02-29", id="29 February"),
        pytest.param("湘江日报2月29日讯", "2021-03-01", "2020-02-29", id="29 February a year ago"),
        pytest.param("湘江日报2月29日讯", "2023-03-01", None, id="no 29 February"),
        pytest.param("湘江日报2019年4月21日讯", "2022-04-22", "2019-04-21", id="with its own year"),
        pytest.param("湘江日报2019年4月21日讯", None, "2019-04-21", id="with its own year alone"),
        pytest.param("湘江日报4月21日讯", None, None, id="no year anywhere"),
        pytest.param("本报讯（记者 李江）", "2022-04-22", None, id="no day"),
    ],
)
def test_the_day_of_a_dateline(line, publication, day):
    assert dateline_day(dateline(line + " 图书室"), date(publication)) == date(day)


# --- the year that a text proves


@pytest.mark.parametrize(
    "text, month, day, year",
    [
        pytest.param("坚持动态清零，确诊病例清零。", 4, 21, 2022, id="terms of one spring"),
        pytest.param("德尔塔毒株来势汹汹，党史学习教育。", 9, 23, 2021, id="terms of one autumn"),
        pytest.param("健康码绿码通行。", 4, 21, None, id="terms of several years"),
        pytest.param("健康码绿码通行，4月20日（星期三）起。", 4, 21, 2022, id="terms and a weekday"),
        pytest.param("健康码绿码通行，12月31日，星期五。", 1, 4, 2022, id="a weekday of the year before"),
        pytest.param("坚持动态清零，4月20日（星期一）。", 4, 21, 2022, id="a weekday that fits no year"),
        pytest.param("图书室开放。", 4, 21, None, id="nothing"),
        pytest.param("2020年9月，书记来过图书室。", 4, 21, None, id="a past year alone proves nothing"),
        pytest.param("图书室2021年度第一次会议召开，较2017年增长。", 4, 21, 2021, id="the year called the present"),
        pytest.param("今年（2019年）图书室开放。", 4, 21, 2019, id="this year in brackets"),
        pytest.param("动态清零。到2035年建成。", 4, 21, 2022, id="a plan is no past"),
        pytest.param("动态清零。2024年回望。", 4, 21, None, id="evidence that contradicts itself"),
        pytest.param("动态清零。", 2, 30, None, id="no such day"),
        pytest.param("庆祝中国共产党成立100周年，图书室办展。", 6, 21, 2021, id="a jubilee"),
        pytest.param("学习庆祝中国共产党成立100周年大会上的讲话。", 4, 21, None, id="a speech at a jubilee is quoted for years"),
    ],
)
def test_the_year_of_a_dateline(text, month, day, year):
    assert Dating(text, TODAY, compile_eras(VOCABULARY)).year_of(month, day) == year


# --- pages

SCHOOL = (
    "山村小学建起图书室\n\n湘江日报4月21日讯（全媒体记者 王山）山村小学的图书室昨天开放。图书室藏书两千册。\n\n"
    "图书由县图书馆捐赠，学生们放学后可以借阅。"
)
RIVER = "江上渔歌\n\n2022-03-01 08:14 来源：湘江日报\n\n清晨的码头上，渔船刚刚靠岸。\n\n渔政站的工作人员每天巡查渔船，登记渔获。"


def days(raw, **known):
    tables = segmented(raw, **known)
    publication = tables["publication"][0]
    assert all(a["published_on"] <= TODAY + datetime.timedelta(days=1) for a in tables["articles"] if a["published_on"])
    articles = [
        (a["title"], a["dateline_on"] and str(a["dateline_on"]), a["published_on"] and str(a["published_on"])) for a in tables["articles"]
    ]
    return str(publication["published_on"]), publication["published_basis"], articles


def test_an_article_with_a_header_of_its_own_on_a_page_of_another_day():
    folio = "湘江日报 2022年4月22日 星期五 第03版 要闻"
    assert days(f"{folio}\n\n{SCHOOL}\n\n{RIVER}") == (
        "2022-04-22", "header", [("山村小学建起图书室", "2022-04-21", "2022-04-22"), ("江上渔歌", None, "2022-03-01")],
    )  # fmt: skip


def test_the_day_of_the_page_is_for_all_articles_without_one_and_their_captions():
    caption = "图为学生们在图书室看书。 王山 摄"
    told = days(f"{SCHOOL}\n\n{caption}", uri="https://example.org/2022-04/22/content_1.htm")
    assert told == ("2022-04-22", "url", [("山村小学建起图书室", "2022-04-21", "2022-04-22"), (None, None, "2022-04-22")])


def test_a_line_below_the_headline_that_tells_who_issued_it():
    assert days(f"关于开放图书室的通告\n湘江县人民政府办公室 2022年4月21日20时\n\n{BODY}")[:2] == ("2022-04-21", "header")


def test_metadata_gives_the_year_of_a_dateline():
    assert days(SCHOOL, published_on=datetime.date(2022, 4, 22))[:2] == ("2022-04-22", "metadata")


def test_a_day_that_is_not_yet_is_none():
    assert days(f"山村小学建起图书室\n发布时间：2040-05-06\n{BODY}", published_on=datetime.date(2040, 5, 6))[:2] == ("None", "none")


def test_a_table_of_days_is_no_header():
    story = "山村小学建起图书室\n\n湘江日报记者 王山\n\n图书室的一年。\n\n2021年1月23日\n\n图书室动工。\n\n2021年9月1日\n\n图书室开放。"
    assert days(story)[:2] == ("None", "none")


def test_the_day_of_a_visit_is_none_of_publication():
    page = f"2025年08月09日 星期六\n\n第3版：要闻 2022-05-01\n\n图书室开放\n\n{BODY}"
    tables = segmented(page)
    assert tables["publication"][0]["published_on"] == date("2022-05-01")
    assert {a["published_on"] for a in tables["articles"]} == {date("2022-05-01")}


def test_the_day_of_a_paper_beside_the_day_before_stands():
    page = f"2022年5月2日 星期一\n\n图书室开放\n\n来源：湘江日报 2022-05-01\n\n{BODY}"
    assert segmented(page)["publication"][0]["published_on"] == date("2022-05-02")


@pytest.mark.parametrize(
    "text, day",
    [
        ("2021-03-04 00:00:00:0 2 2 湘江日报 content_77.html 1 3 县里修渠 /enpproperty-->", "2021-03-04"),
        ("<!--enpproperty <articleid>77</articleid><date>2021-03-04 00:00:00:0</date> /enpproperty-->", "2021-03-04"),
        ("2021-03-04 湘江日报 content_77.html", None),
        ("县里修渠 /enpproperty-->", None),
    ],
)
def test_the_properties_of_a_digital_paper(text, day):
    assert paper_day(f"县里修渠9条。\n{text}\n") == day


@pytest.mark.parametrize(
    "below, day",
    [
        ("2021-03-04 21:24:32\n来源：湘江日报", "2021-03-04"),
        ("2021-03-04 21:24:32\n2021-03-03 10:11:12", None),
        ("2021-03-04 2 2 湘江日报 content_77.html 1 3 县里修渠 /enpproperty-->", "2021-03-04"),
        ("2021-03-04,77| 2021-03-03,76| 2021-03-02,75| 2021-03-01,74|", None),
    ],
)
def test_a_day_below_an_article(below, day):
    """The one stamp of a page is that of its article; those of a list and of a calendar of issues are none."""
    page = segmented(f"县里修渠9条，村民用上了自来水，大家都说好。\n{below}\n")
    assert [row["published_on"] for row in page["publication"]] == [date(day)]
