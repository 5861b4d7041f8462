"""Where the phrase of what is counted begins and ends, by word class: what narrows a noun belongs to it, what is told of it does not."""

import pytest
from test_counts import counts


def items(text):
    return [count.item for count in counts(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        # Known nouns that narrow the next.
        ("专家到20余处重点流域开展调查。", ["重点流域"]),
        ("县里有7个重点。", ["重点"]),
        ("9个在建重点交通工程进展顺利。", ["在建重点交通工程"]),
        ("会议邀请38名镇村领导干部列席。", ["镇村领导干部"]),
        ("检验范围包括9个药品大类。", ["药品大类"]),
        # A clause that a preposition opens narrows as one with a verb does.
        ("队员找到3只躲在床下的小猫。", ["小猫"]),
        # A classifier that is the end of a noun.
        ("大厅里15个咨询台依次亮灯。", ["咨询台"]),
        # What is told of a noun.
        ("40余间民房不同程度进水。", ["民房"]),
        ("80多名代表齐聚一堂，共话丰收。", ["代表"]),
        ("交警在6个路口设置观察哨。", ["路口"]),
        ("第九次党代会决议中明确写入，要加快发展。", ["党代会决议"]),
        ("村里把30箱苹果捐赠给学校。", ["苹果"]),
        ("8个县的460名小学教师参训。", ["县", "小学教师"]),
    ],
)
def test_a_phrase_behind_a_number(text, expected):
    assert items(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("抢修队伍调来排涝车辆26台次、大型清障机械8台。", ["排涝车辆", "大型清障机械"]),
        ("支队承担森林火灾扑救任务12起。", ["森林火灾扑救任务"]),
        ("抢修线路18条，抢修故障5处。", ["线路", "故障"]),
        ("全市撤离水上人员3200人。", ["水上人员"]),
        ("全省登记可移动藏品4万件、不可移动藏品6处。", ["可移动藏品", "不可移动藏品"]),
        ("受影响商铺45家。", ["受影响商铺"]),
        ("预计全年可出口900万美元。", ["出口"]),
        ("查办危房改造领域职务犯罪7件。", ["危房改造领域职务犯罪"]),
        ("民警查处飙车行为9起。", ["飙车行为"]),
        ("学会获得市级表彰14项。", ["市级表彰"]),
        ("去年共接报火灾620起，亡3人、伤9人。", ["火灾", "死亡", "受伤"]),
    ],
)
def test_a_phrase_before_a_number(text, expected):
    assert items(text) == expected


@pytest.mark.parametrize("text", ["经济保持两位数增长。", "孩子们学唱二十四节气歌。", "全县有九年制学校。"])
def test_numbers_in_set_phrases_count_nothing(text):
    assert items(text) == []
