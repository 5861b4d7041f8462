"""The articles of a page: headlines signed and unsigned, their lines, captions, the page's own lines, articles run into one line."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass

import pytest
from segment_pages import segmented

BRIDGE = (
    "5月4日清早，大圩镇河口村的水田里，三台插秧机一字排开。村民丁有才坐在田埂上，手里拿着一只对讲机。"
    "\n\n往年这时候，全家老少都要下田。今年村里把水田交给合作社统一栽插，丁有才只要看着插秧机就行。"
)
SUBHEADED = (
    f"机器下田，人在田埂看\n\n湘江日报记者 周岭\n\n{BRIDGE}\n\n一台机器抵二十个人\n\n合作社理事长孟平算了一笔账：一台插秧机"
    "一天能插40亩，抵得上二十个熟手。"
    "\n\n机手从哪里来\n\n插秧机的机手大多是返乡的年轻人。镇农技站办了四期培训班，有86人拿到了操作证。"
)
STATION = (
    "记者昨日从市交通局获悉，城西客运站将于6月1日整体搬迁至环湖大道新站。新站占地90亩，设发车位32个。"
    "\n\n搬迁后，原有的18条班线全部在新站发车。"
)
LIBRARY = "为方便上班族借阅，市图书馆从本周起延长开放时间，周一至周五开放到21时。少儿阅览室的开放时间不变。"
MODELS = "本报讯（记者 方明）5月5日，全市劳动模范表彰大会在市会议中心召开。大会表彰劳动模范50名、先进集体20个。"
HYDROGEN = "8月18日，北岭市首座加氢站在物流园建成，日加注能力500公斤，可供40辆氢能货车使用。"
TUNNEL = "经过880天施工，全长3.6公里的南山隧道8月19日双向贯通，预计明年春节前通车。"
ROAD = "家住锦绣苑的市民反映，小区门前一段两百多米的路坑坑洼洼。14日，记者就此事联系了辖区街道办。街道办负责人回复，这条路预计5月动工。"


@dataclass(frozen=True)
class Case:
    """A page and the titles of its articles in order; '' for an article without a title."""

    page: str
    titles: list[str]


CASES = {
    "an unsigned headline below a signed article with subheads": Case(
        f"{SUBHEADED}\n\n城西客运站6月起搬迁\n\n{STATION}\n\n全市劳动模范表彰大会召开\n\n{MODELS}",
        ["机器下田，人在田埂看", "城西客运站6月起搬迁", "全市劳动模范表彰大会召开"],
    ),
    "no blank lines": Case(
        f"{SUBHEADED}\n\n图书馆延长开放到晚上九点\n\n{LIBRARY}\n\n全市劳动模范表彰大会召开\n\n{MODELS}".replace("\n\n", "\n"),
        ["机器下田，人在田埂看", "图书馆延长开放到晚上九点", "全市劳动模范表彰大会召开"],
    ),
    "a column of briefs": Case(
        f"北岭日报\n2021年8月20日\n星期五\n第2版\n简明新闻\n北岭建成首座氢能加气站\n{HYDROGEN}\n南山隧道双向贯通\n{TUNNEL}\n城西客运站6月起搬迁\n{STATION}",
        ["北岭建成首座氢能加气站", "南山隧道双向贯通", "城西客运站6月起搬迁"],
    ),
    "one article with subheads on a page": Case(f"湘江日报 2021年5月6日 星期四 第3版\n\n{SUBHEADED}", ["机器下田，人在田埂看"]),
    "one signed article with subheads": Case(SUBHEADED, ["机器下田，人在田埂看"]),
    "a notice with a report below": Case(
        "沅江市防汛指挥部公告\n\n（2021年第3号）\n\n鉴于近期上游来水较大，为保障群众安全，经研究，现就有关事项公告如下：\n\n一、全市船只一律停航。\n\n"
        "沅江市防汛指挥部\n2021年7月4日\n\n大堤夜夜有人 物资步步到位\n\n洞庭湖报讯（记者 周立 通讯员 龙海）连日来，沅江各乡镇昼夜巡堤。",
        ["沅江市防汛指挥部公告", "大堤夜夜有人 物资步步到位"],
    ),
    "a paragraph that a report interrupts in mid-word": Case(
        "灯火照亮学堂路\n\n湘江日报记者 王山\n\n清晨六点，石门乡的孩子们已经出门。\n\n全县23所村小共新添课\n\n大桥今日通车\n\n"
        "湘江日报3月5日讯（记者 李江）大桥今天通车，全长6公里。\n\n“通车以后，进城只要半个小时。”司机周平对记\n\n"
        "桌1200套，教室都装上了电灯。\n\n者说，他等这一天等了三年。",
        ["灯火照亮学堂路", "大桥今日通车"],
    ),
    "a kicker over a report that interrupts nothing": Case(
        "灯火照亮学堂路\n\n湘江日报记者 王山\n\n清晨六点，石门乡的孩子们已经出门。\n\n全县村小都通了校车\n大桥今日通车\n\n"
        "湘江日报3月5日讯（记者 李江）大桥今天通车，全长6公里。",
        ["灯火照亮学堂路", "全县村小都通了校车 大桥今日通车"],
    ),
    "a report with headings": Case(
        "当前，全县防汛形势严峻。现将有关情况报告如下。\n基本情况\n入汛以来，全县平均降雨量680毫米。\n责任到人\n县级领导包流域，乡镇干部包水库。\n"
        "预警到户\n在易涝点安装预警喇叭460个，转移群众8600人。\n物资到位\n储备编织袋30万条、冲锋舟42艘。\n特此报告。",
        [""],
    ),
    "briefs that open with datelines and have no headlines": Case(
        f"全市劳动模范表彰大会召开\n{MODELS}\n湘江日报5月5日讯（记者 王山）{LIBRARY}", ["全市劳动模范表彰大会召开", ""]
    ),
    "a question for a headline, its answer below": Case(
        f"全市劳动模范表彰大会召开\n\n{MODELS}\n\n小区门前的路，谁来修？\n\n街道办：今年列入改造计划\n\n{ROAD}"
        f"\n\n南山隧道双向贯通\n\n本报讯（记者 李江）{TUNNEL}",
        ["全市劳动模范表彰大会召开", "小区门前的路，谁来修？", "南山隧道双向贯通"],
    ),
    "what comes from another page": Case(
        f"全市劳动模范表彰大会召开\n\n{MODELS}\n\n（上接第一版）三是抓项目。全年安排重点项目260个，年度投资480亿元。",
        ["全市劳动模范表彰大会召开", ""],
    ),
    "the names of the desk close an article": Case(
        f"全市劳动模范表彰大会召开\n\n{MODELS}\n\n一版责编 李江\n\n南山隧道双向贯通\n\n{TUNNEL}\n\n责编 陈湖 校对 王山",
        ["全市劳动模范表彰大会召开", "南山隧道双向贯通"],
    ),
    "reports run into one line": Case(
        f"夏粮收购进度过半本报记者苗青6月底，全省夏粮收购进度过半。通河粮库已收购小麦2.1万吨。{MODELS}"
        "新华社北京7月2日电 全国铁路实行新的列车运行图。（完）",
        ["夏粮收购进度过半", "", ""],
    ),
    "a headline and a report behind the end of a sentence": Case(
        f"全省防汛会商会召开\n本报讯（记者 钟鸣）7月2日，全省防汛会商会召开。全市劳动模范表彰大会召开 {MODELS}",
        ["全省防汛会商会召开", "全市劳动模范表彰大会召开"],
    ),
    "an agency that a sentence cites": Case(
        "南山隧道双向贯通\n\n湘江日报记者 李江\n\n隧道昨天贯通。据新华社北京1月8日电，全国今年贯通隧道三百座。"
        "专家说，据湘江日报1月8日讯，工期缩短了。",
        ["南山隧道双向贯通"],
    ),
}


def news(page):
    return [a for a in segmented(page)["articles"] if a["kind"] != "caption"]


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_the_articles_of_a_page(case):
    assert [a["title"] or "" for a in news(case.page)] == case.titles


@pytest.mark.parametrize(
    "lines, title, subtitle",
    [
        pytest.param(["早稻插秧进入扫尾阶段", "机器下田，人在田埂看"], "机器下田，人在田埂看", "早稻插秧进入扫尾阶段", id="kicker"),
        pytest.param(["灯火渐次亮起", "春天如约而来"], "灯火渐次亮起 春天如约而来", None, id="two lines of one measure"),
        pytest.param(
            ["市政协五次会议开幕", "凝聚共识谋发展", "建言资政开新局"],
            "凝聚共识谋发展 建言资政开新局",
            "市政协五次会议开幕",
            id="kicker and two lines",
        ),
        pytest.param(["湖滨中学女排", "夺得全省冠军"], "湖滨中学女排 夺得全省冠军", None, id="who, and what they did"),
        pytest.param(["老厂房里长出新产业", "——盘活闲置厂房的三种办法"], "老厂房里长出新产业", "——盘活闲置厂房的三种办法", id="dash"),
        pytest.param(
            ["图书室今天开放", "首批图书3000册供学生和村民免费借阅"],
            "图书室今天开放",
            "首批图书3000册供学生和村民免费借阅",
            id="much longer",
        ),
        pytest.param(["部分路段今起封闭施工", "自6月2日零时起执行"], "部分路段今起封闭施工", "自6月2日零时起执行", id="no subject"),
        pytest.param(
            ["春日里的丰收账", "禾丰县：38万亩油菜收“金”忙"], "禾丰县：38万亩油菜收“金”忙", "春日里的丰收账", id="noun phrase over a county"
        ),
        pytest.param(["隔离病房手记", "第十一床的晚安"], "第十一床的晚安", "隔离病房手记", id="genre"),
        pytest.param(
            ["某市推动家政服务业提质——", "让“保姆难找”成为过去"],
            "让“保姆难找”成为过去",
            "某市推动家政服务业提质——",
            id="kicker with a dash",
        ),
        pytest.param(["山村「拍客」：把家乡讲给你听"], "山村「拍客」：把家乡讲给你听", None, id="corner brackets"),
        pytest.param(["“三个零”换来群众点赞"], "“三个零”换来群众点赞", None, id="quotes and a number"),
        pytest.param(["快看！朱鹮来了"], "快看！朱鹮来了", None, id="exclamation"),
        pytest.param(["《田埂上的歌》唱响　乡村舞台"], "《田埂上的歌》唱响 乡村舞台", None, id="halves in one line"),
    ],
)
def test_the_lines_of_a_headline(lines, title, subtitle):
    heading = "\n\n".join(lines)
    article = news(f"全市劳动模范表彰大会召开\n\n{MODELS}\n\n{heading}\n\n湘江日报记者 李江\n\n{LIBRARY}")[-1]
    assert (article["title"], article["subtitle"], article["text"]) == (title, subtitle, LIBRARY)


@pytest.mark.parametrize(
    "folio",
    [
        "湘江日报 2021年5月6日 星期四 第3版",
        "湘江日报　2021.05.06　星期四　责编：李江　美编：王山",
        "要闻 03\n湘江日报 2021年5月6日 星期四",
        "湘江日报　03　综合新闻　2021年5月6日　星期四　值班主任 官湖　电话：3129512",
        "湘江日报\nXIANGJIANG RIBAO\n2021年5月6日\n星期四\n第3版",
    ],
)
def test_the_pages_own_lines_date_and_name_its_articles(folio):
    tables = segmented(f"{folio}\n\n南山隧道双向贯通\n\n{TUNNEL}\n\n全市劳动模范表彰大会召开\n\n{MODELS}\n\n责编 陈湖 校对 王山")
    day = datetime.date(2021, 5, 6)
    assert [(a["title"], a["outlet"], a["published_on"]) for a in tables["articles"]] == [
        ("南山隧道双向贯通", "湘江日报", day), ("全市劳动模范表彰大会召开", "湘江日报", day),
    ]  # fmt: skip
    assert [a["text"] for a in tables["articles"]] == [TUNNEL, MODELS]
    assert tables["publication"][0]["published_basis"] == "header"


@pytest.mark.parametrize(
    "caption",
    [
        pytest.param("▲5月3日，工人在江堤上浇筑护坡。\n新华社记者 阎丰 摄", id="credit on its own line"),
        pytest.param("①工人在江堤上浇筑护坡。\n②图为浇筑好的护坡。", id="numbered"),
        pytest.param("▲5月3日，工人在江堤上\n浇筑护坡。", id="two lines"),
        pytest.param("工人在江堤上浇筑护坡。（资料图片）", id="an old picture"),
    ],
)
def test_a_caption_between_two_halves_of_a_paragraph(caption):
    at = LIBRARY.index("室的开放")
    upper, lower = LIBRARY[:at], LIBRARY[at:]
    page = f"图书馆延长开放到晚上九点\n\n湘江日报记者 李江\n\n{upper}\n\n{caption}\n\n{lower}\n\n馆长介绍，延时开放试行三个月。"
    tables = segmented(page)
    captions = [a["text"] for a in tables["articles"] if a["kind"] == "caption"]
    assert news(page)[0]["text"] == f"{LIBRARY}\n馆长介绍，延时开放试行三个月。"
    assert "".join(captions).replace("\n", "") == caption.replace("\n", "")


@pytest.mark.parametrize(
    "end, bylines",
    [
        ("（作者：李江，单位：某师范学院）", ["作者 李江"]),
        ("本报记者 李江", ["本报记者 李江"]),
        ("（记者 李江 通讯员 王山）", ["记者 李江", "通讯员 王山"]),
    ],
)
def test_who_signs_below_an_article(end, bylines):
    article = news(f"图书馆延长开放到晚上九点\n\n{LIBRARY}\n\n{end}\n\n全市劳动模范表彰大会召开\n\n{MODELS}")[0]
    assert (article["bylines"], article["text"]) == (bylines, LIBRARY)


def test_who_signs_behind_the_last_sentence():
    article = news(f"图书馆延长开放到晚上九点\n\n{LIBRARY}（记者 李江）\n\n全市劳动模范表彰大会召开\n\n{MODELS}")[0]
    assert article["bylines"] == ["记者 李江"]


def test_a_page_costs_linear_time():
    def seconds(copies):
        page = f"湘江日报 2021年5月6日 星期四 第3版\n\n{SUBHEADED}\n\n城西客运站6月起搬迁\n\n{STATION}\n\n" * copies
        begun = time.process_time()
        assert len(news(page)) >= copies
        return time.process_time() - begun

    seconds(2)
    assert seconds(80) < 4 * 4 * max(seconds(20), 0.05)


def test_the_desk_and_the_day_at_the_foot_are_no_text():
    page = "夜空下的守望\n\n湘江日报记者 王山\n\n深夜，值班员还在记录水位。\n\n责编 于海 二〇二二年二月二十七日 星期日"
    tables = segmented(page)
    assert [a["text"] for a in tables["articles"]] == ["深夜，值班员还在记录水位。"]
    assert tables["publication"][0]["published_on"] == datetime.date(2022, 2, 27)


@pytest.mark.parametrize(
    "opening, title, subtitle, author",
    [
        ("守土尽责贵在闻风而动三论打好防汛主动仗东方竹古人云，", "守土尽责贵在闻风而动", "三论打好防汛主动仗", "东方竹"),
        ("防汛救灾贵在落实再论守好一江清水王晓东古人云，", "防汛救灾贵在落实", "再论守好一江清水", "王晓东"),
        ("担当是最美的底色一论作风建设赵大川大事难事看担当，", "担当是最美的底色", "一论作风建设", "赵大川"),
        ("抓落实要有韧劲四问基层减负司马南山路漫漫其修远兮，", "抓落实要有韧劲", "四问基层减负", "司马南山"),
        ("把实事办到百姓心坎上李文明近日，", "把实事办到百姓心坎上", None, "李文明"),
    ],
)
def test_the_author_behind_where_a_text_first_appeared(opening, title, subtitle, author):
    story = "渔民们天不亮就下江，船头的灯一盏接一盏亮起来。" * 15
    page = f"江上渔歌\n2021/8/9 16:18\n{story}原载于湘江日报年月日版{opening}大家都要上前，守好大堤。"
    last = segmented(page)["articles"][-1]
    assert (last["title"], last["subtitle"], last["bylines"]) == (title, subtitle, [author])


def test_a_number_that_a_line_end_cut_is_whole_and_a_line_of_a_date_is():
    (article,) = segmented("7\n1岁的李江住在河湾里，离大堤只有60米。")["articles"]
    assert article["text"] == "71岁的李江住在河湾里，离大堤只有60米。"
    texts = [a["text"] for a in segmented("图书室开放\n\n06.02.2021  13:20\n\n2月5日，李江来到图书室。")["articles"]]
    assert not any("13:202" in text for text in texts)
