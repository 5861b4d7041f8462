"""The unit of work: the Arrow tables of some documents, by name, and where they lie between two stages.

A stage is a function `stage(batch, vocabulary) -> Batch` that reads the tables it needs and returns only those that it adds.
Documents that it gives up go to the `quarantine` table with a reason; the others go on.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from kaozheng.tasks.tables.declaration import Table
from kaozheng.tasks.tables.staging import QUARANTINE
from kaozheng.tasks.text import AlignedText, Offsets, Runs, from_runs, runs_of

_SUMS = "sums.json"
_CHUNK = 1 << 20

Row = dict[str, object]
Columns = dict[str, list[object]]
"""Rows of one table by column: as many values in each."""
Batch = Mapping[str, pa.Table]


class UnusableError(Exception):
    """The document is to blame, and the message says in one line how."""


@dataclass
class Rows:
    """Rows of several tables as they gather; `batch` turns them into Arrow by their declarations.

    The rows of a table come one by one, or all by column, which is faster where they are many and small. A row of a table with the columns
    of `staging.ALIGNMENT` comes with the text that these are of.
    """

    tables: tuple[Table, ...]
    rows: dict[str, list[Row]] = field(init=False)
    columns: dict[str, Columns] = field(init=False)
    texts: dict[str, list[AlignedText]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = {table.name: [] for table in (*self.tables, QUARANTINE)}
        self.columns = {}
        self.texts = {}

    def add_text(self, table: Table, row: Row, text: AlignedText) -> None:
        self.rows[table.name].append(row)
        self.texts.setdefault(table.name, []).append(text)

    def take(self, others: Rows) -> None:
        """All rows of another one."""
        for name, rows in others.rows.items():
            self.rows[name] += rows
        for name, columns in others.columns.items():
            self._add_columns(name, columns)
        for name, texts in others.texts.items():
            self.texts.setdefault(name, []).extend(texts)

    def add(self, table: Table, row: Row) -> None:
        self.rows[table.name].append(row)

    def extend(self, table: Table, rows: Iterable[Row]) -> None:
        self.rows[table.name].extend(rows)

    def extend_columns(self, table: Table, columns: Columns) -> None:
        self._add_columns(table.name, columns)

    def _add_columns(self, name: str, columns: Columns) -> None:
        own = self.columns.get(name)
        if not own:
            self.columns[name] = columns
            return
        for column, values in columns.items():
            own[column] += values

    def batch(self) -> Batch:
        return {table.name: self._arrow(table) for table in (*self.tables, QUARANTINE)}

    def _arrow(self, table: Table) -> pa.Table:
        if columns := self.columns.get(table.name):
            return table.columns_of(columns)
        rows = self.rows[table.name]
        return with_texts(table, rows, self.texts[table.name]) if table.name in self.texts else table.rows(rows)


def by_document(stage: str, tables: tuple[Table, ...], rows: Iterable[Row], work: Callable[[Row, Rows], None]) -> Batch:
    """Run `work` on each document row. What it added before it failed is dropped, and the document is quarantined."""
    with _collector_at_rest():
        return _by_document(stage, tables, rows, work).batch()


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Rows and texts hold no cycles: the collector would walk them again and again, a quarter of a stage's time, and free nothing."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _by_document(stage: str, tables: tuple[Table, ...], rows: Iterable[Row], work: Callable[[Row, Rows], None]) -> Rows:
    gathered = Rows(tables)
    for row in rows:
        own = Rows(tables)
        try:
            work(row, own)
        except Exception as error:  # one bad document must not cost the others of its batch
            own = Rows(tables)
            own.add(QUARANTINE, _given_up(stage, str(row["doc_id"]), error))
        gathered.take(own)
    return gathered


def _given_up(stage: str, doc_id: str, error: Exception) -> Row:
    fault = not isinstance(error, UnusableError)
    reason = f"{stage} failed: {type(error).__name__}: {error}" if fault else str(error)
    return {"doc_id": doc_id, "stage": stage, "reason": " ".join(reason.split())[:300], "fault": fault}


def aligned_texts(table: pa.Table) -> Iterator[AlignedText]:
    """The texts of a table with the columns of `staging.ALIGNMENT`, in row order."""
    strings = list(map(str, table.column("string").to_pylist()))
    counts, heads = _lists(table, "heads")
    raw_starts, raw_ends = _lists(table, "raw_starts")[1], _lists(table, "raw_ends")[1]
    sizes, joints = _lists(table, "joints")
    borders = [0, *np.cumsum(sizes).tolist()]
    own = [joints[a:b] for a, b in pairwise(borders)]
    return from_runs(strings, Runs(counts, heads, raw_starts, raw_ends), own)


def with_texts(table: Table, rows: list[Row], texts: Sequence[AlignedText]) -> pa.Table:
    """Rows as Arrow, with the columns of `staging.ALIGNMENT` for a text each."""
    runs = runs_of(texts)
    joints = np.fromiter((len(text.joints) for text in texts), np.int32, len(texts))
    of_texts = {
        "string": pa.array([text.string for text in texts], pa.string()),
        "heads": _list_array(runs.counts, runs.heads),
        "raw_starts": _list_array(runs.counts, runs.raw_starts),
        "raw_ends": _list_array(runs.counts, runs.raw_ends),
        "joints": _list_array(joints, np.concatenate([np.empty(0, np.int32), *(text.joints for text in texts)])),
    }
    others = pa.schema([field for field in table.schema if field.name not in of_texts])
    plain = pa.Table.from_pylist(rows, schema=others)
    columns = [of_texts[name] if name in of_texts else plain.column(name) for name in table.schema.names]
    return pa.Table.from_arrays(columns, schema=table.schema)


def _lists(table: pa.Table, name: str) -> tuple[Offsets, Offsets]:
    """How long the lists of a column are, and what stands in them one after the other."""
    column: Any = table.column(name).combine_chunks()
    return column.value_lengths().to_numpy(zero_copy_only=False), column.flatten().to_numpy(zero_copy_only=False)


def _list_array(counts: Offsets, values: Offsets) -> pa.ListArray[Any]:
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    array: pa.ListArray[Any] = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(values, pa.int32()))
    return array


# --- on disk


def write_batch(batch: Batch, folder: Path) -> None:
    """Write each table as an Arrow IPC file into `folder`, which appears whole or not at all; only a power cut may leave it torn.

    Sums of the files lie beside them, by which `is_whole` tells. To have each file on the disk before going on would cost a stage more time
    than most batches take.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    for name, table in batch.items():
        with pa.OSFile(str(building / f"{name}.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    sums = {path.name: _sum(path) for path in building.glob("*.arrow")}
    (building / _SUMS).write_text(json.dumps(sums), encoding="utf-8")
    try:
        building.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        shutil.rmtree(building)  # another worker finished the same work first


def is_whole(folder: Path) -> bool:
    """Whether a stage's output is there and each of its files is what was written."""
    try:
        sums = json.loads((folder / _SUMS).read_text(encoding="utf-8"))
        return all(_sum(folder / name) == told for name, told in sums.items())
    except (OSError, ValueError, AttributeError):
        return False


def _sum(path: Path) -> list[int]:
    """Size and CRC-32, which is for accidents and not for attacks."""
    with path.open("rb") as file:
        size = checksum = 0
        while chunk := file.read(_CHUNK):
            size, checksum = size + len(chunk), zlib.crc32(chunk, checksum)
    return [size, checksum]


def read_batch(folders: Iterable[Path]) -> Batch:
    """The tables of several stages as one batch; rows of a table that several stages add to are joined."""
    found: dict[str, list[pa.Table]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.arrow")):
            found.setdefault(path.stem, []).append(read_table(folder, path.stem))
    return {name: pa.concat_tables(tables) for name, tables in found.items()}


def read_table(folder: Path, name: str) -> pa.Table:
    """One table of a stage's output. Raises OSError where it is not there, ArrowInvalid where it is damaged."""
    with pa.memory_map(str(folder / f"{name}.arrow")) as source:
        return pa.ipc.open_file(source).read_all()
