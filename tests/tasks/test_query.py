"""Query: readable answers, and no way to anything but what is published."""

from __future__ import annotations

import csv
import io
import json

import duckdb
import pyarrow as pa
import pytest
from made_batches import document_rows, prepared_folder, refused_rows
from rich.cells import cell_len

from kaozheng.tasks.publish.diff import repairs_diff
from kaozheng.tasks.publish.query import QueryError, query
from kaozheng.tasks.publish.rendering import as_csv, as_json, as_table
from kaozheng.tasks.publish.stage import publish


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    home = tmp_path_factory.mktemp("query")
    batches = [
        prepared_folder(home / "staged", "a1", document_rows("a.txt"), document_rows("b.txt")),
        prepared_folder(home / "staged", "b2", refused_rows("c.bin", "binary junk")),
    ]
    publish(batches, home / "a [w]'s house")
    (home / "secret.csv").write_text("password\n1234\n")
    return home / "a [w]'s house"


def answer(warehouse, sql):
    return json.loads(query(warehouse, sql, "json"))


# --- answers


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) as n from counts",
        "with x as (from counts) select count(*) as n from x;",
        "from counts select count(*) as n",
        "select count(*) as n from evidence where raw = text",
    ],
)
def test_one_question_one_answer(warehouse, sql):
    assert answer(warehouse, sql) == [{"n": 4}]


def test_a_pivot_names_its_columns(warehouse):
    assert answer(warehouse, "select tests from (pivot counts on measure in ('tests') using count(*) group by unit) order by 1") == [
        {"tests": 0},
        {"tests": 2},
    ]
    with pytest.raises(QueryError, match="a PIVOT has to name its columns"):
        query(warehouse, "pivot counts on measure using count(*)")


@pytest.mark.parametrize("sql", ["show tables", "describe counts", "summarize counts", "describe select * from timeline"])
def test_the_warehouse_describes_itself(warehouse, sql):
    assert query(warehouse, sql, "csv").count("\n") > 5


def test_counts_by_day_brings_together_what_documents_tell(warehouse):
    rows = answer(warehouse, "select * from counts_by_day where measure = 'tests'")
    assert len(rows) == 1
    expected = {"day": "2022-03-27", "place": "海滨市", "aspect": "cumulative", "unit": "人次", "least": 300000.0, "greatest": 300000.0}
    assert (expected | {"told": [300000.0], "items": None, "mentions": 2, "lost": 0, "documents": 2}).items() <= rows[0].items()


def test_the_timeline_has_the_sentence_and_its_counts(warehouse):
    rows = answer(warehouse, "select date_start, date_text, counts, source_name from timeline order by source_name")
    expected = {"date_start": "2022-03-27", "date_text": "3月27日", "counts": ["12例", "30万人次"]}
    assert rows == [expected | {"source_name": "a.txt"}, expected | {"source_name": "b.txt"}]


def test_evidence_is_cut_in_characters_as_python_counts_them(warehouse):
    rows = answer(warehouse, "select text, raw, raw_around from evidence where source_name = 'a.txt'")
    assert [(row["raw"], row["text"]) for row in rows] == [("12例", "12例"), ("30万人次", "30万人次")]
    assert rows[1]["raw_around"].startswith("海滨市3月27日通报😀")


def test_repairs_by_document(warehouse):
    rows = answer(warehouse, "select source_name, stage, kind, repairs, characters, lossy, least_confidence from repairs_by_document")
    expected = {"stage": "clean", "kind": "gloss", "repairs": 1, "characters": 2, "lossy": 0, "least_confidence": 0.9}
    assert rows == [{"source_name": name} | expected for name in ("a.txt", "b.txt")]


def test_times_are_utc(warehouse):
    assert answer(warehouse, "select fetched_at from documents limit 1") == [{"fetched_at": "2026-11-23T02:00:00+00:00"}]


def test_it_answers_while_another_reader_has_the_warehouse_open(warehouse):
    with duckdb.connect(str(warehouse / "warehouse.duckdb"), read_only=True) as other:
        assert other.execute("select count(*) from counts").fetchall() == [(4,)]
        assert answer(warehouse, "select count(*) as n from counts") == [{"n": 4}]


# --- what is refused


@pytest.mark.parametrize(
    "sql",
    [
        "create table t as select 1",
        "create temp table t as select 1",
        "drop view counts",
        "insert into counts select * from counts",
        "copy (select 1) to 'out.csv'",
        "copy counts to 'out.parquet'",
        "export database 'out'",
        "attach 'other.db'",
        "detach warehouse",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "reset lock_configuration",
        "pragma database_list",
        "call duckdb_tables()",
        "explain analyze select 1",
        "use memory",
        "select 1; select 2",
        "select 1; drop view counts",
        "",
        "-- nothing",
    ],
)
def test_anything_but_one_question_is_refused(warehouse, sql):
    with pytest.raises(QueryError, match=r"is not allowed|one question at a time"):
        query(warehouse, sql, "csv")


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('{home}/secret.csv')",
        "select * from '{home}/secret.csv'",
        "select * from read_text('{home}/secret.csv')",
        "select * from read_blob('{inside}/../../../secret.csv')",
        "select * from glob('{home}/*')",
        "select * from glob('/etc/*')",
        "select * from read_text('/etc/hostname')",
        "select * from read_parquet('https://example.org/x.parquet')",
        "select * from parquet_metadata('{home}/staged/a1/counts.arrow')",
        "select * from sniff_csv('{home}/secret.csv')",
        "select * from duckdb_secrets()",
        "select getenv('HOME')",
        "select * from read_text('/proc/self/environ')",
        "select * from read_json('relative.json')",
        "select * from read_duckdb('{home}/other.db')",
        "select * from query('copy (select 1) to ''{home}/x.csv''')",
        "select * from parquet_schema('{home}/secret.csv')",
        "select * from glob('**')",
        "select * from which_secret('s3://x', 's3')",
        "select * from arrow_scan(1::pointer, 2::pointer, 3::pointer)",
        "from enable_logging()",
    ],
)
def test_files_outside_the_warehouse_stay_closed(warehouse, sql):
    inside = str((warehouse / "current").resolve()).replace("'", "''")
    with pytest.raises(QueryError):
        query(warehouse, sql.format(home=warehouse.parent, inside=inside), "csv")


HOSTILE = [
    "'; drop view counts; --",
    "x\"; attach '/etc/passwd'; --",
    "{0.__class__} %s {doc_id}",
    "\x1b]0;owned\x07\u202e",
    "$(id) `id` <script>",
]


def test_names_and_texts_are_values_whatever_they_say(tmp_path):
    publish([prepared_folder(tmp_path / "staged", "a1", *(document_rows(name) for name in HOSTILE))], tmp_path / "w")
    told = [row["source_name"] for row in answer(tmp_path / "w", "select source_name from documents")]
    assert sorted(told) == sorted(HOSTILE)
    assert answer(tmp_path / "w", "select count(*) as n from counts") == [{"n": 2 * len(HOSTILE)}]
    shown = query(tmp_path / "w", "select source_name from documents", "table")
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    for name in HOSTILE:
        assert repairs_diff(tmp_path / "w", name)


def test_variables_of_the_program_are_no_tables(warehouse):
    secret = pa.table({"password": [1]})
    with pytest.raises(QueryError, match="secret does not exist"):
        query(warehouse, "select * from secret", "csv")
    assert secret.num_rows == 1


@pytest.mark.parametrize("sql", ["select nothing from counts", "selec 1", "select * from nowhere", "select 'x'::int"])
def test_a_mistake_is_told_in_one_line(warehouse, sql):
    with pytest.raises(QueryError) as caught:
        query(warehouse, sql, "table")
    assert "\n" not in str(caught.value)
    assert "LINE 1" not in str(caught.value)


def test_without_a_warehouse_it_says_so(tmp_path):
    with pytest.raises(QueryError, match="no warehouse in"):
        query(tmp_path / "nowhere", "select 1", "csv")


def test_an_unknown_format_is_named(warehouse):
    with pytest.raises(QueryError, match="format xml is none of table, csv, json"):
        query(warehouse, "select 1", "xml")


def test_a_warehouse_that_was_moved_says_what_to_do(tmp_path):
    publish([prepared_folder(tmp_path / "staged", "a1", document_rows("a.txt"))], tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    with pytest.raises(QueryError, match="run `kaozheng catalog"):
        query(tmp_path / "new", "select 1", "csv")


# --- the formats


def test_a_table_is_aligned_by_the_width_that_characters_take():
    lines = as_table(["地名", "value"], [("海滨市", 12.0), ("怀化", None), ("ab", 1000000.5)], 80).splitlines()
    assert lines == ["地名        value", "──────  ─────────", "海滨市         12", "怀化         NULL", "ab      1000000.5", "3 rows"]
    assert {cell_len(line) for line in lines[1:5]} == {17}


def test_long_text_is_cut_and_control_characters_are_shown():
    cell = as_table(["text"], [("字" * 50 + "\x1b[31m\n",)], 200).splitlines()[2]
    assert cell_len(cell) <= 60
    assert cell.endswith("…")
    assert as_table(["text"], [("\x1b[31m\n\u202e",)], 200).splitlines()[2] == "\\u001b[31m⏎\\u202e"


def test_columns_are_narrowed_to_the_terminal_and_else_a_record_is_a_block():
    row = tuple("字" * 20 for _ in range(4))
    narrowed = as_table(list("abcd"), [row], 100).splitlines()
    assert max(map(cell_len, narrowed)) <= 100
    assert len(narrowed) == 4
    blocks = as_table([f"c{i}" for i in range(12)], [row * 3], 60).splitlines()
    assert len(blocks) == 14
    assert max(map(cell_len, blocks)) <= 60


def test_an_answer_without_rows_still_has_its_columns():
    assert as_table(["a", "b"], [], 80).splitlines() == ["a  b", "─  ─", "0 rows"]


def test_csv_quotes_and_keeps_numbers_exact():
    text = as_csv(["a", "b"], [('say "x", y\n', 0.1), (None, 3.0), ([1, "甲"], True)])
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ['say "x", y\n', "0.1"], ["", "3"], ['[1, "甲"]', "true"]]


def test_json_is_json_whatever_the_types(warehouse):
    nested = "select {'a': date '2022-03-27', 'b': [time '10:00']} as s, 'x'::blob as b"
    sql = f"{nested}, 1.50::decimal(5,2) as d, 'inf'::double as i, 2::hugeint as h"
    expected = {"s": {"a": "2022-03-27", "b": ["10:00:00"]}, "b": "78", "d": 1.5, "i": None, "h": 2}
    assert answer(warehouse, sql) == [expected]


def test_repeated_names_lose_no_column():
    assert json.loads(as_json(["n", "n"], [(1, 2)])) == [{"n": 1, "n_1": 2}]


def test_no_rows_are_valid_csv_and_json():
    assert as_csv(["a"], []) == "a"
    assert json.loads(as_json(["a"], [])) == []
