"""Validation: what a declaration demands of a table, as SQL that DuckDB runs over Arrow.

A check is an SQL condition on a row beside what it refers to, so that all checks of a table but that of its key are one query, which counts
offenders; only where it counts any does a second one look for who they are. Of a table that passes the `screening` only its rules are left
to check. DuckDB sees nothing but the tables that it is given: it runs in memory, without access to files.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import duckdb
import pyarrow as pa

from kaozheng.tasks.tables.contract import FRAGMENTS, TABLES
from kaozheng.tasks.tables.declaration import Column, Table
from kaozheng.tasks.tables.screening import passes

SANDBOX: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "python_enable_replacements": False,
    "threads": 1,
}
_EXAMPLE_LENGTH = 120
_TELLING = ("uri", "kind", "raw_start", "raw_end")
# Columns of `_beside` that no table has.
_REFERRED, _LENGTH = "referred_", "length_of_document"


class Violation(NamedTuple):
    """A rule that rows of one document break; `example` is the key of one of them. `doc_id` is None where they name no document."""

    table: str
    rule: str
    doc_id: str | None
    example: str


class Check(NamedTuple):
    """`bad` is an SQL condition that is true on a row of `_beside` that breaks `rule`."""

    rule: str
    bad: str


def violations(tables: Mapping[str, pa.Table], declarations: Sequence[Table] = TABLES) -> list[Violation]:
    """What is wrong with `tables`, one violation a table, rule and document; empty where all is well.

    `tables` holds an Arrow table for each declaration, with its columns. Raises KeyError where one is missing.
    """
    with _sandbox().cursor() as connection:
        for table in declarations:
            connection.register(table.name, tables[table.name])
        broken = _broken_rules(connection, [table for table in declarations if passes(table, tables)])
        return [
            found
            for table in declarations
            for check in (broken[table.name] if table.name in broken else _broken(connection, table))
            for found in _offenders(connection, table, check)
        ]


def violations_in(connection: duckdb.DuckDBPyConnection, declarations: Sequence[Table]) -> list[Violation]:
    """The same of tables or views that a connection has under their names."""
    return [found for table in declarations for check in _broken(connection, table) for found in _offenders(connection, table, check)]


@cache
def _sandbox() -> duckdb.DuckDBPyConnection:
    """The database of this process, empty: what a cursor of it registers is seen by that cursor alone."""
    connection = duckdb.connect(":memory:", config=SANDBOX)
    atexit.register(_closed, connection)
    return connection


def _closed(connection: duckdb.DuckDBPyConnection) -> None:
    """Close it and let go of it, or DuckDB tells of a leak when the process ends."""
    connection.close()
    _sandbox.cache_clear()


def row_checks(table: Table) -> Iterator[Check]:
    """The checks that need nothing but the row: nulls, values, ranges and the declared rules."""
    for column in table.columns:
        yield from _column_checks(column)
    yield from rule_checks(table)


def rule_checks(table: Table) -> Iterator[Check]:
    for rule in table.rules:
        yield Check(rule.says, f"not ({rule.condition})")


def reference_checks(table: Table) -> Iterator[Check]:
    """The checks that need the rows referred to: whole references, and spans inside the document."""
    for number, reference in enumerate(table.references):
        dangling = f"{_REFERRED}{number} is null and {quoted(reference.column)} is not null"
        yield Check(f"{reference.column} is not in {reference.table}", dangling)
    if end := _furthest_raw_end(table):
        yield Check("span outside raw_text", f"{end} > {_LENGTH}")


def key_check(table: Table) -> Check:
    key = ", ".join(map(quoted, table.key))
    repeated = f"select {key} from {quoted(table.name)} group by all having count(*) > 1"
    return Check(f"{', '.join(table.key)} is not unique", f"({key}) in ({repeated})")


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"


# --- the SQL of a check


def _column_checks(column: Column) -> Iterator[Check]:
    name = quoted(column.name)
    if column.null is None:
        yield Check(f"{column.name} is null", f"{name} is null")
    if column.values:
        yield Check(f"{column.name} is none of its values", f"{name} not in ({', '.join(map(literal, column.values))})")
    if column.least is not None:
        yield Check(f"{column.name} is less than {column.least:g}", f"{name} < {column.least!r}")
    if column.most is not None:
        yield Check(f"{column.name} is more than {column.most:g}", f"{name} > {column.most!r}")


def _beside(table: Table) -> str:
    """A FROM clause: each row of a table beside what it refers to, and beside the length of its document."""
    joined = [quoted(table.name)]
    for number, reference in enumerate(table.references):
        # A reference other than to the document must stay within the document.
        columns = {reference.column: reference.key} | ({"doc_id": "doc_id"} if reference.column != "doc_id" else {})
        theirs = ", ".join(f"{quoted(name)} as k{i}" for i, name in enumerate(columns.values()))
        found = f"select distinct {theirs}, true as {_REFERRED}{number}"
        same = " and ".join(f"{quoted(table.name)}.{quoted(ours)} = r{number}.k{i}" for i, ours in enumerate(columns))
        joined.append(f"({found} from {quoted(reference.table)}) as r{number} on {same}")
    if _furthest_raw_end(table):
        lengths = f"select doc_id as document, max(n_chars) as {_LENGTH} from documents group by doc_id"
        joined.append(f"({lengths}) as lengths on {quoted(table.name)}.doc_id = document")
    return " left join ".join(joined)


def _furthest_raw_end(table: Table) -> str | None:
    for column in table.columns:
        if column.name == "raw_end":
            return "raw_end"
        if column.type == FRAGMENTS:
            return f"list_max(list_transform({quoted(column.name)}, lambda f: f.raw_end))"
    return None


# --- running them


def _broken(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Check]:
    checks = [*row_checks(table), *reference_checks(table)]
    ((counted,),) = connection.execute(f"select {_offenders_of(checks)} from {_beside(table)}").fetchall()
    broken = _with_offenders(checks, counted)
    return [*broken, key_check(table)] if table.key and not _is_unique(connection, table) else broken


def _broken_rules(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> dict[str, list[Check]]:
    """The rules of each table that rows of it break, by one query for all."""
    checks = {table.name: list(rule_checks(table)) for table in tables}
    queries = [f"select {literal(name)}, {_offenders_of(own)} from {quoted(name)}" for name, own in checks.items() if own]
    counted = dict(connection.execute(" union all ".join(queries)).fetchall()) if queries else {}
    return {name: _with_offenders(own, counted.get(name, ())) for name, own in checks.items()}


def _offenders_of(checks: Sequence[Check]) -> str:
    """How many rows do not pass each check, as a list."""
    return f"[{', '.join(f'count(*) filter (where {check.bad})' for check in checks)}]"


def _with_offenders(checks: Sequence[Check], counted: Sequence[int]) -> list[Check]:
    return [check for check, count in zip(checks, counted, strict=True) if count]


def _is_unique(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    key = ", ".join(map(quoted, table.key))
    ((unique,),) = connection.execute(f"select count(distinct ({key})) = count(*) from {quoted(table.name)}").fetchall()
    return bool(unique)


def _offenders(connection: duckdb.DuckDBPyConnection, table: Table, check: Check) -> list[Violation]:
    shown = [name for name in table.key if name != "doc_id"] or [c.name for c in table.columns if c.name in _TELLING]
    own = quoted(table.name)
    key = f"left(concat_ws(' | ', {', '.join(f'{own}.{quoted(name)}::varchar' for name in shown)}), {_EXAMPLE_LENGTH})"
    query = f"select {own}.doc_id, min({key}) from {_beside(table)} where {check.bad} group by 1 order by 1"
    return [Violation(table.name, check.rule, doc_id, example or "") for doc_id, example in connection.execute(query).fetchall()]
