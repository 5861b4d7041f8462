"""Tables told by their structure: rows between bars, tabs and blanks, cells a line; and what looks like a table and is none."""

import re
import time

import pytest

from kaozheng.tasks.grid import grids, may_hold
from kaozheng.tasks.text import Span


def tables(text):
    """Of each table its heads, its rows, and its columns of numbers."""
    lines = [Span(*m.span()) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]

    def said(spans):
        return [text[start:end] for start, end in spans]

    return [([said(cells) for cells in g.heads], [said(row) for row in g.rows], g.numbers) for g in grids(text, lines)]


HEADS = [["乡镇"], ["户数"], ["人口"]]
ROWS = [["柳溪镇", "120", "431"], ["桃林乡", "85", "302"], ["合计", "205", "733"]]
SET = {
    "bars": "乡镇 | 户数 | 人口 |\n柳溪镇 | 120 | 431 |\n桃林乡 | 85 | 302 |\n合计 | 205 | 733 |",
    "markdown": "| 乡镇 | 户数 | 人口 |\n|---|:-:|--:|\n| 柳溪镇 | 120 | 431 |\n| 桃林乡 | 85 | 302 |\n| 合计 | 205 | 733 |",
    "tabs": "乡镇\t户数\t人口\n柳溪镇\t120\t431\n桃林乡\t85\t302\n合计\t205\t733",
    "blanks": "乡镇  户数  人口\n柳溪镇  120  431\n桃林乡  85  302\n合计  205  733",
    "single blanks": "乡镇 户数 人口\n柳溪镇 120 431\n桃林乡 85 302\n合计 205 733",
    "numbered": "序号 乡镇 户数 人口\n1 柳溪镇 120 431\n2 桃林乡 85 302\n3 合计 205 733",
    "lines": "全镇开始清查。\n乡镇\n户数\n人口\n柳溪镇\n120\n431\n桃林乡\n85\n302\n合计\n205\n733\n清查到此结束。",
    "lines with bars": "表1 各乡镇情况\n乡镇 |\n户数 |\n人口 |\n柳溪镇 |\n120 |\n431 |\n|\n桃林乡 |\n85 |\n302 |\n|\n合计 |\n205 |\n733 |",
}


@pytest.mark.parametrize("setting", SET)
def test_the_same_table_in_any_setting(setting):
    assert tables(SET[setting]) == [(HEADS, ROWS, (1, 2))]


def test_heads_in_two_rows_are_read_from_the_top_down():
    text = "乡镇\t户数\t\t人口\n\t总数\t低保户\t\n柳溪镇\t120\t9\t431\n桃林乡\t85\t4\t302"
    heads, rows, numbers = tables(text)[0]
    assert heads == [["乡镇"], ["户数", "总数"], ["户数", "低保户"], ["人口"]]
    assert (len(rows), numbers) == (2, (1, 2, 3))


def test_which_head_stands_over_which_column_is_told_or_left_open():
    """A converter that fills up rows at their end hides over which columns a head stood."""
    heads, rows, numbers = tables("地区 | 户数 | 比重 | |\n城镇 | 乡村 | ||\n柳溪镇 | 120 | 431 | 78.2 |\n桃林乡 | 85 | 302 | 70.1 |")[0]
    assert heads == [[], [], [], []]
    assert (len(rows), numbers) == (2, (1, 2, 3))
    of_lines = "表1 户数和比重\n地区\n户数\n比重\n城镇\n乡村\n柳溪镇\n120\n43.1\n78.2\n桃林乡\n85\n30.2\n70.1\n杨庄\n90\n20.1\n60.0"
    assert [heads for heads, _, _ in tables(of_lines)] == [[[], [], [], []]]


def test_a_head_over_places_with_an_empty_corner():
    heads, _, numbers = tables("柳溪镇 | 桃林乡 | |\n面积（亩） | 960 | 815 |\n人口 | 431 | 302 |")[0]
    assert (heads, numbers) == ([[], ["柳溪镇"], ["桃林乡"]], (1, 2))


def test_a_unit_on_a_line_of_its_own_belongs_to_the_head_above_it():
    text = "表2 2018年收成\n作物\n面积\n（亩）\n产量\n（吨）\n小麦\n120\n43.1\n玉米\n85\n30.2\n大豆\n90\n20.1\n全年到此为止。"
    assert tables(text)[0][0] == [["作物"], ["面积", "（亩）"], ["产量", "（吨）"]]


def test_a_row_that_does_not_fit_is_left_out():
    text = "乡镇 | 户数 | 人口\n柳溪镇 | 120 | 431\n桃林乡 | 待查 | 302\n杨庄 | 99 | 180\n李庄 | 9 | 80\n赵庄 | 19 | 81"
    assert [row[0] for row in tables(text)[0][1]] == ["柳溪镇", "杨庄", "李庄", "赵庄"]


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 新闻 | 公告 | 服务\n下载 | 留言 | 地图 | 帮助",
        "首页\n新闻\n120\n评论\n33\n图片\n12\n视频\n8",
        "李建国 78\n王小丽 76\n赵海 70\n钱学 65",
        "柳溪镇  0736-6622110\n桃林乡  0736-6622111\n杨庄  0736-6622112",
        "日期 场次 主队 客队 时间\n5月1日 1 东山 西河 15:30\n5月2日 2 南湖 北岭 19:35",
        "镇里修了3座桥，4条路。\n村里种了20 亩树，30 亩菜。\n学校收了60 名学生，来了5 名教师。",
        "2021年 3月 4日\n2021年 3月 5日\n2021年 3月 6日",
        "甲 | 12\n乙 | 13 | 14\n丙 | 15 | 16 | 17\n丁 | 18 | 19 | 20 | 21",
    ],
)
def test_what_looks_like_a_table_and_is_none(text):
    assert tables(text) == []


def test_a_text_without_tables_is_not_looked_at():
    assert not may_hold("2021年3月4日 08:30 来源：县融媒体中心\n" + "全县种下树苗3万株，出动车辆20台次。\n" * 50)


@pytest.mark.parametrize("line", ["甲 | 1\n", "甲\n1\n", "甲 1 2\n", "1 |\n", "甲 乙\n1\n2\n"])
def test_time_is_in_proportion_to_the_text(line):
    def taken(times):
        begun = time.perf_counter()
        tables(line * times)
        return time.perf_counter() - begun

    taken(500)
    assert taken(8000) < 40 * max(taken(1000), 0.002)
