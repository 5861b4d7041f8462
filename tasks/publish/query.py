"""Questions to a warehouse in SQL, which can read what is published and nothing else, and change nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import duckdb

from kaozheng.tasks.publish.catalog import as_pattern, is_in_place, is_up_to_date
from kaozheng.tasks.publish.layout import CATALOG, LayoutError, require_snapshot
from kaozheng.tasks.publish.snapshots import snapshot_at
from kaozheng.tasks.tables.validation import literal

Answer = tuple[list[str], list[tuple[object, ...]]]
Ask = Callable[[str], Answer]

ALLOWED = "SELECT, WITH, DESCRIBE, SHOW and SUMMARIZE"
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}


class QueryError(Exception):
    """The question can't be answered; the message says why in one line."""


def query(warehouse: Path, sql: str, fmt: str = "table", width: int | None = None, as_of: str | None = None) -> str:
    """The answer to one SELECT, WITH, DESCRIBE, SHOW or SUMMARIZE, without a newline at its end.

    `fmt` is one of FORMATS; `width` is the terminal's, in cells, for a table; `as_of` is what `snapshot_at` takes, the current snapshot
    if not given. Raises QueryError.
    """
    from kaozheng.tasks.publish.rendering import FORMATS, rendered

    if fmt not in FORMATS:
        raise QueryError(f"format {fmt} is none of {', '.join(FORMATS)}")
    with asking(warehouse, as_of) as ask:
        columns, rows = ask(sql)
    return rendered(columns, rows, fmt, width)


@contextmanager
def asking(warehouse: Path, as_of: str | None = None) -> Iterator[Ask]:
    """Answers one question after another, all from one snapshot, also while the next is published.

    What is given tells column names and rows. Raises QueryError, here and for each question.
    """
    folder = _snapshot(warehouse, as_of)
    # A place of its own for what does not fit into memory: nobody else's lies there to be read.
    with tempfile.TemporaryDirectory(prefix="kaozheng-") as spill, duckdb.connect(":memory:", config=_CONFIG) as connection:
        with _faults_told():
            _open(connection, folder, spill)
        yield partial(_answer, connection)


def _answer(connection: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    with _faults_told():
        _require_question(connection, sql)
        result = connection.execute(sql)
        return [name for name, *_ in result.description or ()], result.fetchall()


@contextmanager
def _faults_told() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise QueryError(_in_one_line(error)) from error


def _snapshot(warehouse: Path, as_of: str | None) -> Path:
    try:
        folder, manifest = require_snapshot(warehouse) if as_of is None else snapshot_at(warehouse, as_of)
    except LayoutError as error:
        raise QueryError(str(error)) from error
    # An older snapshot is read through the views of its time.
    if not (is_up_to_date(folder, manifest) if as_of is None else is_in_place(folder, manifest)):
        raise QueryError(f"{warehouse} was moved or copied, or made by another version: run `kaozheng catalog {warehouse}` once")
    return folder


def _require_question(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"one question at a time: {len(statements)} statements given")
    if statements[0].type == duckdb.StatementType.MULTI:
        raise QueryError("a PIVOT has to name its columns here: pivot counts on measure in ('tests', 'teams') using count(*)")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError(f"{statements[0].type.name} is not allowed: a warehouse answers {ALLOWED}, and nothing changes it")


def _open(connection: duckdb.DuckDBPyConnection, folder: Path, spill: str) -> None:
    """Attach the catalog, then lock the door: files outside the snapshot stay closed and no setting can open them."""
    connection.execute(f"attach {literal(str(folder / CATALOG))} as warehouse (read_only)")
    connection.execute("use warehouse")
    connection.execute("set timezone = 'UTC'")
    connection.execute(f"set temp_directory = {literal(spill)}")
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
