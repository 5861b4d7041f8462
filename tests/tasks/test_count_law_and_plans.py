"""Measure and aspect of crimes and who did them, of what a heading says is planned, and of parts behind a share or a bracket."""

import pytest
from linked_counts import counts as dated_counts
from test_counts import counts


def read(text):
    return [(c.value, c.measure, c.aspect) for c in counts(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("较多的罪名：抢夺罪52人；袭警罪41人。", [(52, "population", "cumulative"), (41, "population", "cumulative")]),
        ("全区赌博罪同比上升12%。", [(12, "other", "rate")]),
        ("受理毒品犯罪210件260人，同比分别下降8%和下降5%。", [
            (210, "other", "cumulative"), (260, "population", "cumulative"), (8, "other", "rate"), (5, "other", "rate"),
        ]),
        ("不起诉率为9%，比上年同期高1.5个百分点。", [(9, "other", "rate"), (1.5, "other", "rate")]),
        ("工业增加值增长6%，比上年同期高1.5个百分点。", [(6, "economy_rate", "rate"), (1.5, "economy_rate", "rate")]),
        ("立案查处职务犯罪案件36人，同比上升20%，其中厅级干部要案4人。", [
            (36, "population", "cumulative"), (20, "other", "rate"), (4, "population", "cumulative"),
        ]),
        ("检察院对触犯该罪名的15人提起公诉。", [(15, "population", "cumulative")]),
        ("捣毁诈骗窝点7个，扣押现金30万元。", [(7, "other", "cumulative"), (300000, "economy_value", "cumulative")]),
        ("企业捐赠现金30万元。", [(300000, "donations", "cumulative")]),
        ("组织320名游客分批离岛。", [(320, "population", "cumulative")]),
        ("街道组织60人值守。", [(60, "staff", "cumulative")]),
    ],
)  # fmt: skip
def test_crimes_and_who_did_them(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("今年的主要目标是：生产总值增长7%；新增就业8000人；油料产量达到3万吨。", ["rate", "target", "target"]),
        ("去年实现主要目标：已建成学校3所。", ["cumulative"]),
        ("目标定下后，当月新增就业8000人。", ["incremental"]),
        ("油料产量3万吨，增产2000吨。", ["cumulative", "incremental"]),
        ("1.2万人实现易地搬迁。", ["cumulative"]),
        ("全年计划新开工项目31个，竣工项目22个。", ["target", "target"]),
        ("完成全年计划，新开工项目31个。", ["cumulative"]),
        ("初步预计，上半年完成产值40亿元。", ["cumulative"]),
        ("全市90个储备项目已开复工72个。", ["current", "cumulative"]),
        ("组建农技宣讲队、家电维修队、法律服务队27支。", ["cumulative"]),
        ("每千人口拥有医师3.1人、护士3.7人。", ["rate", "rate"]),
        ("28名潜水员赶赴现场。", ["cumulative"]),
        ("队里争取了90万元修路。", ["cumulative"]),
        ("带动25户增收，月收入3000元。", ["cumulative", "rate"]),
        ("全村7个组、430户。", ["current", "current"]),
        ("年末户籍人口52万人，其中：出生人口5100人。", ["current", "cumulative"]),
        ("帮助7个组、430户增收。", ["current", "cumulative"]),
        ("农场捐赠苹果3吨、口罩600个给正在南山宾馆集中医学观察12天的旅客。", ["cumulative", "cumulative", "none"]),
    ],
)
def test_plans_under_a_heading_and_what_was_done(text, expected):
    assert [c.aspect for c in counts(text)] == expected


def test_what_is_to_be_there_by_a_day_to_come_is_planned():
    told = dated_counts("到2024年，图书馆达到15个，座位达到900个，目前已有图书馆9个。")
    assert [c.aspect for c in told] == ["target", "target", "cumulative"]
    assert [c.aspect for c in dated_counts("到2020年，图书馆达到15个。")] == ["current"]


def test_each_number_of_a_row_has_its_own_verb():
    told = [(c.item, c.measure) for c in counts("盗窃案、起诉人数同比分别下降9%、上升4%。")]
    assert told == [("盗窃案同比下降", "other"), ("起诉人数同比上升", "other")]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("新增感染者46例（含转归确诊5例），较前一日（58例）减少。", ["positives", "cases_confirmed", "positives"]),
        ("新增感染者46例，连续三天低于60例。", ["positives", "duration", "positives"]),
    ],
)
def test_cases_go_on_behind_brackets_and_lengths_of_time(text, expected):
    found = counts(text)
    assert [c.measure for c in found] == expected
    assert found[-1].aspect == "incremental"


def test_the_number_in_a_title_counts_nothing():
    assert [c.value for c in counts("区里印发《助企纾困十五条措施》，惠及商户80家。")] == [80.0]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("站里立即出动2车9人。", [(2.0, "other"), (9.0, "staff")]),
        ("县里养老床位数达到800张。", [(800.0, "beds")]),
        ("在校学生数6000人，学校总数34所。", [(6000.0, "population"), (34.0, "facilities")]),
        ("上午完成2600人次核酸采集。", [(2600.0, "tests")]),
        ("全县专任教师900人，其中，小学500人。", [(900.0, "staff"), (500.0, "staff")]),
        ("小学在校500人。", [(500.0, "population")]),
        ("高中6所，妇幼保健院1个。", [(6.0, "facilities"), (1.0, "facilities")]),
        ("无症状感染者减少了15%。", [(15.0, "other")]),
        ("“双百工程”推进九年义务教育，新建学校2所。", [(2.0, "facilities")]),
    ],
)
def test_the_number_of_a_thing_and_names_that_hold_a_numeral(text, expected):
    assert [(c.value, c.measure) for c in counts(text)] == expected
