"""The parts of segment by themselves: lines, credits, edges, sentences, dating."""

from __future__ import annotations

import datetime
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from segment_pages import VOCABULARY

from kaozheng.tasks.segment.credits import compile_credits
from kaozheng.tasks.segment.dating import compile_eras, year_of
from kaozheng.tasks.segment.edges import JOINS, crossing_word, fit, is_open, unmatched
from kaozheng.tasks.segment.lines import compile_line_reader
from kaozheng.tasks.segment.publication import Evidence, dateline_day, day_in_url, published
from kaozheng.tasks.segment.sentences import sentence_spans

TODAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    "line, kind",
    [
        ("山村小学建起图书室", "heading"),
        ("——写在图书室开放之际", "heading"),
        ("湘江日报全媒体记者 李江 通讯员 王山", "byline"),
        ("作者：李江", "byline"),
        ("文/李江 图/王山", "byline"),
        ("本报评论员", "byline"),
        ("李江 王山", "names"),
        ("湘江日报4月21日讯（记者 李江）图书室开放。", "dateline"),
        ("新华社北京1月8日电 图书室开放。", "dateline"),
        ("本报讯（记者 李江）图书室开放。", "dateline"),
        ("发表时间:2020-05-19 18:20:11来源:点击:", "header"),
        ("来源：湘江日报", "header"),
        ("当前位置：首页 > 要闻", "header"),
        ("2021/8/9 16:18", "header"),
        ("图为学生在图书室看书。", "caption"),
        ("学生在图书室看书。 李江 摄", "caption"),
        ("学生在图书室看书。（县融媒体中心供图）", "caption"),
        ("湘江日报记者 李江 摄影报道", "credit"),
        ("责编：李江 校对：王山", "closing"),
        ("4月20日，图书室开放。", "prose"),
        ("图书室有书两千册，", "prose"),
        ("据通报，记者从县里获悉的消息有误。", "prose"),
    ],
)
def test_what_a_line_is(line, kind):
    assert compile_line_reader(VOCABULARY).kind(line) == kind


@pytest.mark.parametrize(
    "line, bylines",
    [
        ("湘江日报全媒体记者 李江 王山", ("湘江日报全媒体记者 李江", "湘江日报全媒体记者 王山")),
        ("湘江日报记者 李江 湖区日报记者 陈湖", ("湘江日报记者 李江", "湖区日报记者 陈湖")),
        ("本报记者 李 江 通讯员 王山", ("本报记者 李江", "通讯员 王山")),
        ("湘江日报记者李江王山", ("湘江日报记者 李江", "湘江日报记者 王山")),
        ("湘江日报记者李江通讯员王山", ("湘江日报记者 李江", "通讯员 王山")),
        ("湘江日报评论员", ("湘江日报评论员",)),
        ("记者在现场看到渔船靠岸", ()),
        ("图书室开放", ()),
    ],
)
def test_each_person_of_a_byline_has_an_outlet(line, bylines):
    assert compile_credits(VOCABULARY).bylines(line) == bylines


def test_the_outlet_of_a_dateline_goes_to_its_reporter():
    dateline = compile_credits(VOCABULARY).dateline("湘江日报长沙4月21日讯（全媒体记者 李江 通讯员 王山）图书室开放。")
    assert (dateline.outlet, dateline.year, dateline.month, dateline.day) == ("湘江日报", None, 4, 21)
    assert dateline.bylines == ("湘江日报全媒体记者 李江", "通讯员 王山")


@pytest.mark.parametrize("text, opened", [("巡查队", True), ("巡查队。", False), ("他说：", False), ("“我们去！”", False), ("，", True)])
def test_whether_a_paragraph_breaks_off(text, opened):
    assert is_open(text) is opened


@pytest.mark.parametrize(
    "text, marks",
    [
        ("“图书”", ("", "")),
        ("“图书", ("", "“")),
        ("图书”", ("”", "")),
        ("“（图书”", ("", "")),
        ("(图书）", ("", "")),
        ("《图”书", ("”", "《")),
    ],
)
def test_marks_without_their_other_half(text, marks):
    assert unmatched(text) == marks


@pytest.mark.parametrize(
    "left, right, word",
    [
        ("组织巡查队", "伍12支，", "队伍"),
        ("园内基础道", "路全部拉通", "道路"),
        ("建成图书馆", "长大以后来看书", None),
        ("组织巡查队", "信、电话等", None),
        ("渔船靠岸，", "鱼贩围着", None),
    ],
)
def test_the_word_that_a_joint_cuts(left, right, word):
    assert crossing_word(left, right) == word


@pytest.mark.parametrize(
    "left, right, fits",
    [
        ("“图书室怎样做到有书可读", "十分要紧。”校长说。", True),
        ("共组织巡查队", "伍12支，巡查渔船。", True),
        ("全年借出图书35", "00册。", True),
        ("校长说", "”的办法很好。", False),
        ("共检查60项安全稽", "春天到了，渔船出港。", False),
        ("共组织巡查队", "二、办理借书证", False),
    ],
)
def test_how_two_edges_fit(left, right, fits):
    assert (fit(left, right) >= JOINS) is fits


@pytest.mark.parametrize(
    "text, sentences",
    [
        ("图书室开放。学生借书。", ["图书室开放。", "学生借书。"]),
        ("校长说：“书到了。大家来借！”学生们鼓掌。", ["校长说：“书到了。", "大家来借！”", "学生们鼓掌。"]),
        ("藏书两千；座位三十；每天开放。", ["藏书两千；座位三十；每天开放。"]),
        ("喊着“快来！”的学生跑进来。", ["喊着“快来！”的学生跑进来。"]),
        ("书架、桌椅、台灯……样样齐全。", ["书架、桌椅、台灯……样样齐全。"]),
        ("“谢谢……”学生说。", ["“谢谢……”", "学生说。"]),
        ("网址是http://a.cn/b?c=1 可以查询。", ["网址是http://a.cn/b?c=1 可以查询。"]),
        ("队员增加一倍", ["队员增加一倍"]),
        ("真的吗？！真的。", ["真的吗？！", "真的。"]),
        ("（见图。）接着说。", ["（见图。）", "接着说。"]),
    ],
)
def test_sentences(text, sentences):
    assert [text[s.start : s.end] for s in sentence_spans(text)] == sentences


@given(st.text(alphabet="字，。！？”“；… a?（）", max_size=60))
def test_every_visible_character_is_in_one_sentence(text):
    spans = sentence_spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(text[s.start : s.end] for s in spans).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["。" * 200_000, "…" * 200_000, "”" * 200_000, "字" * 200_000, "?a" * 100_000], ids=lambda t: t[:2])
def test_sentences_cost_linear_time(text):
    begun = time.perf_counter()
    sentence_spans(text)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    "uri, day",
    [
        ("https://example.org/2022/04/22/news.html", datetime.date(2022, 4, 22)),
        ("https://example.org/2022-04/22/content_1.htm", datetime.date(2022, 4, 22)),
        ("https://example.org/202204/22/1.html", datetime.date(2022, 4, 22)),
        ("https://example.org/t20220422_12345.html", datetime.date(2022, 4, 22)),
        ("https://example.org/yq/20200317/260159.html", datetime.date(2020, 3, 17)),
        ("https://example.org/20221399/1.html", None),
        ("https://example.org/2032/04/22/news.html", None),
        ("/home/2022/04/22/page.txt", None),
    ],
)
def test_the_day_in_an_address(uri, day):
    assert day_in_url(uri, TODAY) == day


@pytest.mark.parametrize(
    "text, month, day, year",
    [
        pytest.param("坚持动态清零，确诊病例清零。", 4, 21, 2022, id="terms of one spring"),
        pytest.param("德尔塔毒株来势汹汹，党史学习教育。", 9, 23, 2021, id="terms of one autumn"),
        pytest.param("健康码绿码通行。", 4, 21, None, id="terms of several years"),
        pytest.param("图书室开放。", 4, 21, None, id="nothing"),
        pytest.param("2020年9月，书记来过图书室。", 4, 21, None, id="a past year alone proves nothing"),
        pytest.param("图书室2021年度第一次会议召开，较2017年增长。", 4, 21, 2021, id="the year called the present"),
        pytest.param("今年（2019年）图书室开放。", 4, 21, 2019, id="this year in brackets"),
        pytest.param("动态清零。到2035年建成。", 4, 21, 2022, id="a plan is no past"),
        pytest.param("动态清零。2024年回望。", 4, 21, None, id="evidence that contradicts itself"),
        pytest.param("动态清零。", 2, 30, None, id="no such day"),
    ],
)
def test_the_year_of_a_dateline(text, month, day, year):
    assert year_of(month, day, text, TODAY, compile_eras(VOCABULARY)) == year


def evidence(**known):
    nothing = {"headers": [], "metadata": None, "datelines": [], "opening": "", "closing": "", "uri": "", "text": "", "fetched_on": TODAY}
    return Evidence(**{**nothing, **known})


DATELINE = compile_credits(VOCABULARY).dateline("湘江日报4月21日讯（记者 李江）")
WITH_YEAR = compile_credits(VOCABULARY).dateline("湘江日报2022年4月21日讯（记者 李江）")
URL = "https://example.org/2022/04/23/1.html"
METADATA = datetime.date(2022, 4, 24)


@pytest.mark.parametrize(
    "known, day, basis",
    [
        ({"headers": ["更新：2022-05-01 发布时间：2022-04-22"], "metadata": METADATA, "uri": URL}, (2022, 4, 22), "header"),
        ({"headers": ["2040-01-01"], "metadata": METADATA}, (2022, 4, 24), "metadata"),
        ({"datelines": [WITH_YEAR], "uri": URL}, (2022, 4, 21), "dateline"),
        ({"datelines": [DATELINE], "uri": URL}, (2022, 4, 23), "url"),
        ({"datelines": [DATELINE], "text": "动态清零"}, (2022, 4, 21), "dateline"),
        ({"opening": "9月23日10时许，最后一例病例出院。", "text": "德尔塔"}, (2021, 9, 23), "dateline"),
        ({"closing": "2020年2月5日"}, (2020, 2, 5), "dateline"),
        ({"datelines": [DATELINE], "text": "图书室"}, None, "none"),
    ],
)
def test_the_day_of_publication(known, day, basis):
    found = published(evidence(**known), compile_eras(VOCABULARY))
    assert found == (datetime.date(*day) if day else None, basis)


def test_a_dateline_is_never_after_publication():
    assert dateline_day(DATELINE, datetime.date(2022, 4, 22)) == datetime.date(2022, 4, 21)
    assert dateline_day(DATELINE, datetime.date(2022, 1, 3)) == datetime.date(2021, 4, 21)
    assert dateline_day(DATELINE, None) is None
