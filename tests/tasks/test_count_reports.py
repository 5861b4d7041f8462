"""What the numbers of reports from towns and firms count: what places hold, what work has done, what plans and limits set."""

import pytest
from test_counts import counts


def read(text):
    return [(c.value, c.item, c.measure, c.aspect) for c in counts(text)]


@pytest.mark.parametrize(
    "text, told",
    [
        ("园区二期已建成标准化厂房12栋。", (12, "标准化厂房", "facilities", "cumulative")),
        ("社区设立生活物资直通点980个。", (980, "生活物资直通点", "facilities", "cumulative")),
        ("县疾控中心派出5个技术服务组进村指导。", (5, "技术服务组", "teams", "cumulative")),
        ("辖区46家便民蔬菜直销店正常营业。", (46, "便民蔬菜直销店", "enterprises", "current")),
        ("联合检查食品经营主体2600户次。", (2600, "食品经营主体", "enterprises", "cumulative")),
        ("交警查处各类交通违法行为85起。", (85, "交通违法行为", "other", "cumulative")),
        ("企业实施15项技改。", (15, "技改", "projects", "cumulative")),
        ("6个先进集体和40名先进个人受到表彰。", (40, "先进个人", "other", "none")),
        ("全县生猪存栏8.6万头。", (86000, "生猪存栏", "other", "current")),
        ("合作社有大小农机35台。", (35, "大小农机", "other", "current")),
        ("盗窃警情、诈骗警情同比分别下降9%、7%。", (9, "盗窃警情同比下降", "other", "rate")),
        ("影响用户约2800户。", (2800, "影响用户", "households", "cumulative")),
    ],
)
def test_what_towns_and_firms_count(text, told):
    assert told in read(text)


@pytest.mark.parametrize(
    "text, aspect",
    [
        ("公司包车接回员工210人。", "cumulative"),
        ("公司有员工210人。", "current"),
        ("外省支援移动检测车30辆。", "cumulative"),
        ("农机手代耕1200亩。", "cumulative"),
        ("3900名村民分五批转移到市区。", "cumulative"),
        ("3900名村民在家守岁。", "current"),
        ("帮助华康公司等9家企业转产口罩。", "cumulative"),
        ("医院安全分娩新生儿18名。", "cumulative"),
        ("大厅单日限流90人。", "target"),
    ],
)
def test_a_deed_makes_a_total_and_a_limit_a_norm(text, aspect):
    assert [c.aspect for c in counts(text)][:1] == [aspect]


@pytest.mark.parametrize(
    "text, aspects",
    [
        ("全镇1.6万户、5.2万人，网格员挨家走访。", ["current", "current"]),
        ("社区有居民3900户。", ["current"]),
        ("社区2600多户居民，家家有菜。", ["current"]),
        ("小区260户居民签字。", ["cumulative"]),
        ("全县走访居民3900户。", ["cumulative"]),
        ("县里为150户企业落实补贴。", ["cumulative"]),
        ("成为150户企业的代表。", ["current"]),
        ("一天要看30份病历。", ["rate"]),
        ("一台机子一天能耕35亩。", ["rate"]),
        ("第一天能耕35亩。", ["none"]),
        ("日检测能力为36万管，目前已达98万管。", ["rate", "rate"]),
        ("接诊患者1800人次，其中孕产妇52人。", ["cumulative", "cumulative"]),
        ("项目可提供就业岗位2400个。", ["target"]),
        ("要在年内新建高标准农田3.2万亩。", ["target"]),
        ("年内已新建高标准农田3.2万亩。", ["cumulative"]),
    ],
)
def test_what_a_place_holds_what_is_done_for_it_and_how_much_a_day(text, aspects):
    assert [c.aspect for c in counts(text)] == aspects


@pytest.mark.parametrize(
    "text, told",
    [
        ("免费配送中药4.2万余剂。", ("中药", "supplies")),
        ("接种疫苗4.2万余剂。", ("疫苗", "vaccinations")),
        ("各地调派采样、检测人员5600多人次。", ("采样、检测人员", "staff")),
        ("全县检测5600多人次。", ("检测", "tests")),
        ("队员用6天时间走访150万户。", ("走访", "households")),
    ],
)
def test_a_noun_outweighs_the_unit_it_is_counted_in(text, told):
    assert told in [(c.item, c.measure) for c in counts(text)]


@pytest.mark.parametrize(
    "text, item",
    [
        ("党员占三成，“80后”有130人。", "80后"),
        ("镇上设党员“责任区”560个。", "责任区"),
        ("广播每天早晚各播4遍。", None),
        ("老人取出一沓钱，整整2万元。", None),
        ("集团拿出120万元用于研发。", None),
        ("各类防护用品有120万元。", "防护用品"),
    ],
)
def test_a_name_in_quotation_marks_is_counted_and_an_adverb_is_not(text, item):
    assert [c.item for c in counts(text)][-1] == item


@pytest.mark.parametrize(
    "text, told",
    [
        ("商超推出25元、38元、58元三种蔬菜包。", [("蔬菜包", "none")] * 3),
        ("食堂备有12元和15元两种盒饭。", [("盒饭", "none")] * 2),
        ("商会捐赠25万元、38万元，三家商超捐菜。", [("捐款", "cumulative")] * 2),
    ],
)
def test_prices_of_goods_are_no_totals(text, told):
    assert [(c.item, c.aspect) for c in counts(text) if c.unit == "元"] == told


@pytest.mark.parametrize(
    "text, aspects",
    [
        ("今年计划完成厕所改造4300座，打造省级美丽乡村20个。", ["target", "target"]),
        ("计划培育企业30家，已完成技改15项。", ["target", "cumulative"]),
        ("计划培育企业30家，发放了补贴200万元。", ["target", "cumulative"]),
        ("计划培育企业30家。全年发放补贴200万元。", ["target", "cumulative"]),
    ],
)
def test_a_plan_goes_on_in_the_next_clause(text, aspects):
    assert [c.aspect for c in counts(text)] == aspects
