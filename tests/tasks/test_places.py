"""The gazetteer, and what names of places mean."""

from __future__ import annotations

import datetime

import pytest

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.actors import find_actors
from kaozheng.tasks.extract.gazetteer import compile_gazetteer
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()


def places(text, outlet=None, title=None):
    sentence = Sentence("s1", "body", 0, 0, len(text))
    article = Article("d", "a", "news", title, outlet, (), None, datetime.date(2022, 5, 7), AlignedText.raw(text), (sentence,))
    return [(text[m.start : m.end], m.name, m.code) for m in find_actors([article], VOCABULARY)[0] if m.type == "place"]


class TestGazetteer:
    gazetteer = compile_gazetteer(VOCABULARY)

    def test_every_parent_is_known_and_holds_its_children(self):
        for division in self.gazetteer.by_code.values():
            if division.level == "province":
                assert not division.parent
            else:
                assert division.within(self.gazetteer.by_code[division.parent]), division

    def test_counts_of_divisions(self):
        levels = [d.level for d in self.gazetteer.by_code.values()]
        assert levels.count("province") == 34
        assert levels.count("prefecture") > 330
        assert levels.count("county") > 2800

    @pytest.mark.parametrize(
        "text, found",
        [("上海市民", "上海"), ("北京市场监管", "北京"), ("北京市海淀区", "北京市"), ("恩施州", "恩施州"), ("秀山县", "秀山县")],
    )
    def test_find(self, text, found):
        hit = self.gazetteer.find(text)[0]
        assert text[hit.start : hit.end] == found


@pytest.mark.parametrize(
    "text, expected",
    [
        ("广东省报告2例。", [("广东省", "广东省", "440000")]),
        ("武汉增加3例，黄冈没有。", [("武汉", "武汉市", "420100"), ("黄冈", "黄冈市", "421100")]),
        ("恩施州6例、神农架林区1例。", [("恩施州", "恩施土家族苗族自治州", "422800"), ("神农架林区", "神农架林区", "429021")]),
        ("新疆没有新增。", [("新疆", "新疆维吾尔自治区", "650000")]),
        ("吉林没有新增。", [("吉林", "吉林省", "220000")]),
        ("长春、吉林、四平各1例。", [("长春", "长春市", "220100"), ("吉林", "吉林市", "220200"), ("四平", "四平市", "220300")]),
        ("沈阳、朝阳各1例。", [("沈阳", "沈阳市", "210100"), ("朝阳", "朝阳市", "211300")]),
        ("南京市鼓楼区和福州市鼓楼区。", [("南京市鼓楼区", "南京市鼓楼区", "320106"), ("福州市鼓楼区", "福州市鼓楼区", "350102")]),
        ("法国、英国输入各1例。", [("法国", "法国", None), ("英国", "英国", None)]),
        ("他们自鄂返湘。", [("鄂", "湖北省", "420000"), ("湘", "湖南省", "430000")]),
        ("她爱吃湘菜。", []),
        ("新中国成立以来。", []),
        ("《湖南省志》出版。", []),
        ("平果县动员，富阳市也动员。", [("平果县", "平果县", "451082"), ("富阳市", "富阳市", "330111")]),
        ("哈市恢复客运。", [("哈市", "哈尔滨市", "230100")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_divisions(text, expected):
    assert places(text) == expected


def test_a_shared_name_is_settled_by_the_region():
    assert places("玄武区、鼓楼区各1例，南京市公布了活动轨迹。")[1] == ("鼓楼区", "鼓楼区", "320106")


def test_a_shared_name_without_a_region_has_no_code():
    assert places("鼓楼区有1例。") == [("鼓楼区", "鼓楼区", None)]


@pytest.mark.parametrize(
    "text, name",
    [
        ("车队到了浏阳市大瑶镇枫林村。", "浏阳市大瑶镇枫林村"),
        ("住在攸县城北小区的人。", "攸县城北小区"),
        ("株洲主城区恢复。", "株洲市主城区"),
        ("岳阳市区恢复。", "岳阳市区"),
        ("在常德桃花源机场，旅客很多。", "常德桃花源机场"),
        ("在衡阳高新区，企业复工。", "衡阳高新区"),
    ],
)
def test_longer_places(text, name):
    assert name in [found[1] for found in places(text)]


@pytest.mark.parametrize("text", ["攸县返乡人员", "安化县农村地区", "道县各乡镇"])
def test_villages_are_not_invented(text):
    assert [written for written, _, _ in places(text)] == [text[: text.index("县") + 1]]
