"""Where sentences end: each rule of `tasks.segment.sentences` with the texts that it is for."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from segment_pages import VOCABULARY, segmented

from kaozheng.tasks.segment.sentences import LIST_LENGTH, LIST_MARKS, compile_sentence_reader

READER = compile_sentence_reader(VOCABULARY)


def cut(text, start=0, end=None):
    return [text[s.start : s.end] for s in READER.spans(text, start, end)]


def check(text, sentences):
    assert cut(text) == sentences


MARKS = [
    ("图书室开放。学生借书。", ["图书室开放。", "学生借书。"]),
    ("真的吗？！真的！！！走吧", ["真的吗？！", "真的！！！", "走吧"]),
    ("书架、桌椅、台灯……样样齐全。", ["书架、桌椅、台灯……样样齐全。"]),
    ("书架、桌椅……。样样齐全。", ["书架、桌椅……。", "样样齐全。"]),
    ("怎么办？……再想想。", ["怎么办？……", "再想想。"]),
    ("书到了!大家来借?来。", ["书到了!", "大家来借?", "来。"]),
    ("书到了，大家来借", ["书到了，大家来借"]),
    ("书到了.大家来借.", ["书到了.", "大家来借."]),
    ("“好！”。走吧。", ["“好！”。", "走吧。"]),
    ("队员增加一倍", ["队员增加一倍"]),
    ("书到了。\n大家来借", ["书到了。", "大家来借"]),
    ("上行\n下行。", ["上行", "下行。"]),
    ("　书到了。　大家来借。 ", ["书到了。", "大家来借。"]),
    ("", []),
    (" 　\n", []),
]
NO_MARKS = [
    ("增长1.5倍。达到3.25万册。", ["增长1.5倍。", "达到3.25万册。"]),
    ("No. 5书架在二楼。", ["No. 5书架在二楼。"]),
    ("网址是http://a.cn/b?c=1 可以查询。", ["网址是http://a.cn/b?c=1 可以查询。"]),
    ("见www.a.cn/馆?d=2!x 一页。", ["见www.a.cn/馆?d=2!x 一页。"]),
    ("一.总体安排.开放三天.", ["一.总体安排.", "开放三天."]),
    ("（一）.借书须知。", ["（一）.借书须知。"]),
    ("书到了。，大家来借。", ["书到了。，大家来借。"]),
]
BRACKETS = [
    ("（见图。）接着说。", ["（见图。）", "接着说。"]),
    ("书到了。（见图。）接着说。", ["书到了。", "（见图。）", "接着说。"]),
    ("书到了。（完）", ["书到了。", "（完）"]),
    ("三家书店（其中一家是新开的。）都开门。", ["三家书店（其中一家是新开的。）都开门。"]),
    ("他读《你好，老师！》一书。她读《谁来了？我来了。》。", ["他读《你好，老师！》一书。", "她读《谁来了？我来了。》。"]),
    ("【注意！】今天闭馆。", ["【注意！】今天闭馆。"]),
    ("他说（" + "书到了。" * 30 + "）走了。", ["他说（书到了。", *["书到了。"] * 28, "书到了。）", "走了。"]),
]
MEMBERS = [
    ("喊着“快来！”的学生跑进来。", ["喊着“快来！”的学生跑进来。"]),
    ("一声“快来！”打破了安静。他走了。", ["一声“快来！”打破了安静。", "他走了。"]),
    ("“借书！”“还书！”等声音响起。", ["“借书！”", "“还书！”等声音响起。"]),
    ("“多读书！”成为大家的口号。", ["“多读书！”成为大家的口号。"]),
    ("“借书吗？”，他问。", ["“借书吗？”，他问。"]),
    ("墙上写着“禁止喧哗！”“请轻声！”。", ["墙上写着“禁止喧哗！”“请轻声！”。"]),
]
SPEECH = [
    ("校长说：“书到了。大家来借！”学生们鼓掌。", ["校长说：“书到了。", "大家来借！”", "学生们鼓掌。"]),
    ("“书到了。大家来借。”校长王山说。学生们鼓掌。", ["“书到了。", "大家来借。”校长王山说。", "学生们鼓掌。"]),
    ("“谢谢……”学生一边擦书架一边说道。", ["“谢谢……”学生一边擦书架一边说道。"]),
    ("“书到了。”他说，“我去搬。你等着。”说完走了。", ["“书到了。”他说，“我去搬。", "你等着。”", "说完走了。"]),
    ("“谁去？”“我去！”两人抢着说。", ["“谁去？”", "“我去！”两人抢着说。"]),
    ("“图书室开了！”4月3日上午，学生们跑来。", ["“图书室开了！”", "4月3日上午，学生们跑来。"]),
    ("校长说，“书到了。”大家鼓掌。", ["校长说，“书到了。”", "大家鼓掌。"]),
    ('"书到了。"校长说。"大家来借。"学生们鼓掌。', ['"书到了。"校长说。', '"大家来借。"', "学生们鼓掌。"]),
    ("「书到了。」校长介绍，「都是新书。」", ["「书到了。」校长介绍，「都是新书。」"]),
    ("“书到了。”校长的说明贴在墙上。", ["“书到了。”", "校长的说明贴在墙上。"]),
]
ITEM = "某某镇图书室新增图书一百二十册、书架三组、桌椅十二套"
LISTS = [
    ("藏书两千；座位三十；每天开放。", ["藏书两千；座位三十；每天开放。"]),
    ("一是多借书；二是勤还书；三是爱护书。", ["一是多借书；二是勤还书；三是爱护书。"]),
    ("须知：1.借书登记；2.按时还书；3.爱护图书。", ["须知：1.借书登记；", "2.按时还书；", "3.爱护图书。"]),
    ("（一）借书登记；（二）按时还书。", ["（一）借书登记；", "（二）按时还书。"]),
    ("①借书；②还书。", ["①借书；", "②还书。"]),
    ("一、借书；二、还书。三、完。", ["一、借书；", "二、还书。", "三、完。"]),
    ("●借书。●还书。", ["●借书。", "●还书。"]),
    ("三个年级借书（1.一年级；2.二年级）都多。", ["三个年级借书（1.一年级；2.二年级）都多。"]),
    ("一年级借书12册；3.5册一人。", ["一年级借书12册；3.5册一人。"]),
    ("；".join([ITEM] * 4) + "。", ["；".join([ITEM] * 4) + "。"]),
    ("；".join([ITEM] * 12) + "。", [*[ITEM + "；"] * 11, ITEM + "。"]),
    ("；".join(["甲（乙；丙）" + ITEM] * 12) + "。", [*["甲（乙；丙）" + ITEM + "；"] * 11, "甲（乙；丙）" + ITEM + "。"]),
]


def cases(table):
    return [pytest.param(*case, id=case[0][:24].strip() or "blank") for case in table]


@pytest.mark.parametrize("text, sentences", cases(MARKS))
def test_end_marks(text, sentences):
    check(text, sentences)


@pytest.mark.parametrize("text, sentences", cases(NO_MARKS))
def test_marks_that_end_nothing(text, sentences):
    check(text, sentences)


@pytest.mark.parametrize("text, sentences", cases(BRACKETS))
def test_marks_inside_brackets_and_titles(text, sentences):
    check(text, sentences)


@pytest.mark.parametrize("text, sentences", cases(MEMBERS))
def test_a_quotation_that_is_a_member_of_its_sentence(text, sentences):
    check(text, sentences)


@pytest.mark.parametrize("text, sentences", cases(SPEECH))
def test_direct_speech_and_its_attribution(text, sentences):
    check(text, sentences)


@pytest.mark.parametrize("text, sentences", cases(LISTS))
def test_lists(text, sentences):
    check(text, sentences)


def test_the_long_list_is_long_enough_to_tell():
    texts = [text for text, sentences in LISTS if text.count("；") >= LIST_MARKS and not text.startswith("须知")]
    assert [len(text) >= LIST_LENGTH for text in texts] == [False, True, True]


def test_only_the_span_asked_for_is_cut():
    text = "“书到了。”他说。完。"
    assert cut(text, 6, 10) == ["他说。", "完"]


PAGE = "书屋来信\n\n湖区日报记者 陈湖\n\n“书到了。大家来借。”校长说。\n\n队员增加一倍\n\n书屋（三间）开放！学生们来了。"


def test_sentences_point_at_the_raw_text():
    rows = segmented(PAGE)["sentences"]
    assert all(PAGE[r["raw_start"] : r["raw_end"]] == r["text"] for r in rows)
    assert [(r["part"], r["text"]) for r in rows] == [
        ("title", "书屋来信"),
        ("byline", "湖区日报记者 陈湖"),
        ("body", "“书到了。"),
        ("body", "大家来借。”校长说。"),
        ("body", "队员增加一倍"),
        ("body", "书屋（三间）开放！"),
        ("body", "学生们来了。"),
    ]


ALPHABET = '字说，。！？；、：“”‘’（）《》【】…—."!?1一\n \u3000a/'


@given(st.text(alphabet=ALPHABET, max_size=80))
def test_every_visible_character_is_in_one_sentence(text):
    spans = READER.spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(s.start < s.end and text[s.start : s.end].strip() == text[s.start : s.end] for s in spans)
    assert "".join("".join(text[s.start : s.end] for s in spans).split()) == "".join(text.split())


@given(st.text(max_size=80))
def test_any_text_is_covered(text):
    spans = READER.spans(text)
    assert "".join("".join(text[s.start : s.end] for s in spans).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    ["。", "…", "”", "字", "?a", "（“", "“。", "“。”说", "http://a", "字. ", "。）", "；1.", "《。》", "字；", '"。', "“‘（"],
)
def test_cost_is_linear(text):
    long = text * (400_000 // len(text))
    begun = time.process_time()
    READER.spans(long)
    assert time.process_time() - begun < 4
