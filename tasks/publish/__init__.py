"""Publish: prepared batches become a snapshot that readers see all at once or not at all. Where things lie is told in `layout`."""

from __future__ import annotations

import datetime
import hashlib
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kaozheng.tasks.batch import Batch, read_batch
from kaozheng.tasks.publish.catalog import CheckError, build_catalog, catalog_identity, refresh_catalog, run_checks
from kaozheng.tasks.publish.durable import BusyError, discard, locked, point, share, sync
from kaozheng.tasks.publish.layout import CURRENT, LOCK, SNAPSHOTS, LayoutError, current_snapshot, ensure_links
from kaozheng.tasks.publish.manifest import BatchEntry, Manifest, Quarantined
from kaozheng.tasks.tables.contract import DOCUMENTS, TABLES
from kaozheng.tasks.tables.staging import QUARANTINE

SNAPSHOTS_KEPT = 3
LOCK_PATIENCE = 10.0
EMPTY = "empty"  # the batch of a warehouse without documents: its tables still have a file with their schema
# Parquet readers pass over files whose names start with a dot or an underscore.
_BATCH_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


class PublishError(Exception):
    """Nothing was published and what was published before stands; the message says why in one line."""


@dataclass(frozen=True)
class Published:
    """What a publish came to. `rows` by table are those of the whole snapshot; `added` and `removed` count documents."""

    snapshot: str
    changed: bool
    rows: Mapping[str, int]
    documents: int
    quarantined: tuple[Quarantined, ...]
    added: int = 0
    removed: int = 0


def publish(prepared: Sequence[Path], warehouse: Path) -> Published:
    """Make `warehouse` hold exactly the batches of `prepared`: folders that `write_batch` made of what `prepare` gave, named by key.

    A batch that the current snapshot has already, by its name, is shared with it: a folder's name must change with its contents. With the
    same batches as before nothing is written. Raises PublishError, and then the snapshot of before stands, whole.
    """
    folders = _by_key(prepared)
    try:
        warehouse = warehouse.resolve()
        _refuse_impossible(warehouse)
        warehouse.mkdir(parents=True, exist_ok=True)
        with locked(warehouse / LOCK, LOCK_PATIENCE):
            current = current_snapshot(warehouse)
            if current is not None and _holds(*current, folders):
                ensure_links(warehouse)
                refresh_catalog(*current)
                return _told(current[1], changed=False)
            return _publish_snapshot(folders, warehouse, current)
    except (BusyError, LayoutError, CheckError, duckdb.Error, pa.ArrowException) as error:
        raise PublishError(f"cannot publish into {warehouse}: {' '.join(str(error).split())}") from error
    except OSError as error:
        raise PublishError(f"cannot publish into {warehouse}: {error.strerror or error}: {error.filename or ''}".rstrip(": ")) from error


def _by_key(prepared: Iterable[Path]) -> dict[str, Path]:
    folders: dict[str, Path] = {}
    for path in prepared:
        if not _BATCH_KEY.fullmatch(path.name):
            raise PublishError(f"{path}: the name of a prepared batch is its key, of letters, digits, '.', '_' and '-'")
        folders.setdefault(path.name, path)
    return folders


def _refuse_impossible(warehouse: Path) -> None:
    if "?" in str(warehouse):
        raise LayoutError("DuckDB reads what follows a '?' in a path as options; choose another folder name")
    if warehouse.exists() and not warehouse.is_dir():
        raise LayoutError("it is a file")


def _holds(folder: Path, manifest: Manifest, folders: Mapping[str, Path]) -> bool:
    """Whether a snapshot is of these very batches, and its files are all there."""
    return set(manifest.batches) == (set(folders) or {EMPTY}) and all(
        (folder / table.name / f"{key}.parquet").is_file() for table in TABLES for key in manifest.batches
    )


def _told(manifest: Manifest, *, changed: bool, added: int = 0, removed: int = 0) -> Published:
    rows = manifest.rows
    return Published(manifest.snapshot, changed, rows, rows[DOCUMENTS.name], manifest.quarantined, added, removed)


# --- a new snapshot


def _publish_snapshot(folders: Mapping[str, Path], warehouse: Path, current: tuple[Path, Manifest] | None) -> Published:
    sequence = current[1].sequence + 1 if current else 1
    _clear_leftovers(warehouse / SNAPSHOTS, sequence)
    keys = tuple(folders) or (EMPTY,)
    folder = warehouse / SNAPSHOTS / f"{sequence:06d}-{hashlib.sha256(' '.join(sorted(keys)).encode()).hexdigest()[:8]}"
    folder.mkdir(parents=True)
    try:
        batches = _write_tables(folder, folders, current)
        added, removed = _document_changes(folder, batches, current)
        build_catalog(folder)
        run_checks(folder)
        created = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        manifest = Manifest(folder.name, sequence, created, version("kaozheng"), catalog_identity(folder), batches)
        manifest.write(folder)
        ensure_links(warehouse)
        point(warehouse / CURRENT, f"{SNAPSHOTS}/{folder.name}")
    except BaseException:
        if (warehouse / CURRENT).resolve() != folder:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    _collect(warehouse / SNAPSHOTS, sequence)
    return _told(manifest, changed=True, added=added, removed=removed)


def _write_tables(folder: Path, folders: Mapping[str, Path], current: tuple[Path, Manifest] | None) -> dict[str, BatchEntry]:
    """The Parquet files of a snapshot, shared with the current one where it has them, and the entries of its batches."""
    for table in TABLES:
        (folder / table.name).mkdir()
    batches = {}
    for key, path in folders.items():
        known = current[1].batches.get(key) if current else None
        if current is not None and known is not None and _share_batch(current[0], folder, key):
            batches[key] = known
        else:
            batches[key] = _write_batch(_read_prepared(path), folder, key)
    if not batches:
        batches[EMPTY] = _write_batch({table.name: table.empty for table in (*TABLES, QUARANTINE)}, folder, EMPTY)
    for table in TABLES:
        sync(folder / table.name)
    return batches


def _share_batch(old: Path, new: Path, key: str) -> bool:
    """False where the old snapshot lacks a file that it should have."""
    names = [f"{table.name}/{key}.parquet" for table in TABLES]
    if not all((old / name).is_file() for name in names):
        return False
    for name in names:
        share(old / name, new / name)
    return True


def _read_prepared(path: Path) -> Batch:
    try:
        batch = read_batch([path])
    except pa.ArrowInvalid as error:
        raise PublishError(f"{path}: a prepared batch is damaged: {error}") from error
    for table in (*TABLES, QUARANTINE):
        if table.name not in batch or batch[table.name].schema != table.schema:
            raise PublishError(f"{path}: a prepared batch lacks {table.name}, or has it in another schema")
    return batch


def _write_batch(batch: Batch, folder: Path, key: str) -> BatchEntry:
    for table in TABLES:
        file = folder / table.name / f"{key}.parquet"
        pq.write_table(batch[table.name], file, compression="zstd", compression_level=6, use_dictionary=True, write_statistics=True)
        sync(file)
    return BatchEntry({table.name: batch[table.name].num_rows for table in TABLES}, _quarantined(batch))


def _quarantined(batch: Batch) -> tuple[Quarantined, ...]:
    fault_of = {row["doc_id"]: row["fault"] for row in batch[QUARANTINE.name].to_pylist()}
    rows = batch[DOCUMENTS.name].select(["doc_id", "source_name", "reason"]).to_pylist()
    return tuple(Quarantined(r["source_name"], r["reason"], fault_of[r["doc_id"]]) for r in rows if r["reason"] is not None)


def _document_changes(folder: Path, batches: Mapping[str, BatchEntry], current: tuple[Path, Manifest] | None) -> tuple[int, int]:
    """How many documents are new and how many are gone; only batches that differ are looked at."""
    before = current[1].batches if current else {}
    new = _doc_ids(folder, (key for key in batches if key not in before))
    old = _doc_ids(current[0], (key for key in before if key not in batches)) if current else set()
    return len(new - old), len(old - new)


def _doc_ids(folder: Path, keys: Iterable[str]) -> set[str]:
    files = [folder / DOCUMENTS.name / f"{key}.parquet" for key in keys]
    return {str(doc_id) for file in files if file.is_file() for doc_id in pq.read_table(file, columns=["doc_id"])["doc_id"].to_pylist()}


# --- clearing up


def _clear_leftovers(snapshots: Path, sequence: int) -> None:
    """Remove what a publisher left that died before it published: nobody can be reading it."""
    for folder in snapshots.glob("*") if snapshots.is_dir() else ():
        if folder.name.startswith(".") or _sequence(folder) >= sequence:
            discard(folder)


def _collect(snapshots: Path, sequence: int) -> None:
    """Remove the snapshots before the last few. What can't be removed now is tried again at the next publish."""
    for folder in snapshots.glob("*"):
        if _sequence(folder) <= sequence - SNAPSHOTS_KEPT:
            discard(folder)


def _sequence(folder: Path) -> int:
    number = folder.name.partition("-")[0]
    return int(number) if number.isdecimal() else 0
