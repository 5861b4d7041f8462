"""The history of documents: published beside the tables of the contract, and kept when snapshots go."""

from __future__ import annotations

import pyarrow as pa

from kaozheng.tasks.tables.contract import DOC_ID, DOCUMENTS, TABLES
from kaozheng.tasks.tables.declaration import Column, Rule, Table

_TIME = pa.timestamp("us", "UTC")
_OF_DOCUMENTS = {column.name: column for column in DOCUMENTS.columns}

DOCUMENT_HISTORY = Table(
    "document_history",
    "One row a stay of a document in the warehouse, also of those that are gone or superseded.",
    (
        DOC_ID,
        *(_OF_DOCUMENTS[name] for name in ("uri", "source_name", "title", "n_chars")),
        Column("first_snapshot", pa.string(), "Snapshot that it came with.", example="000001-efa95ae2"),
        Column("first_at", _TIME, "When that was made.", example="2026-11-23 02:00:00+00"),
        Column("last_snapshot", pa.string(), "Last snapshot that has it.", null="the current one has it", example="000002-5b1c07de"),
        Column(
            "ended_at",
            _TIME,
            "When the first snapshot without it was made.",
            null="the current one has it",
            example="2026-11-24 02:00:00+00",
        ),
        Column(
            "superseded_by",
            pa.string(),
            "doc_id of the document that took its place at the same uri.",
            null="the current one has it, or nothing took its place",
            example="98169d94787ca1d8…",
        ),
    ),
    key=("doc_id", "first_snapshot"),
    rules=(
        Rule("an end without a last snapshot", "(last_snapshot is null) = (ended_at is null)"),
        Rule("superseded although it is there", "superseded_by is null or last_snapshot is not null"),
        Rule("it ended before it came", "ended_at is null or first_at <= ended_at"),
    ),
    order=("uri", "first_at"),
    made_by="publish",
)
PUBLISHED = (*TABLES, DOCUMENT_HISTORY)
