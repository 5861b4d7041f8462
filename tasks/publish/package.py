"""`datapackage.json`: a snapshot described as a Data Package (Frictionless, version 2), from the declarations and the manifest's files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from kaozheng.tasks.publish.durable import replace
from kaozheng.tasks.publish.files import FileEntry, file_name
from kaozheng.tasks.publish.layout import PACKAGE
from kaozheng.tasks.tables.declaration import Column, Reference, Table
from kaozheng.tasks.tables.history import PUBLISHED

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = (
    (pa.types.is_string, "string"),
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_floating, "number"),
    (pa.types.is_date, "date"),
    (pa.types.is_time, "time"),
    (pa.types.is_timestamp, "datetime"),
    (pa.types.is_list, "array"),
)


def write_package(folder: Path, created: str, version: str, files: Mapping[str, FileEntry]) -> None:
    """Write the description of the snapshot in `folder`. Paths in it are relative, so it holds in DIR as well, and after a move."""
    told = {
        "$schema": _PROFILE,
        "name": "kaozheng",
        "id": folder.name,
        "title": "Facts with their evidence from Chinese news",
        "description": "Counts, dates, actors, quotes and initiatives; each row points at the characters of the document that tell it.",
        "version": version,
        "created": created,
        "resources": [_resource(table, files[table.name]) for table in PUBLISHED],
    }
    replace(folder / PACKAGE, json.dumps(told, ensure_ascii=False, indent=1).encode())


def _resource(table: Table, file: FileEntry) -> dict[str, object]:
    return {
        "name": table.name,
        "type": "table",
        "path": file_name(table.name),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
        "description": table.meaning,
        "madeBy": table.made_by,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {"fields": [_field(column, table) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [_foreign_key(reference, table) for reference in table.references]
    return schema


def _foreign_key(reference: Reference, table: Table) -> dict[str, object]:
    theirs: dict[str, object] = {"fields": [reference.key]}
    if reference.table != table.name:  # a reference into the table itself names no resource
        theirs["resource"] = reference.table
    return {"fields": [reference.column], "reference": theirs}


def _field(column: Column, table: Table) -> dict[str, object]:
    told = {
        "name": column.name,
        "type": next(name for fits, name in _TYPES if fits(column.type)),
        "description": column.meaning,
        "example": column.example,
        "unit": column.unit,
        "nullMeaning": column.null,
        "madeBy": column.made_by or table.made_by,
        "constraints": _constraints(column),
    }
    return {name: value for name, value in told.items() if value}


def _constraints(column: Column) -> dict[str, object]:
    told = {
        "required": True if column.null is None else None,
        "enum": list(column.values) or None,
        "minimum": column.least,
        "maximum": column.most,
    }
    return {name: value for name, value in told.items() if value is not None}
