"""Who somebody is: rare surnames behind offices, what is said of people behind their names, and words that are nobody's."""

from __future__ import annotations

import pytest
from test_actors import VOCABULARY, article

from kaozheng.tasks.extract.actors import find_actors
from kaozheng.tasks.extract.people import Name, _less_move
from kaozheng.tasks.extract.tagger import DictionaryTagger


def people(text, tagger=None):
    return [(m.name, m.role, m.affiliation) for m in find_actors([article(text)], VOCABULARY, tagger)[0] if m.type == "person"]


@pytest.mark.parametrize(
    "text, names",
    [
        ("区委副书记、代区长续亮，副区长李大海到会。", ["续亮", "李大海"]),
        ("海关总署卫生司二级巡视员妥丽女士答问。", ["妥丽"]),
        ("江海公司总经理郐长生陪同。郐长生总经理表示感谢。", ["郐长生", "郐长生"]),
        ("慈溪市委书记梅式青、市政协主席李大海到会。", ["梅式青", "李大海"]),
        ("县领导李大海、孙晓波、张国庆参加。", ["李大海", "孙晓波", "张国庆"]),
        ("柑橘是秋天的，山上花农常明庆抑制不住喜悦。", ["常明庆"]),
        ("省水利厅石局长说，水够用。", ["石局长"]),
        ("对王付同书记进行了专访，王付同书记很忙。", ["王付同", "王付同"]),
        ("主任任务重，局长带队检查，校长时常说起，书记亲自到场。", []),
        ("媒体对黄高这么关心，黄高这块招牌更亮。", ["黄高", "黄高"]),
        ("在双河村杨朱安置点，水退了。", []),
    ],
)
def test_names_that_the_tagger_leaves_or_cuts(text, names):
    assert [name for name, _, _ in people(text)] == names


@pytest.mark.parametrize(
    "name, text, cut",
    [
        ("张梅走", "张梅走进教室", "张梅"),
        ("张小站", "张小站说", "张小站"),
        ("李林坐", "李林坐在门口", "李林"),
        ("李家走", "李家走", "李家走"),
    ],
)
def test_a_name_is_cut_before_a_motion_that_goes_on(name, text, cut):
    assert _less_move(Name(0, len(name), name), text).name == cut


@pytest.mark.parametrize(
    "text, told",
    [
        ("李大海、孙晓波等县领导到会。", [("李大海", "县领导", None), ("孙晓波", "县领导", None)]),
        ("县政府领导李大海、孙晓波到会。", [("李大海", "县政府领导", "县政府"), ("孙晓波", "县政府领导", "县政府")]),
        ("护士马小禾和孙晓波上岗。", [("马小禾", "护士", None), ("孙晓波", "护士", None)]),
        ("县长李大海和段文涛到会。", [("李大海", "县长", None), ("段文涛", None, None)]),
        ("成员：李大海 孙晓波 段文涛\n", [(n, "成员", None) for n in ("李大海", "孙晓波", "段文涛")]),
        ("李大海：宜宾市中医院感染科主任，很忙。", [("李大海", "感染科主任", "宜宾市中医院")]),
        ("段文涛，宜宾市中医院的老院长，很忙。", [("段文涛", "老院长", "宜宾市中医院")]),
        ("孙晓波：一名大学生志愿者，很忙。", [("孙晓波", "大学生志愿者", None)]),
        ("李大海：局长，您好。", [("李大海", None, None)]),
        ("宜宾市中医院的段小梅护士到岗。", [("段小梅", "护士", "宜宾市中医院")]),
        ("宜宾市中医院感染疾病科主任李大海到会。", [("李大海", "感染疾病科主任", "宜宾市中医院")]),
        ("宜宾市中医院的一名护士段小梅到岗。", [("段小梅", "护士", "宜宾市中医院")]),
        ("现任宜宾市水利局局长的李大海到会。", [("李大海", "局长", "宜宾市水利局")]),
        ("水利部派驻宜宾市双河村的第一书记李大海说。", [("李大海", "第一书记", "宜宾市双河村")]),
        ("宜宾市水利局局长、一级调研员\n李大海\n大家好。", [("李大海", "局长、一级调研员", "宜宾市水利局")]),
        ("商务部新闻发言人、市场司副司长李大海说。", [("李大海", "新闻发言人、市场司副司长", "商务部")]),
        ("书记叫李大海。", [("李大海", "书记", None)]),
    ],
)
def test_what_people_are(text, told):
    assert people(text) == told


def test_an_affiliation_is_not_another_offices():
    text = "大会执行主席李大海宣布开幕。江海公司总经理李大海发言。李大海很忙。"
    assert people(text)[-1] == ("李大海", "大会执行主席", None)


def test_credits_with_strokes():
    found = people("（江海晚报 记者/孙晓波 李大海 通讯员/段文涛 编辑/沐梓 苏月）")
    assert [(name, role) for name, role, _ in found] == [
        ("孙晓波", "记者"),
        ("李大海", "记者"),
        ("段文涛", "通讯员"),
        ("沐梓", "编辑"),
        ("苏月", "编辑"),
    ]


def test_words_are_nobody_without_the_model():
    text = "县委宣传部部长李大海说，受强降雨影响，山洪来了，日子像白开水，感谢关怀。"
    assert [name for name, _, _ in people(text, DictionaryTagger())] == ["李大海"]
