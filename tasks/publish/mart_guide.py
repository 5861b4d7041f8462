"""The guide to the views of `sql/` as Markdown, from their comments: `python -m kaozheng.tasks.publish.mart_guide > docs/marts.md`."""

from __future__ import annotations

import dataclasses
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from kaozheng.tasks.publish.catalog import build_catalog, sql_files
from kaozheng.tasks.publish.layout import CATALOG
from kaozheng.tasks.tables.history import PUBLISHED

_HEADER = """# Views and marts

Generated from the comments in `sql/` by `python -m kaozheng.tasks.publish.mart_guide > docs/marts.md`.
Each view answers one question. The tables that they rest on are in [dictionary.md](dictionary.md).

| view | question |
| --- | --- |
"""
_SHARED = """
## Columns that mean the same wherever they stand

| column | type | meaning |
| --- | --- | --- |
"""
# A column that at least so many views have alike is described once for all of them.
_SHARED_FROM = 4


@dataclasses.dataclass(frozen=True)
class Column:
    """A column of a view with its type as DuckDB names it."""

    name: str
    type: str
    meaning: str


@dataclasses.dataclass(frozen=True)
class View:
    """A view with what it is for."""

    name: str
    comment: str
    columns: tuple[Column, ...]


def guide() -> str:
    """All views of `sql/`, the questions first."""
    views = _views()
    shared = _shared(views)
    questions = [f"| [{view.name}](#{view.name}) | {_cell(_question(view.comment))} |" for view in views]
    return "\n".join((_HEADER + "\n".join(questions), _SHARED + "\n".join(map(_row, shared)), *_sections(views, frozenset(shared)), ""))


def _views() -> list[View]:
    """The views of a catalog without a row, as every catalog has them."""
    with tempfile.TemporaryDirectory() as folder:
        for table in PUBLISHED:
            (Path(folder) / table.name).mkdir()
            pq.write_table(table.empty, Path(folder) / table.name / "none.parquet")
        build_catalog(Path(folder).resolve())
        with duckdb.connect(str(Path(folder).resolve() / CATALOG), read_only=True) as connection:
            return [_view(connection, file.name) for kind in ("views", "marts") for file in sql_files(kind)]


def _view(connection: duckdb.DuckDBPyConnection, name: str) -> View:
    comment = connection.execute("select comment from duckdb_views() where view_name = ?", [name]).fetchone()
    columns = connection.execute(
        "select column_name, data_type, comment from duckdb_columns() where table_name = ? order by column_index", [name]
    ).fetchall()
    return View(name, str(comment[0]) if comment else "", tuple(Column(*column) for column in columns))


def _shared(views: Sequence[View]) -> list[Column]:
    times = Counter(column for view in views for column in view.columns)
    return [column for column, n in times.items() if n >= _SHARED_FROM]


def _sections(views: Sequence[View], shared: frozenset[Column]) -> Iterator[str]:
    for view in views:
        yield f"\n## {view.name}\n"
        yield view.comment
        own = [column for column in view.columns if column not in shared]
        if own:
            yield "\n| column | type | meaning |\n| --- | --- | --- |"
            yield from map(_row, own)
        if len(own) < len(view.columns):
            yield f"\n{'Also' if own else 'Has'} {', '.join(f'`{column.name}`' for column in view.columns if column in shared)}."


def _row(column: Column) -> str:
    return f"| `{column.name}` | `{_cell(column.type)}` | {_cell(column.meaning)} |"


def _question(comment: str) -> str:
    """The first sentence of a comment."""
    end = min((at for mark in (". ", "? ") if (at := comment.find(mark)) >= 0), default=len(comment) - 1)
    return comment[: end + 1]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.stdout.write(guide())
