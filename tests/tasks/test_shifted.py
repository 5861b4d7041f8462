"""Runs of mis-aligned GBK: what is determined is restored, what is not stays open, and whole text stays as it is."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaozheng.tasks.clean.draft import LOST, Draft
from kaozheng.tasks.clean.gb18030 import as_bytes, as_character
from kaozheng.tasks.clean.script import convert
from kaozheng.tasks.clean.shifted import restore_shifted
from kaozheng.tasks.text import AlignedText, Edit
from kaozheng.tasks.vocabulary import Vocabulary
from kaozheng.tasks.word_model import Beginnings, word_model

VOCABULARY = Vocabulary.default()
# A gloss tells that the page is of the sites that do this damage.
PAGE = "桃溪縣(xiàn)的堤。\n"


def repairs(string):
    return restore_shifted(Draft(AlignedText.raw(string), string, VOCABULARY))


def restored(string):
    text = AlignedText.raw(string)
    return convert(text.edit([Edit(r.start, r.end, r.after) for r in repairs(string)]).string)


@pytest.mark.parametrize(
    "shown, read",
    [
        pytest.param("“大堤在,家就在?！钡潭伍L(zhǎng)蘇望川帶領(lǐng)隊", "“大堤在,家就在。”堤段长(zhǎng)苏望川带领(lǐng)隊", id="gloss"),
        pytest.param(
            "“水退之前,我們不離開?！彼\ue35d央?diàn)話寫在每家門上", "“水退之前,我们不离开。”他把电话写在每家门上", id="mark, quote, run"
        ),
        pytest.param("變?yōu)榇蠹业闹餍墓恰?/p>\n", "变为大家的主心骨。\n", id="opened by a gloss, closed by a tag"),
        pytest.param("“險情一個(gè)都不能漏?！?6名隊(duì)員", f"“险情一个(gè)都不能漏。”{LOST}6名隊(duì)員", id="a digit eaten"),
        pytest.param("“堤上有人守堤,大家放心?！?完)", "“堤上有人守堤,大家放心。”（完)", id="a bracket eaten that closes behind"),
        pytest.param("(河橋新聞?dòng)浾?柳林 | 整理(lǐ) 何苗)", "(河橋新聞记者 柳林 | 整理(lǐ) 何苗)", id="a space before a name"),
        pytest.param("各?。▍^(qū)、市)都有人來", "各省（区(qū)、市)都有人来", id="a bracket, glossed behind"),
        pytest.param("各?。ㄗ灾螀^(qū)、直轄市)都有人來", "各省（自治区(qū)、直辖市)都有人来", id="a bracket and a word"),
        pytest.param("堤上的燈都亮了?，F在村民可以安心睡覺了", "堤上的灯都亮了。现在村民可以安心睡觉了", id="a comma of its own"),
    ],
)
def test_a_run_is_read_byte_by_byte(shown, read):
    assert restored(PAGE + shown).splitlines() == convert(PAGE + read).splitlines()


@pytest.mark.parametrize(
    "shown, read",
    [
        pytest.param("“堤上還要人,請大家都來守堤?！?月22日夜裏", f"“堤上还要人,请大家都来守堤。”{LOST}月22日夜里", id="what closes speech"),
        pytest.param("去年,桃溪縣打造“引河出?！编l村振興新辦法", f"去年,桃溪县打造“引河出{LOST}”乡村振兴新办法", id="a term is no speech"),
    ],
)
def test_without_other_signs_on_the_page(shown, read):
    assert restored(shown) == convert(read)


def test_a_run_that_speaks_for_itself_vouches_for_the_page():
    alone = "“堤上還要人,我們不走?！蔽橹救A說。"  # 伍志华, whom the word model does not know
    assert restored(alone) == convert(alone)
    sure = "“水退之前,我們不離開?！饼埥蜴傸h委書記蘇望川說。\n"
    assert restored(sure + alone) == convert("“水退之前,我們不離開。”龍津鎮黨委書記蘇望川說。\n“堤上還要人,我們不走。”伍志華說。")


def test_each_character_keeps_its_own_origin():
    string = PAGE + "“水退之前,我們不離開?！彼\ue35d央?diàn)話寫在每家門上"
    found = repairs(string)
    assert [convert(r.after) for r in found] == list("。”他把电")
    assert all(a.end == b.start for a, b in pairwise(found))
    assert string[found[0].start] == "?"
    assert string[found[-1].start : found[-1].end] == "?diàn)"


def test_an_eaten_digit_is_lossy():
    (last,) = [r for r in repairs(PAGE + "“險情一個(gè)都不能漏?！?6名隊(duì)員") if LOST in r.after]
    assert last.lossy


@pytest.mark.parametrize(
    "whole",
    [
        "他问:你去过桃溪吗?我说去过。那里的堤很长,是吧?对。",
        "什么?!?\n真的?!",
        "网址是 example.org/?a=1&b=2,打开看看",
        "报价？？？待定！？",
        "温度是36?5度还是37?2度",
    ],
)
def test_whole_text_stays(whole):
    assert repairs(whole) == []


@pytest.mark.parametrize("unit", ["？", "?", "?！", "你好吗?我很好。", "?你", "?yōu)閼?zhàn)斗模式", "甲(jiǎ)?乙"])
def test_hostile_text_costs_linear_time(unit):
    word_model(VOCABULARY)
    begun = time.process_time()
    repairs(unit * (200_000 // len(unit)))
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    "character, pair",
    [("吃", "b3d4"), ("\ue7c8", "a8bf"), ("\ue7df", "a8fc"), ("\ue000", "aaa1"), ("€", "80"), ("a", "61"), ("！", "a3a1"), ("😀", None)],
)
def test_characters_as_bytes(character, pair):
    found = as_bytes(character)
    assert (found and found.hex()) == pair


def test_bytes_as_characters():
    assert as_character(0xB3, 0xD4) == "吃"
    assert as_character(0xFF, 0xA1) is None


def test_the_word_model_prefers_what_is_said():
    model = word_model(VOCABULARY)
    assert model.log_probability("防控疫情") > model.log_probability("防控疫青")
    assert model.log_probability("") == 0


@given(st.lists(st.text(alphabet="防汛抗旱工作人员一，3龘", max_size=8), max_size=6), st.text(alphabet="防汛工作人员，龘", max_size=6))
def test_beginnings_are_weighed_as_whole_texts(beginnings, ending):
    model = word_model(VOCABULARY)
    whole = [model.log_probability(beginning + ending) for beginning in beginnings]
    assert Beginnings(model).log_probabilities(beginnings, ending) == pytest.approx(whole)
