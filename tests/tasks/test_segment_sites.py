"""Pages of web sites and of electronic newspapers: headlines, outlets and signatures among what the site puts around them."""

from __future__ import annotations

import pytest
from segment_pages import bodies, segmented

from kaozheng.tasks.segment.credits import compile_credits
from kaozheng.tasks.segment.folio import compile_folio_reader
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()
CREDITS = compile_credits(VOCABULARY)
BODY = "图书室昨天开放，藏书两千册。学生们放学后可以借阅图书，老师也来。"
HEADLINE = "山村小学建起图书室"


def article(page, **given):
    (found,) = segmented(page, **given)["articles"]
    return found


@pytest.mark.parametrize(
    "lines, title, subtitle",
    [
        pytest.param([HEADLINE, f"{HEADLINE}｜桃溪在线"], HEADLINE, None, id="with the name of the site"),
        pytest.param([f"桃溪网（http://www.example.org）：{HEADLINE}", HEADLINE], HEADLINE, None, id="behind an address"),
        pytest.param(
            ["截至6月30日", "截至6月30日桃溪县建成图书室30间", "桃溪县建成图书室30间"],
            "截至6月30日桃溪县建成图书室30间",
            None,
            id="its parts",
        ),
        pytest.param([f"原标题：{HEADLINE}"], HEADLINE, None, id="behind the label of a site that took it over"),
        pytest.param([f"完整标题：{HEADLINE}"], HEADLINE, None, id="behind a label"),
        pytest.param([HEADLINE, "揭牌现场"], HEADLINE, "揭牌现场", id="what a picture shows"),
        pytest.param(["红网桃溪站", HEADLINE], HEADLINE, None, id="below the name of a site"),
        pytest.param(["孩子们放学后有了一个好去处", HEADLINE], HEADLINE, "孩子们放学后有了一个好去处", id="a kicker says something else"),
    ],
)
def test_a_headline_that_is_said_again_is_no_subtitle(lines, title, subtitle):
    page = "\n\n".join([*lines, "2021-06-30 08:00 来源：桃溪日报", BODY])
    found = article(page)
    assert (found["title"], found["subtitle"], found["text"]) == (title, subtitle, BODY)


def test_a_headline_in_the_list_of_those_of_its_page_stays():
    listed = f"{HEADLINE} 河堤加高两米 小区换了新路灯"
    found = article("\n".join([listed, "第3版：要闻 2021-06-30", "", HEADLINE, "", f"本报讯 {BODY}"]))
    assert (found["title"], found["subtitle"]) == (HEADLINE, None)


def test_a_picture_over_the_dateline_parts_no_headline_from_its_text():
    caption = "6月29日，图书室里的新书摆上了书架。何苗 摄"
    found = segmented(f"{HEADLINE}\n\n{caption}\n\n桃溪日报讯（记者 周一帆）{BODY}\n\n{BODY}")["articles"]
    assert [(a["kind"], a["title"]) for a in found] == [("news", HEADLINE), ("caption", None)]
    assert found[0]["bylines"] == ["桃溪日报记者 周一帆"]


def test_a_caption_with_its_credit_takes_no_line_below():
    page = f"{HEADLINE}\n\n6月29日，新书上架。 何 苗摄（桃溪视觉）\n放学后，图书室里坐满了人。\n周一帆摄（桃溪视觉）\n\n{BODY}"
    found = segmented(page)["articles"]
    assert [a["text"] for a in found if a["kind"] == "caption"] == [
        "6月29日，新书上架。 何 苗摄（桃溪视觉）",
        "放学后，图书室里坐满了人。周一帆摄（桃溪视觉）",
    ]


def test_the_address_of_the_page_tells_its_day_and_is_no_text():
    found = article(f"{HEADLINE}\n\n{BODY}\n\n本文链接：https://www.example.org/content/2021/06/30/12.html")
    assert (found["text"], str(found["published_on"])) == (BODY, "2021-06-30")


def test_the_headline_stands_below_the_line_that_turns_the_pages():
    others = ["小区换了新路灯", "校园足球赛开踢", "河堤加高两米"]
    found = article("\n".join([*others, "3上一篇  下一篇4 2021年6月30日", HEADLINE, "", BODY]))
    assert (found["title"], found["text"], str(found["published_on"])) == (HEADLINE, BODY, "2021-06-30")


@pytest.mark.parametrize(
    "page, outlet",
    [
        pytest.param(f"{HEADLINE}\n\n2021-06-30 16:25:01 桃溪日报\n\n{BODY}", "桃溪日报", id="beside the date"),
        pytest.param(f"{HEADLINE}\n\n2021-06-30 来源：桃溪发布 作者：何苗\n\n{BODY}", "桃溪发布", id="a name that no list has"),
        pytest.param(f"{HEADLINE}\n\n2021-06-30 来源：本站整理\n\n{BODY}", None, id="the site itself"),
        pytest.param(f"{HEADLINE}\n\n2021-06-30 来源：网络\n\n{BODY}", None, id="nobody"),
        pytest.param(f"{HEADLINE}\n\n2021-06-30 来源：桃溪商报网\n\n{BODY}", "桃溪商报网", id="the site of a paper"),
        pytest.param(f"{HEADLINE}\n\n桃溪文艺报 桃溪文艺报 2021-06-30\n\n{BODY}", "桃溪文艺报", id="a paper that no list has"),
        pytest.param(f"本文转自：桃溪日报\n\n{BODY}", "桃溪日报", id="taken from a paper"),
        pytest.param(
            f"桃溪县图书室专报（第8期）\n\n来源：桃溪县图书室建设工作领导小组办公室 日期：2021-06-30 字号：\n\n{BODY}",
            "桃溪县图书室建设工作领导小组办公室",
            id="a source with a long name",
        ),
        pytest.param(f"{HEADLINE}\n\n{BODY}\n\n据新华社", "新华社", id="as an agency reports"),
        pytest.param(f"{HEADLINE}\n\n{BODY}\n\n来源：桃溪新区（桃花镇）融媒体中心", "桃溪新区（桃花镇）融媒体中心", id="with brackets"),
        pytest.param(f"{HEADLINE}\n\n{BODY}（央视新闻）", "央视新闻", id="in brackets at the end"),
        pytest.param(f"{HEADLINE}\n\n{BODY}（消息来源：桃溪日报 记者 何苗）", "桃溪日报", id="labelled in brackets"),
        pytest.param(f"{HEADLINE}\n\n{BODY}\n\n作者/来源：桃溪青年网", "桃溪青年网", id="below the text"),
        pytest.param(f"{HEADLINE}\n\n【明报专讯】{BODY}", "明报", id="a dateline with 专讯"),
        pytest.param(f"{HEADLINE}\n\n现代快报讯6月30日，{BODY}", "现代快报", id="a day behind the dateline"),
        pytest.param(f"{HEADLINE}\n\n据央视新闻客户端消息，{BODY}", None, id="a source that is cited"),
        pytest.param(f"{HEADLINE}\n\n{BODY}（桃溪县水利局）", None, id="a body in brackets"),
    ],
)
def test_the_outlet(page, outlet):
    assert article(page)["outlet"] == outlet


@pytest.mark.parametrize(
    "page, names",
    [
        pytest.param(f"{HEADLINE}\n\n{BODY}\n\n周一帆 何苗", ["周一帆", "何苗"], id="names below the text"),
        pytest.param(f"{HEADLINE}\n\n（记者周一帆 通讯员何苗）{BODY}", ["记者 周一帆", "通讯员 何苗"], id="before the text"),
        pytest.param(f"{HEADLINE}\n\n桃溪日报讯 {BODY}（记者周一帆 何苗 摄影报道）", ["记者 周一帆", "记者 何苗"], id="with pictures"),
        pytest.param(f"{HEADLINE}\n\n{BODY}（记者周一帆 何苗 桃溪报道）", ["记者 周一帆", "记者 何苗"], id="from where"),
        pytest.param(f"{HEADLINE}\n\n{BODY}（记者周一帆 何苗报道）", ["记者 周一帆", "记者 何苗"], id="a name before the deed"),
        pytest.param(f"{HEADLINE}\n\n{BODY}文/何 苗", ["何苗"], id="without brackets"),
        pytest.param(f"{HEADLINE}\n\n{BODY}（周一帆 陈建文）", ["周一帆", "陈建文"], id="a name that ends in 文"),
        pytest.param(f"{HEADLINE}\n\n{BODY}（周一帆 何苗/文）", ["周一帆", "何苗"], id="who wrote it"),
        pytest.param(
            f"{HEADLINE}\n\n桃溪日报讯 记者周一帆、何苗报道：{BODY}",
            ["桃溪日报记者 周一帆", "桃溪日报记者 何苗"],
            id="报道 behind the dateline",
        ),
        pytest.param(f"{HEADLINE}\n\n桃溪日报讯 何苗 报道：{BODY}", ["何苗"], id="a name alone behind the dateline"),
        pytest.param(f"{HEADLINE}\n\n新华社记者\n\n{BODY}", [], id="a reporter without a name"),
        pytest.param(f"{HEADLINE}\n\n2021-06-30 作者：阳湖网\n\n{BODY}", [], id="a site is nobody"),
    ],
)
def test_who_signs(page, names):
    assert article(page)["bylines"] == names


@pytest.mark.parametrize(
    "page, title, kind",
    [
        (f"{HEADLINE}\n\n县教育局 6月30日\n\n{BODY}", HEADLINE, "news"),
        (
            "学生们在桃溪小学的图书室里借阅图书（6月30日摄），这间图书室是村里人一起动手建起来的，花了大家整整两个月的时间，老师也常来这里坐一坐。\n"
            "新华社记者何苗苗摄",
            None,
            "caption",
        ),
        ("学生们在图书室里借阅图书，老师也来。\n中新社发 何苗苗 摄\n这天的图书室很热闹。", None, "caption"),
        (f"图书室二题：借书的规矩\n\n以下是今日（六月三十日）何苗校长的答复：\n\n问题：\n\n{BODY}", "图书室二题：借书的规矩", "news"),
    ],
)
def test_what_a_page_opens_with(page, title, kind):
    articles = segmented(page)["articles"]
    assert articles[0]["title"] == title
    assert kind in [a["kind"] for a in articles]


def test_names_in_a_list_stay_in_the_text():
    assert "何苗" in bodies(segmented(f"{HEADLINE}\n\n{BODY}获奖的有：\n\n周一帆\n\n何苗\n\n大家为他们鼓掌，掌声很久才停下来。"))[0]


def test_pictures_tell_their_day():
    page = f"{HEADLINE}\n\n{BODY}\n\n桃溪小学一角（2021年6月30日摄）。\n\n{BODY}"
    assert [a["kind"] for a in segmented(page)["articles"]] == ["news", "caption"]


@pytest.mark.parametrize(
    "line, own",
    [
        ("2021-06-30 16:25:01 桃溪日报", False),
        ("桃溪日报 2021年6月30日 星期三", True),
        ("A1：要闻总第2829期 >2021-06-30编印", True),
    ],
)
def test_paper_has_no_minutes(line, own):
    assert compile_folio_reader(VOCABULARY).folios([line]) == ({0} if own else set())


def test_a_page_s_own_lines_are_no_article():
    articles = segmented(f"当前位置：\n\n桃溪\n\n2021-06-30\n\n{HEADLINE}\n\n2021-06-30 08:00 来源：桃溪日报\n\n{BODY}")["articles"]
    assert all(a["title"] or a["text"] for a in articles)
