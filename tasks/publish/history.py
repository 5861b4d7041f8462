"""The history of documents from one snapshot to the next: who came, who went, and what took the place of what at the same uri."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa

from kaozheng.tasks.publish.catalog import as_pattern
from kaozheng.tasks.publish.files import file_name, is_intact
from kaozheng.tasks.publish.manifest import Changes, Manifest
from kaozheng.tasks.tables.contract import DOCUMENTS
from kaozheng.tasks.tables.history import DOCUMENT_HISTORY
from kaozheng.tasks.tables.validation import literal, quoted

_OF_DOCUMENTS = [c.name for c in DOCUMENT_HISTORY.columns if c.name in {d.name for d in DOCUMENTS.columns}]
_NEXT = f"""
with open as (select doc_id from old where last_snapshot is null),
successors as (select uri, min(doc_id) as doc_id from new where doc_id not in (from open) group by uri)
select
    old.* exclude (gone) replace (
        coalesce(old.last_snapshot, case when gone then $previous end) as last_snapshot,
        coalesce(old.ended_at, case when gone then $now::timestamptz end) as ended_at,
        coalesce(old.superseded_by, case when gone then successors.doc_id end) as superseded_by
    )
from (select *, last_snapshot is null and doc_id not in (select doc_id from new) as gone from old) as old
left join successors on old.uri = successors.uri
union all by name
select {", ".join(map(quoted, _OF_DOCUMENTS))}, $snapshot as first_snapshot, $now::timestamptz as first_at
from new
where doc_id not in (from open)
"""
_CHANGES = """
select
    count(*) filter (where first_snapshot = $snapshot),
    count(*) filter (where ended_at = $now::timestamptz and last_snapshot = $previous),
    count(*) filter (where ended_at = $now::timestamptz and last_snapshot = $previous and superseded_by is not null)
from history
"""


class HistoryError(Exception):
    """The history so far can't be carried on; the message says what to do."""


def next_history(folder: Path, created: str, current: tuple[Path, Manifest] | None) -> tuple[pa.Table, Changes]:
    """The history with the snapshot that is built in `folder`, whose documents are written, and how many came and went with it.

    Raises HistoryError where the one before is damaged: nothing else tells what it told.
    """
    with (
        tempfile.TemporaryDirectory(prefix="kaozheng-") as spill,
        duckdb.connect(":memory:", config={"threads": 1, "temp_directory": spill}) as connection,
    ):
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"create view new as from {_parquet(folder / file_name(DOCUMENTS.name))}")
        before = _before(*current) if current else None
        if before is not None:
            connection.execute(f"create view old as from {_parquet(before)}")
        else:
            connection.register("old", DOCUMENT_HISTORY.empty)
        told = {"previous": current[1].snapshot if current else None, "snapshot": folder.name, "now": created}
        found = connection.sql(_NEXT, params=told).to_arrow_table()
        columns = [found[column.name].cast(column.type) for column in DOCUMENT_HISTORY.columns]
        history = pa.Table.from_arrays(columns, schema=DOCUMENT_HISTORY.schema)
        connection.register("history", history)
        return history, Changes(*connection.execute(_CHANGES, told).fetchall()[0])


def _before(folder: Path, manifest: Manifest) -> Path | None:
    path, known = folder / file_name(DOCUMENT_HISTORY.name), manifest.files.get(DOCUMENT_HISTORY.name)
    if known is None or not path.is_file():
        return None
    if not is_intact(path, known):
        raise HistoryError(f"{path} is damaged: put a copy of it in its place, or remove it, and the history begins anew")
    return path


def _parquet(path: Path) -> str:
    return f"read_parquet({literal(as_pattern(path))})"
