"""The view count_doubts: what documents say against their own numbers, and what only looks like it."""

from __future__ import annotations

import datetime

import duckdb
import pytest
from made_batches import TEXT, document_rows, prepared_folder

from kaozheng.tasks.publish.stage import publish

DAY = datetime.date(2022, 4, 8)


def document(name, text, counts, dates=()):
    """A document of one sentence with counts, each (text, value, unit, measure, aspect, and what else), and ranges of dates."""
    text = TEXT + text
    rows = document_rows(name, text)
    count_row, date_row = rows["counts"][0], rows["dates"][0]
    article = count_row["article_id"]

    def where(found):
        start = text.rindex(found)
        return {"text": found, "raw_start": start, "raw_end": start + len(found)}

    rows["counts"] = [
        count_row
        | where(found)
        | {
            "value": value,
            "unit": unit,
            "measure": measure,
            "aspect": aspect,
            "item": "例子",
            "date_end": DAY,
            "count_id": f"{article}-c{n}",
        }
        | {key: f"{article}-c{at}" if key == "part_of" else at for key, at in more.items()}
        for n, (found, value, unit, measure, aspect, more) in enumerate(counts, start=1)
    ]
    rows["dates"] = [
        date_row | where(found) | {"date_start": start, "date_end": end, "granularity": "range"} for found, start, end in dates
    ]
    return rows


def doubts(tmp_path, *documents):
    publish([prepared_folder(tmp_path / "staged", "a1", *documents)], tmp_path / "w")
    with duckdb.connect(str(tmp_path / "w" / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute("select doubt, text, value, against, against_value, against_doc_id from count_doubts").fetchall()


FROM, TO = datetime.date(2022, 3, 17), datetime.date(2022, 4, 8)
PARTS = "新增30例，其中甲区12例、乙区9例。"
SUM_OVER = "新增30例，其中甲区22例、乙区9例。"
PART_OVER = "新增30例，其中甲区32例、乙区9例。"


def parts(text, whole, first, second):
    return document(
        "parts.txt",
        text,
        [
            (f"{whole}例", whole, "例", "cases_confirmed", "incremental", {}),
            (f"{first}例", first, "例", "cases_confirmed", "incremental", {"part_of": 1}),
            (f"{second}例", second, "例", "cases_confirmed", "incremental", {"part_of": 1}),
        ],
    )


@pytest.mark.parametrize(
    "text, days, found",
    [
        pytest.param(
            "3月17日至4月8日，历时20天，疫情平息。", 20, [("duration_contradicted", "20天", 20.0, "3月17日至4月8日", 23.0)], id="too few"
        ),
        pytest.param("3月17日至4月8日，历时23天，疫情平息。", 23, [], id="both days counted"),
        pytest.param("3月17日至4月8日，历时22天，疫情平息。", 22, [], id="one day counted"),
        pytest.param("3月17日至4月8日，市民李某每次隔离7天。", 7, [], id="another duration"),
    ],
)
def test_days_and_the_dates_that_they_stand_beside(tmp_path, text, days, found):
    rows = document("days.txt", text, [(f"{days}天", days, "天", "duration", "none", {})], [("3月17日至4月8日", FROM, TO)])
    assert [row[:5] for row in doubts(tmp_path, rows)] == found


@pytest.mark.parametrize(
    "rows, found",
    [
        pytest.param(parts(PARTS, 30, 12, 9), [], id="parts within their whole"),
        pytest.param(parts(SUM_OVER, 30, 22, 9), [("parts_exceed_whole", "30例", 30.0, "22例、9例", 31.0)], id="by their sum"),
        pytest.param(parts(PART_OVER, 30, 32, 9), [("part_exceeds_whole", "32例", 32.0, "30例", 30.0)], id="one part alone"),
    ],
)
def test_parts_and_their_whole(tmp_path, rows, found):
    assert [row[:5] for row in doubts(tmp_path, rows)] == found


@pytest.mark.parametrize(
    "text, measure, found",
    [
        pytest.param("满意率达103%。", "other", [("share_over_100", "103%", 103.0, "100%", 100.0)], id="a share"),
        pytest.param("产量增长103%。", "other", [], id="growth"),
        pytest.param("进口额同比103%。", "economy_rate", [], id="a rate of the economy"),
    ],
)
def test_shares_over_100(tmp_path, text, measure, found):
    rows = document("share.txt", text, [("103%", 103, "%", measure, "rate", {})])
    assert [row[:5] for row in doubts(tmp_path, rows)] == found


def report(name, cases, day, **more):
    return document(
        name,
        f"累计确诊{cases}例。",
        [(f"{cases}例", cases, "例", "cases_confirmed", "cumulative", {"date_end": day, "place": "海滨市"} | more)],
    )


LATER = DAY + datetime.timedelta(days=3)


@pytest.mark.parametrize(
    "first, second, kinds",
    [
        pytest.param(report("a.txt", 50, DAY), report("b.txt", 61, LATER), [], id="rising"),
        pytest.param(report("a.txt", 50, DAY), report("b.txt", 48, LATER), ["total_falls"], id="falling"),
        pytest.param(report("a.txt", 50, DAY), report("b.txt", 610, LATER), ["total_leaps"], id="leaping"),
        pytest.param(report("a.txt", 50, DAY), report("b.txt", 48, LATER, place="山前市"), [], id="another place"),
        pytest.param(report("a.txt", 50, DAY), report("b.txt", 48, LATER, aspect="incremental"), [], id="no total"),
        pytest.param(report("a.txt", 50, DAY), report("b.txt", 48, LATER, date_start=DAY), [], id="counted from another day"),
        pytest.param(report("a.txt", 5, DAY), report("b.txt", 61, LATER), [], id="a beginning may leap"),
    ],
)
def test_totals_between_reports(tmp_path, first, second, kinds):
    found = doubts(tmp_path, first, second)
    assert [row[0] for row in found] == kinds
    assert {row[5] for row in found} <= {first["fetched"][0]["doc_id"]}
