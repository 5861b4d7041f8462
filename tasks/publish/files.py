"""The Parquet file of a table in a snapshot: all batches merged, sorted so that queries prune, and kind to readers that are under way.

A table is one file whose name never changes, `<table>/<table>.parquet`. A reader that lists DIR/<table>, and opens what it listed after the
next snapshot was published, so finds a whole file: names that change would be gone by then, and pyarrow passes over such names in silence.

Polars and DuckDB open a file twice, first for its footer and then for its data. Between the two the file may have become that of the next
snapshot, so each file carries the data of the one before it, at the very offsets that the old footer tells; its own footer tells of none of
it. Who holds the old footer reads the old snapshot to the end, byte by byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kaozheng.tasks.publish.durable import sync
from kaozheng.tasks.tables.declaration import Table

FORMAT = "1"  # part of each file's identity: another number has all files written anew
RUN_ROWS = 2 << 20  # rows that are sorted together, in memory
RUN_BYTES = 512 << 20
GROUP_ROWS = 1 << 16
GROUP_BYTES = 32 << 20
LEAST_GROUP_ROWS = 1 << 10
CARRY_LIMIT = 256 << 20  # bytes; of larger files no data is carried
_MAGIC = len(b"PAR1")
_ROOM = 1.3  # new data go before the carried if the gap there is this many times what the data took last time
_CHUNK = 1 << 20


class FileEntry(NamedTuple):
    """What a manifest says of a table's file. `identity` names what it was made from, `sha256` and `size` (bytes) what came of it."""

    identity: str
    rows: int
    size: int
    sha256: str


class Extent(NamedTuple):
    """Where the data of a Parquet file lie that its footer tells of."""

    start: int
    end: int


class NoRoomError(Exception):
    """The new data do not fit before the carried ones."""


def file_name(table: str) -> str:
    """Where the file of a table lies, below its snapshot."""
    return f"{table}/{table}.parquet"


def write_file(declared: Table, tables: Iterable[pa.Table], path: Path, before: Path | None) -> int:
    """Write the rows of `tables`, each in the declared schema, to `path`, sorted; gives their number. `before` is the file that readers
    have.

    `tables` is gone through a second time where the first way to lay out the file does not fit: it must be more than an iterator.
    """
    carried = _carried(before)
    try:
        return _write(declared, tables, path, before, carried, in_front=carried.start - _MAGIC >= _ROOM * (carried.end - carried.start))
    except NoRoomError:
        return _write(declared, tables, path, before, carried, in_front=False)


def entry_of(identity: str, rows: int, path: Path) -> FileEntry:
    return FileEntry(identity, rows, path.stat().st_size, sha256(path))


def is_intact(path: Path, told: FileEntry) -> bool:
    """Whether a file is there, byte by byte as it was written."""
    return path.is_file() and path.stat().st_size == told.size and sha256(path) == told.sha256


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def extent(path: Path) -> Extent:
    """Where a file's own data lie, without those that it carries."""
    metadata = pq.read_metadata(path)
    chunks = [metadata.row_group(g).column(c) for g in range(metadata.num_row_groups) for c in range(metadata.num_columns)]
    starts = [chunk.dictionary_page_offset or chunk.data_page_offset for chunk in chunks]
    ends = [start + chunk.total_compressed_size for start, chunk in zip(starts, chunks, strict=True)]
    return Extent(min(starts, default=_MAGIC), max(ends, default=_MAGIC))


# --- writing


def _carried(before: Path | None) -> Extent:
    nothing = Extent(_MAGIC, _MAGIC)
    if before is None:
        return nothing
    found = extent(before)
    return found if found.end - found.start <= CARRY_LIMIT else nothing


def _write(declared: Table, tables: Iterable[pa.Table], path: Path, before: Path | None, carried: Extent, *, in_front: bool) -> int:
    """The writer tells offsets by where its sink stands, so what is put between the row groups, or before them, needs no more than that."""
    rows = 0
    with (
        pa.OSFile(str(path), "wb") as sink,
        pq.ParquetWriter(
            sink, declared.schema, compression="zstd", compression_level=3, use_dictionary=True, write_statistics=_with_statistics(declared)
        ) as writer,
    ):
        if not in_front:
            _carry(sink, before, carried)
        for group in chain.from_iterable(map(partial(_groups, declared), _runs(tables))):
            writer.write_table(group)
            rows += group.num_rows
            if in_front and sink.tell() > carried.start:
                raise NoRoomError
        if in_front:
            _carry(sink, before, carried)
    sync(path)
    return rows


def _with_statistics(declared: Table) -> list[str]:
    """The columns whose least and greatest values a footer tells: those by which a query may pass over rows.

    DuckDB plans by the footer and then opens the file anew. Told of the range of a number, it packs numbers into that range, and those of a
    snapshot that came in between would not fit; texts and days it does not pack.
    """
    return [column.name for column in declared.columns if pa.types.is_string(column.type) or pa.types.is_date(column.type)]


def _carry(sink: pa.NativeFile, before: Path | None, carried: Extent) -> None:
    """The data of the file before, at the place where they were."""
    if before is None or carried.start == carried.end:
        return
    _fill(sink, carried.start - sink.tell())
    with before.open("rb") as old:
        old.seek(carried.start)
        left = carried.end - carried.start
        while left and (piece := old.read(min(left, _CHUNK))):
            sink.write(piece)
            left -= len(piece)


def _fill(sink: pa.NativeFile, size: int) -> None:
    zeros = bytes(_CHUNK)
    for start in range(0, size, _CHUNK):
        sink.write(zeros[: size - start])


def _runs(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The rows in stretches that can be sorted in memory, each column of them in one piece."""
    gathered: list[pa.Table] = []
    rows = size = 0
    for table in tables:
        gathered.append(table)
        rows += table.num_rows
        size += table.nbytes
        if rows >= RUN_ROWS or size >= RUN_BYTES:
            yield _in_one_piece(gathered)
            rows = size = 0
    if rows:
        yield _in_one_piece(gathered)


def _in_one_piece(gathered: list[pa.Table]) -> pa.Table:
    """The tables as one. They are let go of, so that their rows are not in memory twice while the run is written."""
    whole = pa.concat_tables(gathered)
    gathered.clear()
    return whole.combine_chunks()


def _groups(declared: Table, run: pa.Table) -> Iterator[pa.Table]:
    """The rows of a run in order, a row group at a time: a sorted copy of all would be as large as the run."""
    size = max(min(GROUP_ROWS, GROUP_BYTES * run.num_rows // max(run.nbytes, 1)), LEAST_GROUP_ROWS)
    in_order = _order(run, declared)
    for start in range(0, run.num_rows, size):
        yield run.slice(start, size) if in_order is None else run.take(in_order.slice(start, size))


def _order(run: pa.Table, declared: Table) -> pa.UInt64Array | None:
    """The places of the rows in the order that is declared; None where they stay as they are."""
    keys: list[tuple[str, Literal["ascending", "descending"]]] = [(name, "ascending") for name in declared.order]
    return pc.sort_indices(run.select(declared.order), sort_keys=keys) if keys else None
