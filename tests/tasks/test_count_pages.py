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
        ("重型病例减少6例，疑似病例减少15例。", [(6, "重型病例减少", "other", "incremental"), (15, "疑似病例减少", "cases_suspected", "incremental")]),
        ("失业人口比年初减少800人。", [(800, "失业人口减少", "population", "incremental")]),
        ("新增确诊病例9例，比前一天减少4例。", [(9, "确诊病例", "cases_confirmed", "incremental"), (4, "确诊病例减少", "cases_confirmed", "incremental")]),
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
        ("治愈出院35例、解除医学观察61例。", [(35, "治愈出院", "cases_cured", "cumulative"), (61, "解除医学观察", "cases_cured", "cumulative")]),
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
