"""Who signs: bylines with a day or a deed behind the names, authors named beside the date, the desk with the buttons of a page."""

from __future__ import annotations

import pytest
from segment_pages import segmented

from kaozheng.tasks.segment.credits import compile_credits
from kaozheng.tasks.segment.fused import compile_fused_splitter
from kaozheng.tasks.segment.lines import Kind, Line
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()
CREDITS = compile_credits(VOCABULARY)
BODY = "河堤上的灯亮了一夜，民警和村民轮流值守，没有一个人离开。" * 12


@pytest.mark.parametrize(
    "line, names",
    [
        ("云梦日报记者 周一帆 2022年5月6日", ("云梦日报记者 周一帆",)),
        ("本报记者 何苗 2021-03-04 08:30", ("本报记者 何苗",)),
        ("云梦新闻网 何苗苗 2021-03-04 08:30:12", ("何苗苗",)),
        ("云梦新闻网 头条 2021-03-04 08:30:12", ()),
        ("发布时间:2022-05-06 09:00 来源:云梦日报 作者:周一帆 点击量:12", ("作者 周一帆",)),
        ("2022年5月6日 作者：周一帆 何苗", ("作者 周一帆", "作者 何苗")),
        ("发布时间:2022-05-06 来源:云梦日报 作者:云梦日报", ()),
        ("发布时间:2022-05-06 来源:云梦日报", ()),
        ("2022年5月6日", ()),
    ],
)
def test_authors_beside_the_date(line, names):
    assert CREDITS.header_bylines(line) == names


@pytest.mark.parametrize(
    "line, names",
    [
        ("（云梦日报记者 周一帆整理）", ("云梦日报记者 周一帆",)),
        ("记者周一帆／云梦报导", ("记者 周一帆",)),
        ("记者周一帆/综合报道", ("记者 周一帆",)),
        ("（记者 周一帆 何苗采写）", ("记者 周一帆", "记者 何苗")),
        ("（记者 周一帆 通讯员 何苗）", ("记者 周一帆", "通讯员 何苗")),
        ("（文字记者周一帆、摄影记者何苗）", ("文字记者 周一帆", "摄影记者 何苗")),
        ("何苗摄影报道", ("摄影报道 何苗",)),
        ("新华社记者周一帆摄", ("新华社记者 周一帆",)),
        ("本报记者 何苗 周一帆摄", ("本报记者 何苗", "本报记者 周一帆")),
        ("记者 周一文", ("记者 周一文",)),
        ("整理 周一帆", ("整理 周一帆",)),
    ],
)
def test_what_the_author_did_is_no_name(line, names):
    assert CREDITS.bylines(line) == names


def test_who_signs_behind_a_dateline_without_brackets():
    assert CREDITS.dateline("云梦晚报讯 记者周一帆 通讯员何苗苗报道 河堤上的灯亮了。").bylines == ("云梦晚报记者 周一帆", "通讯员 何苗苗")


@pytest.mark.parametrize(
    "paragraph, names",
    [
        ("大家都回家了。（周一帆 何苗）", ("周一帆", "何苗")),
        ("大家都回家了。                 （何 苗）", ("何苗",)),
        ("（何 苗）", ("何苗",)),
        ("大家都回家了。（江苏）", ()),
        ("何苗报道", ("何苗",)),
        ("周一帆、何苗 采写", ("周一帆", "何苗")),
        ("相关报道", ()),
        ("（云梦晚报·云梦视界）", ()),
        ("江苏报道", ()),
        ("他说，何苗报道", ()),
    ],
)
def test_who_signs_behind_the_last_sentence(paragraph, names):
    assert CREDITS.signature(paragraph) == names


@pytest.mark.parametrize(
    "line, start",
    [
        ("【编辑:周一帆】 【打印】 【关闭】", 0),
        ("【责任编辑：何苗】【关闭窗口】", 0),
        ("大家都回家了。编辑周一帆审核何苗苗", 7),
        ("他当过编辑周刊的人，【打印】", None),
        ("【打印】 【关闭】", None),
    ],
)
def test_the_desk_behind_a_text(line, start):
    assert CREDITS.closing_start(line) == start


@pytest.mark.parametrize(
    "between, cut",
    [
        ("转自云梦日报年月日第版", "转自云梦日报年月日第版"),
        ("转载自云梦晚报2022年5月6日", "转载自云梦晚报2022年5月6日"),
        ("原载于云梦日报", "原载于云梦日报"),
        ("这条消息转自云梦日报的公众号。", None),
    ],
)
def test_where_a_text_was_first_printed(between, cut):
    text = f"{BODY}{between}{BODY}"
    lines = compile_fused_splitter(VOCABULARY).split([Line(0, len(text), Kind.PROSE, text)])
    assert [line.text for line in lines if line.kind is Kind.CLOSING] == ([cut] if cut else [])


@pytest.mark.parametrize(
    "line, names",
    [
        pytest.param("湘江日报记者 李江 摄", ["湘江日报记者 李江"], id="a photographer"),
        pytest.param("记者", [], id="a role alone"),
        pytest.param("广告", [], id="a label"),
        pytest.param("本报评论员", ["本报评论员"], id="a leader of the paper's own"),
    ],
)
def test_a_role_without_a_name_is_no_byline(line, names):
    page = f"图书室开放\n\n{line}\n\n图书室昨天开放，藏书两千册。学生们放学后可以借阅图书，老师也来。"
    assert [name for article in segmented(page)["articles"] for name in article["bylines"]] == names
