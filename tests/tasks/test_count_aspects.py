"""Measure and aspect where the page tells them by a list, a change, a share beside it or a deed behind it; and hedges inside words."""

import pytest
from test_counts import counts


def aspects(text):
    return [(c.value, c.aspect) for c in counts(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("当晚发放手册300份，水杯120个。", [(300.0, "cumulative"), (120.0, "cumulative")]),
        ("大队调派2辆云梯车，18名消防员赶到现场。", [(2.0, "cumulative"), (18.0, "cumulative")]),
        ("县里出动巡逻车6台，民警45名。", [(6.0, "cumulative"), (45.0, "cumulative")]),
        ("公司开设门店83家，员工940人。", [(83.0, "cumulative"), (940.0, "current")]),
        ("专班开出通行证52张，4车钢材第二天就到了。", [(52.0, "cumulative"), (4.0, "none")]),
    ],
    ids=["handed out", "with its crew", "cars and police", "who works in shops", "another clause"],
)
def test_what_one_deed_governs(text, expected):
    assert aspects(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("少数民族人口增加3604人。", [(3604.0, "incremental")]),
        ("全市新收案件总数增加706件。", [(706.0, "incremental")]),
        ("累计增加床位200张。", [(200.0, "cumulative")]),
        ("产能累计增加200吨。", [(200.0, "cumulative")]),
        ("全年计划增加300人。", [(300.0, "target")]),
        ("鸡蛋每公斤价格较前日上涨0.2元。", [(0.2, "rate")]),
        ("水费较前日上涨0.2元。", [(0.2, "incremental")]),
        ("计划建成充电桩200个，新增停车位500个。", [(200.0, "target"), (500.0, "target")]),
        ("茶园从600亩发展到如今的4200多亩。", [(600.0, "none"), (4200.0, "none")]),
    ],
    ids=["more people", "more cases", "beds in all", "in all", "planned", "a kilo", "dearer", "new in a plan", "grown to"],
)
def test_how_many_more(text, expected):
    assert aspects(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("汉族人口为5682人，占24.37%，其中回族人口为1761人。", [(5682.0, "current"), (24.37, "rate"), (1761.0, "current")]),
        ("全县共有家庭户2946户，集体户119户。", [(2946.0, "current"), (119.0, "current")]),
        ("全镇共有46户受灾。", [(46.0, "cumulative")]),
        ("全院法官人均新收案件99.2件。", [(99.2, "rate")]),
        ("旧存案件113件，未结案件228件。", [(113.0, "current"), (228.0, "current")]),
        ("咨询人数达120余人次。", [(120.0, "cumulative")]),
        ("此外有212人被约谈。", [(212.0, "cumulative")]),
        ("利民县81万人受灾，200余间房屋损坏。", [(810000.0, "cumulative"), (200.0, "cumulative")]),
        ("三市28个县22万人受灾。", [(28.0, "none"), (220000.0, "cumulative")]),
        ("每名学生补助1000元。", [(1000.0, "rate")]),
        ("每百户拥有汽车43.2辆。", [(43.2, "rate")]),
        ("平均每个书屋新增图书60余本。", [(60.0, "rate")]),
        ("每个采样点配2名护士。", [(2.0, "none")]),
        ("全村居民876人，其中贫困户32户。", [(876.0, "current"), (32.0, "current")]),
        ("移送公安机关5起5人。", [(5.0, "cumulative"), (5.0, "cumulative")]),
        ("会上发放“牵手成长计划”项目书包80个。", [(80.0, "cumulative")]),
        ("全县完成林地清理44万亩（其中整地22万亩）。", [(440000.0, "cumulative"), (220000.0, "cumulative")]),
        ("力争一季度完成全年任务的70%。", [(70.0, "target")]),
        ("前四月完成年度目标任务的28%。", [(28.0, "rate")]),
        ("每日甘肃网讯，近日集中返还资金36万元。", [(360000.0, "cumulative")]),
        ("各分馆外借图书20万册次。", [(200000.0, "cumulative")]),
        ("11家企业将提供近370个岗位。", [(11.0, "current"), (370.0, "target")]),
        ("他将筹措来的30箱口罩送到卡口。", [(30.0, "cumulative")]),
        ("共有117人达成意向。", [(117.0, "cumulative")]),
        ("缴获各类毒品2.3吨。", [(2.3, "cumulative")]),
        ("新增体育场地637平方米。", [(637.0, "incremental")]),
        ("6个省份60岁以上人群接种率较高。", [(6.0, "none"), (60.0, "none")]),
    ],
)
def test_stock_total_and_rate(text, expected):
    assert aspects(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("受理案件比上年增长了357件。", [("other", 357.0)]),
        ("心电图检查100余人次。", [("other", 100.0)]),
        ("在常住人口超过8万人的乡镇试行。", [("population", 80000.0)]),
        ("完成接种人数达8.2亿。", [("vaccinations", 8.2e8)]),
        ("市图书馆接待50万人次。", [("other", 500000.0)]),
        ("投入春耕生产农机具680台。", [("other", 680.0)]),
        ("运来防护服70套、泡泡贴4万只。", [("donations", 70.0), ("donations", 40000.0)]),
        ("向社区捐赠价值16万元的口罩3万只。", [("donations", 160000.0), ("donations", 30000.0)]),
        ("恢复燃气用户1.6万户。", [("households", 16000.0)]),
    ],
)
def test_measure(text, expected):
    assert [(c.measure, c.value) for c in counts(text)] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("会上签约15个项目。", [(15.0, "exact", "observed")]),
        ("全季签约亿元项目15个。", [(15.0, "exact", "observed")]),
        ("签约约15个项目。", [(15.0, "approx", "observed")]),
        ("节约3万元。", [(30000.0, "exact", "observed")]),
        ("捐款达万元。", [(None, "missing", "lost")]),
    ],
    ids=["signed", "of such a size", "about", "saved", "lost"],
)
def test_a_hedge_inside_a_word_is_none(text, expected):
    assert [(c.value, c.modifier, c.status) for c in counts(text)] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("献血人次由2012年的1225万增长至2021年的1674万，涨幅达37%。", [1.225e7, 1.674e7, 37.0]),
        ("建成8万吨级码头2座。", [2.0]),
        ("道路为双向4车道。", []),
        ("加开列车32对，增派车辆。", [32.0]),
        ("开展12对口支援。", []),
        ("平均分超500分的学校有5所。", [500.0, 5.0]),
        ("现场扣12分，罚200元。", [12.0, 200.0]),
        ("早上8点25分到场。", []),
        ("一二类苗比例86%。", [86.0]),
        ("一二十人到场。", [10.0]),
        ("惠及居民380多万户。", [3.8e6]),
        ("帮助上千户家庭。", [1000.0]),
        ("晚上千家万户点灯。", []),
        ("案损200万以上案件已全部侦破。", []),
        ("近10万的游客到访。", [100000.0]),
    ],
)
def test_what_is_counted_at_all(text, expected):
    assert [c.value for c in counts(text)] == expected


def test_points_are_not_the_schools_that_reach_them():
    assert [(c.value, c.unit, c.modifier) for c in counts("平均分超500分的学校有5所。")] == [
        (500.0, "分", "more_than"),
        (5.0, "所", "exact"),
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("年末各项存款3.2亿元，贷款余额7.5亿元。", [(3.2e8, "current"), (7.5e8, "current")]),
        ("银行发放贷款3亿元。", [(3e8, "cumulative")]),
        ("景区全年接待游客8.6万人次。", [(86000.0, "cumulative")]),
        ("景区年接待游客8.6万人次。", [(86000.0, "rate")]),
        ("油菜已播种2.4万亩，占计划面积81%。", [(24000.0, "cumulative"), (81.0, "rate")]),
        ("油菜播种面积3万亩。", [(30000.0, "none")]),
        ("当天有47人参与无偿献血。", [(47.0, "cumulative")]),
        ("职业高中招生640人，在校生2100人，毕业生580人。", [(640.0, "cumulative"), (2100.0, "current"), (580.0, "cumulative")]),
    ],
    ids=["balances", "lent", "in the year", "a year", "of a plan", "an area sown", "took part", "a school"],
)
def test_stocks_and_flows(text, expected):
    assert aspects(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("3日新增18例新冠肺炎病例，新增死亡2例。", [(18.0, "cases_confirmed"), (2.0, "cases_deaths")]),
        ("举办农技培训班36期、讲座12场。", [(36.0, "frequency"), (12.0, "frequency")]),
        ("园区第3期工程开工。", [(3.0, "ordinal_round")]),
        ("馆里办全民阅读推广活动30余次，公众号点击量9000次。", [(30.0, "frequency"), (9000.0, "media_reach")]),
        ("最忙的车站加开了120次。", [(120.0, "frequency")]),
        (
            "县法院审结230件，同比上升4%；结案率为91%，同比上升1.5个百分点。",
            [(230.0, "other"), (4.0, "other"), (91.0, "other"), (1.5, "other")],
        ),
        ("工业产值5亿元，同比增长3%。", [(5e8, "economy_value"), (3.0, "economy_rate")]),
        ("旅客周转量310万人公里。", [(3100000.0, "economy_value")]),
    ],
    ids=[
        "deaths of the next clause",
        "classes",
        "a phase",
        "reading is no reach",
        "runs",
        "cases decided",
        "output",
        "kilometres",
    ],
)
def test_measure_by_unit_clause_and_what_grew(text, expected):
    assert [(c.value, c.measure) for c in counts(text)] == expected
