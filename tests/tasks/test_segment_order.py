"""Continuations: which end goes on where, on pages of our own that columns have cut."""

from __future__ import annotations

import json
import pathlib

import pytest
from segment_pages import VOCABULARY, bodies, segmented

from kaozheng.tasks.segment.continuation import BIAS, compile_continuation
from kaozheng.tasks.segment.edges import is_open
from kaozheng.tasks.segment.lines import Kind, Line
from kaozheng.tasks.segment.page_words import PageWords
from kaozheng.tasks.segment.paragraphs import Edges, Tail
from kaozheng.tasks.text import AlignedText, Edit

LANGUAGE = compile_continuation(VOCABULARY)

HEADS = {
    "A": "江上渔歌\n\n湘江日报全媒体记者 李江",
    "B": "山村小学建起图书室\n\n湘江日报全媒体记者 王山",
    "C": "老城夜市重新开张\n\n湘江日报全媒体记者 陈湖",
}
# Each in three pieces that a column cuts in mid-sentence.
ARTICLES = {
    "A": [
        "清晨的码头上，渔船刚刚靠岸，鱼贩们围着鱼筐挑选鲫鱼。\n\n码头渔政站的工作人员每天巡查渔船，登记渔获。去年以来，渔政站共组织巡查队",
        "伍12支，巡查渔船300余艘次，渔民的禁渔意识明显增强。\n\n渔民老周说，禁渔以后，江里的鲫鱼又多了起来，渔船靠岸的时间也比从前早，鱼",
        "贩们不用等到天亮。渔政站打算明年再添两艘巡查艇，让江面上的巡查不留空当。",
    ],
    "B": [
        "山村小学的图书室昨天开放，学生们放学后可以在图书室看书。\n\n图书室藏书两千册，是城里的老师们捐的。校长说，学校请来了图书管",
        "理员，教学生们给图书编号、登记借阅，每个学生都有自己的借书证。\n\n四年级的学生小梅借走了一本童话书，她说要读给弟弟听，还要写读书笔",
        "记。校长说，下学期图书室还要添置五百册科普图书，学生们可以自己挑选书目。",
    ],
    "C": [
        "老城的夜市停了两个月，前天晚上重新开张，摊主们早早支起了炉灶。\n\n夜市管理处把摊位的间距放宽到两米，每个摊主上岗前要测量体",
        "温，食客们扫码进场，排队取餐。夜市的保洁员每半小时清扫一次街面。\n\n卖米粉的摊主老姜说，开张头一晚卖出二百碗米粉，炉灶的火没有熄过，食客们吃得高",
        "兴，摊主们也高兴。夜市管理处说，老城的夜市今后每晚开到十一点，摊位不收租金。",
    ],
}
WHOLE = {name: "".join(pieces).replace("\n\n", "\n") for name, pieces in ARTICLES.items()}


def page(order):
    """The pieces of the articles in this order; the first of each stands below its head."""
    taken = dict.fromkeys(order, 0)
    texts = []
    for name in order:
        last = taken[name] + 1 == order.count(name)
        pieces = ARTICLES[name][taken[name] :] if last else ARTICLES[name][taken[name] : taken[name] + 1]
        texts += ([HEADS[name]] if not taken[name] else []) + ["".join(pieces)]
        taken[name] += 1
    return "\n\n".join(texts)


@pytest.mark.parametrize("order", ["ABA", "ABAB", "ABBA", "ABCA", "ABCABC", "ABCABCABC", "ABACA", "AABB", "ABC"])
def test_articles_that_cut_each_other_are_read_through(order):
    assert bodies(segmented(page(order))) == [WHOLE[name] for name in sorted(set(order))]


def test_a_paragraph_that_is_cut_in_three_is_one():
    pieces = [
        "渔政站的巡查队沿着江岸走了一整夜，在渡口查到一条没有登记的渔",
        "船，船主说是替邻村的亲戚看船，拿不出捕捞许",
        "可证。巡查队把渔船拖回了码头。",
    ]
    text = f"{HEADS['A']}\n\n{ARTICLES['A'][2]}\n\n{pieces[0]}\n\n{HEADS['B']}\n\n{WHOLE['B']}\n\n{pieces[1]}\n\n{pieces[2]}"
    assert bodies(segmented(text)) == [f"{ARTICLES['A'][2]}\n{''.join(pieces)}", WHOLE["B"]]


def test_an_article_that_ends_at_a_full_stop_is_taken_up_again_where_its_words_are():
    first, second, third = WHOLE["A"].split("\n")
    fourth = (
        "码头渔政站的李站长说，巡查队伍白天巡查渔船，夜里巡查江岸，渔民们看见巡查艇，禁渔意识自然增强。鱼贩们也说，鲫鱼多了，渔船靠岸早了。"
    )
    text = f"{HEADS['A']}\n\n{first}\n\n{second}\n\n{HEADS['B']}\n\n{WHOLE['B']}\n\n{third}\n\n{fourth}"
    assert bodies(segmented(text)) == [f"{WHOLE['A']}\n{fourth}", WHOLE["B"]]


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("护鸟队员在渡口发放传单。 陈湖 摄", id="a caption"),
        pytest.param("让候鸟安心过冬", id="a pull quote"),
        pytest.param("▲湖区的芦苇荡 陈湖 摄", id="a marked caption"),
    ],
)
def test_a_word_that_something_stands_in_is_read_as_one(between):
    torn = "湖区的护鸟队今年扩大了规模，队员们每天沿湖堤巡护，记录候鸟的种类和数量，并在渡口开"
    body = bodies(segmented(f"湖边来信\n\n湖区日报记者 陈湖\n\n{torn}\n\n{between}\n\n展护鸟宣传，发放传单。"))[0]
    assert body.startswith(torn + "展护鸟宣传，发放传单。")


def test_a_text_whose_beginning_is_lost_stays_by_itself():
    text = f"展护鸟宣传，发放传单三千份，候鸟数量比去年增加两成。\n\n{HEADS['A']}\n\n{WHOLE['A']}\n\n{HEADS['B']}\n\n{WHOLE['B']}"
    first, *others = bodies(segmented(text))
    assert first == "展护鸟宣传，发放传单三千份，候鸟数量比去年增加两成。"
    assert others == [WHOLE["A"], WHOLE["B"]]


def test_an_end_is_not_given_to_a_stranger():
    text = f"{HEADS['A']}\n\n{ARTICLES['A'][0]}\n\n{HEADS['B']}\n\n{WHOLE['B']}\n\n{HEADS['C']}\n\n{WHOLE['C']}"
    assert bodies(segmented(text)) == [ARTICLES["A"][0].replace("\n\n", "\n"), WHOLE["B"], WHOLE["C"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("联系人：李江\n地址：湘江路2号\n电话：1234567\n邮编：410000", id="lines of a form"),
        pytest.param("一、输入病例\n3月16日，全省新增病例2例。\n二、本地病例\n3月16日，全省无新增病例。", id="numbered headings"),
        pytest.param("1.图书室周末开放\n2.借书须凭借书证\n3.图书一月内归还", id="a list without marks"),
        pytest.param("图书室开放\n\n学生们放学后可以看书。\n\n校长说，欢迎捐书。", id="whole paragraphs"),
    ],
)
def test_what_reads_whole_as_it_stands_is_not_joined(text):
    assert not [row for row in segmented(text)["repairs"] if row["kind"] in ("reflow", "reorder")]


@pytest.mark.parametrize(
    "above, below, gap, joined",
    [
        pytest.param("湖区共设护鸟点320", "500人报名参加", 2, False, id="two numbers across a blank line"),
        pytest.param("湖区共设护鸟点3", "20个，500人报名参加", 1, True, id="one number on two lines"),
        pytest.param("图书都借出去了（据湖区日报 记者 陈湖）", "科普音频：多读书", 2, False, id="behind a bracket and a blank line"),
        pytest.param("图书室（在溪口镇）", "今天开放，来了三百人。", 1, True, id="a line behind a bracket"),
        pytest.param("图书室开放，见http://www.example.org/b/33", "溪口镇又有新书", 1, False, id="an address"),
    ],
)
def test_what_may_go_on(above, below, gap, joined):
    line = Line(0, len(below), Kind.PROSE, below, gap=gap)
    odds = Edges(LANGUAGE, PageWords()).join_odds(Tail(above, Kind.PROSE, True, True), line)
    assert (odds is not None) == joined


def test_each_move_tells_how_sure_it_is():
    moves = [row for row in segmented(page("ABCABC"))["repairs"] if row["kind"] == "reorder"]
    assert len(moves) == 3
    assert all(0 < row["confidence"] <= 1 for row in moves)
    assert max(row["confidence"] for row in moves) > 0.8


def test_what_stands_above_in_the_raw_text_is_no_column_break():
    first, second = f"{HEADS['A']}\n\n{ARTICLES['A'][0]}", ARTICLES["A"][1]
    raw = AlignedText.raw(f"{second}\n\n{first}")
    cut = len(second) + 2
    turned = AlignedText.join([raw.slice(cut, len(raw)), raw.slice(0, len(second)).edit([Edit(0, 0, "\n\n")])])
    rows = segmented(raw.string, turned)["repairs"]
    assert [row["kind"] for row in rows] == ["reorder"]
    assert all(row["raw_start"] <= row["raw_end"] for row in rows)


def test_articles_that_are_whole_are_not_mixed():
    text = "\n\n".join(f"{HEADS[name]}\n\n{WHOLE[name]}" for name in "ABC")
    tables = segmented(text)
    assert bodies(tables) == [WHOLE[name] for name in "ABC"]
    assert not [row for row in tables["repairs"] if row["kind"] in ("reflow", "reorder")]


# --- the language model of breaks


@pytest.mark.parametrize(
    "left, rest, stranger",
    [
        ("渔政站共组织巡查队", "伍12支，巡查渔船", "学生们说，图书室的书"),
        ("学校请来了图书管", "理员，教学生们登记", "兴，摊主们也高兴"),
        ("全年借出图书35", "00册，比去年多", "春天到了，渔船出港"),
        ("校长说，“图书室怎样做到有书可读", "十分要紧。”他又说", "的渔船都已靠岸。"),
        ("夜市的摊主们很快", "支起了炉灶", "两千册图书"),
        ("学校建成了明亮的", "图书室，藏书两千册", "了不少，价钱也低"),
        ("夜市里有（见图", "二）三十个摊位", "伍12支。摊主们说，生意好"),
    ],
)
def test_a_rest_fits_better_than_a_stranger(left, rest, stranger):
    assert LANGUAGE.log_odds(left, rest) > LANGUAGE.log_odds(left, stranger)
    assert LANGUAGE.rest_odds(left, rest) > LANGUAGE.rest_odds(left, stranger)


@pytest.mark.parametrize(
    "left, right, fits",
    [
        ("“图书室怎样做到有书可读", "十分要紧。”校长说。", True),
        ("共组织巡查队", "伍12支，巡查渔船。", True),
        ("全年借出图书35", "00册。", True),
        ("女队以78", "∶73胜出。", True),
        ("校长说", "”的办法很好。", False),
        ("共检查60项安全稽", "春天到了，渔船出港。", False),
        ("共组织巡查队", "二、办理借书证", False),
    ],
)
def test_what_speaks_for_a_rest(left, right, fits):
    assert (LANGUAGE.rest_odds(left, right) > 0) is fits


@pytest.mark.parametrize(
    "text, rest",
    [
        ("伍12支，巡查渔船。", True),
        ("，渔船靠岸。", True),
        ("十分要紧。”校长说。", True),
        ("4月20日，渔船靠岸。", False),
        ("“渔船靠岸了。”老周说。", False),
        ("一、渔船靠岸", False),
    ],
)
def test_a_rest_is_told_from_a_beginning(text, rest):
    assert (LANGUAGE.midway(text) > 0) is rest


def test_characters_that_stand_together_elsewhere_on_the_page_speak_for_a_break():
    page_words = PageWords(["保护区的震旦鸦雀多了起来。"])
    assert LANGUAGE.log_odds("队员们拍到了震旦", "鸦雀筑巢", page_words) > LANGUAGE.log_odds("队员们拍到了震旦", "鸦雀筑巢") + 1


@pytest.mark.parametrize("left, right", [("", ""), ("渔船", ""), ("", "渔船"), ("——", "……"), ("3", "4"), ("abc", "def"), ("𠮷", "𠮷")])
def test_any_two_strings_can_be_judged(left, right):
    assert isinstance(LANGUAGE.log_odds(left, right) + LANGUAGE.rest_odds(left, right) + LANGUAGE.midway(right), float)


@pytest.mark.parametrize("model", ["break", "rest", "start"])
def test_each_feature_has_its_weight(model):
    features = {
        "break": LANGUAGE.break_features("渔船", "靠岸"),
        "rest": LANGUAGE.rest_features("渔船", "靠岸"),
        "start": LANGUAGE.start_features("靠岸"),
    }[model]
    assert features.keys() | {BIAS} == LANGUAGE.weights[model].keys()


# --- real documents

SHARED = pathlib.Path(__file__).parents[3] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder with the real documents is not beside the repository")


@needs_shared
def test_each_paragraph_of_a_real_page_that_is_broken_in_mid_sentence_is_joined():
    raw = next((SHARED / "seeds").glob("001_*.txt")).read_text(encoding="utf-8").replace(",", "，")
    joined = [row for row in segmented(raw)["repairs"] if row["kind"] == "reflow"]
    assert len(joined) == 8
    assert not [row for row in segmented(raw)["repairs"] if row["kind"] == "reorder"]


@needs_shared
def test_nothing_is_joined_in_a_document_that_is_whole():
    lines = (SHARED / "bulletins" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[60:]
    for text in (json.loads(line)["text"] for line in lines):
        assert not segmented(text)["repairs"]


def test_a_rest_further_down_tells_that_a_word_across_a_break_is_chance():
    """水环|保洁 makes a word too, but 境 stands below the next headline, and 保洁 goes on with the article above it."""
    torn = "清晨的码头上，渔船刚刚靠岸，鱼贩们围着鱼筐挑选鲫鱼。\n\n渔政站的站长说，今年要持续整治码头周边的水环"
    rest = "境，年底前添置两艘巡查艇，让江面上的巡查不留空当。"
    school = [
        "山村小学的图书室昨天开放，学生们放学后可以在图书室看书。图书室藏书两千册，是城里的老师们捐的，"
        "学校请来了图书管理员给图书编号，每个学",
        "生都有自己的借书证，借阅的时间登记在册。\n\n保洁也有人管了，学生们每天放学前轮流打扫图书室，老师们说图书室的地面比从前干净，"
        "书架也摆得整齐，图书管理员给打扫的学生发了小红",
        "花。校长说，下学期图书室还要添置五百册科普图书。",
    ]
    market = "老城的夜市停了两个月，前天晚上重新开张，摊主们早早支起了炉灶。"
    texts = [HEADS["B"], school[0], HEADS["A"], torn, school[1], HEADS["C"], market, rest, school[2]]
    whole = ["".join(school), torn + rest, market]
    assert bodies(segmented("\n\n".join(texts))) == [text.replace("\n\n", "\n") for text in whole]


def test_a_signature_behind_the_last_sentence_is_no_torn_end():
    assert not any(map(is_open, ("船靠了岸。（记者 李江 通讯员 王山）", "船靠了岸。”（湘江日报）", "船靠了岸。(完)")))
    assert all(map(is_open, ("船靠了岸（见图）", "船靠了岸，鱼", "船靠了岸。鱼贩（记者")))
