"""Counts in the manner of pages as they are found: spelt digits, lost digits, changes of a stock, people at work on patients."""

import pytest
from test_counts import counts


def told(text):
    return [(c.value, c.item, c.measure, c.aspect) for c in counts(text)]


@pytest.mark.parametrize(
    "text, values",
    [
        ("全市新增叁9例，其中东城壹8例、西城2贰例。", [39, 18, 22]),
        ("累计确诊壹4叁0例，治愈柒陆伍例。", [1430, 765]),
        ("捐款伍佰元，立字据贰张，押金叁万元。", [500, 2, 30000]),
        ("中国大陆本地居民、大陆本科院校和大陆台资企业都有代表。", []),
        ("内陆个别乡村缺水，队伍一支支开走，大陆三家航企复航。", [3]),
        ("支前队伍9支，收拾2间空房。", [9, 2]),
    ],
)
def test_formal_digits_among_others_and_at_the_end_of_words(text, values):
    assert [c.value for c in counts(text)] == values


@pytest.mark.parametrize(
    "text, values",
    [
        ("全市划定封控区个，涉及居民约万人，比2022年多300户，上万人受益。", [None, None, 300, 10000]),
        ("全市划定封控区5个，涉及居民约万人，比2022年多300户。", [5, 10000, 300]),
        ("全市划定封控区个。涉及居民约万人，比2022年多300户。", [None, 10000, 300]),
    ],
)
def test_a_lone_magnitude_beside_a_lost_number(text, values):
    assert [c.value for c in counts(text)] == values


@pytest.mark.parametrize(
    "text, status",
    [
        ("车间里0余名工人滞留。", "partial"),
        ("台风使00多户停电。", "partial"),
        ("运来000件棉衣。", "partial"),
        ("新增病例0例。", "observed"),
        ("最低气温超过0℃。", "observed"),
    ],
)
def test_noughts_that_are_left_of_a_number(text, status):
    (count,) = counts(text)
    assert (count.value is None, count.status) == (status == "partial", status)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("重型病例减少6例。", [(6, "重型病例减少", "other", "incremental")]),
        ("疑似病例减少15例。", [(15, "疑似病例减少", "cases_suspected", "incremental")]),
        ("失业人口比年初减少800人。", [(800, "失业人口减少", "population", "incremental")]),
        (
            "新增确诊病例9例，比前一天减少4例。",
            [(9, "确诊病例", "cases_confirmed", "incremental"), (4, "确诊病例减少", "cases_confirmed", "incremental")],
        ),
        ("门店净减少11家。", [(11, "门店净减少", "enterprises", "incremental")]),
        ("高风险地区由最多时的16个减少到2个。", [(16, "高风险地区", "zones", "current"), (2, "高风险地区", "zones", "current")]),
        ("溺水人数下降约三成。", [(30, "溺水人数下降", "other", "rate")]),
    ],
)  # fmt: skip
def test_how_many_fewer_is_no_stock(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("新增解除隔离医学观察无症状感染者88例。", [(88, "解除隔离医学观察无症状感染者", "cases_cured", "incremental")]),
        ("解除医学观察的密切接触者74人。", [(74, "解除医学观察的密切接触者", "quarantined", "cumulative")]),
        (
            "治愈出院35例、解除医学观察61例。",
            [(35, "治愈出院", "cases_cured", "cumulative"), (61, "解除医学观察", "cases_cured", "cumulative")],
        ),
        ("新增无症状感染者14例。", [(14, "无症状感染者", "cases_asymptomatic", "incremental")]),
    ],
)  # fmt: skip
def test_who_is_released_is_no_new_case(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text, measure",
    [
        ("先到的500人承担了市二院确诊患者的救治任务。", "staff"),
        ("疫情中，另有70人负责疑似病例的接送。", "staff"),
        ("40人接管了确诊病例病区。", "staff"),
        ("疫情发生后，有9人被确诊。", "cases_confirmed"),
        ("疫情发生后，2人经抢救无效死亡。", "cases_deaths"),
    ],
)
def test_who_works_on_patients_is_none(text, measure):
    assert [c.measure for c in counts(text)] == [measure]


@pytest.mark.parametrize("text", ["病例数接近上一轮疫情的高峰。", "这一轮暴雨来势凶猛。"])
def test_the_last_round_is_no_count(text):
    assert counts(text) == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ("19支国家救援队赶到。", [(19, "国家救援队", "teams")]),
        ("全县17个乡镇敬老院、4家医院封闭管理。", [(17, "乡镇敬老院", "facilities"), (4, "医院", "facilities")]),
        ("实现9个区县定点医院患者清零。", [(9, "区县", "other"), (0, "患者", "cases_confirmed")]),
        ("全省有近千支青年志愿者服务队。", [(1000, "青年志愿者服务队", "teams")]),
        ("2600名核酸采样队员到位。", [(2600, "核酸采样队员", "staff")]),
        ("8辆装满土豆的货车出发了。", [(8, "货车", "other")]),
        ("7辆载着返乡学生的大巴到站。", [(7, "大巴", "other")]),
        ("三名乡直部门的干部住进村里。", [(3, "干部", "staff")]),
        ("3辆专业的救援车辆待命。", [(3, "救援车辆", "other")]),
        ("为9家企业的员工送药。", [(9, "企业", "enterprises")]),
    ],
)
def test_the_counted_noun_is_the_one_that_the_unit_counts(text, expected):
    assert [(c.value, c.item, c.measure) for c in counts(text)] == expected


@pytest.mark.parametrize(
    "text, item, measure",
    [
        ("棉被600床捐赠给敬老院。", "棉被", "supplies"),
        ("校服80套送给孩子们。", "校服", "other"),
        ("210人购买了保险。", None, "population"),
        ("6名队友驱车赶来。", "队友", "population"),
        ("70辆网约车上线运营。", "网约车", "other"),
        ("配齐300件套装备。", "装备", "other"),
        ("全市百强企业已复工67户。", "百强企业", "enterprises"),
        ("规上工业企业（含季节性生产企业）达420家。", "规上工业企业", "enterprises"),
        ("口罩生产企业5家。", "口罩生产企业", "enterprises"),
        ("院内共520张床位，分三层。", "床位", "beds"),
        ("超3亿人完成全程接种。", "完成全程接种", "vaccinations"),
        ("50名老人接种了疫苗。", "老人", "population"),
        ("加强接种率41%。", "加强接种率", "vaccinations"),
    ],
)
def test_what_follows_the_classifier_may_be_no_item(text, item, measure):
    (count,) = counts(text)
    assert (count.item, count.measure) == (item, measure)


def test_what_is_new_a_day_hands_nothing_on_to_another_unit():
    assert [c.aspect for c in counts("日增复工企业17家，返岗人数3.4万人。")] == ["incremental", "current"]
    assert [c.aspect for c in counts("新增泊位60个，充电桩20个。")] == ["incremental", "incremental"]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "排查返沪人员90人、来川人员40人、外来人员12人。",
            [("返沪人员", "population"), ("来川人员", "population"), ("外来人员", "population")],
        ),
        ("车间工作人员90人。", [("车间工作人员", "staff")]),
        ("全区28家重点企业复工。", [("重点企业", "enterprises")]),
        ("名单上有12家。", [(None, "enterprises")]),
        ("从社区的角度看，每天有3万管。", [(None, "tests")]),
        ("研发投入3.1亿元，税收完成入库5.2亿元。", [("研发投入", "economy_value"), ("税收", "economy_value")]),
        ("在建项目已复工45项。", [("在建项目", "projects")]),
        ("9家没有防控任务的县直单位。", [("县直单位", "other")]),
        ("核酸采样1.9万余次。", [("核酸采样", "tests")]),
        ("他做了3次核酸采样。", [("核酸采样", "frequency")]),
        ("2例确诊病例出院。", [("确诊病例", "cases_cured")]),
    ],
)
def test_item_and_measure_by_noun_and_unit(text, expected):
    assert [(c.item, c.measure) for c in counts(text)] == expected


@pytest.mark.parametrize(
    "text, units",
    [
        ("灾情涉及6市31县，210村受灾。", ["市", "县", "村"]),
        ("用电量1.7亿千瓦小时，3市场、5村民。", ["千瓦时"]),
        ("9街道、7个街道。", ["街道", "个"]),
    ],
)
def test_divisions_are_counted_without_a_classifier(text, units):
    assert [c.unit for c in counts(text)] == units


@pytest.mark.parametrize("opening", ["全省当日", "昨日", "11日0时至24时"])
def test_nothing_new_on_a_day_is_a_count(opening):
    assert [(c.value, c.item) for c in counts(f"{opening}无新增确诊病例、无新增疑似病例。")] == [(0, "确诊病例"), (0, "疑似病例")]


@pytest.mark.parametrize(
    "text, measures",
    [
        ("接收捐赠物资：口罩80万只、防护服2万套。", ["donations", "donations"]),
        ("本周到货：口罩80万只、防护服2万套。", ["supplies", "supplies"]),
        ("储备米面油31吨、肉蛋9吨。", ["supplies", "supplies"]),
        ("核酸检测每天1检。", ["frequency"]),
        ("他们1检测就发现了。", []),
    ],
)
def test_goods_under_a_heading_and_tests_a_day(text, measures):
    assert [c.measure for c in counts(text)] == measures


def test_the_most_that_is_paid_is_a_norm():
    assert [c.aspect for c in counts("对返乡创业者，最高补贴3万元，最高可贷15万元。")] == ["target", "target"]
