"""Prepare: from all tables of a batch to exactly the published ones, each row checked against its declaration."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from kaozheng.tasks.batch import Batch, Row
from kaozheng.tasks.tables.contract import DOCUMENTS, MENTION_TABLES, TABLES
from kaozheng.tasks.tables.declaration import Column, Table
from kaozheng.tasks.tables.screening import first_of_each
from kaozheng.tasks.tables.staging import DECODED, FETCHED, PUBLICATION, QUARANTINE
from kaozheng.tasks.tables.validation import Violation, violations
from kaozheng.tasks.vocabulary import Vocabulary

STAGE = "prepare"
OF_A_DOCUMENT = tuple(table for table in TABLES if table is not DOCUMENTS)
_FETCHED_COLUMNS = [c.name for c in FETCHED.columns if c.name in {d.name for d in DOCUMENTS.columns}]
_REASON_LENGTH = 300


def prepare(batch: Batch, vocabulary: Vocabulary) -> Batch:  # noqa: ARG001  # a stage like the others, though it reads no vocabulary
    """The nine published tables and `quarantine`, each in its declared schema, rows by document and in reading order within it.

    `batch` holds `fetched` and whatever the later stages gave. Every document of `fetched` becomes a row of `documents`. One that a stage
    gave up, or whose rows break a rule of the declarations, is quarantined with the reason and has no row in any other table. `quarantine`
    stays beside the published tables because it alone tells a fault of the pipeline from one of the document.

    Raises ValueError where rows belong to no document of the batch.
    """
    _refuse_strangers(batch)
    given_up = _given_up(batch)
    remnants: set[str] = set()
    while True:
        tables = _assembled(batch, given_up, remnants)
        broken = violations(tables)
        if not broken:
            return tables | {QUARANTINE.name: QUARANTINE.rows([given_up[doc_id] for doc_id in sorted(given_up)])}
        if not _set_aside(broken, given_up, remnants):
            raise ValueError(f"{broken[0].table}: {broken[0].rule} ({broken[0].example}), although its document is quarantined")


def _set_aside(broken: list[Violation], given_up: dict[str, Row], remnants: set[str]) -> bool:
    """Quarantine the documents that break rules; False where none of them is new."""
    before = len(given_up) + len(remnants)
    for violation in broken:
        if violation.doc_id is None:
            continue
        if violation.table == DOCUMENTS.name:
            remnants.add(violation.doc_id)
        reason = f"{violation.table}: {violation.rule} ({violation.example})"
        given_up.setdefault(violation.doc_id, _quarantine_row(violation.doc_id, reason))
    return len(given_up) + len(remnants) > before


def _given_up(batch: Batch) -> dict[str, Row]:
    """What the stages gave up, the first to do so named; a document that got lost on the way without a word is given up here."""
    given_up: dict[str, Row] = {}
    for row in batch[QUARANTINE.name].to_pylist() if QUARANTINE.name in batch else ():
        given_up.setdefault(str(row["doc_id"]), row)
    decoded = set(_column(batch, DECODED, "doc_id"))
    for row in batch[FETCHED.name].select(["doc_id", "reason"]).to_pylist():
        doc_id, reason = row["doc_id"], row["reason"]
        if doc_id not in decoded:
            lost = _quarantine_row(doc_id, reason or "lost between fetch and decode", fault=reason is None)
            given_up.setdefault(doc_id, lost)
    return given_up


def _quarantine_row(doc_id: str, reason: str, *, fault: bool = True) -> Row:
    """What is found as late as here is the pipeline's fault, unless fetch said otherwise."""
    return {"doc_id": doc_id, "stage": STAGE, "reason": " ".join(reason.split())[:_REASON_LENGTH], "fault": fault}


def _refuse_strangers(batch: Batch) -> None:
    known = pa.array(_column(batch, FETCHED, "doc_id"), pa.string())
    for table in (DECODED, PUBLICATION, QUARANTINE, *OF_A_DOCUMENT):
        if table.name in batch:
            strange = pc.invert(pc.is_in(batch[table.name]["doc_id"], value_set=known))
            if pc.any(strange).as_py():
                first = batch[table.name]["doc_id"].filter(strange)[0].as_py()
                raise ValueError(f"{table.name} has rows of {first}, which is no document of its batch")


# --- documents


def _assembled(batch: Batch, given_up: Mapping[str, Row], remnants: Collection[str]) -> dict[str, pa.Table]:
    rows = [_remnant(row) if row["doc_id"] in remnants else row for row in _document_rows(batch, given_up)]
    documents = DOCUMENTS.rows(sorted(rows, key=lambda row: str(row["doc_id"])))
    published = pa.array([row["doc_id"] for row in rows if row["status"] == "published"], pa.string())
    return {DOCUMENTS.name: documents} | {table.name: _rows_of(batch, table, published) for table in OF_A_DOCUMENT}


def _document_rows(batch: Batch, given_up: Mapping[str, Row]) -> list[Row]:
    decoded = _by_id(batch, DECODED)
    publication = _by_id(batch, PUBLICATION)
    rows: dict[str, Row] = {}
    for row in batch[FETCHED.name].select(_FETCHED_COLUMNS).to_pylist():
        doc_id = row["doc_id"]
        rows.setdefault(doc_id, _document_row(row, decoded.get(doc_id), publication.get(doc_id), given_up.get(doc_id)))
    return list(rows.values())


def _document_row(fetched: Row, decoded: Row | None, publication: Row | None, given_up: Row | None) -> Row:
    row: Row = {"charset": None, "charset_basis": "none", "n_chars": 0, "raw_text": None, "published_on": None}
    row |= fetched
    row |= decoded or {}
    # Without segment's word the day is the source's own.
    row["published_basis"] = "none" if row["published_on"] is None else "metadata"
    row |= publication or {}
    return row | {"status": "quarantined" if given_up else "published", "reason": given_up["reason"] if given_up else None}


def _remnant(row: Row) -> Row:
    """What can be published of a document whose own row breaks a rule: where it came from, and what is wrong."""
    kept = ("doc_id", "uri", "uris", "source_name", "fetched_at", "media_type", "reason")
    return {c.name: row[c.name] if c.name in kept and row[c.name] is not None else _neutral(c) for c in DOCUMENTS.columns} | {
        "status": "quarantined",
        "charset_basis": "none",
        "published_basis": "none",
    }


def _neutral(column: Column) -> object:
    if column.null is not None:
        return None
    if pa.types.is_list(column.type):
        return []
    if pa.types.is_integer(column.type) or pa.types.is_timestamp(column.type):
        return 0
    return ""


# --- the other tables


def _rows_of(batch: Batch, declared: Table, doc_ids: pa.StringArray) -> pa.Table:
    """The rows of some documents, in the declared schema, ordered by document."""
    if declared.name not in batch:
        return declared.empty
    found = batch[declared.name]
    columns = [found[column.name].cast(column.type) for column in declared.columns]
    table = pa.Table.from_arrays(columns, schema=declared.schema)
    table = table.filter(pc.is_in(table["doc_id"], value_set=doc_ids))
    if declared in MENTION_TABLES:
        table = _first_of_each_key(table, declared.key)
    return table.take(pc.sort_indices(table, sort_keys=[("doc_id", "ascending")]))


def _first_of_each_key(table: pa.Table, key: tuple[str, ...]) -> pa.Table:
    """Two extractors, or one twice, may find the very same mention. A repeated article is no such accident, and validation sees it."""
    first = first_of_each(table, key)
    return table if len(first) == table.num_rows else table.take(first)


# --- reading a batch


def _column(batch: Batch, table: Table, name: str) -> list[str]:
    return [str(value) for value in batch[table.name][name].to_pylist()] if table.name in batch else []


def _by_id(batch: Batch, table: Table) -> dict[str, Row]:
    return {row["doc_id"]: row for row in batch[table.name].to_pylist()} if table.name in batch else {}
