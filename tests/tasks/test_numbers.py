"""Numbers and quantities: which are read, with what value, hedge and unit, and which numerals count nothing."""

import time

import pytest

from kaozheng.tasks.extract.numbers import compile_hedges, scan_numbers
from kaozheng.tasks.extract.quantities import masked, scan_firsts, scan_quantities
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()


def quantities(text, blocked=()):
    return [
        (text[q.start : q.end], q.value, q.value_high, q.modifier, q.unit.base if q.unit else None)
        for q in scan_quantities(text, blocked, VOCABULARY)
    ]


@pytest.mark.parametrize(
    "text, written, value, unit",
    [
        ("到场3.1万人，", "3.1万人", 31000, "人"),
        ("检测425.9万人次，", "425.9万人次", 4259000, "人次"),
        ("耗资531.94亿元。", "531.94亿元", 53194000000, "元"),
        ("到场1,234,567人，", "1,234,567人", 1234567, "人"),
        ("到场四百五十人，", "四百五十人", 450, "人"),
        ("用电72.6亿千瓦时，", "72.6亿千瓦时", 7.26e9, "千瓦时"),
        ("全长5千米。", "5千米", 5, "公里"),
        ("歇了半个月。", "半个月", 0.5, "个月"),
        ("忙了两个半月。", "两个半月", 2.5, "个月"),
        ("花了一个半小时。", "一个半小时", 1.5, "小时"),
        ("苦战58个日夜。", "58个日夜", 58, "日夜"),
        ("晾在负三度以下", "负三度以下", -3, "度"),
        ("降了-2.5%。", "-2.5%", -2.5, "%"),
        ("连续8日无雨", "8日", 8, "天"),
        ("涉及7大领域。", "7大", 7, "个"),
        ("到场五兆六十二亿人。", "五兆六十二亿人", 5006200000000, "人"),
        ("到场一万零十二人。", "一万零十二人", 10012, "人"),
    ],
)
def test_value_and_unit(text, written, value, unit):
    assert [(q[0], q[1], q[4]) for q in quantities(text)] == [(written, value, unit)]


@pytest.mark.parametrize(
    "text, value, unit",
    [
        ("占七成。", 70, "%"),
        ("占8成。", 80, "%"),
        ("三成半", 35, "%"),
        ("发病率百万分之十四。", 0.0014, "%"),
        ("占三分之二。", 66.6666666667, "%"),
        ("打75折。", 75, "%"),
        ("九九折", 99, "%"),
        ("回落1.6个百分点。", 1.6, "百分点"),
        ("产值翻一番。", 1, "番"),
        ("六点五成", 65, "%"),
        ("占百 分 之 2。", 2, "%"),
    ],
)
def test_share(text, value, unit):
    assert [(q[1], q[4]) for q in quantities(text)] == [(pytest.approx(value), unit)]


@pytest.mark.parametrize(
    "text, value, modifier",
    [
        ("约30人", 30, "approx"),
        ("近万人", 10000, "approx"),
        ("年近六旬", 60, "approx"),
        ("数百亿元", 1e10, "approx"),
        ("几十人", 10, "approx"),
        ("30人左右", 30, "approx"),
        ("超过5万名", 50000, "more_than"),
        ("1.4万多个", 14000, "more_than"),
        ("百余名", 100, "more_than"),
        ("十余万人", 100000, "more_than"),
        ("80多岁", 80, "more_than"),
        ("2个多小时", 2, "more_than"),
        ("一年多", 1, "more_than"),
        ("至少6人", 6, "at_least"),
        ("60%以上", 60, "at_least"),
        ("上百件", 100, "at_least"),
        ("不到10%", 10, "less_than"),
        ("48小时内", 48, "less_than"),
        ("不超过3人", 3, "less_than"),
        ("最近3天", 3, "exact"),
        ("3人", 3, "exact"),
    ],
)
def test_hedge(text, value, modifier):
    assert [(q[1], q[3]) for q in quantities(text)] == [(value, modifier)]


@pytest.mark.parametrize(
    "text, low, high",
    [
        ("5至7天", 5, 7),
        ("3-5天", 3, 5),
        ("10%—20%", 10, 20),
        ("两三个", 2, 3),
        ("三四十人", 30, 40),
        ("十五六岁", 15, 16),
        ("3至5万元", 30000, 50000),
        ("约3万-5万元", 30000, 50000),
    ],
)
def test_range(text, low, high):
    assert [(q[1], q[2]) for q in quantities(text)] == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "第一时间赶到一线",
        "一手抓生产",
        "下好一盘棋",
        "服务千家万户",
        "万众一心",
        "N95口罩",
        "5G基站",
        "90后护士",
        "沿G537线",
        "CN43-0003",
        "一位邻居",
        "一封信",
        "写了一句话",
        "一级响应",
        "第二人民医院",
        "四面八方",
        "拨打12345",
        "上半年",
        "这是唯一",
        "三农问题",
        "百姓",
        "千方百计",
        "“四个集中”",
        "进万家",
        "二十大精神",
    ],
)
def test_counts_nothing(text):
    assert quantities(text) == []


@pytest.mark.parametrize(
    "text, value", [("第三轮检测", 3), ("第24届评选", 24), ("增速居第6位", 6), ("一例", 1), ("共一人", 1), ("零度", 0)]
)
def test_counts_although_a_word(text, value):
    assert [q[1] for q in quantities(text)] == [value]


def test_first_of_its_kind():
    assert [q.value for q in scan_firsts("首例患者在首都出院，全省首个方舱启用", VOCABULARY)] == [1, 1]


def test_blocked_spans_hold_no_numbers():
    assert quantities("3月5日新增3人", [(0, 4)]) == [("3人", 3, None, "exact", "人")]


def test_masking_keeps_offsets():
    assert len(masked("一二三四五", [(1, 3), (2, 4)])) == 5


def test_a_phrase_does_not_cut_a_numeral():
    assert quantities("等了二十分钟")[0][1:] == (20, None, "exact", "分钟")


def test_spaces_of_a_page_layout():
    assert quantities("共 四 百五 十 人") == [("四 百五 十 人", 450, None, "exact", "人")]


@pytest.mark.parametrize(
    "text", ["1" * 5000, "一" * 5000, "1至" * 3000, "1," * 3000, "十万" * 3000, "一点" * 3000, "三 " * 3000, "百分之" * 3000]
)
def test_hostile_input_is_read_in_linear_time(text):
    began = time.perf_counter()
    list(scan_numbers(text, compile_hedges(VOCABULARY)))
    list(scan_quantities(text, [], VOCABULARY))
    assert time.perf_counter() - began < 2
