"""The data dictionary as Markdown, from the declarations: `python -m kaozheng.tasks.tables.dictionary > docs/dictionary.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import pyarrow as pa

from kaozheng.tasks.tables.declaration import Column, Table
from kaozheng.tasks.tables.history import PUBLISHED

_TYPES = {
    "string": "VARCHAR", "int32": "INTEGER", "int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN", "binary": "BLOB",
    "date32[day]": "DATE", "time64[us]": "TIME", "timestamp[us, tz=UTC]": "TIMESTAMPTZ",
}  # fmt: skip


def dictionary() -> str:
    """All tables in their order."""
    return "\n".join(line for table in PUBLISHED for line in (*_table(table), "")).join((_HEADER, ""))


def sql_type(type_: pa.DataType) -> str:
    """The type as DuckDB names it."""
    if pa.types.is_list(type_):
        return f"{sql_type(type_.value_type)}[]"
    if pa.types.is_struct(type_):
        return f"STRUCT({', '.join(f'{field.name} {sql_type(field.type)}' for field in type_.fields)})"
    return _TYPES[str(type_)]


_HEADER = """# Data dictionary

Generated from the declarations in `tasks/tables/contract.py` by `python -m kaozheng.tasks.tables.dictionary > docs/dictionary.md`.
Offsets are in characters (Python `str` indices, end exclusive) into `documents.raw_text`. A column without a null meaning is never null.

Lineage is the stages that fill a column, of fetch → decode → clean → segment → extract → prepare → publish. `datapackage.json` beside the
tables says the same to programs.

"""


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield table.meaning
    yield ""
    if table.key:
        yield f"Key: {_names(table.key)}."
    yield f"Made by {table.made_by}{f'; stored in the order of {_names(table.order)}' if table.order else ''}."
    for reference in table.references:
        yield f"`{reference.column}` refers to `{reference.table}.{reference.key}`."
    yield ""
    yield "| column | type | meaning | unit | null means | values | example | lineage |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for column in table.columns:
        yield "| " + " | ".join(_cell(text) for text in _cells(column, table)) + " |"
    if table.rules:
        yield ""
        yield f"Never: {'; '.join(rule.says for rule in table.rules)}."


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


def _cells(column: Column, table: Table) -> tuple[str, ...]:
    values = _names(column.values) or _range(column)
    lineage = column.made_by or table.made_by
    example = f"`{column.example}`" if column.example else ""
    return f"`{column.name}`", f"`{sql_type(column.type)}`", column.meaning, column.unit or "", column.null or "", values, example, lineage


def _range(column: Column) -> str:
    if column.least is not None and column.most is not None:
        return f"{column.least:g} to {column.most:g}"
    return "" if column.least is None else f"from {column.least:g}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.stdout.write(dictionary())
