"""Where things lie in a warehouse.

    DIR/snapshots/<id>/<table>/<table>.parquet     immutable, shared between snapshots by hard links where nothing changed
    DIR/snapshots/<id>/warehouse.duckdb            the catalog, its views naming this very snapshot
    DIR/snapshots/<id>/datapackage.json            the tables and columns described, as Frictionless tools read it
    DIR/snapshots/<id>/manifest.json
    DIR/current -> snapshots/<id>                  the one pointer; moving it publishes
    DIR/<table> -> current/<table>
    DIR/warehouse.duckdb -> current/warehouse.duckdb
    DIR/datapackage.json -> current/datapackage.json

All tables and the catalog hang on one link, so one rename switches them together. Why a table is one file of an unchanging name is told in
`files`.
"""

from __future__ import annotations

import os
from pathlib import Path

from kaozheng.tasks.publish.durable import discard, point
from kaozheng.tasks.publish.manifest import NAME, Manifest
from kaozheng.tasks.tables.history import PUBLISHED

SNAPSHOTS = "snapshots"
CURRENT = "current"
CATALOG = "warehouse.duckdb"
LOCK = ".publish.lock"
PACKAGE = "datapackage.json"
FILES = (CATALOG, PACKAGE)
LINKS = {name: f"{CURRENT}/{name}" for name in (*(table.name for table in PUBLISHED), *FILES)}


class LayoutError(Exception):
    """The folder is no warehouse, or something stands in the way of one; the message says what and where."""


def current_snapshot(warehouse: Path) -> tuple[Path, Manifest] | None:
    """The published snapshot's folder, free of links, and its manifest; None where nothing is published.

    Raises LayoutError where its manifest can't be read: that is no reason to take what it tells of for nothing.
    """
    link = warehouse / CURRENT
    folder = link.resolve()
    manifest = Manifest.read(folder)
    if manifest is None and folder.is_dir():
        way_out = f"put a copy of it in its place, or remove {link}, and the next run goes on from the snapshot before"
        raise LayoutError(f"{folder / NAME} is damaged, gone, or of another version: {way_out}")
    return None if manifest is None else (folder, manifest)


def snapshot_to_follow(warehouse: Path) -> tuple[Path, Manifest] | None:
    """The snapshot that the next one follows: the published one or, where the pointer is lost, the youngest that is whole."""
    return current_snapshot(warehouse) or next(reversed(whole_snapshots(warehouse)), None)


def require_snapshot(warehouse: Path) -> tuple[Path, Manifest]:
    found = current_snapshot(warehouse)
    if found is None:
        raise LayoutError(f"no warehouse in {warehouse}: nothing has been published there")
    return found


def whole_snapshots(warehouse: Path) -> list[tuple[Path, Manifest]]:
    """The snapshots that are there whole, the oldest first. The leaving of a publisher that died may be among them, the youngest."""
    folders = (warehouse.resolve() / SNAPSHOTS).glob("[!.]*")
    found = [(folder, manifest) for folder in folders if (manifest := Manifest.read(folder)) is not None]
    return sorted(found, key=lambda each: each[1].sequence)


def ensure_links(warehouse: Path) -> None:
    """Make the links that are missing. They never change afterwards, so a reader may hold on to them."""
    for name, target in LINKS.items():
        link = warehouse / name
        if link.is_symlink() and str(link.readlink()) == target:
            continue
        if os.path.lexists(link) and not link.is_symlink():
            raise LayoutError(f"{link} is in the way: a link to {target} belongs there (`kaozheng catalog` repairs a copied warehouse)")
        point(link, target)


def restore_links(warehouse: Path) -> None:
    """After a copy that followed links and left folders in their place: links again. Only what the snapshot holds too is removed."""
    current = warehouse / CURRENT
    if not current.is_symlink():
        manifest = Manifest.read(current)
        if manifest is None:
            raise LayoutError(f"no warehouse in {warehouse}: nothing has been published there")
        home = warehouse / SNAPSHOTS / manifest.snapshot
        if Manifest.read(home) is None:
            home.parent.mkdir(exist_ok=True)
            current.rename(home)
        else:
            discard(current)
        point(current, f"{SNAPSHOTS}/{manifest.snapshot}")
    for name in LINKS:
        copy = warehouse / name
        if copy.is_symlink():
            continue
        if copy.is_dir() and (current / name).is_dir():
            discard(copy)
        elif name in FILES:
            copy.unlink(missing_ok=True)
    ensure_links(warehouse)
