"""Where things lie in a warehouse.

    DIR/snapshots/<id>/<table>/<batch>.parquet     immutable, shared between snapshots by hard links
    DIR/snapshots/<id>/warehouse.duckdb            the catalog, its views naming this very snapshot
    DIR/snapshots/<id>/manifest.json
    DIR/current -> snapshots/<id>                  the one pointer; moving it publishes
    DIR/<table> -> current/<table>
    DIR/warehouse.duckdb -> current/warehouse.duckdb

All tables and the catalog hang on one link, so one rename switches them together.
"""

from __future__ import annotations

import os
from pathlib import Path

from kaozheng.tasks.publish.durable import discard, point
from kaozheng.tasks.publish.manifest import Manifest
from kaozheng.tasks.tables.contract import TABLES

SNAPSHOTS = "snapshots"
CURRENT = "current"
CATALOG = "warehouse.duckdb"
LOCK = ".publish.lock"
LINKS = {name: f"{CURRENT}/{name}" for name in (*(table.name for table in TABLES), CATALOG)}


class LayoutError(Exception):
    """The folder is no warehouse, or something stands in the way of one; the message says what and where."""


def current_snapshot(warehouse: Path) -> tuple[Path, Manifest] | None:
    """The published snapshot's folder, free of links, and its manifest; None where nothing whole is published."""
    folder = (warehouse / CURRENT).resolve()
    manifest = Manifest.read(folder)
    return None if manifest is None else (folder, manifest)


def require_snapshot(warehouse: Path) -> tuple[Path, Manifest]:
    found = current_snapshot(warehouse)
    if found is None:
        raise LayoutError(f"no warehouse in {warehouse}: nothing has been published there")
    return found


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
        elif name == CATALOG:
            copy.unlink(missing_ok=True)
    ensure_links(warehouse)
