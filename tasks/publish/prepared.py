"""Prepared batches as publish reads them: folders that `write_batch` made of what `prepare` gave, named by their keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kaozheng.tasks.batch import is_whole, read_batch, read_table
from kaozheng.tasks.publish.manifest import BatchEntry, Quarantined
from kaozheng.tasks.tables.contract import DOCUMENTS, TABLES
from kaozheng.tasks.tables.declaration import Table
from kaozheng.tasks.tables.staging import QUARANTINE

_TELLING = 16  # hex digits of a doc_id by which it is known for a new one
_BATCH_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


class PreparedError(Exception):
    """A prepared batch can't be used; the message names it and says why in one line."""


def require_whole(folders: Iterable[Path]) -> None:
    """Raises PreparedError where a batch is not what was written."""
    for path in folders:
        if not is_whole(path):
            raise PreparedError(f"{path}: a prepared batch is damaged, or not there")


def by_key(prepared: Iterable[Path]) -> dict[str, Path]:
    """The folders by their keys, in their order. Raises PreparedError."""
    folders: dict[str, Path] = {}
    for path in prepared:
        if not _BATCH_KEY.fullmatch(path.name):
            raise PreparedError(f"{path}: the name of a prepared batch is its key, of letters, digits, '.', '_' and '-'")
        folders.setdefault(path.name, path)
    return folders


def entry(path: Path) -> BatchEntry:
    """What a manifest says of a prepared batch. Raises PreparedError where it is not of the declared schema."""
    batch = read_batch([path])
    for table in (*TABLES, QUARANTINE):
        if table.name not in batch or batch[table.name].schema != table.schema:
            raise PreparedError(f"{path}: a prepared batch lacks {table.name}, or has it in another schema")
    fault_of = {row["doc_id"]: row["fault"] for row in batch[QUARANTINE.name].to_pylist()}
    documents = batch[DOCUMENTS.name].select(["doc_id", "source_name", "reason"])
    refused = documents.filter(pc.is_valid(documents["reason"])).to_pylist()
    quarantined = tuple(Quarantined(row["source_name"], row["reason"], fault_of.get(row["doc_id"], True)) for row in refused)
    return BatchEntry({table.name: batch[table.name].num_rows for table in TABLES}, quarantined)


@dataclass(frozen=True)
class Repeated:
    """Documents that several batches have: `later` by the keys of all but the first of these, and all places by doc_id."""

    later: Mapping[str, pa.StringArray] = field(default_factory=dict)
    uris: Mapping[str, list[str]] = field(default_factory=dict)


def repeated(folders: Mapping[str, Path]) -> Repeated:
    """Which documents are in more than one batch."""
    if not _any_repeated(folders.values()):
        return Repeated()
    seen: dict[str, str] = {}
    later: dict[str, pa.StringArray] = {}
    uris: dict[str, list[str]] = {}
    for key, path in folders.items():
        ids = [str(doc_id) for doc_id in read_table(path, DOCUMENTS.name)["doc_id"].to_pylist()]
        again = [doc_id for doc_id in ids if doc_id in seen]
        seen.update((doc_id, key) for doc_id in ids if doc_id not in seen)
        if again:
            later[key] = pa.array(again, pa.string())
    wanted = {doc_id for ids in later.values() for doc_id in ids.to_pylist()}
    for path in folders.values() if wanted else ():
        for row in read_table(path, DOCUMENTS.name).select(["doc_id", "uri", "uris"]).to_pylist():
            if row["doc_id"] in wanted:
                uris.setdefault(row["doc_id"], []).extend((row["uri"], *row["uris"]))
    return Repeated(later, uris)


def _any_repeated(folders: Iterable[Path]) -> bool:
    """Whether some document may be in more than one batch, by the beginnings of ids: they take a tenth of what whole ids do in Python."""
    ids = (read_table(path, DOCUMENTS.name)["doc_id"] for path in folders)
    beginnings = pa.chunked_array([chunk for each in ids for chunk in pc.utf8_slice_codeunits(each, 0, _TELLING).chunks], pa.string())
    return bool(pc.count_distinct(beginnings).as_py() < len(beginnings))


class Rows:
    """The rows of a table, batch by batch, each document once. It can be gone through more than once."""

    def __init__(self, declared: Table, folders: Iterable[tuple[str, Path]], again: Repeated) -> None:
        self._declared, self._folders, self._again = declared, tuple(folders), again

    def __iter__(self) -> Iterator[pa.Table]:
        for key, path in self._folders:
            table = read_table(path, self._declared.name)
            if key in self._again.later:
                table = table.filter(pc.invert(pc.is_in(table["doc_id"], value_set=self._again.later[key])))
            if self._declared is DOCUMENTS and self._again.uris:
                table = self._with_all_uris(table)
            yield table

    def _with_all_uris(self, table: pa.Table) -> pa.Table:
        rows = table.select(["doc_id", "uri", "uris"]).to_pylist()
        elsewhere = [
            list(dict.fromkeys(uri for uri in self._again.uris.get(row["doc_id"], row["uris"]) if uri != row["uri"])) for row in rows
        ]
        place = table.schema.get_field_index("uris")
        return table.set_column(place, table.schema.field(place), pa.array(elsewhere, table.schema.field(place).type))
