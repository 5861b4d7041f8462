"""The view claims on made counts: what agrees, what differs, what can't be told apart, and what no document has whole."""

from __future__ import annotations

import datetime

import duckdb
import pytest

from kaozheng.tasks.publish.catalog import sql_files
from kaozheng.tasks.tables.contract import ARTICLES, COUNTS, DOCUMENTS, SENTENCES, TABLES

DAY = datetime.date(2022, 4, 8)
NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
DOCUMENT = {
    "uris": [], "fetched_at": NOW, "media_type": "text/plain", "charset": "utf-8", "charset_declared": None, "charset_basis": "valid",
    "n_bytes": 1, "title": None, "published_on": DAY, "published_basis": "header", "status": "published", "reason": None,
}  # fmt: skip
ARTICLE = {
    "position": 1, "title": None, "subtitle": None, "bylines": [], "outlet": None, "dateline_on": None, "kind": "news", "fragments": [],
}  # fmt: skip
COUNT = {
    "value_high": None, "modifier": "exact", "unit": "例", "item": "确诊病例", "measure": "cases_confirmed", "aspect": "cumulative",
    "place": "海滨市", "place_code": None, "date_start": None, "date_end": DAY, "actor": None, "status": "observed", "part_of": None,
}  # fmt: skip


def told(value, **more):
    """A count; `part_of` is the number of its whole among the counts of its document."""
    return {"value": value, "text": f"{'' if value is None else value}例"} | more


def claims(*documents, view="claims", published=(DAY,) * 6):
    """The rows of the view on documents, each a list of counts in one sentence."""
    tables = {table.name: [] for table in TABLES}
    for name, counts, day in zip("abcdef", documents, published, strict=False):
        text = "，".join(count["text"] for count in counts)
        keys = {"doc_id": name, "article_id": f"{name}-a1"}
        tables["documents"].append(
            DOCUMENT | {"doc_id": name, "uri": f"file:///{name}", "source_name": f"{name}.txt", "raw_text": text, "n_chars": len(text)}
        )
        tables["articles"].append(ARTICLE | keys | {"published_on": day, "text": text})
        sentence = keys | {"sentence_id": f"{name}-a1-s1"}
        tables["sentences"].append(
            sentence | {"paragraph": 0, "position": 1, "part": "body", "text": text, "raw_start": 0, "raw_end": len(text)}
        )
        at = 0
        for number, count in enumerate(counts, start=1):
            row = COUNT | sentence | count | {"count_id": f"{name}-a1-c{number}", "raw_start": at, "raw_end": at + len(count["text"])}
            whole = row["part_of"]
            tables["counts"].append(row | {"part_of": whole and f"{name}-a1-c{whole}"})
            at += len(count["text"]) + 1
    with duckdb.connect(":memory:") as connection:
        for table in TABLES:
            filled = table.rows(tables[table.name]) if table in (DOCUMENTS, ARTICLES, SENTENCES, COUNTS) else table.empty
            connection.register(f"made_{table.name}", filled)
            connection.execute(f"create table {table.name} as from made_{table.name}")
        for file in (*sql_files("views"), *sql_files("marts")):
            connection.execute(f"create view {file.name} as {file.statement}")
        return connection.sql(f"from {view}").to_arrow_table().to_pylist()


def lost():
    return told(None, status="lost", modifier="missing")


@pytest.mark.parametrize(
    "documents, verdict, value",
    [
        pytest.param([[told(12)]], "single", 12, id="one document"),
        pytest.param([[told(12), told(12)]], "single", 12, id="one document, twice"),
        pytest.param([[told(12)], [told(12, unit="名")]], "agreeing", 12, id="two documents"),
        pytest.param([[told(12)], [told(13)], [told(13)]], "differing", 13, id="two against one"),
        pytest.param([[told(1234)], [told(1200, modifier="more_than")]], "agreeing", 1234, id="more than fits"),
        pytest.param([[told(1100)], [told(1200, modifier="more_than")]], "differing", 1100, id="more than does not fit"),
        pytest.param([[told(98)], [told(100, modifier="less_than")]], "agreeing", 98, id="less than fits"),
        pytest.param([[told(101)], [told(100, modifier="less_than")]], "differing", 101, id="less than does not fit"),
        pytest.param([[told(96)], [told(100, modifier="approx")]], "agreeing", 96, id="about fits"),
        pytest.param([[told(60)], [told(100, modifier="approx")]], "differing", 60, id="about does not fit"),
        pytest.param([[told(140)], [told(100, modifier="approx")]], "differing", 140, id="nor from below"),
        pytest.param([[told(3), told(39)]], "unclear", 39, id="one document, two numbers"),
        pytest.param([[told(3), told(39)], [told(39)]], "agreeing", 39, id="a number that all tell"),
        pytest.param([[told(12)], [lost()]], "single", 12, id="lost in one"),
        pytest.param([[lost()], [lost()]], "lost", None, id="lost in all"),
        pytest.param([[told(12), told(5, part_of=1)]], "single", 12, id="a part is no telling of the whole"),
    ],
)
def test_verdicts(documents, verdict, value):
    (row,) = claims(*documents)
    assert (row["verdict"], row["value"]) == (verdict, value)
    assert row["lost"] == sum(telling["value"] is None for telling in row["tellings"])


@pytest.mark.parametrize(
    "first, second",
    [
        pytest.param({}, {"place": "山前市"}, id="places"),
        pytest.param({}, {"date_end": DAY - datetime.timedelta(days=1)}, id="days"),
        pytest.param({}, {"aspect": "incremental"}, id="aspects"),
        pytest.param({}, {"measure": "cases_cured"}, id="measures"),
        pytest.param({}, {"item": "境外输入病例"}, id="scopes"),
        pytest.param(
            {"aspect": "incremental", "date_start": DAY},
            {"aspect": "incremental", "date_start": DAY - datetime.timedelta(days=6)},
            id="a day and a week",
        ),
        pytest.param({"measure": "supplies", "item": "口罩"}, {"measure": "supplies", "item": "防护服"}, id="items"),
        pytest.param({"measure": "supplies", "unit": "只"}, {"measure": "supplies", "unit": "箱"}, id="units"),
    ],
)
def test_what_differs_in_what_it_counts_is_not_compared(first, second):
    found = claims([told(12, **first)], [told(20, **second)])
    assert [row["verdict"] for row in found] == ["single", "single"]


@pytest.mark.parametrize("missing", [{"place": None}, {"date_end": None}, {"measure": "age"}, {"measure": "other", "item": None}])
def test_what_cannot_be_compared_is_no_claim(missing):
    assert claims([told(12, **missing)]) == []


def test_a_part_is_of_the_cases_that_its_whole_is_of():
    severe = [told(58, item="重症病例"), told(10, place="山前市", part_of=1), told(118, place="山前市")]
    found = {(row["place"], row["counted"]): row["value"] for row in claims(severe)}
    assert found == {("海滨市", "severe"): 58, ("山前市", "severe"): 10, ("山前市", "all"): 118}


def test_the_later_telling_of_equals_is_taken():
    days = [DAY + datetime.timedelta(days=n) for n in (2, 1)]
    (row,) = claims([told(12)], [told(13)], published=days)
    assert (row["verdict"], row["value"], row["least"], row["greatest"]) == ("differing", 12, 12, 13)
    assert [telling["source_name"] for telling in row["tellings"]] == ["a.txt", "b.txt"]


def test_each_telling_leads_to_its_characters():
    (row,) = claims([told(12)], [told(13)])
    for telling in row["tellings"]:
        assert telling["sentence"][telling["raw_start"] : telling["raw_end"]] == telling["text"]


def test_equal_numbers_of_a_sentence_have_each_their_clause():
    found = claims([told(2, text="甲区2例"), told(12, text="乙区12例"), told(2, text="2例")], view="evidence")
    assert sorted(row["clause"] for row in found) == ["2例", "乙区12例", "甲区2例"]
