"""What kind of text an article is: by its labels, its signatures, its lines, and how it argues."""

from __future__ import annotations

import pathlib
import time

import pytest
from segment_pages import VOCABULARY, segmented

from kaozheng.tasks.segment.kinds import LONGEST_BRIEF, LONGEST_LABELLED_BRIEF, Told, compile_kind_reader

READER = compile_kind_reader(VOCABULARY)
NEWS = ["图书室昨天开放，藏书两千册，座位三十个。", "学生们放学后可以借阅图书，老师们轮流值班，家长也来帮忙整理书架。"]

ARGUED = [
    "村里建了图书室，却常年锁着门，钥匙挂在村干部的腰上。有人说，农民忙，没有工夫看书。其实，不是农民不爱书，而是书离农民太远。",
    "办图书室，不能只看挂了多少牌子、买了多少书架，更要看有多少人走进来。与其让新书在柜子里落灰，不如把它们送到田头、送到店里、送到孩子手上。"
    "如果只图检查时好看，再多的书也不过是摆设。",
    "当然，管书也是一件难事，丢了要赔，坏了要补。但难不应当成为锁门的理由。归根结底，是把书当成了财产，而没有当成粮食。"
    "让书动起来，才能让心亮起来。这样的道理，值得每一个管钥匙的人想一想。",
    "图书室的门开着，村子的希望才开着。我们不妨从今天起，把那把锁摘下来。",
]
REPORTED = [
    "清晨的码头上，渔船刚刚靠岸，鱼贩们围着鱼筐挑选鲫鱼。老周把缆绳系好，提着两筐鱼上了岸。他今年61岁，打了40年鱼。",
    "禁渔以后，老周领到了补偿款，在镇上开了一家小面馆，每天卖出120多碗面。妻子说，收入比打鱼时多了三成，夜里也睡得安稳。",
    "渔政站的工作人员每天沿江巡查，全年登记渔船86艘，救助江豚3头。站里还请了12名老渔民当护渔员，老周就是其中的一个。",
    "傍晚，江面上起了雾。老周关了店门，换上救生衣，上了巡逻艇。艇上的灯照着江水，一群小鱼从灯下游过去。“又多了。”他说。",
]
LETTER = ["各位家长：", "图书室就要开放了，请您和孩子一起来看书。", "山村小学", "2022年4月21日"]
POEM = ["灯亮了", "书页轻轻翻动", "山外的风", "吹进了窗子", "孩子抬起头", "看见一片海"]
TABLE = ["值班电话", "图书室 0731-0000001", "卫生院 0731-0000002", "渔政站 0731-0000003", "派出所 0731-0000004", "供电所 0731-0000005"]


def told(**known):
    return Told(**{"title": "山村小学建起图书室", "headings": ["山村小学建起图书室"], "body": NEWS, **known})


@pytest.mark.parametrize(
    "known",
    [
        {"headings": ["湘江时评", "山村小学的灯"]},
        {"headings": ["短评", "山村小学的灯"]},
        {"headings": ["■ 社论", "山村小学的灯"]},
        {"headings": ["【锐评】", "山村小学的灯"]},
        {"headings": ["【短评】山村小学的灯"], "body": NEWS[:1], "dateline": True},
        {"headings": ["人民网评：山村小学的灯"]},
        {"headings": ["新华社评论员：山村小学的灯"]},
        {"headings": ["评论丨山村小学的灯"]},
        {"headings": ["山村小学的灯（今日谈）"]},
        {"headings": ["编者按"]},
        {"headings": ["四谈山村办学"]},
        {"headings": ["山村小学的灯", "——三论山村办学"]},
        {"headings": ["山村小学的灯", "——论学习贯彻教育大会精神"]},
        {"bylines": ["本报评论员"]},
        {"bylines": ["湘江日报全媒体评论员 李江"]},
        {"title": "别让书房锁着门", "headings": ["别让书房锁着门"], "body": ARGUED},
        {"title": "村里的书房", "headings": ["村里的书房"], "bylines": ["李江"], "body": ARGUED},
        {"title": "村里的书房", "headings": ["村里的书房"], "bylines": ["（作者系某县教师）"], "body": ARGUED},
    ],
    ids=str,
)
def test_commentary(known):
    assert READER.kind(told(**known)) == "commentary"


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"bylines": ["湘江日报记者 李江"]},
        {"dateline": True},
        {"body": REPORTED},
        {"body": [REPORTED[0] * 3, REPORTED[3] * 3]},
        {"bylines": ["湘江日报记者 李江"], "body": ARGUED},
        {"dateline": True, "body": ARGUED},
        {"body": ["记者：" + ARGUED[0], "馆长：" + "".join(ARGUED)]},
        {"headings": ["一谈就成，县里引进三家书店"], "dateline": True},
        {"headings": ["山村论坛今天开幕"]},
        {"headings": ["评论家走进山村"]},
        {"title": "县政府发布第三号通告", "headings": ["县政府发布第三号通告"]},
        {"title": "县里出台图书室管理办法", "headings": ["县里出台图书室管理办法"]},
        {"title": "一封信牵出二十年的情", "headings": ["一封信牵出二十年的情"]},
        {"title": "夜读有了新方案", "headings": ["夜读有了新方案"]},
        {"title": "春茶上市", "headings": ["春茶上市"], "body": [], "picture": True},
        {"title": None, "headings": [], "alone": True},
        {"title": None, "headings": [], "body": ["截至3月16日，全省累计报告病例3例。"], "alone": True},
        {"body": ["图书室昨天开放，学生们放学后可以借"], "dateline": True},
        {"body": ["队员增加一倍", *NEWS, "夜里亮着灯", NEWS[0]]},
    ],
    ids=str,
)
def test_news(known):
    assert READER.kind(told(**known)) == "news"


SHORT = "图书室昨天开放，藏书两千册。"
LONG = SHORT * 14


@pytest.mark.parametrize(
    "known, brief",
    [
        ({"body": [SHORT], "dateline": True}, True),
        ({"body": [SHORT]}, True),
        ({"body": [SHORT], "bylines": ["湘江日报记者 李江"]}, True),
        ({"body": [SHORT], "title": None, "headings": ["一句话新闻"]}, True),
        ({"body": [LONG], "headings": ["简讯", "山村小学建起图书室"]}, True),
        ({"body": [LONG * 2], "headings": ["简讯", "山村小学建起图书室"]}, False),
        ({"body": [LONG], "dateline": True}, False),
        ({"body": [SHORT, SHORT], "dateline": True}, False),
        ({"body": [SHORT], "alone": True}, False),
        ({"body": [SHORT], "alone": True, "dateline": True}, True),
        ({"body": [SHORT], "title": None, "headings": []}, False),
    ],
    ids=str,
)
def test_brief(known, brief):
    assert LONGEST_BRIEF < len(LONG) <= LONGEST_LABELLED_BRIEF < len(LONG * 2)
    assert READER.kind(told(**known)) == ("brief" if brief else "news")


@pytest.mark.parametrize(
    "known",
    [
        {"title": "关于开放图书室的通告"},
        {"title": "某县图书馆招聘公告（第二号）"},
        {"title": "某县政府关于印发《图书室管理办法》的通知"},
        {"title": "遗失声明"},
        {"title": "致全体家长的一封信"},
        {"title": "爱护图书倡议书"},
        {"body": [*NEWS, "特此公告。", "某县图书馆"]},
        {"headings": ["公益广告", "多读书"]},
        {"body": LETTER},
        {"title": "窗", "body": POEM},
        {"title": "便民信息", "body": TABLE},
        {"title": None, "headings": [], "body": ["去年三月"]},
    ],
    ids=str,
)
def test_other(known):
    assert READER.kind(told(**{"headings": [known.get("title") or "山村小学"], **known})) == "other"


def kinds(page):
    return [(a["title"], a["kind"]) for a in segmented(page)["articles"]]


FIRST = "江上渔歌\n\n湘江日报记者 李江\n\n" + "\n\n".join(REPORTED)
BRIEF = "{}\n\n湘江日报4月21日讯（记者 王山）{}"


def test_a_page_with_news_a_commentary_and_a_brief():
    comment = "村里的书房\n\n本报评论员\n\n" + "\n\n".join(ARGUED)
    page = f"{FIRST}\n\n{comment}\n\n{BRIEF.format('山村小学建起图书室', SHORT)}"
    assert kinds(page) == [("江上渔歌", "news"), ("村里的书房", "commentary"), ("山村小学建起图书室", "brief")]


def test_the_label_of_a_column_of_briefs_holds_for_all_of_them():
    items = "\n\n".join(BRIEF.format(title, LONG) for title in ("山村小学建起图书室", "湖区添了护鸟队", "县城开了新书店"))
    found = dict(kinds(f"{FIRST}\n\n简讯\n\n{items}"))
    assert [found.get(title) for title in ("江上渔歌", "山村小学建起图书室", "湖区添了护鸟队", "县城开了新书店")] == [
        "news",
        "brief",
        "brief",
        "brief",
    ]


PAGES = sorted((pathlib.Path(__file__).parents[2] / "benchmarks/texts/pages").glob("[0-9]*.txt"))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_the_kind_of_each_benchmark_article(path):
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    labels = dict(line.split(": ", 1) for line in head.splitlines())
    shown = [line for name in ("kicker", "title", "subtitle", "byline") if name in labels for line in labels[name].split(" | ")]
    paragraphs = [line.removeprefix("## ").removeprefix("@ ") for line in body.strip().splitlines()]
    found = [a["kind"] for a in segmented("\n\n".join([*shown, *paragraphs]))["articles"] if a["kind"] != "caption"]
    assert found == [labels["kind"]]


def test_the_kind_of_a_long_text_costs_no_more_than_its_length():
    body = [ARGUED[1] * 20_000, "书" * 1_000_000, "“" * 100_000]
    begun = time.process_time()
    READER.kind(told(body=body))
    assert time.process_time() - begun < 2
