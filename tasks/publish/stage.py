"""The stage itself: one atomic switch from the snapshot before to that of these batches."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from kaozheng.tasks.publish import KEPT
from kaozheng.tasks.publish.building import Source, build_snapshot, identity
from kaozheng.tasks.publish.catalog import refresh_catalog
from kaozheng.tasks.publish.checks import CheckError
from kaozheng.tasks.publish.durable import BusyError, locked, point, sync
from kaozheng.tasks.publish.files import file_name
from kaozheng.tasks.publish.history import HistoryError
from kaozheng.tasks.publish.layout import CURRENT, LOCK, SNAPSHOTS, LayoutError, ensure_links, snapshot_to_follow
from kaozheng.tasks.publish.manifest import Changes, Manifest, Quarantined
from kaozheng.tasks.publish.prepared import PreparedError, by_key
from kaozheng.tasks.publish.snapshots import clear_leftovers, collect
from kaozheng.tasks.tables.contract import DOCUMENTS, TABLES
from kaozheng.tasks.tables.history import PUBLISHED

LOCK_PATIENCE = 10.0


class PublishError(Exception):
    """Nothing was published and what was published before stands; the message says why in one line."""


@dataclass(frozen=True)
class Published:
    """What a publish came to. `rows` by table are those of the whole snapshot; `changes` counts documents that came and went."""

    snapshot: str
    changed: bool
    rows: Mapping[str, int]
    documents: int
    quarantined: tuple[Quarantined, ...]
    changes: Changes


def publish(prepared: Sequence[Path], warehouse: Path, keep: int = KEPT) -> Published:
    """Make `warehouse` hold exactly the batches of `prepared`: folders that `write_batch` made of what `prepare` gave, named by key.

    A batch is known by its folder's name, which must change with its contents. With the same batches as before nothing is written. The last
    `keep` snapshots stay. Raises PublishError, and then the snapshot of before stands, whole.
    """
    try:
        folders = by_key(prepared)
        warehouse = warehouse.resolve()
        if warehouse.exists() and not warehouse.is_dir():
            raise LayoutError("it is a file")
        warehouse.mkdir(parents=True, exist_ok=True)
        with locked(warehouse / LOCK, LOCK_PATIENCE):
            published, manifest = _published(folders, warehouse, snapshot_to_follow(warehouse))
            collect(warehouse, manifest, keep)
            return published
    except PreparedError as error:
        raise PublishError(str(error)) from error
    except (BusyError, LayoutError, CheckError, HistoryError, duckdb.Error, pa.ArrowException) as error:
        raise PublishError(f"cannot publish into {warehouse}: {' '.join(str(error).split())}") from error
    except OSError as error:
        raise PublishError(f"cannot publish into {warehouse}: {error.strerror or error}: {error.filename or ''}".rstrip(": ")) from error


def _published(folders: Mapping[str, Path], warehouse: Path, current: tuple[Path, Manifest] | None) -> tuple[Published, Manifest]:
    if current is not None and _holds(*current, folders):
        refresh_catalog(*current)
        return _told(current[1], changed=_point_at(current[0], warehouse)), current[1]
    manifest = _publish_snapshot(Source(folders, current), warehouse)
    return _told(manifest, changed=True), manifest


def _point_at(folder: Path, warehouse: Path) -> bool:
    """Let readers find a snapshot, from one moment to the next; False where they do already."""
    ensure_links(warehouse)
    if (warehouse / CURRENT).resolve() == folder:
        return False
    point(warehouse / CURRENT, f"{SNAPSHOTS}/{folder.name}")
    return True


def _holds(folder: Path, manifest: Manifest, folders: Mapping[str, Path]) -> bool:
    """Whether a snapshot is of these very batches, stored as they would be now, and its files are all there."""
    if set(manifest.batches) != set(folders):
        return False
    made_as_now = all(manifest.files[table.name].identity == identity(table, manifest.batches) for table in TABLES)
    return made_as_now and all(_is_there(folder / file_name(table.name), manifest.files[table.name].size) for table in PUBLISHED)


def _is_there(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _told(manifest: Manifest, *, changed: bool) -> Published:
    rows = {table.name: manifest.rows[table.name] for table in TABLES}
    changes = manifest.changes if changed else Changes()
    return Published(manifest.snapshot, changed, rows, rows[DOCUMENTS.name], manifest.quarantined, changes)


def _publish_snapshot(source: Source, warehouse: Path) -> Manifest:
    sequence = source.current[1].sequence + 1 if source.current else 1
    clear_leftovers(warehouse, sequence)
    folder = warehouse / SNAPSHOTS / f"{sequence:06d}-{hashlib.sha256(' '.join(sorted(source.folders)).encode()).hexdigest()[:8]}"
    try:
        manifest = build_snapshot(folder, sequence, source)
        sync(folder.parent)
        _point_at(folder, warehouse)
    except BaseException:
        if (warehouse / CURRENT).resolve() != folder:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return manifest
