"""Columns in flat text: their lines found again, rows read across them told apart, lines that strayed set back."""

from __future__ import annotations

import json
import pathlib
import random
from itertools import pairwise, product

import numpy as np
import pytest
from growth import grows_linearly
from segment_pages import VOCABULARY, bodies, segmented

from kaozheng.tasks.clean import repaired
from kaozheng.tasks.segment.columns import unweave
from kaozheng.tasks.segment.columns.evidence import evidence_of
from kaozheng.tasks.segment.columns.lines import set_lines
from kaozheng.tasks.segment.columns.moves import Columns
from kaozheng.tasks.segment.columns.pairs import Pairs
from kaozheng.tasks.segment.columns.setting import Setting
from kaozheng.tasks.segment.continuation import compile_continuation

HARBOUR = [
    "清晨五点半，白沙渔港的灯光已经亮成一片。码头管理员韩启明拿着登记本，逐条船核对出海人员和救生设备，船上的柴油机接连发动起来。",
    "“今年我们港口有渔船186艘，从业人员620名，每一条船都装了定位设备。”韩启明说，过去靠对讲机联系，遇到大雾只能干着急，"
    "现在指挥中心的屏幕上看得清清楚楚。",
    "去年九月，市海洋渔业局投入资金480万元，对渔港的防波堤进行加固，同时新建了一座冷库，可以存放海鲜1200吨。冷库建成以后，"
    "渔民不用急着把鱼卖掉，价格也稳定下来，平均每公斤多卖三元钱。",
    "休渔期间，港口没有闲着。渔业技术推广站的老师开办了八期培训班，讲解安全操作规程、海上急救知识和水产品保鲜技术，"
    "参加学习的渔民超过九百人次，全部通过了考试。",
    "镇里还成立了海上救援志愿服务队，由经验丰富的老船长担任队长。四月里的一个晚上，一条小船的发动机突然熄火，志愿队二十分钟赶到，"
    "把三名渔民安全带回港口。",
    "按照规划，白沙渔港将在明年建成集捕捞、加工、销售、休闲旅游于一体的综合性渔港，预计带动就业1500人，渔民人均年收入有望突破六万元。",
]
TITLE = "白沙渔港换新颜"
GOES_ON = compile_continuation(VOCABULARY).log_odds


def wrapped(paragraph: str, width: int) -> list[str]:
    """As a column breaks it: the first line indented, no line beginning with a mark or parting a number."""
    lines, at = [], 0
    while at < len(paragraph):
        end = at + (width if at else width - 2)
        while end < len(paragraph) and (paragraph[end] in "，。、”）" or (paragraph[end - 1 : end + 1]).isdigit()):
            end += 1 if paragraph[end] in "，。、”）" else -1
        lines.append(paragraph[at:end])
        at = end
    return lines


def columns_of(width: int, count: int) -> list[list[str]]:
    lines = [line for paragraph in HARBOUR for line in wrapped(paragraph, width)]
    height = -(-len(lines) // count)
    return [lines[at : at + height] for at in range(0, len(lines), height)]


def across(width: int, count: int, between: str) -> str:
    columns = columns_of(width, count)
    rows = [between.join(column[row] for column in columns if row < len(column)) for row in range(len(columns[0]))]
    return "\n\n".join([TITLE, "\n".join(rows)])


def read(page: str):
    """The page's text in reading order, and the moves."""
    cleaned, _ = repaired("page", page, VOCABULARY)
    return unweave(cleaned, page, VOCABULARY)


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


# --- lines


@pytest.mark.parametrize("width", [14, 16, 19, 22])
def test_lines_are_found_where_spaces_stand_for_their_ends(width):
    page = "\n\n".join(" ".join(wrapped(paragraph, width)) for paragraph in HARBOUR)
    cleaned, _ = repaired("page", page, VOCABULARY)
    assert [line.text for line in set_lines(cleaned, page, GOES_ON)] == [
        line for paragraph in HARBOUR for line in wrapped(paragraph, width)
    ]


def test_a_space_beside_a_number_is_no_line_end():
    page = "\n\n".join(" ".join(wrapped(paragraph, 16)) for paragraph in HARBOUR).replace("186艘", " 186 艘").replace("480万", " 480 万")
    cleaned, _ = repaired("page", page, VOCABULARY)
    texts = [line.text for line in set_lines(cleaned, page, GOES_ON)]
    assert texts == columns_of(16, 1)[0]


def test_what_is_attached_to_a_line_is_cut_off():
    lines = columns_of(16, 1)[0]
    full = next(i for i, line in enumerate(lines) if len(line) == 16 and i > 3)
    page = "\n".join([*lines[:full], lines[full] + "全市各级船只", *lines[full + 1 :]])
    cleaned, _ = repaired("page", page, VOCABULARY)
    assert [line.text for line in set_lines(cleaned, page, GOES_ON) if line.torn] == ["全市各级船只"]


# --- what is not set in columns, or stands right


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("\n\n".join(HARBOUR), id="whole paragraphs"),
        pytest.param("\n".join(f"地区{i} {i * 7} {i * 3} {i}" for i in range(30)), id="a table"),
        pytest.param("\n".join(f"白沙镇第{i}社区居民  确诊病例  {i * 7}例  治愈  {i}例" for i in range(30)), id="a table of wide gaps"),
        pytest.param("\n".join(["白日依山尽，", "黄河入海流。", "欲穷千里目，", "更上一层楼。"] * 8), id="verse"),
        pytest.param("", id="nothing"),
        pytest.param("\n".join("一二三四五六七八九十" * 2 for _ in range(40)), id="one line again and again"),
    ],
)
def test_ordinary_text_is_the_very_text_given(page):
    cleaned, _ = repaired("page", page, VOCABULARY)
    found, moves = unweave(cleaned, page, VOCABULARY)
    assert found is cleaned
    assert moves == []


@pytest.mark.parametrize("width", [14, 17, 20, 24])
@pytest.mark.parametrize("inside, between", [("\n", "\n\n"), ("\n", "\n"), (" ", "\n\n"), ("\n", "\n　　")])
def test_columns_that_stand_right_stay(inside, between, width):
    page = between.join(inside.join(wrapped(paragraph, width)) for paragraph in HARBOUR)
    assert read(page)[1] == []


SHARED = pathlib.Path(__file__).parents[3] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder with the real documents is not beside the repository")


@needs_shared
def test_bulletins_stay_as_they_are():
    for line in (SHARED / "bulletins" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:60]:
        text = json.loads(line)["text"]
        cleaned, _ = repaired("page", text, VOCABULARY)
        assert unweave(cleaned, text, VOCABULARY) == (cleaned, [])


# --- rows read across


@pytest.mark.parametrize("between", ["    ", "  ", " ", "\t", "　　", "\n"])
@pytest.mark.parametrize("width, count", [(14, 2), (16, 3), (18, 2)])
def test_rows_read_across_are_read_down(width, count, between):
    text, moves = read(across(width, count, between))
    assert letters(text.string) == letters(TITLE + "".join(HARBOUR))
    assert len(moves) > 10
    assert all(move.confidence > 0.9 for move in moves)


def test_paragraphs_of_rows_read_across():
    text, _ = read(across(16, 3, "    "))
    assert [line for line in text.string.split("\n") if line] == [TITLE, *HARBOUR]


def test_an_article_read_across_is_its_paragraphs():
    assert bodies(segmented_page(across(16, 2, "   "))) == ["\n".join(HARBOUR)]


def test_straight_quotation_marks_are_paired_in_the_order_of_reading():
    page = across(16, 3, "    ").replace("“", '"').replace("”", '"')
    assert "“今年我们港口" in read(page)[0].string
    assert "定位设备。”韩启明" in read(page)[0].string


# --- lines that strayed


def strayed(width: int, count: int, rows: list[tuple[int, int]]) -> str:
    """The columns one after the other; each (column, row) stands behind the line of its row in the column before."""
    columns = columns_of(width, count)
    lines = []
    for number, column in enumerate(columns):
        for row, line in enumerate(column):
            lines += [] if (number, row) in rows else [line]
            lines += [columns[number + 1][row]] if (number + 1, row) in rows else []
    return "\n".join(lines)


@pytest.mark.parametrize("rows", [[(1, 8)], [(2, 5)], [(1, 8), (2, 8)]])
def test_strays_are_set_back(rows):
    page = strayed(16, 3, rows)
    text, moves = read(page)
    assert letters(text.string) == letters("".join(HARBOUR))
    assert {move.text for move in moves} == {columns_of(16, 3)[column][row] for column, row in rows}


def test_each_move_is_in_the_ledger():
    page = strayed(16, 3, [(1, 8)])
    stray = columns_of(16, 3)[1][8]
    row = next(r for r in segmented_page(page)["repairs"] if r["kind"] == "reorder")
    assert page[row["raw_start"] : row["raw_end"]] == stray
    assert stray.startswith(row["after"])
    assert row["n"] == len(stray)
    assert row["stage"] == "segment"
    assert 0.5 < row["confidence"] <= 1


def test_every_character_keeps_its_origin():
    page = strayed(16, 3, [(1, 8)])
    text, _ = read(page)
    parts = text.raw_parts(0, len(text))
    assert letters("".join(page[start:end] for start, end in parts)) == letters(text.string)
    assert any(after.start < before.end for before, after in pairwise(parts))


def segmented_page(page: str):
    return segmented(page, repaired("page", page, VOCABULARY)[0])


# --- evidence and cost


@pytest.mark.parametrize(
    "left, right", [("全市新增确诊病", "例三人，均为"), ("渔民平均每公", "斤多卖三元钱"), ("码头管理员韩启明拿着登", "记本逐条核对")]
)
def test_a_word_across_a_break_tells(left, right):
    evidence = evidence_of([left, right, "镇里还成立了", "按照规划明年"], VOCABULARY)
    assert evidence.across(0, 1) > 2 > evidence.across(0, 2)


def test_many_pairs_of_lines_are_weighed_as_each_of_them():
    texts = [line for column in columns_of(14, 3) for line in column] + ["，逐条", "12", "5月", "“听说", "……", "a1"]
    evidence = evidence_of(texts, VOCABULARY)
    a, b = (np.array(numbers) for numbers in zip(*product(range(len(texts)), repeat=2), strict=True))
    assert Pairs(evidence).across(a, b).tolist() == [evidence.across(i, j) for i, j in zip(a.tolist(), b.tolist(), strict=True)]


def test_a_line_is_not_begun_with_a_mark():
    evidence = evidence_of(["码头管理员韩启明", "，拿着登记本", "灯光亮成一片。"], VOCABULARY)
    assert evidence.across(0, 1) > 0 > evidence.across(2, 1)


def test_an_order_holds_each_line_once():
    lines = columns_of(16, 1)[0]
    random.Random(4).shuffle(lines)
    page = "\n".join(lines)
    cleaned, _ = repaired("page", page, VOCABULARY)
    found = set_lines(cleaned, page, GOES_ON)
    columns = Columns(Setting(found, evidence_of([line.text for line in found], VOCABULARY)))
    columns.place_strays()
    assert sorted(columns.order()) == list(range(len(found)))


def test_cost_grows_with_the_length():
    pages = {}

    def work(size):
        if size not in pages:
            page = "\n\n".join([strayed(16, 3, [(1, 8)])] * max(size // 500, 1))
            pages[size] = page, repaired("page", page, VOCABULARY)[0]
        page, cleaned = pages[size]
        unweave(cleaned, page, VOCABULARY)

    assert grows_linearly(work, short=2_000)
