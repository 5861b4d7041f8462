"""What a table declaration says. Arrow schema, validation, data dictionary and view comments all derive from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa


@dataclass(frozen=True)
class Column:
    """One column. `null` says what a null means; a column without it is never null. `made_by` is the stage that fills it where that is not
    the one that makes the rows.
    """

    name: str
    type: pa.DataType
    meaning: str
    null: str | None = None
    unit: str | None = None
    values: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    example: str = ""
    made_by: str = ""


@dataclass(frozen=True)
class Reference:
    """Each value of `column`, where not null, is a value of `table.key`."""

    column: str
    table: str
    key: str


@dataclass(frozen=True)
class Rule:
    """An SQL condition on a row that must never be false; `says` names the fault in one line."""

    says: str
    condition: str


@dataclass(frozen=True)
class Table:
    """One table. `key` is unique. `order` is what its rows are sorted by where they are stored, so that a query can pass over
    most of them. `made_by` is the stage that makes its rows.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    rules: tuple[Rule, ...] = ()
    order: tuple[str, ...] = ()
    made_by: str = ""

    @cached_property
    def schema(self) -> pa.Schema:
        return pa.schema(
            [pa.field(c.name, c.type, nullable=c.null is not None, metadata={"comment": c.meaning}) for c in self.columns],
            metadata={"comment": self.meaning},
        )

    def rows(self, rows: list[dict[str, object]]) -> pa.Table:
        """Rows as Arrow; ArrowInvalid or TypeError where a value does not fit its declared type."""
        return pa.Table.from_pylist(rows, schema=self.schema)

    def columns_of(self, columns: Mapping[str, list[object]]) -> pa.Table:
        """`rows` of rows that are given by column, each with all columns of the table."""
        return pa.Table.from_pydict(columns, schema=self.schema)

    @property
    def empty(self) -> pa.Table:
        return self.schema.empty_table()
