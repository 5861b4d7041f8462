"""Time travel: which snapshots are kept, which one a time means, and what became of each document."""

from __future__ import annotations

import dataclasses
import json

import duckdb
import pytest
from made_batches import document_rows, prepared_folder

from kaozheng.tasks.publish import catalog
from kaozheng.tasks.publish.layout import LayoutError, current_snapshot
from kaozheng.tasks.publish.manifest import Changes, Manifest
from kaozheng.tasks.publish.query import QueryError, asking, query
from kaozheng.tasks.publish.snapshots import listed, snapshot_at, snapshot_folder, snapshots
from kaozheng.tasks.publish.stage import publish

OLD, NEW = "海滨市3月27日通报😀，当日新增病例12例，已检测30万人次。", "海滨市3月27日通报（更正）😀，当日新增病例12例，已检测30万人次。"
TIMES = ("2026-11-20T08:00:00.000+00:00", "2026-11-21T08:00:00.000+00:00", "2026-11-22T08:00:00.000+00:00")


def three_days(tmp_path):
    """Three snapshots, as if made on three days: a page is there, is corrected, and goes."""
    staged = tmp_path / "staged"
    stays = prepared_folder(staged, "s0", document_rows("stays.txt"))
    pages = [
        prepared_folder(staged, f"p{i}", document_rows("page.html", text, "https://example.org/1")) for i, text in enumerate((OLD, NEW))
    ]
    for batches, time in zip(([stays, pages[0]], [stays, pages[1]], [stays]), TIMES, strict=True):
        publish(batches, tmp_path / "w")
        folder, manifest = current_snapshot(tmp_path / "w")
        dataclasses.replace(manifest, created=time).write(folder)
    return tmp_path / "w"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """For reading only."""
    return three_days(tmp_path_factory.mktemp("snapshots"))


@pytest.fixture
def changing(tmp_path):
    return three_days(tmp_path)


def told(warehouse, sql, as_of=None):
    return json.loads(query(warehouse, sql, "json", as_of=as_of))


def test_the_list_tells_what_each_snapshot_brought(warehouse):
    found = snapshots(warehouse)
    assert [(each.created, each.documents, each.changes, each.is_current) for each in found] == [
        (TIMES[0], 2, Changes(2, 0, 0), False),
        (TIMES[1], 2, Changes(1, 1, 1), False),
        (TIMES[2], 1, Changes(0, 1, 0), True),
    ]
    assert all(0 < each.own_size <= each.size for each in found)
    assert found[0].size == sum(path.stat().st_size for path in found[0].folder.rglob("*") if path.is_file())
    names, rows = listed(warehouse)
    assert [dict(zip(names, row, strict=True))["superseded"] for row in rows] == [0, 1, 0]


def test_what_is_asked_of_one_snapshot_is_told_of_it_while_the_next_is_published(changing, tmp_path):
    with asking(changing) as ask:
        before = ask("select source_name from documents")
        publish([prepared_folder(tmp_path / "staged", "new", document_rows("new.txt"))], changing)
        assert ask("select source_name from documents") == before == (["source_name"], [("stays.txt",)])
    assert told(changing, "select source_name from documents") == [{"source_name": "new.txt"}]


@pytest.mark.parametrize(
    "when, number",
    [
        pytest.param("1", 1, id="number"),
        pytest.param("000002", 2, id="number in full"),
        pytest.param("2026-11-20", 1, id="day: as it was at its end"),
        pytest.param("2026-11-21T08:00:00+00:00", 2, id="the very time"),
        pytest.param("2026-11-21T07:59:59", 1, id="just before, in UTC"),
        pytest.param("2026-11-21T15:59:59+08:00", 1, id="just before, elsewhere"),
        pytest.param("2026-11-21 20:00", 2, id="between two"),
        pytest.param("2027-01-01", 3, id="after all"),
    ],
)
def test_what_a_time_means(warehouse, when, number):
    folder, manifest = snapshot_at(warehouse, when)
    assert manifest.sequence == number
    assert snapshot_at(warehouse, manifest.snapshot)[0] == folder == snapshot_folder(warehouse, when)


@pytest.mark.parametrize("when", ["4", "0", "2026-11-19", "yesterday", "", "000001-00000000", "../000001"])
def test_what_is_not_kept_is_told_with_what_is(warehouse, when):
    with pytest.raises(LayoutError, match=r"no snapshot .*: kept are 000001-.* to 000003-"):
        snapshot_at(warehouse, when)
    with pytest.raises(QueryError, match="no snapshot"):
        query(warehouse, "select 1", as_of=when)


def test_a_question_to_the_past(warehouse):
    sql = "select raw_text from documents where uri = 'https://example.org/1'"
    assert told(warehouse, sql) == []
    assert told(warehouse, sql, "2") == [{"raw_text": NEW}]
    assert told(warehouse, sql, "2026-11-20") == [{"raw_text": OLD}]


def test_the_history_tells_who_came_who_went_and_what_took_its_place(warehouse):
    rows = told(warehouse, "select * from document_history order by first_snapshot, source_name")
    first, second, _ = (each.snapshot for each in snapshots(warehouse))
    page, stays, corrected = rows
    assert [row["source_name"] for row in rows] == ["page.html", "stays.txt", "page.html"]
    assert (page["first_snapshot"], page["last_snapshot"], page["superseded_by"]) == (first, first, corrected["doc_id"])
    assert (corrected["first_snapshot"], corrected["last_snapshot"], corrected["superseded_by"]) == (second, second, None)
    assert (stays["first_snapshot"], stays["last_snapshot"], stays["ended_at"]) == (first, None, None)
    assert page["ended_at"] == corrected["first_at"]


def test_the_history_outlives_the_snapshots(changing, tmp_path):
    back = prepared_folder(tmp_path / "staged", "p9", document_rows("page.html", OLD, "https://example.org/1"))
    publish([back], changing, keep=1)
    assert len(snapshots(changing)) == 1
    stays = told(
        changing, "select first_snapshot, last_snapshot is null as there from document_history where source_name = 'page.html' order by 1"
    )
    assert [row["there"] for row in stays] == [False, False, True]


def test_a_clock_that_goes_back_does_not(changing, tmp_path):
    folder, manifest = current_snapshot(changing)
    dataclasses.replace(manifest, created="2126-01-01T00:00:00.000+00:00").write(folder)
    publish([prepared_folder(tmp_path / "staged", "z9", document_rows("z.txt"))], changing)
    assert current_snapshot(changing)[1].created == "2126-01-01T00:00:00.001+00:00"


def test_after_a_move_the_past_can_be_asked_again(changing, tmp_path):
    changing.rename(tmp_path / "moved")
    with pytest.raises(QueryError, match="run `kaozheng catalog"):
        query(tmp_path / "moved", "select 1", as_of="1")
    catalog.rebuild(tmp_path / "moved")
    assert told(tmp_path / "moved", "select count(*) as n from documents", "1") == [{"n": 2}]


def test_what_a_dead_publisher_left_is_no_snapshot(changing):
    folder, manifest = current_snapshot(changing)
    left = folder.with_name("000004-deadbeef")
    left.mkdir()
    dataclasses.replace(manifest, sequence=4, snapshot=left.name).write(left)
    assert Manifest.read(left) is not None
    assert [each.snapshot[:6] for each in snapshots(changing)] == ["000001", "000002", "000003"]
    with pytest.raises(LayoutError):
        snapshot_at(changing, "4")


def test_a_pinned_folder_stays_as_it_is_while_others_publish(changing, tmp_path):
    pinned = snapshot_folder(changing)
    publish([prepared_folder(tmp_path / "staged", "z9", document_rows("z.txt"))], changing)
    with duckdb.connect() as connection:
        assert connection.execute(f"select source_name from '{pinned}/documents/*.parquet'").fetchall() == [("stays.txt",)]
