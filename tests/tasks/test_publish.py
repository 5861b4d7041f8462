"""Publish: snapshots that appear whole, are shared where nothing changed, and are read by every tool through the links."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from made_batches import doc_id, document_rows, prepared_folder, refused_rows

import kaozheng.tasks.publish as publishing
from kaozheng.tasks.publish import PublishError, catalog, durable, publish
from kaozheng.tasks.publish.layout import LayoutError, restore_links
from kaozheng.tasks.publish.manifest import Manifest, Quarantined
from kaozheng.tasks.tables.contract import TABLES


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
    assert (published.documents, published.added, published.removed) == (5, 5, 0)
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
        assert pq.read_schema(tmp_path / "w" / table.name / "a1.parquet").equals(table.schema)


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


def test_files_of_batches_that_did_not_change_are_shared(work, tmp_path):
    warehouse = tmp_path / "w"
    publish(work[:2], warehouse)
    before = (warehouse / "counts" / "a1.parquet").stat().st_ino
    published = publish([work[0], work[2]], warehouse)
    assert (warehouse / "counts" / "a1.parquet").stat().st_ino == before
    assert (published.added, published.removed, published.documents) == (2, 2, 3)
    assert names(warehouse) == ["a.txt", "d.bin", "e.txt"]
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
    published = publish([work[0], moved], tmp_path / "w")
    assert (published.added, published.removed) == (1, 0)


def test_three_snapshots_stay_and_readers_of_an_old_one_are_not_disturbed(work, tmp_path):
    warehouse = tmp_path / "w"
    publish(work[:1], warehouse)
    with duckdb.connect(str((warehouse / "warehouse.duckdb").resolve()), read_only=True) as reader:
        publish(work[:2], warehouse)
        publish(work, warehouse)
        assert reader.execute("select count(*) from documents").fetchall() == [(1,)]
    publish(work[1:], warehouse)
    kept = sorted(path.name for path in (warehouse / "snapshots").iterdir())
    assert [name.partition("-")[0] for name in kept] == ["000002", "000003", "000004"]
    assert (warehouse / "current").resolve().name == kept[-1]


def test_a_file_that_went_missing_is_written_again(work, tmp_path):
    publish(work, tmp_path / "w")
    (tmp_path / "w" / "counts" / "a1.parquet").unlink()
    assert publish(work, tmp_path / "w").changed
    assert read_dataset(tmp_path / "w" / "counts") == 6


def test_the_manifest_tells_keys_rows_and_documents(work, tmp_path):
    published = publish(work, tmp_path / "w")
    told = json.loads((tmp_path / "w" / "current" / "manifest.json").read_text(encoding="utf-8"))
    assert told["rows"] == published.rows
    assert {key: entry["rows"]["documents"] for key, entry in told["batches"].items()} == {"a1": 1, "b2": 2, "c3": 2}
    assert told["snapshot"] == published.snapshot
    assert told["created"].endswith("+00:00")


# --- faults: what was published before stands

STEPS = {
    "locking": (publishing, "locked"),
    "reading": (publishing, "_read_prepared"),
    "sharing": (publishing, "_share_batch"),
    "writing": (publishing, "_write_batch"),
    "comparing": (publishing, "_document_changes"),
    "catalog": (publishing, "build_catalog"),
    "checks": (publishing, "run_checks"),
    "manifest": (Manifest, "write"),
    "links": (publishing, "ensure_links"),
    "switching": (publishing, "point"),
    "first switch of any": (durable.Path, "symlink_to"),
    "syncing": (publishing, "sync"),
}
FAULTS = [OSError(28, "No space left on device"), duckdb.IOException("No space left"), KeyboardInterrupt()]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", FAULTS, ids=["disk full", "DuckDB's disk full", "interrupt"])
def test_a_fault_at_any_step_leaves_the_old_snapshot_whole(work, tmp_path, monkeypatch, step, fault):
    warehouse = tmp_path / "w"
    publish(work[:1], warehouse)
    before = files(warehouse)
    owner, name = STEPS[step]

    def fail(*_args, **_kwargs):
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, fail)
        with pytest.raises(KeyboardInterrupt if isinstance(fault, KeyboardInterrupt) else PublishError):
            publish(work, warehouse)
    assert before.items() <= files(warehouse).items()
    assert names(warehouse) == ["a.txt"]
    assert publish(work, warehouse).added == 4
    assert len(names(warehouse)) == 5


def test_a_fault_while_old_snapshots_are_removed_is_no_fault_of_the_publish(work, tmp_path, monkeypatch):
    def fail(_path):
        raise OSError(13, "Permission denied")

    for batches in (work[:1], work[:2], work):
        publish(batches, tmp_path / "w")
    monkeypatch.setattr(shutil, "rmtree", fail)
    publish(work[1:], tmp_path / "w")
    monkeypatch.undo()
    publish(work[2:], tmp_path / "w")
    assert len(list((tmp_path / "w" / "snapshots").iterdir())) == 3
    assert names(tmp_path / "w") == ["d.bin", "e.txt"]


@pytest.mark.parametrize("name", ["build_catalog", "run_checks", "point", "_collect"])
def test_a_publisher_killed_leaves_a_whole_snapshot_and_no_lock(work, tmp_path, name):
    warehouse = tmp_path / "w"
    publish(work[:1], warehouse)
    script = f"""
        import os, sys
        from pathlib import Path
        import kaozheng.tasks.publish as publishing
        publishing.{name} = lambda *_: os._exit(9)
        publishing.publish([Path(p) for p in sys.argv[2:]], Path(sys.argv[1]))
    """
    died = subprocess.run([sys.executable, "-c", textwrap.dedent(script), warehouse, *work], check=False)
    assert died.returncode == 9
    assert names(warehouse) == (["a.txt", "b.txt", "c.txt", "d.bin", "e.txt"] if name == "_collect" else ["a.txt"])
    assert publish(work, warehouse).changed == (name != "_collect")
    assert sorted(p.name.partition("-")[0] for p in (warehouse / "snapshots").iterdir()) == ["000001", "000002"]


def test_a_second_publisher_is_told_to_wait(work, tmp_path, monkeypatch):
    publish(work[:1], tmp_path / "w")
    monkeypatch.setattr(publishing, "LOCK_PATIENCE", 0.05)
    with durable.locked(tmp_path / "w" / ".publish.lock", 1), pytest.raises(PublishError, match="another process has held"):
        publish(work, tmp_path / "w")
    assert publish(work, tmp_path / "w").changed


def test_a_damaged_prepared_batch_is_named(work, tmp_path):
    damaged = shutil.copytree(work[1], tmp_path / "b2")
    (damaged / "counts.arrow").write_bytes((damaged / "counts.arrow").read_bytes()[:200])
    with pytest.raises(PublishError, match=r"b2: a prepared batch is damaged"):
        publish([work[0], damaged], tmp_path / "w")
    (damaged / "counts.arrow").unlink()
    with pytest.raises(PublishError, match=r"b2: a prepared batch lacks counts"):
        publish([work[0], damaged], tmp_path / "w")


def test_one_document_in_two_batches_is_refused(work, tmp_path):
    publish(work[:1], tmp_path / "w")
    twice = prepared_folder(tmp_path / "work", "d4", document_rows("a.txt"))
    with pytest.raises(PublishError, match=f"documents_once failed.*{doc_id('a.txt')}"):
        publish([*work, twice], tmp_path / "w")
    assert names(tmp_path / "w") == ["a.txt"]


@pytest.mark.parametrize("name", ["_a", ".a", "a b", "a'b"])
def test_a_key_that_readers_would_pass_over_or_trip_on_is_refused(tmp_path, name):
    with pytest.raises(PublishError, match="the name of a prepared batch"):
        publish([tmp_path / name], tmp_path / "w")


def test_a_warehouse_that_can_not_be_is_refused_in_one_line(work, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match="it is a file"):
        publish(work, tmp_path / "file")
    with pytest.raises(PublishError, match="choose another folder name"):
        publish(work, tmp_path / "what?")
    (tmp_path / "other" / "counts").mkdir(parents=True)
    with pytest.raises(PublishError, match="counts is in the way"):
        publish(work, tmp_path / "other")


# --- the catalog


@pytest.mark.parametrize("name", ["w", "it's", 'say "w"', "a b", "[a]*", "疫情 库", "%20;--"])
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
    assert {table.name for table in TABLES} | written == {name for name, _ in views}
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


# --- the checks


def test_the_checks_hold_on_what_is_published(work, tmp_path):
    publish(work, tmp_path / "w")
    catalog.run_checks((tmp_path / "w" / "current").resolve())


@pytest.mark.parametrize("name", ["quarantined_without_rows", "mentions_in_their_article", "documents_once"])
def test_each_check_can_fail(work, tmp_path, name):
    publish(work[:1], tmp_path / "w")
    folder = (tmp_path / "w" / "current").resolve()
    if name == "quarantined_without_rows":
        spoil(folder / "documents", {"status": "quarantined", "reason": "spoilt"})
    elif name == "mentions_in_their_article":
        spoil(folder / "sentences", {"article_id": "another"})
    else:
        shutil.copy(folder / "documents" / "a1.parquet", folder / "documents" / "z9.parquet")
    with pytest.raises(catalog.CheckError, match=name):
        catalog.run_checks(folder)


def spoil(folder, changes):
    path = folder / "a1.parquet"
    table = pq.read_table(path)
    rows = [row | changes for row in table.to_pylist()]
    path.unlink()
    pq.write_table(table.from_pylist(rows, schema=table.schema), path)
