"""Questions to a warehouse in SQL, which can read what is published and nothing else, and change nothing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb

from kaozheng.tasks.publish.catalog import as_pattern, catalog_identity
from kaozheng.tasks.publish.layout import CATALOG, LayoutError, require_snapshot
from kaozheng.tasks.tables.validation import literal

ALLOWED = "SELECT, WITH, DESCRIBE, SHOW and SUMMARIZE"
FORMATS = ("table", "csv", "json")
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}


class QueryError(Exception):
    """The question can't be answered; the message says why in one line."""


def query(warehouse: Path, sql: str, fmt: str = "table", width: int | None = None) -> str:
    """The answer to one SELECT, WITH, DESCRIBE, SHOW or SUMMARIZE, without a newline at its end.

    `fmt` is one of FORMATS; `width` is the terminal's, in cells, for a table. Raises QueryError.
    """
    from kaozheng.tasks.publish.rendering import FORMATS as RENDERERS
    from kaozheng.tasks.publish.rendering import as_table

    if fmt not in FORMATS:
        raise QueryError(f"format {fmt} is none of {', '.join(FORMATS)}")
    columns, rows = answer(warehouse, sql)
    if fmt == "table":
        return as_table(columns, rows, width or shutil.get_terminal_size((160, 50)).columns)
    return RENDERERS[fmt](columns, rows)


def answer(warehouse: Path, sql: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Column names and rows. Raises QueryError."""
    folder = _snapshot(warehouse)
    try:
        with duckdb.connect(":memory:", config=_CONFIG) as connection:
            _require_question(connection, sql)
            _open(connection, folder)
            result = connection.execute(sql)
            return [name for name, *_ in result.description or ()], result.fetchall()
    except duckdb.Error as error:
        raise QueryError(_in_one_line(error)) from error


def _snapshot(warehouse: Path) -> Path:
    try:
        folder, manifest = require_snapshot(warehouse)
    except LayoutError as error:
        raise QueryError(str(error)) from error
    if manifest.catalog != catalog_identity(folder) or not (folder / CATALOG).is_file():
        raise QueryError(f"{warehouse} was moved or copied, or made by another version: run `kaozheng catalog {warehouse}` once")
    return folder


def _require_question(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"one question at a time: {len(statements)} statements given")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError(f"{statements[0].type.name} is not allowed: a warehouse answers {ALLOWED}, and nothing changes it")


def _open(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Attach the catalog, then lock the door: files outside the snapshot stay closed and no setting can open them."""
    connection.execute(f"attach {literal(str(folder / CATALOG))} as warehouse (read_only)")
    connection.execute("use warehouse")
    connection.execute("set timezone = 'UTC'")
    connection.execute(f"set temp_directory = {literal(tempfile.gettempdir() + '/kaozheng-query')}")
    # DuckDB compares what a view names, so the folder must be allowed as the views write it too.
    allowed = {str(folder), as_pattern(folder)}
    connection.execute(f"set allowed_directories = [{', '.join(map(literal, sorted(allowed)))}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _in_one_line(error: duckdb.Error) -> str:
    """DuckDB's message without the quoted line and the caret under it."""
    lines = []
    for line in str(error).splitlines():
        if line.startswith("LINE "):
            break
        lines.append(line.strip())
    return " ".join(filter(None, lines))
