"""The catalog: `warehouse.duckdb` with a view for each table and the views of `sql/`, each commented.

A file `sql/views/NAME.sql` or `sql/marts/NAME.sql` is one SELECT and becomes the view NAME. Its leading comment is the view's comment, save
for lines of the shape `-- column: meaning`, which comment its columns. A column without one has the meaning that the view `evidence`, which
others rest on, gives it, else the one that the tables do.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import duckdb

from kaozheng.tasks.publish import SQL
from kaozheng.tasks.publish.durable import locked, replace
from kaozheng.tasks.publish.layout import CATALOG, LOCK, LayoutError, require_snapshot, restore_links, whole_snapshots
from kaozheng.tasks.publish.manifest import Manifest
from kaozheng.tasks.tables.history import PUBLISHED
from kaozheng.tasks.tables.validation import literal, quoted

BASE = "evidence"
LOCK_PATIENCE = 10.0
_BUILT: dict[str, bytes] = {}  # the first catalog that this process built, by what it depends on
_COLUMN_COMMENT = re.compile(r"--\s*([a-z_]+): (.+)")


@dataclasses.dataclass(frozen=True)
class SqlFile:
    """One statement of `sql/` with what its leading comment says."""

    name: str
    comment: str
    columns: Mapping[str, str]
    statement: str


def build_catalog(folder: Path) -> None:
    """Build the catalog of a snapshot folder in place of the one that it may have. `folder` is absolute, and the views name it.

    All but the views of tables is the same in every folder: a process that publishes again starts from the catalog that it built before.
    """
    # Not built where it belongs: DuckDB finds no place for its log in a path with a question mark.
    with tempfile.TemporaryDirectory(prefix="kaozheng-", ignore_cleanup_errors=True) as elsewhere:
        built = Path(elsewhere) / CATALOG
        earlier = _BUILT.get(catalog_identity())
        if earlier:
            built.write_bytes(earlier)
        with duckdb.connect(str(built), config={"threads": 1}) as connection:
            connection.execute("begin")
            _create_table_views(connection, folder)
            if not earlier:
                _create_other_views(connection)
            connection.execute("commit")
        content = built.read_bytes()
        _BUILT[catalog_identity()] = earlier or content
        replace(folder / CATALOG, content)


def _create_table_views(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for table in PUBLISHED:
        _create_table_view(connection, folder, table.name)
        _comment(connection, table.name, table.meaning, {column.name: column.meaning for column in table.columns})


def _create_other_views(connection: duckdb.DuckDBPyConnection) -> None:
    files = [*sql_files("views"), *sql_files("marts")]
    inherited = {**_table_meanings(), **next(file.columns for file in files if file.name == BASE)}
    for file in files:
        connection.execute(f"create view {quoted(file.name)} as {file.statement}")
        _comment(connection, file.name, file.comment, _column_meanings(connection, file, inherited))


def rebuild(warehouse: Path) -> None:
    """Build all snapshots' catalogs anew, as is needed once the warehouse was moved or copied; `kaozheng catalog DIR`.

    Links that a copy turned into folders become links again. Raises LayoutError where nothing is published, BusyError while another
    process publishes.
    """
    warehouse = warehouse.resolve()
    if not warehouse.is_dir():
        raise LayoutError(f"no warehouse in {warehouse}: there is no such folder")
    with locked(warehouse / LOCK, LOCK_PATIENCE):
        restore_links(warehouse)
        current, manifest = require_snapshot(warehouse)
        _rebuild(current, manifest)
        for folder, older in whole_snapshots(warehouse):
            if folder != current and older.place != str(folder):
                # What an older version published may lack columns that today's views want; its tables can be read all the same.
                with suppress(duckdb.Error):
                    _rebuild(folder, older)


def refresh_catalog(folder: Path, manifest: Manifest) -> None:
    """Build a snapshot's catalog anew if the SQL, the declarations or the place of the warehouse are no longer those it was built with."""
    if not is_up_to_date(folder, manifest):
        _rebuild(folder, manifest)


def is_up_to_date(folder: Path, manifest: Manifest) -> bool:
    return is_in_place(folder, manifest) and manifest.catalog == catalog_identity()


def is_in_place(folder: Path, manifest: Manifest) -> bool:
    """Whether the catalog, made by whatever version, names the folder that it lies in."""
    return manifest.place == str(folder) and (folder / CATALOG).is_file()


def _rebuild(folder: Path, manifest: Manifest) -> None:
    build_catalog(folder)
    dataclasses.replace(manifest, place=str(folder), catalog=catalog_identity()).write(folder)


@cache
def catalog_identity() -> str:
    """What a catalog depends on beside the data and the folder that it names: the SQL and the declarations."""
    definition = (PUBLISHED, [sql_files(kind) for kind in ("views", "marts")], duckdb.__version__)
    return hashlib.sha256(repr(definition).encode()).hexdigest()[:16]


def sql_files(kind: str) -> list[SqlFile]:
    """The files of `sql/views`, `sql/marts` or `sql/checks`, by name."""
    return [_parsed(path) for path in sorted((SQL / kind).glob("*.sql"))]


def _parsed(path: Path) -> SqlFile:
    lines = path.read_text(encoding="utf-8").splitlines()
    size = next((i for i, line in enumerate(lines) if not line.startswith("--")), len(lines))
    header = lines[:size]
    columns = {found[1]: found[2].strip() for line in header if (found := _COLUMN_COMMENT.fullmatch(line))}
    prose = [line.lstrip("- ") for line in header if not _COLUMN_COMMENT.fullmatch(line)]
    return SqlFile(path.stem, " ".join(filter(None, prose)), columns, "\n".join(lines[size:]).strip().rstrip(";"))


def _create_table_view(connection: duckdb.DuckDBPyConnection, folder: Path, table: str) -> None:
    files = literal(f"{as_pattern(folder / table)}/*.parquet")
    connection.execute(f"create or replace view {quoted(table)} as select * from read_parquet({files})")


def as_pattern(path: Path) -> str:
    """A path as a glob that matches it alone, whatever brackets and stars its folders are named with."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))


def _column_meanings(connection: duckdb.DuckDBPyConnection, file: SqlFile, inherited: Mapping[str, str]) -> dict[str, str]:
    described = connection.execute(f"describe {quoted(file.name)}").fetchall()
    known = {**inherited, **file.columns}
    return {name: known[name] for name, *_ in described if name in known}


@cache
def _table_meanings() -> dict[str, str]:
    """The meaning of each column name that has the same in all tables that have it."""
    meanings: dict[str, set[str]] = {}
    for table in PUBLISHED:
        for column in table.columns:
            meanings.setdefault(column.name, set()).add(column.meaning)
    return {name: found.pop() for name, found in meanings.items() if len(found) == 1}


def _comment(connection: duckdb.DuckDBPyConnection, view: str, comment: str, columns: Mapping[str, str]) -> None:
    connection.execute(f"comment on view {quoted(view)} is {literal(comment)}")
    for name, meaning in columns.items():
        connection.execute(f"comment on column {quoted(view)}.{quoted(name)} is {literal(meaning)}")
