"""The snapshots that a warehouse keeps: which there are, which one a time means, and clearing up."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import NamedTuple

from kaozheng.tasks.publish.durable import discard
from kaozheng.tasks.publish.layout import SNAPSHOTS, LayoutError, require_snapshot, whole_snapshots
from kaozheng.tasks.publish.manifest import Changes, Manifest
from kaozheng.tasks.tables.contract import DOCUMENTS

_NUMBER = re.compile(r"[0-9]{1,6}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Snapshot(NamedTuple):
    """A snapshot in a list. `size` is what its files take, in bytes, `own_size` what of it no other snapshot shares."""

    snapshot: str
    created: str
    is_current: bool
    documents: int
    rows: int
    changes: Changes
    size: int
    own_size: int
    folder: Path


def snapshots(warehouse: Path) -> list[Snapshot]:
    """The snapshots of a warehouse, the oldest first. Raises LayoutError where there is none."""
    current, manifest = require_snapshot(warehouse)
    return [_told(folder, told, folder == current) for folder, told in published_snapshots(warehouse, manifest)]


def listed(warehouse: Path) -> tuple[list[str], list[tuple[object, ...]]]:
    """The same as a table: column names and rows."""
    names = ["snapshot", "created", "documents", "rows", "added", "removed", "superseded", "bytes", "own_bytes", "current"]
    rows: list[tuple[object, ...]] = [
        (each.snapshot, each.created, each.documents, each.rows, *each.changes, each.size, each.own_size, each.is_current)
        for each in snapshots(warehouse)
    ]
    return names, rows


def snapshot_folder(warehouse: Path, as_of: str | None = None) -> Path:
    """Where the tables of a snapshot lie, free of links, so that it names the same ones whatever is published meanwhile."""
    return (require_snapshot(warehouse) if as_of is None else snapshot_at(warehouse, as_of))[0]


def published_snapshots(warehouse: Path, current: Manifest) -> list[tuple[Path, Manifest]]:
    return [(folder, manifest) for folder, manifest in whole_snapshots(warehouse) if manifest.sequence <= current.sequence]


def snapshot_at(warehouse: Path, when: str) -> tuple[Path, Manifest]:
    """The snapshot that `when` means: its id, its number, or a time or day in ISO 8601 (UTC if it names no zone), for what stood then.

    Raises LayoutError where no such snapshot is kept.
    """
    _, current = require_snapshot(warehouse)
    kept = published_snapshots(warehouse, current)
    found = [each for each in kept if each[1].snapshot == when or (_NUMBER.fullmatch(when) and each[1].sequence == int(when))]
    if not found:
        moment = _moment(when)
        found = [each for each in kept if moment is not None and datetime.datetime.fromisoformat(each[1].created) <= moment]
    if not found:
        known = f"{kept[0][1].snapshot} of {kept[0][1].created} to {kept[-1][1].snapshot} of {kept[-1][1].created}"
        raise LayoutError(f"no snapshot {when} in {warehouse}: kept are {known} (`kaozheng snapshots {warehouse}`)")
    return found[-1]


def collect(warehouse: Path, current: Manifest, keep: int) -> None:
    """Remove the snapshots before the last `keep`. What can't be removed now is tried again at the next publish."""
    for folder in _folders(warehouse):
        if folder.name.startswith(".") or _sequence(folder) <= current.sequence - keep:
            discard(folder)


def clear_leftovers(warehouse: Path, sequence: int) -> None:
    """Remove what a publisher left that died before it published: nobody can be reading it."""
    for folder in _folders(warehouse):
        if folder.name.startswith(".") or _sequence(folder) >= sequence:
            discard(folder)


def _told(folder: Path, manifest: Manifest, is_current: bool) -> Snapshot:
    files = [path.stat() for path in folder.rglob("*") if path.is_file()]
    size, own = sum(file.st_size for file in files), sum(file.st_size for file in files if file.st_nlink == 1)
    rows = manifest.rows
    return Snapshot(
        manifest.snapshot, manifest.created, is_current, rows[DOCUMENTS.name], sum(rows.values()), manifest.changes, size, own, folder
    )  # fmt: skip


def _moment(when: str) -> datetime.datetime | None:
    try:
        moment = datetime.datetime.fromisoformat(when)
    except ValueError:
        return None
    if _DAY.fullmatch(when):
        moment += datetime.timedelta(days=1, microseconds=-1)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _folders(warehouse: Path) -> list[Path]:
    home = warehouse / SNAPSHOTS
    return list(home.iterdir()) if home.is_dir() else []


def _sequence(folder: Path) -> int:
    number = folder.name.partition("-")[0]
    return int(number) if number.isdecimal() else 0
