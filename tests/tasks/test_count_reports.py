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
