"""The stage as a whole, on pages broken in the ways that newspapers' pages are."""

from __future__ import annotations

import datetime
import json
import pathlib

import pytest
from segment_pages import bodies, segmented

from kaozheng.tasks.segment.headline_block import letters
from kaozheng.tasks.text import AlignedText, Edit

RIVER = (
    "湘江日报全媒体记者 李江\n\n清晨的码头上，渔船刚刚靠岸，鱼贩们围着鱼筐挑选鲫鱼。\n\n"
    "码头渔政站的工作人员每天巡查渔船，登记渔获。去年以来，渔政站共组织巡查队"
)
RIVER_REST = "伍12支，巡查渔船300余艘次，渔民的禁渔意识明显增强。\n\n渔民老周说，禁渔以后，江里的鲫鱼又多了起来，渔船靠岸的时间也早了。"
SCHOOL = "湘江日报4月21日讯（全媒体记者 王山）山村小学的图书室昨天开放。图书室藏书两千册，学生们放学后可以借阅。"
INTERRUPTED = f"江上渔歌\n\n{RIVER}\n\n山村小学建起图书室\n\n{SCHOOL}\n\n{RIVER_REST}"


def test_an_article_that_another_one_cuts_in_a_word_is_read_on():
    tables = segmented(INTERRUPTED)
    first, second = tables["articles"]
    assert (first["title"], second["title"]) == ("江上渔歌", "山村小学建起图书室")
    assert "共组织巡查队伍12支" in first["text"]
    assert second["text"] == SCHOOL
    assert [INTERRUPTED[f["raw_start"] : f["raw_end"]] for f in first["fragments"]] == [RIVER.split("\n\n", 1)[1], RIVER_REST]


def test_each_jump_of_the_reading_order_is_in_the_ledger():
    jump = next(r for r in segmented(INTERRUPTED)["repairs"] if r["kind"] == "reorder")
    assert jump["before"].endswith("巡查队")
    assert jump["after"].startswith("伍12支")
    assert INTERRUPTED[: jump["raw_start"]].endswith("巡查队")
    assert INTERRUPTED[jump["raw_end"] :].startswith("伍12支")
    assert 0.5 < jump["confidence"] <= 1
    assert not jump["lossy"]


def test_a_word_across_a_jump_has_its_evidence_in_its_first_part():
    tables = segmented(INTERRUPTED)
    sentence = next(s for s in tables["sentences"] if "巡查队伍" in s["text"])
    assert INTERRUPTED[sentence["raw_start"] : sentence["raw_end"]].endswith("巡查队")


def test_an_end_that_nothing_fits_stays_cut():
    page = f"江上渔歌\n\n{RIVER}\n\n山村小学建起图书室\n\n{SCHOOL}\n\n学生们说，图书室的书比课本有意思，放学后他们都去图书室借阅。"
    first, second = bodies(segmented(page))
    assert first.endswith("巡查队")
    assert second.endswith("图书室借阅。")


def test_a_column_break_inside_an_article_is_closed():
    torn = "湖区的护鸟队今年扩大了规模，队员们每天沿湖堤巡护，在芦苇荡里搭建了观测点，记录候鸟的种类和数量，并在渡口开"
    page = f"湖边来信\n\n湖区日报记者 陈湖\n\n{torn}\n\n展护鸟宣传。"
    tables = segmented(page)
    assert "在渡口开展护鸟宣传。" in bodies(tables)[0]
    assert [(r["kind"], r["before"]) for r in tables["repairs"]] == [("reflow", "\n\n")]


def test_a_subhead_is_a_paragraph_of_the_body():
    page = "湖边来信\n\n湖区日报记者 陈湖\n\n湖区的护鸟队今年扩大了规模。\n\n队员增加一倍\n\n队员们每天沿湖堤巡护。"
    assert bodies(segmented(page)) == ["湖区的护鸟队今年扩大了规模。\n队员增加一倍\n队员们每天沿湖堤巡护。"]


def test_picture_news_is_a_headline_and_a_caption():
    caption = "4月20日，茶园里茶农正在采摘春茶。目前，春茶已上市。湘江日报记者 林茶 摄影报道"
    page = f"山村小学建起图书室\n\n{SCHOOL}\n\n春茶上市\n\n{caption}\n\n江上渔歌\n\n{RIVER}"
    articles = segmented(page)["articles"]
    news = next(a for a in articles if a["title"] == "春茶上市")
    picture = next(a for a in articles if a["kind"] == "caption")
    assert (news["text"], news["fragments"], news["bylines"]) == ("", [], ["湘江日报记者 林茶"])
    assert picture["text"] == caption


def test_a_caption_in_an_article_is_an_article_of_its_own():
    page = "湖边来信\n\n湖区日报记者 陈湖\n\n湖区的护鸟队今年扩大了规模。\n\n护鸟队员在渡口发放传单。 陈湖 摄\n\n队员们每天沿湖堤巡护。"
    tables = segmented(page)
    assert [(a["kind"], a["text"]) for a in tables["articles"]] == [
        ("news", "湖区的护鸟队今年扩大了规模。\n队员们每天沿湖堤巡护。"),
        ("caption", "护鸟队员在渡口发放传单。 陈湖 摄"),
    ]
    assert len(tables["articles"][0]["fragments"]) == 2


def test_a_web_page_has_its_title_above_the_line_of_date_and_source():
    page = "要闻\n\n山村小学建起图书室\n\n发布时间：2022-04-22 08:10 来源：湘江日报 点击：12\n\n图书室昨天开放。\n\n要闻"
    tables = segmented(page)
    article = tables["articles"][0]
    assert (article["title"], article["outlet"], article["text"]) == ("山村小学建起图书室", "湘江日报", "图书室昨天开放。")
    assert tables["publication"][0] | {"doc_id": 0} == {
        "doc_id": 0, "published_on": datetime.date(2022, 4, 22), "published_basis": "header",
    }  # fmt: skip
    assert [s["part"] for s in tables["sentences"]] == ["header", "title", "body"]


def test_a_plain_text_is_one_article_with_the_title_of_its_source():
    page = "截至3月16日24时，全省累计报告病例3例。\n当日新增出院1例。"
    article = segmented(page, title="疫情通报", published_on=datetime.date(2020, 3, 17))["articles"]
    assert [(a["title"], a["text"], a["kind"]) for a in article] == [("疫情通报", page, "news")]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("一、输入病例\n3月16日，全省新增病例2例。\n二、本地病例\n3月16日，全省无新增病例。", id="numbered headings"),
        pytest.param("2020年3月16日0-24时，全省新增病例3例，新增重症病例1\n例，新增出院病例5例。", id="a wrap inside a number"),
        pytest.param("去年三月", id="one phrase"),
    ],
)
def test_nothing_of_a_plain_text_becomes_a_headline(page):
    article = segmented(page, published_on=datetime.date(2020, 3, 17))["articles"][0]
    assert article["title"] is None
    assert letters(article["text"]) == letters(page)


def test_a_page_that_lost_its_line_breaks():
    story = "禁渔以来，渔政站加强巡查。" * 20
    page = f"江上渔歌\n2021/8/9 16:18\n{story}月日，渔政人员在码头登记渔船。湘江日报记者李江摄渔民转产就业。原载于湘江日报年月日版"
    tables = segmented(page)
    kinds = {a["kind"]: a["text"] for a in tables["articles"]}
    assert kinds["caption"] == "月日，渔政人员在码头登记渔船。湘江日报记者李江摄"
    assert kinds["news"].replace("\n", "") == story + "渔民转产就业。"
    assert tables["publication"][0]["published_on"] == datetime.date(2021, 8, 9)
    assert [s["text"] for s in tables["sentences"] if s["part"] == "byline"] == ["原载于湘江日报年月日版"]


def test_furniture_that_clean_took_out_is_in_no_fragment():
    page = "山村小学建起图书室\n\n湘江日报记者 王山\n\n图书室昨天开放。\n分享到微信朋友圈和微博\n学生们可以借阅。"
    at = page.index("分享到")
    cleaned = AlignedText.raw(page).edit([Edit(at, page.index("学生们"), "")])
    article = segmented(page, cleaned)["articles"][0]
    assert [page[f["raw_start"] : f["raw_end"]] for f in article["fragments"]] == ["图书室昨天开放。", "学生们可以借阅。"]


def test_a_document_of_white_space_is_quarantined():
    tables = segmented(" \n\n ")
    assert tables["articles"] == []
    assert [(q["stage"], q["fault"]) for q in tables["quarantine"]] == [("segment", False)]


def test_readings_hold_what_the_sentences_say():
    tables = segmented(INTERRUPTED)
    texts = {s["sentence_id"]: s["text"] for s in tables["sentences"]}
    for reading in tables["readings"]:
        for sentence in reading["sentences"]:
            assert reading["string"][sentence["start"] : sentence["end"]] == texts[sentence["sentence_id"]]


SHARED = pathlib.Path(__file__).parents[3] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder with the real documents is not beside the repository")


@needs_shared
@pytest.mark.parametrize("seed", ["000_9634bcb88b92ba38", "003_98169d94787ca1d8"])
def test_the_annotated_pages(seed):
    raw = (SHARED / "seeds" / f"{seed}.txt").open(encoding="utf-8", newline="").read()
    gold = json.loads((SHARED / "gold" / "segments" / f"{seed}.json").read_text(encoding="utf-8"))
    found = [a for a in segmented(raw)["articles"] if a["kind"] != "caption"]

    def characters(fragments):
        return [i for start, end in fragments for i in range(start, end) if not raw[i].isspace()]

    assert [letters(a["title"]) for a in found] == [letters(a["title"]) for a in gold["articles"]]
    for article, wanted in zip(found, gold["articles"], strict=True):
        assert characters((f["raw_start"], f["raw_end"]) for f in article["fragments"]) == characters(wanted["fragments"])


@needs_shared
def test_bulletins_are_one_article_each():
    lines = (SHARED / "bulletins" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:60]
    for line in map(json.loads, lines):
        tables = segmented(line["text"], title=line["title"], published_on=datetime.date.fromisoformat(line["published"][:10]))
        assert [letters(a["text"]) for a in tables["articles"]] == [letters(line["text"])]
        assert not tables["repairs"]
