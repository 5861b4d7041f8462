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


@pytest.mark.parametrize(
    "text, value, item",
    [
        ("第三轮督导发现问题40个。", 3, "督导"),
        ("首轮省级生态环保督察结束。", 1, "省级生态环保督察"),
        ("第二次全国可移动藏品普查启动。", 2, "全国可移动藏品普查"),
        ("第四批学员结业。", 4, "学员"),
        ("两国已经举行了12场会谈，双方满意。", 12, "会谈"),
        # The deed behind says what was done so often, its subject does not.
        ("李师傅第二次返乡创业。", 2, "返乡创业"),
        ("这是边检站首次在货柜中截获活体蜥蜴。", 1, "截获活体蜥蜴"),
        ("拖船连续3次靠泊都没有成功。", 3, "靠泊"),
        ("我是第一次和乡亲们进行面对面交流", 1, "进行面对面交流"),
        ("展览三次和专家有关。", 3, "展览"),
        ("派出专家小组16批次走访45个村。", 16, "专家小组"),
        ("护士40名分两批返回。", 2, "护士"),
    ],
)
def test_what_is_done_in_rounds_and_times(text, value, item):
    assert next(count.item for count in counts(text) if count.value == value) == item


@pytest.mark.parametrize(
    "text, item",
    [
        ("经过近30分钟的紧张扑救，山火熄灭。", "紧张扑救"),
        ("经过21天的摸排走访与缜密侦查，案件告破。", "摸排走访与缜密侦查"),
        ("经过三年努力，水质改善。", "努力"),
        ("各科室实行24小时班制。", "班制"),
        ("要坚持24小时轮流值守。", "轮流值守"),
        ("这是有着近80年历史的老街。", "历史"),
        ("除夕夜里5秒钟就接起1个电话。", "接起1个电话"),
        ("牧民需要7天时间赶着密密麻麻的羊群上山。", "赶着密密麻麻的羊群上山"),
        ("罪案数字已连续6年回落至2022年的85宗。", "回落"),
    ],
)
def test_what_a_length_of_time_is_spent_on(text, item):
    assert items(text)[0] == item


@pytest.mark.parametrize("text, expected", [("前3天累计发送5.6万人。", [56000]), ("比前五年多出12人。", [12]), ("提前3天完工。", [3])])
def test_the_first_days_are_a_period(text, expected):
    assert [count.value for count in counts(text)] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("另有35人被约谈，4人因失职被问责。", ["约谈", "约谈"]),
        ("全县累计5600人次参加义务植树。", ["参加义务植树"]),
    ],
)
def test_what_people_did_counts_them(text, expected):
    assert items(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "出警91起，其中火灾18起、水灾7起，分别占总数的19%和7%。",
            [("出警", "other"), ("火灾", "other"), ("水灾", "other"), ("火灾占总数比例", "other"), ("水灾占总数比例", "other")],
        ),
        ("查处闯红灯600起、占违法总数的31%。", [("闯红灯", "other"), ("闯红灯占违法总数比例", "other")]),
        ("与上月相比，报警总量增多，增加了4.2%。", [("报警总量增加", "economy_rate")]),
        ("各区的咨询量普遍较大，均在2万件以上。", [("咨询量", "other")]),
        ("查办行贿犯罪12件15人。", [("行贿犯罪", "other"), ("行贿犯罪", "population")]),
        ("移送公安机关82件，上报市政府6件。", [("移送公安机关", "other"), ("上报市政府", "other")]),
    ],
)
def test_what_stands_a_clause_away(text, expected):
    assert [(count.item, count.measure) for count in counts(text)] == expected
