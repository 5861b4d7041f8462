"""Counts of an article: item, measure, aspect, place, period and the state of the digits."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.counts import find_counts
from kaozheng.tasks.extract.mentions import ActorMention, DateMention
from kaozheng.tasks.extract.rows import count_columns
from kaozheng.tasks.tables.values import ASPECTS, MEASURES, MODIFIERS
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()
PUBLISHED = datetime.date(2020, 3, 5)
DAY = re.compile(r"(\d)月(\d)日(?:0[-—]24时|24时)?")


def article(text, title=None):
    sentences = tuple(
        Sentence(f"s{n}", "body", text.count("\n", 0, m.start()), *m.span()) for n, m in enumerate(re.finditer(r"[^。\n]+。?", text))
    )
    return Article("d", "a", "news", title, None, (), None, PUBLISHED, AlignedText.raw(text), sentences)


def dates(text):
    return [
        DateMention(m.start(), m.end(), day := datetime.date(2020, int(m[1]), int(m[2])), day, "day", "year_inferred", "resolved")
        for m in DAY.finditer(text)
    ]


def places(text):
    return [ActorMention(m.start(), m.end(), "place", m.group()) for m in re.finditer("湖南省|岳阳市|益阳市", text)]


def counts(text, title=None):
    return find_counts(article(text, title), dates(text), places(text), VOCABULARY)


@pytest.mark.parametrize(
    "text, item, measure, unit",
    [
        ("社区来了30名医护人员帮忙。", "医护人员", "staff", "名"),
        ("昨天，党员干部65名到岗。", "党员干部", "party_members", "名"),
        ("上万志愿者走上街头。", "志愿者", "volunteers", "人"),
        ("390多万党员行动起来。", "党员", "party_members", "名"),
        ("全区88个采样点开放。", "采样点", "facilities", "个"),
        ("127家因故停产的工业企业复产。", "工业企业", "enterprises", "家"),
        ("完成425.9万人次全员核酸检测。", "全员核酸检测", "tests", "人次"),
        ("社区登记血透病人23名。", "血透病人", "other", "名"),
        ("走遍全村21个村民小组。", "村民小组", "other", "个"),
        ("其中第一剂41.2万人。", "第一剂", "vaccinations", "人"),
        ("排查中高风险地区返乡人员17人。", "中高风险地区返乡人员", "population", "人"),
        ("设物资配送点26个。", "物资配送点", "facilities", "个"),
        ("梳理出堵点18个。", "堵点", "other", "个"),
        ("镇上建档的糖尿病患者1200名。", "糖尿病患者", "other", "名"),
        ("收治重症患者3例。", "重症患者", "cases_confirmed", "例"),
        ("复工率99.3%。", "复工率", "economy_rate", "%"),
        ("固定资产投资同比增长10.4%。", "固定资产投资同比增长", "economy_rate", "%"),
        ("募捐衣物100余件。", "衣物", "donations", "件"),
        ("日产口罩5万只。", "口罩", "production", "只"),
        ("85岁的老人很高兴。", "年龄", "age", "岁"),
        ("医生连续奋战16天。", "连续奋战", "duration", "天"),
        ("点击量突破6亿次。", "点击量", "media_reach", "次"),
        ("54个部门的党员来了。", "部门", "other", "个"),
        ("划定3个封控区。", "封控区", "zones", "个"),
        ("交易额数百亿元。", "交易额", "sales", "元"),
        ("有近7万人的招聘任务。", "招聘任务", "staff", "人"),
        ("62家核酸检测机构运转。", "核酸检测机构", "facilities", "家"),
        ("全长1100余公里。", "全长", "distance_area", "公里"),
    ],
)
def test_item_and_measure(text, item, measure, unit):
    assert [(c.item, c.measure, c.unit) for c in counts(text)] == [(item, measure, unit)]


@pytest.mark.parametrize(
    "text, aspect",
    [
        ("累计检测9万人次。", "cumulative"),
        ("派出65名干部。", "cumulative"),
        ("新增确诊病例3例。", "incremental"),
        ("现有确诊病例3例。", "current"),
        ("日均检测样本2000份。", "rate"),
        ("计划投资3亿元。", "target"),
        ("增长5%。", "rate"),
        ("历时10天。", "none"),
        ("全市有90家医院。", "current"),
        ("每天工作10小时。", "rate"),
        ("两位专家赶来。", "none"),
        ("医疗队驰援360公里。", "none"),
        ("全县抢修渠道48公里。", "cumulative"),
        ("今春完成造林2.3万亩。", "cumulative"),
        ("苗圃占地30亩。", "none"),
        ("力争修路60公里。", "target"),
        ("全县倒塌房屋52间。", "cumulative"),
        ("公安机关查验车辆3.2万台。", "cumulative"),
        ("检查组发现问题27个。", "cumulative"),
        ("剩余9个贫困村。", "current"),
        ("年内还将开放6座书屋。", "target"),
        ("月底前接种率要达到85%。", "target"),
        ("目前接种率达到85%。", "rate"),
        ("各组拟定方案，使用率100%。", "rate"),
        ("患者一天翻身8次。", "rate"),
        ("市里出台计划，已服务企业320家。", "cumulative"),
        ("专班赴岳阳等5个区县。", "none"),
        ("慈善会收到各界捐赠款物3200万元。", "cumulative"),
    ],
)
def test_aspect(text, aspect):
    assert [c.aspect for c in counts(text)] == [aspect]


@pytest.mark.parametrize(
    "text, told",
    [
        ("水库流量由每秒900立方米减为300立方米。", [("水库流量", "rate"), ("水库流量", "rate")]),
        ("产能由每天200吨压缩为150吨。", [("产能", "rate"), ("产能", "rate")]),
        ("会员由2000人攀升至8000人，比年初净增6000人。", [("会员", "current"), ("会员", "current"), ("会员", "incremental")]),
        ("客运量、货运量同比分别上涨5%、7%。", [("客运量同比上涨", "rate"), ("货运量同比上涨", "rate")]),
        ("审批时限由5天压缩成2天。", [("时限", "none"), ("时限", "none")]),
    ],
)
def test_one_figure_becomes_another(text, told):
    assert [(c.item, c.aspect) for c in counts(text)] == told


def facts(text, title=None):
    return [(c.place, c.measure, c.aspect, c.value, c.date_end and c.date_end.day) for c in counts(text, title)]


def test_notice_hands_on_measure_aspect_place_and_day():
    text = (
        "3月2日0—24时，湖南省新增确诊病例30例（岳阳市12例、益阳市18例），治愈出院病例9例。"
        "截至3月2日24时，全省累计报告确诊病例576例，死亡病例8例。"
    )
    assert facts(text) == [
        ("湖南省", "cases_confirmed", "incremental", 30, 2),
        ("岳阳市", "cases_confirmed", "incremental", 12, 2),
        ("益阳市", "cases_confirmed", "incremental", 18, 2),
        ("湖南省", "cases_cured", "incremental", 9, 2),
        ("湖南省", "cases_confirmed", "cumulative", 576, 2),
        ("湖南省", "cases_deaths", "cumulative", 8, 2),
    ]


def test_as_of_day_is_an_end_only():
    count = counts("截至3月2日24时，湖南省累计报告确诊病例576例。")[0]
    assert (count.date_start, count.date_end) == (None, datetime.date(2020, 3, 2))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("3月2日，湖南省无新增死亡病例。", [("湖南省", "cases_deaths", "incremental", 0, 2)]),
        ("3月2日，湖南省实现确诊病例零新增。", [("湖南省", "cases_confirmed", "incremental", 0, 2)]),
        (
            "3月2日，湖南省死亡、治愈分别为2例、30例。",
            [("湖南省", "cases_deaths", "incremental", 2, 2), ("湖南省", "cases_cured", "incremental", 30, 2)],
        ),
        ("3月2日，湖南省新增9例治愈出院。", [("湖南省", "cases_cured", "incremental", 9, 2)]),
    ],
)
def test_zeros_and_aligned_lists(text, expected):
    assert facts(text) == expected


def test_list_after_a_head_in_the_sentence_before():
    text = "截至3月2日24时，湖南省累计报告确诊病例40例。其中：岳阳市30例、益阳市10例。"
    assert [f[:4] for f in facts(text)][1:] == [
        ("岳阳市", "cases_confirmed", "cumulative", 30),
        ("益阳市", "cases_confirmed", "cumulative", 10),
    ]


def test_cases_parted_into_sorts_stay_a_total():
    text = "全岛累计确诊病例43例，其中轻型30例、普通型11例、重型2例。"
    assert [c.aspect for c in counts(text)] == ["cumulative"] * 4


@pytest.mark.parametrize(
    "text, measure",
    [
        ("日检测能力达到5.2万管。", "tests"),
        ("混检最多可测210万人。", "tests"),
        ("公园装起6座气膜舱。", "facilities"),
        ("营地备有集成房屋260套。", "facilities"),
        ("果农拉来柑橘4吨。", "donations"),
        ("乡亲筹集价值30万元的药品。", "donations"),
        ("边境上有90名护边员。", "staff"),
        ("视频留言1.4万条。", "media_reach"),
        ("全市落实居家健康监测520人。", "quarantined"),
    ],
)
def test_measure_by_noun_and_ability(text, measure):
    assert [c.measure for c in counts(text)] == [measure]


def test_severe_cases_are_no_total():
    text = "截至3月2日24时，湖南省累计报告确诊病例576例，现有在院病例24例（重症1例，危重2例）。"
    assert [c.aspect for c in counts(text)] == ["cumulative", "current", "current", "current"]


def test_parts_are_what_they_are_said_to_be_among():
    text = (
        "3月2日，湖南省新增确诊病例9例，新增重症病例3例。新增重症病例中，岳阳市1例、益阳市2例。累计报告确诊病例88例，重症病例6例，死亡1例。"
        "确诊病例中，岳阳市9例、益阳市8例；死亡病例中，岳阳市1例；重症病例中，岳阳市4例、益阳市2例。"
    )
    found = counts(text)
    assert [(c.value, c.item, c.measure, c.aspect, c.part_of is not None and found[c.part_of].value) for c in found] == [
        (9, "确诊病例", "cases_confirmed", "incremental", False),
        (3, "重症病例", "other", "incremental", False),
        (1, "重症病例", "other", "incremental", 3),
        (2, "重症病例", "other", "incremental", 3),
        (88, "确诊病例", "cases_confirmed", "cumulative", False),
        (6, "重症病例", "cases_confirmed", "current", False),
        (1, "死亡", "cases_deaths", "cumulative", False),
        (9, "确诊病例", "cases_confirmed", "cumulative", 88),
        (8, "确诊病例", "cases_confirmed", "cumulative", 88),
        (1, "死亡病例", "cases_deaths", "cumulative", 1),
        (4, "重症病例", "cases_confirmed", "current", 6),
        (2, "重症病例", "cases_confirmed", "current", 6),
    ]


@pytest.mark.parametrize(
    "text, number, told",
    [
        ("新增重症病例8例（其中5例为既往确诊病例）。", 5, ("other", "incremental")),
        ("新增重症病例8例。新增出院病例中，岳阳市5例。", 5, ("cases_cured", "incremental")),
        ("累计报告确诊病例88例（国家核减岳阳市确诊病例5例）。", 5, ("cases_confirmed", "incremental")),
        ("新增死亡病例8例，为岳阳市确诊病例5例、益阳市确诊病例3例。", 3, ("cases_deaths", "incremental")),
        ("死亡病例8例为岳阳市确诊病例，出院病例3例。", 3, ("cases_cured", "cumulative")),
        ("新增确诊病例8例，重型病例转危重型病例5例。", 5, ("other", "incremental")),
        ("新增确诊病例8例，重型病例转危重型病例5例。重型病例转危重型病例中，岳阳市3例、益阳市2例。", 2, ("other", "incremental")),
        ("全省新增死亡9例，其中岳阳市9例，其他13个市州均为0例。", 0, ("cases_deaths", "incremental")),
        ("新增无症状感染者9例，其中境外输入4例，本土病例5例（岳阳市3例，益阳市2例）。", 3, ("cases_asymptomatic", "incremental")),
        ("新增无症状感染者9例，其中境外输入4例，确诊病例5例。", 5, ("cases_confirmed", "incremental")),
        ("死亡病例累计9例，新增3例。", 3, ("cases_deaths", "incremental")),
        ("新增确诊病例30例，其中岳阳市9例（含5例无症状感染者转为确诊病例）。", 5, ("cases_confirmed", "incremental")),
        ("麻疹无发病、无死亡病例，登革热共发病3例。", 3, ("cases_confirmed", "cumulative")),
        ("新增确诊病例中，9例有旅行史，3例有接触史。", 3, ("cases_confirmed", "incremental")),
    ],
)
def test_whose_cases_they_are(text, number, told):
    found = counts("截至3月2日24时，湖南省累计报告确诊病例576例。" + text)
    assert [(c.measure, c.aspect) for c in found if c.value == number] == [told]


def test_other_places_are_no_place_of_the_text():
    found = counts("3月2日，湖南省新增死亡9例，其中岳阳市9例，其他13个市州均为0例。")
    assert [c.place for c in found if c.unit == "例"] == ["湖南省", "岳阳市", None]


def test_nobody_suspected_is_no_total():
    text = "截至3月2日24时，湖南省累计报告确诊病例576例，无疑似病例。"
    assert [(c.value, c.measure, c.aspect) for c in counts(text)][1] == (0, "cases_suspected", "current")


def test_a_place_told_of_the_number_before_does_not_govern_the_next():
    text = "3月2日，湖南省新增死亡病例1例，为岳阳市1例，累计死亡2例。"
    assert [c.place for c in counts(text)] == ["湖南省", "岳阳市", "湖南省"]


def test_title_gives_the_place_where_the_text_names_none():
    assert counts("3月2日，我省新增确诊病例3例。", "湖南省新增3例")[0].place == "湖南省"


def test_a_day_compared_with_is_not_the_day_counted():
    assert counts("较3月2日增长5%。")[0].date_end is None


@pytest.mark.parametrize(
    "text, unit, item",
    [
        ("湖南省累计报告确诊病例例，死亡病例4例。", "例", "确诊病例"),
        ("中医药治疗率达。", "%", "治疗率"),
        ("大家已连续作业近小时，", "小时", None),
        ("大厅每天次消毒，", "次", None),
        ("产值同比增长以上。", "%", "产值同比增长"),
        ("公司招聘余人。", "人", None),
        ("地表温度高达的停机坪。", "℃", "地表温度"),
        ("目前追踪到密切接触者人，", "人", "密切接触者"),
        ("产量提高个百分点。", "百分点", "产量提高"),
    ],
)
def test_lost_digits(text, unit, item):
    lost = [c for c in counts(text) if c.status == "lost"]
    assert [(c.value, c.modifier, c.unit) for c in lost] == [(None, "missing", unit)]
    assert item is None or item in (lost[0].item or "")


@pytest.mark.parametrize("damage", ["?", "\ufffd", "\ue48b", "\ue48b?"])
def test_damage_at_the_first_digit_makes_a_count_partial(damage):
    count = counts(f"湖南{damage}40多万名志愿者上街。")[0]
    assert (count.value, count.modifier, count.status, count.item) == (None, "missing", "partial", "志愿者")


def test_what_stood_before_a_lone_point_is_gone():
    found = counts("截至5月6日8时，全区采样.5万人，检出率.3%，开放床位约2万张。")
    assert [(c.value, c.status) for c in found] == [(None, "partial"), (None, "partial"), (20000.0, "observed")]
    assert [c.value for c in counts("共.5人")] == [0.5]  # written so, and nothing says otherwise


def test_a_page_may_have_lost_its_long_numbers_alone():
    lost = "5月6日，桃溪市举行第场新闻发布会。在这座多万人口的城市，昨天排查达到了例。全区采样.5万人，约万人参加，用了8天。"
    assert [(c.unit, c.value) for c in counts(lost) if c.status == "lost"] == [("场", None), ("人", None), ("例", None), ("人", None)]
    whole = lost.replace("采样.5万人", "采样1566.5万人")
    assert [c.unit for c in counts(whole) if c.status == "lost"] == []


@pytest.mark.parametrize(
    "text",
    [
        "有人正在接受采访。",
        "许多人出院后回家。",
        "例如这样。",
        "其余人员留守。",
        "业余人士",
        "达到的目标",
        "每人次",
        "这家公司效率高，",
        "近年来",
        "病例，患者",
        "人人参与",
        "个人信息",
        "剩余人手",
        "多名员工",
        "几个小时",
        "连续多天",
    ],
)
def test_whole_text_shows_no_loss(text):
    assert [c for c in counts(text) if c.status == "lost"] == []


def test_numbers_in_names_and_dates_count_nothing():
    text = "3月2日，岳阳市第二人民医院接收3人。"
    organisation = ActorMention(5, 14, "organisation", "岳阳市第二人民医院")
    assert [c.value for c in find_counts(article(text), dates(text), [organisation], VOCABULARY)] == [3]


def test_notice_without_any_day_is_of_the_day_before_its_publication():
    assert counts("湖南省新增确诊病例3例。")[0].date_end == PUBLISHED - datetime.timedelta(days=1)


WORDS = [  # what notices are made of
    "新增",
    "累计",
    "确诊病例",
    "3例",
    "12人",
    "其中",
    "（",
    "）",
    "、",
    "，",
    "。",
    "岳阳市",
    "5%",
    "增长",
    "约",
    "余",
    "分别为",
    "病例例",
    "达",
    "万",
    "第二次",
    "的",
    "3月2日",
    "\n",
    "? ",
    "无死亡病例",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_any_text_gives_sorted_distinct_rows_as_the_contract_asks(text):
    if not text.strip("。\n"):
        return
    subject = article(text)
    found = find_counts(subject, dates(text), places(text), VOCABULARY)
    assert [c.start for c in found] == sorted(c.start for c in found)
    assert all(0 <= c.start <= c.number_start < c.end <= len(text) for c in found)
    assert all(c.measure in MEASURES and c.aspect in ASPECTS and c.modifier in MODIFIERS for c in found)
    assert all((c.value is None) == (c.status != "observed") for c in found)
    columns = count_columns(subject, found)
    spans = list(zip(*(columns.get(name, []) for name in ("raw_start", "raw_end", "text")), strict=True))
    assert len(set(spans)) == len(spans) == len(found)


@pytest.mark.parametrize("text", ["返还借款本金万元。", "全年营收达亿元。", "累计接种万人次。", "口罩日产万只。"])
def test_a_magnitude_without_a_digit_is_a_lost_number(text):
    (count,) = counts(text)
    assert (count.value, count.modifier, count.status) == (None, "missing", "lost")


@pytest.mark.parametrize("text", ["单位：万元", "他是村里第一个万元户。", "万人空巷看花灯。"])
def test_a_magnitude_that_needs_no_digit_is_no_count(text):
    assert [c for c in counts(text) if c.status == "lost" or c.value == 10000] == []


@pytest.mark.parametrize(
    "text, value", [("上万人参加。", 10000), ("订单超亿元。", 1e8), ("数万元善款到账。", 10000), ("最低气温零下3℃。", -3)]
)
def test_a_hedged_magnitude_and_a_sign_are_read(text, value):
    assert [c.value for c in counts(text)] == [value]


def test_a_hedged_magnitude_on_a_stripped_page_is_lost_too():
    """近万人 may have been 近3万人 before the digits went."""
    stripped = counts("新增确诊病例例，治愈出院病例例。近万人接种疫苗。")
    assert [(c.value, c.status) for c in stripped] == [(None, "lost")] * 3
    whole = counts("新增确诊病例3例。近万人接种疫苗。")
    assert [c.value for c in whole] == [3, 10000]


def test_what_is_left_of_hours_and_a_half_on_a_stripped_page_is_lost():
    """个半小时 may have been 3个半小时; 半小时 is what it says."""
    stripped = counts("新增确诊病例例。排查时间压到了个半小时，转运不到半小时。")
    assert [(c.value, c.status, c.unit) for c in stripped][1:] == [(None, "lost", "小时"), (0.5, "observed", "小时")]


@pytest.mark.parametrize(
    "text, place", [("柳湾县发布通报。全县共有确诊病例7例。", "柳湾县"), ("柳湾市发布通报。全市共有确诊病例7例。", "柳湾市")]
)
def test_the_whole_county_is_the_one_that_the_article_names(text, place):
    named = [ActorMention(0, 3, "place", place)]
    (count,) = find_counts(article(text), [], named, VOCABULARY)
    assert count.place == place


@pytest.mark.parametrize(
    "text, unit",
    [
        ("开放接种点个，", "个"),
        ("当天接种人次。", "人次"),
        ("首批到货疫苗万支，", "支"),
        ("接种率已达，", "%"),
        ("派出支小分队进村。", "支"),
    ],
)
def test_a_unit_without_its_number_is_a_lost_count(text, unit):
    assert [(c.value, c.unit) for c in counts(text) if c.status == "lost"] == [(None, unit)]


@pytest.mark.parametrize("text", ["服务到万家。", "走进千家万户，", "这一个，那一个。", "支小队长的工作。"])
def test_words_that_look_like_units_are_none(text):
    assert [c for c in counts(text) if c.status == "lost"] == []


@pytest.mark.parametrize(
    "text, wholes",
    [
        ("新增12例，其中岳阳市5例、益阳市7例。", [None, 0, 0]),
        ("新增12例（岳阳市5例、益阳市7例），死亡1例。", [None, 0, 0, None]),
        ("新增12例（岳阳市5例（含输入2例）、益阳市7例）。", [None, 0, 1, 0]),
        ("新增12例，其中岳阳市5例，累计报告100例。", [None, 0, None]),
        ("新增12例，其中岳阳市5例；出院3例，其中岳阳市1例。", [None, 0, None, 2]),
        ("新增无症状感染者12例，其中境外输入病例5例，本土病例7例（岳阳市4例，益阳市3例）。", [None, 0, 0, 2, 2]),
        ("新增12例：岳阳市5例、益阳市7例。", [None, 0, 0]),
        ("新增12例，岳阳市、益阳市分别为5例、7例。", [None, 0, 0]),
        ("累计报告100例（其中境外输入20例）。", [None, 0]),
        ("7例确诊病例中，5例在隔离点发现，2例为主动就诊。", [None, 0, 0]),
        ("现有病例90例，其中重型3例，危重型1例，治愈出院9例。", [None, 0, 0, None]),
        ("全县共有采样点88个，含便民采样点12个。", [None, 0]),
        ("各类人员500人，其中党员120名、志愿者80名。", [None, 0, 0]),
        ("投入2.1亿元，其中设备5000万元。", [None, 0]),
        ("财政收入101亿元，增长19.7%，其中税收收入57亿元，增长27.1%。", [None, None, 0, None]),
        ("接诊发热患者259人（含儿童20人），排除30人。", [None, 0, None]),
    ],
)
def test_a_part_names_its_whole(text, wholes):
    assert [c.part_of for c in counts(text)] == wholes


@pytest.mark.parametrize(
    "text",
    [
        "新增40例。岳阳市30例、益阳市10例。",
        "新增3例，其中20例为输入。",
        "新增3例（累计20例）。",
        "确诊病例286例（国家核减1例）。",
        "惠及商户200家，其中小微商户占比80%。",
        "新增确诊病例9例，疑似病例5例。",
    ],
)
def test_what_no_word_calls_a_part_is_none(text):
    assert [c.part_of for c in counts(text) if c.part_of is not None] == []


def test_of_a_list_of_parts_it_is_not_plain_which_has_parts_itself():
    assert [c.part_of for c in counts("新增66例，其中岳阳市9例、益阳市18例，其中输入2例。")] == [None, 0, 0, None]


def test_parts_reach_over_the_border_of_sentences_only_behind_of_which():
    text = "新增确诊病例9例，新增出院病例5例。其中：新增确诊病例中，岳阳市4例、益阳市5例；新增出院病例中，岳阳市5例。"
    assert [c.part_of for c in counts(text)] == [None, None, 0, 0, 1]


@pytest.mark.parametrize(
    "text, measures",
    [
        ("岳阳市1例确诊患者从市人民医院治愈出院。", ["cases_cured"]),
        ("3例确诊病例全部顺利出院。", ["cases_cured"]),
        ("治愈出院6例，病情平稳64例。", ["cases_cured", "cases_confirmed"]),
        ("1例确诊患者从外地返回。", ["cases_confirmed"]),
    ],
)
def test_what_became_of_patients(text, measures):
    assert [c.measure for c in counts(text)] == measures
