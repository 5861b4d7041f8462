"""Building a snapshot: everything that lies in its folder, before any reader can see it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa

from kaozheng.tasks.publish.catalog import build_catalog, catalog_identity
from kaozheng.tasks.publish.checks import run_checks
from kaozheng.tasks.publish.durable import share, sync
from kaozheng.tasks.publish.files import FORMAT, FileEntry, entry_of, file_name, is_intact, write_file
from kaozheng.tasks.publish.history import next_history
from kaozheng.tasks.publish.manifest import BatchEntry, Changes, Manifest
from kaozheng.tasks.publish.package import write_package
from kaozheng.tasks.publish.prepared import Repeated, Rows, entry, repeated, require_whole
from kaozheng.tasks.tables.contract import TABLES
from kaozheng.tasks.tables.declaration import Table
from kaozheng.tasks.tables.history import DOCUMENT_HISTORY, PUBLISHED

Current = tuple[Path, Manifest] | None


@dataclass(frozen=True)
class Source:
    """What a snapshot is made of: the folders of its batches by key, and the published snapshot that it follows."""

    folders: Mapping[str, Path]
    current: Current

    def file_before(self, table: Table) -> Path | None:
        """The file of a table in the current snapshot, if it is still what was published: of a damaged one nothing is taken over."""
        known = self.entry_before(table)
        if self.current is None or known is None:
            return None
        path = self.current[0] / file_name(table.name)
        return path if is_intact(path, known) else None

    def entry_before(self, table: Table) -> FileEntry | None:
        return self.current[1].files.get(table.name) if self.current else None


def build_snapshot(folder: Path, sequence: int, source: Source) -> Manifest:
    """Write all of a snapshot into `folder`, which is absolute and new, check it, and last of all write its manifest."""
    require_whole(source.folders.values())
    folder.mkdir(parents=True)
    created = _moment_after(source.current)
    batches = _entries(source)
    again = repeated(source.folders)
    files = {table.name: _file(folder, table, source, batches, again) for table in TABLES}
    history, changes = next_history(folder, created, source.current)
    files[DOCUMENT_HISTORY.name] = _history_file(folder, history, changes, source)
    build_catalog(folder)
    run_checks(folder)
    made_by = version("kaozheng")
    write_package(folder, created, made_by, files)
    for table in PUBLISHED:
        sync(folder / table.name)
    manifest = Manifest(folder.name, sequence, created, made_by, str(folder), catalog_identity(), changes, files, batches)
    manifest.write(folder)
    return manifest


def identity(table: Table, batches: Mapping[str, BatchEntry]) -> str:
    """What the file of a table is made from: the batches that have rows of it, and how they are stored."""
    keys = [key for key, entry in batches.items() if entry.rows[table.name]]
    return hashlib.sha256("\0".join((FORMAT, repr(table), *sorted(keys))).encode()).hexdigest()


def _moment_after(current: Current) -> str:
    """Now; but never before the current snapshot, whatever the clock says."""
    now = datetime.datetime.now(datetime.UTC)
    if current is not None:
        now = max(now, datetime.datetime.fromisoformat(current[1].created) + datetime.timedelta(milliseconds=1))
    return now.isoformat(timespec="milliseconds")


def _entries(source: Source) -> dict[str, BatchEntry]:
    known = source.current[1].batches if source.current else {}
    return {key: known.get(key) or entry(path) for key, path in source.folders.items()}


def _file(folder: Path, table: Table, source: Source, batches: Mapping[str, BatchEntry], again: Repeated) -> FileEntry:
    made_from = identity(table, batches)
    path, before, known = folder / file_name(table.name), source.file_before(table), source.entry_before(table)
    path.parent.mkdir()
    if before is not None and known is not None and known.identity == made_from:
        share(before, path)
        return known
    folders = [(key, source.folders[key]) for key, entry in batches.items() if entry.rows[table.name]]
    rows = write_file(table, Rows(table, folders, again), path, before)
    return entry_of(made_from, rows, path)


def _history_file(folder: Path, history: pa.Table, changes: Changes, source: Source) -> FileEntry:
    path, before, known = (
        folder / file_name(DOCUMENT_HISTORY.name),
        source.file_before(DOCUMENT_HISTORY),
        source.entry_before(DOCUMENT_HISTORY),
    )
    path.parent.mkdir()
    if before is not None and known is not None and changes == Changes():
        share(before, path)
        return known
    rows = write_file(DOCUMENT_HISTORY, [history], path, before)
    return entry_of(folder.name, rows, path)
