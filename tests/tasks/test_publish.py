"""Publish: snapshots that appear whole, are shared where nothing changed, and are read by every tool through the links."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from made_batches import document_rows, prepared_folder, refused_rows

import kaozheng.tasks.publish.stage as publishing
from kaozheng.tasks.batch import write_batch
from kaozheng.tasks.publish import catalog, durable
from kaozheng.tasks.publish.files import file_name
from kaozheng.tasks.publish.layout import LayoutError, restore_links
from kaozheng.tasks.publish.manifest import Changes, Quarantined
from kaozheng.tasks.publish.query import QueryError, query
from kaozheng.tasks.publish.stage import PublishError, publish
from kaozheng.tasks.tables.contract import TABLES
from kaozheng.tasks.tables.history import PUBLISHED
from kaozheng.tasks.tables.staging import QUARANTINE


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """Three prepared batches, the third with a refused document."""
    home = tmp_path_factory.mktemp("work")
    return [
        prepared_folder(home, "a1", document_rows("a.txt")),
        prepared_folder(home, "b2", document_rows("b.txt"), document_rows("c.txt")),
        prepared_folder(home, "c3", refused_rows("d.bin", "binary junk"), refused_rows("e.txt", "decode failed", fault=True)),
    ]


def files(warehouse):
    """Every file below the warehouse and what identifies it, links not followed."""
    return {
        str(path.relative_to(warehouse)): (path.lstat().st_ino, path.lstat().st_mtime_ns)
        for path in warehouse.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def names(warehouse):
    """The documents that a reader of the Parquet and one of the catalog find; they must find the same."""
    found = ds.dataset(warehouse / "documents").to_table(columns=["source_name"])["source_name"].to_pylist()
    with duckdb.connect(str((warehouse / "warehouse.duckdb").resolve()), read_only=True) as connection:
        assert sorted(found) == [name for (name,) in connection.execute("select source_name from documents order by 1").fetchall()]
    return sorted(found)


# --- what is published


def test_it_tells_what_was_published(work, tmp_path):
    published = publish(work, tmp_path / "w")
    assert published.changed
    assert (published.documents, published.changes) == (5, Changes(5, 0, 0))
    assert published.rows == {
        "documents": 5, "repairs": 3, "articles": 3, "sentences": 3, "counts": 6, "dates": 3, "actors": 3, "quotes": 0, "initiatives": 0,
    }  # fmt: skip
    assert set(published.quarantined) == {Quarantined("d.bin", "binary junk", False), Quarantined("e.txt", "decode failed", True)}


def read_pandas(folder):
    return len(pytest.importorskip("pandas").read_parquet(folder))


def read_polars(folder):
    return pytest.importorskip("polars").scan_parquet(f"{folder}/**/*.parquet").collect().height


def read_polars_folder(folder):
    return pytest.importorskip("polars").read_parquet(folder).height


def read_dataset(folder):
    return ds.dataset(folder).count_rows()


def read_duckdb(folder):
    with duckdb.connect() as connection:
        return connection.execute("select count(*) from read_parquet(?)", [f"{folder}/**/*.parquet"]).fetchall()[0][0]


def read_glob(folder):
    return sum(pq.read_metadata(path).num_rows for path in folder.glob("**/*.parquet"))


@pytest.mark.parametrize("read", [read_pandas, read_polars, read_polars_folder, read_dataset, read_duckdb, read_glob])
def test_every_reader_finds_every_table_through_the_links(work, tmp_path, read):
    published = publish(work, tmp_path / "w")
    assert {table.name: read(tmp_path / "w" / table.name) for table in TABLES} == published.rows


def test_the_files_have_the_declared_schema(work, tmp_path):
    publish(work, tmp_path / "w")
    for table in TABLES:
        assert pq.read_schema(tmp_path / "w" / table.name / f"{table.name}.parquet").equals(table.schema)


def test_no_documents_at_all_give_empty_tables_that_can_be_read(tmp_path):
    published = publish([], tmp_path / "w")
    assert published.documents == 0
    assert names(tmp_path / "w") == []
    assert not publish([], tmp_path / "w").changed


# --- the next time


def test_the_same_batches_again_change_nothing(work, tmp_path):
    first = publish(work, tmp_path / "w")
    before = files(tmp_path / "w")
    again = publish(list(reversed(work)), tmp_path / "w")
    assert not again.changed
    assert (again.snapshot, again.rows, again.quarantined) == (first.snapshot, first.rows, first.quarantined)
    assert files(tmp_path / "w") == before


def test_files_of_tables_that_did_not_change_are_shared(work, tmp_path):
    warehouse = tmp_path / "w"
    publish(work[:2], warehouse)
    before = {table.name: (warehouse / file_name(table.name)).stat().st_ino for table in PUBLISHED}
    published = publish(work, warehouse)  # the third batch has documents and no facts
    after = {table.name: (warehouse / file_name(table.name)).stat().st_ino for table in PUBLISHED}
    assert {name for name in before if before[name] != after[name]} == {"documents", "document_history"}
    assert (published.changes, published.documents) == (Changes(2, 0, 0), 5)
    assert len(published.quarantined) == 2


def test_where_links_fail_files_are_copied(work, tmp_path, monkeypatch):
    publish(work[:1], tmp_path / "w")

    def refuse(*_):
        raise OSError(95, "no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    publish(work, tmp_path / "w")
    assert names(tmp_path / "w") == ["a.txt", "b.txt", "c.txt", "d.bin", "e.txt"]


def test_a_document_that_only_moved_to_another_batch_is_neither_new_nor_gone(work, tmp_path):
    publish(work[:2], tmp_path / "w")
    moved = prepared_folder(tmp_path / "work", "d4", document_rows("b.txt"), document_rows("c.txt"), document_rows("f.txt"))
    assert publish([work[0], moved], tmp_path / "w").changes == Changes(1, 0, 0)


def test_as_many_snapshots_stay_as_are_asked_for_and_readers_of_an_old_one_are_not_disturbed(work, tmp_path):
    warehouse = tmp_path / "w"
    publish(work[:1], warehouse, keep=3)
    with duckdb.connect(str((warehouse / "warehouse.duckdb").resolve()), read_only=True) as reader:
        publish(work[:2], warehouse, keep=3)
        publish(work, warehouse, keep=3)
        assert reader.execute("select count(*) from documents").fetchall() == [(1,)]
    publish(work[1:], warehouse, keep=3)
    kept = sorted(path.name for path in (warehouse / "snapshots").iterdir())
    assert [name.partition("-")[0] for name in kept] == ["000002", "000003", "000004"]
    assert (warehouse / "current").resolve().name == kept[-1]
    publish(work[1:], warehouse, keep=1)
    assert [path.name for path in (warehouse / "snapshots").iterdir()] == kept[-1:]


@pytest.mark.parametrize("lost", ["the pointer", "the manifest"])
def test_what_is_not_found_is_not_taken_for_nothing(work, tmp_path, lost):
    """A pointer or a manifest that got lost costs no snapshot, and the history goes on."""
    warehouse = tmp_path / "w"
    publish(work[:1], warehouse)
    publish(work[:2], warehouse)
    before = set((warehouse / "snapshots").iterdir())
    if lost == "the manifest":
        ((warehouse / "current").resolve() / "manifest.json").write_bytes(b"{")
        for refused in (lambda: publish(work, warehouse), lambda: query(warehouse, "select 1")):
            with pytest.raises(
                (PublishError, QueryError), match=r"manifest\.json is damaged, gone, or of another version: put a copy of it"
            ):
                refused()
        assert set((warehouse / "snapshots").iterdir()) == before
    (warehouse / "current").unlink()
    again = publish(work[:2], warehouse)
    assert (again.changed, names(warehouse)) == (True, ["a.txt", "b.txt", "c.txt"])
    assert set((warehouse / "snapshots").iterdir()) == before
    assert not publish(work[:2], warehouse).changed
    with duckdb.connect(str(warehouse / "warehouse.duckdb"), read_only=True) as connection:
        first = connection.execute("select source_name, first_snapshot[:6] from document_history order by 1").fetchall()
    assert first == [("a.txt", "000001"), ("b.txt", "000002"), ("c.txt", "000002")]


def test_a_file_that_went_missing_is_written_again(work, tmp_path):
    publish(work, tmp_path / "w")
    (tmp_path / "w" / "counts" / "counts.parquet").unlink()
    assert publish(work, tmp_path / "w").changed
    assert read_dataset(tmp_path / "w" / "counts") == 6


def test_the_manifest_tells_keys_rows_and_documents(work, tmp_path):
    published = publish(work, tmp_path / "w")
    told = json.loads((tmp_path / "w" / "current" / "manifest.json").read_text(encoding="utf-8"))
    assert {name: file["rows"] for name, file in told["files"].items()} == {**published.rows, "document_history": 5}
    assert {key: entry["rows"]["documents"] for key, entry in told["batches"].items()} == {"a1": 1, "b2": 2, "c3": 2}
    assert told["snapshot"] == published.snapshot
    assert told["created"].endswith("+00:00")


# --- what can't be published


def test_a_second_publisher_is_told_to_wait(work, tmp_path, monkeypatch):
    publish(work[:1], tmp_path / "w")
    monkeypatch.setattr(publishing, "LOCK_PATIENCE", 0.05)
    with durable.locked(tmp_path / "w" / ".publish.lock", 1), pytest.raises(PublishError, match="another process has held"):
        publish(work, tmp_path / "w")
    assert publish(work, tmp_path / "w").changed


@pytest.mark.parametrize("place", ["first", "known"])
def test_a_damaged_prepared_batch_is_named(work, tmp_path, place):
    damaged = Path(shutil.copytree(work[1], tmp_path / "b2"))
    if place == "known":
        publish([damaged], tmp_path / "w")
    (damaged / "counts.arrow").write_bytes((damaged / "counts.arrow").read_bytes()[:200])
    with pytest.raises(PublishError, match=r"b2: a prepared batch is damaged"):
        publish([work[0], damaged], tmp_path / "w")
    (damaged / "counts.arrow").unlink()
    with pytest.raises(PublishError, match=r"b2: a prepared batch is damaged"):
        publish([work[0], damaged], tmp_path / "w")


def test_a_prepared_batch_of_another_schema_is_named(tmp_path):
    other = {table.name: table.empty for table in (*TABLES, QUARANTINE)} | {"counts": TABLES[0].empty}
    write_batch(other, tmp_path / "b2")
    with pytest.raises(PublishError, match=r"b2: a prepared batch lacks counts, or has it in another schema"):
        publish([tmp_path / "b2"], tmp_path / "w")


def test_a_document_in_two_batches_is_one_with_all_its_places(work, tmp_path):
    twice = prepared_folder(tmp_path / "work", "d4", document_rows("f.txt"), document_rows("a.txt", uri="file:///elsewhere/a.txt"))
    published = publish([*work, twice], tmp_path / "w")
    assert (published.documents, published.rows["counts"], published.rows["articles"]) == (6, 8, 4)
    assert names(tmp_path / "w") == ["a.txt", "b.txt", "c.txt", "d.bin", "e.txt", "f.txt"]
    (row,) = ds.dataset(tmp_path / "w" / "documents").to_table(filter=ds.field("source_name") == "a.txt").to_pylist()
    assert (row["uri"], row["uris"]) == ("file:///a.txt", ["file:///elsewhere/a.txt"])


@pytest.mark.parametrize("name", ["_a", ".a", "a b", "a'b"])
def test_a_key_that_is_none_is_refused(tmp_path, name):
    with pytest.raises(PublishError, match="the name of a prepared batch"):
        publish([tmp_path / name], tmp_path / "w")


def test_a_warehouse_that_can_not_be_is_refused_in_one_line(work, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match="it is a file"):
        publish(work, tmp_path / "file")
    (tmp_path / "other" / "counts").mkdir(parents=True)
    with pytest.raises(PublishError, match="counts is in the way"):
        publish(work, tmp_path / "other")


# --- the catalog


@pytest.mark.parametrize("name", ["w", "it's", 'say "w"', "a b", "[a]*", "疫情 库", "%20;--", "what?", "a?b=c&d", "#x"])
def test_a_warehouse_may_have_any_name(work, tmp_path, name):
    publish(work[:2], tmp_path / name)
    assert names(tmp_path / name) == ["a.txt", "b.txt", "c.txt"]
    assert not publish(work[:2], tmp_path / name).changed


def test_it_can_be_opened_from_anywhere(work, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    publish(work, Path("w"))
    monkeypatch.chdir("/")
    with duckdb.connect(str(tmp_path / "w" / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from counts").fetchall() == [(6,)]


def test_every_view_and_every_column_has_a_comment(work, tmp_path):
    publish(work, tmp_path / "w")
    with duckdb.connect(str(tmp_path / "w" / "warehouse.duckdb"), read_only=True) as connection:
        views = connection.execute("select view_name, comment from duckdb_views() where not internal").fetchall()
        columns = connection.execute("select table_name, column_name, comment from duckdb_columns() where not internal").fetchall()
    written = {path.stem for kind in ("views", "marts") for path in (catalog.SQL / kind).glob("*.sql")}
    assert {table.name for table in PUBLISHED} | written == {name for name, _ in views}
    assert [name for name, comment in views if not comment] == []
    assert [(table, column) for table, column, comment in columns if not comment] == []


@pytest.mark.parametrize("kind", ["views", "marts"])
def test_a_comment_in_sql_names_a_column_that_is_there(work, tmp_path, kind):
    publish(work, tmp_path / "w")
    with duckdb.connect(str(tmp_path / "w" / "warehouse.duckdb"), read_only=True) as connection:
        for file in catalog.sql_files(kind):
            there = {name for name, *_ in connection.execute(f"describe {file.name}").fetchall()}
            assert set(file.columns) <= there, file.name
            assert len(connection.extract_statements(file.statement)) == 1


@pytest.mark.parametrize("move", ["moved", "copied with links", "copied through links"])
def test_after_a_move_or_copy_the_catalog_is_rebuilt(work, tmp_path, move):
    publish(work[:1], tmp_path / "old")
    published = publish(work, tmp_path / "old")
    if move == "moved":
        (tmp_path / "old").rename(tmp_path / "new")
    else:
        shutil.copytree(tmp_path / "old", tmp_path / "new", symlinks=move == "copied with links")
        shutil.rmtree(tmp_path / "old")
    catalog.rebuild(tmp_path / "new")
    assert len(names(tmp_path / "new")) == 5
    again = publish(work, tmp_path / "new")
    assert (again.changed, again.snapshot) == (False, published.snapshot)


def test_publishing_where_the_warehouse_was_moved_to_mends_the_catalog(work, tmp_path):
    publish(work, tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    assert not publish(work, tmp_path / "new").changed
    assert len(names(tmp_path / "new")) == 5


def test_links_are_not_restored_over_what_no_snapshot_holds(work, tmp_path):
    publish(work, tmp_path / "w")
    (tmp_path / "w" / "counts").unlink()
    (tmp_path / "w" / "counts").write_text("mine")
    with pytest.raises(LayoutError, match="counts is in the way"):
        restore_links(tmp_path / "w")


@pytest.mark.parametrize("place", ["nowhere", "empty"])
def test_no_catalog_without_a_warehouse(tmp_path, place):
    (tmp_path / "empty").mkdir()
    with pytest.raises(LayoutError, match="no warehouse"):
        catalog.rebuild(tmp_path / place)
