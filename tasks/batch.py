"""The unit of work: the Arrow tables of some documents, by name, and where they lie between two stages.

A stage is a function `stage(batch, vocabulary) -> Batch` that reads the tables it needs and returns only those that it adds.
Documents that it gives up go to the `quarantine` table with a reason; the others go on.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from kaozheng.tasks.tables.declaration import Table
from kaozheng.tasks.tables.staging import QUARANTINE
from kaozheng.tasks.text import AlignedText

Row = dict[str, object]
Batch = Mapping[str, pa.Table]


class UnusableError(Exception):
    """The document is to blame, and the message says in one line how."""


@dataclass
class Rows:
    """Rows of several tables as they gather; `batch` turns them into Arrow by their declarations."""

    tables: tuple[Table, ...]
    rows: dict[str, list[Row]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = {table.name: [] for table in (*self.tables, QUARANTINE)}

    def add(self, table: Table, row: Row) -> None:
        self.rows[table.name].append(row)

    def extend(self, table: Table, rows: Iterable[Row]) -> None:
        self.rows[table.name].extend(rows)

    def batch(self) -> Batch:
        return {table.name: table.rows(self.rows[table.name]) for table in (*self.tables, QUARANTINE)}


def by_document(stage: str, tables: tuple[Table, ...], rows: Iterable[Row], work: Callable[[Row, Rows], None]) -> Batch:
    """Run `work` on each document row. What it added before it failed is dropped, and the document is quarantined."""
    gathered = Rows(tables)
    for row in rows:
        own = Rows(tables)
        try:
            work(row, own)
        except Exception as error:  # one bad document must not cost the others of its batch
            own = Rows(tables)
            own.add(QUARANTINE, _given_up(stage, str(row["doc_id"]), error))
        for name, more in own.rows.items():
            gathered.rows[name].extend(more)
    return gathered.batch()


def _given_up(stage: str, doc_id: str, error: Exception) -> Row:
    fault = not isinstance(error, UnusableError)
    reason = f"{stage} failed: {type(error).__name__}: {error}" if fault else str(error)
    return {"doc_id": doc_id, "stage": stage, "reason": " ".join(reason.split())[:300], "fault": fault}


def alignment_row(text: AlignedText) -> Row:
    """The columns of `staging.ALIGNMENT` for a text."""
    heads, raw_starts, raw_ends = text.runs()
    return {"string": text.string, "heads": heads, "raw_starts": raw_starts, "raw_ends": raw_ends, "joints": text.joints}


def aligned_texts(table: pa.Table) -> Iterator[AlignedText]:
    """The texts of a table with the columns of `staging.ALIGNMENT`, in row order."""
    columns = [table.column(name).combine_chunks() for name in ("heads", "raw_starts", "raw_ends", "joints")]
    for i, string in enumerate(table.column("string").to_pylist()):
        yield AlignedText.from_runs(str(string), *(column[i].values.to_numpy(zero_copy_only=False) for column in columns))


# --- on disk


def write_batch(batch: Batch, folder: Path) -> None:
    """Write each table as an Arrow IPC file into `folder`, which appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    for name, table in batch.items():
        with pa.OSFile(str(building / f"{name}.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    try:
        building.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        shutil.rmtree(building)  # another worker finished the same work first


def read_batch(folders: Iterable[Path]) -> Batch:
    """The tables of several stages as one batch; rows of a table that several stages add to are joined."""
    found: dict[str, list[pa.Table]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.arrow")):
            with pa.memory_map(str(path)) as source:
                found.setdefault(path.stem, []).append(pa.ipc.open_file(source).read_all())
    return {name: pa.concat_tables(tables) for name, tables in found.items()}
