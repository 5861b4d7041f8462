"""Where an outlet is at home, and what 市 and 县 mean in its articles."""

from __future__ import annotations

import datetime
import re

import pytest

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.actors import find_actors
from kaozheng.tasks.extract.counts import find_counts
from kaozheng.tasks.extract.outlet_places import compile_outlet_places
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()


def article(text: str, outlet: str | None) -> Article:
    spans = [m.span() for m in re.finditer(r"[^。\n]+。?", text)]
    sentences = tuple(Sentence(f"s{n}", "body", n, *span) for n, span in enumerate(spans))
    return Article("d", "a", "news", None, outlet, (), None, datetime.date(2022, 5, 7), AlignedText.raw(text), sentences)


def bodies(text: str, outlet: str | None) -> list[str]:
    return [m.name for m in find_actors([article(text, outlet)], VOCABULARY)[0] if m.type == "organisation"]


def places(text: str, outlet: str | None) -> list[str | None]:
    read = article(text, outlet)
    return [c.place for c in find_counts(read, [], find_actors([read], VOCABULARY)[0], VOCABULARY)]


@pytest.mark.parametrize(
    "outlet, home",
    [
        ("昆山日报", "昆山市"),
        ("蒙城新闻", "蒙城县"),
        ("朝阳日报", "朝阳市"),
        ("新民晚报", "上海市"),
        ("湖南日报", "湖南省"),
        ("光明日报", None),
        ("鼓楼发布", None),
        ("人民日报", None),
        (None, None),
    ],
)
def test_the_home_of_an_outlet(outlet, home):
    place = compile_outlet_places(VOCABULARY).of(outlet)
    assert (place.name if place else None) == home


@pytest.mark.parametrize(
    "text, outlet, names",
    [
        ("昆山的老人捐出一万元，要给武汉的护士。善款由社区交到市红十字会。", "昆山日报", ["昆山市红十字会"]),
        ("铝材多从佛山购进，昆山的厂里快断料了。这时市工信局来了。", "昆山日报", ["昆山市工信局"]),
        ("立冬刚过，蒙城的永兴镇在种油菜。县农业农村局送来种子。", "蒙城新闻", ["蒙城县农业农村局"]),
        ("湖北省武汉市传来消息。市卫健委通报病情。", "昆山日报", ["武汉市卫健委"]),
    ],
)
def test_what_a_level_means_in_a_paper(text, outlet, names):
    assert bodies(text, outlet) == names


@pytest.mark.parametrize(
    "text, outlet, place",
    [
        ("“不走。”蒙城的李江说。村里设卡口5个。", "蒙城新闻", "蒙城县"),
        ("铝材多从佛山购进，厂在昆山，工人有300人。全市有工厂900家。", "昆山日报", "昆山市"),
        ("潜江网讯（记者 王某）晨光基金会向我市一线捐赠防护服2万套。", "潜江网", "潜江市"),
        ("武汉市传来消息。全市设卡口5个。", "昆山日报", "武汉市"),
    ],
)
def test_the_place_of_counts_in_a_paper(text, outlet, place):
    assert places(text, outlet)[-1] == place


def test_a_town_is_no_county_of_its_name():
    assert bodies("兴隆镇路段设了检查站。县公安局来了人。", None) == ["县公安局"]
