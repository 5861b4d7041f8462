"""Counts of tables: each cell with its number as evidence, its meaning from heads, rows and captions."""

import datetime

import pytest
from segment_pages import FETCHED, VOCABULARY

from kaozheng.tasks.clean import clean
from kaozheng.tasks.extract.stage import extract
from kaozheng.tasks.segment import segment
from kaozheng.tasks.tables.staging import DECODED


def counts(text, title=None):
    """The counts of a document, in order."""
    decoded = {
        "doc_id": "d" * 64, "uri": "page.txt", "uris": [], "source_name": "page.txt", "fetched_at": FETCHED, "media_type": "text/plain",
        "charset": "utf-8", "charset_declared": None, "charset_basis": "valid", "n_bytes": len(text), "n_chars": len(text),
        "title": title, "published_on": datetime.date(2022, 4, 4), "raw_text": text,
    }  # fmt: skip
    batch = {"decoded": DECODED.rows([decoded])}
    batch |= clean(batch, VOCABULARY)
    batch |= segment(batch, VOCABULARY)
    found = extract(batch, VOCABULARY)["counts"].to_pylist()
    for row in found:
        row["raw"] = text[row["raw_start"] : row["raw_end"]]
    return sorted(found, key=lambda row: row["raw_start"])


def told(text, *columns, title=None):
    return [tuple(row[column] for column in columns) for row in counts(text, title)]


OPENING = "衡水市疫情通报\n\n2022年4月3日，衡水市在全市开展核酸检测。各县（市、区）情况见下表：\n"
CASES = OPENING + (
    "县（市、区） 新增确诊病例 新增无症状感染者 累计确诊病例\n桃城区 5 20 31\n枣强县 3 11 14\n武邑县 0 2 6\n合计 8 33 51\n"
    "请广大市民做好个人防护。\n"
)


def test_a_cell_has_its_number_as_evidence_and_its_place_from_the_row():
    rows = counts(CASES)
    assert [row["raw"] for row in rows] == ["5", "20", "31", "3", "11", "14", "0", "2", "6", "8", "33", "51"]
    assert [row["text"] for row in rows] == [row["raw"] for row in rows]
    assert [row["value"] for row in rows] == [5, 20, 31, 3, 11, 14, 0, 2, 6, 8, 33, 51]
    assert [row["place"] for row in rows] == ["桃城区"] * 3 + ["枣强县"] * 3 + ["武邑县"] * 3 + ["衡水市"] * 3
    measures = ["cases_confirmed", "cases_asymptomatic", "cases_confirmed"]
    assert [row["measure"] for row in rows] == measures * 4
    assert [row["aspect"] for row in rows] == ["incremental", "incremental", "cumulative"] * 4
    assert {row["unit"] for row in rows} == {"例"}


@pytest.mark.parametrize(
    "rows",
    [
        "地区 | 剂次 | 接种率（%） |\n桃城区 | 1,230 | 82.3 |\n枣强县 | 980 | 80.1 |",
        "地区\t剂次\t接种率（%）\n桃城区\t1,230\t82.3\n枣强县\t980\t80.1",
        "地区\n剂次\n接种率（%）\n桃城区\n1,230\n82.3\n枣强县\n980\n80.1\n武邑县\n-\n-",
    ],
)
def test_the_setting_of_a_table_does_not_matter(rows):
    found = told(f"衡水市疫苗接种日报\n\n全市疫苗接种工作平稳有序。\n{rows}\n请市民按时接种。\n", "raw", "value", "unit", "place")
    assert found == [
        ("1,230", 1230, "剂次", "桃城区"),
        ("82.3", 82.3, "%", "桃城区"),
        ("980", 980, "剂次", "枣强县"),
        ("80.1", 80.1, "%", "枣强县"),
    ]


def test_units_of_caption_head_row_and_column():
    text = (
        "柳溪县主要指标\n\n全县经济平稳运行，各项指标好于去年。\n表1 学校情况\n单位：所、人\n"
        "类别\t学校数\t学生数\n小学\t45\t23,120\n初中\t18\t12,045\n"
        "全县经济发展情况如下。\n"
        "指标 | 单位 | 2021年 | 同比增长（%）\n工业总产值 | 亿元 | 31.4 | 5.6\n一般公共预算收入 | 万元 | 45230 | -6.7\n"
        "上述数据为初步数。\n项目  2020年  2021年\n常住人口（万人）  32.1  31.8\n公路里程（公里）  860  872\n城镇化率（%）  41.9  43.6\n"
    )
    assert told(text, "raw", "value", "unit") == [
        ("45", 45, "所"), ("23,120", 23120, "人"), ("18", 18, "所"), ("12,045", 12045, "人"),
        ("31.4", 3140000000, "元"), ("5.6", 5.6, "%"), ("45230", 452300000, "元"), ("-6.7", -6.7, "%"),
        ("32.1", 321000, "人"), ("31.8", 318000, "人"), ("860", 860, "公里"), ("872", 872, "公里"),
        ("41.9", 41.9, "%"), ("43.6", 43.6, "%"),
    ]  # fmt: skip
    years = [row["date_start"].year for row in counts(text) if row["raw"] in ("32.1", "31.8")]
    assert years == [2020, 2021]


def test_what_a_row_names_is_part_of_the_item_unless_it_is_a_place_or_a_giver():
    crops = "收成情况\n\n今年风调雨顺，收成不错。\n作物 | 产量（吨）\n小麦 | 120\n玉米 | 96\n"
    assert told(crops, "item") == [("小麦产量",), ("玉米产量",)]
    gifts = "捐款公示\n\n现将收到的捐款公布如下。\n捐赠单位 | 捐赠金额（元）\n宏运建筑有限公司 | 20000\n王大山 | 500\n"
    assert told(gifts, "value", "unit", "measure") == [(20000, "元", "donations"), (500, "元", "donations")]
    assert all("宏运" not in item and "大山" not in item for (item,) in told(gifts, "item"))


def test_a_place_that_is_not_known_is_none_and_not_the_one_above_it():
    text = OPENING + "县（市、区） | 新增确诊病例\n桃城区 | 5\n东山片区北段 | 3\n枣强县 | 2\n"
    assert told(text, "place") == [("桃城区",), (None,), ("枣强县",)]


def test_a_short_name_is_the_one_of_the_others_level():
    text = "粮食产量公告\n\n全国粮食再获丰收。\n地区 | 粮食产量（万吨）\n山 西 | 1421\n河 北 | 3825\n吉 林 | 4039\n"
    assert told(text, "place") == [("山西省",), ("河北省",), ("吉林省",)]


@pytest.mark.parametrize(
    "table",
    [
        "姓名 | 准考证号 | 笔试成绩 | 面试成绩 | 名次\n李建国 | 2021030112 | 78.5 | 82.4 | 1\n王小丽 | 2021030145 | 76.0 | 83.0 | 2\n",
        "单位 | 电话\n县医院 | 6622110\n县中医院 | 6622111\n县疾控中心 | 6622112\n",
        "序号 | 村名\n1 | 东村\n2 | 西村\n3 | 北村\n",
    ],
)
def test_numbers_that_count_nothing_are_none(table):
    assert counts("公告\n\n现将有关情况公布。\n" + table) == []


def test_a_column_whose_head_is_not_plain_has_a_number_and_a_unit_only_by_the_caption():
    table = "地区 | 人口比重 | 性别比 | |\n男 | 女 | ||\n桃城区 | 50.4 | 49.6 | 101.6 |\n枣强县 | 52.9 | 47.1 | 112.4 |\n"
    found = told(f"人口公报\n\n现将人口情况公布如下。\n表1 人口构成\n单位：%\n{table}", "raw", "unit", "item", "place")
    assert [(raw, unit, item) for raw, unit, item, _ in found] == [
        (raw, "%", None) for raw in ("50.4", "49.6", "101.6", "52.9", "47.1", "112.4")
    ]
    assert [place for *_, place in found] == ["桃城区"] * 3 + ["枣强县"] * 3
    assert counts(f"人口公报\n\n现将人口情况公布如下。\n{table}") == []


def test_rows_are_no_furniture_no_headlines_and_no_broken_lines():
    """Bars are signs of a site's menu, short lines of headlines, lines of one width of a wrapped page."""
    rows = "".join(f"第{n}采样点 | 桃城区{n}号院 | {n * 37} | {n * 3}\n" for n in range(1, 9))
    text = f"采样情况\n\n全区设采样点8个。\n名称 | 地址 | 采样人数 | 工作人员人数\n{rows}采样到此结束。\n"
    assert [row["raw"] for row in counts(text)][-16:] == [str(n * k) for n in range(1, 9) for k in (37, 3)]


def test_two_numbers_on_lines_of_their_own_are_never_one():
    cells = "地区 人口 比重 城镇 乡村 桃城区 541177 100.00 55.21 枣强县 3209 5.28 5.36".replace(" ", "\n")
    text = f"人口情况\n\n全县人口如下。\n表1 人口\n单位：人、%\n{cells}\n"
    assert all("541177100" not in str(row["value"]) and "541177100" not in row["text"] for row in counts(text))


def test_the_text_around_a_table_is_read_as_without_it():
    around = "全市出动医护人员120名，其中桃城区45名。\n"
    plain = [row for row in counts("通报\n\n2022年4月3日，" + around) if row["unit"] == "名"]
    table = "县（市、区） | 新增确诊病例\n桃城区 | 5\n枣强县 | 3\n"
    both = counts("通报\n\n2022年4月3日，" + around + table + "4月4日，志愿者30名到岗。\n")
    for before, after in zip(plain, [row for row in both if row["unit"] == "名"], strict=False):
        assert all(before[key] == after[key] for key in ("raw", "value", "item", "measure", "place", "date_start", "raw_start"))
    last = both[-1]
    assert (last["raw"], last["value"], last["date_start"]) == ("志愿者30名", 30, datetime.date(2022, 4, 4))


def test_what_other_cells_of_a_row_say_is_read_too():
    rows = "岗位 | 招聘人数 | 年龄要求 | 电话\n医师 | 10 | 35周岁以下 | 6622110\n护士 | 15 | 30周岁以下 | 6622111\n"
    text = "招聘公告\n\n县医院公开招聘工作人员。\n" + rows
    assert told(text, "raw", "value", "measure") == [
        ("10", 10, "staff"), ("35周岁以下", 35, "age"), ("15", 15, "staff"), ("30周岁以下", 30, "age"),
    ]  # fmt: skip


def test_a_cell_whose_word_is_no_unit_counts_nothing_and_costs_no_other():
    rows = [("桃城区", "12 待查"), ("枣强县", "7"), ("武邑县", "9"), ("阜城县", "4")]
    text = OPENING + "县（市、区） | 确诊病例 |\n" + "".join(f"{place} | {cell} |\n" for place, cell in rows)
    assert told(text, "raw", "place") == [("7", "枣强县"), ("9", "武邑县"), ("4", "阜城县")]
