"""Readers that are under way while a snapshot is published: what they listed opens, and what they read is one snapshot, the old or the new.

A reader lists the folder, opens a file for its footer, and opens it again for its data. Here publishes fall between any two of these.
"""

from __future__ import annotations

import random
import threading
import timeit

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from kaozheng.tasks.publish import files
from kaozheng.tasks.publish.durable import point
from kaozheng.tasks.publish.files import extent, file_name, write_file
from kaozheng.tasks.tables.declaration import Column, Table

VERSIONS = 12
THINGS = Table(
    "things",
    "For the test.",
    (
        Column("version", pa.int64(), "The snapshot that the row is of."),
        Column("n", pa.int64(), "The rows of that snapshot."),
        Column("word", pa.string(), "Something that packs badly."),
    ),
    order=("word",),
)


def rows_of(version):
    n = 3000 + 811 * (version * 7 % 5)  # it grows and shrinks
    words = [f"{(i * 7919 + version) % 100_003:05d}" for i in range(n)]
    return pa.table({"version": [version] * n, "n": [n] * n, "word": words}, schema=THINGS.schema)


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory):
    """A table in VERSIONS snapshots, each file written upon the one before, in a folder with a `current` link."""
    home = tmp_path_factory.mktemp("readers")
    before = None
    for version in range(VERSIONS):
        path = home / str(version) / file_name(THINGS.name)
        path.parent.mkdir(parents=True)
        assert write_file(THINGS, [rows_of(version)], path, before) == rows_of(version).num_rows
        before = path
    (home / "things").symlink_to("current/things")
    return home


@pytest.fixture
def switch(snapshots):
    def switch(version):
        point(snapshots / "current", str(version % VERSIONS))

    switch(0)
    return switch


def path_of(home, version):
    return home / str(version) / file_name(THINGS.name)


@pytest.mark.parametrize("version", range(VERSIONS))
def test_a_file_tells_its_own_rows_and_no_others(snapshots, version):
    path = path_of(snapshots, version)
    expected = rows_of(version).sort_by("word")
    assert pq.read_table(path).equals(expected)
    assert pytest.importorskip("polars").read_parquet(path).to_arrow().cast(THINGS.schema).equals(expected)
    with duckdb.connect() as connection:
        assert connection.execute(f"select count(*), min(version), max(version) from '{path}'").fetchall() == [
            (expected.num_rows, version, version)
        ]


@pytest.mark.parametrize("version", range(1, VERSIONS))
def test_who_holds_the_footer_of_the_file_before_reads_its_data_from_the_new_one(snapshots, version):
    old = pq.read_metadata(path_of(snapshots, version - 1))
    read = pq.ParquetFile(path_of(snapshots, version), metadata=old).read()
    assert read.equals(rows_of(version - 1).sort_by("word"))


def test_files_do_not_grow_with_the_number_of_snapshots(snapshots):
    own = max(extent(path_of(snapshots, version)).end - extent(path_of(snapshots, version)).start for version in range(VERSIONS))
    assert max(path_of(snapshots, version).stat().st_size for version in range(VERSIONS)) < 5 * own


def test_of_a_large_table_nothing_is_carried(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "CARRY_LIMIT", 100)
    first, second = tmp_path / "1.parquet", tmp_path / "2.parquet"
    write_file(THINGS, [rows_of(0)], first, None)
    write_file(THINGS, [rows_of(0)], second, first)
    assert first.read_bytes() == second.read_bytes()


class Stream:
    """Tables one after the other, and how much Arrow held as each was asked for, above what it held at first."""

    def __init__(self, number):
        self.number, self.held = number, []

    def __iter__(self):
        start = pa.total_allocated_bytes()
        for version in range(self.number):
            self.held.append(pa.total_allocated_bytes() - start)
            yield pa.concat_tables([rows_of(version)]).slice(0, 1000)


def test_memory_does_not_grow_with_the_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "RUN_ROWS", 5000)
    monkeypatch.setattr(files, "GROUP_ROWS", 500)
    short, long = Stream(20), Stream(200)
    assert [write_file(THINGS, each, tmp_path / "1.parquet", None) for each in (short, long)] == [20_000, 200_000]
    assert max(long.held) < 1.5 * max(short.held)


def test_what_does_not_fit_before_the_carried_data_goes_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_ROOM", 0.0)
    first, second, third = (tmp_path / f"{i}.parquet" for i in range(3))
    write_file(THINGS, [rows_of(0).slice(0, 100)], first, None)
    write_file(THINGS, [rows_of(1)], second, first)
    write_file(THINGS, [rows_of(2)], third, second)
    assert extent(second).start >= extent(first).end
    assert extent(third).end <= extent(second).start or extent(third).start >= extent(second).end
    assert pq.read_table(third).num_rows == rows_of(2).num_rows


def test_a_dataset_that_was_listed_before_a_publish_can_be_read_after_it(snapshots, switch):
    dataset = ds.dataset(snapshots / "things")
    switch(1)
    assert set(dataset.to_table()["version"].to_pylist()) == {1}


def test_a_dataset_whose_footers_were_read_before_a_publish_stays_with_its_snapshot(snapshots, switch):
    dataset = ds.dataset(snapshots / "things")
    fragments = list(dataset.get_fragments())
    for fragment in fragments:
        fragment.ensure_complete_metadata()
    switch(1)
    assert {value for fragment in fragments for value in fragment.to_table()["version"].to_pylist()} == {0}


def read_pandas(folder):
    table = pytest.importorskip("pandas").read_parquet(folder, columns=["version", "n"])
    return set(zip(table["version"], table["n"], strict=True)), len(table)


def read_polars(folder):
    table = pytest.importorskip("polars").read_parquet(folder)
    return set(table.select("version", "n").rows()), table.height


def read_polars_lazily(folder):
    table = pytest.importorskip("polars").scan_parquet(f"{folder}/**/*.parquet").select("version", "n").collect()
    return set(table.rows()), table.height


def read_dataset(folder):
    table = ds.dataset(folder).to_table(columns=["version", "n"])
    return {tuple(row.values()) for row in table.to_pylist()}, table.num_rows


def read_duckdb(folder):
    with duckdb.connect() as connection:
        rows = connection.execute(f"select version, n, count(*) from '{folder}/**/*.parquet' group by all").fetchall()
    return {row[:2] for row in rows}, sum(row[2] for row in rows)


@pytest.mark.parametrize("read", [read_pandas, read_polars, read_polars_lazily, read_dataset, read_duckdb])
def test_a_read_through_which_a_snapshot_is_published_gives_the_old_one_or_the_new(snapshots, switch, read):
    """A switch falls into each read, at another point of it each time: never two, as they might on a machine that is busy otherwise."""
    chance = random.Random(7)
    took = min(timeit.repeat(lambda: read(snapshots / "things"), number=1, repeat=3))
    seen = set()
    for version in [*range(1, VERSIONS)] * 4:
        switch(version - 1)
        publisher = threading.Timer(chance.uniform(0, took), switch, [version])
        publisher.start()
        told, rows = read(snapshots / "things")
        publisher.join()
        ((read_version, n),) = told
        assert rows == n == rows_of(read_version).num_rows
        seen.add(read_version - version)
    assert seen <= {-1, 0}
