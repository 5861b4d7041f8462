"""Checks: what is published keeps every declared rule, and `kaozheng check` finds whatever does not."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from made_batches import document_rows, prepared_folder, refused_rows

from kaozheng.tasks.batch import read_batch, write_batch
from kaozheng.tasks.publish.catalog import sql_files
from kaozheng.tasks.publish.checks import CheckError, _opened, check, run_checks
from kaozheng.tasks.publish.files import file_name
from kaozheng.tasks.publish.layout import LayoutError
from kaozheng.tasks.publish.stage import PublishError, publish


@pytest.fixture
def staged(tmp_path):
    return prepared_folder(tmp_path / "staged", "a1", document_rows("a.txt")), prepared_folder(
        tmp_path / "staged", "b2", refused_rows("b.bin", "binary junk")
    )


@pytest.fixture
def warehouse(staged, tmp_path):
    publish(staged, tmp_path / "w")
    return tmp_path / "w"


def wrong(warehouse):
    return {finding.check: finding.found for finding in check(warehouse) if finding.found}


def changed(table, changes):
    return table.from_pylist([row | changes for row in table.to_pylist()], schema=table.schema)


def spoil(warehouse, table, changes):
    """Rows of a published table changed behind publish's back."""
    path = warehouse / file_name(table)
    rows = changed(pq.ParquetFile(path).read(), changes)
    path.unlink()
    pq.write_table(rows, path)


def test_all_is_well_with_what_was_published(warehouse):
    assert wrong(warehouse) == {}
    names = {finding.check for finding in check(warehouse)}
    assert {"links", "catalog", "file of counts", "rules of dates", "documents_once", "quarantined_without_rows"} <= names


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[:-1], id="cut off"),
        pytest.param(lambda content: content[:50] + b"\xff" + content[51:], id="one byte"),
        pytest.param(lambda _: b"", id="empty"),
    ],
)
def test_a_damaged_file_is_found(warehouse, damage):
    path = warehouse / file_name("counts")
    path.write_bytes(damage(path.read_bytes()))
    assert list(wrong(warehouse)) == ["file of counts"]


def test_a_lost_file_is_found(warehouse):
    (warehouse / file_name("dates")).unlink()
    assert "is not there" in wrong(warehouse)["file of dates"]


@pytest.mark.parametrize("name", ["counts", "warehouse.duckdb", "datapackage.json"])
def test_a_lost_link_is_found(warehouse, name):
    (warehouse / name).unlink()
    assert "leads nowhere" in wrong(warehouse)["links"]


def test_a_moved_catalog_is_found(warehouse, tmp_path):
    warehouse.rename(tmp_path / "moved")
    assert "catalog" in wrong(tmp_path / "moved")


def test_what_does_not_fit_into_memory_goes_where_it_is_removed_again(warehouse):
    with _opened((warehouse / "current").resolve()) as connection:
        ((spill,),) = connection.execute("select current_setting('temp_directory')").fetchall()
        assert Path(spill).is_dir()
        assert Path(spill) != Path.cwd() / ".tmp"
    assert not Path(spill).exists()


def test_nothing_to_check(tmp_path):
    with pytest.raises(LayoutError, match="no warehouse"):
        check(tmp_path)


@pytest.mark.parametrize(
    "table, changes, says",
    [
        pytest.param("sentences", {"article_id": "another"}, "article_id is not in articles", id="reference"),
        pytest.param("counts", {"sentence_id": "another"}, "sentence_id is not in sentences", id="reference to a sentence"),
        pytest.param("dates", {"raw_end": 10_000}, "span outside raw_text", id="span outside the text"),
        pytest.param("dates", {"raw_start": 30, "raw_end": 20}, "raw_start after raw_end", id="span that ends before it starts"),
        pytest.param("counts", {"measure": "fish"}, "measure is none of its values", id="enumeration"),
        pytest.param("counts", {"date_start": datetime.date(2022, 3, 28)}, "date_start after date_end", id="date order"),
        pytest.param("counts", {"raw_start": 1, "raw_end": 2, "text": "x"}, "is not unique", id="key"),
        pytest.param("repairs", {"confidence": 1.5}, "confidence is more than 1", id="range"),
        pytest.param("counts", {"value": float("inf")}, "no finite number", id="number"),
        pytest.param(
            "documents", {"status": "quarantined", "reason": "spoilt"}, "check quarantined_without_rows failed", id="quarantined with rows"
        ),
    ],
)
def test_rows_that_break_a_rule_are_not_published_and_would_be_found(staged, warehouse, tmp_path, table, changes, says):
    """Prepare quarantines such a document; here it comes past prepare, as a fault of ours would."""
    batch = read_batch([staged[0]])
    write_batch({**batch, table: changed(batch[table], changes)}, tmp_path / "bad1")
    with pytest.raises(PublishError, match=says):
        publish([tmp_path / "bad1"], warehouse)
    assert wrong(warehouse) == {}
    spoil(warehouse, table, changes)
    with pytest.raises(CheckError, match=says):
        run_checks((warehouse / "current").resolve())


def again(warehouse):
    shutil.copy(warehouse / file_name("documents"), warehouse / "documents" / "again.parquet")


SPOILT = {
    "documents_once": again,
    "mentions_in_their_article": lambda warehouse: spoil(warehouse, "sentences", {"article_id": "another"}),
    "quarantined_without_rows": lambda warehouse: spoil(warehouse, "documents", {"status": "quarantined"}),
}


@pytest.mark.parametrize("file", sql_files("checks"), ids=lambda file: file.name)
def test_each_check_of_sql_finds_what_it_is_for(warehouse, file):
    def found():
        with duckdb.connect(str(warehouse / "warehouse.duckdb"), read_only=True) as connection:
            return connection.execute(file.statement).fetchall()

    assert found() == []
    if file.name not in SPOILT:
        pytest.skip("a check of a mart, which has its own tests")
    SPOILT[file.name](warehouse)
    assert found() != []
