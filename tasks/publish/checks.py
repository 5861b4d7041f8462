"""Whether a snapshot is what it should be: its files whole, its rows by the declared rules, and nothing found by `sql/checks/`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kaozheng.tasks.publish.catalog import is_up_to_date, sql_files
from kaozheng.tasks.publish.files import file_name, is_intact
from kaozheng.tasks.publish.layout import CATALOG, CURRENT, LINKS, PACKAGE, require_snapshot
from kaozheng.tasks.publish.manifest import Manifest
from kaozheng.tasks.tables.declaration import Table
from kaozheng.tasks.tables.history import PUBLISHED
from kaozheng.tasks.tables.validation import literal, violations_in


class CheckError(Exception):
    """A check found something; the message names the check and the first thing that it found."""


class Finding(NamedTuple):
    """What a check came to; `found` says what is wrong, None where all is well."""

    check: str
    found: str | None


def check(warehouse: Path) -> list[Finding]:
    """All that can be checked of the current snapshot of a warehouse. Raises LayoutError where there is none."""
    folder, manifest = require_snapshot(warehouse)
    findings = [Finding("links", _links(warehouse)), Finding("catalog", _catalog(folder, manifest))]
    findings += [Finding(f"file of {table.name}", file_fault(folder, table, manifest)) for table in PUBLISHED]
    if any(finding.found for finding in findings):
        return findings
    with _opened(folder) as connection:
        broken = {table.name: _broken_rule(connection, table) for table in PUBLISHED}
        findings += [Finding(f"rules of {name}", fault) for name, fault in broken.items()]
        findings += [Finding(file.name, _found(connection, file.statement, file.comment)) for file in sql_files("checks")]
    return findings


def run_checks(folder: Path) -> None:
    """The declared rules and `sql/checks/` on a snapshot; CheckError at the first that finds something."""
    with _opened(folder) as connection:
        for table in PUBLISHED:
            if fault := _broken_rule(connection, table):
                raise CheckError(fault)
        for file in sql_files("checks"):
            if fault := _found(connection, file.statement, file.comment):
                raise CheckError(f"check {file.name} failed: {fault}")


def file_fault(folder: Path, table: Table, manifest: Manifest) -> str | None:
    """What is wrong with the file of a table; None where it is the very one that was published."""
    path, told = folder / file_name(table.name), manifest.files.get(table.name)
    if told is None:
        return "the manifest does not tell of it"
    if not path.is_file():
        return f"{path} is not there (`kaozheng run --full` writes it anew)"
    try:
        if not is_intact(path, told):
            return f"{path} is not the file that was published (`kaozheng run --full` writes it anew)"
        found = pq.read_metadata(path)
    except (OSError, pa.ArrowException) as error:
        return f"{path} can't be read: {error}"
    if found.num_rows != told.rows:
        return f"{path} has {found.num_rows} rows, not {told.rows}"
    return None if found.schema.to_arrow_schema().equals(table.schema) else f"{path} has another schema than this version declares"


@contextmanager
def _opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    # What does not fit into memory goes to a place of its own, not below the folder that happens to be the current one.
    with (
        tempfile.TemporaryDirectory(prefix="kaozheng-") as spill,
        duckdb.connect(":memory:", config={"temp_directory": spill}) as connection,
    ):
        connection.execute(f"attach {literal(str(folder / CATALOG))} as warehouse (read_only)")
        connection.execute("use warehouse")
        connection.execute("set timezone = 'UTC'")
        yield connection


def _broken_rule(connection: duckdb.DuckDBPyConnection, table: Table) -> str | None:
    for found in violations_in(connection, (table,)):
        return f"{found.table}: {found.rule} ({found.example}) in document {found.doc_id}"
    return None


def _found(connection: duckdb.DuckDBPyConnection, statement: str, comment: str) -> str | None:
    for row in connection.execute(f"from ({statement}) limit 1").fetchall():
        return f"{comment} Found: {', '.join(map(str, row))}"
    return None


def _links(warehouse: Path) -> str | None:
    for name in (CURRENT, *LINKS):
        if not (warehouse / name).is_symlink() or not (warehouse / name).exists():
            return f"{warehouse / name} leads nowhere (`kaozheng catalog {warehouse}` mends it)"
    return None


def _catalog(folder: Path, manifest: Manifest) -> str | None:
    if not is_up_to_date(folder, manifest):
        return f"{folder / CATALOG} was built elsewhere or by another version (`kaozheng catalog` mends it)"
    return None if (folder / PACKAGE).is_file() else f"{folder / PACKAGE} is not there"
