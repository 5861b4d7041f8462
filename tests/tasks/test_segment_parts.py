"""The parts of segment by themselves: lines, credits, edges."""

from __future__ import annotations

import pytest
from segment_pages import VOCABULARY

from kaozheng.tasks.segment.credits import compile_credits
from kaozheng.tasks.segment.edges import crossing_word, is_open, unmatched
from kaozheng.tasks.segment.folio import compile_folio_reader
from kaozheng.tasks.segment.lines import compile_line_reader


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
        ("责编 李江 版式 王山 校对 陈湖", "closing"),
        ("一审 李江　二审 王山　三审 陈湖", "closing"),
        ("本版责编/李江 美编/王山", "closing"),
        ("（作者单位：县教育局）", "closing"),
        ("（作者：李江，单位：县教育局）", "byline"),
        ("□ 李 江", "names"),
        ("■本报记者 李 江 见习记者 王 山", "byline"),
        ("（记者 李江 通讯员 王山）", "byline"),
        ("湘江日报·新湘江客户端记者 李江", "byline"),
        ("本报讯4月20日，图书室开放。", "dateline"),
        ("新华社北京1月8日电图书室开放。", "dateline"),
        ("湘江日报资讯 图书室开放。", "prose"),
        ("湘江日报通讯报道，图书室开放。", "prose"),
        ("▲学生在图书室看书。", "caption"),
        ("上图：学生在图书室看书。", "caption"),
        ("图书室开放当天的情景。图为学生在看书。", "caption"),
        ("学生在图书室看书。（资料图片）", "caption"),
        ("学生在图书室看书。新华社发（李江摄）", "caption"),
        ("（上接第一版）", "turn"),
        ("下转A3版", "turn"),
        ("【简明新闻】", "label"),
        ("版式设计的新尝试", "heading"),
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
        ("■本报记者 李 江 见习记者 王 山", ("本报记者 李江", "见习记者 王山")),
        ("文｜李江 图｜王山", ("文 李江", "图 王山")),
        ("（作者：李江，单位：县教育局）", ("作者 李江",)),
        ("记者手记", ()),
        ("人才引进统筹", ()),
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


def test_who_signs_behind_the_last_sentence():
    credits = compile_credits(VOCABULARY)
    assert credits.signature("图书室开放。（记者 李江 通讯员 王山）") == ("记者 李江", "通讯员 王山")
    assert credits.signature("图书室开放（据记者了解）。") == ()
    assert credits.signature("图书室开放。（李江 王小山 ）") == ("李江", "王小山")
    assert credits.signature("图书室开放。（完）") == credits.signature("这天量了血压。（高血压患者）") == ()


def test_an_outlet_that_no_list_has_opens_a_dateline():
    credits = compile_credits(VOCABULARY)
    found = credits.dateline("桃溪网讯（全媒体记者李江）图书室开放")
    assert found is not None
    assert (found.outlet, found.bylines) == ("桃溪网", ("桃溪网全媒体记者 李江",))
    found = credits.dateline("桃溪在线3月6日电（王小山）图书室开放")
    assert found is not None
    assert (found.outlet, found.day, found.bylines) == ("桃溪在线", 6, ("王小山",))
    found = credits.dateline("桃溪网讯 图书室日前开放。")
    assert found is not None
    assert found.outlet == "桃溪网"
    assert credits.dateline("互联网讯息多，图书室开放") is None


def test_a_label_signs_nothing():
    assert compile_credits(VOCABULARY).bylines("作者：桃溪日报记者 李江 王小山") == ("桃溪日报记者 李江", "桃溪日报记者 王小山")


@pytest.mark.parametrize(
    "lines, folios",
    [
        (["湘江日报 2021年5月6日 星期四 第3版"], {0}),
        (["湘江日报　2021.5.6　星期四　责编：李江　校对：王山"], {0}),
        (["要闻 03"], {0}),
        (["A04·时政"], {0}),
        (["湘江日报", "XIANGJIANG RIBAO", "二〇二一年五月六日 星期四", "第2版", "综合新闻"], {0, 1, 2, 3, 4}),
        (["桃溪新闻　2021年5月6日　星期四　3版　综合　责任编辑：李江　投稿邮箱：txxw@example.cn"], {0}),
        (["湘江日报　03　综合新闻　2021年5月6日　星期四　值班主任 官湖　电话：3129512"], {0}),
        (["今天是2021年5月6日 星期四，多云"], set()),
        (["2021年5月6日 星期四 上午 全市劳模 在 会堂 受到 表彰"], set()),
        (["2021年5月6日"], set()),
        (["要闻"], set()),
        (["湘江日报", "2021年5月6日"], set()),
        (["湘江日报第3版刊登了图书室的消息"], set()),
        (["责编：李江"], set()),
    ],
    ids=lambda value: "|".join(value) if isinstance(value, list) else "",
)
def test_which_lines_are_the_pages_own(lines, folios):
    assert compile_folio_reader(VOCABULARY).folios(lines) == folios


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
